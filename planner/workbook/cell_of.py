"""From a limit of the plan to the cell of the workbook that sets it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.ids import BudgetId, RegionId
from planner.workbook.expand.book import Book
from planner.workbook.expand.budgets import budget_rows
from planner.workbook.expand.scopes import scope_named
from planner.workbook.inherit import Inherited
from planner.workbook.inherit import cell_of as address
from planner.workbook.schema import SHEETS
from planner.workbook.tables import Row

_IN_REGION = {
    "grid_limit": "grid_limit_mw",
    "hall_module_limit": "max_hall_modules",
    "staff_limit": "staff_limit",
    "chip_type_limit": "max_chip_types",
}
_OF_RULES = {"policy_limit": ("Policies", "policy"), "commitment_limit": ("Commitments", "commitment")}


@dataclass(frozen=True)
class Place:
    """The cell that sets a limit."""

    sheet: str
    cell: str
    """'' when no cell of the sheet sets it."""
    column: str
    subject: str
    """What the limit is about, in the words of the workbook."""
    now: str | None = None
    """What the cell holds where that is a word; None: a number."""
    needed: str | None = None
    """The word it needs instead."""
    tab: str = ""
    """What the workbook calls the sheet, where that is another name."""

    @property
    def address(self) -> str:
        """Sheet and cell, such as ChipSupply!F4."""
        tab = self.tab or self.sheet
        return f"{tab}!{self.cell}" if self.cell else tab


def place_of(book: Book, family: str, index: Sequence[str]) -> Place:
    """Return the cell that sets a limit, from the rows in which it stands and their index."""
    place = _found_place(book, family, index)
    return replace(place, tab=book.tab(place.sheet))


def _found_place(book: Book, family: str, index: Sequence[str]) -> Place:
    if family in _IN_REGION:
        return _region(book, _IN_REGION[family], *index)
    if family in _OF_RULES:
        sheet, key = _OF_RULES[family]
        row = next(row for row in book.rows(sheet) if row.text(key) == index[0])
        return _place(row, "value", f"{key} '{index[0]}'")
    return _PLACES[family](book, *index)


def _place(row: Row, column: str, subject: str, *, now: str | None = None, needed: str | None = None) -> Place:
    return Place(row.sheet, address(row, column), column, subject, now, needed)


def _row_named(book: Book, sheet: str, name: str) -> Row:
    key = SHEETS[sheet].columns[0].name
    return next(row for row in book.rows(sheet) if row.text(key) == name)


def _region(book: Book, column: str, region: str, period: str) -> Place:
    over_time = book.inherited("RegionPeriods").row((region, period), column)
    if over_time is not None:
        return _place(over_time, column, f"{region} in {period}")
    return _place(_row_named(book, "Regions", region), column, region)


def _supply(book: Book, number: str, period: str) -> Place:
    limited = [
        row
        for row in book.rows("ChipSupply")
        if scope_named(book, row.text("scope")) is not None
        and any(row.periods.get(t) is not None for t in book.periods)
    ]
    row = limited[int(number)]
    scope = f" for {row.text('scope')}" if row.text("scope") else ""
    return _place(row, period, f"the supply of {row.text('chip')}{scope}")


def _budget(book: Book, budget: str, period: str) -> Place:
    rows = budget_rows(book)[BudgetId(budget)]
    sums = Inherited(rows, (SHEETS["Budgets"].column("period"),), ("amount",), book.reach)
    return _place(sums.row((period,), "amount") or rows[0], "amount", f"budget '{budget}' in {period}")


def _link(book: Book, link: str) -> Place:
    return _place(_row_named(book, "Links", link), "existing_gbps", f"link '{link}'")


def _circuits(book: Book, link: str, module: str) -> Place:
    row = book.inherited("LinkModules").row((link, module), "max_modules")
    return _found(row, "LinkModules", "max_modules", f"module '{module}' on link '{link}'")


def _host(book: Book, workload: str, origin: str, host: str) -> Place:
    """Return the cell that keeps a host from work: its share, the row that forbids it, or the workload's residency."""
    subject = f"{workload} of {origin} in {host}"
    keys, key, rows = SHEETS["Residency"].keys, (workload, origin, host), book.rows("Residency")
    forbidding = Inherited(rows, keys, ("allowed",), book.reach).row(key, "allowed")
    if forbidding is not None and forbidding.values["allowed"] is False:
        return _place(forbidding, "allowed", subject, now="no", needed="yes")
    named = [row for row in rows if row.text("host") != "*"]
    sharing = Inherited(named, keys, ("max_remote_fraction",), book.reach).row(key, "max_remote_fraction")
    if sharing is not None:
        return _place(sharing, "max_remote_fraction", subject)
    own = _row_named(book, "Workloads", workload)
    return _place(own, "residency", workload, now=own.text("residency"), needed="anywhere")


def _hosts(book: Book, workload: str, origin: str) -> Place:
    keys = SHEETS["Residency"].keys[:2]
    rows = [row for row in book.rows("Residency") if row.text("host") == "*"]
    found = Inherited(rows, keys, ("max_remote_fraction",), book.reach).row((workload, origin), "max_remote_fraction")
    subject = f"{workload} of {origin}"
    return _found(found, "Residency", "max_remote_fraction", subject)


def _latency(book: Book, workload: str) -> Place:
    return _place(_row_named(book, "Workloads", workload), "max_latency_ms", workload)


def _demand(book: Book, region: str, workload: str, period: str) -> Place:
    """Return the cell of the largest demand of the region, of all parties."""
    rows = book.demand
    keys = [key for key in rows.every_key if key[0] == region and key[2] == workload and rows.number(key, period)]
    largest = max(keys, key=lambda key: rows.number(key, period) or 0.0)
    own = book.party_of.get(RegionId(region)) or ""
    whose = f" of {largest[1]}" if largest[1] != own else ""
    return _found(rows.row(largest, period), "Demand", period, f"demand for {workload} in {region}{whose}")


def _outage(book: Book, outage: str, workload: str) -> Place:
    rows = [row for row in book.rows("Outages") if row.text("outage") == outage]
    about = [row for row in rows if row.text("workload")]
    due = Inherited(about, (SHEETS["Outages"].column("workload"),), ("due_fraction",), book.reach)
    return _found(due.row((workload,), "due_fraction"), "Outages", "due_fraction", f"{workload} in outage '{outage}'")


def _found(row: Row | None, sheet: str, column: str, subject: str) -> Place:
    return Place(sheet, "", column, subject) if row is None else _place(row, column, subject)


_PLACES: Mapping[str, Callable[..., Place]] = {
    "supply_limit": _supply,
    "budget_limit": _budget,
    "link_capacity": _link,
    "circuit_limit": _circuits,
    "host_share_limit": _host,
    "remote_share_limit": _hosts,
    "latency": _latency,
    "demand": _demand,
    "outage_demand": _outage,
}
