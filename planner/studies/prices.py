"""Marginal prices beside exact re-solves: what one more unit of a limit is worth by its dual, and by planning again."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from models.account.lifetimes import discount_factor
from models.ids import OutcomeId, PeriodId, RegionId, StateId, WorkloadId
from models.instance import Case, Instance
from models.plan import Plan
from planner.report.links import left_fraction
from planner.report.prices import due_share
from planner.solve import Prices, SolveOptions
from planner.solve.price_parts import PARTS, Part
from planner.studies.known import Effect, difference
from planner.studies.offers import Offer, OffersOf, offers
from planner.studies.solved import Solved, solve_all, to_the_gap
from planner.studies.solves import Solver, Task

Kind = Literal["supply", "grid", "link", "budget", "demand"]
"""One more unit of a chip a year; MW of grid; Gbps of existing bandwidth; million of budget; PFLOPS of demand."""
PriceKey = tuple[str, Hashable]
PartsOf = Callable[[Instance, Plan], Mapping[PriceKey, Mapping[Part, float]] | None]
USUAL_STEP = 0.01
"""Share of a limit by which it is moved."""


@dataclass(frozen=True)
class Probe:
    """A limit or a demand that is moved, and what its duals say of that."""

    kind: Kind
    name: str
    """Of the supply, as chip and scope, of the region, link or budget, of the region and workload."""
    period: PeriodId | None
    """None: all of them."""
    value: float
    """Of what is moved, in its unit."""
    step: float
    """That it grows by."""
    short_run_m: float
    long_run_m: float
    """What the duals say that this step saves; of demand, what it costs, below 0."""


@dataclass(frozen=True)
class Tried:
    """A probe with its re-solve."""

    probe: Probe
    solved: Solved
    saved: Effect | None
    """By the step; None: one of the two has no plan."""

    @property
    def error_fraction(self) -> float | None:
        """How far the long-run dual is off, as a share of what the re-solve says; None: that is nothing."""
        if self.saved is None or abs(self.saved.best_m) < 1e-9:
            return None
        return self.probe.long_run_m / self.saved.best_m - 1.0


@dataclass(frozen=True)
class PriceStudy:
    """A plan, and its main prices tried."""

    inst: Instance
    whole: Solved
    tried: tuple[Tried, ...]
    others: tuple[Probe, ...]
    """That have a price and were not tried."""
    parts: Mapping[PriceKey, Mapping[Part, float]] = field(default_factory=dict)
    """What the long-run price of each demand is made of, as the prices themselves; without keys: not worked out."""
    offers: tuple[Offer, ...] = ()
    """At what price each region could host; none: not worked out."""

    @property
    def prices(self) -> Prices | None:
        """The prices of the plan."""
        return self.whole.answer.outcome.prices if self.whole.answer.outcome is not None else None


def try_prices(
    inst: Instance,
    solver: Solver,
    *,
    most: int = 8,
    step: float = USUAL_STEP,
    parts_of: PartsOf | None = None,
    offers_of: OffersOf | None = None,
    options: SolveOptions | None = None,
) -> PriceStudy:
    """Solve an instance, and again with the limits of most worth, and the demands that cost most, a step wider.

    Parameters
    ----------
    most
        Limits that are tried, and demands as many.
    step
        Share of a limit by which it grows; of a limit of 0, one unit.
    parts_of
        Finds what prices are made of; None: that is not asked for.
    offers_of
        Finds at what price each region could host; None: that is not asked for.
    """
    options = to_the_gap(options or SolveOptions())
    (whole,) = solve_all(solver, [Task("the plan", inst, replace(options, prices=True))])
    prices = whole.answer.outcome.prices if whole.answer.outcome is not None else None
    if whole.plan is None or prices is None:
        return PriceStudy(inst, whole, (), ())
    probes = sorted(probes_of(inst, prices, step), key=lambda one: -abs(one.long_run_m))
    limits = [one for one in probes if one.kind != "demand"]
    chosen = [*limits[:most], *[one for one in probes if one.kind == "demand"][:most]]
    tasks = [Task(f"{one.kind} {one.name} {one.period or ''}".strip(), moved(inst, one), options) for one in chosen]
    solves = solve_all(solver, tasks)
    tried = tuple(
        Tried(one, solved, difference([(1.0, whole.known), (-1.0, solved.known)]))
        for one, solved in zip(chosen, solves, strict=True)
    )
    parts = parts_of(inst, whole.plan) if parts_of is not None else None
    priced = offers_of(inst, whole.plan) if offers_of is not None else None
    hosts = tuple(offers(inst, whole.plan, priced)) if priced is not None else ()
    return PriceStudy(inst, whole, tried, tuple(one for one in probes if one not in chosen), parts or {}, hosts)


def probes_of(inst: Instance, prices: Prices, step: float) -> Iterator[Probe]:
    """Yield what has a price and can be moved, in the first scenario's data."""
    found: dict[tuple[Kind, str, PeriodId | None], list[float]] = {}
    for column, run in enumerate((prices.short_run, prices.long_run)):
        for (family, index), value in run.items():
            for key, amount in _named(inst, family, index, value):
                found.setdefault(key, [0.0, 0.0])[column] += amount
    for (kind, name, period), (short_m, long_m) in found.items():
        value = _value(inst.first_case, kind, name, period)
        size = step * abs(value) if value else 1.0
        sign = -1.0 if kind == "demand" else 1.0
        yield Probe(kind, name, period, value, size, sign * short_m * size, sign * long_m * size)


