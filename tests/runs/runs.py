"""Run folders of small workbooks, as `planner solve` leaves them."""

import signal
from pathlib import Path

from planner.cli.request import Request
from planner.cli.solving import solve_book
from planner.solve import SolveOptions


def run_of(book: Path, out: Path, scenario: str | None = None, *, tree: bool = False) -> Path:
    """Solve a workbook to the end and return its run folder."""
    before = set(out.iterdir()) if out.is_dir() else set()
    options = SolveOptions(gap=0.0, threads=1)
    hearing = signal.getsignal(signal.SIGINT)
    try:
        solve_book(Request(book, scenario, tree, options, out, quiet=True, as_json=False))
    finally:
        signal.signal(signal.SIGINT, hearing)  # a solve leaves the process deaf to Ctrl-C
    (folder,) = set(out.iterdir()) - before
    return folder
