"""Run folders of small workbooks, as `planner solve` leaves them."""

from pathlib import Path

from planner.cli.solving import Request, solve_book
from planner.solve import SolveOptions


def run_of(book: Path, out: Path, scenario: str | None = None, *, tree: bool = False) -> Path:
    """Solve a workbook to the end and return its run folder."""
    before = set(out.iterdir()) if out.is_dir() else set()
    options = SolveOptions(gap=0.0, threads=1)
    solve_book(Request(book, scenario, tree, options, out, quiet=True, as_json=False))
    (folder,) = set(out.iterdir()) - before
    return folder
