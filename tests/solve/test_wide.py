"""The search of a very large model in a part of its columns."""

from functools import partial

import numpy as np
import pytest

from models.build import build
from models.records import Tier
from planner.solve import generation, wide
from planner.solve.board import Board
from planner.solve.candidates import likely_flows
from planner.solve.compile import Floats, LinearModel, compile_model
from planner.solve.ending import Ending
from planner.solve.generation import Omittable
from planner.solve.highs import HighsSolver
from planner.solve.outcome import SolveOptions
from planner.solve.procedure import Solved, solve_arrays
from planner.solve.scaling import find_scaling
from planner.solve.wide import left_out
from tests.cases import three_regions
from tests.solve.fixed_charge import CUMULATION, facilities

SEEDS = range(3)


@pytest.fixture
def all_models_are_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small models be searched in a part."""
    monkeypatch.setattr(wide, "_NONZEROS", 0)


def by_site(model: LinearModel, sites: int) -> Omittable:
    """Return the flows of each customer, ranked by site."""
    columns = model.columns_of("served")
    return Omittable(columns, np.array([model.columns[j].index()[0] for j in columns.tolist()]) % sites)


def searched(model: LinearModel, board: Board, time_limit_s: float = 60.0, start: Floats | None = None) -> Solved:
    return solve_arrays(
        model,
        board,
        SolveOptions(threads=1),
        time_limit_s,
        cumulation=CUMULATION,
        omittable=lambda: by_site(model, 8),
        start=start,
    )


def relaxation_cost(model: LinearModel) -> float:
    solver = HighsSolver(model, find_scaling(model))
    solver.relax()
    cost = solver.solve_lp().cost
    assert cost is not None
    return cost


@pytest.mark.usefixtures("all_models_are_too_large")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_part_gives_a_plan_of_the_whole_and_a_bound_below_its_optimum(seed: int) -> None:
    model = compile_model(facilities(seed, sites=8, customers=12))
    best = HighsSolver(model, find_scaling(model)).solve_mip().cost
    board = Board(0.0)
    solved = searched(model, board)
    assert "relaxation" in board.seconds  # a whole model of this size has none
    assert solved.x is not None
    assert solved.cost is not None
    assert solved.bound is not None
    assert best is not None
    assert model.violation(solved.x) < 1e-6
    assert solved.bound <= best * (1 + 1e-9)
    assert best * (1 - 1e-6) <= solved.cost <= 1.2 * best


@pytest.mark.usefixtures("all_models_are_too_large")
@pytest.mark.parametrize("seed", SEEDS)
def test_with_all_columns_in_the_part_the_bound_is_the_relaxation_of_the_whole(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "_RANKS", (np.inf,))
    model = compile_model(facilities(seed, sites=8, customers=12))
    solved = searched(model, Board(0.0))
    assert solved.bound == pytest.approx(relaxation_cost(model), rel=1e-6)


class Heard(Board):
    """A board that keeps the cost of every plan it is offered, by what made it."""

    def __init__(self) -> None:
        super().__init__(0.0)
        self.costs: dict[str, float] = {}

    def offer(self, x: Floats, cost: float, note: str = "") -> bool:
        self.costs[note] = cost
        return super().offer(x, cost, note)


@pytest.mark.usefixtures("all_models_are_too_large")
def test_an_earlier_plan_is_a_plan_of_the_part() -> None:
    model = compile_model(facilities(1, sites=8, customers=12))
    best = HighsSolver(model, find_scaling(model)).solve_mip().x
    assert best is not None
    board = Heard()
    solved = searched(model, board, start=best)
    assert model.cost_of(best) <= board.costs["earlier plan"] * (1 + 1e-6)
    assert solved.cost is not None
    assert solved.cost <= board.costs["earlier plan"] * (1 + 1e-6)


@pytest.mark.usefixtures("all_models_are_too_large")
def test_a_part_without_time_ends_without_plan() -> None:
    model = compile_model(facilities(1, sites=8, customers=12))
    solved = searched(model, Board(0.0), time_limit_s=0.0)
    assert solved.ending is Ending.TIME_LIMIT
    assert solved.x is None


def test_a_small_model_is_searched_as_a_whole() -> None:
    model = compile_model(facilities(1, sites=8, customers=12))
    assert left_out(model, partial(by_site, model, 8)) is None


@pytest.mark.usefixtures("all_models_are_too_large")
def test_a_model_with_little_to_leave_out_is_searched_as_a_whole() -> None:
    # One column of 48 modules and openings, 288 flows and 36 undone is less than a quarter of them.
    model = compile_model(facilities(1, sites=8, customers=12))
    assert left_out(model, lambda: Omittable(np.array([0]), np.array([0]))) is None
    assert left_out(model, partial(by_site, model, 8)) is not None


def test_the_nearest_host_comes_first() -> None:
    # East reaches west in 10 ms, and middle in 8 over its own link.
    inst = three_regions()
    case = inst.first_case
    able = {("a", "work", r): 2.0 for r in case.regions}
    rules = {("work", "east", h): next(iter(case.host_rules.values())) for h in ("west", "middle")}
    inst = inst.replace(
        cases={s: found.replace(performance_pflops=able, host_rules=rules) for s, found in inst.cases.items()}
    )
    built = build(inst)
    model = compile_model(built.pyomo)
    flows = likely_flows(inst, built.sets, model)
    hosts = {model.columns[j].index()[1]: rank for j, rank in zip(flows.columns, flows.rank.tolist(), strict=True)}
    assert hosts == {"middle": 0, "west": 1}


def test_lower_tiers_come_after_every_host_in_the_highest_one() -> None:
    # Three regions: what is not in the better tier has rank 3.
    inst = three_regions()
    tiers = {q.id: q for q in (Tier("basic", 1), Tier("better", 2))}
    inst = inst.replace(cases={s: found.replace(tiers=tiers) for s, found in inst.cases.items()})
    built = build(inst)
    model = compile_model(built.pyomo)
    flows = likely_flows(inst, built.sets, model)
    ranks = {model.columns[j].index()[2]: rank for j, rank in zip(flows.columns, flows.rank.tolist(), strict=True)}
    assert ranks == {"basic": 3, "better": 0}
