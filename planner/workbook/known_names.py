"""Names that cells and filters refer to: whether the workbook has them, and what to say where it has not."""

from collections.abc import Sequence

from planner.workbook.expand.book import Book
from planner.workbook.problems import did_you_mean, listed
from planner.workbook.schema import SHEETS, Column


def unknown_name(book: Book, column: Column, text: str) -> str | None:
    """Return the complaint about a name that a column refers to and the workbook has not; None when it has."""
    if not text or column.refers_to is None or book.reach(column, text) is not None:
        return None
    names = list(book.names(column.refers_to)) if column.refers_to != "Slices" or book.rows("Slices") else []
    if column.refers_to == "Periods":
        return f"the period {text} is not on the sheet {book.tab('Periods')}; use {listed(names)}"
    noun = SHEETS[column.refers_to].columns[0].name
    if column.allows_group:
        noun, names = f"{noun} or group", [*names, *book.groups]
    return f"there is no {noun} called '{text}'{name_hint(text, names)}"


def name_hint(text: str, names: Sequence[str]) -> str:
    """Return the nearest name, else the first names there are."""
    return did_you_mean(text, names) or (f"; use {listed(names, most=8)}" if names else "")
