"""Number formats of plan.xlsx: as many decimals as the numbers of a column need."""

import math
from typing import Any

from planner.report.table import Block, Format

FIXED_FORMAT: dict[Format, str] = {"text": "@", "year": "0", "share": "0.0%", "yes_no": "@", "mixed": ""}
"""Formats that do not depend on the column's values; the others show as many decimals as it needs. '': each its own."""


def decimals(largest: float, whole: bool) -> str:
    """Return the number format that shows about three digits of the largest number."""
    if whole or largest == 0 or largest >= 1000:
        return "#,##0"
    if largest >= 10:
        return "#,##0.0"
    return "0.00" if largest >= 1 else "0.0000" if largest >= 0.01 else "0.00E+00"


def is_number(value: Any) -> bool:
    """Return whether a value is written as a number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def format_of(form: Format, numbers: list[float]) -> str:
    """Return the number format that shows some numbers alike."""
    if form in FIXED_FORMAT:
        return FIXED_FORMAT[form]
    sizes = [abs(number) for number in numbers]
    return decimals(max(sizes, default=0.0), all(size == round(size) for size in sizes))


def column_formats(block: Block) -> list[str]:
    """Return the number format of each column; columns of one group, unit and format share theirs."""
    columns = block.columns
    numbers: dict[tuple[Format, str, str], list[float]] = {}
    lines = block.rows if block.total is None else (*block.rows, block.total)
    for index, column in enumerate(columns):
        kind = (column.format, column.unit, column.group)
        numbers.setdefault(kind, []).extend(float(line[index]) for line in lines if is_number(line[index]))
    return [format_of(column.format, numbers[column.format, column.unit, column.group]) for column in columns]


def row_format(block: Block, place: int) -> str:
    """Return the number format of a row, where rows differ."""
    numbers = [float(value) for value in block.rows[place] if is_number(value)]
    return format_of(block.row_formats[place], numbers)
