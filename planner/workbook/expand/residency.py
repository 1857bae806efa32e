"""From the residency of workloads and the sheet Residency to the hosts that may serve each region's work."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.ids import RegionId, WorkloadId
from models.records import HostRule
from planner.workbook.expand.book import Book
from planner.workbook.inherit import inherit
from planner.workbook.schema import SHEETS
from planner.workbook.tables import Row


@dataclass(frozen=True)
class Residency:
    """Where work may be done that does not stay at home."""

    host_rules: Mapping[tuple[WorkloadId, RegionId, RegionId], HostRule]
    """Workload, origin, host: the pairs allowed."""
    remote_fraction: Mapping[tuple[WorkloadId, RegionId], float]
    """Largest share that all hosts together may take of an origin's demand."""


def residency_of(book: Book) -> Residency:
    """Return the pairs of regions that residency allows.

    A row of the sheet goes before the workload's own residency. The share in a row that names a host, or a group of
    them, is that of each host; the share in a row for host `*` is that of all hosts together.
    """
    keys = SHEETS["Residency"].keys
    rows = book.rows("Residency")
    allowed = inherit(rows, keys, ("allowed",), book.reach)
    by_host = inherit((row for row in rows if not _all_hosts(row)), keys, ("max_remote_fraction",), book.reach)
    together = inherit((row for row in rows if _all_hosts(row)), keys[:2], ("max_remote_fraction",), book.reach)
    free = HostRule()
    rules: dict[tuple[WorkloadId, RegionId, RegionId], HostRule] = {}
    for row in book.rows("Workloads"):
        workload = row.text("workload")
        near = _neighbours(book, row.text("residency"))
        if not rows:  # a workbook of many regions has many pairs, and most have no exceptions
            name = WorkloadId(workload)
            rules |= {
                (name, origin, host): free
                for origin in book.regions
                for host in book.regions
                if host != origin and host in near[origin]
            }
            continue
        for origin in book.regions:
            for host in book.regions:
                key = (workload, origin, host)
                said = allowed.value(key, "allowed")
                if host == origin or not (host in near[origin] if said is None else said):
                    continue
                share = by_host.number(key, "max_remote_fraction")
                rules[WorkloadId(workload), origin, host] = free if share is None else HostRule(share)
    shares = {
        (WorkloadId(workload), RegionId(origin)): share
        for workload, origin in together.rows
        if (share := together.number((workload, origin), "max_remote_fraction")) is not None
    }
    return Residency(rules, shares)


def _all_hosts(row: Row) -> bool:
    return row.text("host") == "*"


def _neighbours(book: Book, residency: str) -> Mapping[RegionId, frozenset[RegionId]]:
    """Return the hosts that a workload's own residency allows to each region."""
    if residency == "anywhere":
        everywhere = frozenset(book.regions)
        return dict.fromkeys(book.regions, everywhere)
    near: dict[RegionId, set[RegionId]] = {region: set() for region in book.regions}
    if residency == "group":
        for members in book.groups.values():
            for region in members:
                near[region] |= set(members)
    return {region: frozenset(found) for region, found in near.items()}
