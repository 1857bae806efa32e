"""Games of the literature, with the values that stand there."""

from math import inf

import pytest
from scipy.optimize import linprog

from planner.studies.games.core import Verdict, stability, union
from planner.studies.games.game import CostGame, game_of
from planner.studies.games.nucleolus import nucleolus
from planner.studies.games.shapley import shapley_value
from planner.studies.games.shares import by_duals
from tests.studies.games.games import game_by, subsets


def shapley(game: CostGame) -> dict[str, float]:
    value = shapley_value(game)
    assert value is not None
    return {party: pytest.approx(x, abs=1e-9) for party, x in value.cost_m.items()}


def nucleus(game: CostGame) -> dict[str, float]:
    found = nucleolus(game)
    assert found is not None
    return {party: pytest.approx(x, abs=1e-7) for party, x in found.cost_m.items()}


def holds(game: CostGame, cost_m: dict[str, float]) -> bool:
    verdict = stability(game, cost_m).in_core
    assert verdict is not Verdict.UNDECIDED
    return verdict is Verdict.YES


def test_the_tennessee_valley_pays_as_published() -> None:
    # P. D. Straffin, J. P. Heaney, Game theory and the Tennessee Valley Authority, 1981; thousands of dollars:
    # navigation, flood control, power.
    costs = {"n": 163520, "f": 140826, "p": 250096, "nf": 301607, "np": 378821, "fp": 367370, "nfp": 412584}
    game = game_of("nfp", costs)
    assert shapley(game) == {"n": 117829.0, "f": 100756.5, "p": 193998.5}
    assert nucleus(game) == {"n": 116234.0, "f": 93540.0, "p": 202810.0}
    assert holds(game, {"n": 117829.0, "f": 100756.5, "p": 193998.5})


