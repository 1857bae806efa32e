"""The processes of a study live no longer than the study."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

STUDY = """
import sys
from planner.solve.workers import Processes
from planner.studies.solves import Solver, Task
from tests.cases import one_region
from tests.studies.fake_solves import lasting

if __name__ == "__main__":
    Solver(lasting, Processes(1).pool).map([Task("long", one_region().replace(name=sys.argv[1]))])
"""


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize("blow", [signal.SIGTERM, signal.SIGKILL])
def test_a_worker_ends_with_its_study_however_that_is_killed(tmp_path: Path, blow: signal.Signals) -> None:
    mark, script = tmp_path / "worker", tmp_path / "study.py"
    script.write_text(STUDY, encoding="utf-8")
    root = Path(__file__).parent.parent.parent
    environment = {**os.environ, "PYTHONPATH": str(root)}
    study = subprocess.Popen([sys.executable, str(script), str(mark)], cwd=root, env=environment)
    try:
        until = time.monotonic() + 120
        while not mark.exists():
            assert time.monotonic() < until, "no worker began"
            time.sleep(0.1)
        worker = int(mark.read_text())
        assert is_running(worker)
        study.send_signal(blow)
        study.wait(30)
        until = time.monotonic() + 30
        while is_running(worker):
            assert time.monotonic() < until, "the worker went on without its study"
            time.sleep(0.1)
    finally:
        study.kill()
