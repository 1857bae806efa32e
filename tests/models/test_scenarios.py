"""Time as a tree: what is decided before the futures part must do for all of them, weighed by probability."""

import pytest

from models.build import build
from models.instance import Instance
from models.mean import mean_future
from tests.cases import one_region, two_futures
from tests.rows import row
from tests.rules import a_budget, a_commitment, a_policy
from tests.solving import best_plan, cost

YEARS = (2026, 2027)


def growth(pflops: float, **changes: object) -> Instance:
    """10 PFLOPS in 2026, and another demand in 2027."""
    return one_region({"2026": 10.0, "2027": pflops}, **{"years": YEARS, **changes})


def even_chances(**changes: object) -> Instance:
    """5 units in 2026; in 2027 5 or 10 units, each with a half: 5 + 2.5 + 5 = 12.5 million."""
    return two_futures(growth(10.0, **changes), growth(20.0, **changes), differ="2027")


def feared(weight: float, level: float = 0.5) -> Instance:
    """As `even_chances`, with a weight on the worse half of the futures, which costs 15 million."""
    settings = {"risk_weight": weight, "cvar_level": level}
    return even_chances(settings=settings)


def test_each_future_is_weighed_by_its_probability() -> None:
    assert cost(even_chances()) == pytest.approx(12.5)
    unlikely = two_futures(growth(10.0), growth(20.0), differ="2027", chance=0.1)
    assert cost(unlikely) == pytest.approx(5 + 0.9 * 5 + 0.1 * 10)


def test_futures_that_may_decide_apart_cost_what_each_costs_alone() -> None:
    tree = even_chances()
    alone = [cost(tree.leaf(leaf)) for leaf in tree.tree.leaves]
    assert alone == pytest.approx([10.0, 15.0])
    assert cost(tree) == pytest.approx(sum(alone) / 2)


def test_a_way_through_the_tree_keeps_the_data_of_each_of_its_outcomes() -> None:
    # chips of 2026 last two years and those of 2027 one: 5 units serve for both years, in any future
    def lasting(life_years: float) -> Instance:
        return growth(10.0, chip={"lifetime_years": life_years})

    certain = two_futures(lasting(2.0), lasting(1.0), differ="2027", chance=1.0)
    assert cost(certain) == pytest.approx(5.0)
    assert cost(certain.leaf("2027/high")) == pytest.approx(5.0)
    assert certain.leaf("2027/high").nodes == ("2026", "2027/high")
    with pytest.raises(ValueError, match="2026 is not an outcome of the last period"):
        certain.leaf("2026")


def test_before_futures_part_decisions_do_for_all_of_them() -> None:
    # chips of two years at 0.5 a year in 2026, at 4 each in 2027: better 10 units from the start for 10 million; in
    # the low future half of them are idle in 2027
    prices = {"2026": 1.0, "2027": 8.0}
    chip = {"lifetime_years": 2.0}
    tree = even_chances(price_m=prices, chip=chip)
    # 5 units for both years are 5; 5 more are 5 for sure, or 5 * 4 in one future of two
    plan = best_plan(tree)
    assert plan.cost_m == pytest.approx(10.0)
    assert plan.bought_units == {("west", "a", "2026"): pytest.approx(10.0)}
    # who knew the low future would pay 5
    assert cost(tree.leaf(tree.tree.leaves[0])) == pytest.approx(5.0)


def test_decisions_may_have_to_wait_longer_than_data() -> None:
    # demand differs in 2027, but what is bought in 2027 is the same: 10 units in both futures
    tree = two_futures(growth(10.0), growth(20.0), differ="2026", decide="2027")
    assert cost(tree) == pytest.approx(12.5)
    years = (2026, 2027, 2028)
    low = one_region({"2026": 10.0, "2027": 10.0, "2028": 10.0}, years=years)
    high = one_region({"2026": 10.0, "2027": 20.0, "2028": 20.0}, years=years)
    late = two_futures(low, high, differ="2027", decide="2028")
    assert cost(late) == pytest.approx(5 + 10 + 0.5 * (5 + 10))


