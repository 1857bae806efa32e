"""The relaxation of a model from a part of its columns."""

import numpy as np
import pytest

from models.build import build
from planner.solve import generation
from planner.solve.board import Board
from planner.solve.compile import LinearModel, compile_model
from planner.solve.ending import Ending
from planner.solve.generation import Generation, Omittable, Relaxed
from planner.solve.highs import HighsSolver, never
from planner.solve.part import Part
from planner.solve.scaling import find_scaling
from tests.benchmarks.generator import Scale, generate
from tests.solve.fixed_charge import facilities


def relaxation_cost(model: LinearModel) -> float:
    solver = HighsSolver(model, find_scaling(model))
    solver.relax()
    cost = solver.solve_lp().cost
    assert cost is not None
    return cost


def by_host(model: LinearModel, family: str, hosts: int) -> Omittable:
    """Return the flows of a family, ranked by the host in an order that says nothing of its use."""
    columns = model.columns_of(family)
    rank = np.arange(len(columns)) % hosts
    return Omittable(columns, rank)


@pytest.fixture
def nothing_is_close_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the rounds go on until no column is missing."""
    monkeypatch.setattr(generation, "_CLOSE", 0.0)


@pytest.mark.usefixtures("nothing_is_close_enough")
@pytest.mark.parametrize("seed", range(4))
def test_a_part_comes_to_the_relaxation_of_the_whole(seed: int) -> None:
    model = compile_model(facilities(seed, sites=8, customers=12))
    board = Board(0.0)
    whole = relaxation_cost(model)
    ending, found = Generation(model, by_host(model, "served", 8), board, never, 0).run(60.0)
    assert ending is Ending.OPTIMAL
    assert found is not None
    assert board.bound is not None
    assert found.part.model.cost_of(found.x) == pytest.approx(whole, rel=1e-6)
    assert whole * (1 - 1e-6) <= board.bound <= whole * (1 + 1e-9)
    assert model.violation(found.part.in_whole(found.x)) < 1e-6


def test_every_round_has_a_bound_below_and_a_cost_above_the_whole() -> None:
    model = compile_model(facilities(2, sites=8, customers=12))
    board = Board(0.0)
    whole = relaxation_cost(model)
    rounds: list[tuple[float, float | None]] = []

    def note(relaxed: Relaxed) -> None:
        rounds.append((relaxed.part.model.cost_of(relaxed.x), board.bound))

    _, last = Generation(model, by_host(model, "served", 8), board, never, 0).run(60.0, note)
    assert rounds
    assert last is not None
    note(last)
    for cost, bound in rounds:
        assert bound is not None
        assert bound <= whole * (1 + 1e-9)
        assert cost >= whole * (1 - 1e-6)


def test_a_first_part_without_solution_is_widened() -> None:
    m = facilities(1)
    for undone in m.unmet.values():
        undone.fix(0.0)
    model = compile_model(m)
    served = model.columns_of("served")
    # The first tries have no flow at all: demand cannot be met.
    _, found = Generation(model, Omittable(served, np.full(len(served), 9)), Board(0.0), never, 0).run(60.0)
    assert found is not None
    assert found.part.has.all()


def test_without_time_there_is_neither_part_nor_bound() -> None:
    model = compile_model(facilities(1))
    board = Board(0.0)
    assert Generation(model, by_host(model, "served", 5), board, never, 0).run(0.0) == (Ending.TIME_LIMIT, None)
    assert board.bound is None


def test_a_part_goes_into_the_whole_and_back() -> None:
    model = compile_model(facilities(1))
    has = np.arange(model.column_count) % 3 > 0
    part = Part(model, has)
    x = np.arange(len(part.columns), dtype=float)
    assert (part.of(part.in_whole(x)) == x).all()
    assert model.cost_of(part.in_whole(x)) == pytest.approx(part.model.cost_of(x))
    assert (part.with_columns(~has).model.cost == model.cost).all()


@pytest.mark.slow
@pytest.mark.usefixtures("nothing_is_close_enough")
def test_a_part_of_a_generated_instance_comes_to_its_whole_relaxation() -> None:
    model = compile_model(build(generate(Scale(8), 1)).pyomo)
    board = Board(0.0)
    _, found = Generation(model, by_host(model, "served_remotely", 7), board, never, 0).run(300.0)
    whole = relaxation_cost(model)
    assert found is not None
    assert board.bound is not None
    assert found.part.has.mean() < 1
    assert whole * (1 - 1e-6) <= board.bound <= whole * (1 + 1e-9)
