"""The section of capacity: what stands, what is ordered, what it is used for, and the halls it stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.report.html.bars import Amounts, amounts_of, colours_of, pile_figure
from planner.report.html.figures import Figure, Trace, figure_html
from planner.report.html.markup import element, join, label
from planner.report.html.numbers import decimals_for
from planner.report.html.page import WebSection, paragraphs
from planner.report.html.palette import INK
from planner.report.over_futures import branches_note, over_time, span_block, spans
from planner.report.table import Block, Column, Format, Table, total_text
from planner.report.view import NEGLIGIBLE, View


def stock_section(view: View, named: Mapping[str, Table]) -> WebSection:
    """Return the charts of capacity over time."""
    words = view.words
    charts = (figure_html(figure, words) for figure in stock_figures(view, named))
    content = join(paragraphs((branches_note(view),), "note"), element("div", *charts, class_="pair"))
    return WebSection("capacity", words("Capacity and chips"), content)


def stock_figures(view: View, named: Mapping[str, Table]) -> tuple[Figure, ...]:
    """Return chips that stand, chips ordered, demand by how it is met, halls and what fills them."""
    return (_installed(view, named["chips"]), _ordered(view, named["chips"]), _met(view, named), _halls(view, named))


def _installed(view: View, chips: Table) -> Figure:
    words = view.words
    amounts, heads = amounts_of(over_time(view, chips), "chip", view.across, "counted_pflops")
    apart = _apart(view, chips, ("counted_pflops",), words("Capacity by chip"), "PFLOPS")
    chart = Figure(
        id="installed",
        title=words("Capacity by chip"),
        reading=words.sentences(words("Counted capacity of all chips that stand, in PFLOPS."), apart.reading),
        tables=(_table(view, words("Capacity by chip"), words("Chip"), amounts, heads), *apart.tables),
        empty=chips.empty if not amounts else "",
    )
    return pile_figure(words, chart, amounts, heads, "PFLOPS", over=apart.traces)


def _ordered(view: View, chips: Table) -> Figure:
    words, read = view.words, over_time(view, chips)
    amounts, heads = amounts_of(read, "chip", view.across, "bought_units")
    unit = words("units")
    apart = _apart(view, chips, ("bought_units",), words("Chips ordered"), unit)
    chart = Figure(
        id="ordered",
        title=words("Chips ordered"),
        reading=words.sentences(words("Units of chips by the period in which they are ordered."), apart.reading),
        tables=(_table(view, words("Chips ordered"), words("Chip"), amounts, heads, "whole"), *apart.tables),
        empty="" if any(any(line) for line in amounts.values()) else words("No chips are ordered."),
    )
    standing, _ = amounts_of(read, "chip", view.across, "counted_pflops")
    return pile_figure(words, chart, amounts, heads, unit, colours=colours_of(standing, words), over=apart.traces)


def _met(view: View, named: Mapping[str, Table]) -> Figure:
    words, demand = view.words, named["demand"]
    columns = ("home_pflops", "remote_pflops", "rented_pflops", "unmet_pflops")
    amounts, heads = _columns_of(over_time(view, demand), columns, view.across)
    apart = _apart(view, demand, columns, words("Demand and how it is met"), "PFLOPS")
    chart = Figure(
        id="met",
        title=words("Demand and how it is met"),
        reading=words.sentences(
            words("Delivered work by where it is done, in PFLOPS on average over the year."), apart.reading
        ),
        tables=(_table(view, words("Demand and how it is met"), demand.title, amounts, heads), *apart.tables),
        empty=demand.empty if demand.frame.empty else "",
    )
    return pile_figure(words, chart, amounts, heads, "PFLOPS", keep_order=True, over=apart.traces)


def _halls(view: View, named: Mapping[str, Table]) -> Figure:
    words, capacity = view.words, named["capacity"]
    read, columns = over_time(view, capacity), ("existing_hall_mw", "new_hall_mw")
    halls, heads = _columns_of(read, columns, view.across)
    load, _ = _columns_of(read, ("it_mw",), view.across)
    title = words("Halls and what fills them")
    apart = _apart(view, capacity, columns, title, "MW")
    chart = Figure(
        id="halls",
        title=title,
        reading=words.sentences(
            words("Power of the halls and the nameplate power of the chips in them, in MW, all regions together."),
            apart.reading,
        ),
        tables=(_table(view, title, capacity.title, {**halls, **load}, heads, add=False), *apart.tables),
        empty=capacity.empty if capacity.frame.empty else "",
    )
    lines = [_line(name, values, heads) for name, values in load.items()]
    return pile_figure(words, chart, halls, heads, "MW", keep_order=True, over=[*lines, *apart.traces])


@dataclass(frozen=True)
class _Apart:
    """How far the futures lie apart in what a chart shows; nothing where each has a pile of its own."""

    reading: str = ""
    traces: tuple[Trace, ...] = ()
    tables: tuple[Block, ...] = ()


def _apart(view: View, table: Table, names: Sequence[str], title: str, unit: str) -> _Apart:
    """Return the whiskers from the least to the most of any future in the sum of some columns."""
    words = view.words
    if view.reads_branches or table.frame.empty:
        return _Apart()
    found = spans(view, table, names)
    reading = words(
        "Piles are expected over the {count} futures; a whisker goes from the least in any of them to the most.",
        count=len(view.inst.tree.leaves),
    )
    block = span_block(view, table, names, words("{what} over the futures", what=title), unit)
    decimals = decimals_for(span.most for span in found.values())
    whiskers: Trace = {
        "type": "scatter",
        "mode": "markers",
        "name": label(words("least to most in any future")),
        "x": [label(period) for period in found],
        "y": [span.expected for span in found.values()],
        "customdata": [[span.least, span.most] for span in found.values()],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [span.most - span.expected for span in found.values()],
            "arrayminus": [span.expected - span.least for span in found.values()],
            "color": INK,
            "thickness": 1.5,
            "width": 8,
        },
        "marker": {"size": 7, "symbol": "circle", "color": INK},
        "hovertemplate": (
            f"<b>%{{x}}</b><br>%{{customdata[0]:,.{decimals}f}} – %{{customdata[1]:,.{decimals}f}} {label(unit)}"
            "<extra>%{fullData.name}</extra>"
        ),
    }
    return _Apart(reading, (whiskers,), (block,))


def _line(name: str, values: Sequence[float], heads: Sequence[str]) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": label(name),
        "x": [label(head) for head in heads],
        "y": values,
        "line": {"color": INK, "width": 2},
        "marker": {"size": 9, "symbol": "diamond", "color": INK},
        "hovertemplate": "<b>%{x}</b><br>%{y:,.0f} MW<extra>%{fullData.name}</extra>",
    }


def _columns_of(table: Table, names: Sequence[str], across: str) -> tuple[dict[str, list[float]], list[str]]:
    """Return sums of several columns over the heads of `across`, each by the title of its column."""
    heads = list(dict.fromkeys(str(head) for head in table.frame[across]))
    sums = table.frame.groupby(across, sort=False)[list(names)].sum()
    clean = sums.where(sums.abs() > NEGLIGIBLE, 0.0)
    return {table.column(name).title: [float(value) for value in clean[name]] for name in names}, heads


def _used(amounts: Amounts) -> Amounts:
    return {name: values for name, values in amounts.items() if any(values)}


def _table(
    view: View,
    title: str,
    heading: str,
    amounts: Amounts,
    heads: Sequence[str],
    form: Format = "fine",
    *,
    add: bool = True,
) -> Block:
    """Return all parts as a table, the small ones too."""
    used = _used(amounts)
    names = sorted(used, key=lambda name: -sum(used[name])) if add else list(used)
    rows = tuple((name, *used[name]) for name in names)
    columns = (Column("name", heading), *(Column(head, head, "", form) for head in heads))
    sums = [sum(values) for values in zip(*used.values(), strict=True)]
    total = (total_text(view.words), *sums) if add and len(rows) > 1 else None
    return Block(title, "", columns, rows, "", total)
