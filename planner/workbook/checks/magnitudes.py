"""Checks of magnitudes: values hundreds of times off their neighbours are in another unit, or slips of the keyboard."""

from collections.abc import Iterator
from math import inf
from statistics import median

from planner.workbook.cells import parse_number, shown
from planner.workbook.expand.book import Book
from planner.workbook.problems import Problem
from planner.workbook.schema import SHEETS, Column

_OFF = 500.0
"""Most wrong units are a thousand times off; rightly different values of one column seldom are."""
_FEWEST = 4
"""With fewer other values nobody can tell what is usual."""
_ALIKE = ("Regions", "RegionPeriods", "Chips", "Workloads", "Links", "LinkModules", "ChipPerformance", "Porting")
"""Sheets whose rows are things of one kind."""
_NOT_COMPARED = ("latitude", "longitude", "opening_cost", "integration_cost")


def values_are_like_those_of_other_rows(book: Book) -> Iterator[Problem]:
    """Warn of values that are hundreds of times those of the other rows, or a small part of them."""
    for sheet in _ALIKE:
        for column in SHEETS[sheet].columns:
            if column.is_numeric and _may_hide_a_wrong_unit(column) and column.name not in _NOT_COMPARED:
                yield from _outliers(book, sheet, column)


def _may_hide_a_wrong_unit(column: Column) -> bool:
    """Return whether the usual values reach so far that one in another unit may lie among them."""
    return column.usual is None or column.usual[1] > _OFF**2 * column.usual[0]


def _outliers(book: Book, sheet: str, column: Column) -> Iterator[Problem]:
    found = [(row, value) for row in book.rows(sheet) if (value := row.number_in(column.name))]
    if len(found) <= _FEWEST:
        return
    middle = median(value for _, value in found)
    low, high = column.usual or (0.0, inf)
    for row, value in found:
        if not low <= value <= high:
            continue  # that is said already
        if value / middle >= _OFF or middle / value >= _OFF:
            unit = f" {column.unit}" if column.unit else ""
            text = (
                f"{column.name} is {shown(value)}, but {middle:,.4g}{unit} in the middle of all rows, "
                f"{_times(value, middle)}; look at its unit"
            )
            yield Problem(sheet, row.cell(column.name), text, "warning")


def periods_follow_each_other(book: Book) -> Iterator[Problem]:
    """Warn of amounts that are hundreds of times those of the period before, or a small part of them."""
    for sheet in ("Demand", "ChipSupply"):
        for row in book.rows(sheet):
            before: tuple[str, float] | None = None
            for period in book.periods:
                amount = row.periods.get(period)
                if not amount:
                    continue
                if before is not None and (amount / before[1] >= _OFF or before[1] / amount >= _OFF):
                    text = (
                        f"{period} has {shown(amount)} after {shown(before[1])} in {before[0]}, "
                        f"{_times(amount, before[1])}; look at the unit"
                    )
                    yield Problem(sheet, row.period_cell(period), text, "warning")
                before = period, amount


def _times(value: float, usual: float) -> str:
    if value > usual:
        return f"{value / usual:,.0f} times as much"
    return f"1 part in {usual / value:,.0f}"


def parties_are_no_numbers(book: Book) -> Iterator[Problem]:
    """Warn of parties that are numbers and own nothing: an amount that stands one column off."""
    for sheet in ("Demand", "Fleet"):
        for row in book.rows(sheet):
            party = row.text("party")
            if party and party not in book.owners and parse_number(party) is not None:
                text = (
                    f"the party is the number {party} and owns neither region nor link; is it the value of another "
                    "column?"
                )
                yield Problem(sheet, row.cell("party"), text, "warning")


CHECKS = (values_are_like_those_of_other_rows, periods_follow_each_other, parties_are_no_numbers)
