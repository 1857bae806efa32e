"""Who can serve whom at all: a first look at chips, links, tiers and residency, without amounts."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from models.ids import PeriodId, RegionId, WorkloadId
from models.instance import Case


@dataclass(frozen=True)
class Service:
    """Whether any region can do a workload's work for a region, and why there may be none."""

    is_possible: bool
    """Whether a region that has or can buy a chip for the workload can be reached, or is the region itself."""
    able: tuple[RegionId, ...]
    """Regions that have or can buy a chip for the workload, whether or not they can be reached."""


class Reachability:
    """Answers which regions can serve which workload of which region."""

    def __init__(self, case: Case) -> None:
        """Work out where each workload can run, and which links there are."""
        self._case = case
        self._able = _able(case)
        self._able_here = {w: frozenset(able) for w, able in self._able.items()}
        self._arcs = {carrying: _arcs(case, carrying=carrying) for carrying in (False, True)}
        self._latencies: dict[tuple[bool, RegionId], Mapping[RegionId, float]] = {}

    def service(self, origin: RegionId, w: WorkloadId) -> Service:
        """Return who can serve workload `w` of a region."""
        return Service(origin in self._able_here[w] or self.has_other_host(origin, w), self._able[w])

    def has_other_host(self, origin: RegionId, w: WorkloadId) -> bool:
        """Return whether another region can serve workload `w` of a region."""
        return any(host != origin and self._remotely(origin, host, w) for host in self._able[w])

    def _latency(self, origin: RegionId, *, carrying: bool) -> Mapping[RegionId, float]:
        """Return the least latency to all that a region reaches; `carrying`: over links with bandwidth alone."""
        key = carrying, origin
        if key not in self._latencies:
            self._latencies[key] = _from(origin, self._arcs[carrying])
        return self._latencies[key]

    def may_leave(self, origin: RegionId, host: RegionId, w: WorkloadId) -> bool:
        """Return whether residency lets a host serve workload `w` of a region, whatever the way between them."""
        case = self._case
        rule = case.host_rules.get((w, origin, host))
        allowed = rule is not None and rule.max_remote_fraction > 0
        return allowed and case.remote_fraction.get((w, origin), 1.0) > 0

    def _remotely(self, origin: RegionId, host: RegionId, w: WorkloadId) -> bool:
        case, workload = self._case, self._case.workloads[w]
        if not case.tiers or not self.may_leave(origin, host, w):
            return False
        latency = self._latency(origin, carrying=workload.gbps_per_pflops > 0).get(host, inf)
        return latency <= (inf if workload.max_latency_ms is None else workload.max_latency_ms) and latency < inf

    def for_rent(self, origin: RegionId, w: WorkloadId, t: PeriodId) -> bool:
        """Return whether workload `w` of a region can be rented in period `t`."""
        offers = self._case.offers.values()
        limits = (offer.limit_pflops.get((w, origin, t), 0.0) for offer in offers)
        return any(limit is None or limit > 0 for limit in limits)


def _able(case: Case) -> Mapping[WorkloadId, tuple[RegionId, ...]]:
    """Return for each workload the regions that have, or can buy, a chip that runs it."""
    to_be_had = {(chip, region) for chip, region, _ in case.chip_price_m}
    to_be_had |= {(line.chip, line.region) for line in case.fleet}
    able: dict[WorkloadId, set[RegionId]] = {w: set() for w in case.workloads}
    for chip, w, region in case.performance_pflops:
        if (chip, region) in to_be_had:
            able[w].add(region)
    return {w: tuple(region for region in case.regions if region in found) for w, found in able.items()}


_Arcs = Mapping[RegionId, list[tuple[RegionId, float]]]
"""The neighbours of each region, with the one-way latency to them in ms."""


def _arcs(case: Case, *, carrying: bool) -> _Arcs:
    """Return the links from each region; `carrying`: those with bandwidth alone."""
    coming = {item.place for item in case.pipeline if item.kind == "link"}
    arcs: dict[RegionId, list[tuple[RegionId, float]]] = {region: [] for region in case.regions}
    for link in case.links.values():
        if carrying and link.existing_gbps <= 0 and link.id not in coming and not link.modules:
            continue
        arcs[link.tail].append((link.head, link.one_way_ms))
        if link.direction != "one":
            arcs[link.head].append((link.tail, link.one_way_ms))
    return arcs


def _from(start: RegionId, arcs: _Arcs) -> Mapping[RegionId, float]:
    """Return the least latency from one region to all it reaches, by Dijkstra's algorithm."""
    done: dict[RegionId, float] = {}
    waiting = [(0.0, start)]
    while waiting:
        latency, region = heapq.heappop(waiting)
        if region in done:
            continue
        done[region] = latency
        for neighbour, one_way_ms in arcs[region]:
            if neighbour not in done:
                heapq.heappush(waiting, (latency + one_way_ms, neighbour))
    return done
