"""The end of the page: rules kept or not, the audit, and how the plan was made."""

from collections.abc import Mapping

from planner.report.html.markup import NOTHING, Html, join
from planner.report.html.page import WebSection, paragraphs
from planner.report.html.tables import block_html, folded_html
from planner.report.table import Block, Table, as_block
from planner.report.words import Words

MOST_ROWS = 200
"""Rows of one table on the page; the files beside it have all."""


def audit_section(named: Mapping[str, Table], words: Words) -> WebSection:
    """Return what was checked and found."""
    findings, warnings, rules = (
        as_block(words, named[name], most=MOST_ROWS) for name in ("audit_findings", "audit_warnings", "audit")
    )
    content = join(
        paragraphs((named["audit"].note,), "note"),
        block_html(findings, words),
        _spare(warnings, named["audit_warnings"].note, words),
        folded_html(rules, words, words("Every rule with its checks")),
    )
    return WebSection("audit", words("Audit"), content)


def _spare(warnings: Block, note: str, words: Words) -> Html:
    return join(block_html(warnings, words), paragraphs((note,), "note") if warnings.rows else NOTHING)


def making_section(named: Mapping[str, Table], words: Words) -> WebSection:
    """Return the facts of the run and the inputs in figures."""
    content = join(
        block_html(as_block(words, named["run"], own_note=True), words),
        folded_html(as_block(words, named["inputs"], own_note=True), words, words("The inputs in figures")),
    )
    return WebSection("making", words("How it was made"), content)
