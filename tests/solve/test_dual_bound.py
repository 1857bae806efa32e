"""Bounds from row duals, and the boxes that they need."""

from dataclasses import replace

import numpy as np
import pytest

from planner.solve.boxes import implied_boxes
from planner.solve.compile import LinearModel, compile_model
from planner.solve.dual_bound import DualBound, disjoint_sets
from planner.solve.highs import HighsSolver
from planner.solve.scaling import find_scaling
from tests.solve.fixed_charge import blend, facilities

SEEDS = range(8)


def relaxed(model: LinearModel) -> HighsSolver:
    solver = HighsSolver(model, find_scaling(model))
    solver.relax()
    return solver


def test_rows_bound_what_has_no_bound_of_its_own() -> None:
    # cheap + dear = 10 and 1000 cheap <= 6000, both at least 0: cheap is at most 6, dear at most 10.
    model = compile_model(blend())
    lower, upper = implied_boxes(model)
    found = {str(column): most for column, most in zip(model.columns, upper.tolist(), strict=True)}
    assert (lower == 0).all()
    assert found == {"made[cheap]": pytest.approx(6, rel=1e-5), "made[dear]": pytest.approx(10, rel=1e-5)}


def test_what_no_row_bounds_stays_without_bound() -> None:
    model = compile_model(blend())
    loose = replace(model, row_upper=np.full(model.row_count, np.inf))
    assert np.isinf(implied_boxes(loose)[1]).all()
    # A price of 6 for demand makes both plants pay for themselves without end.
    assert DualBound(loose).of(np.where(np.array(model.row_families) == "demand", 6.0, 0.0)).bound == -np.inf


def test_prices_by_hand_bound_the_blend() -> None:
    # At 5 for demand and nothing for the limit: 50 from the row, and 6 cheap at 2 - 5 each, -18: 32, the best there is.
    model = compile_model(blend())
    prices = np.where(np.array(model.row_families) == "demand", 5.0, 0.0)
    assert DualBound(model).of(prices).bound == pytest.approx(32, rel=1e-5)
    # At 2: 20 from the row, nothing from the columns.
    prices = np.where(np.array(model.row_families) == "demand", 2.0, 0.0)
    assert DualBound(model).of(prices).bound == pytest.approx(20, rel=1e-5)


@pytest.mark.parametrize("seed", SEEDS)
def test_optimal_duals_bound_by_what_the_relaxation_costs(seed: int) -> None:
    model = compile_model(facilities(seed))
    solver = relaxed(model)
    cost = solver.solve_lp().cost
    assert cost is not None
    bound = DualBound(model).of(solver.duals()[0]).bound
    assert bound == pytest.approx(cost, rel=1e-7)
    assert bound <= cost + 1e-9 * abs(cost)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_duals_bound_by_more_than_the_relaxation_costs(seed: int) -> None:
    model = compile_model(facilities(seed))
    solver = relaxed(model)
    cost = solver.solve_lp().cost
    assert cost is not None
    served = model.columns_of("served")
    bounds = DualBound(model), DualBound(model, disjoint_sets(model, served))
    draw = np.random.default_rng(seed)
    for size in (0.01, 0.3, 10.0):
        duals = solver.duals()[0] + size * draw.normal(0.0, 10.0, model.row_count)
        plain, improved = (found.of(duals).bound for found in bounds)
        assert plain <= improved <= cost + 1e-9 * abs(cost)


def test_the_best_prices_of_demand_alone_are_found() -> None:
    # Nothing is charged for capacity: each customer is worth the nearest site, or 60 undone.
    model = compile_model(facilities(3))
    rows = model.rows_of("demand_balance")
    demand = model.row_lower[rows]
    by_row = model.matrix.tocsr()[rows]
    cheapest = [model.cost[by_row.indices[by_row.indptr[i] : by_row.indptr[i + 1]]].min() for i in range(len(rows))]
    bound = DualBound(model, [rows]).of(np.zeros(model.row_count)).bound
    assert bound == pytest.approx(float(demand @ np.array(cheapest)), rel=1e-9)


def test_families_with_a_column_in_two_rows_are_no_disjoint_set() -> None:
    # A flow is in one row of demand and one of capacity, but a module is in the capacity of all later times.
    model = compile_model(facilities(1))
    families = [model.row_families[rows[0]] for rows in disjoint_sets(model, model.columns_of("served"))]
    assert families == ["demand_balance"]
