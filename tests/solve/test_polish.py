"""The last steps on a plan."""

import numpy as np
import pytest

from planner.solve.board import Board
from planner.solve.compile import compile_model
from planner.solve.decisions import find_decisions
from planner.solve.highs import HighsSolver
from planner.solve.polish import decide_small, made_whole, without_needless, without_tiny
from planner.solve.scaling import Scaling, find_scaling
from tests.solve.fixed_charge import CUMULATION, facilities
from tests.solve.test_decisions import named, values


def test_a_needless_decision_is_left_out() -> None:
    model = compile_model(facilities())
    scaling = find_scaling(model)
    best = HighsSolver(model, scaling).solve_mip().x
    assert best is not None
    best = np.where(model.integer, np.rint(best), best)
    wasteful = best.copy()
    spare = next(j for j in model.columns_of("modules_built").tolist() if best[j] == 0)
    site, _ = model.columns[spare].index()
    opened = [j for j in model.columns_of("opened").tolist() if model.columns[j].index()[0] == site]
    wasteful[spare] += 2
    if not best[opened].any():
        wasteful[opened[0]] = 1
    lean = without_needless(model, find_decisions(model, CUMULATION), wasteful)
    assert model.cost_of(lean) <= model.cost_of(best) + 1e-6
    assert model.violation(lean) < 1e-9


def test_what_can_wait_is_made_later() -> None:
    # Nothing is served from site 0 at first, so that its opening at time 1 can wait until time 2.
    model = compile_model(facilities(sites=1, customers=1))
    given = {"opened[0,t1]": 1.0, "modules_built[0,t1]": 1.0, "served[0,0,t2]": 20.0}
    lean = named(model, without_needless(model, find_decisions(model, CUMULATION), values(model, given)))
    assert lean["modules_built[0,t2]"] == 1.0
    assert lean["opened[0,t2]"] == 1.0
    assert "opened[0,t1]" not in lean


def test_whole_numbers_become_exactly_whole() -> None:
    model = compile_model(facilities())
    scaling = find_scaling(model)
    result = HighsSolver(model, scaling).solve_mip()
    assert result.x is not None
    blurred = np.where(model.integer, result.x + 3e-7, result.x)
    whole = made_whole(model, scaling, blurred, seed=0)
    assert whole is not None
    assert (whole[model.integer] == np.rint(whole[model.integer])).all()
    assert model.violation(whole) < 1e-9
    assert model.cost_of(whole) == pytest.approx(result.cost)


def test_decisions_that_do_not_fit_have_no_whole_solution() -> None:
    model = compile_model(facilities())
    x = np.zeros(model.column_count)
    x[model.columns_of("modules_built")[0]] = 1.0  # a module, and no site opened for it
    assert made_whole(model, find_scaling(model), x, seed=0) is None


def test_values_below_the_tolerance_of_the_solver_are_dropped() -> None:
    # In a unit of 1024, as the solver has it, 1e-9 is well below its tolerance; 1e-4 is not.
    model = compile_model(facilities(sites=1, customers=2))
    scaling = Scaling(np.full(model.column_count, 1024.0), np.ones(model.row_count), 1.0)
    x = values(model, {"served[0,0,t1]": 100.0, "served[0,1,t1]": 1e-4, "unmet[0,t1]": 1e-9})
    assert named(model, without_tiny(model, scaling, x)) == {"served[0,0,t1]": 100.0, "served[0,1,t1]": 1e-4}


def test_what_a_plan_has_too_much_of_is_given_up() -> None:
    model = compile_model(facilities(sites=4, customers=6))
    scaling = find_scaling(model)
    best = HighsSolver(model, scaling).solve_mip()
    assert best.x is not None
    poor = np.where(model.integer, np.rint(best.x), best.x)
    spare = model.columns_of("modules_built")[poor[model.columns_of("modules_built")] < 3][0]
    site = model.columns[spare].index()[0]
    opened = [j for j in model.columns_of("opened").tolist() if model.columns[j].index()[0] == site]
    poor[spare] += 2
    if not poor[opened].any():
        poor[opened[0]] = 1
    board = Board(0.5)
    board.offer(poor, model.cost_of(poor))
    small = np.zeros(model.column_count, dtype=bool)
    small[model.columns_of("modules_built")] = True
    decide_small(model, scaling, find_decisions(model, CUMULATION), poor, small, board, time_limit_s=30.0, seed=0)
    assert board.cost is not None
    assert board.cost == pytest.approx(best.cost)
