"""Plans to audit: of a model that lacks a family of rows, and of the planner itself."""

from pyomo.contrib.appsi.base import TerminationCondition
from pyomo.contrib.appsi.solvers import Highs

from models.build import build
from models.extract import read_plan
from models.instance import Instance
from models.plan import Plan
from planner.solve import SolveOptions, solve


def plan_without(inst: Instance, family: str) -> Plan | None:
    """Return the plan of a model that lacks a family of rows; None when there is none, or no cheapest one."""
    built = build(inst, tightened=False)
    built.pyomo.component(family).deactivate()
    solver = Highs()
    solver.config.mip_gap = 0.0
    solver.config.load_solution = False
    solver.highs_options = {"threads": 1, "random_seed": 0, "mip_feasibility_tolerance": 1e-9}
    result = solver.solve(built.pyomo)
    if result.termination_condition != TerminationCondition.optimal:
        return None
    result.solution_loader.load_vars()
    return read_plan(built)


def good_plan(inst: Instance) -> Plan | None:
    """Return a plan within 2 % of the best, as the planner finds it; None when no plan exists."""
    return solve(inst, SolveOptions(gap=0.02, threads=1, prices=False)).plan
