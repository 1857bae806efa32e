"""The sheet of investments: their cash by kind, what each region gets, and every decision over time."""

from collections.abc import Sequence
from dataclasses import replace

from planner.report.blocks import side_by_side
from planner.report.chart import Chart
from planner.report.pages_chips import drawn_over_time
from planner.report.table import Block, Page, Table, spread
from planner.report.view import View

FEWEST_BARS = 3
"""Fewer of them say no more than the table."""


def investment_pages(view: View, table: Table) -> tuple[Page, ...]:
    """Return what is invested in: by kind and by region, and on a sheet of its own one by one."""
    words, across, chances = view.words, view.across, view.likely
    if chances is not None and view.reads_branches:
        chances = {view.when.of_node(n)[-1]: view.node_weight(n) for n in view.inst.nodes}

    def over_time(part: Table, rows: Sequence[str], value: str, title: str, *, added: bool = True) -> Block:
        return spread(
            words,
            part,
            rows,
            across,
            value,
            title,
            row_total=True,
            column_total=added,
            empty=table.empty,
            chances=chances,
        )

    cash = over_time(table, ("kind",), "cash_m", words("Cash by what is decided"))
    halls = replace(table, frame=table.frame[table.frame["kind"] == view.names.decisions["modules_built"]])
    built = over_time(halls, ("place",), "size", words("{title} ({unit})", title=words("New halls"), unit="MW"))
    paid = over_time(_links_together(view, table), ("place",), "cash_m", words("Cash"))
    places = side_by_side(words, words("New halls and cash, by place"), (built, paid) if built.rows else (paid,))
    quantity = over_time(table, ("kind", "place", "item", "unit"), "quantity", words("Quantity"), added=False)
    spent = over_time(table, ("kind", "place", "item", "unit"), "cash_m", words("Cash"))
    last = replace(
        spent,
        columns=(*spent.columns[:4], spent.columns[-1]),
        rows=tuple((*row[:4], row[-1]) for row in spent.rows),
        total=(*spent.total[:4], spent.total[-1]) if spent.total is not None else None,
    )
    note = words("The year from which each serves is in tables/investments.csv.")
    every = side_by_side(words, words("Every investment"), (quantity, last))
    if not cash.rows:
        return (Page(words("Investments"), table.note, (cash,)),)
    drawn = drawn_over_time(view, cash, words("Cash by what is decided"), view.money, last=1)
    return (
        Page(words("Investments"), table.note, (drawn, _with_halls(view, places, built), *places[1:])),
        Page(words("All investments"), words.sentences(table.note, note), every),
    )


def _links_together(view: View, table: Table) -> Table:
    """Return the investments with all links as one place."""
    names = view.names.decisions
    of_links = table.frame["kind"].isin([names["link_opened"], names["circuits_added"]])
    return replace(table, frame=table.frame.assign(place=table.frame["place"].mask(of_links, view.words("all links"))))


def _with_halls(view: View, places: tuple[Block, ...], built: Block) -> Block:
    """Return the table by place with a drawing of all new halls."""
    rows = tuple(i for i in range(len(places[0].rows)) if places[0].rows[i][0] in {row[0] for row in built.rows})
    if len(rows) < FEWEST_BARS:
        return places[0]
    last = len(built.columns) - 1
    title = view.words("New halls, all periods")
    return replace(places[0], charts=(Chart(title, "columns", "MW", "column", (last,), rows),))
