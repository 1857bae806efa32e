"""Where the data of futures differ, decisions keep the limits of each: of sale, room, fleet, tiers and budgets."""

from dataclasses import replace

import pytest

from models.instance import Instance
from models.records import FleetLine, Selection, Tier
from tests.cases import a_module, one_region, two_futures, two_regions
from tests.rules import a_budget, a_commitment, a_policy, a_supply
from tests.solving import cost

YEARS = (2026, 2027)


def growth(pflops: float, **changes: object) -> Instance:
    """10 PFLOPS in 2026, and another demand in 2027."""
    return one_region({"2026": 10.0, "2027": pflops}, **{"years": YEARS, **changes})


def shared_in_2027(low: Instance, high: Instance) -> Instance:
    """Data differ from 2027 on, decisions only from 2028 on: those of 2027 hold in both futures."""
    return two_futures(low, high, differ="2027", decide="2028")


def three_years(**changes: object) -> Instance:
    """10 PFLOPS in each of three years; what is undone costs 1 million a PFLOPS: 15 million."""
    return one_region(
        **{"years": (2026, 2027, 2028), "workload": {"unmet_penalty_m_per_pflops": 1.0}, **changes},
    )


def test_a_shared_decision_keeps_the_quota_of_every_future() -> None:
    # 3 units of the smaller quota in 2027, in both futures: 4 PFLOPS undone
    low = three_years()
    high = three_years(supplies=a_supply({"2027": 3.0}))
    assert cost(shared_in_2027(low, high)) == pytest.approx(5 + (3 + 4) + 5)
    assert cost(shared_in_2027(high, low)) == pytest.approx(5 + (3 + 4) + 5)


def test_a_shared_decision_buys_only_what_is_for_sale_in_every_future() -> None:
    # under the ban of one future nothing can be bought in 2027: 10 PFLOPS undone in both
    free = three_years()
    banned = three_years(price_m={"2026": 1.0, "2028": 1.0})
    assert cost(shared_in_2027(free, banned)) == pytest.approx(5 + 10 + 5)
    assert cost(shared_in_2027(banned, free)) == pytest.approx(5 + 10 + 5)


def test_a_shared_decision_adds_only_circuits_that_have_room_in_every_future() -> None:
    def connected(most: int) -> Instance:
        years = (2026, 2027, 2028)
        modules = {"wave": a_module("wave", 5.0, 1.0, most, years)}
        inst = two_regions(years=years, link={"existing_gbps": 0.0, "modules": modules})
        return inst.with_cases(demand_pflops={("east", "work", "2027"): 10.0})

    # one circuit for 5 PFLOPS in west, and 5 in east: 2.5 + 7.5 + 1
    assert cost(connected(2)) == pytest.approx(7.0)
    for low, high in ((2, 1), (1, 2)):
        assert cost(shared_in_2027(connected(low), connected(high))) == pytest.approx(11.0)


def test_a_future_of_its_own_may_have_room_for_more_circuits() -> None:
    def connected(most: int) -> Instance:
        inst = two_regions(years=YEARS, link={"existing_gbps": 0.0})
        line = inst.first_case.links["line"]
        modules = {"wave": a_module("wave", 5.0, 1.0, most, YEARS)}
        return inst.with_cases(
            links={"line": replace(line, modules=modules)}, demand_pflops={("east", "work", "2027"): 10.0}
        )

    # no circuit: 15; two: 7
    assert cost(two_futures(connected(0), connected(2), differ="2027")) == pytest.approx(7.5 + 3.5)
    assert cost(two_futures(connected(1), connected(2), differ="2027")) == pytest.approx(5.5 + 3.5)


def test_no_more_of_the_fleet_retires_than_there_is_in_every_future() -> None:
    def inherited(units: float) -> Instance:
        chip = {"fixed_om_fraction": 0.1, "lifetime_years": 5.0}
        return growth(20.0, chip=chip, fleet=(FleetLine("west", "a", 2025, units),))

    # 10 or 12 units, and all but 10 retire in 2027; in 2026 there are 10, of which all are kept
    tree = two_futures(inherited(10.0), inherited(12.0), differ="2027")
    assert cost(tree) == pytest.approx(2 * 10 * 0.1)
    # all but one could retire in 2026, were there no demand in 2027
    less = two_futures(inherited(12.0), inherited(10.0), differ="2027")
    assert cost(less) == pytest.approx(2 * 10 * 0.1 + 2 * 0.1)


