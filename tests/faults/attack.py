"""A solve that is disturbed from outside at a random moment, and what it leaves.

`python -m tests.faults.attack SIGINT 100` strikes a hundred times, prints what was seen, and ends with status 1 when
that was not as it should be. It needs a system with `fork`.
"""

import json
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from random import Random

from planner.cli.start import run
from planner.errors import RunFolderError
from planner.runs.plan_data import read_plan_data
from planner.runs.store import UNAUDITED
from tests.cli.command import environment
from tests.cli.hard_book import write_hard_book

SOLVE = ["solve", "--gap", "0", "--threads", "1"]
NAMED_BY_STATUS = {
    0: {"input.xlsx", "plan.xlsx", "report.html", "plan.json", "prices.json", "run.json", "run.log", "tables"},
    5: {"input.xlsx", "plan.xlsx", "report.html", "plan.json", "prices.json", "run.json", "run.log", "tables"},
    6: {"input.xlsx", "run.json", "run.log"},
}
"""What a run folder holds at least, by the status in its run.json."""
TOO_EARLY = "start-up, reading"


@dataclass(frozen=True)
class Stage:
    """A part of a solve, which begins with a line of its progress."""

    line: str
    """What that line begins with; empty: the start of the process, which then is a new one."""
    weight: int
    """How often it is struck, beside the others."""


STAGES = (Stage("", 3), Stage("build", 1), Stage("search", 4), Stage("prices", 3))
"""Start-up and reading; build; search; prices, writing and telling."""


class Solve:
    """A solve in a process of its own, whose progress and errors go to a file."""

    def __init__(self, book: Path, out: Path, *, anew: bool) -> None:
        """Begin; `anew`: with the start of Python, otherwise as it is once everything is loaded."""
        self.out, self._said = out, out.with_suffix(".err")
        self._said.touch()
        self._status: int | None = None
        self._process = os.fork()
        if self._process == 0:
            _become_solve([*SOLVE, str(book), "--out", str(out)], self._said, anew=anew)

    @property
    def said(self) -> str:
        """What it has printed as progress and errors so far."""
        return self._said.read_text(encoding="utf-8")

    @property
    def folders(self) -> list[Path]:
        """The folders that there are, also those without their name."""
        return list(self.out.iterdir()) if self.out.is_dir() else []

    def has_ended(self) -> bool:
        """Return whether the process has ended."""
        if self._status is None:
            process, status = os.waitpid(self._process, os.WNOHANG)
            self._status = os.waitstatus_to_exitcode(status) if process else None
        return self._status is not None

    def strike(self, blow: signal.Signals) -> None:
        """Send a signal, unless there is no process any more."""
        if not self.has_ended():
            os.kill(self._process, blow)

    def status(self) -> int:
        """Wait for the end, and return its status."""
        while not self.has_ended():
            time.sleep(0.01)
        assert self._status is not None
        return self._status

    def wait_for(self, stage: Stage) -> None:
        """Wait until the progress says that a stage has begun, or the process has ended."""
        while not self.has_ended() and not any(line.startswith(stage.line) for line in ["", *self.said.splitlines()]):
            time.sleep(0.005)

    def phase(self) -> str:
        """Return what is being done, by the progress and by what is on the disk."""
        if self.has_ended():
            return "ended"
        if any(not folder.name.startswith(".") for folder in self.folders):
            return "telling"
        if any(any(folder.iterdir()) for folder in self.folders):
            return "writing"
        said = self.said
        last = (said.splitlines() or [TOO_EARLY])[-1].split("  ")[0]
        return last if last in (TOO_EARLY, "search") else "after search" if "\nsearch" in said else "build"


def _become_solve(arguments: list[str], said: Path, *, anew: bool) -> None:
    """Be the command line from here on; this never returns."""
    # A shell that runs the tests in the background has them ignore Ctrl-C, and so would what they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(said, os.O_WRONLY), 2)
    if anew:
        os.execve(sys.executable, [sys.executable, "-m", "planner", *arguments], environment())
    sys.argv = ["planner", *arguments]
    status = 1
    try:
        run()
    except SystemExit as ended:
        status = int(ended.code or 0)
    finally:
        os._exit(status)


