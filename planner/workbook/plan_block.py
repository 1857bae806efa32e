"""Writes one table on a sheet of plan.xlsx: title, note, heads, rows, total and shading."""

import textwrap
from dataclasses import dataclass, field
from typing import Any

from openpyxl.cell import Cell
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles import Alignment, Color, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planner.report.table import Block, written
from planner.report.words import Words
from planner.workbook.plan_look import (
    GROUP_FILL,
    HEAD_FILL,
    HEAT,
    INDENTED,
    MIDDLE,
    ROW_LINE,
    TONES,
    TOTAL_LINE,
    WRAPPED,
    Look,
    fill,
)
from planner.workbook.plan_numbers import column_formats, decimals, is_number, row_format
from planner.workbook.plan_widths import LINE_HEIGHT, head_height, lines_in, row_height
from planner.workbook.saving import put
from planner.workbook.style import text_width

NOTE_WIDTH = 120
"""Characters of a note in one row; a longer one would make the whole sheet print small."""


@dataclass(frozen=True)
class Placed:
    """Where a table stands on its sheet."""

    block: Block
    top: int
    """Row of its title."""
    head: int
    """Row of the heads of its columns; its rows begin in the next."""
    bottom: int
    """Its last row."""


@dataclass
class Canvas:
    """A sheet being written, with its look, the widths of its columns and the heights of its rows."""

    sheet: Worksheet
    words: Words
    look: Look
    widths: dict[int, float]
    heights: dict[int, float] = field(default_factory=dict)
    """In points, by row; the others have the usual one."""

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.heights[row] = points
        self.sheet.row_dimensions[row].height = points

    def text(self, row: int, column: int, text: str, font: Font) -> Cell:
        """Write text as text."""
        cell = self.sheet.cell(row, column)
        assert isinstance(cell, Cell)  # the first cell of a merged range is an ordinary one
        cell.font = font
        if text:
            put(cell, text)
        return cell

    def note(self, row: int, note: str) -> int:
        """Write a note in as many rows as it needs and return the next row."""
        wide = text_width(note) / max(1, len(note))  # Chinese letters take the room of two
        for line in textwrap.wrap(note, int(NOTE_WIDTH / max(1.0, wide))):
            self.text(row, 1, line, self.look.quiet)
            self.height(row, LINE_HEIGHT)
            row += 1
        return row


def write_block(canvas: Canvas, row: int, block: Block) -> Placed:
    """Write a table, its title in a row, and return where it stands."""
    top = row
    if block.title:
        canvas.text(row, 1, block.title, canvas.look.heading)
        canvas.height(row, LINE_HEIGHT + 4.0)
        row += 1
    if block.note:
        row = canvas.note(row, block.note)
    if not block.rows:
        canvas.text(row, 1, block.empty, canvas.look.body)
        canvas.height(row, LINE_HEIGHT)
        return Placed(block, top, row, row)
    head = _write_heads(canvas, row, block)
    _write_rows(canvas, head, block)
    _shade(canvas.sheet, head, block)
    return Placed(block, top, head, head + len(block.rows) + (block.total is not None))


def _write_heads(canvas: Canvas, row: int, block: Block) -> int:
    """Write the heads, below those that neighbouring columns share, and return their row."""
    if any(column.group for column in block.columns):
        _write_groups(canvas, row, block)
        row += 1
    for index, column in enumerate(block.columns, start=1):
        text = f"{column.title}\n{column.unit}" if column.unit else column.title
        cell = canvas.text(row, index, text, canvas.look.head)
        cell.fill = HEAD_FILL
        right = column.format not in ("text", "yes_no")
        upright = block.upright_heads and right
        cell.alignment = Alignment(
            wrap_text=not upright,
            vertical="bottom" if upright else "center",
            horizontal="center" if upright else "right" if right else "left",
            text_rotation=90 if upright else 0,
            indent=1 if _follows_number(block, index) else 0,
        )
    canvas.height(row, head_height(block, canvas.widths))
    return row


def _write_groups(canvas: Canvas, row: int, block: Block) -> None:
    first, lines = 1, 1
    columns = block.columns
    while first <= len(columns):
        last = first
        while last < len(columns) and columns[last].group == columns[first - 1].group != "":
            last += 1
        cell = canvas.text(row, first, columns[first - 1].group, canvas.look.head)
        for index in range(first, last + 1):
            canvas.sheet.cell(row, index).fill = GROUP_FILL if columns[first - 1].group else HEAD_FILL
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
        width = sum(canvas.widths[index] for index in range(first, last + 1))
        lines = max(lines, lines_in(columns[first - 1].group, width))
        if last > first:
            canvas.sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
        first = last + 1
    canvas.height(row, LINE_HEIGHT * lines + 3.0)


def _write_rows(canvas: Canvas, head: int, block: Block) -> None:
    formats = column_formats(block)
    for place, line in enumerate(block.rows):
        row = head + 1 + place
        alike = row_format(block, place) if block.row_formats else None
        for index, (form, value) in enumerate(zip(formats, line, strict=True), start=1):
            own = alike if alike is not None and block.columns[index - 1].format != "text" else form
            cell = _write_value(canvas, row, index, value, own, indent=_follows_number(block, index))
            cell.border = ROW_LINE
            if isinstance(value, str) and value in block.tones:
                cell.fill = fill(TONES[block.tones[value]])
        canvas.height(row, row_height(line, canvas.widths))
    if block.total is not None:
        bottom = head + len(block.rows) + 1
        for index, (form, value) in enumerate(zip(formats, block.total, strict=True), start=1):
            cell = _write_value(canvas, bottom, index, value, form)
            cell.font, cell.border = canvas.look.strong, TOTAL_LINE
        canvas.height(bottom, LINE_HEIGHT)


def _write_value(canvas: Canvas, row: int, column: int, value: Any, form: str, *, indent: bool = False) -> Cell:
    """Write a value in its format; what is missing stays empty."""
    cell = canvas.sheet.cell(row, column)
    assert isinstance(cell, Cell)  # rows of tables have no merged cells
    cell.font, cell.alignment = canvas.look.body, MIDDLE
    if isinstance(value, str):
        put(cell, value)
        cell.alignment = INDENTED if indent else WRAPPED
    elif is_number(value):
        put(cell, round(value) if form == "0" else written(float(value)))
        cell.number_format = form or decimals(abs(value), value == round(value))
    return cell


def _follows_number(block: Block, index: int) -> bool:
    """Return whether a column of text stands right of a number and needs room before it."""
    before = block.columns[index - 2].format if index > 1 else "text"
    return block.columns[index - 1].format == "text" and before != "text"


def _shade(sheet: Worksheet, head: int, block: Block) -> None:
    """Shade numbers from the smallest to the largest of their scale."""
    for places in block.heat:
        first, last = get_column_letter(min(places) + 1), get_column_letter(max(places) + 1)
        ends = [FormatObject(type="min"), FormatObject(type="max")]
        scale = Rule(type="colorScale", colorScale=ColorScale(cfvo=ends, color=[Color(HEAT[0]), Color(HEAT[1])]))
        sheet.conditional_formatting.add(f"{first}{head + 1}:{last}{head + len(block.rows)}", scale)
