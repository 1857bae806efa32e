"""Chips are bought, arrive after their lead time, and stand for their life; only the fleet retires early."""

import pytest

from models.build import build
from models.instance import Instance
from models.records import FleetLine, Selection
from tests.cases import a_chip, one_region, two_regions
from tests.rows import row
from tests.rules import a_policy, a_supply
from tests.solving import LeftOut, best_plan, cost


def old_fleet(units: float = 10.0, **changes: object) -> Instance:
    """Fleet units with an upkeep of 0.1 million each; 2 PFLOPS of demand need one, so nine retire: 0.1 million."""
    usual = {
        "demand": 2.0,
        "chip": {"fixed_om_fraction": 0.1, "lifetime_years": 5.0},
        "fleet": (FleetLine("west", "a", 2024, units),),
    }
    return one_region(**{**usual, **changes})


def quota_for_two() -> Instance:
    """Two regions that need 5 units each, and 8 in all: 8 million, and 4 PFLOPS undone at 2 million each."""
    return two_regions(
        tiers=(),
        demand={"east": 10.0, "west": 10.0},
        price_m={"east": 1.0},
        workload={"unmet_penalty_m_per_pflops": 2.0},
        supplies=a_supply(8.0, regions=("east", "west")),
    )


def two_types(most: int | None) -> Instance:
    """Three units of a at 1 million, and b at 1.5: 3 + 2 * 1.5 with both types, 5 * 1.5 with one."""
    return one_region(others={"b": (a_chip("b"), 1.5, 2.0)}, supplies=a_supply(3.0), at={"max_chip_types": most})


def dear_integration() -> Instance:
    """Chip a costs 3 million to integrate: 5 + 3; b costs 1.5 a unit and nothing to integrate: 7.5."""
    return one_region(chip={"integration_cost_m": 3.0}, others={"b": (a_chip("b"), 1.5, 2.0)})


def adopted_twice() -> Instance:
    """Two types must be adopted by 2027, and there is one: no plan, unless one adopted twice counted as two."""
    wanted = a_policy("chip_types", ">=", 2.0, selection=Selection(periods=("2027",)))
    return one_region({"2027": 10.0}, years=(2026, 2027), policies=wanted)


def retired_twice() -> Instance:
    """Ten old units with an upkeep of 0.001 million each in 2026 and of 1 million in 2027; one is needed in 2026.

    It is kept that year, and retires: 0.001. If they could retire twice, ten cheap new units would stand in for them:
    0.04 for two of five years, 0.02 of upkeep, and 10 saved for fleet units below zero.
    """
    return old_fleet(years=(2026, 2027), demand={"2026": 2.0}, price_m={"2026": 0.01, "2027": 10.0})


LEFT_OUT = [
    LeftOut("lot_size", one_region(chip={"lot_size": 4}), 8.0, 5.0),
    LeftOut("installed_balance", one_region(), 5.0, 0.0),
    LeftOut("fleet_limit", retired_twice(), 0.001, -9.94),
    LeftOut("supply_limit", quota_for_two(), 16.0, 10.0),
    LeftOut("purchase_needs_adoption", dear_integration(), 7.5, 5.0),
    LeftOut("chip_type_limit", two_types(1), 7.5, 6.0),
    LeftOut("adopted_once", adopted_twice(), None, 5.0),
]


def test_a_chip_serves_from_the_first_period_after_its_lead_time() -> None:
    def ordered_early(lead_years: float) -> Instance:
        return one_region({"2027": 10.0}, years=(2026, 2027), price_m={"2026": 1.0}, chip={"lead_years": lead_years})

    assert cost(ordered_early(1.0)) == pytest.approx(5.0)
    # half a year more, and the first period that starts after it is 2028
    assert cost(ordered_early(1.5)) is None
    # without lead time, what is ordered in 2026 has gone by 2027
    assert cost(ordered_early(0.0)) is None


def test_a_chip_that_arrives_after_the_horizon_is_not_bought() -> None:
    model = build(one_region(years=(2026, 2027), chip={"lead_years": 1.0})).pyomo
    assert list(model.bought_units) == [("west", "a", "2026")]


def test_a_chip_is_gone_at_the_end_of_its_life() -> None:
    def bought_once(life_years: float) -> Instance:
        years = (2026, 2027, 2028)
        return one_region(years=years, price_m={"2026": 1.0}, chip={"lifetime_years": life_years})

    assert cost(bought_once(2.0)) is None
    # three years of an annuity of a third
    assert cost(bought_once(3.0)) == pytest.approx(5.0)


def test_chips_come_in_whole_lots() -> None:
    # 5 units in lots of 4 are 8
    assert cost(one_region(chip={"lot_size": 4})) == pytest.approx(8.0)


def test_lot_size_ties_units_to_lots() -> None:
    lots = build(one_region(chip={"lot_size": 4})).pyomo.lot_size["west", "a", "2026"]
    assert row(lots) == (0.0, {"bought_units[west,a,2026]": 1.0, "lots_bought[west,a,2026]": -4.0}, 0.0)


