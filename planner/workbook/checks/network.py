"""Checks of links, platform tiers, outages and the fleet."""

from collections.abc import Iterator

from planner.workbook.expand.book import Book
from planner.workbook.problems import Problem


def links_join_two_regions(book: Book) -> Iterator[Problem]:
    """Report links that begin and end in the same region."""
    for row in book.rows("Links"):
        if row.text("from") and row.text("from") == row.text("to"):
            text = f"the link joins {row.text('to')} to itself; name the region at its other end"
            yield Problem("Links", row.cell("to"), text)


def links_have_a_latency(book: Book) -> Iterator[Problem]:
    """Report links of unknown length and latency."""
    for row in book.rows("Links"):
        if row.values["km"] is None and row.values["one_way_ms"] is None:
            text = "km is blank and so is one_way_ms; give one of them"
            yield Problem("Links", row.cell("km"), text)


def tiers_have_ranks_of_their_own(book: Book) -> Iterator[Problem]:
    """Report tiers of the same rank: a region reaches them one after the other."""
    first: dict[float, str] = {}
    for row in book.rows("PlatformTiers"):
        rank = row.number_in("rank")
        if rank is None:
            continue
        other = first.setdefault(rank, row.text("tier"))
        if other != row.text("tier"):
            text = f"rank is {rank:.0f}, which the tier '{other}' has already; give each tier a rank of its own"
            yield Problem("PlatformTiers", row.cell("rank"), text)


def outage_rows_are_about_one_thing(book: Book) -> Iterator[Problem]:
    """Report rows of Outages that name more than one of region, link and workload, or none."""
    for row in book.rows("Outages"):
        named = [column for column in ("region", "link", "workload") if row.text(column)]
        if len(named) == 1:
            continue
        if named:
            text = f"the row names a {' and a '.join(named)}; write a row for each"
        else:
            text = "the row names nothing that is lost or due; fill one of region, link and workload"
        yield Problem("Outages", row.cell(named[1] if named else "region"), text)


def outages_differ_from_slices(book: Book) -> Iterator[Problem]:
    """Report outages that have the name of a slice: both are operating states."""
    for row in book.rows("Outages"):
        name = row.text("outage")
        if name and name in book.names("Slices"):
            text = f"the outage '{name}' has the name of a slice; rename the outage"
            yield Problem("Outages", row.cell("outage"), text)


def outages_are_in_one_slice(book: Book) -> Iterator[Problem]:
    """Report outages whose rows name different slices."""
    first: dict[str, tuple[str, str]] = {}
    for row in book.rows("Outages"):
        found = row.text("slice")
        if not found:
            continue
        slice_, cell = first.setdefault(row.text("outage"), (found, row.cell("slice")))
        if slice_ != found:
            text = f"slice is '{found}' here and '{slice_}' in {cell}; an outage is in one slice"
            yield Problem("Outages", row.cell("slice"), text)


def fleet_is_in_service(book: Book) -> Iterator[Problem]:
    """Warn of fleet units that are out of service before the first period, or come after the last."""
    life = {row.text("chip"): row.number_in("lifetime_years") or 0.0 for row in book.rows("Chips")}
    years = book.first_years.values()
    if not years:
        return
    for row in book.rows("Fleet"):
        year, lifetime = row.number_in("year"), life.get(row.text("chip"))
        if year is None or lifetime is None or any(year <= first < year + lifetime for first in years):
            continue
        if year > max(years):
            text = f"units of {year:.0f} come after the start of the last period and are never used; delete the row"
        else:
            text = (
                f"units of {year:.0f} are out of service after {lifetime:.10g} years, before any period starts; "
                "delete the row, or give the chip a longer lifetime_years"
            )
        yield Problem("Fleet", row.cell("year"), text, "warning")


CHECKS = (
    links_join_two_regions,
    links_have_a_latency,
    tiers_have_ranks_of_their_own,
    outage_rows_are_about_one_thing,
    outages_differ_from_slices,
    outages_are_in_one_slice,
    fleet_is_in_service,
)
