"""Halls and power: what is installed stands in halls, and halls draw from a limited grid."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyomo.environ as pyo

from models.chips import ChipTerms
from models.derived import Sets
from models.ids import NodeId, OutcomeId, RegionId, Row
from models.instance import Instance
from models.ledger import CostLedger
from models.sites import SiteTerms, buildable


@dataclass(frozen=True)
class HallTerms:
    """What others need to know of halls."""

    standing_modules: Mapping[tuple[RegionId, OutcomeId], Any]
    existing_hall_load_mw: Mapping[tuple[RegionId, OutcomeId], Any]
    """Nameplate IT load that stands in existing halls; only where there are any."""
    new_hall_load_mw: Mapping[tuple[RegionId, OutcomeId], Any]
    """Nameplate IT load that stands in new halls; only where there can be any."""

    def load_mw(self, r: RegionId, e: OutcomeId) -> Any:
        """Return the nameplate IT load of a region: a sum of decisions, or the number 0."""
        places = (self.existing_hall_load_mw, self.new_hall_load_mw)
        return sum(place[r, e] for place in places if (r, e) in place)


def add_halls(
    m: pyo.ConcreteModel, inst: Instance, sets: Sets, sites: SiteTerms, chips: ChipTerms, costs: CostLedger
) -> HallTerms:
    """Add halls, their modules and the power they bear, in MW.

    hall_load_balance[r, e]:    existing_hall_load_mw + new_hall_load_mw = sum of power_kw/1000 * installed_units
    existing_hall_limit[r, e]:  existing_hall_load_mw  <=  existing_hall_mw
    hall_power_limit[r, e]:     new_hall_load_mw       <=  hall_module_mw * standing modules + pipeline
    grid_limit[r, e]:           pue_existing * existing_hall_load_mw + pue_new * new_hall_load_mw  <=  grid_limit_mw
    hall_module_limit[r, n]:    modules ordered and not expired  <=  max_hall_modules * opened so far

    With whole-number decisions fixed, the dual of `hall_power_limit` is what one more MW of hall is worth, that of
    `grid_limit` what one more MW of grid is.
    """
    regions = inst.first_case.regions
    build_at = [(r, n) for n in inst.nodes for r in regions if buildable(inst, sets, r, n)]

    def module_bounds(m: pyo.ConcreteModel, r: RegionId, n: NodeId) -> tuple[int, int]:
        period = inst.tree.node(n).period
        return 0, max(inst.case(found.id).regions[r].at[period].max_hall_modules for found in inst.tree.outcomes_at(n))

    m.modules_built = pyo.Var(build_at, domain=pyo.NonNegativeIntegers, bounds=module_bounds)
    orders: dict[tuple[RegionId, OutcomeId], list[Any]] = {}
    standing: dict[tuple[RegionId, OutcomeId], Any] = {}
    for e in inst.outcomes:
        for r in regions:
            orders[r, e] = [m.modules_built[key] for key in _keys(inst, m, r, sets.recent_hall_orders(r, e))]
            if keys := _keys(inst, m, r, sets.hall_orders(r, e)):
                standing[r, e] = sum(m.modules_built[key] for key in keys)
    _add_limits(m, inst, sets, _loads(sets, chips), standing)

    def hall_module_limit(m: pyo.ConcreteModel, r: RegionId, e: OutcomeId) -> Row:
        outcome = inst.tree.outcome(e)
        most = inst.case(e).regions[r].at[outcome.period].max_hall_modules
        return sum(orders[r, e]) <= most * sites.opened_so_far[r, outcome.node]

    m.hall_module_limit = pyo.Constraint([key for key, found in orders.items() if found], rule=hall_module_limit)
    _add_costs(m, inst, sets, costs)
    return HallTerms(standing, m.existing_hall_load_mw, m.new_hall_load_mw)


def _keys(
    inst: Instance, m: pyo.ConcreteModel, r: RegionId, outcomes: tuple[OutcomeId, ...]
) -> list[tuple[RegionId, NodeId]]:
    keys = [(r, inst.tree.outcome(before).node) for before in outcomes]
    return [key for key in keys if key in m.modules_built]


def _loads(sets: Sets, chips: ChipTerms) -> dict[tuple[RegionId, OutcomeId], Any]:
    parts: dict[tuple[RegionId, OutcomeId], list[Any]] = {}
    for (r, k, e), units in chips.installed_units.items():
        power_kw = sets.at(e).case.chips[k].power_kw
        if power_kw > 0:
            parts.setdefault((r, e), []).append(power_kw / 1000 * units)
    return {key: sum(found) for key, found in parts.items()}


def _add_limits(
    m: pyo.ConcreteModel,
    inst: Instance,
    sets: Sets,
    installed_mw: Mapping[tuple[RegionId, OutcomeId], Any],
    standing: Mapping[tuple[RegionId, OutcomeId], Any],
) -> None:
    existing = [(r, e) for r, e in installed_mw if inst.case(e).regions[r].existing_hall_mw > 0]
    new = [
        (r, e)
        for r, e in installed_mw
        if (r, e) in standing or sets.at(e).pipeline_mw(r, inst.tree.outcome(e).period) > 0
    ]
    m.existing_hall_load_mw = pyo.Var(existing, domain=pyo.NonNegativeReals)
    m.new_hall_load_mw = pyo.Var(new, domain=pyo.NonNegativeReals)

    def in_halls(r: RegionId, e: OutcomeId, existing_pue: float = 1.0, new_pue: float = 1.0) -> Any:
        parts = [existing_pue * m.existing_hall_load_mw[r, e]] if (r, e) in m.existing_hall_load_mw else []
        return sum([*parts, new_pue * m.new_hall_load_mw[r, e]] if (r, e) in m.new_hall_load_mw else parts)

    def hall_load_balance(m: pyo.ConcreteModel, r: RegionId, e: OutcomeId) -> Row:
        return in_halls(r, e) == installed_mw[r, e]

    def existing_hall_limit(m: pyo.ConcreteModel, r: RegionId, e: OutcomeId) -> Row:
        return m.existing_hall_load_mw[r, e] <= inst.case(e).regions[r].existing_hall_mw

    def hall_power_limit(m: pyo.ConcreteModel, r: RegionId, e: OutcomeId) -> Row:
        pipeline_mw = sets.at(e).pipeline_mw(r, inst.tree.outcome(e).period)
        room_mw = inst.case(e).regions[r].hall_module_mw * standing.get((r, e), 0) + pipeline_mw
        return m.new_hall_load_mw[r, e] <= room_mw

    def grid_limit(m: pyo.ConcreteModel, r: RegionId, e: OutcomeId) -> Row:
        region = inst.case(e).regions[r]
        limit_mw = region.at[inst.tree.outcome(e).period].grid_limit_mw
        return in_halls(r, e, region.pue_existing, region.pue_new) <= limit_mw

    m.hall_load_balance = pyo.Constraint(list(installed_mw), rule=hall_load_balance)
    m.existing_hall_limit = pyo.Constraint(existing, rule=existing_hall_limit)
    m.hall_power_limit = pyo.Constraint(new, rule=hall_power_limit)
    limited = [
        (r, e)
        for r, e in dict.fromkeys([*existing, *new])
        if inst.case(e).regions[r].at[inst.tree.outcome(e).period].grid_limit_mw is not None
    ]
    m.grid_limit = pyo.Constraint(limited, rule=grid_limit)


def _add_costs(m: pyo.ConcreteModel, inst: Instance, sets: Sets, costs: CostLedger) -> None:
    """Add the cost of modules, and the upkeep of all halls."""
    for e in inst.outcomes:
        outcome = inst.tree.outcome(e)
        for r, region in inst.case(e).regions.items():
            if (r, outcome.node) in m.modules_built:
                overnight_m = region.at[outcome.period].hall_module_cost_m * m.modules_built[r, outcome.node]
                costs.capital("hall", e, overnight_m, region.hall_lead_years, region.hall_life_years, region=r)
            if region.hall_fixed_om_fraction == 0:
                continue
            yearly_m: list[Any] = []
            for before in sets.hall_orders(r, e):
                ordered = inst.tree.outcome(before)
                if (r, ordered.node) in m.modules_built:
                    cost_m = inst.case(before).regions[r].at[ordered.period].hall_module_cost_m
                    yearly_m.append(cost_m * m.modules_built[r, ordered.node])
            given_mw = region.existing_hall_mw + sets.at(e).pipeline_mw(r, outcome.period)
            if region.hall_module_mw > 0:
                yearly_m.append(region.at[outcome.period].hall_module_cost_m / region.hall_module_mw * given_mw)
            if yearly_m:
                costs.running("hall_om", e, region.hall_fixed_om_fraction * sum(yearly_m), region=r)
