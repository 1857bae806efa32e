"""The section of capacity: what stands, what is ordered, what it is used for, and the halls it stands in."""

from collections.abc import Mapping, Sequence

from planner.report.html.bars import Amounts, amounts_of, colours_of, pile_figure
from planner.report.html.figures import Figure, Trace, figure_html
from planner.report.html.markup import element, join, label
from planner.report.html.page import WebSection, paragraphs
from planner.report.html.palette import INK
from planner.report.table import Block, Column, Format, Table, exclusive, total_text
from planner.report.view import View


def stock_section(view: View, named: Mapping[str, Table]) -> WebSection:
    """Return the charts of capacity over time."""
    words = view.words
    note = () if view.inst.tree.is_chain else (exclusive(words),)
    charts = (figure_html(figure, words) for figure in stock_figures(view, named))
    content = join(paragraphs(note, "note"), element("div", *charts, class_="pair"))
    return WebSection("capacity", words("Capacity and chips"), content)


def stock_figures(view: View, named: Mapping[str, Table]) -> tuple[Figure, ...]:
    """Return chips that stand, chips ordered, demand by how it is met, halls and what fills them."""
    return (_installed(view, named["chips"]), _ordered(view, named["chips"]), _met(view, named), _halls(view, named))


def _installed(view: View, chips: Table) -> Figure:
    words = view.words
    amounts, heads = amounts_of(chips, "chip", view.when.across, "counted_pflops")
    chart = Figure(
        id="installed",
        title=words("Capacity by chip"),
        reading=words("Counted capacity of all chips that stand, in PFLOPS."),
        tables=(_table(view, words("Capacity by chip"), words("Chip"), amounts, heads),),
        empty=chips.empty if not amounts else "",
    )
    return pile_figure(words, chart, amounts, heads, "PFLOPS")


def _ordered(view: View, chips: Table) -> Figure:
    words = view.words
    amounts, heads = amounts_of(chips, "chip", view.when.across, "bought_units")
    unit = words("units")
    chart = Figure(
        id="ordered",
        title=words("Chips ordered"),
        reading=words("Units of chips by the period in which they are ordered."),
        tables=(_table(view, words("Chips ordered"), words("Chip"), amounts, heads, "whole"),),
        empty="" if any(any(line) for line in amounts.values()) else words("No chips are ordered."),
    )
    standing, _ = amounts_of(chips, "chip", view.when.across, "counted_pflops")
    return pile_figure(words, chart, amounts, heads, unit, colours=colours_of(standing, words))


def _met(view: View, named: Mapping[str, Table]) -> Figure:
    words, demand = view.words, named["demand"]
    columns = ("home_pflops", "remote_pflops", "rented_pflops", "unmet_pflops")
    amounts, heads = _columns_of(demand, columns, view.when.across)
    chart = Figure(
        id="met",
        title=words("Demand and how it is met"),
        reading=words("Delivered work by where it is done, in PFLOPS on average over the year."),
        tables=(_table(view, words("Demand and how it is met"), demand.title, amounts, heads),),
        empty=demand.empty if demand.frame.empty else "",
    )
    return pile_figure(words, chart, amounts, heads, "PFLOPS", keep_order=True)


def _halls(view: View, named: Mapping[str, Table]) -> Figure:
    words, capacity = view.words, named["capacity"]
    halls, heads = _columns_of(capacity, ("existing_hall_mw", "new_hall_mw"), view.when.across)
    load, _ = _columns_of(capacity, ("it_mw",), view.when.across)
    chart = Figure(
        id="halls",
        title=words("Halls and what fills them"),
        reading=words("Power of the halls and the nameplate power of the chips in them, in MW, all regions together."),
        tables=(_table(view, words("Halls and what fills them"), capacity.title, {**halls, **load}, heads, add=False),),
        empty=capacity.empty if capacity.frame.empty else "",
    )
    lines = [_line(name, values, heads) for name, values in load.items()]
    return pile_figure(words, chart, halls, heads, "MW", keep_order=True, over=lines)


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
    return {table.column(name).title: [float(value) for value in sums[name]] for name in names}, heads


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
