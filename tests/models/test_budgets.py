"""The cash that a scope spends stays within its budget, saved up where that is allowed."""

from math import inf

import pytest

from models.build import build
from models.instance import Instance
from models.records import Slice, Tier
from tests.cases import a_module, one_region, two_regions
from tests.rows import row
from tests.rules import a_budget
from tests.solving import LeftOut, cost

UNDONE = {"unmet_penalty_m_per_pflops": 1.0}


def short_of_cash(**changes: object) -> Instance:
    """3 million buy 3 units for 6 PFLOPS; 4 stay undone at 1 million each: 7 million."""
    return one_region(**{"workload": UNDONE, "budgets": a_budget({"2026": 3.0}), **changes})


def two_years(first: float | None, second: float | None, **budget: object) -> Instance:
    """5 units in each of two years, bought from the budget; a PFLOPS undone costs 1 million."""
    cash = {"2026": first, "2027": second}
    return one_region(years=(2026, 2027), workload=UNDONE, budgets=a_budget(cash, **budget))


LEFT_OUT = [LeftOut("budget_limit", short_of_cash(), 7.0, 5.0)]


def test_no_more_is_bought_than_there_is_cash() -> None:
    assert cost(short_of_cash()) == pytest.approx(7.0)


def test_cash_is_counted_when_ordered_whatever_is_charged_in_the_horizon() -> None:
    # 5 units for five years are charged a fifth this year, and paid now
    def paid_with(cash: float) -> float | None:
        return cost(one_region(chip={"lifetime_years": 5.0}, budgets=a_budget({"2026": cash})))

    assert paid_with(5.0) == pytest.approx(1.0)
    assert paid_with(4.9) is None


def test_cash_that_is_left_is_carried_over() -> None:
    assert cost(two_years(8.0, 2.0)) == pytest.approx(10.0)
    # alone, the second year buys 2 units; 6 PFLOPS stay undone
    assert cost(two_years(8.0, 2.0, carry_over=False)) == pytest.approx(5 + 2 + 6)


def test_cash_is_not_borrowed_from_later() -> None:
    # 2 units in the first year, and 5 of the 8 millions in the second
    assert cost(two_years(2.0, 8.0)) == pytest.approx(2 + 6 + 5)


def test_nothing_is_carried_past_a_year_without_a_limit() -> None:
    cash = {"2026": 8.0, "2027": None, "2028": 2.0}
    inst = one_region(years=(2026, 2027, 2028), workload=UNDONE, budgets=a_budget(cash))
    assert cost(inst) == pytest.approx(5 + 5 + 2 + 6)


def test_a_budget_row_adds_up_what_is_carried_over() -> None:
    limit = build(two_years(8.0, 2.0)).pyomo.budget_limit["purse", "2027"]
    assert row(limit) == (-inf, {"bought_units[west,a,2026]": 1.0, "bought_units[west,a,2027]": 1.0}, 10.0)


def test_a_budget_may_cover_running_costs_of_all_years_of_a_period() -> None:
    # 5 units, and 1000 MWh for each of them in each of two years at 0.001: 3 million a unit in all
    slices = {"year": Slice("year", hours=1000.0)}
    inst = short_of_cash(
        length=2,
        slices=slices,
        at={"electricity_price_m_per_mwh": 0.001},
        workload={"unmet_penalty_m_per_pflops": 2.0},
        budgets=a_budget({"2026": 6.0}, covers=("chip", "electricity")),
    )
    # 2 units serve 4 PFLOPS; 6 undone at 2, for two years
    assert cost(inst) == pytest.approx(2 * 3 + 6 * 2 * 2)


def test_a_budget_pays_only_what_it_covers() -> None:
    assert cost(short_of_cash(budgets=a_budget({"2026": 3.0}, covers=("hall",)))) == pytest.approx(5.0)
    assert cost(short_of_cash(budgets=a_budget({"2026": 3.0}, regions=()))) == pytest.approx(5.0)


