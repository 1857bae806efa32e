"""Writes a topic of the plan on its sheet: its charts side by side at the top, and its tables below each other."""

import math

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planner.report.chart import Chart
from planner.report.table import Block, Page
from planner.report.words import Words
from planner.workbook.plan_block import Canvas, Placed, write_block
from planner.workbook.plan_charts import CM_PER_CHARACTER, GAP_CM, chart_height_cm, draw
from planner.workbook.plan_look import look_of
from planner.workbook.plan_print import break_pages, set_up_print
from planner.workbook.plan_widths import PAGE_WIDTH, column_widths

CHART_ROW = 15.0
"""Height of the rows behind a chart, in points."""
POINTS_PER_CM = 28.35
NARROWEST_PAGE = 120.0
"""Characters of width that charts may take where the tables are narrower."""


def write_page(sheet: Worksheet, page: Page, words: Words, title: str) -> None:
    """Write a topic: title, note, charts and tables; `title` is that of the whole plan."""
    canvas = Canvas(sheet, words, look_of(words), column_widths(page.blocks))
    for index, width in canvas.widths.items():
        sheet.column_dimensions[get_column_letter(index)].width = width
    canvas.text(1, 1, page.title, canvas.look.title)
    canvas.height(1, 24.0)
    row = canvas.note(2, page.note) + 1
    rows_of_charts = _in_rows([chart for block in page.blocks for chart in block.charts])
    first_chart = row
    for charts in rows_of_charts:
        row = _clear(canvas, row, charts) + 1
    tables = []
    for block in page.blocks:
        tables.append(write_block(canvas, row, block))
        row = tables[-1].bottom + 3
    _draw_rows(canvas, first_chart, rows_of_charts, tables)
    _freeze(sheet, tables)
    set_up_print(sheet, words, title, landscape=True)
    break_pages(canvas, [(placed.top, placed.bottom) for placed in tables], landscape=True)
    if sheet.page_setup.fitToHeight != 1 and tables[-1].block.rows:
        # On a single page nothing is repeated; LibreOffice would cut what stands below.
        sheet.print_title_rows = _head_rows(tables[-1])


def _in_rows(charts: list[Chart]) -> list[list[Chart]]:
    """Return the charts in rows of at most two; a wide one has a row of its own."""
    rows: list[list[Chart]] = []
    for chart in charts:
        if rows and len(rows[-1]) == 1 and not chart.wide and not rows[-1][0].wide:
            rows[-1].append(chart)
        else:
            rows.append([chart])
    return rows


def _clear(canvas: Canvas, row: int, charts: list[Chart]) -> int:
    """Keep rows free for charts and return the row after them."""
    points = max(chart_height_cm(chart) for chart in charts) * POINTS_PER_CM
    end = row + math.ceil(points / CHART_ROW)
    for each in range(row, end):
        canvas.height(each, CHART_ROW)
    return end


def _draw_rows(canvas: Canvas, row: int, rows: list[list[Chart]], tables: list[Placed]) -> None:
    width_cm = min(max(sum(canvas.widths.values()), NARROWEST_PAGE), PAGE_WIDTH + 40.0) * CM_PER_CHARACTER
    owner = {id(chart): placed for placed in tables for chart in placed.block.charts}
    for charts in rows:
        each = (width_cm - GAP_CM) / 2 if not charts[0].wide else width_cm
        height_cm = max(chart_height_cm(chart) for chart in charts)
        for place, chart in enumerate(charts):
            draw(canvas, chart, owner[id(chart)], row, place * (each + GAP_CM), each, height_cm)
        row += math.ceil(height_cm * POINTS_PER_CM / CHART_ROW) + 1


def _freeze(sheet: Worksheet, tables: list[Placed]) -> None:
    """Keep heads in view where there is one table, else the names of the rows; let the last be filtered."""
    filled = [placed for placed in tables if placed.block.rows]
    if not filled:
        sheet.freeze_panes = "A2"
        return
    last = filled[-1]
    if len(tables) == 1:
        sheet.freeze_panes = f"{get_column_letter(_keys(last.block) + 1)}{last.head + 1}"
    else:
        # With several tables a common header cannot stay in view; the title and the names of the rows do.
        sheet.freeze_panes = f"{get_column_letter(min(_keys(placed.block) for placed in filled) + 1)}2"
    if last is tables[-1]:
        bottom = last.head + len(last.block.rows)
        sheet.auto_filter.ref = f"A{last.head}:{get_column_letter(len(last.block.columns))}{bottom}"


def _head_rows(placed: Placed) -> str:
    """Return the rows of a table's heads, as printing repeats them."""
    grouped = any(column.group for column in placed.block.columns)
    return f"{placed.head - grouped}:{placed.head}"


def _keys(block: Block) -> int:
    """Return how many columns at the left name the row."""
    count = 0
    for column in block.columns:
        if column.format != "text":
            break
        count += 1
    return min(count, 3)
