"""An instance with some of the planner's numbers changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from models.instance import Case, Instance
from models.records import HostRule
from planner.solve.repairs import Change

Id = Any
"""An id out of the index of a change, which is plain text."""

_IN_REGION = {
    "grid_limit": "grid_limit_mw",
    "hall_module_limit": "max_hall_modules",
    "staff_limit": "staff_limit",
    "chip_type_limit": "max_chip_types",
}
_WHOLE = ("max_hall_modules", "max_chip_types")


def changed(inst: Instance, changes: Iterable[Change]) -> Instance:
    """Return the instance with each changed number at the value it needs."""
    cases = dict(inst.cases)
    for change in changes:
        cases = {name: _changed(case, change) for name, case in cases.items()}
    return inst.replace(cases=cases)


def _changed(case: Case, change: Change) -> Case:
    if change.family in _IN_REGION:
        return _region(case, _IN_REGION[change.family], *change.index, value=change.needed)
    return _MAKERS[change.family](case, *change.index, value=change.needed)


def _with(records: Mapping[Any, Any], key: Id, **changes: Any) -> dict[Any, Any]:
    return {**records, key: replace(records[key], **changes)}


def _region(case: Case, field: str, r: Id, period: Id, *, value: float) -> Case:
    kept = int(value) if field in _WHOLE else value
    at = _with(case.regions[r].at, period, **{field: kept})
    return case.replace(regions=_with(case.regions, r, at=at))


def _supply(case: Case, i: Id, period: Id, *, value: float) -> Case:
    supplies = list(case.supplies)
    old = supplies[int(i)]
    supplies[int(i)] = replace(old, units_per_year={**old.units_per_year, period: value})
    return case.replace(supplies=tuple(supplies))


def _link(case: Case, l: Id, *, value: float) -> Case:
    return case.replace(links=_with(case.links, l, existing_gbps=value))


def _circuits(case: Case, l: Id, i: Id, *, value: float) -> Case:
    modules = _with(case.links[l].modules, i, max_modules=int(value))
    return case.replace(links=_with(case.links, l, modules=modules))


def _budget(case: Case, b: Id, period: Id, *, value: float) -> Case:
    return case.replace(budgets=_with(case.budgets, b, amount_m={**case.budgets[b].amount_m, period: value}))


def _policy(case: Case, i: Id, *, value: float) -> Case:
    return case.replace(policies=_with(case.policies, i, value=value))


def _commitment(case: Case, i: Id, *, value: float) -> Case:
    return case.replace(commitments=_with(case.commitments, i, value=value))


def _host(case: Case, w: Id, o: Id, h: Id, *, value: float) -> Case:
    return case.replace(host_rules={**case.host_rules, (w, o, h): HostRule(min(1.0, value))})


def _hosts(case: Case, w: Id, o: Id, *, value: float) -> Case:
    return case.replace(remote_fraction={**case.remote_fraction, (w, o): min(1.0, value)})


def _latency(case: Case, w: Id, *, value: float) -> Case:
    return case.replace(workloads=_with(case.workloads, w, max_latency_ms=value))


def _demand(case: Case, o: Id, w: Id, period: Id, *, value: float) -> Case:
    return case.replace(demand_pflops={**case.demand_pflops, (o, w, period): value})


def _outage(case: Case, name: Id, w: Id, *, value: float) -> Case:
    due = {**case.outages[name].due_fraction, w: value}
    return case.replace(outages=_with(case.outages, name, due_fraction=due))


_MAKERS: Mapping[str, Callable[..., Case]] = {
    "supply_limit": _supply,
    "link_capacity": _link,
    "circuit_limit": _circuits,
    "budget_limit": _budget,
    "policy_limit": _policy,
    "commitment_limit": _commitment,
    "host_share_limit": _host,
    "remote_share_limit": _hosts,
    "latency": _latency,
    "demand": _demand,
    "outage_demand": _outage,
}
