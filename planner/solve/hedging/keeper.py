"""Runs a command for as long as somebody holds the other end of its input.

`python keeper.py FOLDER COMMAND ...`: the planner holds that end, and lets go of it however it is ended. The command is
then ended too, and the folder in which both worked is cleared away, for nobody else will do it. Launchers of MPI cannot
be relied on for that: some never tell their processes that the input has ended. As a file it begins at once.
"""

import os
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

_GRACE_S = 10.0


def keep(folder: Path, command: list[str]) -> int:
    """Run a command to its end, or to that of the input; return its status."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    alone = threading.Event()

    def end_with_input() -> None:
        while os.read(sys.stdin.fileno(), 4096):
            pass
        alone.set()
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_S)
        process.kill()

    threading.Thread(target=end_with_input, daemon=True).start()
    status = process.wait()
    if alone.is_set():
        shutil.rmtree(folder, ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(keep(Path(sys.argv[1]), sys.argv[2:]))
