"""A workbook with a row on every sheet: the examples that a blank workbook has, made active."""

from collections.abc import Mapping

from planner.workbook.cells import CellError, clean
from planner.workbook.expand.book import Book
from planner.workbook.schema import SHEETS, Column, Sheet, Value
from planner.workbook.schema.example_rows import example_rows
from tests.workbook.sheets import Cells, Rows, tables

PERIODS = ("2026", "2027", "2028")

_EXAMPLES: Mapping[str, Rows] = {
    sheet: [{name: cell for name, cell in row.items() if name not in ("active", "note")} for row in rows]
    for sheet, rows in example_rows("en", PERIODS).items()
}

WHOLE: Mapping[str, Rows] = {
    **_EXAMPLES,
    "Settings": [{"key": key.name, "value": key.default} for key in SHEETS["Settings"].rows],
    "Periods": [{"period": period, "first_year": int(period)} for period in PERIODS],
    "Groups": [{"group": "Hubs", "region": "West"}],
    "Workloads": [{**row, "unmet_penalty": None} for row in _EXAMPLES["Workloads"]],
    "Residency": [{"workload": "training", "origin": "East", "host": "West", "max_remote_fraction": 0.5}],
    "Chips": [{**row, "price_year": 2025, "price_trend": -0.1} for row in _EXAMPLES["Chips"]],
    "Porting": [{**row, "cost": 5} for row in _EXAMPLES["Porting"]],
    "Policies": [{**row, "mode": "soft", "price": 7} for row in _EXAMPLES["Policies"]],
    "Commitments": [{**row, "mode": "preferred", "price": 7} for row in _EXAMPLES["Commitments"]],
    "Scenarios": [{"scenario": "changed", "overrides": "s"}],
    "Overrides": [],
}
"""Two regions, of which West is the group Hubs, two workloads, one chip, three periods; without a problem."""

_BOOK = Book(tables(WHOLE))


def whole_book(*overrides: Cells, **sheets: Rows) -> Book:
    """Return the workbook with one override set `s`, which its one scenario applies, and with these sheets."""
    rows = [{"set": "s", "order": order, **row} for order, row in enumerate(overrides, 1)]
    periods = WHOLE["Periods"]
    found = _BOOK.tables
    for sheet, other in {"Overrides": rows, **sheets}.items():
        found = found.changed(sheet, tables({"Periods": periods, sheet: other})[sheet])
    return Book(found)


def another_value(sheet: Sheet, column: Column, before: Value) -> Value:
    """Return a value that a column may hold and that is not the one it holds, as a planner types it."""
    if column.kind == "yes_no":
        return "no" if before is not False else "yes"
    if column.kind in ("number", "whole"):
        return next(
            number for number in (3.0, 2.0, 0.5, 0.25, 1995.0, 2001.0) if number != before and _may_be(column, number)
        )
    if column.choices:
        return next(word for word in column.choices if word != before)
    if column.kind == "filter":
        return "region=West"
    if column.refers_to is not None:
        names = _BOOK.names(column.refers_to)
        return next(name for name in (*names, None) if name != before)
    return {"list": "2027", "sheet": "Chips"}.get(column.kind, "another")


def _may_be(column: Column, number: float) -> bool:
    try:
        clean(column, number)
    except CellError:
        return False
    return True
