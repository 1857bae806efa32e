"""Routes between regions: the fastest paths within a latency limit, and ways round each outage."""

from collections.abc import Iterable, Mapping
from itertools import islice, pairwise
from typing import Any, NamedTuple

import networkx as nx

from models.ids import LinkId, RegionId
from models.instance import Case
from models.records import Link


class Arc(NamedTuple):
    """A link in one of its directions."""

    link: LinkId
    forward: bool
    """From tail to head."""


Path = tuple[Arc, ...]

NO_LATENCY_SLACK_MS = 1e-9
"""Sums of link latencies differ from a limit by rounding alone."""


def arcs(link: Link) -> tuple[tuple[RegionId, RegionId, Arc], ...]:
    """Return from, to and arc for each direction in which a link may carry."""
    forward = (link.tail, link.head, Arc(link.id, True))
    if link.direction == "one":
        return (forward,)
    return forward, (link.head, link.tail, Arc(link.id, False))


def usable_links(case: Case) -> tuple[LinkId, ...]:
    """Return the links that have bandwidth now or could ever have it."""
    opening = {line.place for line in case.pipeline if line.kind == "link" and line.amount > 0}
    return tuple(
        l
        for l, link in case.links.items()
        if link.existing_gbps > 0 or l in opening or any(module.max_modules > 0 for module in link.modules.values())
    )


class Network:
    """The links as a graph in which paths are looked for; parallel links are kept apart."""

    def __init__(self, case: Case, usable: Iterable[LinkId], lost: Iterable[LinkId] = ()) -> None:
        gone = set(lost)
        self._regions = frozenset(case.regions)
        self.latency_ms = {l: link.one_way_ms for l, link in case.links.items()}
        self.graph: nx.DiGraph[Any] = nx.DiGraph()
        self.graph.add_nodes_from(case.regions)
        for l in usable:
            if l in gone:
                continue
            link = case.links[l]
            for tail, head, arc in arcs(link):
                if (tail, head) in self.graph.edges:
                    # A second link between the same regions passes through a point of its own.
                    self.graph.add_edge(tail, arc, ms=link.one_way_ms, arc=arc)
                    self.graph.add_edge(arc, head, ms=0.0, arc=None)
                else:
                    self.graph.add_edge(tail, head, ms=link.one_way_ms, arc=arc)

    def fastest(self, origin: RegionId, limit_ms: float | None) -> dict[RegionId, Path]:
        """Return the fastest path from an origin to each region within the limit."""
        cutoff = None if limit_ms is None else limit_ms + NO_LATENCY_SLACK_MS
        found = nx.single_source_dijkstra_path(self.graph, origin, cutoff=cutoff, weight="ms")
        regions = self._regions
        return {stops[-1]: self._arcs(stops) for stops in found.values() if len(stops) > 1 and stops[-1] in regions}

    def shortest(self, origin: RegionId, host: RegionId, count: int, limit_ms: float | None) -> list[Path]:
        """Return up to `count` of the fastest simple paths within the limit, fastest first."""
        found = nx.shortest_simple_paths(self.graph, origin, host, weight="ms")
        paths = (self._arcs(stops) for stops in islice(found, count))
        return [path for path in paths if limit_ms is None or self.ms(path) <= limit_ms + NO_LATENCY_SLACK_MS]

    def ms(self, path: Path) -> float:
        """Return the one-way latency of a path."""
        return sum(self.latency_ms[arc.link] for arc in path)

    def _arcs(self, stops: list[object]) -> Path:
        steps = (self.graph.edges[a, b]["arc"] for a, b in pairwise(stops))
        return tuple(arc for arc in steps if arc is not None)


def find_paths(
    case: Case, usable: Iterable[LinkId], pairs: Mapping[tuple[RegionId, RegionId], float | None]
) -> dict[tuple[RegionId, RegionId], tuple[Path, ...]]:
    """Return the paths offered between each pair of origin and host, fastest first.

    Parameters
    ----------
    usable
        The links that have bandwidth or could have it.
    pairs
        Origin and host, with the largest one-way latency in ms that any workload between them bears (None: any).

    Notes
    -----
    At most `paths_per_pair` of the Settings, and for each outage that takes links away wholly the fastest path that
    avoids it, where there is one.
    """
    network = Network(case, usable)
    count = case.settings.paths_per_pair
    without = [
        Network(case, usable, lost)
        for outage in case.outages.values()
        if (lost := [l for l, left in outage.link_remaining.items() if left <= 0])
    ]
    by_origin: dict[RegionId, list[RegionId]] = {}
    for origin, host in pairs:
        by_origin.setdefault(origin, []).append(host)
    found: dict[tuple[RegionId, RegionId], tuple[Path, ...]] = {}
    for origin, hosts in by_origin.items():
        fastest = network.fastest(origin, None)
        around = [net.fastest(origin, None) for net in without]
        for host in hosts:
            limit = pairs[origin, host]
            if host not in fastest:
                continue
            paths = [fastest[host]] if count == 1 else network.shortest(origin, host, count, limit)
            paths += [detour[host] for detour in around if host in detour]
            fitting = (path for path in paths if limit is None or network.ms(path) <= limit + NO_LATENCY_SLACK_MS)
            if unique := tuple(dict.fromkeys(fitting)):
                found[origin, host] = unique
    return found
