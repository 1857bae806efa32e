"""Sites: a region is opened, once, before halls are built in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyomo.environ as pyo

from models.derived import Sets
from models.ids import NodeId, RegionId, Row
from models.instance import Instance
from models.ledger import CostLedger


@dataclass(frozen=True)
class SiteTerms:
    """What others need to know of sites."""

    opened_so_far: Mapping[tuple[RegionId, NodeId], Any]
    """1 once the region is opened; only regions in which modules can be built."""


def buildable(inst: Instance, sets: Sets, r: RegionId, n: NodeId) -> bool:
    """Return whether a hall module can be ordered in the region at the node, and would ever stand."""
    period = inst.period_at(n).id
    regions = [inst.case(found.id).regions[r] for found in inst.tree.outcomes_at(n)]
    has_room = all(region.hall_module_mw > 0 and region.at[period].max_hall_modules > 0 for region in regions)
    return has_room and sets.arrives(n, lambda case: case.regions[r].hall_lead_years)


def add_sites(m: pyo.ConcreteModel, inst: Instance, sets: Sets, costs: CostLedger) -> SiteTerms:
    """Add the opening of regions.

    opened_once[r, n], for every region and every last node n of the tree:

        sum over the nodes on the way to n of  opened[r, .]  <=  1
    """
    open_at = [(r, n) for n in inst.nodes for r in inst.first_case.regions if buildable(inst, sets, r, n)]
    m.opened = pyo.Var(open_at, domain=pyo.Binary)
    possible = set(open_at)
    so_far = {
        (r, n): sum(m.opened[r, before] for before in inst.tree.node_path(n) if (r, before) in possible)
        for r in inst.first_case.regions
        for n in inst.nodes
        if any((r, before) in possible for before in inst.tree.node_path(n))
    }
    last_nodes = [inst.tree.outcome(leaf).node for leaf in inst.tree.leaves]

    def opened_once(m: pyo.ConcreteModel, r: RegionId, n: NodeId) -> Row:
        return so_far[r, n] <= 1

    m.opened_once = pyo.Constraint(
        [(r, n) for n in dict.fromkeys(last_nodes) for r in inst.first_case.regions if (r, n) in so_far],
        rule=opened_once,
    )
    for e in inst.outcomes:
        outcome = inst.tree.outcome(e)
        for r, region in inst.case(e).regions.items():
            if (r, outcome.node) in possible:
                cost_m = region.at[outcome.period].opening_cost_m
                costs.one_off("opening", e, cost_m * m.opened[r, outcome.node], region=r)
    return SiteTerms(so_far)
