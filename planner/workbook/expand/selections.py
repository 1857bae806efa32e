"""From the filters of policies and commitments to the ids they select."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from models.ids import ChipId, LinkId, ModuleId, PeriodId, RegionId, StackId, TierId, WorkloadId
from models.records import Selection
from planner.workbook.expand.axes import Axis, axes_of
from planner.workbook.expand.book import Book
from planner.workbook.filters import EVERYTHING, Term, compares, keyed, parse, place, unknown_key, yes_no
from planner.workbook.problems import did_you_mean, listed
from planner.workbook.schema.keys import filter_key

T = TypeVar("T")

_PLACE = frozenset({"region", "party"})
_CHIP = frozenset({"chip", "stack", "vendor", "class", "domestic"})
_TIME = frozenset({"period"})

METRIC_KEYS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("counted_capacity", "new_capacity", "units", "new_units", "chip_types"), _PLACE | _CHIP | _TIME),
    **dict.fromkeys(("it_mw", "utilisation"), _PLACE | _CHIP | _TIME),
    **dict.fromkeys(
        ("regions_opened", "modules", "energy_mwh", "green_mwh", "green_share", "pue", "carbon_t"), _PLACE | _TIME
    ),
    **dict.fromkeys(("capex", "opex"), _PLACE | _TIME | {"link"}),
    "served": _PLACE | _TIME | {"origin", "host", "workload", "class", "tier"},
    "served_remotely": _PLACE | _TIME | {"origin", "host", "workload", "class", "tier"},
    **dict.fromkeys(("rented", "unmet"), _PLACE | _TIME | {"origin", "workload", "class"}),
}
"""The keys that a policy's filter may use, by metric; `class` is that of the workload where work is counted."""

DECISION_KEYS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("opened", "modules_built", "trained_staff"), _PLACE | _TIME),
    **dict.fromkeys(("chip_adopted", "bought_units"), _PLACE | _CHIP | _TIME),
    "retired_units": _PLACE | _CHIP | _TIME | {"year"},
    "tier_joined": _PLACE | _TIME | {"tier"},
    "tier_established": _TIME | {"tier"},
    "stack_ported": _TIME | {"stack", "workload"},
    "link_opened": _TIME | {"link"},
    "circuits_added": _TIME | {"link", "module"},
}
"""The keys that a commitment's filter may use, by decision."""

_WORK_METRICS = ("served", "served_remotely", "rented", "unmet")


@dataclass(frozen=True)
class Resolved:
    """What a filter selects, and what is wrong with it."""

    selection: Selection
    stacks: tuple[StackId, ...] | None = None
    faults: tuple[str, ...] = ()


def for_metric(book: Book, text: str, metric: str) -> Resolved:
    """Return what a policy's filter selects."""
    return _resolve(book, text, METRIC_KEYS[metric], f"the metric {metric}", of_work=metric in _WORK_METRICS)


def for_decision(book: Book, text: str, decision: str) -> Resolved:
    """Return what a commitment's filter selects."""
    return _resolve(book, text, DECISION_KEYS[decision], f"the decision {decision}", of_work=decision == "stack_ported")


def _resolve(book: Book, text: str, keys: frozenset[str], of: str, *, of_work: bool) -> Resolved:
    parsed = parse(text)
    faults = list(parsed.faults)
    axes = axes_of(book, of_work=of_work)
    found: dict[str, tuple[str, ...]] = {}
    for term in (keyed(term, filter_key) for term in parsed.terms):
        fault = unknown_key(term, keys, of) or _unfit(book, term, axes[term.key])
        if fault:
            faults.append(fault)
            continue
        for axis in axes[term.key]:
            if axis.target == "link" and "link" not in keys:
                continue
            chosen = _chosen(book, term, axis)
            known = found.get(axis.target, chosen)
            found[axis.target] = tuple(name for name in chosen if name in known)
    if {"region", "link"} <= keys and {"region", "link"} & found.keys():
        # What is not selected counts nothing, once the other is: the cost of a region has no part in that of a link.
        found = {"region": (), "link": (), **found}
    if not faults and found and not any(found.values()):
        faults.append(f"the filter '{text}' selects nothing")
    if not faults and "link" not in keys:
        faults += [f"the filter '{text}' selects no {target}" for target, names in found.items() if not names]
    selection = Selection(
        text,
        regions=_ids(RegionId, found.get("region")),
        hosts=_ids(RegionId, found.get("host")),
        chips=_ids(ChipId, found.get("chip")),
        workloads=_ids(WorkloadId, found.get("workload")),
        tiers=_ids(TierId, found.get("tier")),
        links=_ids(LinkId, found.get("link")),
        modules=_ids(ModuleId, found.get("module")),
        years=_ids(int, found.get("year")),
        periods=_ids(PeriodId, found.get("period")),
    )
    return Resolved(selection, _ids(StackId, found.get("stack")), tuple(dict.fromkeys(faults)))


def _unfit(book: Book, term: Term, axes: tuple[Axis, ...]) -> str | None:
    """Return what is wrong with the operator or the values of a term; None when nothing is."""
    known = dict.fromkeys(value for axis in axes for value in axis.by_value)
    if term.operator not in ("=", "!="):
        if term.key != "period":
            return f"the condition '{term}' compares names; use = or != with {term.key}"
        return None if place(term.values[0], book.first_years) is not None else _stranger(term, term.values[0], known)
    strangers = (value for value in term.values if value != EVERYTHING and _plain(term, value) not in known)
    return next((_stranger(term, value, known) for value in strangers), None)


def _stranger(term: Term, value: str, known: Mapping[str, None]) -> str:
    hint = did_you_mean(value, known)
    if not hint:
        hint = f"; use {listed(tuple(known))}" if known else "; the workbook has none"
    return f"there is no {term.key} called '{value}' for the filter{hint}"


def _chosen(book: Book, term: Term, axis: Axis) -> tuple[str, ...]:
    """Return the names on an axis that fit a term, in the order of the workbook."""
    if term.operator not in ("=", "!="):
        limit = place(term.values[0], book.first_years)
        years = book.first_years.items()
        return tuple(period for period, year in years if limit is not None and compares(year, term.operator, limit))
    wanted: set[str] = set()
    for value in term.values:
        wanted |= set(axis.names if value == EVERYTHING else axis.by_value.get(_plain(term, value), ()))
    return tuple(name for name in axis.names if (name in wanted) == (term.operator == "="))


def _plain(term: Term, value: str) -> str:
    """Return a value as the axes know it: 'yes' and 'no' for all words that say so."""
    said = yes_no(value) if term.key == "domestic" else None
    return value if said is None else "yes" if said else "no"


def _ids(kind: Callable[[str], T], names: tuple[str, ...] | None) -> tuple[T, ...] | None:
    return None if names is None else tuple(kind(name) for name in names)
