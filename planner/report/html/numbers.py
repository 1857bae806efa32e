"""Numbers as a page shows them: about three digits of the largest in a column."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from planner.report.table import Block, Column, Format
from planner.report.words import Words

Kind = tuple[Format, str]
TENTH = 0.00995
"""Shares below this are shown to a hundredth of a percent."""


def block_cells(block: Block, words: Words) -> tuple[list[list[str]], list[str] | None]:
    """Return the cells of a table as text, and those of its last row; what has one unit shares its decimals."""
    lines = [*block.rows, *([block.total] if block.total is not None else [])]
    if block.row_formats:
        shown = [_alike(line, form, words) for line, form in zip(block.rows, block.row_formats, strict=True)]
        return shown, None
    decimals = _decimals(block.columns, lines)

    def cells(line: Sequence[Any]) -> list[str]:
        pairs = zip(line, block.columns, strict=True)
        return [value_text(value, column, decimals[kind_of(column)], words) for value, column in pairs]

    shown = [cells(line) for line in lines]
    return (shown[:-1], shown[-1]) if block.total is not None else (shown, None)


def _alike(line: Sequence[Any], form: Format, words: Words) -> list[str]:
    """Return the cells of a row whose numbers are all of one kind."""
    decimals = decimals_for(float(value) for value in line if is_number(value))
    return [value_text(value, Column("", "", "", form), decimals, words) for value in line]


def kind_of(column: Column) -> Kind:
    """Return what columns must share to be shown alike."""
    return column.format, column.unit


def _decimals(columns: Sequence[Column], lines: Sequence[Sequence[Any]]) -> dict[Kind, int]:
    values: dict[Kind, list[float]] = {kind_of(column): [] for column in columns}
    for line in lines:
        for column, value in zip(columns, line, strict=True):
            if is_number(value):
                values[kind_of(column)].append(float(value))
    return {kind: decimals_for(found) for kind, found in values.items()}


def value_text(value: Any, column: Column, decimals: int, words: Words) -> str:
    """Return one cell; nothing where there is no value."""
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if isinstance(value, str):
        return value
    if not is_number(value):
        return ""
    if column.format == "year":
        return f"{value:.0f}"
    if column.format == "share":
        return f"{value:.2%}" if 0 < abs(value) < TENTH else f"{value:.1%}"
    return number_text(value, decimals_for([value]) if column.format == "mixed" else decimals)


def number_text(value: float, decimals: int) -> str:
    """Return a number with a sign only where a digit is left to carry it; very small ones as powers of ten."""
    if decimals > 6:
        return f"{value:.2e}"
    shown = f"{value:,.{decimals}f}"
    return shown.removeprefix("-") if not shown.strip("-0.,") else shown


def decimals_for(values: Iterable[float]) -> int:
    """Return how many decimals show three digits of the largest value; 0 where all are whole."""
    sizes = [abs(value) for value in values]
    largest = max(sizes, default=0.0)
    if largest == 0 or all(size == round(size) for size in sizes):
        return 0
    return max(0, 2 - math.floor(math.log10(largest)))


def is_number(value: Any) -> bool:
    """Return whether a value is a number that can be shown."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
