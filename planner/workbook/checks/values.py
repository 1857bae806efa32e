"""Checks of single values that are allowed, but seldom meant."""

from collections.abc import Iterator

from planner.workbook.cells import shown
from planner.workbook.expand.book import Book
from planner.workbook.problems import Problem
from planner.workbook.schema import SHEETS, Column
from planner.workbook.tables import Row


def values_are_usual(book: Book) -> Iterator[Problem]:
    """Warn of values outside what is seen in practice: most are given in another unit than the column's."""
    for sheet in SHEETS.values():
        columns = [column for column in sheet.columns if column.usual is not None]
        for row in book.rows(sheet.name):
            for column in columns:
                yield from _unusual(row, column, column.name)
            if sheet.typed_by is not None and (setting := sheet.row_types.get(row.text(sheet.typed_by))) is not None:
                if row.values["value"] == 0:
                    continue  # none, such as no discounting: that is said on purpose, and has no unit to mistake
                yield from _unusual(row, setting, "value")


def _unusual(row: Row, column: Column, place: str) -> Iterator[Problem]:
    value = row.values[place]
    if column.usual is None or value is None or value == column.default or isinstance(value, str | bool):
        return
    low, high = column.usual
    if not low <= value <= high:
        unit = f" {column.unit}" if column.unit else ""
        text = (
            f"{column.name} is {shown(value)}, but usually between {low:,.10g} and {high:,.10g}{unit}; look at its unit"
        )
        yield Problem(row.sheet, row.cell(place), text, "warning")


CHECKS = (values_are_usual,)
