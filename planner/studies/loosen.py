"""An instance without the planner's limits: the same things, and room for every plan that keeps to physics."""

from collections.abc import Collection
from dataclasses import replace
from math import ceil

from models.ids import ChipId, PeriodId, WorkloadId
from models.instance import Case, Instance
from models.records import HostRule, Link, Outage, Region, Supply, Workload

Movable = Collection[tuple[str, str]]
"""Work by origin and workload."""
ANY_LATENCY_MS = 1e6
_ANY_PRICE_M = 1e3
_SPARE = 1.5
"""Over what the demand needs, so that no limit of the loose instance is ever in the way."""
_OF_UNITS = ("units", "new_units", "counted_capacity", "new_capacity", "it_mw")


def loosened(inst: Instance, movable: Movable | None = None) -> Instance:
    """Return the instance with limits so wide that they bind no more; a limit that is there stays there.

    Parameters
    ----------
    movable
        The work, by origin and workload, of which residency and latency are loosened too, so that it may go everywhere;
        None: all. All makes a large instance several times larger.
    """
    cases = {name: _movable(_loose(case), movable) for name, case in inst.cases.items()}
    return inst.replace(cases=cases)


def _movable(case: Case, movable: Movable | None) -> Case:
    """Return the case in which this work may go everywhere, and its workloads have all the time there is."""
    demanded = {(o, w) for o, w, _ in case.demand_pflops}
    free = demanded if movable is None else demanded & set(movable)
    pairs = {(w, o, h): HostRule() for o, w in sorted(free) for h in case.regions if h != o}
    named = {w for _, w in free}
    workloads = {
        w: replace(workload, max_latency_ms=ANY_LATENCY_MS)
        if w in named and workload.max_latency_ms is not None
        else workload
        for w, workload in case.workloads.items()
    }
    shares = {(w, o): share for (w, o), share in case.remote_fraction.items() if (o, w) not in free}
    return case.replace(host_rules={**case.host_rules, **pairs}, remote_fraction=shares, workloads=workloads)


def _loose(case: Case) -> Case:
    units = _units_needed(case)
    power_mw = max((units[k] * chip.power_kw / 1000 for k, chip in case.chips.items()), default=0.0)
    gbps = 1.0 + _SPARE * sum(_peak(case, w) * workload.gbps_per_pflops for w, workload in case.workloads.items())
    return case.replace(
        supplies=tuple(_supply(supply, units[supply.chip]) for supply in case.supplies),
        regions={r: _region(region, power_mw, len(case.chips)) for r, region in case.regions.items()},
        workloads={w: _workload(workload) for w, workload in case.workloads.items()},
        links={l: _link(link, gbps) for l, link in case.links.items()},
        outages={name: _outage(case, outage) for name, outage in case.outages.items()},
    )


def _peak(case: Case, w: WorkloadId) -> float:
    """Return the most that all regions together want of a workload in a slice of any period."""
    by_period: dict[PeriodId, float] = {}
    for (o, work, period), pflops in case.demand_pflops.items():
        if work == w:
            factor = max((case.profile.get((w, o, s), 1.0) for s in case.slices), default=1.0)
            by_period[period] = by_period.get(period, 0.0) + pflops * factor
    return max(by_period.values(), default=0.0)


def _units_needed(case: Case) -> dict[ChipId, float]:
    """Return for each chip the units that could do all the work alone, or that some rule asks for."""
    usable = min((at.alone_fraction for region in case.regions.values() for at in region.at.values()), default=1.0)
    usable *= min((part.availability for part in case.slices.values()), default=1.0)
    asked = max(
        [abs(rule.value) for rule in case.policies.values() if rule.metric in _OF_UNITS]
        + [abs(rule.value) for rule in case.commitments.values() if rule.decision == "bought_units"],
        default=0.0,
    )
    found = {}
    for k in case.chips:
        work = 0.0
        for w in case.workloads:
            able = [p for (chip, of, _), p in case.performance_pflops.items() if chip == k and of == w and p > 0]
            work += _peak(case, w) / min(able) if able else 0.0
        found[k] = _SPARE * work / max(usable, 0.01) + asked
    return found


def _supply(supply: Supply, units: float) -> Supply:
    wide = {period: None if limit is None else limit + units for period, limit in supply.units_per_year.items()}
    return Supply(supply.chip, supply.scope, supply.regions, wide)


def _region(region: Region, power_mw: float, chip_types: int) -> Region:
    facility_mw = power_mw * max(region.pue_existing, region.pue_new)
    modules = ceil(power_mw / region.hall_module_mw) if region.hall_module_mw > 0 else 0
    return replace(
        region,
        at={
            period: replace(
                at,
                grid_limit_mw=None if at.grid_limit_mw is None else at.grid_limit_mw + facility_mw,
                max_hall_modules=at.max_hall_modules + modules,
                staff_limit=None if at.staff_limit is None else at.staff_limit + region.staff_per_mw * power_mw,
                max_chip_types=None if at.max_chip_types is None else at.max_chip_types + chip_types,
            )
            for period, at in region.at.items()
        },
    )


def _workload(workload: Workload) -> Workload:
    penalty = workload.unmet_penalty_m_per_pflops
    return replace(workload, unmet_penalty_m_per_pflops=_ANY_PRICE_M if penalty is None else penalty)


def _link(link: Link, gbps: float) -> Link:
    wide = {
        i: replace(module, max_modules=module.max_modules + (ceil(gbps / module.gbps) if module.gbps > 0 else 0))
        for i, module in link.modules.items()
    }
    return replace(link, existing_gbps=link.existing_gbps + gbps, modules=wide)


def _outage(case: Case, outage: Outage) -> Outage:
    prices = {w: outage.shortfall_price_m_per_pflops.get(w, _ANY_PRICE_M) for w in case.workloads}
    return replace(outage, shortfall_price_m_per_pflops=prices)
