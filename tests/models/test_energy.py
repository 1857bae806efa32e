"""Installed and busy units draw power; it costs, and is green or has its carbon."""

from math import inf

import pytest

from models.build import build
from models.instance import Instance
from models.records import FleetLine, Pipeline, Slice
from tests.cases import DAY_AND_NIGHT, one_region
from tests.rows import row
from tests.solving import UNBOUNDED, LeftOut, best_plan, cost

SHORT_YEAR = {"year": Slice("year", hours=1000.0)}
"""A MW all the time is 1000 MWh, which cost 1 million at 0.001 a MWh."""
PRICED = {"electricity_price_m_per_mwh": 0.001}


def powered(demand: float = 10.0, **changes: object) -> Instance:
    """Five units of 1 MW for 1000 hours: 5000 MWh, 5 million for energy and 5 for chips: 10 million."""
    return one_region(demand, **{"slices": SHORT_YEAR, "at": PRICED, **changes})


def two_halls(pue_existing: float, pue_new: float, **changes: object) -> Instance:
    """3 MW of existing halls and 3 MW of new ones for 5 units, all busy: 3 at the better PUE and 2 at the worse."""
    region = {"existing_hall_mw": 3.0, "pue_existing": pue_existing, "pue_new": pue_new}
    return powered(region=region, **{"pipeline": (Pipeline("hall", "west", "2026", 3.0),), **changes})


def idle_fleet() -> Instance:
    """Six units in two halls, of which one is busy, in a new hall: 1 million for energy."""
    fleet = (FleetLine("west", "a", 2026, 6.0),)
    return two_halls(2.0, 1.0, demand=2.0, fleet=fleet, price_m={})


def with_carbon(premium: float) -> Instance:
    """5000 MWh with a ton of carbon each, at 0.002 million a ton, or green at a premium."""
    at = {"grid_carbon_t_per_mwh": 1.0, "carbon_price_m_per_t": 0.002, "green_premium_m_per_mwh": premium}
    return powered(at=at)


LEFT_OUT = [
    # 3 MW at PUE 1 and 2 MW at PUE 2 are 7 MW. All five drawn in new halls are 5 MW; likewise in old ones.
    LeftOut("new_draw_limit", two_halls(2.0, 1.0), 12.0, 10.0),
    LeftOut("existing_draw_limit", two_halls(1.0, 2.0), 12.0, 10.0),
    LeftOut("draw_balance", powered(), 10.0, 5.0),
    # Green energy that nobody draws would earn its carbon for ever.
    LeftOut("green_limit", with_carbon(0.001), 10.0, UNBOUNDED),
]


def test_energy_costs_by_the_hour() -> None:
    assert cost(powered()) == pytest.approx(10.0)


def test_energy_counts_with_the_pue() -> None:
    assert cost(powered(region={"pue_existing": 1.2})) == pytest.approx(5 + 6)


def test_energy_is_paid_in_every_year_of_a_period() -> None:
    assert cost(powered(length=3)) == pytest.approx(5 + 3 * 5)


def test_free_units_draw_their_idle_power() -> None:
    # 10 units of which 5 are busy: 10 * 0.2 + 5 * 0.8 = 6 MW
    inst = powered(at={**PRICED, "alone_fraction": 0.5}, chip={"idle_power_fraction": 0.2})
    assert cost(inst) == pytest.approx(10 + 6)


def test_energy_costs_what_its_slice_says() -> None:
    # 500 hours each; the night at half the price: 5 MW * (500 + 250) MWh
    slices = {
        "day": Slice("day", hours=500.0),
        "night": Slice("night", hours=500.0, electricity_price_factor=0.5),
    }
    assert cost(powered(slices=slices)) == pytest.approx(5 + 3.75)


def test_draw_follows_demand_through_the_day() -> None:
    # 7.5 units by day, 2.5 busy by night, 4380 hours each
    profile = {("work", "west", "day"): 1.5, ("work", "west", "night"): 0.5}
    inst = one_region(slices=DAY_AND_NIGHT, profile=profile, at={"electricity_price_m_per_mwh": 0.0001})
    assert cost(inst) == pytest.approx(7.5 + (7.5 + 2.5) * 4380 * 0.0001)


def test_units_draw_where_they_stand() -> None:
    assert cost(two_halls(2.0, 1.0)) == pytest.approx(12.0)
    assert cost(two_halls(1.0, 2.0)) == pytest.approx(12.0)
    plan = best_plan(two_halls(2.0, 1.0))
    assert plan.new_hall_draw_mw["west", "2026", "year"] == pytest.approx(3.0)


def test_busy_units_stand_in_the_better_halls() -> None:
    assert cost(idle_fleet()) == pytest.approx(1.0)


def test_carbon_is_paid_or_green_power_is_bought_whichever_is_cheaper() -> None:
    assert cost(with_carbon(0.001)) == pytest.approx(5 + 5)
    assert cost(with_carbon(0.003)) == pytest.approx(5 + 10)


def test_carbon_counts_with_the_factor_of_its_slice() -> None:
    slices = {"year": Slice("year", hours=1000.0, carbon_factor=0.5)}
    assert cost(with_carbon(0.003).with_cases(slices=slices)) == pytest.approx(5 + 5)


def test_green_power_is_at_most_what_the_halls_draw() -> None:
    limit = build(with_carbon(0.001)).pyomo.green_limit["west", "2026", "year"]
    # 1000 hours
    assert row(limit) == (
        -inf,
        {"green_mwh[west,2026,year]": 1.0, "existing_hall_draw_mw[west,2026,year]": -1000.0},
        0.0,
    )


def test_draw_balance_counts_free_and_busy_units() -> None:
    balance = build(powered(chip={"idle_power_fraction": 0.2})).pyomo.draw_balance["west", "2026", "year"]
    # 0.2 MW for each unit, and 0.8 more for each 2 PFLOPS
    assert row(balance) == (
        0.0,
        {
            "existing_hall_draw_mw[west,2026,year]": 1.0,
            "installed_units[west,a,2026]": -0.2,
            "confined_run[west,a,work,2026,year]": -0.4,
        },
        0.0,
    )


def test_a_chip_without_power_draws_nothing() -> None:
    assert cost(powered(chip={"power_kw": 0.0})) == pytest.approx(5.0)
