"""Rule 11: routes that lead where they should in time, flows that arrive, links that bear them."""

from collections import defaultdict

from models.account.lifetimes import commissioned
from models.audit.checks import YES, Checks
from models.audit.facts import Facts
from models.audit.graph import reach_by_scenario
from models.ids import LinkId, OutcomeId, RegionId, StateId
from models.instance import Case
from models.plan import Route


def route_continuity(facts: Facts, checks: Checks) -> None:
    """A route leads from origin to host, link by link and in their directions; home service takes none."""
    joined: dict[tuple[RegionId, RegionId, Route, int], bool] = {}
    for (o, h, q, w, route, e, s), pflops in facts.plan.served.items():
        if route is None and o != h:
            continue
        case = facts.case(e)
        known = (o, h, route, id(case))
        if known not in joined:
            joined[known] = _leads(case, o, h, route)
        checks.holds((o, h, q, w, route, e, s), joined[known], pflops)


def _leads(case: Case, origin: RegionId, host: RegionId, route: Route) -> bool:
    """Tell whether a route leads from origin to host; between two regions it has at least one link."""
    if origin == host:
        return route == ()
    if not route:
        return False
    place = origin
    for l_ in route:
        link = case.links[l_]
        if link.tail == place:
            place = link.head
        elif link.head == place and link.direction != "one":
            place = link.tail
        else:
            return False
    return place == host


def latency(facts: Facts, checks: Checks) -> None:
    """The links of a route take no longer than the workload allows."""
    route_ms: dict[tuple[Route, int], float] = {}
    for (o, h, q, w, route, e, s), pflops in facts.plan.served.items():
        case = facts.case(e)
        limit = case.workloads[w].max_latency_ms
        if limit is None or not route or pflops <= 0:
            continue
        known = (route, id(case))
        if known not in route_ms:
            route_ms[known] = sum(case.links[l_].one_way_ms for l_ in route)
        checks.at_most((o, h, q, w, route, e, s), route_ms[known], limit)


def arc_routing(facts: Facts, checks: Checks) -> None:
    """Work without a route belongs to a workload that is routed by arc flows, and some way leads to its host."""
    reaches = reach_by_scenario(facts.inst)
    for (o, h, q, w, route, e, s), pflops in facts.plan.served.items():
        if route is not None or o == h:
            continue
        workload = facts.case(e).workloads[w]
        free = workload.routing == "arcs" and workload.max_latency_ms is None
        reach = reaches[facts.inst.tree.outcome(e).scenario]
        checks.holds((o, h, q, w, e, s), free and reach.within(o, h, None), pflops)


def arc_balance(facts: Facts, checks: Checks) -> None:
    """The arc flows of an origin leave it and arrive at its hosts in the bandwidth of the work served there."""
    net: dict[tuple[RegionId, RegionId, OutcomeId, StateId], float] = defaultdict(float)
    size: dict[tuple[RegionId, RegionId, OutcomeId, StateId], float] = defaultdict(float)
    for (o, h, _q, w, route, e, s), pflops in facts.plan.served.items():
        if route is None and o != h:
            gbps = pflops * facts.case(e).workloads[w].gbps_per_pflops
            for place, amount in ((h, gbps), (o, -gbps)):
                net[o, place, e, s] -= amount
                size[o, place, e, s] += abs(amount)
    for (o, l_, forward, e, s), gbps in facts.plan.carried_gbps.items():
        link = facts.case(e).links[l_]
        start, end = (link.tail, link.head) if forward else (link.head, link.tail)
        for place, amount in ((end, gbps), (start, -gbps)):
            net[o, place, e, s] += amount
            size[o, place, e, s] += abs(amount)
    for where, amount in net.items():
        checks.equal((where[0], "at", *where[1:]), amount, 0.0, size[where])


def link_limit(facts: Facts, checks: Checks) -> None:
    """What a link carries stays within its bandwidth, each way or both together, in slices and outages."""
    carried = facts.held.work.carried_gbps
    touched = dict.fromkeys((l_, e, s) for l_, _forward, e, s in carried)
    for l_, e, s in touched:
        link = facts.case(e).links[l_]
        capacity = link_capacity(facts, l_, e, s)
        forward, backward = carried.get((l_, True, e, s), 0.0), carried.get((l_, False, e, s), 0.0)
        if link.direction == "shared":
            checks.at_most((l_, e, s), forward + backward, capacity)
        else:
            checks.at_most((l_, "forward", e, s), forward, capacity)
            checks.at_most((l_, "backward", e, s), backward, capacity if link.direction == "both" else 0.0)


def link_capacity(facts: Facts, l_: LinkId, e: OutcomeId, s: StateId) -> float:
    """Return the bandwidth of a link that may be filled in an operating state."""
    return link_left(facts, l_, e, s) * facts.held.fibre.link_gbps[l_, e]


def link_left(facts: Facts, l_: LinkId, e: OutcomeId, s: StateId) -> float:
    """Return the share of a link's bandwidth that may be filled in an operating state."""
    state = facts.state(e, s)
    remaining = 1.0 if state.outage is None else state.outage.link_remaining.get(l_, 1.0)
    return facts.case(e).links[l_].usable_fraction * state.slice.link_availability * remaining


def circuit_limit(facts: Facts, checks: Checks) -> None:
    """Circuits of a kind that stand or are under construction are no more than the link may have."""
    for (l_, m, e), circuits in facts.held.fibre.held_circuits.items():
        module = facts.case(e).links[l_].modules.get(m)
        if module is not None:  # one that is no longer offered in a future stands as it was ordered
            checks.at_most((l_, m, e), circuits, module.max_modules)


def circuit_needs_opening(facts: Facts, checks: Checks) -> None:
    """A link that costs opening gets circuits only once opened."""
    for (l_, m, e), circuits in facts.held.fibre.held_circuits.items():
        free = facts.case(e).links[l_].opening_cost_m <= 0
        opened = facts.held.standing.link_opened.get((l_, e), 0.0) > YES
        checks.holds((l_, m, e), free or opened, circuits)


def circuit_arrives(facts: Facts, checks: Checks) -> None:
    """Circuits are ordered only if they come into service within the horizon in some outcome."""
    for (l_, m, n), circuits in facts.plan.circuits_added.items():
        arrives = any(
            commissioned(facts.times.periods, moment.period, moment.case.links[l_].lead_years) is not None
            for moment in facts.moments
            if moment.node == n
        )
        checks.holds((l_, m, n), arrives, circuits)
