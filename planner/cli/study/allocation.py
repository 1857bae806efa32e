"""The study of allocation as a command."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from planner.cli.study.members import By, members_of
from planner.cli.study.running import Asked, Finished
from planner.report.words import Words
from planner.solve import SolveOptions
from planner.solve.worth import bound_by_duals, relaxation_worth
from planner.studies.allocation import Allocation, Division, allocate, named
from planner.studies.coalitions import Relaxing
from planner.studies.division import Rule
from planner.studies.documents.allocation.document import figures, tell
from planner.studies.games.core import Temptation
from planner.studies.games.game import Interval
from planner.studies.solves import Solver


@dataclass(frozen=True)
class AllocationStudy:
    """Who the parties are, and what those who leave may use."""

    by: By
    groups: str | None
    divide: Rule
    transit: bool
    pairs: int | None
    most: int | None

    name = "allocation"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Solve coalitions, and return the document and figures of who pays what."""
        found = allocate(
            asked.inst,
            members_of(asked.inst, asked.book, self.by, self.groups),
            solver,
            Relaxing(relaxation_worth, bound_by_duals),
            rule=self.divide,
            transit=self.transit,
            pairs=self.pairs,
            most=self.most,
            options=options,
        )
        words = Words(asked.language)
        document = tell(found, asked.started, asked.workbook, words)
        answers = [one.answer for one in found.solved.values()]
        return Finished(document, figures(found, words), _result(found), answers)


def _result(found: Allocation) -> Mapping[str, Any]:
    """Return the figures for programs."""
    held, kernel, shapley = found.union, found.nucleolus, found.shapley
    return {
        "divided": found.rule,
        "transit": found.transit,
        "members": {name: list(regions) for name, regions in found.members.items()},
        "coalitions": [
            {"members": named(s, found.game.parties), **_interval(cost), "solved": s in found.solved}
            for s, cost in found.game.costs.items()
        ],
        "core_is_empty": None if held is None else held.core_is_empty.value,
        "smallest_subsidy": None if held is None else {"best": held.subsidy_m, **_interval(held.range_m)},
        "least_core_excess": None if kernel is None else kernel.excess_m,
        "shapley": None
        if shapley is None
        else {
            name: {
                "best": shapley.cost_m[name],
                **_interval(shapley.range_m[name]),
                "sampling_error": None if shapley.error_m is None else _number(shapley.error_m[name]),
            }
            for name in found.members
        },
        "divisions": {rule: _division(found, division) for rule, division in found.divisions.items()},
        "borne": dict(found.borne_m),
        "side_payments": found.payments_m,
        "transfers": [{"from": one.payer, "to": one.receiver, "amount": one.amount_m} for one in found.transfers],
        "rules_left_out": list(found.left_out),
        "coalitions_refused": len(found.refused),
    }


def _division(found: Allocation, division: Division) -> Mapping[str, Any]:
    stable = division.stability
    return {
        "cost": dict(division.cost_m),
        "in_core": stable.in_core.value,
        "most_tempted": _temptation(found, stable.tempted),
        "might_be_most_tempted": _temptation(found, stable.possible),
    }


def _temptation(found: Allocation, one: Temptation | None) -> Mapping[str, Any] | None:
    if one is None:
        return None
    return {"members": named(one.coalition, found.game.parties), **_interval(one.gain_m)}


def _interval(span: Interval) -> Mapping[str, float | None]:
    """Return the ends of an interval; None: without end, or no plan."""
    return {"least": _number(span.least_m), "most": _number(span.most_m)}


def _number(amount: float) -> float | None:
    return amount if isfinite(amount) else None
