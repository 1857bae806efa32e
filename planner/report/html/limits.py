"""The section of prices: what compute costs where, and what one more unit of each limit would be worth."""

from collections.abc import Mapping, Sequence
from statistics import median

import pandas as pd

from planner.report.html.figures import Figure, Trace, figure_html
from planner.report.html.markup import join, label
from planner.report.html.moments import moment_controls
from planner.report.html.numbers import decimals_for, number_text
from planner.report.html.page import WebSection, paragraphs
from planner.report.html.palette import DIVERGING
from planner.report.html.tables import block_html
from planner.report.over_futures import over_time, together_note
from planner.report.pages_work import BY_REGION_WORKLOAD
from planner.report.prices import local_values
from planner.report.table import Block, Table, spread
from planner.report.view import View

MOST_OF_A_KIND = 6
"""Rows of one kind of limit; the file of the table has all."""


def prices_section(view: View, named: Mapping[str, Table]) -> WebSection:
    """Return prices of compute and of limits."""
    words = view.words
    figure = price_figure(view, named["prices_compute"])
    controls = moment_controls(view, "price", words)
    content = join(
        paragraphs((local_values(words),), "note"),
        block_html(worth_block(view, named["prices_limits"]), words),
        figure_html(figure, words, controls),
    )
    return WebSection("prices", words("Prices and limits"), content)


def worth_block(view: View, table: Table) -> Block:
    """Return the limits that are worth most of each kind, the kind with the dearest first."""
    words, together = view.words, together_note(view, table)
    table = over_time(view, table, worths=True)
    frame = table.frame
    ranked = frame.assign(size=frame[["short_run_m", "long_run_m"]].abs().max(axis=1))
    ranked = ranked[ranked["size"] > 0].sort_values("size", ascending=False, kind="stable")
    shown = ranked[ranked.groupby("limit", sort=False).cumcount() < MOST_OF_A_KIND]
    order = {kind: i for i, kind in enumerate(dict.fromkeys(shown["limit"]))}
    shown = shown.sort_values("limit", key=lambda kinds: kinds.map(order), kind="stable").drop(columns="size")
    dearest = words(
        "The {most} dearest of each kind of limit, {shown} of {all}; the others are in {file}.",
        most=MOST_OF_A_KIND,
        shown=len(shown),
        all=len(ranked),
        file=f"tables/{table.name}.csv",
    )
    rows = tuple(shown.itertuples(index=False, name=None))
    note = words.sentences(dearest, together) if len(shown) < len(ranked) else table.note
    return Block(table.title, note, table.columns, rows, table.empty)


def price_figure(view: View, prices: Table) -> Figure:
    """Return a field for each region and workload: its long-run price, coloured against the nation's middle."""
    words, frame = view.words, prices.frame
    unit = prices.column("long_run_m").unit
    case, priced = view.inst.first_case, set(frame["region"])
    regions = [view.names.regions[r] for r in case.regions if view.names.regions[r] in priced]
    workloads = [w for w in case.workloads if w in set(frame["workload"])]
    frames = [
        [_field(frame[frame[view.when.across] == view.when.branch(e)], regions, workloads, unit)]
        for e in view.inst.outcomes
    ]
    table = spread(
        words,
        over_time(view, prices),
        BY_REGION_WORKLOAD,
        view.across,
        "long_run_m",
        words("Price of compute, long run"),
        note=together_note(view, prices),
    )
    return Figure(
        id="prices-field",
        title=words("Price of compute, long run"),
        reading=words(
            "What one PFLOPS more, all year round, would cost at the margin, in {unit}. Colours compare the regions "
            "for each workload: blue is cheaper than the median of the regions, orange dearer.",
            unit=unit,
        ),
        layout={
            "xaxis": {"type": "category", "side": "top", "showgrid": False},
            "yaxis": {"type": "category", "autorange": "reversed", "showgrid": False},
        },
        height_px=70 + 24 * max(len(regions), 3),
        frames=frames,
        tables=(table,),
        empty=prices.empty if frame.empty else "",
    )


def _field(frame: pd.DataFrame, regions: Sequence[str], workloads: Sequence[str], unit: str) -> Trace:
    """Return the prices of one time as text on fields coloured by their ratio to the median of their workload."""
    columns = [_prices(frame, regions, w) for w in workloads]
    middles = [median([price for price in column if price is not None] or [0.0]) for column in columns]
    ratios = [[_ratio(price, middle) for price in column] for column, middle in zip(columns, middles, strict=True)]
    texts = [_texts(column) for column in columns]
    return {
        "type": "heatmap",
        "x": [label(w) for w in workloads],
        "y": [label(r) for r in regions],
        "z": [list(line) for line in zip(*ratios, strict=True)],
        "text": [list(line) for line in zip(*texts, strict=True)],
        "zmin": 0.5,
        "zmid": 1,
        "zmax": 1.5,
        "colorscale": DIVERGING,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "texttemplate": "%{text}",
        "hovertemplate": f"<b>%{{y}}</b><br>%{{x}}: %{{text}} {label(unit)}<extra></extra>",
    }


def _prices(frame: pd.DataFrame, regions: Sequence[str], workload: str) -> list[float | None]:
    rows = frame[frame["workload"] == workload]
    found = {str(region): float(price) for region, price in zip(rows["region"], rows["long_run_m"], strict=True)}
    return [found.get(region) for region in regions]


def _ratio(price: float | None, middle: float) -> float | None:
    return price / middle if price is not None and middle > 0 else None


def _texts(prices: Sequence[float | None]) -> list[str]:
    decimals = decimals_for(price for price in prices if price is not None)
    return ["" if price is None else number_text(price, decimals) for price in prices]
