"""The section of rules: policies, budgets and commitments, kept or not."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from planner.report.html.closing import MOST_ROWS
from planner.report.html.markup import join
from planner.report.html.page import WebSection, paragraphs
from planner.report.html.tables import block_html, folded_html
from planner.report.pages import policy_tones
from planner.report.rules import budgets_read, commitments_read, policies_read, status
from planner.report.table import Block, Table, as_block
from planner.report.view import View

URGENCY = ("missed", "passed", "binding", "met")
"""Statuses of a policy, the one that needs attention most first."""
SHOWN = (
    "status",
    "policy",
    "metric",
    "period",
    "branch",
    "region",
    "mode",
    "sense",
    "stated",
    "reached",
    "slack",
    "unit",
)
"""Columns of a policy on the page, from left to right."""


def standing_section(view: View, named: Mapping[str, Table]) -> WebSection:
    """Return where the plan stands with what the workbook demands of it."""
    words, policies = view.words, policies_read(view, named["policies"])
    all_rows = policy_block(view, policies)
    met = view.names.statuses["met"]
    urgent = [row for row in all_rows.rows if row[0] != met]
    near = replace(
        all_rows,
        title=words("Policies at or past their limit"),
        rows=tuple(urgent),
        empty=words("No policy is at its limit."),
    )
    budgets, commitments = (
        as_block(words, table, own_note=True, most=MOST_ROWS)
        for table in (budgets_read(view, named["budgets"]), commitments_read(view, named["commitments"]))
    )
    content = join(
        paragraphs((count_sentence(view), policies.note if policies.frame.size else policies.empty)),
        block_html(near, words) if all_rows.rows else join(),
        folded_html(all_rows, words, words("All policies")) if all_rows.rows else join(),
        block_html(budgets, words),
        block_html(commitments, words),
    )
    return WebSection("policies", words("Policies"), content)


def count_sentence(view: View) -> str:
    """Return how many rows of policies stand how."""
    words, counts = view.words, Counter(status(position) for position in view.account.policies)
    if not counts:
        return ""
    parts = (f"{counts[code]} {view.names.statuses[code]}" for code in URGENCY if counts[code])
    return words("Rows of the policies: {parts}.", parts=words.joined(parts))


def policy_block(view: View, policies: Table) -> Block:
    """Return the policies with what needs attention first, in the columns that tell it."""
    block = as_block(view.words, policies)
    place = {column.name: i for i, column in enumerate(block.columns)}
    names = [name for name in SHOWN if name in place]
    order = {view.names.statuses[code]: i for i, code in enumerate(URGENCY)}
    rows = sorted(block.rows, key=lambda row: order[row[place["status"]]])
    return replace(
        block,
        columns=tuple(block.columns[place[name]] for name in names),
        rows=tuple(tuple(row[place[name]] for name in names) for row in rows),
        tones=policy_tones(view),
    )
