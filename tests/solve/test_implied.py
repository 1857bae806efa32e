"""What follows from a decision not taken, found row by row; and how much tighter it makes a relaxation."""

import numpy as np
import pyomo.environ as pyo
import pytest

from planner.solve import search
from planner.solve.board import Board
from planner.solve.compile import LinearModel, compile_model
from planner.solve.decisions import Cumulation, find_decisions
from planner.solve.ending import Ending
from planner.solve.highs import HighsSolver, never
from planner.solve.implied import ImpliedBounds, find_implied, largest_values
from planner.solve.outcome import SolveOptions
from planner.solve.procedure import solve_arrays
from planner.solve.scaling import find_scaling
from planner.solve.strengthen import FAMILY, Stronger, strengthened
from tests.solve.fixed_charge import CUMULATION, facilities

SITES, CUSTOMERS, ROOM = range(3), range(4), 40.0


def weak() -> pyo.ConcreteModel:
    """Return three sites of 10 million, each with room for ten times the 4 customers, who are served at 0 or 100.

    A customer's own site, the number of its own, serves it for nothing; the fourth has none. Opened one after the
    other: 10 + 2 * 100 + 100, 20 + 100 + 100, 30 + 100 = 130. In the relaxation a site opens a fortieth for each
    customer it serves: 4 * 10 / 40 + 100 = 101; with each flow bounded by its site, 130 as well.
    """
    m = pyo.ConcreteModel()
    m.opened = pyo.Var(SITES, domain=pyo.Binary)
    m.modules = pyo.Var(SITES, domain=pyo.NonNegativeReals)
    m.loaded = pyo.Var(SITES, domain=pyo.NonNegativeReals)
    m.served = pyo.Var(SITES, CUSTOMERS, domain=pyo.NonNegativeReals)
    m.need = pyo.Constraint(CUSTOMERS, rule=lambda m, j: sum(m.served[i, j] for i in SITES) == 1.0)
    m.loaded_balance = pyo.Constraint(SITES, rule=lambda m, i: m.loaded[i] == sum(m.served[i, j] for j in CUSTOMERS))
    m.room = pyo.Constraint(SITES, rule=lambda m, i: m.loaded[i] <= ROOM * m.modules[i])
    m.opening = pyo.Constraint(SITES, rule=lambda m, i: m.modules[i] <= m.opened[i])
    m.cost = pyo.Objective(
        expr=sum(10.0 * m.opened[i] for i in SITES)
        + sum(100.0 * m.served[i, j] for i in SITES for j in CUSTOMERS if i != j)
    )
    return m


def implied_by(model: LinearModel, cumulation: Cumulation | None = None) -> ImpliedBounds:
    return find_implied(model, find_decisions(model, cumulation))


def solved(model: LinearModel, implied: ImpliedBounds) -> Stronger | None:
    return strengthened(model, find_scaling(model), implied, None, time_limit_s=60.0, should_stop=never, seed=0)


def name(model: LinearModel, j: int) -> str:
    return str(model.columns[j].name)


def test_a_site_that_is_not_opened_has_no_modules_no_load_and_serves_nobody() -> None:
    model = compile_model(weak())
    implied = implied_by(model)
    found = {
        (name(model, j), name(model, implied.decided.indices[k]), implied.most[k])
        for k, j in enumerate(implied.columns.tolist())
    }
    # nothing bounds a load, and modules by opening alone; a customer is served once at most
    assert found == {(f"served[{i},{j}]", f"opened[{i}]", 1.0) for i in SITES for j in CUSTOMERS}


def test_the_largest_value_of_a_flow_comes_from_its_bound_or_a_row_of_sums() -> None:
    m = pyo.ConcreteModel()
    m.x = pyo.Var(range(3), bounds=(0.0, 9.0))
    m.free = pyo.Var()
    m.sum = pyo.Constraint(expr=2 * m.x[0] + m.x[1] <= 6.0)
    m.difference = pyo.Constraint(expr=m.x[1] - m.x[2] <= 1.0)
    m.unknown = pyo.Constraint(expr=m.x[2] + m.free <= 1.0)
    m.cost = pyo.Objective(expr=m.x[0] + m.x[1] + m.x[2])
    model = compile_model(m)
    most = dict(zip([name(model, j) for j in range(model.column_count)], largest_values(model).tolist(), strict=True))
    assert most == {"x[0]": 3.0, "x[1]": 6.0, "x[2]": 9.0, "free": np.inf}


def test_a_thing_decided_at_several_times_bounds_a_flow_by_all_of_them_up_to_then() -> None:
    model = compile_model(facilities(1, sites=2, customers=2))
    implied = implied_by(model, CUMULATION)
    names = [name(model, j) for j in range(model.column_count)]
    bounds = {
        names[j]: {names[k] for k in implied.decided[row].indices}
        for row, j in enumerate(implied.columns.tolist())
        if any(names[k].startswith("opened") for k in implied.decided[row].indices)
    }
    assert bounds["served[0,1,t1]"] == {"opened[0,t1]"}
    assert bounds["served[0,1,t3]"] == {"opened[0,t1]", "opened[0,t2]", "opened[0,t3]"}


def test_every_plan_keeps_the_implied_bounds() -> None:
    for seed in range(5):
        model = compile_model(facilities(seed))
        x = HighsSolver(model, find_scaling(model)).solve_mip().x
        assert x is not None
        assert implied_by(model, CUMULATION).excess(x).max() <= 1e-6


def test_implied_bounds_tighten_a_relaxation_to_the_best_plan() -> None:
    model = compile_model(weak())
    relaxed = HighsSolver(model, find_scaling(model))
    relaxed.relax()
    assert relaxed.solve_lp().cost == pytest.approx(101.0)
    stronger = solved(model, implied_by(model))
    assert stronger is not None
    assert stronger.bound == pytest.approx(130.0)
    assert HighsSolver(model, find_scaling(model)).solve_mip().cost == pytest.approx(130.0)
    added = set(stronger.model.row_families[model.row_count :])
    assert added == {FAMILY}
    assert optimum(stronger.model) == pytest.approx(130.0)


def test_a_model_that_gains_nothing_stays_as_it_is() -> None:
    m = weak()
    m.open_all = pyo.Constraint(SITES, rule=lambda m, i: m.opened[i] >= 1)
    model = compile_model(m)
    assert solved(model, implied_by(model)) is None


def test_a_search_with_implied_bounds_comes_to_the_same_optimum(monkeypatch: pytest.MonkeyPatch) -> None:
    model = compile_model(weak())
    monkeypatch.setattr(search, "STRAIGHT_NONZEROS", 0)
    found = solve_arrays(model, Board(0.0), SolveOptions(threads=1), 60.0)
    assert found.ending is Ending.OPTIMAL
    assert found.cost == pytest.approx(130.0)
    assert found.bound == pytest.approx(130.0)


def optimum(model: LinearModel) -> float:
    result = HighsSolver(model, find_scaling(model)).solve_mip()
    assert result.cost is not None
    return result.cost
