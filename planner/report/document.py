"""What a reader is shown of a study: a summary in words, pages of tables, and the tables as files."""

from dataclasses import dataclass

from planner.report.summary import Summary
from planner.report.table import Page, Table
from planner.report.words import Words


@dataclass(frozen=True, eq=False)
class Document:
    """Everything a reader is shown of a study."""

    summary: Summary
    pages: tuple[Page, ...]
    tables: tuple[Table, ...]
    """In long form, one CSV file each."""
    words: Words
