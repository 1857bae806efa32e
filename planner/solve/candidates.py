"""Which hosts a plan is likely to use: the flows between regions of a very large model, the likeliest ones first."""

from collections.abc import Mapping

import numpy as np

from models.case_sets import CaseSets
from models.derived import Sets
from models.ids import OutcomeId, RegionId
from models.instance import Instance
from models.routes import Network
from planner.solve.compile import LinearModel
from planner.solve.generation import Omittable

FLOWS = "served_remotely"


def likely_flows(inst: Instance, sets: Sets, model: LinearModel) -> Omittable:
    """Return the flows between regions of a model with their ranks: 0 to the nearest host, 1 to the next, and so on.

    That holds of flows in the highest tier that both ends can have reached by then, in which least is lost; those in
    lower tiers come after all of them. Work done at home, rented or left undone is no flow, and is never left out.
    """
    columns = model.columns_of(FLOWS)
    flows = [model.columns[j].index() for j in columns.tolist()]
    tier_rank = {q: tier.rank for q, tier in inst.first_case.tiers.items()}
    highest: dict[tuple[RegionId, RegionId, OutcomeId], int] = {}
    for o, h, q, _, _, e, _ in flows:
        highest[o, h, e] = max(highest.get((o, h, e), 0), tier_rank[q])
    last = len(inst.first_case.regions)
    places = {e: _places(sets.at(e)) for e in inst.outcomes}
    ranks = [places[e][o][h] if tier_rank[q] == highest[o, h, e] else last for o, h, q, _, _, e, _ in flows]
    return Omittable(columns, np.array(ranks, dtype=np.int64))


def _places(sets: CaseSets) -> Mapping[RegionId, Mapping[RegionId, int]]:
    """Return for each origin the place of each of its hosts by latency, 0 for the nearest one."""
    network = Network(sets.case, sets.usable_links)
    hosts: dict[RegionId, set[RegionId]] = {}
    for (_, o), remotes in sets.remote_hosts.items():
        hosts.setdefault(o, set()).update(remote.host for remote in remotes)
    places = {}
    for o, found in hosts.items():
        far_ms = {h: network.ms(path) for h, path in network.fastest(o, None).items()}
        nearest_first = sorted(found, key=lambda h: (far_ms[h], h))
        places[o] = {h: place for place, h in enumerate(nearest_first)}
    return places
