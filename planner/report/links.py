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
    words, names = view.words, view.names
    columns = [
        *view.when.columns,
        Column("link", words("Link")),
        Column("from", words("From")),
        Column("to", words("To")),
        Column("one_way_ms", words("One way"), "ms", "fine"),
        Column("existing_gbps", words("There already"), "Gbps", "fine"),
        Column("bandwidth_gbps", words("Bandwidth"), "Gbps", "fine"),
        Column("most_forward_gbps", words("Most carried there"), "Gbps", "fine"),
        Column("most_back_gbps", words("Most carried back"), "Gbps", "fine"),
        Column("average_gbps", words("Carried both ways"), words("Gbps, yearly average"), "fine"),
        Column("fullest_fraction", words("Fullest"), words("of what can be had"), "share"),
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
                ends = (names.links[l_], names.regions[link.tail], names.regions[link.head])
                size = (link.one_way_ms, link.existing_gbps, bandwidth)
                rows.append((*view.when.of_outcome(e), *ends, *size, *flows, fullest[l_, e]))
    note = words("Bandwidth of each link, and the most it carries in any slice or outage.")
    return make_table("links", words("Links"), note, columns, rows, words("No link has bandwidth."))


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
    """Return the share of a link's bandwidth that may be filled in a state."""
    usable = case.links[l_].usable_fraction
    if SliceId(s) in case.slices:
        return usable * case.slices[SliceId(s)].link_availability
    outage = outage_of(case, s)
    return usable * case.slices[outage.slice].link_availability * outage.link_remaining.get(l_, 1.0)


def outage_of(case: Case, s: StateId) -> Outage:
    """Return the outage of an operating state that is no slice."""
    return case.outages[OutageId(s.removeprefix(_OUTAGE_PREFIX))]
