"""Who serves whose work, over which path, and what becomes of each region's demand."""

from collections import defaultdict

from models.ids import OfferId, OutcomeId, PeriodId, RegionId, StateId, TierId, WorkloadId
from models.instance import Case
from models.plan import Route
from planner.report.links import outage_of
from planner.report.table import Column, Table, make_table
from planner.report.view import NEGLIGIBLE, View


def path_text(view: View, case: Case, origin: RegionId, route: Route) -> str:
    """Return the regions along a route, as in `West > Middle > East`."""
    if route is None:
        return view.words("by arc flows")
    stops = [origin]
    for l_ in route:
        link = case.links[l_]
        stops.append(link.head if link.tail == stops[-1] else link.tail)
    return " > ".join(view.names.regions[stop] for stop in stops)


def sharing_table(view: View) -> Table:
    """Return what regions serve for each other."""
    when, words, names = view.when, view.words, view.names
    total: dict[tuple[OutcomeId, RegionId, RegionId, WorkloadId, TierId, Route], float] = defaultdict(float)
    for (origin, host, tier, w, route, e, s), pflops in view.plan.served.items():
        if tier is not None:
            total[e, origin, host, w, tier, route] += view.weight(e, s) * pflops
    columns = [
        *when.columns,
        Column("origin", words("Work of")),
        Column("host", words("Served by")),
        Column("workload", words("Workload")),
        Column("tier", words("Platform tier")),
        Column("path", words("Path")),
        Column("links", words("Links")),
        Column("latency_ms", words("One way"), "ms", "fine"),
        Column("served_pflops", words("Served"), view.yearly_pflops, "fine"),
        Column("bandwidth_gbps", words("Bandwidth"), words("Gbps, yearly average"), "fine"),
    ]
    rows = []
    for (e, origin, host, w, tier, route), pflops in sorted(
        total.items(), key=lambda item: (when.outcome_place(item[0][0]), -item[1], item[0][1:5])
    ):
        if pflops <= NEGLIGIBLE:
            continue
        case = view.inst.case(e)
        latency = _latency(case, route)
        gbps = pflops * case.workloads[w].gbps_per_pflops
        links = words.joined(names.links[l_] for l_ in route or ())
        path = path_text(view, case, origin, route)
        ends = (names.regions[origin], names.regions[host])
        rows.append((*when.of_outcome(e), *ends, w, tier, path, links, latency, pflops, gbps))
    note = words(
        "Work that a region sends to another over the platform; work served at home is in the table of demand."
    )
    return make_table("sharing", words("Who serves whom"), note, columns, rows, words("No region serves another."))


def _latency(case: Case, route: Route) -> float | None:
    return None if route is None else sum(case.links[l_].one_way_ms for l_ in route)


def demand_table(view: View) -> Table:
    """Return each region's demand by where it is met."""
    inst, work, words = view.inst, view.account.held.work, view.words
    columns = [
        *view.when.columns,
        Column("region", words("Region")),
        Column("workload", words("Workload")),
        Column("demand_pflops", words("Demand"), view.yearly_pflops, "fine"),
        Column("home_pflops", words("Served at home"), view.yearly_pflops, "fine"),
        Column("remote_pflops", words("Served elsewhere"), view.yearly_pflops, "fine"),
        Column("rented_pflops", words("Rented"), view.yearly_pflops, "fine"),
        Column("unmet_pflops", words("Not met"), view.yearly_pflops, "fine"),
    ]
    rows = []
    for e in inst.outcomes:
        case, period = inst.case(e), inst.tree.outcome(e).period
        home: dict[tuple[RegionId, WorkloadId], float] = defaultdict(float)
        remote: dict[tuple[RegionId, WorkloadId], float] = defaultdict(float)
        rented: dict[tuple[RegionId, WorkloadId], float] = defaultdict(float)
        for (o, _, q, w), pflops in work.served_pflops[e].items():
            (home if q is None else remote)[o, w] += pflops
        for (_, o, w), pflops in work.rented_pflops[e].items():
            rented[o, w] += pflops
        for r in case.regions:
            for w in case.workloads:
                demand = case.demand_pflops.get((r, w, period), 0.0) * _profile_average(view, e, r, w)
                parts = (home[r, w], remote[r, w], rented[r, w], work.unmet_pflops[e].get((r, w), 0.0))
                if demand > 0 or any(part > NEGLIGIBLE for part in parts):
                    rows.append((*view.when.of_outcome(e), view.names.regions[r], w, demand, *parts))
    note = words("What each region asks for, and where it is served. The parts add up to the demand.")
    return make_table("demand", words("Demand and how it is met"), note, columns, rows, words("There is no demand."))


def _profile_average(view: View, e: OutcomeId, r: RegionId, w: WorkloadId) -> float:
    """Return the average of the profile over the year: 1, unless the workbook's does not average 1."""
    case = view.inst.case(e)
    return sum(view.weight(e, StateId(s)) * case.profile.get((w, r, s), 1.0) for s in case.slices)


def rental_table(view: View) -> Table:
    """Return what is rented, from which offer, at which price."""
    inst, words = view.inst, view.words
    columns = [
        *view.when.columns,
        Column("offer", words("Offer")),
        Column("region", words("Rented for")),
        Column("workload", words("Workload")),
        Column("rented_pflops", words("Rented"), view.yearly_pflops, "fine"),
        view.money_column("price_m_per_pflops", words("Price"), money_per_pflops(view)),
    ]
    rows = []
    for e in inst.outcomes:
        period, found = inst.tree.outcome(e).period, view.account.held.work.rented_pflops[e]
        for (j, r, w), pflops in sorted(found.items()):
            if pflops > NEGLIGIBLE:
                price = _offered_price(inst.case(e), j, w, r, period)
                rows.append((*view.when.of_outcome(e), j, view.names.regions[r], w, pflops, price))
    note, empty = words("What is rented, by offer."), words("Nothing is rented.")
    return make_table("rental", words("Rented compute"), note, columns, rows, empty)


def money_per_pflops(view: View) -> str:
    """Return the unit of the price of compute."""
    return view.words("{money} per PFLOPS and year", money=view.money)


def _offered_price(case: Case, j: OfferId, w: WorkloadId, r: RegionId, period: PeriodId) -> float | None:
    return case.offers[j].price_m_per_pflops.get((w, r, period))


def shortfall_table(view: View) -> Table:
    """Return what falls short in each outage."""
    words = view.words
    columns = [
        *view.when.columns,
        Column("outage", words("Outage")),
        Column("region", words("Region")),
        Column("workload", words("Workload")),
        Column("shortfall_pflops", words("Short by"), "PFLOPS", "fine"),
    ]
    in_order = sorted(
        view.plan.shortfall.items(), key=lambda item: (view.when.outcome_place(item[0][2]), item[0][3], item[0][:2])
    )
    rows = [
        (*view.when.of_outcome(e), outage_of(view.inst.case(e), s).id, view.names.regions[o], w, pflops)
        for (o, w, e, s), pflops in in_order
        if pflops > NEGLIGIBLE and not view.is_slice(e, s)
    ]
    note = words("The part of the demand still due in an outage that the plan does not serve.")
    empty = words("Nothing falls short in the outages.")
    return make_table("shortfall", words("Short in outages"), note, columns, rows, empty)
