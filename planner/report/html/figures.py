"""Charts on a page: data for the plotting library, what they show in a sentence, and the same as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.report.html.markup import NOTHING, Html, data_script, element, join, text
from planner.report.html.tables import folded_html
from planner.report.table import Block
from planner.report.words import Words

Trace = Mapping[str, Any]


@dataclass(frozen=True)
class Figure:
    """A chart. Its layout says only what differs from that of all charts, which stands in page.js."""

    id: str
    title: str
    reading: str
    """A sentence that says what it shows and in which unit."""
    traces: Sequence[Trace] = ()
    layout: Mapping[str, Any] = field(default_factory=dict)
    height_px: int = 380
    frames: Sequence[Sequence[Trace]] = ()
    """Traces for each time that the slider names, instead of `traces`."""
    tables: Sequence[Block] = ()
    """The same in text."""
    empty: str = ""
    """What to say instead of drawing it; '': it is drawn."""


def figure_html(figure: Figure, words: Words, controls: Html = NOTHING) -> Html:
    """Return the chart with its title, reading and table."""
    if figure.empty:
        return join(element("h3", text(figure.title)), element("p", text(figure.empty)))
    data = {"traces": figure.traces, "layout": figure.layout, "frames": figure.frames}
    return drawing_html(figure, data, words, controls)


def drawing_html(figure: Figure, data: object, words: Words, controls: Html = NOTHING, beside: Html = NOTHING) -> Html:
    """Return a box in which a script draws `data`, with everything that stands around a chart."""
    title = f"{figure.id}-title"
    name = words("The figures of this chart") if len(figure.tables) == 1 else ""
    plot = element(
        "div",
        class_="plot",
        id=figure.id,
        role="img",
        aria_label=f"{figure.title}. {figure.reading}",
        style=f"height:{figure.height_px}px",
    )
    return element(
        "figure",
        element(
            "div",
            element("h3", text(figure.title), id=title),
            element("p", text(figure.reading), class_="reading"),
            controls,
            element("div", plot, beside, class_="drawing") if beside else plot,
            class_="chart",
        ),
        *(folded_html(table, words, name) for table in figure.tables),
        data_script(f"{figure.id}-data", data),
        role="group",
        aria_labelledby=title,
    )