def test_a_subsidy_bears_a_share_of_the_spending() -> None:
    # 0.6 of 5 million are 3
    assert cost(short_of_cash(budgets=a_budget({"2026": 3.0}, subsidy_fraction=0.4))) == pytest.approx(5.0)


def test_a_subsidy_adds_a_sum_to_the_amount() -> None:
    assert cost(short_of_cash(budgets=a_budget({"2026": 3.0}, subsidy_m={"2026": 2.0}))) == pytest.approx(5.0)


def test_who_pays_the_subsidy_needs_the_cash_for_it() -> None:
    def paid_by_the_state(cash: float, **subsidy: object) -> float | None:
        state = a_budget({"2026": cash}, "state", regions=(), national=False)
        west = a_budget({"2026": 3.0}, payer="state", **subsidy)
        return cost(short_of_cash(budgets={**state, **west}))

    # of a unit west pays 0.6 and the state 0.4: for 1.2 million it bears 3 units
    assert paid_by_the_state(2.0, subsidy_fraction=0.4) == pytest.approx(5.0)
    assert paid_by_the_state(1.2, subsidy_fraction=0.4) == pytest.approx(7.0)
    # a sum is paid in full or not at all
    assert paid_by_the_state(2.0, subsidy_m={"2026": 2.0}) == pytest.approx(5.0)
    assert paid_by_the_state(1.9, subsidy_m={"2026": 2.0}) is None


def test_national_costs_are_paid_from_national_budgets() -> None:
    porting = {("stack", "work"): 3.0}
    assert cost(short_of_cash(porting_cost_m=porting, budgets=a_budget({"2026": 8.0}))) == pytest.approx(8.0)
    # 1 million is left for a unit; neither it nor the port pays
    assert cost(short_of_cash(porting_cost_m=porting, budgets=a_budget({"2026": 4.0}))) == pytest.approx(10.0)
    regional = a_budget({"2026": 5.0}, national=False)
    assert cost(short_of_cash(porting_cost_m=porting, budgets=regional)) == pytest.approx(8.0)


def test_setting_up_a_tier_is_a_national_cost_and_joining_a_regional_one() -> None:
    outside = {"east": {"starting_tier": None}, "west": {"starting_tier": None}}
    tiers = (Tier("basic", 1, joining_cost_m=1.0, national_cost_m=2.0),)

    def shared(cash: float, **budget: object) -> float | None:
        return cost(two_regions(tiers=tiers, regions=outside, budgets=a_budget({"2026": cash}, **budget)))

    # the nation needs 2
    assert shared(2.0, regions=()) == pytest.approx(9.0)
    assert shared(1.9, regions=()) == pytest.approx(15.0)
    # west needs 5 for units and 1 to join
    assert shared(6.0, national=False) == pytest.approx(9.0)
    # with less it hosts less: 4 units for 8 PFLOPS, and 1 in east, 12 in all
    assert shared(5.0, national=False) == pytest.approx(4 + 3 + 2 + 2)


def test_circuits_are_paid_from_the_budget_of_their_link() -> None:
    link = {"existing_gbps": 0.0, "modules": {"wave": a_module("wave", 4.0, 1.0, 3)}}

    def connected(cash: float, *links: str) -> float | None:
        budget = a_budget({"2026": cash}, regions=(), national=False, links=links)
        return cost(two_regions(link=link, budgets=budget))

    assert connected(3.0, "line") == pytest.approx(8.0)
    # two circuits for 8 PFLOPS
    assert connected(2.0, "line") == pytest.approx(4 + 3 + 2)
    assert connected(2.0) == pytest.approx(8.0)


def test_a_budget_spent_to_the_last_cent_is_kept() -> None:
    # three tenths and a rounding error, from costs that no decision changes
    inst = one_region(
        links={},
        region={"existing_hall_mw": 0.1 + 0.2, "hall_module_mw": 1.0, "hall_fixed_om_fraction": 1.0},
        at={"hall_module_cost_m": 1.0},
        demand=0.2,
        budgets=a_budget({"2026": 0.3}, covers=("hall_om",)),
    )
    assert cost(inst) == pytest.approx(0.4)
