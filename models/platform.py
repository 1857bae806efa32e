"""The platform: regions join its tiers in rank order, and never leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyomo.environ as pyo

from models.derived import Sets
from models.ids import NodeId, RegionId, Row, TierId
from models.instance import Instance
from models.ledger import CostLedger


@dataclass(frozen=True)
class PlatformTerms:
    """What others need to know of the platform."""

    member: Mapping[tuple[RegionId, TierId, NodeId], Any]
    """1 once the region has reached the tier: a sum of decisions, or the number 1; no key: never."""


def _starts_in(inst: Instance, r: RegionId, q: TierId) -> bool:
    """Return whether a region has reached a tier before the first period."""
    case = inst.first_case
    start = case.regions[r].starting_tier
    return start is not None and case.tiers[q].rank <= case.tiers[start].rank


def add_platform(m: pyo.ConcreteModel, inst: Instance, sets: Sets, costs: CostLedger) -> PlatformTerms:
    """Add the tiers.

    tier_once[r, q, n], tier_established_once[q, n], for every last node: joined and established at most once
    tier_order[r, q, n]:           member of q  <=  member of the tier below
    joining_needs_tier[r, q, n]:   member of q  <=  q established so far
    membership_needs_company[r, n]: member of the lowest tier  <=  sum over reachable regions of their membership

    A region's starting tier, and the tiers below it, cost nothing more and stand established.
    """
    case = inst.first_case
    tiers = list(case.tiers)
    given = {(r, q) for r in case.regions for q in tiers if _starts_in(inst, r, q)}
    established = {q for _, q in given}
    available = [(q, n) for n in inst.nodes for q in tiers if _is_available(inst, q, n)]
    join_at = _joinable(inst, given, set(available))
    m.tier_joined = pyo.Var(join_at, domain=pyo.Binary)
    m.tier_established = pyo.Var([(q, n) for q, n in available if q not in established], domain=pyo.Binary)
    member = _members(m, inst, given)
    set_up: dict[tuple[TierId, NodeId], Any] = {}
    for n in inst.nodes:
        for q in tiers:
            found = [m.tier_established[q, b] for b in inst.tree.node_path(n) if (q, b) in m.tier_established]
            set_up[q, n] = 1 if q in established else sum(found)
    decided = [key for key in member if (key[0], key[1]) not in given]
    last = dict.fromkeys(inst.tree.outcome(leaf).node for leaf in inst.tree.leaves)

    def tier_once(m: pyo.ConcreteModel, r: RegionId, q: TierId, n: NodeId) -> Row:
        return member[r, q, n] <= 1

    def tier_established_once(m: pyo.ConcreteModel, q: TierId, n: NodeId) -> Row:
        return set_up[q, n] <= 1

    def tier_order(m: pyo.ConcreteModel, r: RegionId, q: TierId, n: NodeId) -> Row:
        below = tiers[tiers.index(q) - 1]
        return member[r, q, n] <= member.get((r, below, n), 0)

    def joining_needs_tier(m: pyo.ConcreteModel, r: RegionId, q: TierId, n: NodeId) -> Row:
        return member[r, q, n] <= set_up[q, n]

    m.tier_once = pyo.Constraint([key for key in decided if key[2] in last], rule=tier_once)
    m.tier_established_once = pyo.Constraint(
        [(q, n) for q, n in m.tier_established if n in last], rule=tier_established_once
    )
    m.tier_order = pyo.Constraint([key for key in decided if key[1] != tiers[0]], rule=tier_order)
    m.joining_needs_tier = pyo.Constraint(
        [key for key in decided if key[1] not in established], rule=joining_needs_tier
    )
    _add_company(m, inst, sets, member)
    _add_costs(m, inst, member, costs)
    return PlatformTerms(member)


def _is_available(inst: Instance, q: TierId, n: NodeId) -> bool:
    """Return whether a tier is open at a node in all its outcomes."""
    starts = [inst.case(outcome.id).tiers[q].available_from for outcome in inst.tree.outcomes_at(n)]
    year = inst.period_at(n).first_year
    return all(start is None or inst.periods[start].first_year <= year for start in starts)


def _joinable(
    inst: Instance, given: set[tuple[RegionId, TierId]], available: set[tuple[TierId, NodeId]]
) -> list[tuple[RegionId, TierId, NodeId]]:
    """Return where a region can join: where the tier is open, and so are those below that it has not reached yet."""
    found = []
    for n in inst.nodes:
        for r in inst.first_case.regions:
            for q in (q for q in inst.first_case.tiers if (r, q) not in given):
                if (q, n) not in available:
                    break
                found.append((r, q, n))
    return found


def _members(
    m: pyo.ConcreteModel, inst: Instance, given: set[tuple[RegionId, TierId]]
) -> dict[tuple[RegionId, TierId, NodeId], Any]:
    member: dict[tuple[RegionId, TierId, NodeId], Any] = {}
    for n in inst.nodes:
        path = inst.tree.node_path(n)
        for q in inst.first_case.tiers:
            for r in inst.first_case.regions:
                if (r, q) in given:
                    member[r, q, n] = 1
                elif found := [m.tier_joined[r, q, b] for b in path if (r, q, b) in m.tier_joined]:
                    member[r, q, n] = sum(found)
    return member


def _add_company(
    m: pyo.ConcreteModel, inst: Instance, sets: Sets, member: Mapping[tuple[RegionId, TierId, NodeId], Any]
) -> None:
    """A region joins only where some other member can serve it, or be served by it."""
    if not inst.first_case.tiers:
        return
    lowest = next(iter(inst.first_case.tiers))
    neighbours: dict[RegionId, set[RegionId]] = {r: set() for r in inst.first_case.regions}
    for found in sets.by_scenario.values():
        for (_, o), hosts in found.remote_hosts.items():
            for remote in hosts:
                neighbours[o].add(remote.host)
                neighbours[remote.host].add(o)

    def membership_needs_company(m: pyo.ConcreteModel, r: RegionId, n: NodeId) -> Row:
        company = [member[other, lowest, n] for other in sorted(neighbours[r]) if (other, lowest, n) in member]
        return member[r, lowest, n] <= sum(company)

    decided = [(r, n) for r, q, n in member if q == lowest and not isinstance(member[r, q, n], int)]
    m.membership_needs_company = pyo.Constraint(decided, rule=membership_needs_company)


def _add_costs(
    m: pyo.ConcreteModel,
    inst: Instance,
    member: Mapping[tuple[RegionId, TierId, NodeId], Any],
    costs: CostLedger,
) -> None:
    """Add the one-off costs of joining and of setting a tier up, and the yearly fee of the highest tier reached."""
    for e in inst.outcomes:
        n = inst.tree.outcome(e).node
        fee_below_m = 0.0
        for q, tier in inst.case(e).tiers.items():
            if (q, n) in m.tier_established:
                costs.one_off("platform", e, tier.national_cost_m * m.tier_established[q, n])
            for r in inst.first_case.regions:
                if (r, q, n) in m.tier_joined:
                    costs.one_off("platform", e, tier.joining_cost_m * m.tier_joined[r, q, n], region=r)
                if (r, q, n) in member:
                    costs.running("platform_fee", e, (tier.yearly_fee_m - fee_below_m) * member[r, q, n], region=r)
            fee_below_m = tier.yearly_fee_m
