"""Bandwidth: what each link has, carries and has left."""

from collections import defaultdict

from models.ids import LinkId, OutageId, OutcomeId, SliceId, StateId
from models.instance import Case
from models.records import Outage
from planner.report.table import Column, Table, make_table
from planner.report.view import NEGLIGIBLE, View

_OUTAGE_PREFIX = "outage "
"""Before an outage's id in the id of its operating state."""


def link_table(view: View) -> Table:
    """Return the bandwidth of each link and what it carries."""
    inst, held = view.inst, view.account.held
    columns = [
        *view.when.columns,
        Column("link", "Link"),
        Column("from", "From"),
        Column("to", "To"),
        Column("one_way_ms", "One way", "ms", "fine"),
        Column("existing_gbps", "There already", "Gbps", "fine"),
        Column("bandwidth_gbps", "Bandwidth", "Gbps", "fine"),
        Column("most_forward_gbps", "Most carried there", "Gbps", "fine"),
        Column("most_back_gbps", "Most carried back", "Gbps", "fine"),
        Column("average_gbps", "Carried both ways", "Gbps, yearly average", "fine"),
        Column("fullest_fraction", "Fullest", "of what can be had", "share"),
    ]
    most: dict[tuple[LinkId, bool, OutcomeId], float] = defaultdict(float)
    for (l_, forward, e, _), gbps in held.work.carried_gbps.items():
        most[l_, forward, e] = max(most[l_, forward, e], gbps)
    fullest = _fullest(view)
    rows = []
    for e in inst.outcomes:
        for l_, link in inst.case(e).links.items():
            bandwidth = held.fibre.link_gbps[l_, e]
            if bandwidth > NEGLIGIBLE:
                flows = (most[l_, True, e], most[l_, False, e], held.work.average_gbps.get((l_, e), 0.0))
                ends = (l_, link.tail, link.head, link.one_way_ms, link.existing_gbps)
                rows.append((*view.when.of_outcome(e), *ends, bandwidth, *flows, fullest[l_, e]))
    note = "Bandwidth of each link, and the most it carries in any slice or outage."
    return make_table("links", "Links", note, columns, rows, "No link has bandwidth.")


def _fullest(view: View) -> dict[tuple[LinkId, OutcomeId], float]:
    """Return the largest share of its bandwidth that a link carries in any state."""
    flows: dict[tuple[LinkId, OutcomeId, StateId], list[float]] = defaultdict(list)
    for (l_, _, e, s), gbps in view.account.held.work.carried_gbps.items():
        flows[l_, e, s].append(gbps)
    fullest: dict[tuple[LinkId, OutcomeId], float] = defaultdict(float)
    for (l_, e, s), carried in flows.items():
        case = view.inst.case(e)
        bandwidth = view.account.held.fibre.link_gbps[l_, e] * left_fraction(case, s, l_)
        load = sum(carried) if case.links[l_].direction == "shared" else max(carried)
        if bandwidth > NEGLIGIBLE:
            fullest[l_, e] = max(fullest[l_, e], load / bandwidth)
    return fullest


def left_fraction(case: Case, s: StateId, l_: LinkId) -> float:
    """Return the share of a link's bandwidth that can be had in a state."""
    if SliceId(s) in case.slices:
        return case.slices[SliceId(s)].link_availability
    outage = outage_of(case, s)
    return case.slices[outage.slice].link_availability * outage.link_remaining.get(l_, 1.0)


def outage_of(case: Case, s: StateId) -> Outage:
    """Return the outage of an operating state that is no slice."""
    return case.outages[OutageId(s.removeprefix(_OUTAGE_PREFIX))]
