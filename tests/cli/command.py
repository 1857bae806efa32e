"""The command line as a user meets it: a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.workbook.template import write_workbook

ROOT = Path(__file__).parent.parent.parent
FAKE = Path(__file__).with_name("fake_solver.py")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def folder(self) -> Path:
        """The run folder that the last line of the output names."""
        return Path(self.out.splitlines()[-1].removeprefix("Run folder: "))

    @property
    def record(self) -> dict[str, Any]:
        """What run.json says."""
        found: dict[str, Any] = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
        return found


def planner(*arguments: object, cwd: Path | None = None) -> Ended:
    """Run `planner` with these arguments."""
    return run([sys.executable, "-m", "planner", *map(str, arguments)], cwd)


def planner_with(ending: str, *arguments: object) -> Ended:
    """Run `planner` with a solver that ends as it is told; see `fake_solver.py`."""
    return run([sys.executable, str(FAKE), ending, *map(str, arguments)])


def run(command: list[str], cwd: Path | None = None) -> Ended:
    done = subprocess.run(
        command, cwd=cwd, env=environment(), capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def interrupted(command: list[str], after: str, how: signal.Signals = signal.SIGINT) -> Ended:
    """Run a command, press Ctrl-C when its progress says `after`, or send another signal; return how it ended."""
    process = subprocess.Popen(
        command,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        # A shell that runs the tests in the background has them ignore Ctrl-C, and so would what they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stderr is not None
    seen: list[str] = []
    deadline = time.monotonic() + 60
    for line in process.stderr:
        seen.append(line)
        if after in line or time.monotonic() > deadline:
            break
    process.send_signal(how)
    out, err = process.communicate(timeout=60)
    return Ended(process.returncode, out, "".join(seen) + err)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"}


def write_book(path: Path, **changes: list[dict[str, object]]) -> Path:
    """Write a workbook with one region that buys chips in two periods; `changes` replace or add whole sheets.

    10 PFLOPS at 2 a unit are 5 units at 1 million each, which last for both years.
    """
    sheets: dict[str, list[dict[str, object]]] = {
        "Settings": [{"key": "base_year", "value": 2027}, {"key": "discount_rate", "value": 0}],
        "Periods": [{"period": "2027", "first_year": 2027}, {"period": "2028", "first_year": 2028}],
        "Regions": [{"region": "West", "electricity_price": 0.3, "existing_hall_mw": 100}],
        "Workloads": [{"workload": "training"}],
        "Demand": [{"region": "West", "workload": "training", "2027": 10, "2028": 10}],
        "Chips": [
            {"chip": "a", "stack": "s", "power_kw": 1, "price": 1_000_000, "lifetime_years": 2, "counted_pflops": 2}
        ],
        "ChipPerformance": [{"chip": "a", "workload": "training", "performance": 2}],
    }
    write_workbook(path, {**sheets, **changes}, ["2027", "2028"])
    return path
