"""What the keys of a filter select on: regions by group or party, chips by stack or vendor, and so on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from planner.workbook.expand.book import Book
from planner.workbook.expand.chips import stack_of
from planner.workbook.tables import Row


@dataclass(frozen=True)
class Axis:
    """The names that a filter key selects among."""

    target: str
    """What is selected: region, host, chip, workload, tier, link, module, year, stack or period."""
    names: tuple[str, ...]
    by_value: Mapping[str, tuple[str, ...]]
    """The names that each value of the key stands for."""


def axes_of(book: Book, *, of_work: bool) -> Mapping[str, tuple[Axis, ...]]:
    """Return the axes of each filter key; `of_work`: `class` is that of workloads and `stack` is no choice of chips."""
    chips, links = book.rows("Chips"), book.rows("Links")
    places = {**_itself(book.regions), **book.groups}
    stacks = _by(chips, "chip", stack_of)
    parties: dict[str, tuple[str, ...]] = {party: book.regions_of(party) for party in book.parties}
    owned = _by(links, "link", lambda row: row.text("party"))
    chip_names, workload_names, link_names = (book.names(sheet) for sheet in ("Chips", "Workloads", "Links"))
    return {
        "region": (Axis("region", book.regions, places),),
        "origin": (Axis("region", book.regions, places),),
        "host": (Axis("host", book.regions, places),),
        "party": (
            Axis("region", book.regions, parties),
            Axis("link", link_names, {party: owned.get(party, ()) for party in book.parties}),
        ),
        "chip": (_plain("chip", chip_names),),
        "stack": (_plain("stack", stacks) if of_work else Axis("chip", chip_names, stacks),),
        "vendor": (Axis("chip", chip_names, _by(chips, "chip", lambda row: row.text("vendor"))),),
        "domestic": (Axis("chip", chip_names, {"yes": (), "no": (), **_by(chips, "chip", _domestic)}),),
        "class": (
            Axis("workload", workload_names, _by(book.rows("Workloads"), "workload", lambda row: row.text("class")))
            if of_work
            else Axis("chip", chip_names, _by(chips, "chip", lambda row: row.text("class"))),
        ),
        "workload": (_plain("workload", workload_names),),
        "tier": (_plain("tier", book.names("PlatformTiers")),),
        "link": (_plain("link", link_names),),
        "module": (_plain("module", _values(book, "LinkModules", "module")),),
        "year": (_plain("year", _values(book, "Fleet", "year")),),
        "period": (_plain("period", book.periods),),
    }


def _itself(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {name: (name,) for name in names}


def _plain(target: str, names: Iterable[str]) -> Axis:
    """Return the axis of a key that names things themselves."""
    names = tuple(names)
    return Axis(target, names, _itself(names))


def _values(book: Book, sheet: str, column: str) -> tuple[str, ...]:
    """Return what a column of a sheet has, as a filter writes it, in the order of the workbook."""
    found = dict.fromkeys(row.values[column] for row in book.rows(sheet))
    return tuple(f"{value:g}" if isinstance(value, int | float) else str(value) for value in found if value is not None)


def _by(rows: Iterable[Row], key: str, value_of: Callable[[Row], str]) -> dict[str, tuple[str, ...]]:
    """Return the keys of the rows by a value that the rows have; rows without one are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if value := value_of(row):
            found[value] = (*found.get(value, ()), row.text(key))
    return found


def _domestic(row: Row) -> str:
    return "yes" if row.values["domestic"] is True else "no"
