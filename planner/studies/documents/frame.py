"""The frame of every study as a document: title, answer, method and quality, then its pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.report.chart import Chart
from planner.report.document import Document
from planner.report.summary import Section, Summary
from planner.report.table import Page, Table, as_block
from planner.report.words import Words
from planner.studies.documents.quality import Named, quality, solve_alarms, solve_table


@dataclass(frozen=True, eq=False)
class Body:
    """What a study has to say for itself."""

    title: str
    answer: Iterable[str]
    method: Iterable[str]
    pages: Sequence[Page]
    tables: Sequence[Table]
    solves: Sequence[Named]
    alarms: Iterable[str] = ()
    """Besides those of failed solves and audits."""


def framed(body: Body, started: str, money: str, words: Words) -> Document:
    """Return the document: the summary, the pages of the study, and last its solves."""
    solves = solve_table(body.solves, money, words)
    summary = Summary(
        title=body.title,
        subtitle=words("Made {started}", started=started),
        alarms=(*body.alarms, *solve_alarms(body.solves, words)),
        sections=(
            Section(words("The answer"), tuple(body.answer)),
            Section(words("How it was reckoned"), tuple(body.method)),
            Section(words("How good the plans are"), tuple(quality(body.solves, words))),
        ),
    )
    return Document(summary, (*body.pages, table_page(solves, words)), (*body.tables, solves), words)


def table_page(table: Table, words: Words, *charts: Chart) -> Page:
    """Return a page that is one table, with pictures of it on the sheet."""
    block = as_block(words, table)
    return Page(table.title, table.note, (replace(block, charts=charts) if block.rows else block,))


def bar_chart(table: Table, title: str, unit: str, columns: Sequence[str], most: int = 25) -> Chart:
    """Return bars of these columns for the first rows of a table."""
    places = [one.name for one in table.columns]
    rows = range(min(most, len(table.frame)))
    return Chart(title, "bars", unit, "column", tuple(places.index(name) for name in columns), tuple(rows))
