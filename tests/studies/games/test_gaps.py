"""What may be said of a game whose costs are known within gaps only, and which costs are found out at all."""

from collections.abc import Sequence
from math import inf

import pytest

from planner.studies.games.core import Verdict, stability, union
from planner.studies.games.game import UNKNOWN, Coalition, CostGame, Interval, exactly
from planner.studies.games.nucleolus import nucleolus
from planner.studies.games.shapley import (
    coalitions_of,
    sampled_orders,
    sampled_shapley_value,
    shapley_value,
)
from tests.studies.games.games import game_by

PAIR = CostGame(
    ("a", "b"),
    {
        frozenset("a"): Interval(9.0, 10.0),
        frozenset("b"): Interval(9.0, 10.0),
        frozenset("ab"): Interval(14.0, 15.0),
    },
)
"""Each alone costs 9 to 10, both together 14 to 15."""


def approx(interval: Interval) -> Interval:
    return Interval(pytest.approx(interval.least_m), pytest.approx(interval.most_m))


def test_an_allocation_is_in_the_core_only_where_no_cost_within_the_gaps_says_otherwise() -> None:
    assert stability(PAIR, {"a": 7.5, "b": 7.5}).in_core is Verdict.YES
    assert stability(PAIR, {"a": 9.5, "b": 5.5}).in_core is Verdict.UNDECIDED
    assert stability(PAIR, {"a": 10.5, "b": 4.5}).in_core is Verdict.NO


def test_the_most_tempted_gains_what_its_plan_gives_and_perhaps_what_its_bound_leaves_open() -> None:
    found = stability(PAIR, {"a": 10.5, "b": 4.5})
    assert found.tempted is not None
    assert found.tempted.coalition == frozenset("a")
    assert found.tempted.gain_m == Interval(0.5, 1.5)
    assert found.possible == found.tempted


def test_the_shapley_value_has_the_range_of_the_gaps() -> None:
    # Half of a alone and half of what a adds to b: (10 + 15 - 10) / 2; from (9 + 14 - 10) / 2 to (10 + 15 - 9) / 2.
    value = shapley_value(PAIR)
    assert value is not None
    assert value.cost_m["a"] == pytest.approx(7.5)
    assert value.range_m["a"] == approx(Interval(6.5, 8.0))


def test_a_core_that_only_the_gaps_may_empty_is_undecided() -> None:
    def of(together: Interval) -> CostGame:
        return CostGame(PAIR.parties, {**PAIR.costs, frozenset("ab"): together})

    # Apart 18 to 20. Together 19: nothing is missing by the best plans, 1 if each alone cost 9.
    assert union(of(exactly(19.0))).core_is_empty is Verdict.UNDECIDED
    assert union(of(exactly(19.0))).range_m == approx(Interval(0.0, 1.0))
    assert union(of(exactly(17.0))).core_is_empty is Verdict.NO
    assert union(of(Interval(21.0, 22.0))).core_is_empty is Verdict.YES
    assert union(of(Interval(21.0, 22.0))).subsidy_m == pytest.approx(2.0)
    assert union(of(Interval(21.0, 22.0))).range_m == approx(Interval(1.0, 4.0))


def test_coalitions_that_nobody_looked_at_leave_a_core_undecided() -> None:
    game = CostGame(PAIR.parties, {s: cost for s, cost in PAIR.costs.items() if s != frozenset("b")})
    found = stability(game, {"a": 7.5, "b": 7.5})
    assert found.in_core is Verdict.UNDECIDED
    assert found.unknown == 1
    assert stability(game, {"a": 10.5, "b": 4.5}).in_core is Verdict.NO
    assert union(game).range_m.most_m == inf


class Asked:
    """Finds out costs of a game and remembers which."""

    def __init__(self, game: CostGame, bounds: CostGame) -> None:
        self.whole, self.known = game, bounds
        self.coalitions: list[Coalition] = []

    def __call__(self, coalitions: Sequence[Coalition]) -> CostGame:
        self.coalitions += coalitions
        self.known = self.known.knowing({s: self.whole.cost(s) for s in coalitions})
        return self.known


def crowd(bound_m: float) -> tuple[CostGame, Asked]:
    """Return five who each need 10 alone and share what makes 6 each for any two or more; bounds a part of that."""
    game = game_by("abcde", lambda s: 10.0 if len(s) == 1 else 6.0 * len(s))
    bounds = CostGame(
        game.parties,
        {s: cost if s == game.everyone else Interval(bound_m * cost.most_m, inf) for s, cost in game.costs.items()},
    )
    return game, Asked(game, bounds)


def test_costs_are_found_out_only_where_a_bound_does_not_settle_the_matter() -> None:
    _, asked = crowd(1.0)
    # The excess of each four is 0 in the end, and so no other bound is above it: five alone and five of four do.
    found = nucleolus(asked.known, asked)
    assert found is not None
    assert found.cost_m == {party: pytest.approx(6.0) for party in "abcde"}
    assert len(asked.coalitions) == 10
    _, loose = crowd(0.9)
    assert nucleolus(loose.known, loose) is not None
    assert len(loose.coalitions) > 10


def test_without_bounds_everything_is_found_out() -> None:
    game, asked = crowd(1.0)
    asked.known = CostGame(game.parties, {game.everyone: game.total, frozenset("a"): UNKNOWN})
    found = nucleolus(asked.known, asked)
    whole = nucleolus(game)
    assert found is not None
    assert whole is not None
    assert found.cost_m == pytest.approx(whole.cost_m)
    assert len(set(asked.coalitions)) == len(asked.coalitions) == 30


def test_sampled_orders_give_the_value_within_their_confidence() -> None:
    length = {party: float(i + 1) for i, party in enumerate("abcdef")}
    game = game_by("abcdef", lambda s: max(length[party] for party in s))
    exact = shapley_value(game)
    orders = sampled_orders(game.parties, 400, seed=1)
    sampled = sampled_shapley_value(game, orders)
    assert exact is not None
    assert sampled is not None
    assert sampled.error_m is not None
    assert sum(sampled.cost_m.values()) == pytest.approx(6.0)
    inside = [abs(sampled.cost_m[p] - exact.cost_m[p]) <= sampled.error_m[p] for p in game.parties]
    assert sum(inside) >= 5
    assert all(0.0 < error < 0.2 for error in sampled.error_m.values())


def test_the_confidence_of_sampling_holds_about_as_often_as_it_says() -> None:
    # 100 samples of 30 pairs, six parties each: 95 % of 600 is 570.
    length = {party: float(i + 1) for i, party in enumerate("abcdef")}
    game = game_by("abcdef", lambda s: max(length[party] for party in s))
    exact = shapley_value(game)
    assert exact is not None
    held = 0
    for seed in range(100):
        sampled = sampled_shapley_value(game, sampled_orders(game.parties, 30, seed))
        assert sampled is not None
        assert sampled.error_m is not None
        held += sum(abs(sampled.cost_m[p] - exact.cost_m[p]) <= sampled.error_m[p] for p in game.parties)
    assert 550 <= held <= 590


def test_an_order_and_its_reverse_form_all_but_a_few_coalitions_twice() -> None:
    # abc: a, ab, abc; cba: c, bc, abc.
    assert coalitions_of([("a", "b", "c"), ("c", "b", "a")]) == (
        frozenset("a"),
        frozenset("ab"),
        frozenset("abc"),
        frozenset("c"),
        frozenset("bc"),
    )
