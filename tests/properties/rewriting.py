"""The same instance written otherwise: in other units, under other names, in another order."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from random import Random
from typing import Any

from models.instance import Case, Instance
from models.records import Policy

MONEY_METRICS = ("capex", "opex")
PFLOPS_METRICS = (
    *("counted_capacity", "new_capacity", "served", "served_remotely", "rented", "unmet"),
    "utilisation",
)
"""The metrics counted in PFLOPS; the excess of a utilisation is one of busy counted PFLOPS."""
PFLOPS_FIELDS = {
    **dict.fromkeys(("demand_pflops", "performance_pflops", "counted_pflops", "limit_pflops"), 1),
    **dict.fromkeys(("gbps_per_pflops", "unmet_penalty_m_per_pflops", "shortfall_price_m_per_pflops"), -1),
    "price_m_per_pflops": -1,
}
"""The fields with PFLOPS in their unit, and in which power."""


def in_currency(inst: Instance, factor: float) -> Instance:
    """Return the instance in a currency of which `factor` make one of the old."""

    def scaled(name: str, value: Any) -> Any:
        return _times(value, factor) if name.endswith("_m") or "_m_per_" in name else value

    rewritten = _rewritten(inst, scaled, lambda policy: _policy_in(policy, MONEY_METRICS, factor, price=factor))
    return rewritten.replace(best_cost_m=_times(inst.best_cost_m, factor))


def in_pflops(inst: Instance, factor: float) -> Instance:
    """Return the instance with compute in a unit of which `factor` make a PFLOPS."""

    def scaled(name: str, value: Any) -> Any:
        return _times(value, factor ** PFLOPS_FIELDS[name]) if name in PFLOPS_FIELDS else value

    return _rewritten(inst, scaled, lambda policy: _policy_in(policy, PFLOPS_METRICS, factor))


def _policy_in(policy: Policy, metrics: tuple[str, ...], factor: float, price: float = 1.0) -> Policy:
    """Return a policy with its value, unless it is a share, and the price of its metric's unit in new units."""
    if policy.metric not in metrics:
        return replace(policy, price_m=_times(policy.price_m, price))
    share = policy.denominator is not None or policy.metric == "utilisation"
    value = policy.value if share else policy.value * factor
    return replace(policy, value=value, price_m=_times(policy.price_m, price / factor))


def _rewritten(inst: Instance, scaled: Any, policy: Any) -> Instance:
    def walk(thing: Any) -> Any:
        if isinstance(thing, Policy):
            return policy(thing)
        if is_dataclass(thing):
            names = [field.name for field in fields(thing)]
            return replace(thing, **{name: walk(scaled(name, getattr(thing, name))) for name in names})
        if isinstance(thing, Mapping):
            return {key: walk(value) for key, value in thing.items()}
        if isinstance(thing, tuple):
            return tuple(walk(value) for value in thing)
        return thing

    return inst.replace(cases={name: walk(case) for name, case in inst.cases.items()})


def _times(value: Any, factor: float) -> Any:
    if isinstance(value, Mapping):
        return {key: _times(part, factor) for key, part in value.items()}
    return None if value is None else value * factor


def renamed(inst: Instance, names: Mapping[str, str]) -> Instance:
    """Return the instance with other names for its things."""

    def walk(thing: Any) -> Any:
        if isinstance(thing, str):
            return names.get(thing, thing)
        if is_dataclass(thing):
            return replace(thing, **{field.name: walk(getattr(thing, field.name)) for field in fields(thing)})
        if isinstance(thing, Mapping):
            return {walk(key): walk(value) for key, value in thing.items()}
        if isinstance(thing, tuple):
            return tuple(walk(value) for value in thing)
        return thing

    return inst.replace(cases={name: walk(case) for name, case in inst.cases.items()})


IN_ORDER = ("periods", "tiers")
"""What the order of says something: time, and rank."""


def reordered(inst: Instance, draw: Random) -> Instance:
    """Return the instance with every table in another order."""

    def shuffled(thing: Any) -> Any:
        if isinstance(thing, Mapping):
            keys = list(thing)
            draw.shuffle(keys)
            return {key: thing[key] for key in keys}
        if isinstance(thing, tuple):
            return tuple(draw.sample(thing, len(thing)))
        return thing

    def of(case: Case) -> Case:
        names = [field.name for field in fields(case) if field.name not in IN_ORDER]
        return case.replace(**{name: shuffled(getattr(case, name)) for name in names})

    return inst.replace(cases={name: of(case) for name, case in inst.cases.items()})
