"""Commitments: decisions that the planner, or an earlier plan, has taken already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pyomo.environ as pyo

from models.ids import CommitmentId, OutcomeId, Row
from models.instance import Case, Instance
from models.ledger import CostLedger
from models.records import Commitment, Decision
from models.rows import row

INDEX: dict[Decision, tuple[str, ...]] = {
    "opened": ("regions",),
    "modules_built": ("regions",),
    "chip_adopted": ("regions", "chips"),
    "bought_units": ("regions", "chips"),
    "tier_joined": ("regions", "tiers"),
    "tier_established": ("tiers",),
    "link_opened": ("links",),
    "trained_staff": ("regions",),
}
"""For each decision, which parts of a selection its index is made of, before the node; others are made of records."""


@dataclass(frozen=True)
class _Target:
    """What one row of a commitment is about."""

    commitment: Commitment
    decided: list[Any]


def add_commitments(m: pyo.ConcreteModel, inst: Instance, costs: CostLedger) -> None:
    """Add the commitment rows.

    commitment_limit[i, label, e]:

        decision of e (or the sum of those selected on the way to the last outcome e)  <= / >= / =  value

    A preferred commitment may be departed from, up or down, at its price, once, in the first year of the period.
    A decision that cannot be taken at all counts as 0.
    """
    targets = {
        (i, label, e): target
        for e in inst.outcomes
        for i, commitment in inst.case(e).commitments.items()
        for label, target in _targets(m, inst, commitment, e)
    }
    preferred = [key for key, target in targets.items() if target.commitment.price_m is not None]
    m.commitment_above = pyo.Var(preferred, domain=pyo.NonNegativeReals)
    m.commitment_below = pyo.Var(preferred, domain=pyo.NonNegativeReals)

    def commitment_limit(m: pyo.ConcreteModel, i: CommitmentId, label: str, e: OutcomeId) -> Row:
        target = targets[i, label, e]
        left = sum(target.decided)
        if (i, label, e) in m.commitment_above:
            left = left - m.commitment_above[i, label, e] + m.commitment_below[i, label, e]
        return row(left, target.commitment.sense, target.commitment.value)

    m.commitment_limit = pyo.Constraint(list(targets), rule=commitment_limit)
    for key in preferred:
        departure = m.commitment_above[key] + m.commitment_below[key]
        price_m = targets[key].commitment.price_m or 0.0
        costs.penalty("commitment", key[-1], price_m * departure, yearly=False)


def _targets(
    m: pyo.ConcreteModel, inst: Instance, commitment: Commitment, e: OutcomeId
) -> Iterator[tuple[str, _Target]]:
    """Yield what a commitment asks for in an outcome: each decision of its node, or the sum of all on the way."""
    if commitment.apply == "each":
        for place, decided in _decisions(m, inst, commitment, e):
            yield " ".join(str(part) for part in place), _Target(commitment, decided)
    elif e in inst.tree.leaves:
        path = inst.tree.outcome_path(e)
        every = [part for before in path for _, decided in _decisions(m, inst, commitment, before) for part in decided]
        yield "total", _Target(commitment, every)


def _decisions(
    m: pyo.ConcreteModel, inst: Instance, commitment: Commitment, e: OutcomeId
) -> Iterator[tuple[tuple[Any, ...], list[Any]]]:
    """Yield the places of the decisions that a commitment selects at the node of an outcome, and those there are."""
    outcome = inst.tree.outcome(e)
    periods = commitment.selection.periods
    if periods is not None and outcome.period not in periods:
        return
    variable = m.component(commitment.decision)
    for place in _places(inst.case(e), commitment):
        key = (*place, outcome.node)
        yield place, [variable[key]] if key in variable else []


def _places(case: Case, commitment: Commitment) -> Iterator[tuple[Any, ...]]:
    if commitment.place is not None:
        yield commitment.place
        return
    chosen = commitment.selection
    things: dict[str, tuple[Sequence[Any], Sequence[Any] | None]] = {
        "regions": (list(case.regions), chosen.regions),
        "chips": (list(case.chips), chosen.chips),
        "tiers": (list(case.tiers), chosen.tiers),
        "links": (list(case.links), chosen.links),
        "workloads": (list(case.workloads), chosen.workloads),
    }
    wanted = {part: [x for x in every if some is None or x in some] for part, (every, some) in things.items()}
    if commitment.decision == "retired_units":
        for line in dict.fromkeys((line.region, line.chip, line.year) for line in case.fleet):
            fits = chosen.years is None or line[2] in chosen.years
            if fits and line[0] in wanted["regions"] and line[1] in wanted["chips"]:
                yield line
    elif commitment.decision == "circuits_added":
        sizes = ((l, i) for l in wanted["links"] for i in case.links[l].modules)
        yield from ((l, i) for l, i in sizes if chosen.modules is None or i in chosen.modules)
    elif commitment.decision == "stack_ported":
        for (g, w), cost_m in case.porting_cost_m.items():
            if cost_m > 0 and w in wanted["workloads"] and (commitment.stacks is None or g in commitment.stacks):
                yield g, w
    else:
        yield from product(*(wanted[part] for part in INDEX[commitment.decision]))