def test_what_has_retired_counts_against_the_fleet_of_each_future() -> None:
    # the whole fleet of 10 retires in 2026; in the poor future there were only 4: it cannot retire more than these
    def inherited(units: float) -> Instance:
        chip = {"fixed_om_fraction": 0.1, "lifetime_years": 5.0}
        return one_region({}, years=YEARS, chip=chip, fleet=(FleetLine("west", "a", 2025, units),))

    tree = two_futures(inherited(10.0), inherited(4.0), differ="2027")
    # 4 retire in 2026, and the other 6 in 2027 where they are
    assert cost(tree) == pytest.approx(6 * 0.1)


def test_halls_of_a_later_future_do_not_limit_what_is_bought_before() -> None:
    # lead of a year; the futures begin in 2027 with halls that the trunk does not have
    def roomy(mw: float) -> Instance:
        return one_region(
            {"2027": 10.0},
            years=YEARS,
            chip={"lead_years": 1.0},
            region={"existing_hall_mw": mw},
        )

    tree = two_futures(roomy(1.0), roomy(5.0), differ="2027", chance=1.0)
    assert cost(tree) == pytest.approx(5.0)


def test_what_is_ordered_keeps_the_lead_time_and_life_of_its_order() -> None:
    # chips of two years; in the high future those ordered from 2027 on last only one
    def lasting(life_years: float) -> Instance:
        return three_years(price_m={"2026": 1.0, "2027": 1.0}, chip={"lifetime_years": life_years})

    tree = two_futures(lasting(2.0), lasting(1.0), differ="2027")
    # 5 units of 2026 serve in both futures in 2027, for 5 million; for 2028 the low future buys 5 in 2027, charged for
    # two years, and the high one cannot: what it buys in 2027 has gone, so 10 PFLOPS are undone
    assert cost(tree) == pytest.approx(5 + 0.5 * 5 + 0.5 * 10)


def test_a_budget_may_be_set_in_one_future() -> None:
    # 3 million in 2027: 3 units, and 4 PFLOPS undone
    undone = {"workload": {"unmet_penalty_m_per_pflops": 1.0}}
    free, tight = growth(10.0, **undone), growth(10.0, **undone, budgets=a_budget({"2027": 3.0}))
    assert cost(two_futures(free, tight, differ="2027")) == pytest.approx(5 + 0.5 * 5 + 0.5 * 7)


def test_a_future_without_the_fleet_does_not_keep_it_from_retiring_before() -> None:
    # one unit of ten is needed in 2026, with an upkeep of 0.1 a unit; in 2027 the fleet is there in one future only
    chip = {"fixed_om_fraction": 0.1, "lifetime_years": 5.0}
    usual = {"years": YEARS, "chip": chip}
    here = one_region({"2026": 2.0}, **usual, fleet=(FleetLine("west", "a", 2025, 10.0),))
    gone = one_region({"2026": 2.0}, **usual)
    assert cost(two_futures(here, gone, differ="2027")) == pytest.approx(0.1)
    # or has reached the end of a shorter life
    short = one_region(
        {"2026": 2.0}, **{**usual, "chip": {**chip, "lifetime_years": 2.0}}, fleet=(FleetLine("west", "a", 2025, 3.0),)
    )
    assert cost(two_futures(here, short, differ="2027")) == pytest.approx(0.1)


def test_fleet_that_only_one_future_has_may_retire_in_it() -> None:
    def inherited(units: float) -> Instance:
        chip = {"fixed_om_fraction": 0.1, "lifetime_years": 5.0}
        lines = (FleetLine("west", "a", 2027, units),) if units else ()
        return one_region({}, years=YEARS, chip=chip, fleet=lines)

    assert cost(two_futures(inherited(0.0), inherited(10.0), differ="2027")) == pytest.approx(0.0)
    assert cost(two_futures(inherited(10.0), inherited(0.0), differ="2027")) == pytest.approx(0.0)


