"""Limits that a planner states: on any metric or share, hard or at a price, by period, by region or in total."""

from math import inf

import pytest

from models.build import build
from models.instance import Instance
from models.records import FleetLine, Selection
from tests.cases import a_chip, one_region, two_regions
from tests.rows import row
from tests.rules import a_policy
from tests.solving import LeftOut, cost

B = Selection(chips=("b",))


def two_chips(**changes: object) -> Instance:
    """Chip b does what a does for 2 million a unit: without a policy nobody buys it."""
    return one_region(**{"others": {"b": (a_chip("b"), 2.0, 2.0)}, **changes})


LEFT_OUT = [LeftOut("policy_limit", one_region(policies=a_policy("units", ">=", 6.0)), 6.0, 5.0)]


def test_a_limit_holds_in_each_period() -> None:
    inst = one_region({"2026": 10.0, "2027": 12.0}, years=(2026, 2027), policies=a_policy("units", ">=", 6.0))
    assert cost(inst) == pytest.approx(6 + 6)


def test_a_limit_holds_in_the_periods_it_names() -> None:
    policy = a_policy("units", ">=", 6.0, selection=Selection(periods=("2027",)))
    assert cost(one_region(years=(2026, 2027), policies=policy)) == pytest.approx(5 + 6)


def test_a_limit_holds_in_each_region_it_names() -> None:
    def ready(units: float, **policy: object) -> float | None:
        return cost(two_regions(policies=a_policy("units", ">=", units, **policy)))

    # one unit in east, and five in west, or four with one in east that serves
    assert ready(1.0, apply="each region") == pytest.approx(3 + 4)
    assert ready(1.0, apply="each region", selection=Selection(regions=("west",))) == pytest.approx(5.0)
    # together they have five anyway
    assert ready(5.0) == pytest.approx(5.0)


def test_a_total_adds_up_periods_by_their_years() -> None:
    # 5 units stand for two periods of two years: 20 unit-years
    def held(unit_years: float) -> float | None:
        policy = a_policy("units", ">=", unit_years, apply="total")
        return cost(one_region(years=(2026, 2028), length=2, policies=policy))

    assert held(20.0) == pytest.approx(10.0)
    assert held(22.0) == pytest.approx(11.0)


def test_a_total_of_what_is_bought_counts_it_once() -> None:
    policy = a_policy("new_units", ">=", 12.0, apply="total")
    assert cost(one_region(years=(2026, 2028), length=2, policies=policy)) == pytest.approx(12.0)


def test_a_total_takes_the_periods_it_names() -> None:
    policy = a_policy("new_units", ">=", 7.0, apply="total", selection=Selection(periods=("2027",)))
    assert cost(one_region(years=(2026, 2027), policies=policy)) == pytest.approx(5 + 7)


def test_a_share_is_of_another_selection() -> None:
    # a fifth of the units is b: 4 + 2
    policy = a_policy("units", ">=", 0.2, selection=B, denominator=Selection())
    assert cost(two_chips(policies=policy)) == pytest.approx(6.0)
    limit = build(two_chips(policies=policy)).pyomo.policy_limit["rule", "", "2026"]
    assert row(limit) == (0.0, {"installed_units[west,a,2026]": -0.2, "installed_units[west,b,2026]": 0.8}, inf)


def test_a_total_may_be_measured_against_another_period() -> None:
    # half as much again as in the year before: 7.5 units
    policy = a_policy(
        "units",
        ">=",
        1.5,
        apply="total",
        selection=Selection(periods=("2027",)),
        denominator=Selection(periods=("2026",)),
    )
    assert cost(one_region(years=(2026, 2027), policies=policy)) == pytest.approx(5 + 7.5)


def test_a_share_of_what_is_not_there_is_kept() -> None:
    policy = a_policy("units", ">=", 0.5, selection=Selection(chips=("c",)), denominator=Selection(chips=("d",)))
    assert cost(two_chips(policies=policy)) == pytest.approx(5.0)


