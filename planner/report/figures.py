"""The key figures of a plan over time, which summary, terminal and reports share."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.account.metrics import Figures, gather_figures, metric_value, ratio_base
from models.account.timeline import Moment, timeline
from models.costs import CAPITAL
from models.ids import ChipId, OutcomeId, PeriodId
from models.records import Decision, Metric, Selection
from planner.report.investments import Investment, investments
from planner.report.view import NEGLIGIBLE, View

ALL = Selection()


@dataclass(frozen=True)
class PeriodFigures:
    """What the whole plan amounts to in one period, expected over its outcomes."""

    period: PeriodId
    counted_pflops: float
    delivered_pflops: float
    demand_pflops: float
    utilisation: float | None
    it_mw: float
    new_units: float
    capex_m: float
    """Cash of the period."""
    opex_m: float
    """Of one year."""
    served_remotely_pflops: float
    rented_pflops: float
    unmet_pflops: float
    energy_mwh: float
    green_mwh: float
    carbon_t: float

    @property
    def remote_fraction(self) -> float:
        """Share of the work done that another region does."""
        return self.served_remotely_pflops / self.delivered_pflops if self.delivered_pflops > NEGLIGIBLE else 0.0


def figures_by_period(view: View) -> list[PeriodFigures]:
    """Return the key figures of each period."""
    figures = _figures(view)
    times = timeline(view.inst)
    return [
        _period(figures, period, [moment for moment in times.moments if moment.period.id == period])
        for period in view.inst.periods
    ]


def _figures(view: View) -> Figures:
    lines = {e: tuple(line for line in view.account.lines if line.outcome == e) for e in view.inst.outcomes}
    return gather_figures(view.account.held, view.plan, lines)


def _period(figures: Figures, period: PeriodId, moments: list[Moment]) -> PeriodFigures:
    total = sum(moment.probability for moment in moments)

    def mean(metric: Metric) -> float:
        return sum(m.probability * metric_value(figures, m, metric, ALL) for m in moments) / total

    counted = sum(m.probability * (ratio_base(figures, m, "utilisation", ALL) or 0.0) for m in moments) / total
    demand = sum(
        m.probability * pflops for m in moments for (_, _, t), pflops in m.case.demand_pflops.items() if t == period
    )
    return PeriodFigures(
        period=period,
        counted_pflops=mean("counted_capacity"),
        delivered_pflops=mean("served"),
        demand_pflops=demand / total,
        utilisation=mean("utilisation") / counted if counted > NEGLIGIBLE else None,
        it_mw=mean("it_mw"),
        new_units=mean("new_units"),
        capex_m=mean("capex"),
        opex_m=mean("opex"),
        served_remotely_pflops=mean("served_remotely"),
        rented_pflops=mean("rented"),
        unmet_pflops=mean("unmet"),
        energy_mwh=mean("energy_mwh"),
        green_mwh=mean("green_mwh"),
        carbon_t=mean("carbon_t"),
    )


def sizes_by_place(view: View, decision: Decision) -> dict[str, float]:
    """Return what a kind of investment comes to in each region or link over the horizon, largest first."""
    return _ranked(
        (item.place, view.node_weight(item.n) * _size(item)) for item in investments(view) if item.decision == decision
    )


def units_by_chip(view: View) -> dict[ChipId, float]:
    """Return the units ordered of each chip over the horizon, largest first."""
    found = _ranked((k, view.node_weight(n) * units) for (_, k, n), units in view.plan.bought_units.items())
    return {ChipId(k): units for k, units in found.items()}


def shared_by_pair(view: View, outcomes: tuple[OutcomeId, ...]) -> dict[tuple[str, str], float]:
    """Return the PFLOPS that one region serves for another, expected over some outcomes, largest first."""
    found: dict[tuple[str, str], float] = {}
    total = sum(view.probability(e) for e in outcomes)
    for e in outcomes:
        for (o, h, q, _), pflops in view.account.held.work.served_pflops[e].items():
            if q is not None and pflops > NEGLIGIBLE:
                found[o, h] = found.get((o, h), 0.0) + view.probability(e) * pflops / total
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def capital_cash_m(view: View) -> float:
    """Return the expected cash for capital over the horizon, undiscounted."""
    return sum(
        view.probability(line.outcome) * sum(line.cash_m.values())
        for line in view.account.lines
        if line.category in CAPITAL
    )


def _size(item: Investment) -> float:
    return item.quantity if item.size is None else item.size


def _ranked(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, amount in pairs:
        found[name] = found.get(name, 0.0) + amount
    return dict(sorted(((name, amount) for name, amount in found.items() if amount > NEGLIGIBLE), key=lambda i: -i[1]))
