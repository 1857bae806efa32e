"""What stands behind limits: 10 PFLOPS of work, at 2 a unit of 1 MW that costs 1, are 5 units, 5 MW and 5."""

from models.records import Budget, Policy, Selection, Supply
from planner.solve.limit_sizes import Needs
from tests.cases import one_region, two_regions


def test_a_quota_is_made_for_the_units_of_the_work() -> None:
    inst = one_region(supplies=(Supply("a", "nation", ("west",), {"2026": 0.0}),))
    assert Needs(inst).behind(("supply_limit", "0", "2026")) == 5.0


def test_a_grid_is_made_for_the_power_of_the_region_s_own_work() -> None:
    assert Needs(one_region(at={"grid_limit_mw": 1.0})).behind(("grid_limit", "west", "2026")) == 5.0


def test_halls_are_made_in_modules() -> None:
    assert Needs(one_region(region={"hall_module_mw": 2.0})).behind(("hall_module_limit", "west", "2026")) == 2.5


def test_a_budget_is_made_for_the_price_of_the_units() -> None:
    inst = one_region(budgets={"b": Budget("b", "nation", ("west",), (), True, {"2026": 0.0}, ("chip",))})
    assert Needs(inst).behind(("budget_limit", "b", "2026")) == 5.0


def test_a_rule_of_some_size_is_its_own_measure_and_one_of_nothing_that_of_the_work() -> None:
    def size(value: float) -> float:
        rule = Policy("few", "units", Selection(), None, "each period", "<=", value)
        return Needs(one_region(policies={"few": rule})).behind(("policy_limit", "few"))

    assert (size(7.0), size(0.0)) == (7.0, 5.0)


def test_a_link_is_made_for_the_end_with_less_work() -> None:
    # All 10 PFLOPS, at 1 Gbps each, are of east: west has none to send.
    assert Needs(two_regions()).behind(("link_capacity", "line")) == 0.0


def test_demand_is_its_own_measure() -> None:
    assert Needs(one_region()).behind(("demand", "west", "work", "2026")) == 0.0
