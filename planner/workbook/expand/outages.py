"""From the sheet Outages to outages: the rows of one name together."""

from collections.abc import Iterable, Mapping, Sequence

from models.ids import LinkId, OutageId, RegionId, SliceId, WorkloadId
from models.records import Outage
from planner.workbook.expand.book import Book
from planner.workbook.inherit import Inherited
from planner.workbook.schema import SHEETS
from planner.workbook.tables import Row


def outages_of(book: Book) -> Mapping[OutageId, Outage]:
    """Return the outages in the order of the workbook."""
    by_name: dict[OutageId, list[Row]] = {}
    for row in book.rows("Outages"):
        by_name.setdefault(OutageId(row.text("outage")), []).append(row)
    return {name: _outage(book, name, rows) for name, rows in by_name.items()}


def _outage(book: Book, name: OutageId, rows: Sequence[Row]) -> Outage:
    slices = [row.text("slice") for row in rows if row.text("slice")]
    work = [row for row in rows if row.text("workload")]
    return Outage(
        name,
        SliceId(slices[0] if slices else book.names("Slices")[0]),
        region_remaining={RegionId(region): left for region, left in _remaining(book, rows, "region").items()},
        link_remaining={LinkId(link): left for link, left in _remaining(book, rows, "link").items()},
        due_fraction={WorkloadId(w): due for w, due in _by_key(book, work, "workload", "due_fraction").items()},
        shortfall_price_m_per_pflops={
            WorkloadId(w): price for w, price in _by_key(book, work, "workload", "shortfall_price").items()
        },
    )


def _remaining(book: Book, rows: Sequence[Row], place: str) -> Mapping[str, float]:
    """Return what is left of each region or link that the rows name; nothing where the cell is blank."""
    about = [row for row in rows if row.text(place)]
    stated = _by_key(book, about, place, "remaining_fraction")
    column = SHEETS["Outages"].column(place)
    reaches = (book.reach(column, row.text(place)) for row in about)
    named = dict.fromkeys(name for reach in reaches if reach is not None for name in reach.names)
    return {name: stated.get(name, 0.0) for name in named}


def _by_key(book: Book, rows: Iterable[Row], key: str, column: str) -> Mapping[str, float]:
    found = Inherited(rows, (SHEETS["Outages"].column(key),), (column,), book.reach)
    return {name: value for (name,) in found.every_key if (value := found.number((name,), column)) is not None}
