"""From the residency of workloads and the sheet Residency to the hosts that may serve each region's work."""

from collections.abc import Iterator, Mapping
from itertools import product

from models.ids import RegionId, WorkloadId
from models.records import HostRule
from planner.workbook.expand.book import Book
from planner.workbook.inherit import Inherited
from planner.workbook.schema import SHEETS
from planner.workbook.tables import Row

Pair = tuple[WorkloadId, RegionId, RegionId]
"""Workload, origin, host."""
_FREE = HostRule()


class HostRules(Mapping[Pair, HostRule]):
    """The pairs of regions that residency allows for each workload, each looked up in the rows that say so.

    A workbook of 340 regions has half a million pairs, of which the checks ask for few.
    """

    def __init__(self, book: Book) -> None:
        """Take the rows of a book without errors."""
        keys, rows = SHEETS["Residency"].keys, book.rows("Residency")
        named = tuple(row for row in rows if not _all_hosts(row))
        self._regions = book.regions
        self._allowed = Inherited(rows, keys, ("allowed",), book.reach)
        self._shares = Inherited(named, keys, ("max_remote_fraction",), book.reach)
        residency = {WorkloadId(row.text("workload")): row.text("residency") for row in book.rows("Workloads")}
        near = {kind: _neighbours(book, kind) for kind in dict.fromkeys(residency.values())}
        self._near = {workload: near[kind] for workload, kind in residency.items()}
        self._said = (self._near, [row.values for row in rows], book.groups)

    def __getitem__(self, key: Pair) -> HostRule:
        """Return the rule of a pair that is allowed."""
        rule = self.get(key)
        if rule is None:
            raise KeyError(key)
        return rule

    def get(self, key: Pair, default: HostRule | None = None) -> HostRule | None:  # type: ignore[override]  # no other
        """Return the rule of a pair; the default when it is not allowed."""
        workload, origin, host = key
        said = self._allowed.value(key, "allowed")
        if origin == host or not (host in self._near[workload][origin] if said is None else said):
            return default
        share = self._shares.number(key, "max_remote_fraction")
        return _FREE if share is None else HostRule(share)

    def __contains__(self, key: object) -> bool:
        """Return whether a pair is allowed."""
        return isinstance(key, tuple) and self.get(key) is not None

    def __iter__(self) -> Iterator[Pair]:
        """Return the pairs that are allowed, in the order of the workbook."""
        pairs = product(self._near, self._regions, self._regions)
        return (pair for pair in pairs if self.get(pair) is not None)

    def __len__(self) -> int:
        """Return how many pairs are allowed."""
        return sum(1 for _ in self)

    def __eq__(self, other: object) -> bool:
        """Return whether two say the same of all pairs; the same rows do, which is quick to tell."""
        if isinstance(other, HostRules) and self._said == other._said:
            return True
        return isinstance(other, Mapping) and dict(self.items()) == dict(other.items())

    __hash__ = None  # type: ignore[assignment]  # as any mapping that compares by what it holds

    def spelled_out(self) -> Mapping[Pair, HostRule]:
        """Return the rules of all pairs that are allowed."""
        return {pair: rule for pair in product(self._near, self._regions, self._regions) if (rule := self.get(pair))}


def remote_fractions_of(book: Book) -> Mapping[tuple[WorkloadId, RegionId], float]:
    """Return the largest share that all hosts together may take of an origin's demand.

    The share in a row for host `*` is that of all hosts together; in a row that names a host, or a group of them, it is
    that of each host.
    """
    rows = (row for row in book.rows("Residency") if _all_hosts(row))
    shares = Inherited(rows, SHEETS["Residency"].keys[:2], ("max_remote_fraction",), book.reach)
    return {
        (WorkloadId(workload), RegionId(origin)): share
        for workload, origin in shares.every_key
        if (share := shares.number((workload, origin), "max_remote_fraction")) is not None
    }


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
