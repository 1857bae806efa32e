"""Demand: all work is served, rented or paid for; some of it may wait for another slice, some may fail in an outage."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyomo.environ as pyo

from models.derived import Sets
from models.hosting import Origin, ServiceTerms, origins
from models.ids import OfferId, OutcomeId, RegionId, Row, StateId, WorkloadId
from models.instance import Instance
from models.ledger import CostLedger


@dataclass(frozen=True)
class DemandTerms:
    """What others need to know of demand."""

    rented: Mapping[tuple[OfferId, RegionId, WorkloadId, OutcomeId, StateId], Any]
    unmet: Mapping[Origin, Any]


def add_demand(
    m: pyo.ConcreteModel, inst: Instance, sets: Sets, service: ServiceTerms, costs: CostLedger
) -> DemandTerms:
    """Add demand, rental, unmet work, and outages, in PFLOPS.

    demand_balance[o, w, e, s], for slices:

        served at home + served remotely + sum over offers of rented + unmet  =  demand * profile + deferred

    outage_demand[o, w, e, s], for outages:

        served at home + served remotely + sum over offers of rented + shortfall  =  share due * demand * profile

    with an equal sign, as nobody is served more than is due, though more would do no harm.

    deferral_balance[o, w, g, e], for every deferral group g:  sum over its slices of  hours * deferred  =  0

    The dual of `demand_balance`, divided by the weight of its slice, is the marginal cost of compute.
    """
    keys = [(o, w, e, s) for o, w, e, s, _ in origins(inst, sets)]
    in_slices = [(o, w, e, s) for o, w, e, s in keys if sets.at(e).state(s).is_slice]
    in_outages = [(o, w, e, s) for o, w, e, s in keys if not sets.at(e).state(s).is_slice]
    rent_at = [
        (j, o, w, e, s)
        for o, w, e, s in keys
        for j, offer in inst.case(e).offers.items()
        if offer.limit_pflops.get((w, o, inst.tree.outcome(e).period), 0.0) != 0
    ]
    m.rented = pyo.Var(
        rent_at,
        bounds=lambda m, j, o, w, e, s: (
            0.0,
            inst.case(e).offers[j].limit_pflops[w, o, inst.tree.outcome(e).period],
        ),
    )
    may_be_unmet = [
        key for key in in_slices if inst.case(key[2]).workloads[key[1]].unmet_penalty_m_per_pflops is not None
    ]
    m.unmet = pyo.Var(may_be_unmet, domain=pyo.NonNegativeReals)
    may_fall_short = [key for key in in_outages if _shortfall_price(sets, key) is not None]
    m.shortfall = pyo.Var(may_fall_short, domain=pyo.NonNegativeReals)
    offers: dict[Origin, list[Any]] = {}
    for j, o, w, e, s in rent_at:
        offers.setdefault((o, w, e, s), []).append(m.rented[j, o, w, e, s])

    def supplied(key: Origin) -> Any:
        home = service.served_at_home[key] if key in service.served_at_home else 0
        return home + service.sent_away.get(key, 0) + sum(offers.get(key, []))

    def due(o: RegionId, w: WorkloadId, e: OutcomeId, s: StateId) -> float:
        found = sets.at(e)
        return found.demand(o, w, inst.tree.outcome(e).period, found.state(s))

    def demand_balance(m: pyo.ConcreteModel, o: RegionId, w: WorkloadId, e: OutcomeId, s: StateId) -> Row:
        key = (o, w, e, s)
        missing = m.unmet[key] if key in m.unmet else 0
        moved = service.moved[key] if key in service.moved else 0
        left = supplied(key) + missing - moved
        return pyo.Constraint.Infeasible if isinstance(left, int) else left == due(o, w, e, s)

    def outage_demand(m: pyo.ConcreteModel, o: RegionId, w: WorkloadId, e: OutcomeId, s: StateId) -> Row:
        key = (o, w, e, s)
        left = supplied(key) + (m.shortfall[key] if key in m.shortfall else 0)
        return pyo.Constraint.Infeasible if isinstance(left, int) else left == due(o, w, e, s)

    m.demand_balance = pyo.Constraint(in_slices, rule=demand_balance)
    m.outage_demand = pyo.Constraint(in_outages, rule=outage_demand)
    _add_deferral(m, sets, service)
    _add_costs(m, inst, sets, costs)
    return DemandTerms(m.rented, m.unmet)


def _shortfall_price(sets: Sets, key: Origin) -> float | None:
    _, w, e, s = key
    outage = sets.at(e).state(s).outage
    return None if outage is None else outage.shortfall_price_m_per_pflops.get(w)


def _add_deferral(m: pyo.ConcreteModel, sets: Sets, service: ServiceTerms) -> None:
    groups: dict[tuple[RegionId, WorkloadId, str, OutcomeId], list[Any]] = {}
    for o, w, e, s in service.moved:
        part = sets.at(e).state(s).slice
        groups.setdefault((o, w, str(part.deferral_group), e), []).append(part.hours * service.moved[o, w, e, s])

    def deferral_balance(m: pyo.ConcreteModel, o: RegionId, w: WorkloadId, g: str, e: OutcomeId) -> Row:
        return sum(groups[o, w, g, e]) == 0

    m.deferral_balance = pyo.Constraint(list(groups), rule=deferral_balance)


def _add_costs(m: pyo.ConcreteModel, inst: Instance, sets: Sets, costs: CostLedger) -> None:
    """Add rent and the price of unmet work by hours, and the price of falling short in an outage once a year."""
    rent: dict[tuple[RegionId, OutcomeId], list[Any]] = {}
    for j, o, w, e, s in m.rented:
        weight = sets.at(e).state(s).weight
        price_m = inst.case(e).offers[j].price_m_per_pflops[w, o, inst.tree.outcome(e).period]
        if weight * price_m > 0:
            rent.setdefault((o, e), []).append(weight * price_m * m.rented[j, o, w, e, s])
    for (o, e), found in rent.items():
        costs.running("rent", e, sum(found), region=o)
    missing: dict[OutcomeId, list[Any]] = {}
    for o, w, e, s in m.unmet:
        weight = sets.at(e).state(s).weight
        price_m = inst.case(e).workloads[w].unmet_penalty_m_per_pflops or 0.0
        missing.setdefault(e, []).append(weight * price_m * m.unmet[o, w, e, s])
    for e, found in missing.items():
        costs.penalty("unmet", e, sum(found))
    short: dict[OutcomeId, list[Any]] = {}
    for o, w, e, s in m.shortfall:
        price_m = _shortfall_price(sets, (o, w, e, s)) or 0.0
        short.setdefault(e, []).append(price_m * m.shortfall[o, w, e, s])
    for e, found in short.items():
        costs.penalty("shortfall", e, sum(found))
