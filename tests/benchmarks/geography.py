"""Where things are: clusters of regions on a map, fibre between them, hubs among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, hypot, radians, sqrt

import networkx as nx
import numpy as np

from models.ids import RegionId

MAP_KM = (4200.0, 3000.0)
"""Size of the map for 31 regions; it grows with the number of regions, so that their density stays."""
REGIONS_PER_CLUSTER = 6
CLUSTER_SPREAD_KM = 220.0
NEIGHBOURS = 5
"""Every region has fibre to this many of the nearest; the national sample has 4.3 links for each region."""
HUB_NEIGHBOURS = 3
HUBS_AT_31 = 7
"""As many regions of the national sample host training for others."""
ROUTE_FACTOR = 1.4
"""Fibre against the straight line."""
KM_PER_MS = 200.0
SOUTH_WEST = (21.0, 88.0)
"""Latitude and longitude of the map's corner."""
KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class Geography:
    """Regions on a map, in km, and the fibre between them."""

    regions: tuple[RegionId, ...]
    at_km: Mapping[RegionId, tuple[float, float]]
    hubs: frozenset[RegionId]
    """Regions with cheap power that may host for others."""
    links: tuple[tuple[RegionId, RegionId], ...]

    def km(self, a: RegionId, b: RegionId) -> float:
        """Return the distance in a straight line."""
        (ax, ay), (bx, by) = self.at_km[a], self.at_km[b]
        return hypot(ax - bx, ay - by)

    def one_way_ms(self, a: RegionId, b: RegionId) -> float:
        """Return the latency of a fibre between two regions."""
        return round(max(0.05, self.km(a, b) * ROUTE_FACTOR / KM_PER_MS), 2)

    def coordinates(self, r: RegionId) -> tuple[float, float]:
        """Return latitude and longitude."""
        x, y = self.at_km[r]
        latitude = SOUTH_WEST[0] + y / KM_PER_DEGREE
        return round(latitude, 4), round(SOUTH_WEST[1] + x / (KM_PER_DEGREE * cos(radians(latitude))), 4)


def make_geography(count: int, random: np.random.Generator) -> Geography:
    """Return `count` regions in clusters, a connected net of fibre, and as many hubs as its size asks for.

    Hubs grow as the square root of the number of regions: a country has not ten times as many because its statistics
    name cities in place of provinces.
    """
    regions = tuple(RegionId(f"region {i + 1:03d}") for i in range(count))
    growth = min(1.0, sqrt(count / 31))
    size = np.array(MAP_KM) * growth
    clusters = max(2, round(count / REGIONS_PER_CLUSTER))
    centres = random.uniform(0.0, 1.0, (clusters, 2)) * size
    places = centres[random.integers(0, clusters, count)] + random.normal(0.0, CLUSTER_SPREAD_KM, (count, 2))
    places = np.clip(places, 0.0, size)
    at_km = {r: (round(float(x), 1), round(float(y), 1)) for r, (x, y) in zip(regions, places, strict=True)}
    hub_count = min(count - 1, round(HUBS_AT_31 * sqrt(count / 31)))
    hubs = frozenset(regions[i] for i in random.choice(count, hub_count, replace=False))
    return Geography(regions, at_km, hubs, _fibre(regions, at_km, hubs))


def _fibre(
    regions: tuple[RegionId, ...], at_km: Mapping[RegionId, tuple[float, float]], hubs: frozenset[RegionId]
) -> tuple[tuple[RegionId, RegionId], ...]:
    """Return the links: a shortest net that holds all together, each region's nearest, and the nearest of each hub."""

    def km(a: RegionId, b: RegionId) -> float:
        return hypot(at_km[a][0] - at_km[b][0], at_km[a][1] - at_km[b][1])

    graph: nx.Graph[RegionId] = nx.Graph()
    graph.add_weighted_edges_from((a, b, km(a, b)) for i, a in enumerate(regions) for b in regions[i + 1 :])
    links = {tuple(sorted(edge)) for edge in nx.minimum_spanning_edges(graph, data=False)}
    for members, count in ((regions, NEIGHBOURS), (tuple(sorted(hubs)), HUB_NEIGHBOURS)):
        for a in members:
            nearest = sorted((b for b in members if b != a), key=lambda b: (km(a, b), b))
            links |= {tuple(sorted((a, b))) for b in nearest[:count]}
    return tuple((a, b) for a, b in sorted(links))
