"""How little or how much of a decision a plan can have that costs no more than a limit."""

from dataclasses import replace

import pytest

from models.audit.audit import audit
from models.build import build
from models.goal import Goal, Sense
from models.instance import Instance
from planner.solve import Outcome, solve
from tests.cases import one_region, two_regions
from tests.rows import row
from tests.rules import a_policy
from tests.solving import TO_THE_END, LeftOut

IN_EAST = {("bought_units", ("east", "a", "2026")): 1.0}
IN_WEST = {("bought_units", ("west", "a", "2026")): 1.0}

# No plan costs less than 5 million.
LEFT_OUT = [LeftOut("cost_limit", two_regions(), None, 5.0, Goal("least", IN_EAST, cost_limit_m=4.9, size=5.0))]


def reach(inst: Instance, goal: Goal) -> Outcome:
    outcome = solve(inst, replace(TO_THE_END, goal=goal))
    assert outcome.plan is not None
    assert audit(inst, outcome.plan).passed
    return outcome


@pytest.mark.parametrize(
    ("sense", "weights", "units"),
    [("least", IN_EAST, 0.0), ("most", IN_EAST, 0.5), ("least", IN_WEST, 4.5), ("most", IN_WEST, 6.0)],
)
def test_a_million_more_moves_half_a_unit_to_the_dear_region(sense: Sense, weights: dict, units: float) -> None:
    # 5 units at 1 million in west are enough; in east a unit costs 3. With 6 million half a unit can move, or one more
    # be bought in west.
    found = reach(two_regions(), Goal(sense, weights, cost_limit_m=6.0, size=5.0))
    assert found.goal_value == pytest.approx(units, abs=1e-6)
    assert found.goal_bound == pytest.approx(units, abs=5e-3)
    assert found.bound_m is None


def test_of_plans_that_reach_a_goal_alike_the_cheapest_is_taken() -> None:
    found = reach(two_regions(), Goal("least", IN_EAST, cost_limit_m=100.0, size=5.0))
    assert found.cost_m == pytest.approx(5.0)


def test_a_plan_with_a_goal_pays_for_no_departure_it_does_not_make() -> None:
    # 5 units are 2 more than the soft limit of 3, at 1 million each
    soft = a_policy("new_units", "<=", 3.0, price_m=1.0)
    found = reach(
        one_region(policies=soft), Goal("least", {("bought_units", ("west", "a", "2026")): 1.0}, 100.0, size=5.0)
    )
    assert found.cost_m == pytest.approx(7.0)


def test_no_plan_is_cheaper_than_the_cheapest() -> None:
    found = solve(two_regions(), replace(TO_THE_END, goal=Goal("least", IN_EAST, cost_limit_m=4.9, size=5.0)))
    assert found.plan is None


def test_the_limit_is_a_row_on_the_whole_cost() -> None:
    m = build(two_regions(), Goal("least", IN_EAST, cost_limit_m=6.0, size=5.0)).pyomo
    _, left, most = row(m.cost_limit)
    assert left == {"bought_units[east,a,2026]": 3.0, "bought_units[west,a,2026]": 1.0}
    assert most == 6.0


def test_a_bound_on_the_objective_bounds_the_goal() -> None:
    # least: size 5 and the cost's thousandth of 5 leave 2 of 7.005; most: -5 - sum + 0.005 >= -7 leaves 2.005
    least, most = (Goal(sense, IN_EAST, 6.0, size=5.0) for sense in ("least", "most"))
    assert least.bound(7.005, 3.0) == pytest.approx(2.0)
    assert most.bound(-7.0, 1.0) == pytest.approx(2.005)
    # what a plan reaches is not beyond
    assert least.bound(7.005, 1.9999) == 1.9999
    assert most.bound(-7.0, 2.1) == 2.1