def test_a_soft_limit_is_exceeded_at_its_price() -> None:
    def soft(sense: str, value: float, price_m: float) -> float | None:
        return cost(one_region(policies=a_policy("units", sense, value, price_m=price_m)))

    # three units missing at 0.1, or bought at 1
    assert soft(">=", 8.0, 0.1) == pytest.approx(5.3)
    assert soft(">=", 8.0, 2.0) == pytest.approx(8.0)
    # two too many, in either sense
    assert soft("<=", 3.0, 0.1) == pytest.approx(5.2)
    assert soft("=", 3.0, 0.1) == pytest.approx(5.2)
    assert soft("=", 8.0, 0.1) == pytest.approx(5.3)


def test_a_soft_limit_is_paid_in_each_year_except_on_what_happens_once() -> None:
    def soft(metric: str, **policy: object) -> float | None:
        return cost(one_region(length=3, policies=a_policy(metric, ">=", 8.0, price_m=0.1, **policy)))

    assert soft("units") == pytest.approx(5 + 3 * 3 * 0.1)
    assert soft("new_units") == pytest.approx(5 + 3 * 0.1)
    # 15 unit-years of 18
    total = a_policy("units", ">=", 18.0, price_m=0.1, apply="total")
    assert cost(one_region(length=3, policies=total)) == pytest.approx(5 + 3 * 0.1)


def test_a_soft_share_is_priced_in_units_of_its_metric() -> None:
    # a fifth of 5 units is missing: 1 unit
    policy = a_policy("units", ">=", 0.2, selection=B, denominator=Selection(), price_m=0.1)
    assert cost(two_chips(policies=policy)) == pytest.approx(5.1)


def test_a_limit_without_any_decision_is_kept_or_broken() -> None:
    assert cost(one_region(policies=a_policy("modules", "<=", 0.0))) == pytest.approx(5.0)
    assert cost(one_region(policies=a_policy("modules", ">=", 1.0))) is None


def test_chip_types_count_the_fleet_and_what_is_adopted() -> None:
    fleet = (FleetLine("west", "b", 2026, 1.0),)
    assert cost(two_chips(policies=a_policy("chip_types", "<=", 1.0))) == pytest.approx(5.0)
    # b is there and serves 2 PFLOPS; a would be the second type
    assert cost(two_chips(fleet=fleet, policies=a_policy("chip_types", "<=", 1.0))) == pytest.approx(8.0)
    assert cost(two_chips(fleet=fleet, policies=a_policy("chip_types", "<=", 2.0))) == pytest.approx(4.0)


def test_utilisation_is_the_busy_part_of_what_is_installed() -> None:
    # a fleet of 10 units is busy to a half; 0.8 need half of it gone, but for a unit and a quarter
    fleet = (FleetLine("west", "a", 2026, 10.0),)
    policy = a_policy("utilisation", ">=", 0.8)
    assert cost(one_region(fleet=fleet, policies=policy)) == pytest.approx(0.0)
    limit = build(one_region(fleet=fleet, policies=policy)).pyomo.policy_limit["rule", "", "2026"]
    assert row(limit) == (
        0.0,
        {"confined_run[west,a,work,2026,year]": 0.5, "installed_units[west,a,2026]": -0.8},
        inf,
    )
    # more than all of the time: alone, only a half of it can be used
    assert cost(one_region(at={"alone_fraction": 0.5}, policies=policy)) is None


def test_pue_is_what_halls_draw_over_what_units_draw() -> None:
    def at_most(pue: float) -> float | None:
        return cost(one_region(region={"pue_existing": 1.5}, policies=a_policy("pue", "<=", pue)))

    assert at_most(1.5) == pytest.approx(5.0)
    assert at_most(1.4) is None


def test_green_share_is_green_power_over_what_halls_draw() -> None:
    # 5 MW all year are 43,800 MWh; half of them green, at 100 of currency a MWh, cost 2.19 million
    policy = a_policy("green_share", ">=", 0.5)
    assert cost(one_region(at={"green_premium_m_per_mwh": 1e-4}, policies=policy)) == pytest.approx(5 + 2.19)
    # without an offer of green power there is none
    assert cost(one_region(policies=policy)) is None