def test_the_fleet_serves_without_capital_cost() -> None:
    # 3 units are there; 2 are bought
    assert cost(one_region(chip={"lifetime_years": 2.0}, fleet=(FleetLine("west", "a", 2025, 3.0),))) == 1.0
    # commissioned in 2024 it is gone after 2025; due in 2027 it is not there yet
    for year in (2024, 2027):
        assert cost(one_region(chip={"lifetime_years": 2.0}, fleet=(FleetLine("west", "a", year, 3.0),))) == 2.5


def test_fleet_of_several_parties_and_years_adds_up() -> None:
    lines = (
        FleetLine("west", "a", 2026, 1.0, "carrier"),
        FleetLine("west", "a", 2026, 1.0, "state"),
        FleetLine("west", "a", 2025, 1.0),
    )
    assert cost(one_region(chip={"lifetime_years": 2.0}, fleet=lines)) == pytest.approx(1.0)


def test_fleet_that_does_not_pay_its_upkeep_retires() -> None:
    plan = best_plan(old_fleet())
    assert plan.cost_m == pytest.approx(0.1)
    assert plan.retired_units["west", "a", 2024, "2026"] == pytest.approx(9.0)


def test_retired_fleet_does_not_come_back() -> None:
    # one unit would do in 2026, but five are needed in 2027: five are kept through both, 10 * 0.1
    assert cost(old_fleet(years=(2026, 2027), demand={"2026": 2.0, "2027": 10.0})) == pytest.approx(1.0)


def test_upkeep_is_a_share_of_the_price_at_the_time_of_order() -> None:
    # bought in 2026 at 1 for two years of 0.5, with 0.1 a year: 5 + 2 * 0.5; the price of 2027 does not matter
    chip = {"fixed_om_fraction": 0.1, "lifetime_years": 2.0}
    inst = one_region(years=(2026, 2027), price_m={"2026": 1.0, "2027": 50.0}, chip=chip)
    assert cost(inst) == pytest.approx(6.0)


def test_upkeep_of_the_fleet_follows_the_last_known_price() -> None:
    # one unit: 0.1 * 1 in 2026, and 0.1 * 1 in 2027, for which no price is known
    inst = old_fleet(1.0, years=(2026, 2027), price_m={"2026": 1.0})
    assert cost(inst) == pytest.approx(0.2)


def test_a_quota_holds_for_all_its_regions_together() -> None:
    assert cost(quota_for_two()) == pytest.approx(16.0)
    quota = build(quota_for_two()).pyomo.supply_limit[0, "2026"]
    assert row(quota) == (-float("inf"), {"bought_units[east,a,2026]": 1.0, "bought_units[west,a,2026]": 1.0}, 8.0)


def test_a_quota_of_a_group_leaves_the_others_free() -> None:
    # east may buy 3 units, west all it needs: 3 + 5, and 4 PFLOPS undone in east
    inst = quota_for_two().with_cases(supplies=a_supply(3.0, regions=("east",)))
    assert cost(inst) == pytest.approx(8.0 + 8.0)


def test_a_quota_is_a_year_and_counts_for_every_year_of_a_period() -> None:
    # 2.5 units a year in a period of two years
    assert cost(one_region(length=2, supplies=a_supply(2.5))) == pytest.approx(5.0)
    assert cost(one_region(length=2, supplies=a_supply(2.4))) is None


def test_a_year_without_a_quota_has_no_limit() -> None:
    assert cost(one_region(supplies=a_supply({"2026": None}))) == pytest.approx(5.0)


def test_a_chip_type_is_taken_up_where_it_pays_its_integration() -> None:
    assert cost(dear_integration()) == pytest.approx(7.5)
    # with twice the demand: 10 + 3 against 15
    twice = dear_integration().first_case.demand_pflops
    assert cost(dear_integration().with_cases(demand_pflops=dict.fromkeys(twice, 20.0))) == pytest.approx(13.0)


def test_integration_is_paid_once_and_holds_for_later_periods() -> None:
    inst = one_region(years=(2026, 2027), chip={"integration_cost_m": 3.0})
    # 5 in each year, and 3 in the first; spread over the one-off life of a year
    assert cost(inst) == pytest.approx(13.0)


def test_purchase_needs_adoption_is_bounded_by_what_the_halls_can_power() -> None:
    inst = one_region(chip={"integration_cost_m": 3.0}, region={"existing_hall_mw": 7.0})
    assert row(build(inst).pyomo.purchase_needs_adoption["west", "a", "2026"]) == (
        -float("inf"),
        {"bought_units[west,a,2026]": 1.0, "chip_adopted[west,a,2026]": -7.0},
        0.0,
    )


def test_a_limit_on_types_counts_those_of_the_fleet() -> None:
    assert cost(two_types(2)) == pytest.approx(6.0)
    assert cost(two_types(1)) == pytest.approx(7.5)
    # a is in the fleet, so b would be the second type: 3 more units of a, and no more
    with_fleet = two_types(1).with_cases(fleet=(FleetLine("west", "a", 2026, 1.0),))
    assert cost(with_fleet) is None
    assert cost(two_types(2).with_cases(fleet=(FleetLine("west", "a", 2026, 1.0),))) == pytest.approx(3 + 1.5)


def test_a_fleet_beyond_the_limit_on_types_only_forbids_new_ones() -> None:
    inst = two_types(0).with_cases(fleet=(FleetLine("west", "a", 2026, 2.0),))
    assert cost(inst) == pytest.approx(3.0)
