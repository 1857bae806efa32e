"""Demand drawn around its forecast, and a few draws that stand for many."""

from itertools import combinations

import kmedoids
import numpy as np
import pytest

from models.ids import PeriodId
from models.instance import Case
from planner.studies.sampling import comparable, draw_demand, drawn_tree, represent
from tests.cases import one_region, two_regions

YEARS = (2026, 2030)


def uncertain(between_regions: float = 0.5, volatility: float = 0.1) -> Case:
    inst = two_regions(
        years=YEARS,
        demand={"east": 10.0, "west": 20.0},
        workload={"volatility": volatility},
        settings={"correlation_regions": between_regions},
    )
    return inst.first_case


def test_draws_have_the_forecast_as_their_mean_and_grow_with_the_root_of_time() -> None:
    case = uncertain()
    draws = draw_demand(case, 40_000, np.random.default_rng(0))
    now = [i for i, key in enumerate(draws.keys) if key[2] == "2026"]
    then = [i for i, key in enumerate(draws.keys) if key[2] == "2030"]
    # demand of the first period is known; four years later the logarithm has a deviation of 0.1 * sqrt(4)
    assert np.ptp(draws.pflops[:, now], axis=0) == pytest.approx([0.0, 0.0])
    assert draws.pflops[:, then].mean(axis=0) == pytest.approx([10.0, 20.0], rel=0.01)
    assert np.log(draws.pflops[:, then]).std(axis=0) == pytest.approx([0.2, 0.2], rel=0.02)


@pytest.mark.parametrize("correlation", [0.0, 0.7, 1.0])
def test_regions_depart_from_their_forecast_together_as_far_as_they_are_correlated(correlation: float) -> None:
    draws = draw_demand(uncertain(correlation), 20_000, np.random.default_rng(0))
    then = np.log(draws.pflops[:, [i for i, key in enumerate(draws.keys) if key[2] == "2030"]])
    assert np.corrcoef(then.T)[0, 1] == pytest.approx(correlation, abs=0.02)


def test_without_volatility_demand_is_its_forecast() -> None:
    draws = draw_demand(uncertain(volatility=0.0), 3, np.random.default_rng(0))
    assert np.ptp(draws.pflops, axis=0) == pytest.approx(np.zeros(4))


def test_the_point_in_the_middle_stands_for_all() -> None:
    points = np.array([[0.0], [1.0], [2.0], [10.0], [11.0]])
    # one: 2, at 2 + 1 + 0 + 8 + 9 = 20 from all; two: 10 beside it, at 2 + 1 + 1; then 1 instead of 2, at 1 + 1 + 1
    assert represent(points, 1) == [(2, 1.0)]
    assert represent(points, 2) == [(1, pytest.approx(0.6)), (3, pytest.approx(0.4))]
    assert len(represent(points, 9)) == 5


@pytest.mark.parametrize("seed", range(5))
def test_points_chosen_one_by_one_are_as_near_as_nearly_the_best_of_all_choices(seed: int) -> None:
    points = np.random.default_rng(seed).normal(size=(12, 3))

    def left(chosen: tuple[int, ...]) -> float:
        return float(np.min(np.linalg.norm(points[:, None] - points[None, list(chosen)], axis=2), axis=1).sum())

    best = min(left(chosen) for chosen in combinations(range(12), 3))
    found = represent(points, 3)
    assert best <= left(tuple(i for i, _ in found)) <= 1.1 * best
    assert sum(share for _, share in found) == pytest.approx(1.0)


@pytest.mark.parametrize("seed", range(5))
def test_an_independent_search_finds_no_exchange_that_brings_the_points_nearer(seed: int) -> None:
    points = np.random.default_rng(seed).normal(size=(120, 4))
    distance = np.linalg.norm(points[:, None] - points[None], axis=2)
    chosen = represent(points, 6)
    own = np.array([i for i, _ in chosen])
    other = kmedoids.fasterpam(distance, own.astype(np.uint64))
    assert other.loss == pytest.approx(distance[own].min(axis=0).sum())
    shares = np.bincount(np.asarray(other.labels, dtype=int), minlength=6) / 120
    assert sorted(shares) == pytest.approx(sorted(share for _, share in chosen))


def test_a_tree_of_draws_parts_when_they_are_known() -> None:
    inst = one_region(years=(2026, 2027, 2028), workload={"volatility": 0.3})
    draws = draw_demand(inst.first_case, 3, np.random.default_rng(0))
    tree = drawn_tree(inst, draws, [(0, 0.5), (1, 0.3), (2, 0.2)], PeriodId("2028")).tree
    assert [len(tree.outcomes_at(node.id)) for node in tree.nodes] == [1, 3, 1, 1, 1]
    assert [tree.outcome(leaf).probability for leaf in tree.leaves] == [0.5, 0.3, 0.2]


def test_regions_count_by_their_share_of_all_demand() -> None:
    # 10 and 20 of 30 PFLOPS in each period
    case = uncertain()
    draws = draw_demand(case, 4, np.random.default_rng(0))
    first = [i for i, key in enumerate(draws.keys) if key[2] == "2026"]
    assert comparable(case, draws)[0, first] == pytest.approx([1 / 3, 2 / 3])
