"""The model's table of contents: one call a concern, in the order one would explain them."""

from dataclasses import dataclass

import pyomo.environ as pyo
from pyomo.common.gc_manager import PauseGC

from models.adoption import add_adoption
from models.budgets import add_budgets
from models.chip_time import add_chip_time
from models.chips import add_chips
from models.commitments import add_commitments
from models.demand import add_demand
from models.derived import Sets, derive
from models.energy import add_energy
from models.goal import Goal
from models.halls import add_halls
from models.hosting import add_hosting
from models.instance import Instance
from models.ledger import CostLedger
from models.links import add_links
from models.objective import add_objective
from models.platform import add_platform
from models.policy.limits import add_policies
from models.policy.quantities import Quantities
from models.porting import add_porting
from models.sites import add_sites
from models.staff import add_staff
from models.supply import add_supply
from models.tightening import add_tightening


@dataclass(frozen=True)
class Built:
    """A model ready to be solved, with the sets it was built from."""

    pyomo: pyo.ConcreteModel
    sets: Sets


def build(inst: Instance, goal: Goal | None = None, *, tightened: bool = True) -> Built:
    """Return the mixed-integer model of an instance.

    Parameters
    ----------
    goal
        What is to be least or most instead of the cost; None: the cost is to be least.
    tightened
        Whether to add the rows that follow from the others wherever all decisions are whole.

    Raises
    ------
    ModelError
        When the instance cannot be put into mathematics.
    """
    with PauseGC():
        m = pyo.ConcreteModel(name=inst.name)
        sets = derive(inst)
        costs = CostLedger(inst)
        sites = add_sites(m, inst, sets, costs)
        chips = add_chips(m, inst, sets, costs)
        adoption = add_adoption(m, inst, sets, chips, costs)
        add_supply(m, inst, chips)
        halls = add_halls(m, inst, sets, sites, chips, costs)
        add_staff(m, inst, halls, costs)
        platform = add_platform(m, inst, sets, costs)
        service = add_hosting(m, inst, sets, platform)
        demand = add_demand(m, inst, sets, service, costs)
        runs = add_chip_time(m, inst, sets, chips, platform, service)
        add_porting(m, inst, sets, runs, costs)
        if tightened:
            add_tightening(m, inst, halls, platform)
        energy = add_energy(m, inst, sets, chips, halls, runs, costs)
        add_links(m, inst, sets, service, costs)
        quantities = Quantities(inst, sets, sites, chips, adoption, halls, service, demand, runs, energy, costs)
        add_policies(m, inst, quantities, costs)
        add_commitments(m, inst, costs)
        add_budgets(m, inst, costs)
        add_objective(m, inst, costs, goal)
    return Built(m, sets)
