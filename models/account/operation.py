"""How a plan is lived with: chip time, power, energy, carried bandwidth and work done, by outcome."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from models.account.stock import Chips
from models.account.timeline import Moment, Timeline
from models.ids import ChipId, LinkId, OfferId, OutcomeId, RegionId, SliceId, StateId, TierId, WorkloadId
from models.instance import Case
from models.plan import Plan, Route


@dataclass(frozen=True)
class Power:
    """Power and energy of the regions; energy and carbon are yearly."""

    busy_units: Mapping[tuple[RegionId, ChipId, OutcomeId, StateId], float]
    """Units occupied, in slices and outages."""
    utilisation: Mapping[tuple[RegionId, ChipId, OutcomeId], float]
    """Share of the unit-time of a year that is occupied; only where units stand."""
    it_draw_mw: Mapping[tuple[RegionId, OutcomeId, StateId], float]
    """Idle and busy power of the chips, in slices."""
    facility_mw: Mapping[tuple[RegionId, OutcomeId, StateId], float]
    """With cooling and losses."""
    facility_mwh: Mapping[tuple[RegionId, OutcomeId, StateId], float]
    it_mwh: Mapping[tuple[RegionId, OutcomeId], float]
    energy_mwh: Mapping[tuple[RegionId, OutcomeId], float]
    """Facility energy."""
    green_mwh: Mapping[tuple[RegionId, OutcomeId], float]
    carbon_t: Mapping[tuple[RegionId, OutcomeId], float]


@dataclass(frozen=True)
class Work:
    """Work done, as averages over the slices weighted by hours, in PFLOPS."""

    served_pflops: Mapping[OutcomeId, Mapping[tuple[RegionId, RegionId, TierId | None, WorkloadId], float]]
    """By origin, host, tier (None at home) and workload."""
    rented_pflops: Mapping[OutcomeId, Mapping[tuple[OfferId, RegionId, WorkloadId], float]]
    unmet_pflops: Mapping[OutcomeId, Mapping[tuple[RegionId, WorkloadId], float]]
    carried_gbps: Mapping[tuple[LinkId, bool, OutcomeId, StateId], float]
    """Bandwidth by link and whether it runs from tail to head, in slices and outages."""
    average_gbps: Mapping[tuple[LinkId, OutcomeId], float]
    """Both ways together, averaged over the slices."""


def hour_shares(case: Case) -> dict[SliceId, float]:
    """Return the share of each slice in the hours of a year."""
    total = sum(part.hours for part in case.slices.values())
    return {s: part.hours / total if total else 0.0 for s, part in case.slices.items()}


def state_shares(case: Case) -> dict[StateId, float]:
    """Return the share of each operating state in the hours of a year; outages have none."""
    return {StateId(s): share for s, share in hour_shares(case).items()}


def occupy(times: Timeline, plan: Plan) -> dict[tuple[RegionId, ChipId, OutcomeId, StateId], float]:
    """Return the units occupied; work on a chip that cannot run it occupies none here, and the audit says so."""
    busy: dict[tuple[RegionId, ChipId, OutcomeId, StateId], float] = defaultdict(float)
    for (r, k, w, e, s), pflops in plan.run.items():
        performance = times.now(e).case.performance_pflops.get((k, w, r), 0.0)
        if performance > 0:
            busy[r, k, e, s] += pflops / performance
    return dict(busy)


def measure_power(times: Timeline, plan: Plan, chips: Chips) -> Power:
    """Return power, energy and carbon of all regions."""
    busy = occupy(times, plan)
    draw: dict[tuple[RegionId, OutcomeId, StateId], float] = {}
    facility: dict[tuple[RegionId, OutcomeId, StateId], float] = {}
    mwh: dict[tuple[RegionId, OutcomeId, StateId], float] = {}
    it_mwh: dict[tuple[RegionId, OutcomeId], float] = {}
    energy: dict[tuple[RegionId, OutcomeId], float] = {}
    green: dict[tuple[RegionId, OutcomeId], float] = {}
    carbon: dict[tuple[RegionId, OutcomeId], float] = {}
    for moment in times.moments:
        e, case = moment.outcome, moment.case
        for r, region in case.regions.items():
            it_mwh[r, e] = energy[r, e] = green[r, e] = carbon[r, e] = 0.0
            for slice_id, part in case.slices.items():
                s = StateId(slice_id)
                draw[r, e, s] = drawn = _draw_mw(moment, r, s, chips, busy)
                new_mw = plan.new_hall_draw_mw.get((r, e, s), 0.0)
                facility[r, e, s] = (drawn - new_mw) * region.pue_existing + new_mw * region.pue_new
                mwh[r, e, s] = facility[r, e, s] * part.hours
                green_mwh = plan.green_mwh.get((r, e, s), 0.0)
                it_mwh[r, e] += drawn * part.hours
                energy[r, e] += mwh[r, e, s]
                green[r, e] += green_mwh
                grid_carbon = region.at[moment.period.id].grid_carbon_t_per_mwh * part.carbon_factor
                carbon[r, e] += grid_carbon * (mwh[r, e, s] - green_mwh)
    return Power(busy, average_use(times, chips, busy), draw, facility, mwh, it_mwh, energy, green, carbon)


def average_use(
    times: Timeline, chips: Chips, busy: Mapping[tuple[RegionId, ChipId, OutcomeId, StateId], float]
) -> dict[tuple[RegionId, ChipId, OutcomeId], float]:
    """Return the share of unit-time that is occupied, averaged over the slices by hours."""
    shares = {e: state_shares(times.now(e).case) for e in times.paths}
    return {
        (r, k, e): sum(share * busy.get((r, k, e, s), 0.0) for s, share in shares[e].items()) / units
        for (r, k, e), units in chips.installed_units.items()
        if units > 0
    }


def _draw_mw(
    moment: Moment,
    r: RegionId,
    s: StateId,
    chips: Chips,
    busy: Mapping[tuple[RegionId, ChipId, OutcomeId, StateId], float],
) -> float:
    drawn_kw = 0.0
    for k, chip in moment.case.chips.items():
        installed = chips.installed_units.get((r, k, moment.outcome), 0.0)
        occupied = busy.get((r, k, moment.outcome, s), 0.0)
        idle = chip.idle_power_fraction
        drawn_kw += chip.power_kw * (idle * installed + (1.0 - idle) * occupied)
    return drawn_kw / 1000.0


def measure_work(times: Timeline, plan: Plan) -> Work:
    """Return the work done and the bandwidth it takes."""
    shares = {e: state_shares(times.now(e).case) for e in times.paths}
    served: dict[OutcomeId, dict[tuple[RegionId, RegionId, TierId | None, WorkloadId], float]] = {}
    rented: dict[OutcomeId, dict[tuple[OfferId, RegionId, WorkloadId], float]] = {}
    unmet: dict[OutcomeId, dict[tuple[RegionId, WorkloadId], float]] = {}
    for e in times.paths:
        served[e], rented[e], unmet[e] = defaultdict(float), defaultdict(float), defaultdict(float)
    for (o, h, q, w, _route, e, s), pflops in plan.served.items():
        served[e][o, h, q, w] += pflops * shares[e].get(s, 0.0)
    for (j, o, w, e, s), pflops in plan.rented.items():
        rented[e][j, o, w] += pflops * shares[e].get(s, 0.0)
    for (o, w, e, s), pflops in plan.unmet.items():
        unmet[e][o, w] += pflops * shares[e].get(s, 0.0)
    carried = carry(times, plan)
    average: dict[tuple[LinkId, OutcomeId], float] = defaultdict(float)
    for (l_, _forward, e, s), gbps in carried.items():
        average[l_, e] += gbps * shares[e].get(s, 0.0)
    return Work(
        {e: dict(found) for e, found in served.items()},
        {e: dict(found) for e, found in rented.items()},
        {e: dict(found) for e, found in unmet.items()},
        carried,
        dict(average),
    )


def carry(times: Timeline, plan: Plan) -> dict[tuple[LinkId, bool, OutcomeId, StateId], float]:
    """Return the bandwidth on each link and direction, of routes and arc flows together."""
    carried: dict[tuple[LinkId, bool, OutcomeId, StateId], float] = defaultdict(float)
    steps: dict[tuple[RegionId, Route], tuple[tuple[LinkId, bool], ...]] = {}
    for (o, _h, _q, w, route, e, s), pflops in plan.served.items():
        if not route:
            continue
        case = times.now(e).case
        if (o, route) not in steps:
            steps[o, route] = directed(case, o, route)
        gbps = pflops * case.workloads[w].gbps_per_pflops
        for l_, forward in steps[o, route]:
            carried[l_, forward, e, s] += gbps
    for (_o, l_, forward, e, s), gbps in plan.carried_gbps.items():
        carried[l_, forward, e, s] += gbps
    return dict(carried)


def directed(case: Case, origin: RegionId, route: tuple[LinkId, ...]) -> tuple[tuple[LinkId, bool], ...]:
    """Return the links of a route with whether each is run through from tail to head.

    A link that does not touch the place reached so far counts from tail to head; the audit names such a route.
    """
    steps: list[tuple[LinkId, bool]] = []
    place = origin
    for l_ in route:
        link = case.links[l_]
        forward = link.head != place
        steps.append((l_, forward))
        place = link.head if forward else link.tail
    return tuple(steps)
