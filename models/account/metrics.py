"""The metrics that policies limit: quantities of a plan in one outcome, for the rows that a filter selects."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from models.account.ledger import CostLine
from models.account.operation import hour_shares
from models.account.running import Holdings
from models.account.timeline import Moment, by_node
from models.costs import CAPITAL, RUNNING
from models.ids import ChipId, NodeId, OutcomeId, RegionId, StateId
from models.plan import Plan
from models.records import Metric, Selection

T = TypeVar("T")

ONCE: tuple[Metric, ...] = ("new_capacity", "new_units", "capex")
"""Metrics that occur once in a period; the others hold in each of its years."""


@dataclass(frozen=True)
class Figures:
    """What metrics are read from."""

    held: Holdings
    bought: Mapping[NodeId, list[tuple[tuple[RegionId, ChipId], float]]]
    lines: Mapping[OutcomeId, tuple[CostLine, ...]]
    """Capital and running costs."""


def gather_figures(held: Holdings, plan: Plan, lines: Mapping[OutcomeId, tuple[CostLine, ...]]) -> Figures:
    """Return the figures of a plan."""
    return Figures(held, by_node(plan.bought_units), lines)


def chosen(ids: tuple[T, ...] | None, one: T) -> bool:
    """Return whether a filter selects an id."""
    return ids is None or one in ids


def metric_value(figures: Figures, moment: Moment, metric: Metric, selection: Selection) -> float:
    """Return a metric in one outcome; for a ratio of its own the numerator."""
    return _METRICS[metric](figures, moment, selection)


def ratio_base(figures: Figures, moment: Moment, metric: Metric, selection: Selection) -> float | None:
    """Return what the numerator of a ratio of its own is divided by; None for the other metrics."""
    if metric == "pue":
        return sum(figures.held.power.it_mwh[r, moment.outcome] for r in _regions(moment, selection))
    if metric == "green_share":
        return _energy_mwh(figures, moment, selection)
    if metric == "utilisation":
        return _counted_capacity(figures, moment, selection)
    return None


def _regions(moment: Moment, selection: Selection) -> tuple[RegionId, ...]:
    return tuple(r for r in moment.case.regions if chosen(selection.regions, r))


def _chips(moment: Moment, selection: Selection) -> tuple[ChipId, ...]:
    return tuple(k for k in moment.case.chips if chosen(selection.chips, k))


def _units(figures: Figures, moment: Moment, selection: Selection) -> float:
    installed = figures.held.chips.installed_units
    return sum(
        installed.get((r, k, moment.outcome), 0.0)
        for r in _regions(moment, selection)
        for k in _chips(moment, selection)
    )


def _counted_capacity(figures: Figures, moment: Moment, selection: Selection) -> float:
    installed = figures.held.chips.installed_units
    return sum(
        moment.case.chips[k].counted_pflops * installed.get((r, k, moment.outcome), 0.0)
        for r in _regions(moment, selection)
        for k in _chips(moment, selection)
    )


def _bought(figures: Figures, moment: Moment, selection: Selection, *, counted: bool) -> float:
    return sum(
        units * (moment.case.chips[k].counted_pflops if counted else 1.0)
        for (r, k), units in figures.bought.get(moment.node, ())
        if chosen(selection.regions, r) and chosen(selection.chips, k)
    )


def _new_units(figures: Figures, moment: Moment, selection: Selection) -> float:
    return _bought(figures, moment, selection, counted=False)


def _new_capacity(figures: Figures, moment: Moment, selection: Selection) -> float:
    return _bought(figures, moment, selection, counted=True)


def _chip_types(figures: Figures, moment: Moment, selection: Selection) -> float:
    standing, e = figures.held.standing, moment.outcome
    return sum(
        1.0 if k in standing.fleet_chips[r, e] else standing.chip_adopted.get((r, k, e), 0.0)
        for r in _regions(moment, selection)
        for k in _chips(moment, selection)
    )


def _regions_opened(figures: Figures, moment: Moment, selection: Selection) -> float:
    opened = figures.held.standing.opened
    return sum(opened.get((r, moment.outcome), 0.0) for r in _regions(moment, selection))


def _modules(figures: Figures, moment: Moment, selection: Selection) -> float:
    modules = figures.held.halls.standing_modules
    return sum(modules.get((r, moment.outcome), 0.0) for r in _regions(moment, selection))


def _it_mw(figures: Figures, moment: Moment, selection: Selection) -> float:
    installed = figures.held.chips.installed_units
    return sum(
        moment.case.chips[k].power_kw / 1000.0 * installed.get((r, k, moment.outcome), 0.0)
        for r in _regions(moment, selection)
        for k in _chips(moment, selection)
    )


def _energy_mwh(figures: Figures, moment: Moment, selection: Selection) -> float:
    return sum(figures.held.power.energy_mwh[r, moment.outcome] for r in _regions(moment, selection))


def _green_mwh(figures: Figures, moment: Moment, selection: Selection) -> float:
    return sum(figures.held.power.green_mwh[r, moment.outcome] for r in _regions(moment, selection))


def _carbon_t(figures: Figures, moment: Moment, selection: Selection) -> float:
    return sum(figures.held.power.carbon_t[r, moment.outcome] for r in _regions(moment, selection))


def _selects_line(selection: Selection, line: CostLine) -> bool:
    """Tell whether a filter selects a cost: one that names regions or links leaves out what it does not name."""
    if selection.regions is None and selection.links is None:
        return True
    if line.region is not None:
        return selection.regions is not None and line.region in selection.regions
    return line.link is not None and selection.links is not None and line.link in selection.links


def _capex(figures: Figures, moment: Moment, selection: Selection) -> float:
    return sum(
        amount_m
        for line in figures.lines[moment.outcome]
        if line.category in CAPITAL and _selects_line(selection, line)
        for amount_m in line.cash_m.values()
    )


def _opex(figures: Figures, moment: Moment, selection: Selection) -> float:
    year = moment.period.first_year
    return sum(
        line.cash_m.get(year, 0.0)
        for line in figures.lines[moment.outcome]
        if line.category in RUNNING and _selects_line(selection, line)
    )


def _served_work(figures: Figures, moment: Moment, selection: Selection, *, remotely: bool) -> float:
    return sum(
        pflops
        for (o, h, q, w), pflops in figures.held.work.served_pflops[moment.outcome].items()
        if chosen(selection.regions, o)
        and chosen(selection.hosts, h)
        and chosen(selection.workloads, w)
        and chosen(selection.tiers, q)
        and not (remotely and o == h)
    )


def _served(figures: Figures, moment: Moment, selection: Selection) -> float:
    return _served_work(figures, moment, selection, remotely=False)


def _served_remotely(figures: Figures, moment: Moment, selection: Selection) -> float:
    return _served_work(figures, moment, selection, remotely=True)


def _rented(figures: Figures, moment: Moment, selection: Selection) -> float:
    return sum(
        pflops
        for (_j, o, w), pflops in figures.held.work.rented_pflops[moment.outcome].items()
        if chosen(selection.regions, o) and chosen(selection.workloads, w)
    )


def _unmet(figures: Figures, moment: Moment, selection: Selection) -> float:
    return sum(
        pflops
        for (o, w), pflops in figures.held.work.unmet_pflops[moment.outcome].items()
        if chosen(selection.regions, o) and chosen(selection.workloads, w)
    )


def _busy_capacity(figures: Figures, moment: Moment, selection: Selection) -> float:
    busy, chips = figures.held.power.busy_units, moment.case.chips
    return sum(
        share * chips[k].counted_pflops * busy.get((r, k, moment.outcome, StateId(s)), 0.0)
        for s, share in hour_shares(moment.case).items()
        for r in _regions(moment, selection)
        for k in _chips(moment, selection)
    )


_METRICS: Mapping[Metric, Callable[[Figures, Moment, Selection], float]] = {
    "counted_capacity": _counted_capacity,
    "new_capacity": _new_capacity,
    "units": _units,
    "new_units": _new_units,
    "chip_types": _chip_types,
    "regions_opened": _regions_opened,
    "modules": _modules,
    "it_mw": _it_mw,
    "energy_mwh": _energy_mwh,
    "green_mwh": _green_mwh,
    "pue": _energy_mwh,
    "green_share": _green_mwh,
    "carbon_t": _carbon_t,
    "capex": _capex,
    "opex": _opex,
    "served": _served,
    "served_remotely": _served_remotely,
    "rented": _rented,
    "unmet": _unmet,
    "utilisation": _busy_capacity,
}
