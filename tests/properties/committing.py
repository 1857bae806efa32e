"""Decisions of a plan as commitments of another."""

from collections.abc import Iterable
from typing import Any

from models.ids import CommitmentId, PeriodId
from models.instance import Instance
from models.plan import Plan
from models.records import Commitment, Decision, Selection

_PARTS: dict[Decision, tuple[str, ...]] = {
    "opened": ("regions",),
    "modules_built": ("regions",),
    "chip_adopted": ("regions", "chips"),
    "bought_units": ("regions", "chips"),
    "tier_joined": ("regions", "tiers"),
    "tier_established": ("tiers",),
    "stack_ported": ("stacks", "workloads"),
    "link_opened": ("links",),
    "trained_staff": ("regions",),
}
"""What each decision is about; retired units and circuits have parts that a commitment cannot name, and stay free."""


def as_planned(inst: Instance, plan: Plan, periods: Iterable[PeriodId]) -> dict[CommitmentId, Commitment]:
    """Return commitments to the investments of a plan for a chain in these periods, none of them included."""
    case, found = inst.first_case, {}
    every: dict[str, list[Any]] = {
        "regions": list(case.regions),
        "chips": list(case.chips),
        "tiers": list(case.tiers),
        "links": list(case.links),
        "stacks": list(case.stacks),
        "workloads": list(case.workloads),
    }
    for decision, parts in _PARTS.items():
        decided = getattr(plan, decision)
        for t in periods:
            for key in _keys([every[part] for part in parts]):
                chosen = {part: (thing,) for part, thing in zip(parts, key, strict=True)}
                stacks = chosen.pop("stacks", None)
                selection = Selection(periods=(t,), **chosen)
                name = CommitmentId(f"{decision} {' '.join(key)} {t}")
                found[name] = Commitment(name, decision, selection, stacks, "=", decided.get((*key, t), 0.0))
    return found


def _keys(lists: list[list[Any]]) -> list[tuple[Any, ...]]:
    keys: list[tuple[Any, ...]] = [()]
    for things in lists:
        keys = [(*key, thing) for key in keys for thing in things]
    return keys
