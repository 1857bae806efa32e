"""Who can serve whom at all: a first look at chips, links, tiers and residency, without amounts."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from models.ids import PeriodId, RegionId, WorkloadId
from models.instance import Case


@dataclass(frozen=True)
class Service:
    """The regions that can do a workload's work for a region, and why there may be none."""

    hosts: tuple[RegionId, ...]
    """Regions that have or can buy a chip for the workload, and that the region can reach; itself included."""
    able: tuple[RegionId, ...]
    """Regions that have or can buy a chip for the workload, whether or not they can be reached."""


class Reachability:
    """Answers which regions can serve which workload of which region."""

    def __init__(self, case: Case) -> None:
        """Work out where each workload can run, and the latency between all regions."""
        self._case = case
        self._able = _able(case)
        self._latency = {carrying: _latencies(case, carrying=carrying) for carrying in (False, True)}

    def service(self, origin: RegionId, w: WorkloadId) -> Service:
        """Return who can serve workload `w` of a region."""
        able = self._able[w]
        hosts = tuple(host for host in able if host == origin or self._remotely(origin, host, w))
        return Service(hosts, able)

    def _remotely(self, origin: RegionId, host: RegionId, w: WorkloadId) -> bool:
        case, workload = self._case, self._case.workloads[w]
        rule = case.host_rules.get((w, origin, host))
        if not case.tiers or rule is None or rule.max_remote_fraction <= 0:
            return False
        if case.remote_fraction.get((w, origin), 1.0) <= 0:
            return False
        latency = self._latency[workload.gbps_per_pflops > 0][origin].get(host, inf)
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


def _latencies(case: Case, *, carrying: bool) -> Mapping[RegionId, Mapping[RegionId, float]]:
    """Return the least latency from each region to those it reaches; `carrying`: over links with bandwidth alone."""
    coming = {item.place for item in case.pipeline if item.kind == "link"}
    arcs: dict[RegionId, list[tuple[RegionId, float]]] = {region: [] for region in case.regions}
    for link in case.links.values():
        if carrying and link.existing_gbps <= 0 and link.id not in coming and not link.modules:
            continue
        arcs[link.tail].append((link.head, link.one_way_ms))
        if link.direction != "one":
            arcs[link.head].append((link.tail, link.one_way_ms))
    return {region: _from(region, arcs) for region in case.regions}


def _from(start: RegionId, arcs: Mapping[RegionId, list[tuple[RegionId, float]]]) -> Mapping[RegionId, float]:
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
