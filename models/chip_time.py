"""Chip time: units are occupied by work, within the share of their time that can be used alone or pooled."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import pyomo.environ as pyo

from models.chips import ChipTerms
from models.derived import Sets
from models.errors import UnboundedCapacityError
from models.hosting import ServiceTerms
from models.ids import ChipId, OutcomeId, RegionId, Row, StateId, TierId, WorkloadId
from models.instance import Instance
from models.platform import PlatformTerms
from models.rows import total

Running = tuple[RegionId, ChipId, WorkloadId, OutcomeId, StateId]


@dataclass(frozen=True)
class RunTerms:
    """What others need to know of work on chips."""

    run: Mapping[Running, Any]
    """Delivered PFLOPS."""
    busy_units: Mapping[tuple[RegionId, ChipId, OutcomeId, StateId], Any]


def add_chip_time(
    m: pyo.ConcreteModel,
    inst: Instance,
    sets: Sets,
    chips: ChipTerms,
    platform: PlatformTerms,
    service: ServiceTerms,
) -> RunTerms:
    """Add what runs on which chip.

    host_balance[h, w, e, s], in PFLOPS:

        sum over k of run  =  served at home + sum over o and q of  (1 + loss_fraction[q]) * served for o in q

    confined_balance[h, w, e, s], for the region's own work that may not leave it:  sum over k of confined_run = served
    at home; what is hosted for others of that workload is balanced by `host_balance` alone, without the home part.

    chip_time_limit[r, k, e, s], in units:

        sum over w of (run + confined_run) / performance
            <=  availability * (alone_fraction * installed + sum over q of gain[q] * pooled_units[q])

    confined_time_limit[r, k, e, s]:  sum over w of confined_run / performance <= availability * alone * installed

    With the whole-number decisions fixed, the dual of `chip_time_limit` is what one more unit-year is worth in s.
    """
    run_at, confined_at = _tasks(sets, chips, service)
    m.run = pyo.Var(run_at, domain=pyo.NonNegativeReals)
    m.confined_run = pyo.Var(confined_at, domain=pyo.NonNegativeReals)
    gain = _add_pooling(m, inst, sets, chips, platform)
    _add_balances(m, inst, sets, service)
    busy: dict[tuple[RegionId, ChipId, OutcomeId, StateId], list[Any]] = {}
    own: dict[tuple[RegionId, ChipId, OutcomeId, StateId], list[Any]] = {}
    for var, sums in ((m.run, (busy,)), (m.confined_run, (busy, own))):
        for r, k, w, e, s in var:
            time = var[r, k, w, e, s] / inst.case(e).performance_pflops[k, w, r]
            for parts in sums:
                parts.setdefault((r, k, e, s), []).append(time)

    busy_units = {key: total(found) for key, found in busy.items()}

    def share(r: RegionId, e: OutcomeId, s: StateId) -> float:
        state = sets.at(e).state(s)
        left = 1.0 if state.outage is None else state.outage.region_remaining.get(r, 1.0)
        return state.slice.availability * left

    def alone(r: RegionId, k: ChipId, e: OutcomeId) -> Any:
        return sets.at(e).alone_fraction(r, inst.tree.outcome(e).period) * chips.installed_units[r, k, e]

    def chip_time_limit(m: pyo.ConcreteModel, r: RegionId, k: ChipId, e: OutcomeId, s: StateId) -> Row:
        return busy_units[r, k, e, s] <= share(r, e, s) * (alone(r, k, e) + gain.get((r, k, e), 0))

    def confined_time_limit(m: pyo.ConcreteModel, r: RegionId, k: ChipId, e: OutcomeId, s: StateId) -> Row:
        return total(own[r, k, e, s]) <= share(r, e, s) * alone(r, k, e)

    m.chip_time_limit = pyo.Constraint(list(busy), rule=chip_time_limit)
    m.confined_time_limit = pyo.Constraint([key for key in own if key[:3] in gain], rule=confined_time_limit)
    everything = {(r, k, w, e, s): m.run[r, k, w, e, s] for r, k, w, e, s in run_at}
    for key in confined_at:
        everything[key] = everything[key] + m.confined_run[key] if key in everything else m.confined_run[key]
    return RunTerms(everything, busy_units)


def _tasks(sets: Sets, chips: ChipTerms, service: ServiceTerms) -> tuple[list[Running], list[Running]]:
    """Return where work may run that may be shared, and where work runs that may not leave its region.

    Only work that is served: a run that no row balances could be as large as one likes.
    """
    hosted = {(h, w, e, s) for o, h, q, w, p, e, s in service.served_remotely}
    run_at: list[Running] = []
    confined_at: list[Running] = []
    for r, k, e in chips.installed_units:
        found = sets.at(e)
        for w in found.runnable[r, k]:
            confined = found.is_confined(r, w)
            for state in found.states:
                s = state.id
                at_home = (r, w, e, s) in service.served_at_home
                if confined and at_home:
                    confined_at.append((r, k, w, e, s))
                if (at_home and not confined) or (r, w, e, s) in hosted:
                    run_at.append((r, k, w, e, s))
    return run_at, confined_at


def _add_balances(m: pyo.ConcreteModel, inst: Instance, sets: Sets, service: ServiceTerms) -> None:
    hosted: dict[tuple[RegionId, WorkloadId, OutcomeId, StateId], list[Any]] = {}
    for (o, h, q, w, p, e, s), pflops in service.served_remotely.items():
        loss = 1 + inst.case(e).tiers[q].loss_fraction
        hosted.setdefault((h, w, e, s), []).append(loss * pflops)
    shared: dict[tuple[RegionId, WorkloadId, OutcomeId, StateId], list[Any]] = {}
    for r, k, w, e, s in m.run:
        shared.setdefault((r, w, e, s), []).append(m.run[r, k, w, e, s])
    own: dict[tuple[RegionId, WorkloadId, OutcomeId, StateId], list[Any]] = {}
    for r, k, w, e, s in m.confined_run:
        own.setdefault((r, w, e, s), []).append(m.confined_run[r, k, w, e, s])
    confined_home = [key for key in service.served_at_home if sets.at(key[2]).is_confined(key[0], key[1])]
    free_home = set(service.served_at_home) - set(confined_home)

    def host_balance(m: pyo.ConcreteModel, h: RegionId, w: WorkloadId, e: OutcomeId, s: StateId) -> Row:
        key = (h, w, e, s)
        home = service.served_at_home[key] if key in free_home else 0
        return total(shared.get(key, [])) == home + total(hosted.get(key, []))

    def confined_balance(m: pyo.ConcreteModel, h: RegionId, w: WorkloadId, e: OutcomeId, s: StateId) -> Row:
        return total(own.get((h, w, e, s), [])) == service.served_at_home[h, w, e, s]

    hosts = dict.fromkeys([*(key for key in service.served_at_home if key in free_home), *hosted])
    m.host_balance = pyo.Constraint(list(hosts), rule=host_balance)
    m.confined_balance = pyo.Constraint(confined_home, rule=confined_balance)


def _add_pooling(
    m: pyo.ConcreteModel, inst: Instance, sets: Sets, chips: ChipTerms, platform: PlatformTerms
) -> dict[tuple[RegionId, ChipId, OutcomeId], Any]:
    """Add the units that a region gives to the pool; return what they add to its usable units.

    pooled_units_limit[r, k, e]:     sum over q of pooled_units  <=  installed_units
    pooling_needs_tier[r, k, q, e]:  pooled_units in tiers from q up  <=  (most that can stand) * member[r, q]
    """
    tiers = list(inst.first_case.tiers)
    pool_at: list[tuple[RegionId, ChipId, TierId, OutcomeId]] = []
    for r, k, e in chips.installed_units:
        outcome = inst.tree.outcome(e)
        found = sets.at(e)
        if not any(not found.is_confined(r, w) or (r, w) in found.hosted_for_others for w in found.runnable[r, k]):
            continue
        pool_at += [
            (r, k, q, e)
            for q in tiers
            if (r, q, outcome.node) in platform.member and found.pooling_gain(r, q, outcome.period) > 0
        ]
    m.pooled_units = pyo.Var(pool_at, domain=pyo.NonNegativeReals)
    parts: dict[tuple[RegionId, ChipId, OutcomeId], dict[TierId, Any]] = {}
    for r, k, q, e in pool_at:
        parts.setdefault((r, k, e), {})[q] = m.pooled_units[r, k, q, e]

    def pooled_units_limit(m: pyo.ConcreteModel, r: RegionId, k: ChipId, e: OutcomeId) -> Row:
        return total(parts[r, k, e].values()) <= chips.installed_units[r, k, e]

    def pooling_needs_tier(m: pyo.ConcreteModel, r: RegionId, k: ChipId, q: TierId, e: OutcomeId) -> Row:
        most = sets.units_limit[r, k, e]
        if not isfinite(most):
            raise UnboundedCapacityError(r, k)
        from_here = [units for tier, units in parts[r, k, e].items() if tiers.index(tier) >= tiers.index(q)]
        return total(from_here) <= most * platform.member[r, q, inst.tree.outcome(e).node]

    m.pooled_units_limit = pyo.Constraint(list(parts), rule=pooled_units_limit)
    m.pooling_needs_tier = pyo.Constraint(
        [
            key
            for key in pool_at
            if not isinstance(platform.member[key[0], key[2], inst.tree.outcome(key[3]).node], int)
        ],
        rule=pooling_needs_tier,
    )
    return {
        (r, k, e): sum(sets.at(e).pooling_gain(r, q, inst.tree.outcome(e).period) * units for q, units in found.items())
        for (r, k, e), found in parts.items()
    }
