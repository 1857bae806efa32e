"""The adapter to HiGHS: endings, starts, interrupts, warm re-solves."""

import numpy as np
import pyomo.environ as pyo
import pytest

from planner.solve.compile import compile_model
from planner.solve.ending import Ending
from planner.solve.highs import HighsSolver
from planner.solve.scaling import find_scaling
from tests.solve.fixed_charge import blend, facilities, knapsack


def solver_of(m: pyo.ConcreteModel) -> HighsSolver:
    """Return the solver of a Pyomo model."""
    model = compile_model(m)
    return HighsSolver(model, find_scaling(model))


def test_the_known_optimum_is_found() -> None:
    result = solver_of(knapsack()).solve_mip()
    assert result.ending is Ending.OPTIMAL
    assert result.cost == pytest.approx(-14)
    assert result.bound == pytest.approx(-14)


def test_the_relaxation_is_cheaper() -> None:
    solver = solver_of(knapsack())
    solver.relax()
    assert solver.solve_lp().cost == pytest.approx(-14.5)


@pytest.mark.parametrize("method", ["dual simplex", "primal simplex", "interior point"])
def test_all_methods_find_the_same_cost(method: str) -> None:
    result = solver_of(blend()).solve_lp(method)  # type: ignore[arg-type]  # parametrised as plain text
    assert result.ending is Ending.OPTIMAL
    assert result.cost == pytest.approx(32)


def test_a_model_without_solution_is_infeasible() -> None:
    m = knapsack()
    m.more = pyo.Constraint(expr=sum(m.taken[i] for i in range(3)) >= 3)
    assert solver_of(m).solve_mip().ending is Ending.INFEASIBLE


def unbounded(*, feasible: bool, integer: bool) -> pyo.ConcreteModel:
    """Return a model whose cost falls without end, if it has any solution."""
    m = pyo.ConcreteModel()
    m.x = pyo.Var(range(2), domain=pyo.Integers if integer else pyo.Reals)
    m.row = pyo.Constraint(expr=m.x[0] - m.x[1] <= 5)
    m.cost = pyo.Objective(expr=m.x[0])
    if not feasible:
        m.other = pyo.Constraint(expr=m.x[0] - m.x[1] >= 6)
    return m


@pytest.mark.parametrize("integer", [False, True])
def test_unbounded_and_infeasible_are_told_apart(integer: bool) -> None:
    assert solver_of(unbounded(feasible=True, integer=integer)).solve_mip().ending is Ending.UNBOUNDED
    assert solver_of(unbounded(feasible=False, integer=integer)).solve_mip().ending is Ending.INFEASIBLE


def test_a_time_limit_of_nothing_finds_nothing() -> None:
    result = solver_of(knapsack()).solve_mip(time_limit_s=0.0)
    assert result.ending is Ending.TIME_LIMIT
    assert result.x is None


def test_a_gap_is_not_an_optimum() -> None:
    result = solver_of(facilities(seed=3, sites=8, customers=14)).solve_mip(gap=0.2)
    assert result.ending is Ending.GAP_REACHED
    assert result.cost is not None
    assert result.bound is not None
    assert result.cost - result.bound <= 0.2 * result.cost


def test_new_costs_and_bounds_need_no_new_model() -> None:
    model = compile_model(blend())
    solver = HighsSolver(model, find_scaling(model))
    assert solver.solve_lp().cost == pytest.approx(32)
    solver.set_costs(np.array([2.0, 9.0]))
    assert solver.solve_lp("primal simplex", presolve=False).cost == pytest.approx(48)  # 6 * 2 + 4 * 9
    solver.set_bounds(np.array([0.0, 7.0]), np.array([np.inf, np.inf]))
    assert solver.solve_lp(presolve=False).cost == pytest.approx(69)  # 3 * 2 + 7 * 9
    solver.set_sides(np.array([12.0, -np.inf]), np.array([12.0, 6000.0]))
    assert solver.solve_lp(presolve=False).cost == pytest.approx(73)  # 5 * 2 + 7 * 9


def test_a_basis_passes_from_one_solver_to_another() -> None:
    model = compile_model(facilities())
    first, second = (HighsSolver(model, find_scaling(model)) for _ in range(2))
    for solver in (first, second):
        solver.relax()
    cost = first.solve_lp().cost
    second.start_from(first.basis)
    assert second.solve_lp("primal simplex", presolve=False).cost == pytest.approx(cost)


def test_a_start_is_taken() -> None:
    # With a gap of 1000 % the start is good enough: whatever is returned is no worse.
    model = compile_model(facilities())
    scaling = find_scaling(model)
    best = HighsSolver(model, scaling).solve_mip()
    assert best.x is not None
    result = HighsSolver(model, scaling).solve_mip(gap=10.0, start=best.x)
    assert result.cost == pytest.approx(best.cost)


def test_a_solution_can_be_fed_to_the_running_search() -> None:
    model = compile_model(facilities(sites=6, customers=12))
    scaling = find_scaling(model)
    best = HighsSolver(model, scaling).solve_mip()
    waiting = [best.x]
    result = HighsSolver(model, scaling).solve_mip(feed=lambda: waiting.pop() if waiting else None, gap=0.9)
    assert not waiting
    assert result.cost == pytest.approx(best.cost)


def test_asking_to_stop_ends_the_run() -> None:
    result = solver_of(facilities(sites=8, customers=20)).solve_mip(should_stop=lambda: True)
    assert result.ending is Ending.INTERRUPTED


def test_a_run_stopped_after_its_first_plan_keeps_it() -> None:
    found: list[float] = []
    model = compile_model(facilities(sites=12, customers=25))
    solver = HighsSolver(model, find_scaling(model))
    result = solver.solve_mip(should_stop=lambda: bool(found), on_solution=lambda x: found.append(model.cost_of(x)))
    assert result.ending is Ending.INTERRUPTED
    assert result.x is not None
    assert model.violation(result.x) < 1e-6


def test_bounds_are_told_and_stay_below_the_cost() -> None:
    bounds: list[float] = []
    result = solver_of(facilities(sites=6, customers=10)).solve_mip(on_bound=bounds.append)
    assert result.cost is not None
    assert all(bound <= result.cost + 1e-6 for bound in bounds)