def _named(
    inst: Instance, family: str, index: Any, value: float
) -> Iterator[tuple[tuple[Kind, str, PeriodId | None], float]]:
    """Yield what the dual of a row says of one more unit of what stands in the workbook."""
    if family == "supply_limit":
        i, e = index
        supply, period = inst.case(e).supplies[i], inst.period_of(e)
        yield ("supply", f"{supply.chip}, {supply.scope}", period.id), value * period.years
    elif family == "grid_limit":
        yield ("grid", str(index[0]), inst.period_of(index[1]).id), value
    elif family == "link_capacity":
        l_, _, e, s = index
        yield ("link", str(l_), None), value * left_fraction(inst.case(e), s, l_)
    elif family == "budget_limit":
        b, e = index
        carried = inst.tree.outcome_path(e) if inst.case(e).budgets[b].carry_over else (e,)
        for before in carried:
            if inst.case(before).budgets[b].amount_m.get(inst.period_of(before).id) is None:
                continue
            yield ("budget", str(b), inst.period_of(before).id), value
    elif family in ("demand_balance", "outage_demand"):
        o, w, e, s = index
        share = due_share(inst.case(OutcomeId(e)), RegionId(o), w, StateId(s))
        yield ("demand", f"{o}, {w}", inst.period_of(e).id), value * share


def _value(case: Case, kind: Kind, name: str, period: PeriodId | None) -> float:
    """Return what stands in the data for a probe."""
    if kind == "link":
        return next(link.existing_gbps for l_, link in case.links.items() if str(l_) == name)
    assert period is not None
    if kind == "supply":
        return next(s.units_per_year[period] or 0.0 for s in case.supplies if f"{s.chip}, {s.scope}" == name)
    if kind == "grid":
        return next(region.at[period].grid_limit_mw or 0.0 for r, region in case.regions.items() if str(r) == name)
    if kind == "budget":
        return next(budget.amount_m.get(period) or 0.0 for b, budget in case.budgets.items() if str(b) == name)
    return next(x for (o, w, t), x in case.demand_pflops.items() if (f"{o}, {w}", t) == (name, period))


def moved(inst: Instance, probe: Probe) -> Instance:
    """Return the instance in which what a probe moves has grown by its step, in every scenario."""
    return inst.replace(cases={name: case.replace(**_changed(case, probe)) for name, case in inst.cases.items()})


def _changed(case: Case, probe: Probe) -> Mapping[str, Any]:
    period, step, name = probe.period, probe.step, probe.name
    if probe.kind == "link":
        grown = {l_: replace(x, existing_gbps=x.existing_gbps + step) for l_, x in case.links.items() if l_ == name}
        return {"links": {**case.links, **grown}}
    assert period is not None
    if probe.kind == "supply":
        return {
            "supplies": tuple(
                replace(s, units_per_year={**s.units_per_year, period: (s.units_per_year[period] or 0.0) + step})
                if f"{s.chip}, {s.scope}" == name
                else s
                for s in case.supplies
            )
        }
    if probe.kind == "grid":
        region = case.regions[RegionId(name)]
        at = region.at[period]
        wider = replace(at, grid_limit_mw=(at.grid_limit_mw or 0.0) + step)
        return {"regions": {**case.regions, region.id: replace(region, at={**region.at, period: wider})}}
    if probe.kind == "budget":
        budgets = {
            b: replace(x, amount_m={**x.amount_m, period: (x.amount_m.get(period) or 0.0) + step}) if b == name else x
            for b, x in case.budgets.items()
        }
        return {"budgets": budgets}
    return {
        "demand_pflops": {
            (o, w, t): x + step if (f"{o}, {w}", t) == (name, period) else x
            for (o, w, t), x in case.demand_pflops.items()
        }
    }


Place = tuple[WorkloadId, OutcomeId]


def prices_by_region(inst: Instance, prices: Prices | None) -> dict[Place, dict[RegionId, float]]:
    """Return what a PFLOPS of demand, all year round, costs by region in the long run, in money of each year."""
    return _by_region(inst, prices.long_run if prices is not None else {})


def parts_by_region(
    inst: Instance, parts: Mapping[PriceKey, Mapping[Part, float]]
) -> dict[Place, dict[RegionId, dict[Part, float]]]:
    """Return what these prices are made of."""
    found: dict[Place, dict[RegionId, dict[Part, float]]] = {}
    for part in PARTS:
        alone = {key: made_of[part] for key, made_of in parts.items() if part in made_of}
        for place, by_region in _by_region(inst, alone).items():
            for r, amount_m in by_region.items():
                found.setdefault(place, {}).setdefault(r, {})[part] = amount_m
    return found


def _by_region(inst: Instance, long_run: Mapping[PriceKey, float]) -> dict[Place, dict[RegionId, float]]:
    found: dict[Place, dict[RegionId, float]] = {}
    for (family, index), value in long_run.items():
        if family not in ("demand_balance", "outage_demand"):
            continue
        o, w, e, s = cast(tuple[RegionId, WorkloadId, OutcomeId, StateId], index)
        worth = inst.tree.outcome(e).probability * sum(
            discount_factor(inst.settings, year) for year in inst.period_of(e).calendar_years
        )
        by_region = found.setdefault((w, e), {})
        by_region[o] = by_region.get(o, 0.0) + value * due_share(inst.case(e), o, w, s) / worth
    return found
