"""What every value of every game has in common."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from planner.studies.games.game import CostGame, membership
from planner.studies.games.nucleolus import nucleolus
from planner.studies.games.shapley import sampled_orders, sampled_shapley_value, shapley_value
from planner.studies.games.shares import by_duals, equally, in_proportion, with_equal_savings
from planner.studies.games.transfers import side_payments, transfers
from tests.studies.games.games import as_costs, game_by

COSTS = st.integers(2, 5).flatmap(
    lambda count: st.lists(st.integers(-50, 100).map(float), min_size=2**count - 1, max_size=2**count - 1)
)
FEW = settings(max_examples=60, deadline=None)


def values_of(game: CostGame) -> list[dict[str, float]]:
    exact, kernel = shapley_value(game), nucleolus(game)
    sampled = sampled_shapley_value(game, sampled_orders(game.parties, 3))
    assert exact is not None
    assert kernel is not None
    assert sampled is not None
    return [dict(exact.cost_m), dict(kernel.cost_m), dict(sampled.cost_m)]


@FEW
@given(COSTS)
def test_all_is_paid_and_no_more(costs: list[float]) -> None:
    game = as_costs([-x for x in costs])
    total_m = game.total.most_m
    for paid in values_of(game):
        assert sum(paid.values()) == pytest.approx(total_m, abs=1e-6)
    alone_m = {party: game.cost([party]).most_m for party in game.parties}
    weights = {party: abs(x) for party, x in alone_m.items()}
    for rule in (
        in_proportion(total_m, weights),
        equally(total_m, game.parties),
        with_equal_savings(total_m, alone_m),
        by_duals(total_m, alone_m),
    ):
        assert sum(rule.values()) == pytest.approx(total_m, abs=1e-6)


@FEW
@given(COSTS)
def test_two_who_are_alike_pay_alike(costs: list[float]) -> None:
    drawn = as_costs([-x for x in costs])
    first, second = drawn.parties[:2]
    swap = {first: second, second: first}
    # The mean of a game and the game with the two exchanged.
    game = game_by(
        drawn.parties,
        lambda s: (drawn.cost(s).most_m + drawn.cost([swap.get(p, p) for p in s]).most_m) / 2,
    )
    for paid in values_of(game)[:2]:
        assert paid[first] == pytest.approx(paid[second], abs=1e-6)


@FEW
@given(COSTS, st.integers(-20, 20))
def test_who_adds_the_same_to_everybody_pays_that(costs: list[float], own: int) -> None:
    drawn = as_costs([-x for x in costs])
    parties = (*drawn.parties, "z")
    game = game_by(parties, lambda s: drawn.cost([p for p in s if p != "z"]).most_m + own * ("z" in s))
    for paid in values_of(game):
        assert paid["z"] == pytest.approx(own, abs=1e-6)


@FEW
@given(COSTS)
def test_the_nucleolus_is_in_the_least_core(costs: list[float]) -> None:
    game = as_costs([-x for x in costs])
    found = nucleolus(game)
    assert found is not None
    count = len(game.parties)
    who, cost = membership(count)[:-1].astype(float), game.most_m[:-1]
    alone = [game.cost([party]).most_m if found.individual else None for party in game.parties]
    least = linprog(
        [*([0.0] * count), 1.0],
        A_ub=np.column_stack([who, -np.ones(len(who))]),
        b_ub=cost,
        A_eq=[[*([1.0] * count), 0.0]],
        b_eq=[game.total.most_m],
        bounds=[*((None, x) for x in alone), (None, None)],
    )
    excesses = who @ np.array([found.cost_m[party] for party in game.parties]) - cost
    assert excesses.max() == pytest.approx(least.fun, abs=1e-6)


@FEW
@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(-50, 50).map(float), min_size=2))
def test_side_payments_are_settled_with_fewer_transfers_than_names(borne_m: dict[str, float]) -> None:
    shares = equally(sum(borne_m.values()), tuple(borne_m))
    payments_m = side_payments(borne_m, shares)
    assert sum(payments_m.values()) == pytest.approx(0.0, abs=1e-6)
    settled = dict.fromkeys(payments_m, 0.0)
    made = transfers(payments_m)
    for one in made:
        assert one.amount_m > 0.0
        settled[one.payer] += one.amount_m
        settled[one.receiver] -= one.amount_m
    assert settled == pytest.approx(payments_m, abs=1e-6)
    assert len(made) < len(payments_m)
