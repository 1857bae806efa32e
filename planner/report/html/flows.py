"""The section of sharing: whose work is done where."""

from collections.abc import Mapping
from dataclasses import replace

from planner.report.html.figures import Figure, Trace, figure_html
from planner.report.html.markup import join, label
from planner.report.html.moments import moment_controls
from planner.report.html.page import WebSection, paragraphs
from planner.report.html.palette import REST, SERIES
from planner.report.over_futures import over_time, together_note
from planner.report.table import Block, Table, spread
from planner.report.view import View

MOST_ENDS, LEAST_SHARE = 14, 0.012
"""Regions with a bar of their own on either side: so many at most, each with that share of all work sent at least.

The others are added up in one, and no flow is left out.
"""
MOST_PAIRS = 150
"""Rows of the table on the page; the file of the table has all."""

Flows = dict[tuple[str, str], float]
"""PFLOPS by whose work it is and who does it."""


def sharing_section(view: View, named: Mapping[str, Table]) -> WebSection:
    """Return who serves whom."""
    words = view.words
    figure = sharing_figure(view, named["sharing"])
    controls = moment_controls(view, "sharing", words)
    content = join(paragraphs((named["sharing"].note,), "note"), figure_html(figure, words, controls))
    return WebSection("sharing", words("Who serves whom"), content)


def sharing_figure(view: View, sharing: Table) -> Figure:
    """Return the flows of work from region to region at each time."""
    words, frame = view.words, sharing.frame
    flows = [_flows(sharing, view.when.branch(e), view.when.across) for e in view.inst.outcomes]
    origins = _largest(flows, side=0)
    hosts = _largest(flows, side=1)
    frames = [[_trace(view, some, origins, hosts)] for some in flows]
    return Figure(
        id="sharing-flows",
        title=words("Work sent to other regions"),
        reading=words(
            "Left: whose work it is; right: who does it; in PFLOPS on average over the year. Regions with little are "
            "added up in one."
        ),
        height_px=min(600, 140 + 34 * max(len(origins), len(hosts))),
        frames=frames,
        layout={"margin": {"l": 8, "r": 8, "t": 16, "b": 16}},
        tables=(_table(view, sharing),),
        empty=sharing.empty if frame.empty else "",
    )


def _flows(sharing: Table, branch: str, across: str) -> Flows:
    found: Flows = {}
    frame = sharing.frame[sharing.frame[across] == branch]
    for origin, host, pflops in zip(frame["origin"], frame["host"], frame["served_pflops"], strict=True):
        found[origin, host] = found.get((origin, host), 0.0) + float(pflops)
    return found


def _largest(flows: list[Flows], side: int) -> list[str]:
    """Return the regions that send or take most over all times, largest first."""
    total: dict[str, float] = {}
    for some in flows:
        for pair, pflops in some.items():
            total[pair[side]] = total.get(pair[side], 0.0) + pflops
    least = LEAST_SHARE * sum(total.values())
    ranked = sorted((name for name in total if total[name] >= least), key=lambda name: (-total[name], name))
    return ranked[:MOST_ENDS]


def _trace(view: View, flows: Flows, origins: list[str], hosts: list[str]) -> Trace:
    """Return the flows of one time, those of regions without a bar of their own put together."""
    rest = view.words("other regions")
    added: Flows = {}
    for (origin, host), pflops in flows.items():
        pair = origin if origin in origins else rest, host if host in hosts else rest
        added[pair] = added.get(pair, 0.0) + pflops
    left = [name for name in (*origins, rest) if any(pair[0] == name for pair in added)]
    right = [name for name in (*hosts, rest) if any(pair[1] == name for pair in added)]
    pairs = sorted(added, key=lambda pair: (left.index(pair[0]), right.index(pair[1])))
    colours = {name: SERIES[i] if i < len(SERIES) else REST for i, name in enumerate(hosts)}
    return {
        "type": "sankey",
        "arrangement": "fixed",
        "valueformat": ",.0f",
        "valuesuffix": " PFLOPS",
        "node": {
            "label": [label(name) for name in (*left, *right)],
            "color": ["#7b8794"] * len(left) + [colours.get(name, REST) for name in right],
            "pad": 13,
            "thickness": 14,
            "line": {"width": 0},
            "hovertemplate": "<b>%{label}</b><br>%{value}<extra></extra>",
        },
        "link": {
            "source": [left.index(origin) for origin, _ in pairs],
            "target": [len(left) + right.index(host) for _, host in pairs],
            "value": [added[pair] for pair in pairs],
            "color": [_faint(colours.get(host, REST)) for _, host in pairs],
            "hovertemplate": "<b>%{source.label} → %{target.label}</b><br>%{value}<extra></extra>",
        },
    }


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.4)"


def _table(view: View, sharing: Table) -> Block:
    """Return the pairs of regions over time, the largest first."""
    words = view.words
    block = spread(
        words,
        over_time(view, sharing),
        ("origin", "host"),
        view.across,
        "served_pflops",
        words("Who serves whom"),
        note=together_note(view, sharing),
        column_total=True,
    )
    rows = sorted(block.rows, key=lambda row: -sum(cell or 0.0 for cell in row[2:]))
    if len(rows) <= MOST_PAIRS:
        return replace(block, rows=tuple(rows))
    left_out = words(
        "The first {shown} of {all}; the others are in {file}.",
        shown=MOST_PAIRS,
        all=f"{len(rows):,}",
        file="tables/sharing.csv",
    )
    return replace(block, rows=tuple(rows[:MOST_PAIRS]), note=words.sentences(block.note, left_out))
