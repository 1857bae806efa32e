"""From the sheets Policies and Commitments to limits on the plan's own quantities and decisions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, cast

from models.ids import CommitmentId, PeriodId, PolicyId, Sense
from models.records import Commitment, Decision, Metric, Policy, Selection
from planner.workbook.cells import split_list
from planner.workbook.expand.book import Book
from planner.workbook.expand.selections import for_decision, for_metric
from planner.workbook.tables import Row


def policies_of(book: Book) -> Mapping[PolicyId, Policy]:
    """Return the policies in the order of the workbook."""
    return {(policy := PolicyId(row.text("policy"))): _policy(book, policy, row) for row in book.rows("Policies")}


def commitments_of(book: Book) -> Mapping[CommitmentId, Commitment]:
    """Return the commitments in the order of the workbook."""
    return {
        (name := CommitmentId(row.text("commitment"))): _commitment(book, name, row) for row in book.rows("Commitments")
    }


def _policy(book: Book, policy: PolicyId, row: Row) -> Policy:
    metric, share_of = row.text("metric"), row.text("denominator")
    return Policy(
        policy,
        metric=cast(Metric, metric),
        selection=_within(for_metric(book, row.text("filter"), metric).selection, row.text("period")),
        denominator=_within(for_metric(book, share_of, metric).selection, row.text("period")) if share_of else None,
        apply=cast(Literal["each period", "each region", "total"], row.text("apply")),
        sense=cast(Sense, row.text("sense")),
        value=row.number_in("value") or 0.0,
        price_m=row.number_in("price") if row.text("mode") == "soft" else None,
    )


def _commitment(book: Book, name: CommitmentId, row: Row) -> Commitment:
    decision = row.text("decision")
    found = for_decision(book, row.text("filter"), decision)
    return Commitment(
        name,
        decision=cast(Decision, decision),
        selection=found.selection,
        stacks=found.stacks,
        sense=cast(Sense, row.text("sense")),
        value=row.number_in("value") or 0.0,
        apply=cast(Literal["each", "total"], row.text("apply")),
        price_m=row.number_in("price") if row.text("mode") == "preferred" else None,
    )


def _within(selection: Selection, periods: str) -> Selection:
    """Return the selection within the periods that a cell lists; blank and `*` set no bounds."""
    listed = tuple(PeriodId(name) for name in split_list(periods))
    if not listed or "*" in listed:
        return selection
    if selection.periods is not None:
        listed = tuple(period for period in selection.periods if period in listed)
    return replace(selection, periods=listed)
