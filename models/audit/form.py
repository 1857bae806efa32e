"""The form of a plan: known ids, numbers that are numbers, whole decisions, steps taken once."""

import math
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from models.audit.checks import Checks
from models.audit.facts import Facts
from models.instance import Instance
from models.plan import Plan

Key = tuple[Any, ...]

KEY_PARTS: Mapping[str, tuple[str, ...]] = {
    "opened": ("region", "node"),
    "modules_built": ("region", "node"),
    "chip_adopted": ("region", "chip", "node"),
    "bought_units": ("region", "chip", "node"),
    "retired_units": ("region", "chip", "year", "node"),
    "tier_joined": ("region", "tier", "node"),
    "tier_established": ("tier", "node"),
    "stack_ported": ("stack", "workload", "node"),
    "link_opened": ("link", "node"),
    "circuits_added": ("link", "module", "node"),
    "trained_staff": ("region", "node"),
    "host_chosen": ("region", "region", "workload", "node"),
    "pooled_units": ("region", "chip", "tier", "outcome"),
    "new_hall_load_mw": ("region", "outcome"),
    "new_hall_draw_mw": ("region", "outcome", "slice"),
    "run": ("region", "chip", "workload", "outcome", "state"),
    "confined_run": ("region", "chip", "workload", "outcome", "state"),
    "served": ("region", "region", "tier or none", "workload", "route", "outcome", "state"),
    "carried_gbps": ("region", "link", "forward", "outcome", "state"),
    "rented": ("offer", "region", "workload", "outcome", "state"),
    "unmet": ("region", "workload", "outcome", "slice"),
    "deferred": ("region", "workload", "outcome", "slice"),
    "shortfall": ("region", "workload", "outcome", "outage"),
    "green_mwh": ("region", "outcome", "slice"),
}
"""What each part of a key is, by field of the plan."""

STEPS = ("opened", "chip_adopted", "tier_joined", "tier_established", "stack_ported", "link_opened")
"""Yes-no decisions that are taken once on a way through the tree."""

COUNTS = ("modules_built", "circuits_added")
"""Decisions in whole numbers."""


def decisions(plan: Plan) -> dict[str, Mapping[Key, float]]:
    """Return the decisions of a plan by field."""
    return {item.name: getattr(plan, item.name) for item in fields(plan) if item.name != "cost_m"}


def readable_part(inst: Instance, plan: Plan, unknown: Checks, finite: Checks) -> Plan:
    """Return the plan without what cannot be read, and record that: keys with unknown ids, values without a number."""
    known = _known_ids(inst)
    kept: dict[str, Any] = {}
    for name, decided in decisions(plan).items():
        parts = KEY_PARTS[name]
        good: dict[Key, float] = {}
        for key, value in decided.items():
            if not _is_known(known, parts, key):
                unknown.broken((name, *key), value)
            elif not math.isfinite(value):
                finite.broken((name, *key), value)
            else:
                good[key] = value
        unknown.count += len(good)
        finite.count += len(good)
        kept[name] = good
    if not math.isfinite(plan.cost_m):
        finite.broken(("cost_m",), plan.cost_m)
    return replace(plan, **kept)


def _known_ids(inst: Instance) -> dict[str, frozenset[Any]]:
    case = inst.first_case
    states = frozenset(case.slices) | frozenset(case.outages)
    return {
        "region": frozenset(case.regions),
        "chip": frozenset(case.chips),
        "tier": frozenset(case.tiers),
        "tier or none": frozenset(case.tiers) | {None},
        "workload": frozenset(case.workloads),
        "stack": frozenset(case.stacks),
        "link": frozenset(case.links),
        "offer": frozenset(offer for some in inst.cases.values() for offer in some.offers),
        "node": frozenset(inst.nodes),
        "outcome": frozenset(inst.outcomes),
        "slice": frozenset(case.slices),
        "outage": frozenset(case.outages),
        "state": states,
        "forward": frozenset((True, False)),
        "year": frozenset(line.year for some in inst.cases.values() for line in some.fleet),
        "link module": _link_modules(inst),
    }


def _link_modules(inst: Instance) -> frozenset[Any]:
    return frozenset((l_, m) for case in inst.cases.values() for l_, link in case.links.items() for m in link.modules)


def _is_known(known: Mapping[str, frozenset[Any]], parts: tuple[str, ...], key: Key) -> bool:
    if len(parts) != len(key):
        return False
    for part, one in zip(parts, key, strict=True):
        if part == "route":
            if one is not None and not all(l_ in known["link"] for l_ in one):
                return False
        elif part == "module":
            if (key[0], one) not in known["link module"]:
                return False
        elif one not in known[part]:
            return False
    return True


def nonnegative(facts: Facts, checks: Checks) -> None:
    """Check that no decision is below 0; deferred work may be."""
    for name, decided in decisions(facts.plan).items():
        if name == "deferred":
            continue
        for key, value in decided.items():
            checks.at_least((name, *key) if value < 0 else (), value, 0.0)


def integer_decisions(facts: Facts, checks: Checks) -> None:
    """Check that counts and lots are whole and yes-no decisions 0 or 1."""
    found = decisions(facts.plan)
    for name in (*COUNTS, *STEPS, "host_chosen"):
        for key, value in found[name].items():
            checks.whole((name, *key), value)
            if name not in COUNTS:
                checks.at_most((name, *key), value, 1.0)
    lots = {k: chip.lot_size for k, chip in facts.inst.first_case.chips.items()}
    for (r, k, n), units in facts.plan.bought_units.items():
        lot = lots[k]
        if lot is not None:
            checks.whole(("lots of bought_units", r, k, n), units / lot)


def once_only(facts: Facts, checks: Checks) -> None:
    """Check that each step is taken once on a way through the tree, and not again by who starts with it."""
    found = decisions(facts.plan)
    for leaf in facts.times.leaves:
        for name in STEPS:
            taken: dict[Key, float] = {}
            nodes = {moment.node for moment in facts.times.paths[leaf]}
            for key, value in found[name].items():
                if key[-1] in nodes:
                    taken[key[:-1]] = taken.get(key[:-1], 0.0) + value
            for key, times in taken.items():
                checks.at_most((name, *key, leaf), times, 1.0)
    for (r, q, e), reached in facts.held.standing.member.items():
        checks.at_most(("tier_joined", r, q, e), reached, 1.0)
