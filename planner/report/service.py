"""Who serves whose work, over which path, and what becomes of each region's demand."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.derived import operating_states
from models.ids import OutcomeId, RegionId, ScenarioId, SliceId, StateId, WorkloadId
from models.instance import Case, Instance
from models.plan import Plan, Route
from planner.report.investments import NEGLIGIBLE
from planner.report.table import Column, Table, make_table
from planner.report.when import When

PFLOPS = "PFLOPS, yearly average"


@dataclass(frozen=True)
class Averages:
    """Weights that turn the slices of a year into its average; outages have none."""

    inst: Instance

    def weight(self, e: OutcomeId, s: StateId) -> float:
        """Return the share of the year's hours that a state takes."""
        return self._weights[self.inst.tree.outcome(e).scenario].get(s, 0.0)

    def is_slice(self, e: OutcomeId, s: StateId) -> bool:
        """Return whether a state is a slice of the year."""
        return SliceId(s) in self.inst.case(e).slices

    @cached_property
    def _weights(self) -> dict[ScenarioId, dict[StateId, float]]:
        return {
            name: {state.id: state.weight for state in operating_states(case)} for name, case in self.inst.cases.items()
        }


def path_text(case: Case, origin: RegionId, route: Route) -> str:
    """Return the regions along a route, as in `West > Middle > East`."""
    if route is None:
        return "by arc flows"
    stops = [origin]
    for l_ in route:
        link = case.links[l_]
        stops.append(link.head if link.tail == stops[-1] else link.tail)
    return " > ".join(stops)


def sharing_table(inst: Instance, plan: Plan) -> Table:
    """Return what regions serve for each other."""
    when, averages = When(inst), Averages(inst)
    total: dict[tuple[OutcomeId, RegionId, RegionId, WorkloadId, str, Route], float] = defaultdict(float)
    for (origin, host, tier, w, route, e, s), pflops in plan.served.items():
        if tier is not None:
            total[e, origin, host, w, tier, route] += averages.weight(e, s) * pflops
    columns = [
        *when.columns,
        Column("origin", "Work of"),
        Column("host", "Served by"),
        Column("workload", "Workload"),
        Column("tier", "Platform tier"),
        Column("path", "Path"),
        Column("links", "Links"),
        Column("latency_ms", "One way", "ms", "fine"),
        Column("served_pflops", "Served", PFLOPS, "fine"),
        Column("bandwidth_gbps", "Bandwidth", "Gbps, yearly average", "fine"),
    ]
    rows = []
    for (e, origin, host, w, tier, route), pflops in sorted(
        total.items(), key=lambda item: (when.outcome_place(item[0][0]), -item[1], item[0][1:5])
    ):
        if pflops <= NEGLIGIBLE:
            continue
        case = inst.case(e)
        latency = _latency(case, route)
        gbps = pflops * case.workloads[w].gbps_per_pflops
        links = ", ".join(route) if route is not None else ""
        path = path_text(case, origin, route)
        rows.append((*when.of_outcome(e), origin, host, w, tier, path, links, latency, pflops, gbps))
    note = "Work that a region sends to another over the platform; work served at home is in the table of demand."
    return make_table("sharing", "Who serves whom", note, columns, rows, "No region serves another.")


def _latency(case: Case, route: Route) -> float | None:
    return None if route is None else sum(case.links[l_].one_way_ms for l_ in route)


