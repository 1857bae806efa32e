"""Tiny models solved to the end: the one place where the tests of the mathematics call a solver."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from pyomo.contrib.appsi.base import TerminationCondition
from pyomo.contrib.appsi.solvers import Highs

from models.audit.audit import audit
from models.build import build
from models.extract import read_plan
from models.instance import Instance
from models.plan import Plan

UNBOUNDED = -inf
"""Optimum of a model whose cost falls without end."""


@dataclass(frozen=True)
class LeftOut:
    """A family of rows, and an instance whose optimum is another when the family is left out."""

    family: str
    inst: Instance
    cost_m: float | None
    """None: no plan exists."""
    cost_without_m: float | None


def optimum(inst: Instance, without: Iterable[str] = ()) -> float | None:
    """Return the least cost, also with families of rows left out; None when no plan exists."""
    found = _solve(inst, without)
    return found if found is None or isinstance(found, float) else found.cost_m


def best_plan(inst: Instance) -> Plan:
    """Return the cheapest plan, which has passed its audit."""
    plan = _solve(inst)
    assert isinstance(plan, Plan), "there is no best plan"
    return audited(inst, plan)


def cost(inst: Instance) -> float | None:
    """Return the cost of the cheapest plan, which has passed its audit; None when no plan exists."""
    plan = _solve(inst)
    if plan is None:
        return None
    assert isinstance(plan, Plan), "the cost falls without end"
    return audited(inst, plan).cost_m


def audited(inst: Instance, plan: Plan) -> Plan:
    """Return the plan, after the audit has passed it."""
    report = audit(inst, plan)
    assert report.passed, "\n".join(str(finding) for finding in report.findings)
    return plan


def _solve(inst: Instance, without: Iterable[str] = (), mip_gap: float = 0.0) -> Plan | float | None:
    built = build(inst)
    for family in without:
        built.pyomo.component(family).deactivate()
    solver = Highs()
    solver.config.mip_gap = mip_gap
    solver.config.load_solution = False
    solver.highs_options = {"threads": 1, "random_seed": 0, "mip_feasibility_tolerance": 1e-9}
    result = solver.solve(built.pyomo)
    ending = result.termination_condition
    if ending == TerminationCondition.infeasible:
        return None
    if ending in (TerminationCondition.unbounded, TerminationCondition.infeasibleOrUnbounded):
        return UNBOUNDED
    assert ending == TerminationCondition.optimal, f"HiGHS ended with {ending}"
    result.solution_loader.load_vars()
    return read_plan(inst, built)


def plan_without(inst: Instance, family: str) -> Plan | None:
    """Return the plan of a model that lacks a family of rows; None when there is none, or no cheapest one."""
    plan = _solve(inst, [family])
    return plan if isinstance(plan, Plan) else None


def good_plan(inst: Instance, mip_gap: float) -> Plan | None:
    """Return a plan within a gap of the best; None when there is none."""
    plan = _solve(inst, mip_gap=mip_gap)
    return plan if isinstance(plan, Plan) else None
