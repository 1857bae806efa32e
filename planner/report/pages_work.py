"""The sheets of sharing and of links: who serves whom, how demand is met, what links carry."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planner.report.blocks import leading, side_by_side
from planner.report.over_futures import over_time
from planner.report.pages_chips import BY_REGION, drawn_over_time
from planner.report.table import Block, Column, Page, Table, as_block, spread, total_text
from planner.report.view import NEGLIGIBLE, View

BY_PAIR, BY_REGION_WORKLOAD, BY_LINK = ("origin", "host"), ("region", "workload"), ("link", "from", "to")
WIDE_MATRIX, MOST_PAIRS = 10, 60
"""Hosts above which the heads of the matrix are turned; pairs that are listed one by one."""


def sharing_page(view: View, named: dict[str, Table]) -> Page:
    """Return how demand is met, and who serves whom."""
    words, across, sharing, demand = view.words, view.across, named["sharing"], named["demand"]

    def met(rows: Sequence[str], value: str, title: str) -> Block:
        return spread(words, demand, rows, across, value, title, column_total=True)

    pairs = spread(
        words,
        sharing,
        BY_PAIR,
        across,
        "served_pflops",
        words("Who serves whom, over time"),
        empty=sharing.empty,
        column_total=True,
    )
    regions = side_by_side(
        words,
        words("Demand by region, and what is served elsewhere"),
        (
            met(BY_REGION, "demand_pflops", words("Demand")),
            met(BY_REGION, "remote_pflops", words("Served elsewhere")),
            spread(words, sharing, ("host",), across, "served_pflops", words("Served for others"), column_total=True),
        ),
    )
    unmet = spread(
        words,
        replace(demand, frame=demand.frame[demand.frame["unmet_pflops"] > NEGLIGIBLE]),
        BY_REGION_WORKLOAD,
        across,
        "unmet_pflops",
        words("Not met"),
        column_total=True,
    )
    return Page(
        words("Sharing"),
        sharing.note,
        (
            _how_met(view, demand),
            _matrix(view, sharing),
            *regions,
            *([unmet] if unmet.rows else []),
            *([_rented(view, named["rental"])] if len(named["rental"].frame) else []),
            *([as_block(words, named["shortfall"])] if view.inst.first_case.outages else []),
            leading(words, pairs, MOST_PAIRS),
        ),
    )


def _rented(view: View, rental: Table) -> Block:
    """Return what is rented, with its prices; of many futures what is expected to be."""
    if view.reads_branches:
        return as_block(view.words, rental)
    keys = ("offer", "region", "workload")
    return spread(view.words, over_time(view, rental), keys, view.across, "rented_pflops", rental.title)


def _how_met(view: View, demand: Table) -> Block:
    """Return where the work of all regions is done in each period."""
    words, across = view.words, view.across
    frame = demand.frame
    heads = list(dict.fromkeys(frame[across]))
    parts = (
        ("home_pflops", words("Served at home")),
        ("remote_pflops", words("Served elsewhere")),
        ("rented_pflops", words("Rented")),
        ("unmet_pflops", words("Not met")),
    )
    sums = frame.groupby(across)[[name for name, _ in parts]].sum()
    rows: list[tuple[Any, ...]] = [(title, *(float(sums[name][head]) for head in heads)) for name, title in parts]
    columns = (Column("part", words("Demand")), *(Column(str(head), str(head), "", "fine") for head in heads))
    total = (total_text(words), *(sum(row[i] for row in rows) for i in range(1, len(columns))))
    title = words("{title} ({unit})", title=words("How demand is met"), unit=view.yearly_pflops)
    used = tuple(row for row in rows if any(amount > NEGLIGIBLE for amount in row[1:]))
    block = Block(title, "", columns, used, demand.empty, total if used else None)
    return drawn_over_time(view, block, words("How demand is met"), "PFLOPS")


def _matrix(view: View, sharing: Table) -> Block:
    """Return origins by hosts in the last period, expected over its branches, shaded by amount."""
    words = view.words
    last = list(view.inst.periods)[-1]
    frame = sharing.frame[sharing.frame["period"] == last]
    found: dict[tuple[str, str], float] = defaultdict(float)
    chances = view.likely or {}
    for record in frame[[view.across, "origin", "host", "served_pflops"]].itertuples(index=False, name=None):
        branch, origin, host, pflops = record
        found[origin, host] += chances.get(branch, 1.0) * pflops
    title = words(
        "{title} ({unit})",
        title=words("Who serves whom in {period}", period=view.when.said(last)),
        unit=view.yearly_pflops,
    )
    names = list(view.names.regions.values()) or list(view.inst.first_case.regions)
    origins = [name for name in names if any(origin == name for origin, _ in found)]
    hosts = [name for name in names if any(host == name for _, host in found)]
    columns = [Column("origin", words("Work of"))]
    columns += [Column(host, host, "", "fine", words("Served by")) for host in hosts]
    columns.append(Column("total", total_text(words), "", "fine"))
    rows: list[tuple[Any, ...]] = [
        (origin, *(found.get((origin, host)) for host in hosts), sum(found.get((origin, host), 0.0) for host in hosts))
        for origin in origins
    ]
    sums = [sum(row[i] or 0.0 for row in rows) for i in range(1, len(columns))]
    return Block(
        title,
        "",
        tuple(columns),
        tuple(rows),
        sharing.empty,
        (total_text(words), *sums) if len(rows) > 1 else None,
        heat=(tuple(range(1, len(hosts) + 1)),),
        upright_heads=len(hosts) > WIDE_MATRIX,
    )


def link_page(view: View, links: Table) -> Page:
    """Return the bandwidth of each link and what it carries."""
    words, across = view.words, view.across
    full = spread(words, links, BY_LINK, across, "fullest_fraction", words("How full at most"))
    if full.rows:
        full = Block(full.title, "", full.columns, full.rows, full.empty, heat=(tuple(range(3, len(full.columns))),))
    loads = side_by_side(
        words,
        words("Links"),
        (
            spread(words, links, BY_LINK, across, "bandwidth_gbps", words("Bandwidth")),
            spread(words, links, BY_LINK, across, "average_gbps", words("Carried, both ways")),
            full,
        ),
    )
    return Page(words("Links"), links.note, (_bandwidth(view, links), *loads))


def _bandwidth(view: View, links: Table) -> Block:
    """Return the bandwidth of all links in each period: what was there, and what is added to it."""
    words, across = view.words, view.across
    heads = list(dict.fromkeys(links.frame[across]))
    sums = links.frame.groupby(across)[["existing_gbps", "bandwidth_gbps"]].sum()
    there = [float(sums["existing_gbps"][head]) for head in heads]
    now = [float(sums["bandwidth_gbps"][head]) for head in heads]
    rows = (
        (words("There already"), *there),
        (words("Added"), *(b - a for a, b in zip(there, now, strict=True))),
    )
    columns = (Column("part", words("Bandwidth")), *(Column(str(head), str(head), "", "fine") for head in heads))
    title = words("{title} ({unit})", title=words("Bandwidth of all links"), unit="Gbps")
    block = Block(title, "", columns, rows if heads else (), links.empty, (total_text(words), *now) if heads else None)
    return drawn_over_time(view, block, words("Bandwidth of all links"), "Gbps")