def test_circuits_of_a_size_that_only_one_future_knows_are_added_in_it() -> None:
    def connected(size: str) -> Instance:
        modules = {size: a_module(size, 10.0, 1.0, 1, YEARS)} if size else {}
        inst = two_regions(years=YEARS, link={"existing_gbps": 0.0, "modules": modules, "life_years": 2.0})
        return inst.with_cases(demand_pflops={("east", "work", t): 10.0 for t in ("2026", "2027")})

    # from 2026 the circuit of two years serves in both futures: 5 and 0.5 a year each
    assert cost(two_futures(connected("wave"), connected(""), differ="2027")) == pytest.approx(11.0)
    # in 2026 there is none, 15; in one future of two there is one from 2027 on, 5 + 0.5
    assert cost(two_futures(connected(""), connected("wave"), differ="2027")) == pytest.approx(15 + 0.5 * (5.5 + 15))


def test_an_order_may_be_late_in_one_future_and_in_time_in_another() -> None:
    # ordered in 2026 for both; in the high future it comes after the horizon, and all is undone there
    def late(lead_years: float) -> Instance:
        undone = {"unmet_penalty_m_per_pflops": 1.0}
        return one_region({"2027": 10.0}, years=YEARS, chip={"lead_years": lead_years}, workload=undone)

    tree = two_futures(late(1.0), late(2.0), differ="2026", decide="2027")
    assert cost(tree) == pytest.approx(0.5 * 5 + 0.5 * 10)


def test_a_chip_type_is_in_the_fleet_of_one_future_and_adopted_in_another() -> None:
    # integration costs 3 million where the fleet has none of the type, and one type is allowed
    def inherited(units: float) -> Instance:
        lines = (FleetLine("west", "a", 2027, units),) if units else ()
        return one_region(
            {"2027": 10.0}, years=YEARS, fleet=lines, chip={"integration_cost_m": 3.0}, at={"max_chip_types": 1}
        )

    for low, high in ((0.0, 1.0), (1.0, 0.0)):
        tree = two_futures(inherited(low), inherited(high), differ="2027")
        assert cost(tree) == pytest.approx(0.5 * (5 + 3) + 0.5 * 4)
        types = a_policy("chip_types", "<=", 1.0)
        assert cost(tree.with_cases(policies=types)) == pytest.approx(0.5 * (5 + 3) + 0.5 * 4)


def test_a_tier_that_comes_late_in_one_future_is_joined_late_in_it() -> None:
    def opening(period: str) -> Instance:
        tier = Tier("basic", 1, available_from=period)
        outside = {"east": {"starting_tier": None}, "west": {"starting_tier": None}}
        return two_regions(years=(2026, 2027, 2028), tiers=(tier,), regions=outside)

    # 15 alone, 5 together: from 2027 on, or from 2028
    assert cost(two_futures(opening("2027"), opening("2028"), differ="2027")) == pytest.approx(15 + 5 + 5 + 0.5 * 10)
    assert cost(two_futures(opening("2028"), opening("2027"), differ="2027")) == pytest.approx(15 + 5 + 5 + 0.5 * 10)
    # one decision for both in 2027
    assert cost(shared_in_2027(opening("2027"), opening("2028"))) == pytest.approx(15 + 15 + 5)


def test_people_are_trained_before_futures_part_only_if_that_can_be_had_in_all() -> None:
    def trained(price_m: float | None) -> Instance:
        at = {"staff_limit": 8.0, "training_cost_m_per_person": price_m}
        return three_years(region={"staff_per_mw": 2.0}, in_period={"2027": at})

    # in 2027 8 people are there for 4 units; 2 PFLOPS are undone for 2 million
    assert cost(shared_in_2027(trained(0.1), trained(0.1))) == pytest.approx(15 + 0.2)
    assert cost(shared_in_2027(trained(0.1), trained(None))) == pytest.approx(5 + 4 + 2 + 5)


def test_a_commitment_may_be_made_in_one_future() -> None:
    def promised(units: float) -> Instance:
        here = Selection(periods=("2027",))
        promise = a_commitment("bought_units", ">=", units, apply="each", selection=here)
        return growth(10.0, commitments=promise)

    assert cost(two_futures(promised(0.0), promised(8.0), differ="2027")) == pytest.approx(5 + 2.5 + 4)
    # as a total of the way, too
    total = {"apply": "total"}
    low = growth(10.0, commitments=a_commitment("bought_units", ">=", 0.0, **total))
    high = growth(10.0, commitments=a_commitment("bought_units", ">=", 14.0, **total))
    assert cost(two_futures(low, high, differ="2027")) == pytest.approx(10 + 0.5 * 4)
