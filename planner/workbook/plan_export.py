"""Writes plan.xlsx: a sheet in words, and a sheet for each topic with its tables below each other."""

import math
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from planner.report.summary import Summary
from planner.report.table import Block, Column, Format, Page, written
from planner.report.words import ENGLISH, Words
from planner.workbook.saving import put, save
from planner.workbook.style import (
    ACCENT,
    BODY_FONT,
    HEADING_FONT,
    KEY_FILL,
    NAME_FONT,
    QUIET_FONT,
    STRONG_FONT,
    WRAPPED,
    text_width,
)

FIXED_FORMAT: dict[Format, str] = {"text": "@", "year": "0", "share": "0.0%", "yes_no": "@", "mixed": ""}
"""Formats that do not depend on the column's values; the others show as many decimals as it needs. '': each its own."""
BLOCK_FONT = Font(name="Calibri", size=11, bold=True, color=ACCENT)
ALARM_FILL = PatternFill("solid", start_color="FDE9D9", end_color="FDE9D9")
INDENTED = Alignment(horizontal="left", vertical="top", indent=1)
TOP = Alignment(vertical="top")
TOTAL_LINE = Border(top=Side(style="thin", color=ACCENT))
NARROWEST, WIDEST = 9, 36
LONGEST_LINE = WIDEST - 2
"""Longer text is wrapped; words break lines early, which the height of a row allows for."""
LINE_HEIGHT = 13.5
NOTE_WIDTH = 120
"""Characters of a note in one row; a longer one would make the whole sheet print small."""
SUMMARY_WIDTHS = (34, 22, 70)