def test_a_runway_is_paid_by_those_who_need_its_length() -> None:
    # S. C. Littlechild, G. Owen, A simple expression for the Shapley value in a special case, 1973: each piece of the
    # runway is shared by those who need it. 1/4; + 1/3; + 1/2; + 1.
    length = {"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}
    game = game_by("abcd", lambda s: max(length[party] for party in s))
    assert shapley(game) == {"a": 1 / 4, "b": 7 / 12, "c": 13 / 12, "d": 25 / 12}
    # S. C. Littlechild, A simple expression for the nucleolus in a special case, 1974: a pays min(1/2, 2/3, 3/4, 4/4);
    # of what is left, 1.5, 2.5, 3.5, b pays min(1.5/2, 2.5/3, 3.5/3); of 1.75, 2.75, c pays min(1.75/2, 2.75/2).
    assert nucleus(game) == {"a": 0.5, "b": 0.75, "c": 0.875, "d": 1.875}
    assert holds(game, {"a": 0.25, "b": 7 / 12, "c": 13 / 12, "d": 25 / 12})


def test_the_one_with_the_left_glove_gets_all() -> None:
    # L. S. Shapley, M. Shubik, On market games, 1969: one left glove (a), two right ones; a pair is worth 1.
    game = game_by("abc", lambda s: -float("a" in s and len(s) > 1))
    assert shapley(game) == {"a": -2 / 3, "b": -1 / 6, "c": -1 / 6}
    assert nucleus(game) == {"a": -1.0, "b": 0.0, "c": 0.0}
    assert holds(game, {"a": -1.0, "b": 0.0, "c": 0.0})
    assert not holds(game, {"a": -0.99, "b": -0.01, "c": 0.0})


def test_a_spanning_tree_is_paid_edge_by_edge_without_regret() -> None:
    # C. G. Bird, On cost allocation for a spanning tree, 1976: who pays the edge towards the source is in the core.
    # The source to a 2, to b 4, to c 5; a to b 1, b to c 2, a to c 4. The tree of all: 2 + 1 + 2.
    game = game_of("abc", {"a": 2, "b": 4, "c": 5, "ab": 3, "bc": 6, "ac": 6, "abc": 5})
    assert holds(game, {"a": 2.0, "b": 1.0, "c": 2.0})
    # Joining in the orders abc, acb, bac, bca, cab, cba: a adds 2 + 2 - 1 - 1 + 1 - 1, b 1 - 1 + 4 + 4 - 1 + 1.
    assert shapley(game) == {"a": 1 / 3, "b": 4 / 3, "c": 10 / 3}
    # Of savings 2 - a, 4 - b, 5 - c: a and c have at least 1.5, as b with c may take 3 and b with a 3 of the 6.
    assert nucleus(game) == {"a": 0.5, "b": 1.0, "c": 3.5}


def test_shadow_prices_divide_a_production_without_regret() -> None:
    # G. Owen, On the core of linear production games, 1975. Two products, worth 1 and 1.5, take 1 and 2 of labour and
    # 1 and 1 of wood. All together: 2 of each, worth 5, as labour and wood are worth 0.5 each.
    holdings = {"a": (4.0, 0.0), "b": (0.0, 2.0), "c": (2.0, 2.0)}

    def cost(s: tuple[str, ...]) -> float:
        labour, wood = (sum(holdings[party][i] for party in s) for i in range(2))
        return float(linprog([-1.0, -1.5], A_ub=[[1.0, 2.0], [1.0, 1.0]], b_ub=[labour, wood]).fun)

    game = game_by("abc", cost)
    assert {"".join(s): -game.cost(s).most_m for s in subsets("abc")} == pytest.approx(
        {"a": 0.0, "b": 0.0, "c": 2.0, "ab": 3.0, "ac": 3.0, "bc": 2.0, "abc": 5.0}
    )
    worth = {party: -0.5 * (labour + wood) for party, (labour, wood) in holdings.items()}
    assert by_duals(-5.0, worth) == {"a": -2.0, "b": -1.0, "c": -2.0}
    assert holds(game, by_duals(-5.0, worth))
    # Joining in the orders abc, acb, bac, bca, cab, cba: a adds 0, 0, 3, 3, 1, 3; b 3, 2, 0, 0, 2, 0.
    assert shapley(game) == {"a": -10 / 6, "b": -7 / 6, "c": -13 / 6}
    # c has 2, as it has alone and as a and b leave it; b may lie between 0 and 2, and is in the middle.
    assert nucleus(game) == {"a": -2.0, "b": -1.0, "c": -2.0}


@pytest.mark.parametrize(
    ("estate", "gets"),
    [(100.0, (100 / 3, 100 / 3, 100 / 3)), (200.0, (50.0, 75.0, 75.0)), (300.0, (50.0, 100.0, 150.0))],
)
def test_three_widows_are_paid_as_the_talmud_says(estate: float, gets: tuple[float, ...]) -> None:
    # R. J. Aumann, M. Maschler, Game theoretic analysis of a bankruptcy problem from the Talmud, 1985.
    claims = {"a": 100.0, "b": 200.0, "c": 300.0}
    left = {s: estate - sum(claim for party, claim in claims.items() if party not in s) for s in subsets("abc")}
    game = game_by("abc", lambda s: -max(0.0, left[s]))
    assert nucleus(game) == {party: -x for party, x in zip("abc", gets, strict=True)}


def test_three_who_need_only_two_cannot_be_held_together() -> None:
    # Each pair can do it for 6, all three for 10; half of three pairs are 9, so that 1 is missing.
    game = game_by("abc", lambda s: {1: 6.0, 2: 6.0, 3: 10.0}[len(s)])
    found = union(game)
    assert found.core_is_empty is Verdict.YES
    assert found.subsidy_m == pytest.approx(1.0)
    assert found.cost_m == {party: pytest.approx(3.0) for party in "abc"}
    least = nucleolus(game)
    assert least is not None
    assert least.excess_m == pytest.approx(2 / 3)
    assert nucleus(game) == dict.fromkeys("abc", 10 / 3)


def test_who_cannot_do_its_work_alone_never_leaves() -> None:
    # a can do all for 4; b alone has no plan. Together 6, so that b pays between 2 and anything.
    game = game_of("ab", {"a": 4.0, "b": inf, "ab": 6.0})
    assert shapley_value(game) is None
    assert nucleolus(game) is None
    assert holds(game, {"a": 4.0, "b": 2.0})
    assert not holds(game, {"a": 5.0, "b": 1.0})
    assert union(game).core_is_empty is Verdict.NO