@dataclass(frozen=True)
class Struck:
    """How a solve ended that was disturbed."""

    phase: str
    """What was going on, as far as could be seen from outside."""
    status: int
    plan: str
    """What became of the best plan that was known: none yet, kept, in a draft, lost."""
    drafts: int
    """Folders that are left without their name."""

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{self.phase:18} status {self.status:3}  plan {self.plan:10} drafts {self.drafts}"


def struck(solve: Solve, blow: signal.Signals, stage: Stage, after_s: float) -> Struck:
    """Send a signal to a solve some seconds after a stage begins, and wait for its end."""
    solve.wait_for(stage)
    time.sleep(after_s)
    phase, said = solve.phase(), solve.said
    solve.strike(blow)
    status, plan = solve.status(), "none yet"
    if "best" in said or status in (0, 5):
        kept = [folder for folder in solve.folders if is_plan(folder / "plan.json") or is_plan(folder / UNAUDITED)]
        named = any(not folder.name.startswith(".") for folder in kept)
        plan = "kept" if named else "in a draft" if kept else "lost"
    return Struck(phase, status, plan, sum(folder.name.startswith(".") for folder in solve.folders))


def is_plan(path: Path) -> bool:
    """Return whether a file is a whole plan."""
    try:
        read_plan_data(path)
    except RunFolderError:
        return False
    return True


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


def assert_allowed(blow: signal.Signals, found: Struck, said: str) -> None:
    """Check that a solve ended as is stated, and has lost no plan that it could keep."""
    if blow is signal.SIGKILL:
        assert found.status in (blow * -1, 0, 6), found
        assert found.plan != "lost" or found.phase == "search", found
        assert found.plan in ("none yet", "kept") or found.phase not in ("telling", "ended"), found
        return
    # Until Python itself has started, in its first hundredths of a second, Ctrl-C ends it as the system does.
    early = {blow * -1, 1} if found.phase == TOO_EARLY and "Error:" not in said else set()
    assert found.status in {0, 5, 6} | early, f"{found}\n{said}"
    assert found.plan in ("none yet", "kept"), f"{found}\n{said}"
    assert found.drafts == 0, f"{found}\n{said}"


def blows(blow: signal.Signals, tries: int, seed: int, folder: Path) -> Iterator[Struck]:
    """Strike a solve at random moments of all its stages, and yield how each ended; all of it is checked."""
    for name in ("main", "solve", "request", "solving"):
        import_module(f"planner.cli.{name}")
    book, draw = write_hard_book(folder / "my.xlsx", time_limit_s=3, places=10), Random(seed)
    lengths_s = usual_lengths_s(book, folder)
    for number in range(tries):
        (stage,) = draw.choices(STAGES, [stage.weight for stage in STAGES])
        solve = Solve(book, folder / f"runs{number}", anew=stage is STAGES[0])
        found = struck(solve, blow, stage, draw.uniform(0.0, 1.1 * lengths_s[stage]))
        assert_whole(solve.out)
        assert_allowed(blow, found, solve.said)
        yield found


def usual_lengths_s(book: Path, folder: Path) -> dict[Stage, float]:
    """Return how long each stage takes when nothing disturbs it."""
    began = [time.monotonic()]
    solve = Solve(book, folder / "start", anew=True)
    solve.wait_for(STAGES[1])
    began.append(time.monotonic())
    solve.strike(signal.SIGKILL)
    solve.status()
    start_s = began[1] - began[0]
    solve, began = Solve(book, folder / "usual", anew=False), []
    for stage in STAGES[1:]:
        solve.wait_for(stage)
        began.append(time.monotonic())
    # A busy machine may find no plan within the time limit.
    assert solve.status() in (0, 6), solve.said
    lengths_s = [start_s, *(b - a for a, b in pairwise([*began, time.monotonic()]))]
    return dict(zip(STAGES, lengths_s, strict=True))


def main() -> None:
    """Strike a solve as often as asked, and print what was seen."""
    blow, tries = signal.Signals[sys.argv[1]], int(sys.argv[2])
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number, found in enumerate(blows(blow, tries, 1, Path(folder)), start=1):
            seen[str(found)] += 1
            say(f"{number:4} {found}")
    for line, count in sorted(seen.items()):
        say(f"{blow.name:8} {line}: {count} times")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
