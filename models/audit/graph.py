"""The links as a graph: which region can be reached from which, and how fast."""

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from models.audit.checks import ABSOLUTE_TOLERANCE
from models.ids import RegionId, ScenarioId
from models.instance import Case, Instance


@dataclass(frozen=True)
class Reach:
    """The smallest one-way latency between regions, in ms; no key: no way."""

    latency_ms: Mapping[tuple[RegionId, RegionId], float]

    def within(self, origin: RegionId, host: RegionId, limit_ms: float | None) -> bool:
        """Return whether there is a way within a latency; None: any way."""
        limit = math.inf if limit_ms is None else limit_ms + ABSOLUTE_TOLERANCE
        found = self.latency_ms.get((origin, host))
        return found is not None and found <= limit


def reach_of(case: Case) -> Reach:
    """Return what can be reached over the links of a case, each in its directions."""
    steps: dict[RegionId, list[tuple[RegionId, float]]] = defaultdict(list)
    for link in case.links.values():
        steps[link.tail].append((link.head, link.one_way_ms))
        if link.direction != "one":
            steps[link.head].append((link.tail, link.one_way_ms))
    latency: dict[tuple[RegionId, RegionId], float] = {}
    for origin in case.regions:
        waiting = [(0.0, origin)]
        while waiting:
            so_far_ms, place = heapq.heappop(waiting)
            if (origin, place) in latency:
                continue
            latency[origin, place] = so_far_ms
            for beyond, ms in steps[place]:
                if (origin, beyond) not in latency:
                    heapq.heappush(waiting, (so_far_ms + ms, beyond))
    return Reach(latency)


def reach_by_scenario(inst: Instance) -> dict[ScenarioId, Reach]:
    """Return what can be reached under the data of each scenario."""
    return {scenario: reach_of(case) for scenario, case in inst.cases.items()}
