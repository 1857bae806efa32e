"""Small workbooks in memory: a sheet is a list of rows, a row what its cells hold.

Rows stand from row 3 on, below the two header rows, and columns in the order of the schema; the columns of periods
come last. So Regions!A3 is the name of the first region.
"""

from collections.abc import Iterable, Mapping, Sequence

from openpyxl.utils import get_column_letter

from models.ids import PeriodId
from planner.workbook.cells import clean
from planner.workbook.expand.book import Book
from planner.workbook.problems import Problem
from planner.workbook.reader import check_tables
from planner.workbook.schema import SHEETS
from planner.workbook.tables import Inactive, Row, Tables

Cells = Mapping[str, object]
Rows = Sequence[Cells]
Sheets = Mapping[str, Rows]

EXAMPLE: Sheets = {
    "Periods": [{"period": "2026", "first_year": 2026}, {"period": "2027", "first_year": 2027}],
    "Groups": [{"group": "West", "region": "Guizhou"}, {"group": "West", "region": "Gansu"}],
    "Regions": [
        {"region": "Guizhou", "party": "Telecom", "hall_module_mw": 10, "max_hall_modules": 5},
        {"region": "Gansu", "party": "Mobile", "hall_module_mw": 10, "max_hall_modules": 5},
        {"region": "Beijing", "party": "Telecom", "hall_module_mw": 10, "max_hall_modules": 5},
    ],
    "Workloads": [{"workload": "training", "class": "AI"}, {"workload": "office", "class": "general"}],
    "Demand": [
        {"region": "Beijing", "workload": "training", "2026": 10, "2027": 20},
        {"region": "West", "workload": "office", "2026": 1, "2027": 2},
    ],
    "Chips": [
        {"chip": "A100", "stack": "cuda", "power_kw": 0.5, "price": 100_000, "vendor": "N", "class": "gpu"}
        | {"counted_pflops": 0.3},
        {"chip": "910B", "stack": "cann", "power_kw": 0.4, "price": 80_000, "domestic": True, "class": "npu"}
        | {"counted_pflops": 0.3},
    ],
    "ChipSupply": [{"chip": "A100", "2026": 500, "2027": 400}, {"chip": "910B", "2026": 900, "2027": 900}],
    "ChipPerformance": [
        {"chip": "A100", "workload": "training", "performance": 0.2},
        {"chip": "A100", "workload": "office", "performance": 0.1},
        {"chip": "910B", "workload": "training", "performance": 0.15},
    ],
    "PlatformTiers": [{"tier": "basic", "rank": 1}],
    "Links": [
        {"link": "G-B", "from": "Guizhou", "to": "Beijing", "km": 2000, "existing_gbps": 400},
        {"link": "S-B", "from": "Gansu", "to": "Beijing", "km": 1500, "existing_gbps": 400},
    ],
}
"""Three regions, two workloads, two chips, two periods: without a problem."""


def tables(sheets: Sheets) -> Tables:
    """Return tables as the reader makes them."""
    periods = [str(cells["period"]) for cells in sheets.get("Periods", ())]
    rows = {
        name: [_row(name, number, cells, periods) for number, cells in enumerate(sheets.get(name, ()), 3)]
        for name in SHEETS
    }
    return Tables(
        {name: tuple(row for row in found if row.values["active"]) for name, found in rows.items()},
        inactive={
            name: tuple(Inactive(row, ()) for row in found if not row.values["active"]) for name, found in rows.items()
        },
    )


def changed(**sheets: Rows) -> Book:
    """Return the book of the example with these sheets in place of its own."""
    return Book(tables({**EXAMPLE, **{name: list(rows) for name, rows in sheets.items()}}))


def example(sheet: str) -> list[dict[str, object]]:
    """Return a copy of the rows of one sheet of the example, to be changed."""
    return [dict(cells) for cells in EXAMPLE[sheet]]


def said(**sheets: Rows) -> list[str]:
    """Return what is said of the example with these sheets in place of its own."""
    return lines(check_tables(changed(**sheets).tables))


def broken(sheet: str, row: int, **cells: object) -> list[str]:
    """Return what is said of the example with other cells in one of a sheet's rows."""
    rows = example(sheet)
    rows[row].update(cells)
    return said(**{sheet: rows})


def added(sheet: str, *rows: Cells, **sheets: Rows) -> list[str]:
    """Return what is said of the example with more rows on a sheet."""
    return said(**{sheet: [*EXAMPLE.get(sheet, ()), *rows], **sheets})


def lines(problems: Iterable[Problem]) -> list[str]:
    """Return problems as the lines that a planner reads; warnings say so."""
    return [f"warning: {problem.line()}" if problem.severity == "warning" else problem.line() for problem in problems]


def _row(name: str, number: int, cells: Cells, periods: Sequence[str]) -> Row:
    sheet = SHEETS[name]
    values = {column.name: column.default for column in sheet.columns}
    letters = {column.name: get_column_letter(i) for i, column in enumerate(sheet.columns, 1)}
    amounts: dict[PeriodId, float | None] = {}
    period_letters = {}
    if sheet.period_columns is not None:
        for i, period in enumerate(periods, len(sheet.columns) + 1):
            amount = clean(sheet.period_columns, cells.get(period))
            amounts[PeriodId(period)] = None if amount is None else float(amount)
            period_letters[PeriodId(period)] = get_column_letter(i)
    for column, raw in cells.items():
        if column in periods:
            continue
        value = clean(sheet.column(column), raw)
        if sheet.typed_by is not None and column == "value":
            value = clean(sheet.row_types[str(cells[sheet.typed_by])], raw)
        if value is not None:
            values[column] = value
    blanks = tuple(column.name for column in sheet.columns if cells.get(column.name) is None)
    return Row(name, number, values, letters, amounts, period_letters, blanks)
