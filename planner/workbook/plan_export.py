"""Writes plan.xlsx: a sheet in words, and a sheet for each topic with its charts and tables."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.report.summary import Summary
from planner.report.table import Page
from planner.report.words import ENGLISH, Words
from planner.workbook.plan_sheet import write_page
from planner.workbook.plan_summary import write_summary
from planner.workbook.saving import save


def write_plan(summary: Summary, pages: Sequence[Page], path: Path, words: Words = ENGLISH) -> None:
    """Write the workbook of a plan, with what the sheets themselves say in the language of `words`."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # a new workbook has one
    write_summary(sheet, summary, words)
    for page in pages:
        write_page(book.create_sheet(page.title), page, words, summary.title)
    book.properties.title = summary.title
    save(book, path)
