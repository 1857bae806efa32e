"""The sheets of chips and of capacity and its use."""

from collections.abc import Sequence
from dataclasses import replace

from planner.report.blocks import by_size, leading, side_by_side
from planner.report.chart import Chart
from planner.report.over_futures import span_block
from planner.report.table import Block, Page, Table, spread
from planner.report.view import View

BY_CHIP, BY_REGION, BY_REGION_CHIP = ("chip", "stack"), ("region",), ("region", "chip")


def chip_page(view: View, chips: Table, each: Table) -> Page:
    """Return what is ordered and what stands of each chip.

    Parameters
    ----------
    each
        The same by branch, where `chips` takes the branches together.
    """
    words, across = view.words, view.across

    def ordered(rows: Sequence[str], title: str) -> Block:
        return spread(
            words, chips, rows, across, "bought_units", title, row_total=True, column_total=True, chances=view.likely
        )

    def over_time(rows: Sequence[str], value: str, title: str) -> Block:
        return spread(words, chips, rows, across, value, title, column_total=True)

    counted = leading(words, over_time(("chip",), "counted_pflops", words("Counted capacity by chip")))
    bought = by_size(ordered(BY_CHIP, words("Ordered")))
    units = by_size(over_time(BY_CHIP, "installed_units", words("Installed")))
    region_units = over_time(BY_REGION_CHIP, "installed_units", words("Installed"))
    retired = over_time(BY_REGION_CHIP, "retired_units", words("Retired early, by region"))
    region_blocks = (ordered(BY_REGION_CHIP, words("Ordered")), region_units)
    return Page(
        words("Chips"),
        chips.note,
        (
            drawn_over_time(view, counted, words("Counted capacity by chip"), "PFLOPS"),
            *([] if view.reads_branches or not counted.rows else [_apart(view, each)]),
            *side_by_side(words, words("Units of each chip, all regions"), (bought, units)),
            *([retired] if retired.rows else []),
            *side_by_side(words, words("Units of each chip, by region"), region_blocks),
        ),
    )


def _apart(view: View, chips: Table) -> Block:
    title = view.words("{what} over the futures", what=view.words("Counted capacity"))
    return span_block(view, chips, ("counted_pflops",), title, "PFLOPS")


def capacity_page(view: View, capacity: Table) -> Page:
    """Return what stands in each region and how it is used."""
    words, across = view.words, view.across

    def added(value: str, title: str) -> Block:
        return spread(words, capacity, BY_REGION, across, value, title, column_total=True)

    def share(value: str, title: str) -> Block:
        block = spread(words, capacity, BY_REGION, across, value, title)
        return replace(block, heat=(tuple(range(1, len(block.columns))),))

    counted = added("counted_pflops", words("Counted capacity"))
    used = side_by_side(
        words,
        words("Capacity and its use"),
        (counted, added("delivered_pflops", words("Delivered")), share("utilisation", words("Utilisation"))),
    )
    power = side_by_side(
        words,
        words("Halls and power"),
        (
            added("it_mw", words("IT load")),
            share("hall_use", words("Halls filled")),
            added("facility_mw", words("Largest draw from the grid")),
        ),
    )
    energy = side_by_side(
        words,
        words("Electricity and carbon"),
        (
            added("energy_mwh", words("Electricity")),
            added("green_mwh", words("of it green")),
            added("carbon_t", words("Carbon")),
        ),
    )
    drawn = used[0] if not counted.rows else _drawn_by_region(view, used[0], len(counted.columns) - 1)
    return Page(words("Capacity"), capacity.note, (drawn, *used[1:], *power, *energy))


def _drawn_by_region(view: View, block: Block, periods: int) -> Block:
    """Return the table with a drawing of the first and last of its first columns, region by region."""
    columns = tuple(dict.fromkeys((1, periods)))
    rows = tuple(range(len(block.rows)))
    title = view.words("Counted capacity by region")
    return replace(block, charts=(Chart(title, "columns", "PFLOPS", "column", columns, rows, wide=True),))


def drawn_over_time(view: View, block: Block, title: str, unit: str, *, last: int = 0) -> Block:
    """Return a table with a drawing of its rows over the periods, `last` columns left out at the end."""
    if not block.rows:
        return block
    names = sum(column.format == "text" for column in block.columns)
    columns = tuple(range(names, len(block.columns) - last))
    return replace(block, charts=(Chart(title, "stacked", unit, "row", columns, tuple(range(len(block.rows)))),))
