"""Energy: what installed and busy units draw, what that costs, and how green it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyomo.environ as pyo

from models.case_sets import State
from models.chip_time import RunTerms
from models.chips import ChipTerms
from models.derived import Sets
from models.halls import HallTerms
from models.ids import OutcomeId, RegionId, Row, StateId
from models.instance import Instance
from models.ledger import CostLedger
from models.rows import row, total


@dataclass(frozen=True)
class EnergyTerms:
    """What others need to know of energy; yearly MWh by slice."""

    it_mwh: Mapping[tuple[RegionId, OutcomeId, StateId], Any]
    facility_mwh: Mapping[tuple[RegionId, OutcomeId, StateId], Any]
    green_mwh: Mapping[tuple[RegionId, OutcomeId, StateId], Any]
    carbon_t: Mapping[tuple[RegionId, OutcomeId, StateId], Any]


def add_energy(
    m: pyo.ConcreteModel,
    inst: Instance,
    sets: Sets,
    chips: ChipTerms,
    halls: HallTerms,
    runs: RunTerms,
    costs: CostLedger,
) -> EnergyTerms:
    """Add the power drawn in each slice, in MW, and the energy of the year, in MWh.

    A unit draws idle_power_fraction of its power when free and all of it when occupied, in the halls it stands in:

    draw_balance[r, e, s]:

        existing_hall_draw_mw + new_hall_draw_mw
            =  sum over k of power_kw / 1000 * (idle * installed_units + (1 - idle) * busy units)

    existing_draw_limit[r, e, s]:  existing_hall_draw_mw  <=  existing_hall_load_mw
    new_draw_limit[r, e, s]:       new_hall_draw_mw       <=  new_hall_load_mw
    green_limit[r, e, s]:          green_mwh              <=  facility MWh
    """
    slices = {e: [state for state in sets.at(e).states if state.is_slice] for e in inst.outcomes}
    draw = _draws(inst, chips, runs, slices)
    m.existing_hall_draw_mw = pyo.Var(
        [key for key in draw if key[:2] in halls.existing_hall_load_mw], domain=pyo.NonNegativeReals
    )
    m.new_hall_draw_mw = pyo.Var(
        [key for key in draw if key[:2] in halls.new_hall_load_mw], domain=pyo.NonNegativeReals
    )
    places = (m.existing_hall_draw_mw, m.new_hall_draw_mw)

    def draw_balance(m: pyo.ConcreteModel, r: RegionId, e: OutcomeId, s: StateId) -> Row:
        return row(sum(place[r, e, s] for place in places if (r, e, s) in place) - draw[r, e, s], "=", 0.0)

    def existing_draw_limit(m: pyo.ConcreteModel, r: RegionId, e: OutcomeId, s: StateId) -> Row:
        return m.existing_hall_draw_mw[r, e, s] <= halls.existing_hall_load_mw[r, e]

    def new_draw_limit(m: pyo.ConcreteModel, r: RegionId, e: OutcomeId, s: StateId) -> Row:
        return m.new_hall_draw_mw[r, e, s] <= halls.new_hall_load_mw[r, e]

    m.draw_balance = pyo.Constraint(list(draw), rule=draw_balance)
    m.existing_draw_limit = pyo.Constraint(list(m.existing_hall_draw_mw), rule=existing_draw_limit)
    m.new_draw_limit = pyo.Constraint(list(m.new_hall_draw_mw), rule=new_draw_limit)
    it: dict[tuple[RegionId, OutcomeId, StateId], Any] = {}
    facility: dict[tuple[RegionId, OutcomeId, StateId], Any] = {}
    for r, e, s in draw:
        region, hours = inst.case(e).regions[r], sets.at(e).state(s).slice.hours
        parts = [
            (pue, place[r, e, s])
            for pue, place in zip((region.pue_existing, region.pue_new), places, strict=True)
            if (r, e, s) in place
        ]
        it[r, e, s] = sum(hours * drawn for _, drawn in parts)
        facility[r, e, s] = sum(hours * pue * drawn for pue, drawn in parts)
    green, carbon = _add_green(m, inst, sets, facility)
    _add_costs(inst, sets, facility, green, carbon, costs)
    return EnergyTerms(it, facility, green, carbon)


def _draws(
    inst: Instance, chips: ChipTerms, runs: RunTerms, slices: Mapping[OutcomeId, list[State]]
) -> dict[tuple[RegionId, OutcomeId, StateId], Any]:
    parts: dict[tuple[RegionId, OutcomeId, StateId], list[Any]] = {}
    for (r, k, e), units in chips.installed_units.items():
        chip = inst.case(e).chips[k]
        if chip.power_kw == 0:
            continue
        for state in slices[e]:
            found = parts.setdefault((r, e, state.id), [])
            if chip.idle_power_fraction > 0:
                found.append(chip.power_kw / 1000 * chip.idle_power_fraction * units)
            if (r, k, e, state.id) in runs.busy_units and chip.idle_power_fraction < 1:
                busy = runs.busy_units[r, k, e, state.id]
                found.append(chip.power_kw / 1000 * (1 - chip.idle_power_fraction) * busy)
    return {key: total(found) for key, found in parts.items() if found}


def _add_green(
    m: pyo.ConcreteModel, inst: Instance, sets: Sets, facility: Mapping[tuple[RegionId, OutcomeId, StateId], Any]
) -> tuple[Mapping[tuple[RegionId, OutcomeId, StateId], Any], dict[tuple[RegionId, OutcomeId, StateId], Any]]:
    offered = [
        (r, e, s)
        for r, e, s in facility
        if inst.case(e).regions[r].at[inst.tree.outcome(e).period].green_premium_m_per_mwh is not None
    ]
    m.green_mwh = pyo.Var(offered, domain=pyo.NonNegativeReals)

    def green_limit(m: pyo.ConcreteModel, r: RegionId, e: OutcomeId, s: StateId) -> Row:
        return m.green_mwh[r, e, s] <= facility[r, e, s]

    m.green_limit = pyo.Constraint(offered, rule=green_limit)
    carbon = {}
    for (r, e, s), mwh in facility.items():
        at = inst.case(e).regions[r].at[inst.tree.outcome(e).period]
        factor = at.grid_carbon_t_per_mwh * sets.at(e).state(s).slice.carbon_factor
        if factor > 0:
            carbon[r, e, s] = factor * (mwh - m.green_mwh[r, e, s] if (r, e, s) in m.green_mwh else mwh)
    return m.green_mwh, carbon


def _add_costs(
    inst: Instance,
    sets: Sets,
    facility: Mapping[tuple[RegionId, OutcomeId, StateId], Any],
    green: Mapping[tuple[RegionId, OutcomeId, StateId], Any],
    carbon: Mapping[tuple[RegionId, OutcomeId, StateId], Any],
    costs: CostLedger,
) -> None:
    for (r, e, s), mwh in facility.items():
        at = inst.case(e).regions[r].at[inst.tree.outcome(e).period]
        price_m = at.electricity_price_m_per_mwh * sets.at(e).state(s).slice.electricity_price_factor
        if price_m != 0:
            costs.running("electricity", e, price_m * mwh, region=r)
        if (r, e, s) in green:
            costs.running("green_premium", e, (at.green_premium_m_per_mwh or 0.0) * green[r, e, s], region=r)
        if (r, e, s) in carbon and at.carbon_price_m_per_t > 0:
            costs.running("carbon", e, at.carbon_price_m_per_t * carbon[r, e, s], region=r)