def demand_table(inst: Instance, plan: Plan) -> Table:
    """Return each region's demand by where it is met."""
    when, averages = When(inst), Averages(inst)
    home, remote = _served_by_origin(plan, averages)
    rented = _average(averages, {(e, r, w, j, s): v for (j, r, w, e, s), v in plan.rented.items()})
    unmet = _average(averages, {(e, o, w, "", s): v for (o, w, e, s), v in plan.unmet.items()})
    columns = [
        *when.columns,
        Column("region", "Region"),
        Column("workload", "Workload"),
        Column("demand_pflops", "Demand", PFLOPS, "fine"),
        Column("home_pflops", "Served at home", PFLOPS, "fine"),
        Column("remote_pflops", "Served elsewhere", PFLOPS, "fine"),
        Column("rented_pflops", "Rented", PFLOPS, "fine"),
        Column("unmet_pflops", "Not met", PFLOPS, "fine"),
    ]
    rows = []
    for e in inst.outcomes:
        case, period = inst.case(e), inst.tree.outcome(e).period
        for r in case.regions:
            for w in case.workloads:
                demand = _demand(case, averages, e, r, w, case.demand_pflops.get((r, w, period), 0.0))
                parts = (home[e, r, w], remote[e, r, w], rented[e, r, w], unmet[e, r, w])
                if demand > 0 or any(part > NEGLIGIBLE for part in parts):
                    rows.append((*when.of_outcome(e), r, w, demand, *parts))
    note = "What each region asks for, and where it is served. The parts add up to the demand."
    return make_table("demand", "Demand and how it is met", note, columns, rows, "There is no demand.")


def _demand(case: Case, averages: Averages, e: OutcomeId, r: RegionId, w: WorkloadId, average: float) -> float:
    """Return the average over the slices: that of the workbook, unless its profile does not average 1."""
    return sum(averages.weight(e, StateId(s)) * case.profile.get((w, r, s), 1.0) for s in case.slices) * average


Averaged = defaultdict[tuple[OutcomeId, RegionId, WorkloadId], float]


def _served_by_origin(plan: Plan, averages: Averages) -> tuple[Averaged, Averaged]:
    home: Averaged = defaultdict(float)
    remote: Averaged = defaultdict(float)
    for (origin, _, tier, w, _, e, s), pflops in plan.served.items():
        (home if tier is None else remote)[e, origin, w] += averages.weight(e, s) * pflops
    return home, remote


def _average(
    averages: Averages, values: Mapping[tuple[OutcomeId, RegionId, WorkloadId, str, StateId], float]
) -> Averaged:
    total: Averaged = defaultdict(float)
    for (e, r, w, _, s), value in values.items():
        total[e, r, w] += averages.weight(e, s) * value
    return total


def rental_table(inst: Instance, plan: Plan) -> Table:
    """Return what is rented, from which offer, at which price."""
    when, averages = When(inst), Averages(inst)
    total: dict[tuple[OutcomeId, str, RegionId, WorkloadId], float] = defaultdict(float)
    for (j, r, w, e, s), pflops in plan.rented.items():
        total[e, j, r, w] += averages.weight(e, s) * pflops
    money = f"million {inst.settings.currency}"
    columns = [
        *when.columns,
        Column("offer", "Offer"),
        Column("region", "Rented for"),
        Column("workload", "Workload"),
        Column("rented_pflops", "Rented", PFLOPS, "fine"),
        Column("price_m_per_pflops", "Price", f"{money} per PFLOPS and year", "fine"),
    ]
    rows = []
    for (e, j, r, w), pflops in sorted(total.items(), key=lambda item: (when.outcome_place(item[0][0]), item[0][1:])):
        if pflops > NEGLIGIBLE:
            offer = next(found for name, found in inst.case(e).offers.items() if name == j)
            price = offer.price_m_per_pflops[w, r, inst.tree.outcome(e).period]
            rows.append((*when.of_outcome(e), j, r, w, pflops, price))
    return make_table("rental", "Rented compute", "What is rented, by offer.", columns, rows, "Nothing is rented.")


def shortfall_table(inst: Instance, plan: Plan) -> Table:
    """Return what falls short in each outage."""
    when, averages = When(inst), Averages(inst)
    columns = [
        *when.columns,
        Column("outage", "State"),
        Column("region", "Region"),
        Column("workload", "Workload"),
        Column("shortfall_pflops", "Short by", "PFLOPS", "fine"),
    ]
    rows = [
        (*when.of_outcome(e), s, o, w, pflops)
        for (o, w, e, s), pflops in sorted(
            plan.shortfall.items(), key=lambda item: (when.outcome_place(item[0][2]), item[0][3], item[0][:2])
        )
        if pflops > NEGLIGIBLE and not averages.is_slice(e, s)
    ]
    note = "The part of the demand still due in an outage that the plan does not serve."
    return make_table("shortfall", "Short in outages", note, columns, rows, "Nothing falls short in the outages.")