def test_a_decision_is_priced_by_the_data_of_each_of_its_futures() -> None:
    # one decision in 2027, at 1 or at 3 million a unit
    years = (2026, 2027, 2028)
    low, high = (
        one_region(10.0, years=years, price_m={"2026": 1.0, "2027": price, "2028": 1.0}) for price in (1.0, 3.0)
    )
    assert cost(two_futures(low, high, differ="2027", decide="2028")) == pytest.approx(5 + 5 * (0.5 + 1.5) + 5)


def test_budgets_and_policies_follow_each_way_through_the_tree() -> None:
    # 15 million for both years: enough for 5 + 5 and for 5 + 10; with 14, one PFLOPS of the high future costs 2 undone
    def with_cash(cash: float) -> Instance:
        purse = a_budget({"2026": cash, "2027": 0.0})
        return even_chances(budgets=purse, workload={"unmet_penalty_m_per_pflops": 2.0})

    assert cost(with_cash(15.0)) == pytest.approx(12.5)
    assert cost(with_cash(14.0)) == pytest.approx(5 + 2.5 + 0.5 * (9 + 4))
    # 12 units on each way: two more in the low future
    policy = a_policy("new_units", ">=", 12.0, apply="total")
    assert cost(even_chances(policies=policy)) == pytest.approx(12.5 + 0.5 * 2)
    promise = a_commitment("bought_units", ">=", 12.0)
    assert cost(even_chances(commitments=promise)) == pytest.approx(12.5 + 0.5 * 2)


def test_the_budget_row_of_a_leaf_names_its_own_way() -> None:
    purse = a_budget({"2026": 9.0, "2027": 9.0})
    limits = build(even_chances(budgets=purse)).pyomo.budget_limit
    assert row(limits["purse", "2027/high"]) == (
        -float("inf"),
        {"bought_units[west,a,2026]": 1.0, "bought_units[west,a,2027/high]": 1.0},
        18.0,
    )


def test_fear_of_the_worst_futures_counts_with_its_weight() -> None:
    # the worse half costs 15 million
    assert cost(feared(0.5)) == pytest.approx(0.5 * 12.5 + 0.5 * 15)
    assert cost(feared(1.0)) == pytest.approx(15.0)
    # the worst three quarters are all of the high future and half of the low one: (15 * 0.5 + 10 * 0.25) / 0.75
    assert cost(feared(1.0, level=0.25)) == pytest.approx((7.5 + 2.5) / 0.75)


def test_fear_pays_for_what_the_mean_does_not() -> None:
    # five units more in 2026 are 5 million; in 2027, in one future of two, 5 * 1.6: 4 on average, but 8 in the worst
    changes = {"price_m": {"2026": 1.0, "2027": 3.2}, "chip": {"lifetime_years": 2.0}}
    assert cost(even_chances(**changes)) == pytest.approx(5 + 4)
    plan = best_plan(even_chances(**changes, settings={"risk_weight": 1.0, "cvar_level": 0.5}))
    assert plan.cost_m == pytest.approx(10.0)
    assert plan.bought_units == {("west", "a", "2026"): pytest.approx(10.0)}


def test_the_mean_future_has_the_parties_of_each_by_the_amount_of_their_demand() -> None:
    # The bank has 0.4 of 10 PFLOPS or 0.2 of 30, with a half each: 5 of 20.
    low, high = (
        growth(pflops, party_fraction={("west", "work", "2027"): {"bank": fraction}})
        for pflops, fraction in ((10.0, 0.4), (30.0, 0.2))
    )
    mean = mean_future(two_futures(low, high, differ="2027"))
    last = mean.cases["mean 2027"]
    assert last.demand_pflops["west", "work", "2027"] == 20.0
    assert last.party_fraction == {("west", "work", "2027"): {"bank": 0.25}}
