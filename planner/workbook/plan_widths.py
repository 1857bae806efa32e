"""How wide the columns of a sheet and how high its rows are."""

import math
import unicodedata
from collections.abc import Sequence

from planner.report.table import Block, Column
from planner.workbook.plan_numbers import is_number

NARROWEST, WIDEST, NARROWED = 8.0, 64.0, 24.0
"""Of a column, in characters; the last is what wide texts may be narrowed to."""
UPRIGHT_WIDTH = 7.5
PAGE_WIDTH, WIDEST_SHEET = 142.0, 165.0
"""What fits on a landscape page of A4 in full size, and in a size that can still be read, in characters."""
LINE_HEIGHT = 14.0


NARROW_LETTER, WIDE_LETTER = 5.9 / 7.0, 13.6 / 7.0
"""Width of a letter of size 10, a Chinese one and another, in characters of a column; measured, with a little room."""


def drawn_width(text: str) -> float:
    """Return how wide a text is, in characters of a column."""
    return sum(WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else NARROW_LETTER for letter in text)


def lines_in(text: str, width: float) -> int:
    """Return how many lines a text takes in cells of this width, broken between words and Chinese letters."""
    room, lines = max(1.0, width - 1.0), 0
    for part in text.splitlines() or [""]:
        filled = 0.0
        lines += 1
        for word in part.split():
            wide = drawn_width(word)
            if filled and filled + NARROW_LETTER + wide > room and wide <= room:
                lines, filled = lines + 1, 0.0
            filled += wide + (NARROW_LETTER if filled else 0.0)
            if filled > room:
                lines += math.ceil(filled / room) - 1
                filled %= room
    return lines


def column_widths(blocks: Sequence[Block]) -> dict[int, float]:
    """Return the width of each column of a sheet, from 1; texts are wrapped where the sheet would get too wide."""
    widths: dict[int, float] = {}
    for block in blocks:
        if block.rows:
            for index, column in enumerate(block.columns, start=1):
                values = [line[index - 1] for line in (*block.rows, *((block.total,) if block.total else ()))]
                wanted = UPRIGHT_WIDTH if _turned(block, column) else _width(column, values)
                widths[index] = max(widths.get(index, NARROWEST), wanted)
    return _narrowed(widths)


def _turned(block: Block, column: Column) -> bool:
    return block.upright_heads and column.format != "text"


def _narrowed(widths: dict[int, float]) -> dict[int, float]:
    """Return widths that fit on the page, as far as that can be had by wrapping the widest columns."""
    found = dict(widths)
    while sum(found.values()) > WIDEST_SHEET and max(found.values()) > NARROWED:
        widest = max(found, key=lambda index: found[index])
        found[widest] = max(NARROWED, found[widest] - 2.0)
    return found


def _width(column: Column, values: Sequence[object]) -> float:
    if column.format in ("text", "yes_no"):
        longest = float(max((drawn_width(value) for value in values if isinstance(value, str)), default=0))
    else:
        numbers = [abs(float(str(value))) for value in values if is_number(value)]
        longest = 0.95 * len(f"{max(numbers, default=0):,.0f}") + (0.0 if max(numbers, default=0) >= 1000 else 1.8)
        if column.format == "mixed":
            longest = max(longest, 7.0)
    head = max((drawn_width(word) for word in f"{column.title} {column.unit}".split()), default=0)
    return min(WIDEST, max(NARROWEST, longest + 2.2, min(head, WIDEST / 4) * 1.05 + 1.5))


def head_height(block: Block, widths: dict[int, float]) -> float:
    """Return the height of a table's heads."""
    if block.upright_heads:
        longest = max(drawn_width(column.title) for column in block.columns if column.format != "text")
        return min(120.0, 5.8 * longest + 12.0)
    lines = max(
        sum(lines_in(part, widths[index]) for part in (column.title, column.unit) if part)
        for index, column in enumerate(block.columns, start=1)
    )
    return LINE_HEIGHT * max(1, lines) + 4.0


def row_height(line: Sequence[object], widths: dict[int, float]) -> float:
    """Return the height of a row, whose texts are wrapped."""
    lines = max(
        (lines_in(value, widths[i]) for i, value in enumerate(line, start=1) if isinstance(value, str)),
        default=1,
    )
    return LINE_HEIGHT * max(1, lines)


def paragraph_height(text: str, width: float) -> float:
    """Return the height of a text over merged cells."""
    return LINE_HEIGHT * lines_in(text, width) + 1.0
