"""Checks of rows that say the same under different names: one thing entered twice counts twice."""

from collections.abc import Iterator

from planner.workbook.expand.book import Book
from planner.workbook.problems import Problem
from planner.workbook.schema import SHEETS, Value
from planner.workbook.tables import Row

_NAMES = ("name", "name_zh", "note", "description")
_COUNTED_TWICE = {
    "Links": "its bandwidth counts twice",
    "Chips": "its supply counts twice",
    "Policies": "its price counts twice",
    "Commitments": "its price counts twice",
}
"""Sheets on which equal rows are suspicious, and what a second entry would do."""


def rows_differ_in_more_than_their_names(book: Book) -> Iterator[Problem]:
    """Warn of rows that have the same values as another under a name of their own."""
    for sheet, harm in _COUNTED_TWICE.items():
        first: dict[tuple[Value, ...], Row] = {}
        name = SHEETS[sheet].columns[0].name
        for row in book.rows(sheet):
            earlier = first.setdefault(_content(book, row), row)
            if earlier is not row and earlier.text(name) != row.text(name):
                text = (
                    f"{name} '{row.text(name)}' has the same values as '{earlier.text(name)}' in "
                    f"{earlier.cell(name)}; if it is the same thing {harm}: delete one row"
                )
                yield Problem(sheet, row.cell(name), text, "warning")


def _content(book: Book, row: Row) -> tuple[Value, ...]:
    """Return all that a row says but its name; the two ends of a link in one order, as it may be used both ways."""
    keys = {column.name for column in SHEETS[row.sheet].keys}
    values = {name: value for name, value in row.values.items() if name not in keys and name not in _NAMES}
    if row.sheet == "Links" and row.text("direction") != "one":
        values["from"], values["to"] = sorted((row.text("from"), row.text("to")))
    content = tuple(values.values())
    if row.sheet == "Chips":
        content += _performance(book, row.text("chip"))
    return content


def _performance(book: Book, chip: str) -> tuple[Value, ...]:
    return tuple(
        value
        for row in book.rows("ChipPerformance")
        if row.text("chip") == chip
        for value in (row.values["workload"], row.values["region"], row.values["performance"])
    )


CHECKS = (rows_differ_in_more_than_their_names,)
