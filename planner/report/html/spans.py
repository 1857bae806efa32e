"""Bars that lie from one amount to another, one above the other, with a mark where something stands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from planner.report.html.figures import Figure, Trace
from planner.report.html.markup import label
from planner.report.html.numbers import decimals_for
from planner.report.html.palette import INK, PATTERNS, SERIES
from planner.report.words import Words

Span = tuple[float, float]
"""From one amount to another."""


def span_figure(
    words: Words,
    chart: Figure,
    heads: Sequence[str],
    spans: Mapping[str, Sequence[Span]],
    unit: str,
    marks: Mapping[str, Sequence[float]] | None = None,
) -> Figure:
    """Return the chart with a bar of each series for each head, the first head on top, and marks over them.

    Parameters
    ----------
    spans
        One for each head, by the name of the series; series of one head lie on the same line.
    marks
        An amount for each head, by what it is.
    """
    if not heads:
        return replace(chart, empty=words("There is nothing to show."))
    marks = marks or {}
    amounts = [end for series in spans.values() for span in series for end in span]
    decimals = decimals_for(amounts)
    names = [label(head) for head in heads]
    traces = [_bars(name, series, names, unit, decimals, i) for i, (name, series) in enumerate(spans.items())]
    traces += [_marks(name, values, names, unit, decimals) for name, values in marks.items()]
    layout = {
        "barmode": "overlay",
        "showlegend": True,
        "bargap": 0.35,
        "xaxis": {"title": {"text": label(unit), "standoff": 8}, "tickformat": ",~r"},
        "yaxis": {"type": "category", "showgrid": False, "autorange": "reversed"},
    }
    return replace(chart, traces=traces, layout=layout, height_px=120 + 27 * len(heads))


def _bars(name: str, spans: Sequence[Span], heads: Sequence[str], unit: str, decimals: int, i: int) -> Trace:
    marker: dict[str, Any] = {"color": SERIES[i % len(SERIES)]}
    if shape := PATTERNS[i % len(PATTERNS)]:
        marker["pattern"] = {"shape": shape, "fillmode": "overlay", "fgcolor": "#fff", "size": 7, "solidity": 0.2}
    texts = [f"{low:,.{decimals}f} – {high:,.{decimals}f} {unit}" for low, high in spans]
    return {
        "type": "bar",
        "orientation": "h",
        "name": label(name),
        "y": list(heads),
        "base": [low for low, _ in spans],
        "x": [high - low for low, high in spans],
        "marker": marker,
        "customdata": [label(text) for text in texts],
        "hovertemplate": "<b>%{y}</b><br>%{customdata}<extra>%{fullData.name}</extra>",
    }


def _marks(name: str, values: Sequence[float], heads: Sequence[str], unit: str, decimals: int) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": label(name),
        "y": list(heads),
        "x": list(values),
        "marker": {"symbol": "line-ns-open", "size": 16, "color": INK, "line": {"width": 3}},
        "hovertemplate": f"<b>%{{y}}</b><br>%{{x:,.{decimals}f}} {label(unit)}<extra>%{{fullData.name}}</extra>",
    }
