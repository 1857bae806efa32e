"""Piles of bars over time or by place, small parts put together so that the whole is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from planner.report.html.figures import Figure, Trace
from planner.report.html.markup import label
from planner.report.html.numbers import decimals_for
from planner.report.html.palette import PATTERNS, REST, SERIES
from planner.report.table import Table
from planner.report.words import Words

Amounts = Mapping[str, Sequence[float]]
"""A value for each head of the axis, by the name of the part."""


def amounts_of(table: Table, part: str, across: str, value: str) -> tuple[dict[str, list[float]], list[str]]:
    """Return sums of a column of a table by part over the heads of `across`, and the heads in their order."""
    frame = table.frame
    heads = list(dict.fromkeys(str(head) for head in frame[across]))
    found: dict[str, list[float]] = {}
    for name, head, amount in zip(frame[part], frame[across], frame[value], strict=True):
        if not pd.isna(amount):
            line = found.setdefault(str(name), [0.0] * len(heads))
            line[heads.index(str(head))] += float(amount)
    return found, heads


def grouped(amounts: Amounts, words: Words, most: int = len(SERIES)) -> dict[str, list[float]]:
    """Return the largest parts, and last the sum of the others under a name that counts them."""
    used = {name: list(values) for name, values in amounts.items() if any(values)}
    ranked = sorted(used, key=lambda name: (-sum(abs(value) for value in used[name]), name))
    if len(ranked) <= most:
        return {name: used[name] for name in ranked}
    kept, rest = ranked[: most - 1], ranked[most - 1 :]
    shown = {name: used[name] for name in kept}
    others = [sum(values) for values in zip(*(used[name] for name in rest), strict=True)]
    return {**shown, words("{count} others", count=len(rest)): others}


def colours_of(amounts: Amounts, words: Words) -> dict[str, int]:
    """Return the colour of each part that a pile shows by itself, for other charts with the same parts."""
    shown = grouped(amounts, words)
    return {name: i for i, name in enumerate(shown) if name in amounts}


def piled(
    amounts: Amounts,
    heads: Sequence[str],
    unit: str,
    words: Words,
    *,
    across: bool = False,
    keep_order: bool = False,
    colours: Mapping[str, int] | None = None,
) -> list[Trace]:
    """Return a pile of bars for each head, one trace for each part.

    Parameters
    ----------
    across
        Bars run from left to right, with the first head on top.
    keep_order
        Parts stay as they are, instead of the largest first and small ones together.
    colours
        Of parts that are known from another chart.
    """
    shown = dict(amounts) if keep_order else grouped(amounts, words)
    decimals = decimals_for(value for values in shown.values() for value in values)
    names = [label(head) for head in heads]
    amount, head = ("x", "y") if across else ("y", "x")
    markers = _markers([name for name in shown if name in amounts], colours or {})
    return [
        {
            "type": "bar",
            "name": label(name),
            amount: values,
            head: names,
            "orientation": "h" if across else "v",
            "marker": markers.get(name, {"color": REST}),
            "hovertemplate": (
                f"<b>%{{{head}}}</b><br>%{{{amount}:,.{decimals}f}} {label(unit)}<extra>%{{fullData.name}}</extra>"
            ),
        }
        for name, values in shown.items()
    ]


def _markers(names: Sequence[str], colours: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """Return colour and hatching by part: the known ones, and for the others what is left."""
    taken = {colours[name] for name in names if name in colours}
    free = iter(i for i in range(len(SERIES) + len(names)) if i not in taken)
    return {name: _marker(colours[name] if name in colours else next(free)) for name in names}


def _marker(i: int) -> dict[str, Any]:
    marker: dict[str, Any] = {"color": SERIES[i % len(SERIES)]}
    shape = PATTERNS[i % len(PATTERNS)]
    if shape:
        marker["pattern"] = {"shape": shape, "fillmode": "overlay", "fgcolor": "#fff", "size": 7, "solidity": 0.2}
    return marker


def pile_figure(
    words: Words,
    chart: Figure,
    amounts: Amounts,
    heads: Sequence[str],
    unit: str,
    *,
    across: bool = False,
    keep_order: bool = False,
    colours: Mapping[str, int] | None = None,
    over: Sequence[Trace] = (),
) -> Figure:
    """Return the chart with a pile for each head, and `over` drawn over them; what is nowhere is left out."""
    used = {name: values for name, values in amounts.items() if any(values)}
    if not used and not chart.empty:
        return replace(chart, empty=words("There is nothing to show."))
    traces = [*piled(used, heads, unit, words, across=across, keep_order=keep_order, colours=colours), *over]
    width, plot = (1080, 60 + 27 * len(heads)) if across else (520, 290)
    height = _height_px(traces, plot_px=plot, width_px=width)
    return replace(chart, traces=traces, layout=_layout(unit, across=across), height_px=height)


def _height_px(traces: Sequence[Trace], *, plot_px: int, width_px: int) -> int:
    """Return the height of a chart whose plot keeps its size, whatever room the names below it take."""
    rows, used = 1, 0.0
    for trace in traces:
        wide = 60 + 7.5 * len(str(trace["name"]))
        rows, used = (rows, used + wide) if used + wide <= width_px else (rows + 1, wide)
    return plot_px + 40 + 20 * rows


def _layout(unit: str, *, across: bool = False) -> dict[str, Any]:
    """Return the layout of piles: the unit on the axis of amounts, names as they are on the other."""
    amounts = {"title": {"text": label(unit), "standoff": 8}, "tickformat": ",~r", "rangemode": "tozero"}
    names = {"type": "category", "showgrid": False}
    common = {"barmode": "relative", "showlegend": True}
    if across:
        return {**common, "bargap": 0.3, "xaxis": amounts, "yaxis": {**names, "autorange": "reversed"}}
    return {**common, "bargap": 0.35, "xaxis": names, "yaxis": amounts}
