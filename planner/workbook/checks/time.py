"""Checks of time: periods follow each other, slices make a year, profiles keep the yearly average."""

from collections.abc import Iterator
from itertools import pairwise

from planner.workbook.expand.book import ONLY_SLICE, Book
from planner.workbook.expand.settings import HOURS_OF_A_YEAR
from planner.workbook.problems import Problem
from planner.workbook.tables import Row

PROFILE_TOLERANCE = 1e-6
"""How far from 1 the average of a profile may be: it multiplies demand."""


def periods_follow_each_other(book: Book) -> Iterator[Problem]:
    """Report periods that do not begin when the one before is over."""
    rows = [row for row in book.rows("Periods") if row.number_in("first_year") is not None]
    for before, row in pairwise(rows):
        expected = (before.number_in("first_year") or 0.0) + (before.number_in("years") or 1.0)
        found = row.number_in("first_year")
        if found != expected:
            text = (
                f"first_year is {found:.0f}, but must be {expected:.0f}, the year after the period "
                f"{before.text('period')}"
            )
            yield Problem("Periods", row.cell("first_year"), text)


def base_year_is_not_late(book: Book) -> Iterator[Problem]:
    """Report a base year after the first year that is planned."""
    for row in book.rows("Settings"):
        year, years = row.values["value"], book.first_years.values()
        if row.text("key") == "base_year" and isinstance(year, int | float) and years and year > min(years):
            text = f"base_year is {year:.0f}, but must be {min(years)} or earlier, the first year that is planned"
            yield Problem("Settings", row.cell("value"), text)


def slices_make_a_year(book: Book) -> Iterator[Problem]:
    """Warn when the hours of the slices are not those of a year."""
    rows = book.rows("Slices")
    hours = sum(row.number_in("hours") or 0.0 for row in rows)
    if rows and abs(hours - HOURS_OF_A_YEAR) > 1e-6:
        text = (
            f"the hours of all slices make {hours:.10g}, but a year has {HOURS_OF_A_YEAR:.0f}; "
            f"energy and its cost will be those of {hours:.10g} hours"
        )
        yield Problem("Slices", column_range(rows, "hours"), text, "warning")


def profiles_average_one(book: Book) -> Iterator[Problem]:
    """Report profiles whose factors, weighted by hours, do not average 1."""
    if not book.rows("Profiles"):
        return
    hours = {row.text("slice"): row.number_in("hours") or 0.0 for row in book.rows("Slices")} or {ONLY_SLICE: 1.0}
    total = sum(hours.values())
    found = book.inherited("Profiles")
    wrong: dict[tuple[int, ...], tuple[str, Row, float, list[str]]] = {}
    for workload, region in dict.fromkeys(key[:2] for key in found.every_key):
        rows = [found.row((workload, region, name), "factor") for name in hours]
        factors = [1.0 if row is None else row.number_in("factor") or 0.0 for row in rows]
        average = sum(factor * share for factor, share in zip(factors, hours.values(), strict=True)) / (total or 1.0)
        given = sorted((row for row in rows if row is not None), key=lambda row: row.number)
        if abs(average - 1.0) > PROFILE_TOLERANCE and given:
            key = tuple(row.number for row in given)
            wrong.setdefault(key, (workload, given[0], average, []))[3].append(region)
    for workload, row, average, regions in wrong.values():
        more = f" and {len(regions) - 1} more" if len(regions) > 1 else ""
        text = (
            f"the factors of {workload} in {regions[0]}{more} average {average:.10g} over the hours of the slices, "
            f"but must average 1; divide each by {average:.10g}"
        )
        yield Problem("Profiles", row.cell("factor"), text)


def column_range(rows: tuple[Row, ...], column: str) -> str:
    """Return the cells of a column from the first of the rows to the last."""
    first, last = rows[0].cell(column), rows[-1].cell(column)
    return first if first == last else f"{first}:{last}"


CHECKS = (periods_follow_each_other, base_year_is_not_late, slices_make_a_year, profiles_average_one)
