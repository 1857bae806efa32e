"""The one place where cells are cleaned: past it, a number is a number and a key is its text."""

from planner.workbook.schema import Column, Value


class CellError(ValueError):
    """A cell that cannot be read; the text says what it holds and what it must hold."""


def clean(column: Column, raw: object) -> Value:
    """Return what a cell of this column holds; None when it is blank.

    Raises
    ------
    CellError
        With a text such as "grid_limit_mw is -5, but must be 0 or more".
    """
    raise CellError(f"{column.name} is {raw!r}, which is not read yet")


def clean_key(raw: object) -> str:
    """Return the name of a thing as text: 1.0 is "1", spaces at the ends and in runs are gone."""
    return " ".join(str(raw).split())


def split_list(text: str) -> tuple[str, ...]:
    """Return the names between semicolons or commas, of either width."""
    return tuple(clean_key(part) for part in text.replace(",", ";").split(";") if part.strip())