def write_plan(summary: Summary, pages: Sequence[Page], path: Path, words: Words = ENGLISH) -> None:
    """Write the workbook of a plan, with what the sheets themselves say in the language of `words`."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # a new workbook has one
    _write_summary(sheet, summary, words)
    for page in pages:
        _write_page(book.create_sheet(page.title), page, words)
    book.properties.title = summary.title
    save(book, path)


def _write_summary(sheet: Worksheet, summary: Summary, words: Words) -> None:
    """Write the decision in words, the key figures and the warnings."""
    sheet.title = words("Summary")
    for index, width in enumerate(SUMMARY_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    row = 1
    _text(sheet, row, 1, summary.title, HEADING_FONT)
    row = _paragraphs(sheet, row + 1, (summary.subtitle,), QUIET_FONT)
    for warning in summary.alarms:
        row = _paragraphs(sheet, row, (warning,), STRONG_FONT, ALARM_FILL)
    for section in summary.sections:
        _text(sheet, row + 1, 1, section.title, BLOCK_FONT)
        row = _paragraphs(sheet, row + 2, section.sentences, BODY_FONT)
        for figure in section.figures:
            _text(sheet, row, 1, figure.label, BODY_FONT)
            size = abs(figure.value) if isinstance(figure.value, int | float) else 0.0
            form = FIXED_FORMAT.get(figure.format) or decimals(size, whole=False)
            _put(sheet, row, 2, figure.value, form, STRONG_FONT)
            _text(sheet, row, 3, figure.unit, QUIET_FONT).alignment = INDENTED
            row += 1
    _print_setup(sheet, words, landscape=False)


def _paragraphs(
    sheet: Worksheet, row: int, sentences: Sequence[str], font: Font, fill: PatternFill | None = None
) -> int:
    """Write each sentence over the whole width, as high as it needs, and return the next row."""
    for sentence in sentences:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(SUMMARY_WIDTHS))
        cell = _text(sheet, row, 1, sentence, font)
        cell.alignment = WRAPPED
        if fill is not None:
            cell.fill = fill
        lines = sum(math.ceil(max(1, text_width(part)) / (sum(SUMMARY_WIDTHS) - 6)) for part in sentence.splitlines())
        sheet.row_dimensions[row].height = 14.5 * max(1, lines)
        row += 1
    return row


def _write_page(sheet: Worksheet, page: Page, words: Words) -> None:
    """Write the blocks of a topic below each other."""
    _text(sheet, 1, 1, page.title, HEADING_FONT)
    row = _note(sheet, 2, page.note) + 1
    widths: dict[int, int] = {}
    alone = len(page.blocks) == 1
    for block in page.blocks:
        first_header = _write_block(sheet, row, block, widths)
        if alone and block.rows:
            sheet.freeze_panes = f"{get_column_letter(_keys(block) + 1)}{first_header + 1}"
            last = f"{get_column_letter(len(block.columns))}{first_header + len(block.rows)}"
            sheet.auto_filter.ref = f"A{first_header}:{last}"
            sheet.print_title_rows = f"{first_header}:{first_header}"
        row = sheet.max_row + 3
    if not alone:
        # With several tables a common header cannot stay in view; the title and the names of the rows do.
        keys = min((_keys(block) for block in page.blocks if block.rows), default=0)
        sheet.freeze_panes = f"{get_column_letter(keys + 1)}2"
    for index, width in widths.items():
        sheet.column_dimensions[get_column_letter(index)].width = width
    _print_setup(sheet, words, landscape=True)


def _note(sheet: Worksheet, row: int, note: str) -> int:
    """Write a note in as many rows as it needs and return the next row."""
    for line in textwrap.wrap(note, NOTE_WIDTH):
        _text(sheet, row, 1, line, QUIET_FONT)
        row += 1
    return row


def _write_block(sheet: Worksheet, row: int, block: Block, widths: dict[int, int]) -> int:
    """Write title, note, header and rows of a table; return the row of the header."""
    _text(sheet, row, 1, block.title, BLOCK_FONT)
    header = _note(sheet, row + 1, block.note) if block.note else row + 1
    if not block.rows:
        _text(sheet, header, 1, block.empty, BODY_FONT)
        return header
    for index, column in enumerate(block.columns, start=1):
        text = f"{column.title}\n{column.unit}" if column.unit else column.title
        cell = _text(sheet, header, index, text, NAME_FONT)
        cell.fill = KEY_FILL
        right = column.format not in ("text", "yes_no")
        side = "right" if right else "left"
        indent = 1 if _follows_number(block, index) else 0
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=side, indent=indent)
        widths[index] = max(
            widths.get(index, NARROWEST), _column_width(column, [line[index - 1] for line in block.rows])
        )
    lines = max(_header_lines(column, widths[index]) for index, column in enumerate(block.columns, start=1))
    sheet.row_dimensions[header].height = LINE_HEIGHT * lines + 3
    formats = _formats(block)
    for offset, line in enumerate(block.rows, start=1):
        for index, (form, value) in enumerate(zip(formats, line, strict=True), start=1):
            _put(sheet, header + offset, index, value, form, BODY_FONT, indent=_follows_number(block, index))
        longest = max(text_width(value) for value in ("", *line) if isinstance(value, str))
        if longest > LONGEST_LINE:
            sheet.row_dimensions[header + offset].height = LINE_HEIGHT * math.ceil(longest / (LONGEST_LINE - 4))
    if block.total is not None:
        bottom = header + len(block.rows) + 1
        for index, (form, value) in enumerate(zip(formats, block.total, strict=True), start=1):
            _put(sheet, bottom, index, value, form, STRONG_FONT).border = TOTAL_LINE
    return header


def _keys(block: Block) -> int:
    """Return how many columns at the left name the row."""
    count = 0
    for column in block.columns:
        if column.format != "text":
            break
        count += 1
    return min(count, 3)


def _formats(block: Block) -> list[str]:
    """Return the number format of each column; columns of one unit and format next to each other share theirs."""
    columns = block.columns
    size: dict[tuple[Format, str], float] = {}
    whole: dict[tuple[Format, str], bool] = {}
    lines = block.rows if block.total is None else (*block.rows, block.total)
    for index, column in enumerate(columns):
        kind = (column.format, column.unit)
        numbers = [abs(float(line[index])) for line in lines if _is_number(line[index])]
        size[kind] = max([size.get(kind, 0.0), *numbers])
        whole[kind] = whole.get(kind, True) and all(number == round(number) for number in numbers)
    return [
        FIXED_FORMAT[column.format]
        if column.format in FIXED_FORMAT
        else decimals(size[column.format, column.unit], whole[column.format, column.unit])
        for column in columns
    ]


def decimals(largest: float, whole: bool) -> str:
    """Return the number format that shows about three digits of the largest number."""
    if whole or largest == 0 or largest >= 1000:
        return "#,##0"
    if largest >= 10:
        return "#,##0.0"
    return "0.00" if largest >= 1 else "0.0000" if largest >= 0.01 else "0.00E+00"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _follows_number(block: Block, index: int) -> bool:
    """Return whether a column of text stands right of a number and needs room before it."""
    before = block.columns[index - 2].format if index > 1 else "text"
    return block.columns[index - 1].format == "text" and before != "text"


def _put(sheet: Worksheet, row: int, column: int, value: Any, form: str, font: Font, *, indent: bool = False) -> Cell:
    """Write a value in its format; what is missing stays empty."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # tables have no merged cells
    cell.font, cell.alignment = font, TOP
    if isinstance(value, str):
        put(cell, value)
        if indent:
            cell.alignment = INDENTED
        elif text_width(value) > LONGEST_LINE:
            cell.alignment = WRAPPED
    elif _is_number(value):
        put(cell, round(value) if form == "0" else written(float(value)))
        cell.number_format = form or decimals(abs(value), value == round(value))
    return cell


def _text(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> Cell:
    """Write text as text."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # the first cell of a merged range is an ordinary one
    cell.font = font
    if text:
        put(cell, text)
    return cell


def _column_width(column: Column, values: Sequence[Any]) -> int:
    if column.format in ("text", "yes_no"):
        longest = max((text_width(str(value)) for value in values if isinstance(value, str)), default=0)
    else:
        numbers = [abs(value) for value in values if isinstance(value, int | float) and math.isfinite(value)]
        longest = len(f"{max(numbers, default=0):,.1f}") + 1
    words = f"{column.title} {column.unit}".split()
    return min(WIDEST, max(NARROWEST, longest + 2, max((text_width(word) for word in words), default=0) + 2))


def _header_lines(column: Column, width: int) -> int:
    parts = [column.title] + ([column.unit] if column.unit else [])
    return sum(max(1, math.ceil((text_width(part) + 2) / width)) for part in parts)


def _print_setup(sheet: Worksheet, words: Words, *, landscape: bool) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.8, footer=0.4)
    number = words("Page {page} of {pages}", page="&P", pages="&N")
    sheet.oddFooter = HeaderFooterItem(left=_HeaderFooterPart("&A"), right=_HeaderFooterPart(number))
