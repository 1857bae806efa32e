"""Writes the first sheet of plan.xlsx: the plan in words, its key figures, what it rests on."""

import math
import re

from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planner.report.summary import KeyFigure, Section, Summary
from planner.report.words import Words
from planner.workbook.plan_block import Canvas, Placed, write_block
from planner.workbook.plan_charts import CM_PER_CHARACTER, GAP_CM, draw
from planner.workbook.plan_look import ALARM_FILL, INDENTED, MIDDLE, RIGHT, ROW_LINE, WRAPPED_TOP, look_of
from planner.workbook.plan_numbers import format_of, is_number
from planner.workbook.plan_print import break_pages, set_up_print
from planner.workbook.plan_sheet import CHART_ROW, POINTS_PER_CM
from planner.workbook.plan_widths import LINE_HEIGHT, paragraph_height
from planner.workbook.saving import put

LABEL_WIDTH, UNIT_WIDTH, NUMBER_WIDTH = 30.0, 26.0, 9.5
FEWEST_COLUMNS = 7
GAP_POINTS = 8.0
"""Between sections."""
STRIP_CM = 6.4
"""Height of the drawings."""
_STRIP_ROWS = math.ceil(STRIP_CM * POINTS_PER_CM / CHART_ROW)
HEADED = re.compile(r"^([^:：]{1,28})[:：]\s*(?=\S)")
"""A sentence that begins with a word or two and a colon."""


def write_summary(sheet: Worksheet, summary: Summary, words: Words) -> None:
    """Write the decision in words, the key figures, how good the plan is and what it rests on."""
    sheet.title = words("Summary")
    periods = max((len(section.block.columns) - 2 for section in summary.sections if section.block), default=0)
    count = max(FEWEST_COLUMNS, 2 + periods)
    widths = {1: LABEL_WIDTH, 2: UNIT_WIDTH} | dict.fromkeys(range(3, count + 1), NUMBER_WIDTH)
    for index, width in widths.items():
        sheet.column_dimensions[get_column_letter(index)].width = width
    canvas = Canvas(sheet, words, look_of(words), widths)
    canvas.text(1, 1, summary.title, canvas.look.title)
    canvas.height(1, 26.0)
    row = _paragraph(canvas, 2, 1, summary.subtitle, canvas.look.quiet)
    for alarm in summary.alarms:
        row = _paragraph(canvas, row, 1, alarm, canvas.look.strong, ALARM_FILL)
    parts: list[tuple[int, int]] = []
    tables: list[Placed] = []
    strip = 0
    for section in summary.sections:
        canvas.height(row, GAP_POINTS)
        top, row = row + 1, _write_section(canvas, row + 1, section, tables)
        parts.append((top, row - 1))
        if section.block is not None and not strip:
            # All drawings stand side by side below the first table.
            canvas.height(row, GAP_POINTS)
            strip, row = row + 1, row + 1 + _STRIP_ROWS
            parts.append((strip, row - 1))
    _draw_strip(canvas, strip, tables)
    set_up_print(sheet, words, summary.title, landscape=False)
    break_pages(canvas, parts, landscape=False)


def _write_section(canvas: Canvas, row: int, section: Section, tables: list[Placed]) -> int:
    """Write a section, add its table to those that stand on the sheet, and return the next free row."""
    canvas.text(row, 1, section.title, canvas.look.heading)
    canvas.height(row, LINE_HEIGHT + 6.0)
    row += 1
    for sentence in section.sentences:
        row = _sentence(canvas, row, sentence)
    for figure in section.figures:
        _figure(canvas, row, figure)
        row += 1
    if section.block is not None:
        tables.append(write_block(canvas, row, section.block))
        row = tables[-1].bottom + 1
    return row


def _draw_strip(canvas: Canvas, row: int, tables: list[Placed]) -> None:
    """Draw the charts of all tables next to each other."""
    charts = [(chart, placed) for placed in tables for chart in placed.block.charts]
    width_cm = (sum(canvas.widths.values()) * CM_PER_CHARACTER + GAP_CM) / max(1, len(charts))
    for place, (chart, placed) in enumerate(charts):
        draw(canvas, chart, placed, row, place * width_cm, width_cm - GAP_CM, STRIP_CM)


def _sentence(canvas: Canvas, row: int, sentence: str) -> int:
    """Write a sentence, its first words in a column of their own where they end in a colon; return the next row."""
    found = HEADED.match(sentence)
    if found is None:
        return _paragraph(canvas, row, 1, sentence, canvas.look.body)
    canvas.text(row, 1, found.group(1), canvas.look.strong).alignment = WRAPPED_TOP
    return _paragraph(canvas, row, 2, sentence[found.end() :], canvas.look.body)


def _paragraph(canvas: Canvas, row: int, column: int, text: str, font: Font, ground: PatternFill | None = None) -> int:
    """Write a text from a column to the right edge, as high as it needs, and return the next row."""
    last = max(canvas.widths)
    canvas.sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=last)
    cell = canvas.text(row, column, text, font)
    cell.alignment = WRAPPED_TOP
    if ground is not None:
        cell.fill = ground
    canvas.height(row, paragraph_height(text, sum(canvas.widths[i] for i in range(column, last + 1))))
    return row + 1


def _figure(canvas: Canvas, row: int, figure: KeyFigure) -> None:
    """Write a figure with its name and unit."""
    for index in range(1, max(canvas.widths) + 1):
        canvas.sheet.cell(row, index).border = ROW_LINE
    canvas.text(row, 1, figure.label, canvas.look.body).alignment = MIDDLE
    cell = canvas.text(row, 2, "", canvas.look.strong)
    cell.alignment = MIDDLE
    if isinstance(figure.value, str):
        put(cell, figure.value)
        cell.alignment = RIGHT
    elif is_number(figure.value) and figure.value is not None:
        put(cell, float(figure.value))
        cell.number_format = (
            format_of(figure.format, [float(figure.value), 0.5]) if figure.format != "share" else "0.00%"
        )
    canvas.text(row, 3, figure.unit, canvas.look.quiet).alignment = INDENTED
    canvas.height(row, LINE_HEIGHT + 2.0)
