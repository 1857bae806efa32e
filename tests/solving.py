"""Tiny models solved to the end: the one place where the tests of the mathematics call a solver."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

import pyomo.environ as pyo
from pyomo.contrib.appsi.base import TerminationCondition
from pyomo.contrib.appsi.solvers import Highs

from models.audit.audit import audit
from models.build import build
from models.goal import Goal
from models.instance import Instance
from models.plan import Plan
from planner.solve import Ending, SolveOptions
from planner.solve.run import solve

UNBOUNDED = -inf
"""Optimum of a model whose cost falls without end."""
TO_THE_END = SolveOptions(gap=0.0, threads=1, prices=False)


@dataclass(frozen=True)
class LeftOut:
    """A family of rows, and an instance whose optimum is another when the family is left out."""

    family: str
    inst: Instance
    cost_m: float | None
    """None: no plan exists."""
    cost_without_m: float | None
    goal: Goal | None = None
    """What is least or most in place of the cost."""


def best_plan(inst: Instance) -> Plan:
    """Return the cheapest plan, which has passed its audit."""
    plan = _planned(inst)
    assert plan is not None, "no plan exists"
    return plan


def cost(inst: Instance) -> float | None:
    """Return the cost of the cheapest plan, which has passed its audit; None when no plan exists."""
    plan = _planned(inst)
    return None if plan is None else plan.cost_m


def optimum(inst: Instance, without: Iterable[str] = (), goal: Goal | None = None) -> float | None:
    """Return the least cost, or that of a goal, with families of rows left out; None when no plan exists.

    Rows that follow from others are left out too: they would stand in for what is missing.
    """
    model = build(inst, goal, tightened=False).pyomo
    for family in without:
        model.component(family).deactivate()
    return optimum_of(model)


def optimum_of(model: pyo.ConcreteModel) -> float | None:
    """Return the least cost of a model as Pyomo hands it over: another way to the optimum than that of the planner."""
    solver = Highs()
    solver.config.mip_gap = 0.0
    solver.config.load_solution = False
    # A yes-no decision that is off by the usual 1e-6 would show in the cost.
    solver.highs_options = {"threads": 1, "random_seed": 0, "mip_feasibility_tolerance": 1e-9}
    result = solver.solve(model)
    ending = result.termination_condition
    if ending == TerminationCondition.infeasible:
        return None
    if ending in (TerminationCondition.unbounded, TerminationCondition.infeasibleOrUnbounded):
        return UNBOUNDED
    assert ending == TerminationCondition.optimal, f"HiGHS ended with {ending}"
    result.solution_loader.load_vars()
    return float(pyo.value(model.total_cost))


def _planned(inst: Instance) -> Plan | None:
    outcome = solve(inst, TO_THE_END)
    if outcome.ending is Ending.INFEASIBLE:
        return None
    assert outcome.ending is Ending.OPTIMAL, f"the search ended with {outcome.ending}"
    assert outcome.plan is not None
    report = audit(inst, outcome.plan)
    assert report.passed, "\n".join(str(finding) for finding in report.findings)
    return outcome.plan
