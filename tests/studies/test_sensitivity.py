"""How the cost of tiny instances depends on their inputs, each worked out by hand."""

from collections.abc import Mapping
from typing import Any

import pytest

from models.instance import Instance
from models.plan import Plan
from planner.errors import UsageError
from planner.solve import SolveOptions, solve
from planner.studies.known import Effect
from planner.studies.sensitivity import Screening, screening, tornado, turning
from planner.studies.solves import Solver
from tests.cases import a_chip, one_region

EXACT = SolveOptions(gap=0.0, threads=1)
SOLVER = Solver(solve)


def moved(values: Mapping[str, float]) -> Instance:
    """Return 10 PFLOPS on chip a at 1 million or chip b at 1.5 for the same work; demand and prices may be moved."""
    at = {"demand": 10.0, "price of a": 1.0, "price of b": 1.5, **values}
    return one_region(at["demand"], price_m=at["price of a"], others={"b": (a_chip("b"), at["price of b"], 2.0)})


def effect(amount_m: float) -> Effect:
    return Effect(*[pytest.approx(amount_m, abs=1e-6)] * 3)


def test_each_input_moves_the_cost_by_what_it_is_part_of() -> None:
    # 5 units of a: 5 million. Demand of 8 or 12: 4 or 6. Price of a at 0.8: 4; at 2: b is taken, 7.5. Price of b at 1.2
    # or 1.8: a is cheaper all the same.
    ranges = {"price of b": (1.2, 1.8), "demand": (8.0, 12.0), "price of a": (0.8, 2.0)}
    found = tornado(moved({}), moved, ranges, SOLVER, EXACT)
    assert [(bar.name, bar.low_effect, bar.high_effect) for bar in found.bars] == [
        ("price of a", effect(-1.0), effect(2.5)),
        ("demand", effect(-1.0), effect(1.0)),
        ("price of b", effect(0.0), effect(0.0)),
    ]
    assert [bar.swing_m for bar in found.bars] == pytest.approx([3.5, 2.0, 0.0])


def test_an_end_without_a_plan_has_no_effect_and_stands_first() -> None:
    def limited(values: Mapping[str, float]) -> Instance:
        return one_region(at={"grid_limit_mw": values.get("grid", 9.0)}, price_m=values.get("price", 1.0))

    found = tornado(limited({}), limited, {"price": (0.5, 1.5), "grid": (4.0, 9.0)}, SOLVER, EXACT)
    assert [bar.name for bar in found.bars] == ["grid", "price"]
    assert found.bars[0].low_effect is None
    assert found.bars[0].high_effect == effect(0.0)
    assert found.bars[0].swing_m is None


def screened(**changes: Any) -> Screening:
    ranges = {"demand": (8.0, 12.0), "price of a": (0.9, 1.1), "price of b": (1.4, 1.6)}
    return screening(moved, ranges, SOLVER, EXACT, **{"trajectories": 4, **changes})


def test_elementary_effects_of_a_product_lie_between_those_of_its_ends() -> None:
    # The cost is demand / 2 * price of a. Over the whole range demand moves it by 2 * price, 1.8 to 2.2; the price by
    # 0.2 * demand / 2, 0.8 to 1.2; b is never bought.
    found = screened()
    by_name = {one.name: one for one in found.effects}
    assert [one.name for one in found.effects] == ["demand", "price of a", "price of b"]
    assert 1.8 <= by_name["demand"].mean_size_m <= 2.2
    assert 0.8 <= by_name["price of a"].mean_size_m <= 1.2
    assert by_name["price of b"].mean_size_m == pytest.approx(0.0, abs=1e-6)
    assert by_name["demand"].mean_m == pytest.approx(by_name["demand"].mean_size_m)
    # a solve more than inputs for each way
    assert len(found.solves) == 4 * (3 + 1)


def test_elementary_effects_need_every_plan() -> None:
    def limited(values: Mapping[str, float]) -> Instance:
        return one_region(values["demand"], at={"grid_limit_mw": 4.5}, price_m=values["price"])

    ranges = {"demand": (8.0, 12.0), "price": (0.9, 1.1)}
    found = screening(limited, ranges, SOLVER, EXACT, trajectories=3)
    assert found.effects == ()
    assert found.without_plan > 0


def test_one_input_has_no_elementary_effects() -> None:
    with pytest.raises(UsageError, match="need two inputs or more"):
        screening(moved, {"demand": (8.0, 12.0)}, SOLVER, EXACT, trajectories=2)


def buys_b(_: Instance, plan: Plan) -> bool:
    return any(k == "b" and units > 1e-6 for (_, k, _), units in plan.bought_units.items())


def at_price(price_m: float) -> Instance:
    return moved({"price of b": price_m})


def test_a_chip_enters_when_it_is_as_cheap_as_the_other() -> None:
    # both deliver 2 PFLOPS: b enters below 1 million; a hundredth of the range from 0.2 to 3.4 is 0.032
    found = turning(at_price, (0.2, 3.4), buys_b, SOLVER, EXACT)
    assert found.is_so == (True, False)
    assert found.between is not None
    low, high = found.between
    assert low <= 1.0 <= high
    assert high - low <= 0.032
    # two ends, and 7 halvings of the range to less than a hundredth of it
    assert len(found.steps) == 2 + 7


def test_where_nothing_turns_there_is_no_turning_point() -> None:
    found = turning(at_price, (1.2, 2.0), buys_b, SOLVER, EXACT)
    assert (found.is_so, found.between) == ((False, False), None)


def test_where_there_is_no_plan_there_is_no_turning_point() -> None:
    found = turning(lambda mw: one_region(at={"grid_limit_mw": mw}), (1.0, 9.0), buys_b, SOLVER, EXACT)
    assert (found.is_so, found.between) == ((None, False), None)
