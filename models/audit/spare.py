"""Warnings of an audit: investments that a plan could leave out and still do what it does."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.account.commitments import committed
from models.account.metrics import chosen
from models.audit.checks import ABSOLUTE_TOLERANCE, YES, describe
from models.audit.facts import Facts
from models.audit.network import link_left
from models.ids import LinkId, NodeId, OutcomeId, RegionId, StackId, TierId, WorkloadId
from models.records import Decision, Metric

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Spare:
    """An investment that could be left out."""

    decision: Decision
    where: str
    amount: float
    """How much of it."""
    reason: str

    def __str__(self) -> str:
        """Say what could be left out, and why, in a sentence."""
        return f"{self.decision} ({self.where}): {self.amount:g} could be left out, {self.reason}"


def spare_investments(facts: Facts) -> tuple[Spare, ...]:
    """Return the investments that could be left out; those that a commitment or a policy asks for are not."""
    later = _later(facts)
    found: list[Spare] = []
    for search in SEARCHES:
        for decision, key, amount, reason in search(facts, later):
            if not _asked_for(facts, decision, key) and amount > ABSOLUTE_TOLERANCE:
                found.append(Spare(decision, describe(key), amount, reason))
    return tuple(found)


ASKED_BY: Mapping[Metric, Decision] = {
    "modules": "modules_built",
    "regions_opened": "opened",
    "chip_types": "chip_adopted",
}
"""Policies whose metric counts an investment itself, whatever it is good for."""


def _asked_for(facts: Facts, decision: Decision, key: Key) -> bool:
    if any(committed(moment, decision, key[:-1], key[-1]) for moment in facts.moments):
        return True
    return any(
        ASKED_BY.get(policy.metric) == decision and policy.sense != "<=" and chosen(policy.selection.regions, key[0])
        for case in facts.inst.cases.values()
        for policy in case.policies.values()
    )


Later = Mapping[NodeId, tuple[OutcomeId, ...]]
"""For each node the outcomes that live with its decisions, in its period and after."""

Found = Iterator[tuple[Decision, Key, float, str]]


def _later(facts: Facts) -> Later:
    later: dict[NodeId, list[OutcomeId]] = defaultdict(list)
    for e, path in facts.times.paths.items():
        for moment in path:
            later[moment.node].append(e)
    return {n: tuple(some) for n, some in later.items()}


def _openings(facts: Facts, later: Later) -> Found:
    held = facts.held.halls.held_modules
    for (r, n), value in facts.plan.opened.items():
        if value > YES and not any(held.get((r, e), 0.0) > YES for e in later[n]):
            yield "opened", (r, n), 1.0, "no hall is built there"


def _modules(facts: Facts, later: Later) -> Found:
    halls = facts.held.halls
    for (r, n), modules in facts.plan.modules_built.items():
        spare = math.inf
        for e in later[n]:
            if (r, n, e) in halls.vintage_modules:
                module_mw = facts.case(e).regions[r].hall_module_mw
                free_mw = halls.new_hall_mw[r, e] - facts.plan.new_hall_load_mw.get((r, e), 0.0)
                spare = min(spare, _whole(free_mw, module_mw))
        if spare >= 1:
            yield "modules_built", (r, n), min(spare, modules), "the load placed in new halls fits without"


def _whole(free: float, size: float) -> float:
    """Return how many whole pieces of a size are free."""
    return math.floor(free / size + ABSOLUTE_TOLERANCE) if size > 0 else math.inf


def _adoptions(facts: Facts, later: Later) -> Found:
    buyers = _nodes_by_key(facts.plan.bought_units)
    for (r, k, n), value in facts.plan.chip_adopted.items():
        nodes = {facts.times.now(e).node for e in later[n]}
        if value > YES and not nodes & buyers[r, k]:
            yield "chip_adopted", (r, k, n), 1.0, "the type is never bought there"


def _nodes_by_key(decided: Mapping[Any, float]) -> dict[Key, set[NodeId]]:
    nodes: dict[Key, set[NodeId]] = defaultdict(set)
    for key, value in decided.items():
        if value > ABSOLUTE_TOLERANCE:
            nodes[key[:-1]].add(key[-1])
    return nodes


def _ports(facts: Facts, later: Later) -> Found:
    busy: set[tuple[StackId, WorkloadId, OutcomeId]] = {
        (facts.case(e).chips[k].stack, w, e)
        for (_r, k, w, e, _s), pflops in facts.plan.run.items()
        if pflops > ABSOLUTE_TOLERANCE
    }
    for (g, w, n), value in facts.plan.stack_ported.items():
        if value > YES and not any((g, w, e) in busy for e in later[n]):
            yield "stack_ported", (g, w, n), 1.0, "nothing runs on it"


def _memberships(facts: Facts, later: Later) -> Found:
    """A tier is of use when it, or one above it, carries shared work or pooled units of the region."""
    top: dict[tuple[RegionId, OutcomeId], int] = {}

    def note(r: RegionId, q: TierId, e: OutcomeId) -> None:
        top[r, e] = max(top.get((r, e), rank[q]), rank[q])

    rank = {q: tier.rank for q, tier in facts.inst.first_case.tiers.items()}
    for (o, h, q, _w, _route, e, _s), pflops in facts.plan.served.items():
        if q is not None and pflops > ABSOLUTE_TOLERANCE:
            note(o, q, e)
            note(h, q, e)
    for (r, _k, q, e), units in facts.plan.pooled_units.items():
        if units > ABSOLUTE_TOLERANCE:
            note(r, q, e)
    for (r, q, n), value in facts.plan.tier_joined.items():
        used = any((r, e) in top and top[r, e] >= rank[q] for e in later[n])
        if value > YES and not used:
            yield "tier_joined", (r, q, n), 1.0, "nothing is shared or pooled through it"


def _establishments(facts: Facts, later: Later) -> Found:
    members = {(q, e) for (_r, q, e), value in facts.held.standing.member.items() if value > YES}
    for (q, n), value in facts.plan.tier_established.items():
        if value > YES and not any((q, e) in members for e in later[n]):
            yield "tier_established", (q, n), 1.0, "no region is in it"


def _link_openings(facts: Facts, later: Later) -> Found:
    used = {(l_, e) for (l_, _m, e), circuits in facts.held.fibre.held_circuits.items() if circuits > YES}
    for (l_, n), value in facts.plan.link_opened.items():
        if value > YES and not any((l_, e) in used for e in later[n]):
            yield "link_opened", (l_, n), 1.0, "no circuit is added to it"


def _circuits(facts: Facts, later: Later) -> Found:
    fibre, needed = facts.held.fibre, _needed_gbps(facts)
    for (l_, m, n), circuits in facts.plan.circuits_added.items():
        spare = math.inf
        for e in later[n]:
            module = facts.case(e).links[l_].modules.get(m)
            if module is not None and (l_, m, n, e) in fibre.vintage_circuits:
                free_gbps = fibre.link_gbps[l_, e] - needed.get((l_, e), 0.0)
                spare = min(spare, _whole(free_gbps, module.gbps))
        if spare >= 1:
            yield "circuits_added", (l_, m, n), min(spare, circuits), "the peak load fits without"


def _needed_gbps(facts: Facts) -> dict[tuple[LinkId, OutcomeId], float]:
    """Return the bandwidth a link must have for what it carries in any operating state."""
    carried = facts.held.work.carried_gbps
    needed: dict[tuple[LinkId, OutcomeId], float] = defaultdict(float)
    for l_, forward, e, s in carried:
        load = carried[l_, forward, e, s]
        if facts.case(e).links[l_].direction == "shared":
            load += carried.get((l_, not forward, e, s), 0.0)
        left = link_left(facts, l_, e, s)
        if left > 0:
            needed[l_, e] = max(needed[l_, e], load / left)
    return needed


def _training(facts: Facts, later: Later) -> Found:
    for (r, n), people in facts.plan.trained_staff.items():
        spare = people
        for e in later[n]:
            moment = facts.times.now(e)
            region = moment.case.regions[r]
            limit = region.at[moment.period.id].staff_limit
            if limit is not None:
                there = limit + facts.held.standing.trained_staff[r, e]
                spare = min(spare, there - region.staff_per_mw * facts.held.halls.it_mw[r, e])
        if spare >= 1:
            yield "trained_staff", (r, n), spare, "the installed power needs fewer people"


SEARCHES: tuple[Callable[[Facts, Later], Found], ...] = (
    _openings,
    _modules,
    _adoptions,
    _ports,
    _memberships,
    _establishments,
    _link_openings,
    _circuits,
    _training,
)
