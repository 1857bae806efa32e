"""A small workbook, and ways to break it."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from openpyxl import Workbook

from planner.workbook.problems import Problem
from planner.workbook.tables import Tables, read_tables
from planner.workbook.template import write_workbook

SMALL: Mapping[str, Sequence[Mapping[str, object]]] = {
    "Periods": [{"period": "2027", "first_year": 2027}, {"period": "2028", "first_year": 2028}],
    "Regions": [{"region": "West", "electricity_price": 0.31}, {"region": "East", "electricity_price": 0.6}],
    "Workloads": [{"workload": "training"}],
    "Demand": [{"region": "West", "workload": "training", "2027": 120, "2028": 150}],
    "Chips": [{"chip": "a", "power_kw": 1}],
    "ChipPerformance": [{"chip": "a", "workload": "training", "performance": 2}],
}
"""Two regions, two periods, one workload, one chip; each sheet's data begin in row 3."""


@cache
def _small() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.xlsx"
        write_workbook(path, SMALL, ["2027", "2028"])
        return path.read_bytes()


def write_small(path: Path, change: Callable[[Workbook], object] | None = None) -> Path:
    """Write the small workbook, and change it as a user would in a spreadsheet program."""
    path.write_bytes(_small())
    if change is not None:
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
    return path


def read_small(folder: Path, change: Callable[[Workbook], object]) -> tuple[Tables, list[Problem]]:
    """Return the tables of the small workbook after a change."""
    return read_tables(write_small(folder / "small.xlsx", change))


def lines(folder: Path, change: Callable[[Workbook], object]) -> list[str]:
    """Return what is said of the small workbook after a change."""
    return [problem.line() for problem in read_small(folder, change)[1]]


def set_cell(sheet: str, cell: str, value: object) -> Callable[[Workbook], None]:
    """Return the change of one cell."""

    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change
