"""A solve that is disturbed from outside at a moment of our choice, and what it leaves."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from planner.runs.plan_data import read_plan_data
from tests.cli.command import environment, write_book

NAMED_BY_STATUS = {
    0: {"input.xlsx", "plan.xlsx", "plan.json", "run.json", "run.log", "tables"},
    5: {"input.xlsx", "plan.xlsx", "plan.json", "run.json", "run.log", "tables"},
    6: {"input.xlsx", "run.json", "run.log"},
}
"""What a run folder holds at least, by the status in its run.json."""


@dataclass(frozen=True)
class Struck:
    """How a solve ended that was disturbed."""

    after_s: float
    status: int
    err: str
    phase: str
    """What was going on, as far as its output tells."""


def strike(book: Path, out: Path, blow: signal.Signals, after_s: float) -> Struck:
    """Start a solve, send it a signal after some seconds, and wait for its end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "planner", "solve", str(book), "--out", str(out)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        # A shell that runs the tests in the background has them ignore Ctrl-C, and so would what they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    time.sleep(after_s)
    process.send_signal(blow)
    printed, err = process.communicate(timeout=300)
    if "Run folder" in printed:
        phase = "to its end"
    elif out.is_dir() and any(out.iterdir()):
        phase = "search or writing"
    else:
        phase = "before the search"
    return Struck(after_s, process.returncode, err, phase)


def assert_whole(out: Path) -> None:
    """Check every run folder that has its name: all files are there and can be read."""
    for folder in out.iterdir() if out.is_dir() else ():
        if folder.name.startswith("."):
            continue
        record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        names = {path.name for path in folder.iterdir()}
        assert names >= NAMED_BY_STATUS[record["exit_status"]], f"{folder} has only {names}"
        if "plan.json" in names:
            assert read_plan_data(folder / "plan.json").cost_m == record["cost"]
            assert record["audit"]["passed"]


def blows(blow: signal.Signals, tries: int, seed: int, folder: Path) -> Iterator[Struck]:
    """Strike a solve at random moments of its whole length, and yield how each ended; what it left is checked."""
    book, draw = write_book(folder / "my.xlsx"), Random(seed)
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "planner", "solve", str(book), "--out", str(folder / "usual")],
        env=environment(),
        capture_output=True,
        check=True,
    )
    length_s = time.monotonic() - began
    for number in range(tries):
        out = folder / f"runs{number}"
        struck = strike(book, out, blow, draw.uniform(0.0, 1.1 * length_s))
        assert_whole(out)
        yield struck


def main() -> None:
    """Strike a solve as often as asked and print what was seen: `python -m tests.faults.attack SIGINT 100`."""
    blow, tries = signal.Signals[sys.argv[1]], int(sys.argv[2])
    seen: Counter[tuple[str, int]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number, struck in enumerate(blows(blow, tries, 1, Path(folder)), start=1):
            seen[struck.phase, struck.status] += 1
            last = (struck.err.splitlines() or [""])[-1]
            sys.stdout.write(
                f"{number:4} after {struck.after_s:5.2f} s {struck.phase:20} status {struck.status:4}  {last}\n"
            )
            sys.stdout.flush()
    for (phase, status), count in sorted(seen.items()):
        sys.stdout.write(f"{blow.name:8} {phase:20} status {status:4} {count:4} times\n")


if __name__ == "__main__":
    assert os.name == "posix", "signals are sent as POSIX knows them"
    main()
