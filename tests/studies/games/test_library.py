"""Random games through another library: coopgame, which is written in Rust and shares no code with ours."""

import random
from collections.abc import Iterator

import coopgame
import pytest

from planner.studies.games.core import Verdict, stability, union
from planner.studies.games.game import CostGame
from planner.studies.games.nucleolus import nucleolus
from planner.studies.games.shapley import shapley_value
from tests.studies.games.games import as_costs, gains_of


def random_values() -> Iterator[list[float]]:
    """Yield the values of coalitions: any, monotone, superadditive and convex ones, of two to seven parties."""
    source = random.Random(7)
    for count in range(2, 8):
        for _ in range(4):
            any_values = [float(source.randint(0, 100)) for _ in range(2**count - 1)]
            yield any_values
            yield [max(any_values[t - 1] for t in range(1, s + 1) if t & s == t) for s in range(1, 2**count)]
            yield [float(s.bit_count() ** 2 * 10 + source.randint(0, 9)) for s in range(1, 2**count)]
            weights = [source.randint(1, 20) for _ in range(count)]
            yield [float(sum(w for i, w in enumerate(weights) if s >> i & 1) ** 2) for s in range(1, 2**count)]


GAMES = [(values, as_costs(values)) for values in random_values()]


def test_the_shapley_values_agree() -> None:
    for values, game in GAMES:
        found = shapley_value(game)
        assert found is not None
        assert gains_of(dict(found.cost_m)) == pytest.approx(coopgame.shapley(coopgame.Game(values)), abs=1e-7)


def test_the_nucleoli_agree() -> None:
    for values, game in GAMES:
        found = nucleolus(game)
        assert found is not None
        domain = "imputation" if found.individual else "preimputation"
        other = coopgame.nucleolus(coopgame.Game(values), domain)
        assert gains_of(dict(found.cost_m)) == pytest.approx(other["allocation"], abs=1e-6 * max(values))


def test_the_least_cores_agree() -> None:
    for values, game in GAMES:
        found = nucleolus(game)
        assert found is not None
        if not found.individual or union(game).core_is_empty is Verdict.NO:
            other = coopgame.least_core(coopgame.Game(values), "preimputation")
            assert found.excess_m == pytest.approx(other["epsilon"], abs=1e-7 * max(values))


def test_empty_cores_and_allocations_in_cores_agree() -> None:
    empty = 0
    for values, game in GAMES:
        other = coopgame.Game(values)
        assert (union(game).core_is_empty is Verdict.NO) == other.has_nonempty_core()
        found = shapley_value(game)
        assert found is not None
        verdict = stability(game, found.cost_m).in_core
        assert (verdict is Verdict.YES) == other.is_in_core(gains_of(dict(found.cost_m)), 1e-7 * max(values))
        empty += union(game).core_is_empty is Verdict.YES
    assert 5 < empty < len(GAMES) - 5


def test_spanning_trees_and_runways_agree() -> None:
    source = random.Random(3)
    for count in (2, 3, 4, 5):
        edges = [[0.0] * (count + 1) for _ in range(count + 1)]
        for i in range(count + 1):
            for j in range(i):
                edges[i][j] = edges[j][i] = float(source.randint(1, 30))
        game = tree_game(edges)
        found = nucleolus(game)
        assert found is not None
        other = coopgame.spanning_tree(edges)
        assert [found.cost_m[p] for p in sorted(found.cost_m)] == pytest.approx(other["nucleolus"], abs=1e-6)
        assert stability(game, dict(zip("abcde", other["bird"], strict=False))).in_core is Verdict.YES


def tree_game(edges: list[list[float]]) -> CostGame:
    """Return what each coalition pays for the cheapest tree to the source, vertex 0, over its own vertices."""

    def tree_cost(vertices: list[int]) -> float:
        reached, left, total = {0}, set(vertices), 0.0
        while left:
            cost, nearest = min((edges[i][j], j) for i in reached for j in left)
            reached.add(nearest)
            left.remove(nearest)
            total += cost
        return total

    count = len(edges) - 1
    values = [-tree_cost([i + 1 for i in range(count) if s >> i & 1]) for s in range(1, 2**count)]
    return as_costs(values)
