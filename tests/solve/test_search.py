"""The whole procedure on arrays: alone and with heuristics, one thread and two."""

import numpy as np
import pyomo.environ as pyo
import pytest

from planner.solve import search
from planner.solve.board import Board
from planner.solve.compile import compile_model
from planner.solve.decisions import find_decisions
from planner.solve.ending import Ending
from planner.solve.highs import HighsSolver
from planner.solve.outcome import Progress, SolveOptions
from planner.solve.procedure import solve_arrays
from planner.solve.rounding import Rounding, slope_scaling
from planner.solve.scaling import find_scaling
from tests.solve.fixed_charge import CUMULATION, blend, facilities, knapsack


@pytest.fixture
def all_models_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the relaxation and its heuristics run on small models too."""
    monkeypatch.setattr(search, "STRAIGHT_NONZEROS", 0)


def test_a_small_model_is_solved_straight() -> None:
    board = Board(0.0)
    solved = solve_arrays(compile_model(knapsack()), board, SolveOptions(), 60.0)
    assert solved.ending is Ending.OPTIMAL
    assert solved.cost == pytest.approx(-14)
    assert "relaxation" not in board.seconds


def test_an_lp_is_solved() -> None:
    solved = solve_arrays(compile_model(blend()), Board(0.01), SolveOptions(), 60.0)
    assert solved.ending is Ending.OPTIMAL
    assert solved.cost == pytest.approx(32)
    assert solved.bound == pytest.approx(32)


@pytest.mark.usefixtures("all_models_are_large")
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_large_model_is_solved_to_its_gap_with_heuristics(threads: int, seed: int) -> None:
    model = compile_model(facilities(seed, sites=6, customers=10))
    best = HighsSolver(model, find_scaling(model)).solve_mip().cost
    board = Board(0.02)
    solved = solve_arrays(
        model,
        board,
        SolveOptions(threads=threads),
        60.0,
        cumulation=CUMULATION,
        small_families=("modules_built",),
    )
    assert solved.ending in (Ending.GAP_REACHED, Ending.OPTIMAL)
    assert solved.x is not None
    assert solved.cost is not None
    assert solved.bound is not None
    assert best is not None
    assert solved.bound <= best * (1 + 1e-6)
    assert best * (1 - 1e-6) <= solved.cost <= 1.02 * best + 1e-6
    assert model.violation(solved.x) < 1e-8
    assert (solved.x[model.integer] == np.rint(solved.x[model.integer])).all()
    assert "relaxation" in board.seconds


def test_slope_scaling_alone_finds_a_sane_plan() -> None:
    model = compile_model(facilities(seed=5, sites=8, customers=12))
    scaling, decisions, board = find_scaling(model), find_decisions(model, CUMULATION), Board(0.0)
    best = HighsSolver(model, scaling).solve_mip().cost
    relaxation = HighsSolver(model, scaling)
    relaxation.relax()
    x = relaxation.solve_lp().x
    assert x is not None
    assert best is not None
    rounding = Rounding(model, scaling, decisions, board, lambda: False, seed=0)
    slope_scaling(model, decisions, relaxation, x, rounding, board, lambda: False)
    assert board.x is not None
    assert board.cost is not None
    assert model.violation(board.x) < 1e-6
    assert best - 1e-6 <= board.cost <= 1.5 * best


@pytest.mark.usefixtures("all_models_are_large")
def test_without_a_solution_the_relaxation_says_so() -> None:
    m = knapsack()
    m.carried.set_value(sum(m.taken[i] for i in range(3)) >= 4)
    assert solve_arrays(compile_model(m), Board(0.01), SolveOptions(), 60.0).ending is Ending.INFEASIBLE


def test_no_time_is_an_ending_without_plan() -> None:
    solved = solve_arrays(compile_model(facilities()), Board(0.01), SolveOptions(), 0.0)
    assert solved.ending is Ending.TIME_LIMIT
    assert solved.x is None


@pytest.mark.usefixtures("all_models_are_large")
def test_no_time_for_a_large_model_is_an_ending_without_plan() -> None:
    solved = solve_arrays(compile_model(facilities()), Board(0.01), SolveOptions(), 0.0)
    assert solved.ending is Ending.TIME_LIMIT
    assert solved.x is None


def test_an_interrupt_keeps_the_best_plan() -> None:
    def press(progress: Progress) -> None:
        if progress.best_m is not None:
            raise KeyboardInterrupt

    model = compile_model(facilities(sites=14, customers=30))
    board = Board(0.0, press)
    solved = solve_arrays(model, board, SolveOptions(), 60.0, cumulation=CUMULATION)
    assert solved.ending in (Ending.INTERRUPTED, Ending.OPTIMAL)  # a fast machine may be done first
    assert solved.x is not None
    assert model.violation(solved.x) < 1e-8


def test_an_interrupt_before_any_plan_leaves_none() -> None:
    board = Board(0.0)
    board.interrupt()
    solved = solve_arrays(compile_model(facilities()), board, SolveOptions(), 60.0)
    assert solved.ending is Ending.INTERRUPTED
    assert solved.x is None


def test_the_same_seed_and_one_thread_give_the_same_plan() -> None:
    model = compile_model(facilities(sites=6))
    plans = [solve_arrays(model, Board(0.0), SolveOptions(threads=1, seed=7), 60.0).x for _ in range(2)]
    assert plans[0] is not None
    assert plans[1] is not None
    assert (plans[0] == plans[1]).all()


@pytest.mark.usefixtures("all_models_are_large")
def test_a_guess_is_turned_into_a_first_plan() -> None:
    model = compile_model(facilities(sites=6, customers=10))
    notes: list[str] = []

    def guess(should_stop: object) -> np.ndarray:
        guessed = np.zeros(model.column_count)
        guessed[model.columns_of("opened")] = 0.5
        return guessed

    board = Board(0.0, lambda progress: notes.append(progress.note))
    solved = solve_arrays(model, board, SolveOptions(threads=1), 60.0, cumulation=CUMULATION, guess=guess)
    assert solved.ending is Ending.OPTIMAL
    assert solved.cost == pytest.approx(HighsSolver(model, find_scaling(model)).solve_mip().cost)


@pytest.mark.usefixtures("all_models_are_large")
def test_counts_that_do_not_fit_rounded_up_are_decided_anew() -> None:
    # One module more than the relaxation builds would be too many: the budget of modules is its use, rounded down.
    m = facilities(seed=4)
    used = HighsSolver(compile_model(m), find_scaling(compile_model(m)))
    used.relax()
    built = compile_model(m)
    x = used.solve_lp().x
    assert x is not None
    most = int(x[built.columns_of("modules_built")].sum())
    m.budget = pyo.Constraint(expr=sum(m.modules_built[key] for key in m.modules_built) <= most)
    model = compile_model(m)
    solved = solve_arrays(model, Board(0.01), SolveOptions(), 60.0, cumulation=CUMULATION)
    assert solved.x is not None
    assert solved.x[model.columns_of("modules_built")].sum() <= most
    assert model.violation(solved.x) < 1e-8


@pytest.mark.usefixtures("all_models_are_large")
def test_with_a_plan_at_hand_the_relaxation_may_take_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_SHARE_OF_RELAXATION", 0.0)
    model = compile_model(facilities(seed=1))
    best = HighsSolver(model, find_scaling(model)).solve_mip().x
    assert best is not None
    without = solve_arrays(model, Board(0.0), SolveOptions(threads=1), 60.0)
    assert without.cost is not None
    assert without.bound is None
    given = solve_arrays(model, Board(0.0), SolveOptions(threads=1), 60.0, start=best)
    assert given.cost is not None
    assert given.bound == pytest.approx(model.cost_of(best), rel=1e-6)
