"""Chips: what is bought, what of the fleet retires early, and what is therefore installed."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import pyomo.environ as pyo

from models.derived import Sets
from models.ids import ChipId, NodeId, OutcomeId, PeriodId, RegionId, Row
from models.instance import Case, Instance
from models.ledger import CostLedger


@dataclass(frozen=True)
class ChipTerms:
    """What others need to know of chips."""

    bought_units: Mapping[tuple[RegionId, ChipId, NodeId], Any]
    retired_units: Mapping[tuple[RegionId, ChipId, int, NodeId], Any]
    installed_units: Mapping[tuple[RegionId, ChipId, OutcomeId], Any]
    """Fleet that is left and purchases that stand; only where any unit can stand."""


def add_chips(m: pyo.ConcreteModel, inst: Instance, sets: Sets, costs: CostLedger) -> ChipTerms:
    """Add purchases and early retirement.

    installed_balance[r, k, e]:

        installed_units  =  fleet of a year that stands in e - what of it has retired
                            + sum of bought_units[r, k, n] over the orders that stand in e

    What is installed is a variable of its own, so that the many rows it stands in stay short.

    fleet_limit[r, k, v, e], while fleet of year v stands: what retires on the way to e is at most that fleet.
    lot_size[r, k, n]: bought_units[r, k, n] = lot_size * lots_bought[r, k, n], where a lot is given.
    """
    buy_at = list(sets.purchase_limit)

    def bounds(m: pyo.ConcreteModel, r: RegionId, k: ChipId, n: NodeId) -> tuple[float, float | None]:
        limit = sets.purchase_limit[r, k, n]
        return 0.0, limit if isfinite(limit) else None

    m.bought_units = pyo.Var(buy_at, bounds=bounds)
    _add_lots(m, inst, sets)
    _add_retirement(m, inst, sets)
    bought, retired = m.bought_units, m.retired_units
    standing_units: dict[tuple[RegionId, ChipId, OutcomeId], list[Any]] = {}
    for e in inst.outcomes:
        found = sets.at(e)
        period = inst.tree.outcome(e).period
        for r, k in found.runnable:
            standing = sets.chip_orders(k, e)
            terms = [bought[r, k, n] for before in standing if (r, k, n := inst.tree.outcome(before).node) in bought]
            path = inst.tree.node_path(inst.tree.outcome(e).node)
            for year, units in found.fleet_units.get((r, k), {}).items():
                if found.fleet_stands(k, year, period):
                    gone = [retired[r, k, year, n] for n in path if (r, k, year, n) in retired]
                    terms.append(units - sum(gone))
            if terms:
                standing_units[r, k, e] = terms
    m.installed_units = pyo.Var(list(standing_units), domain=pyo.NonNegativeReals)

    def installed_balance(m: pyo.ConcreteModel, r: RegionId, k: ChipId, e: OutcomeId) -> Row:
        return m.installed_units[r, k, e] == sum(standing_units[r, k, e])

    m.installed_balance = pyo.Constraint(list(standing_units), rule=installed_balance)
    _add_costs(m, inst, sets, costs)
    return ChipTerms(bought, retired, m.installed_units)


def _add_lots(m: pyo.ConcreteModel, inst: Instance, sets: Sets) -> None:
    most = {
        (r, k, n): units / lot
        for (r, k, n), units in sets.purchase_limit.items()
        if (lot := inst.first_case.chips[k].lot_size) is not None
    }
    m.lots_bought = pyo.Var(
        list(most),
        domain=pyo.NonNegativeIntegers,
        bounds=lambda m, *key: (0, round(most[key]) if isfinite(most[key]) else None),
    )

    def lot_size(m: pyo.ConcreteModel, r: RegionId, k: ChipId, n: NodeId) -> Row:
        return m.bought_units[r, k, n] == inst.first_case.chips[k].lot_size * m.lots_bought[r, k, n]

    m.lot_size = pyo.Constraint(list(most), rule=lot_size)


def _add_retirement(m: pyo.ConcreteModel, inst: Instance, sets: Sets) -> None:
    fleet = {e: sets.at(e).fleet_units for e in inst.outcomes}
    lines = dict.fromkeys((r, k, year) for e in inst.outcomes for (r, k), years in fleet[e].items() for year in years)

    def units(r: RegionId, k: ChipId, year: int, e: OutcomeId) -> float | None:
        """Return the units of a year that stand in an outcome unless retired; None: there are none to retire."""
        stands = sets.at(e).fleet_stands(k, year, inst.tree.outcome(e).period)
        return fleet[e].get((r, k), {}).get(year) if stands else None

    most = {}
    for n in inst.nodes:
        for line in lines:
            here = [units(*line, outcome.id) for outcome in inst.tree.outcomes_at(n)]
            if standing := [found for found in here if found is not None]:
                most[(*line, n)] = min(standing)
    m.retired_units = pyo.Var(list(most), bounds=lambda m, r, k, year, n: (0.0, most[r, k, year, n]))
    gone = {}
    for e in inst.outcomes:
        path = inst.tree.node_path(inst.tree.outcome(e).node)
        for line in lines:
            left = units(*line, e)
            found = [m.retired_units[key] for n in path if (key := (*line, n)) in most]
            if left is not None and sum(retired.ub for retired in found) > left:
                gone[(*line, e)] = (found, left)

    def fleet_limit(m: pyo.ConcreteModel, r: RegionId, k: ChipId, year: int, e: OutcomeId) -> Row:
        found, left = gone[r, k, year, e]
        return sum(found) <= left

    m.fleet_limit = pyo.Constraint(list(gone), rule=fleet_limit)


def fleet_price_m(case: Case, r: RegionId, k: ChipId, period: PeriodId) -> float:
    """Return the price by which the upkeep of fleet units is reckoned: the current one, else the last known before."""
    periods = list(case.periods)
    known = [
        price
        for before in periods[: periods.index(period) + 1]
        if (price := case.chip_price_m.get((k, r, before))) is not None
    ]
    return known[-1] if known else 0.0


def _add_costs(m: pyo.ConcreteModel, inst: Instance, sets: Sets, costs: CostLedger) -> None:
    """Add the price of purchases, and the upkeep of all that stands."""
    bought, retired = m.bought_units, m.retired_units
    for e in inst.outcomes:
        outcome, found = inst.tree.outcome(e), sets.at(e)
        case = found.case
        path = inst.tree.node_path(outcome.node)
        for r, k in found.runnable:
            chip = case.chips[k]
            if (r, k, outcome.node) in bought:
                price_m = case.chip_price_m.get((k, r, outcome.period), 0.0)
                overnight_m = price_m * bought[r, k, outcome.node]
                costs.capital("chip", e, overnight_m, chip.lead_years, chip.lifetime_years, region=r)
            if chip.fixed_om_fraction == 0:
                continue
            upkeep_m: list[Any] = []
            for before in sets.chip_orders(k, e):
                ordered = inst.tree.outcome(before)
                if (r, k, ordered.node) in bought:
                    price_m = inst.case(before).chip_price_m.get((k, r, ordered.period), 0.0)
                    upkeep_m.append(price_m * bought[r, k, ordered.node])
            for year, units in found.fleet_units.get((r, k), {}).items():
                if found.fleet_stands(k, year, outcome.period):
                    gone = sum(retired[r, k, year, n] for n in path if (r, k, year, n) in retired)
                    upkeep_m.append(fleet_price_m(case, r, k, outcome.period) * (units - gone))
            if upkeep_m:
                costs.running("chip_om", e, chip.fixed_om_fraction * sum(upkeep_m), region=r)
