"""Adoption: a region takes up a chip type, once, before it buys the first unit of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyomo.environ as pyo

from models.chips import ChipTerms
from models.derived import Sets
from models.errors import UnboundedPurchaseError
from models.ids import ChipId, NodeId, OutcomeId, RegionId, Row
from models.instance import Instance
from models.ledger import CostLedger


@dataclass(frozen=True)
class AdoptionTerms:
    """What others need to know of adoption."""

    adopted_so_far: Mapping[tuple[RegionId, ChipId, NodeId], Any]
    """1 once the region has taken up the type; only where that is a decision."""


def _is_decision(inst: Instance, r: RegionId, k: ChipId) -> bool:
    """Return whether taking up a type costs something or uses up one of a limited number of types."""
    return any(
        case.chips[k].integration_cost_m > 0
        or any(at.max_chip_types is not None for at in case.regions[r].at.values())
        or any(policy.metric == "chip_types" for policy in case.policies.values())
        or any(commitment.decision == "chip_adopted" for commitment in case.commitments.values())
        for case in inst.cases.values()
    )


def add_adoption(
    m: pyo.ConcreteModel, inst: Instance, sets: Sets, chips: ChipTerms, costs: CostLedger
) -> AdoptionTerms:
    """Add the adoption of chip types. A type of the region's fleet is adopted from the start.

    purchase_needs_adoption[r, k, n]:  bought_units  <=  (most that can be bought) * adopted so far
    adopted_once[r, k, n], for every last node:  sum over the nodes on the way of  chip_adopted  <=  1
    chip_type_limit[r, e]:  number of types adopted so far, the fleet's included  <=  max_chip_types

    The most that can be bought is the smaller of the supply limits in force and of what the halls and the grid of the
    region can ever power.

    Raises
    ------
    UnboundedPurchaseError
        When neither supply nor halls bound the purchases of a type whose adoption is a decision.
    """
    in_fleet = {e: {(line.region, line.chip) for line in inst.case(e).fleet} for e in inst.outcomes}
    adopt_at = [
        (r, k, n)
        for r, k, n in chips.bought_units
        if _is_decision(inst, r, k) and any((r, k) not in in_fleet[found.id] for found in inst.tree.outcomes_at(n))
    ]
    m.chip_adopted = pyo.Var(adopt_at, domain=pyo.Binary)
    possible = set(adopt_at)
    so_far = {
        (r, k, n): sum(found)
        for n in inst.nodes
        for r, k in dict.fromkeys((r, k) for r, k, _ in adopt_at)
        if (found := [m.chip_adopted[r, k, b] for b in inst.tree.node_path(n) if (r, k, b) in possible])
    }

    def purchase_needs_adoption(m: pyo.ConcreteModel, r: RegionId, k: ChipId, n: NodeId) -> Row:
        most = sets.purchase_limit[r, k, n]
        if most == float("inf"):
            raise UnboundedPurchaseError(r, k)
        return chips.bought_units[r, k, n] <= most * so_far[r, k, n]

    m.purchase_needs_adoption = pyo.Constraint(adopt_at, rule=purchase_needs_adoption)
    _add_once(m, inst, adopt_at)
    _add_type_limit(m, inst, adopt_at, in_fleet)
    for e in inst.outcomes:
        n = inst.tree.outcome(e).node
        for r in inst.first_case.regions:
            for k, chip in inst.case(e).chips.items():
                if (r, k, n) in possible:
                    costs.one_off("integration", e, chip.integration_cost_m * m.chip_adopted[r, k, n], region=r)
    return AdoptionTerms(so_far)


def _add_once(m: pyo.ConcreteModel, inst: Instance, adopt_at: list[tuple[RegionId, ChipId, NodeId]]) -> None:
    possible = set(adopt_at)
    pairs = dict.fromkeys((r, k) for r, k, _ in adopt_at)
    ends: dict[tuple[RegionId, ChipId, NodeId], list[Any]] = {}
    for last in dict.fromkeys(inst.tree.outcome(leaf).node for leaf in inst.tree.leaves):
        path = inst.tree.node_path(last)
        for r, k in pairs:
            found = [m.chip_adopted[r, k, n] for n in path if (r, k, n) in possible]
            if len(found) > 1:
                ends[r, k, last] = found

    def adopted_once(m: pyo.ConcreteModel, r: RegionId, k: ChipId, n: NodeId) -> Row:
        return sum(ends[r, k, n]) <= 1

    m.adopted_once = pyo.Constraint(list(ends), rule=adopted_once)


def _add_type_limit(
    m: pyo.ConcreteModel,
    inst: Instance,
    adopt_at: list[tuple[RegionId, ChipId, NodeId]],
    in_fleet: Mapping[OutcomeId, set[tuple[RegionId, ChipId]]],
) -> None:
    adoptions: dict[tuple[RegionId, NodeId], list[ChipId]] = {}
    for r, k, n in adopt_at:
        adoptions.setdefault((r, n), []).append(k)
    limited = {}
    for e in inst.outcomes:
        outcome = inst.tree.outcome(e)
        for r, region in inst.case(e).regions.items():
            most = region.at[outcome.period].max_chip_types
            path = inst.tree.node_path(outcome.node)
            new = [(r, k, n) for n in path for k in adoptions.get((r, n), []) if (r, k) not in in_fleet[e]]
            if most is not None and new:
                own = sum(1 for place, _ in in_fleet[e] if place == r)
                limited[r, e] = ([m.chip_adopted[key] for key in new], max(0, most - own))

    def chip_type_limit(m: pyo.ConcreteModel, r: RegionId, e: OutcomeId) -> Row:
        found, most = limited[r, e]
        return sum(found) <= most

    m.chip_type_limit = pyo.Constraint(list(limited), rule=chip_type_limit)
