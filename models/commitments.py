"""Commitments: decisions that the planner, or an earlier plan, has taken already."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyomo.environ as pyo

from models.ids import CommitmentId, NodeId, OutcomeId, Row
from models.instance import Instance
from models.ledger import CostLedger
from models.records import Commitment, Decision
from models.rows import row

INDEX: dict[Decision, tuple[str, ...]] = {
    "opened": ("regions",),
    "modules_built": ("regions",),
    "chip_adopted": ("regions", "chips"),
    "bought_units": ("regions", "chips"),
    "retired_units": ("regions", "chips", ""),
    "tier_joined": ("regions", "tiers"),
    "tier_established": ("tiers",),
    "stack_ported": ("stacks", "workloads"),
    "link_opened": ("links",),
    "circuits_added": ("links", ""),
    "trained_staff": ("regions",),
}
"""For each decision, which part of a selection each place of its index answers to; the last place is the node."""


@dataclass(frozen=True)
class _Target:
    """What one row of a commitment is about."""

    label: str
    node: NodeId
    """Where a departure is paid for."""
    decided: list[Any]


def add_commitments(m: pyo.ConcreteModel, inst: Instance, costs: CostLedger) -> None:
    """Add the commitment rows.

    commitment_limit[i, label, n]:

        decision (or the sum of those selected on the way to the last node n)  <= / >= / =  value

    A preferred commitment may be departed from, up or down, at its price, once, in the first year of the node.
    A decision that cannot be taken at all counts as 0.
    """
    targets = {
        (i, target.label, target.node): (commitment, target)
        for i, commitment in inst.first_case.commitments.items()
        for target in _targets(m, inst, commitment)
    }
    preferred = [key for key, (commitment, _) in targets.items() if commitment.price_m is not None]
    m.commitment_above = pyo.Var(preferred, domain=pyo.NonNegativeReals)
    m.commitment_below = pyo.Var(preferred, domain=pyo.NonNegativeReals)

    def commitment_limit(m: pyo.ConcreteModel, i: CommitmentId, label: str, n: NodeId) -> Row:
        commitment, target = targets[i, label, n]
        left = sum(target.decided)
        if (i, label, n) in m.commitment_above:
            left = left - m.commitment_above[i, label, n] + m.commitment_below[i, label, n]
        return row(left, commitment.sense, commitment.value)

    m.commitment_limit = pyo.Constraint(list(targets), rule=commitment_limit)
    for key in preferred:
        commitment, target = targets[key]
        departure = m.commitment_above[key] + m.commitment_below[key]
        for found in inst.tree.outcomes_at(target.node):
            costs.penalty("commitment", OutcomeId(found.id), (commitment.price_m or 0.0) * departure, yearly=False)


def _targets(m: pyo.ConcreteModel, inst: Instance, commitment: Commitment) -> Iterator[_Target]:
    found = dict(_selected(m, inst, commitment))
    if commitment.apply == "each" and found:
        for key, decided in found.items():
            yield _Target(" ".join(str(part) for part in key[:-1]), key[-1], [decided])
        return
    for last in dict.fromkeys(inst.tree.outcome(leaf).node for leaf in inst.tree.leaves):
        path = set(inst.tree.node_path(last))
        yield _Target("total", last, [decided for key, decided in found.items() if key[-1] in path])


def _selected(m: pyo.ConcreteModel, inst: Instance, commitment: Commitment) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield the decisions of a kind that a commitment selects."""
    variable = m.component(commitment.decision)
    if variable is None:
        return
    chosen = commitment.selection
    for key in variable:
        wanted = True
        for part, field in zip(key[:-1], INDEX[commitment.decision], strict=True):
            allowed = commitment.stacks if field == "stacks" else getattr(chosen, field, None) if field else None
            wanted = wanted and (allowed is None or part in allowed)
        period = inst.tree.node(key[-1]).period
        if wanted and (chosen.periods is None or period in chosen.periods):
            yield key, variable[key]
