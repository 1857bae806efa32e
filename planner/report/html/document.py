"""A study as one page: its summary, charts, and every table."""

from collections.abc import Mapping, Sequence

from planner.report.document import Document
from planner.report.html.figures import Figure, figure_html
from planner.report.html.markup import Html, element, join, text
from planner.report.html.opening import alarm_banner
from planner.report.html.page import WebPage, WebSection, page_html, paragraphs
from planner.report.html.tables import block_html
from planner.report.table import Block
from planner.report.words import Words

MOST_ROWS = 300
"""Rows of a table on the page; its file has all."""


def document_html(document: Document, figures: Mapping[str, Sequence[Figure]]) -> str:
    """Return the page.

    Parameters
    ----------
    figures
        The charts that stand before the tables, by the title of the page.
    """
    words, summary = document.words, document.summary
    opening = [
        part
        for i, section in enumerate(summary.sections)
        for part in (
            *([element("h3", text(section.title))] if i else []),
            paragraphs(section.sentences),
        )
    ]
    sections = [WebSection("summary", summary.sections[0].title, join(*opening))]
    for i, page in enumerate(document.pages):
        charts = [figure_html(figure, words) for figure in figures.get(page.title, ())]
        tables = [_table(block, words) for block in page.blocks]
        note = paragraphs((page.note,), "note")
        sections.append(WebSection(f"page-{i}", page.title, join(note, *charts, *tables)))
    return page_html(WebPage(summary.title, summary.subtitle, sections, alarm_banner(summary, words)), words)


def _table(block: Block, words: Words) -> Html:
    if len(block.rows) <= MOST_ROWS:
        return block_html(block, words)
    note = words("The first {shown} of {all}.", shown=MOST_ROWS, all=f"{len(block.rows):,}")
    return block_html(Block(block.title, note, block.columns, block.rows[:MOST_ROWS], block.empty, block.total), words)
