"""Costs are annuities inside the horizon, discounted to the base year, and yearly costs in each year of a period."""

import pytest

from models.records import Slice
from models.timing import annuity
from tests.cases import a_module, one_region, two_regions
from tests.solving import cost

TENTH = {"base_year": 2026, "discount_rate": 0.1}


def test_an_annuity_repays_its_price_with_interest() -> None:
    # 0.1 / (1 - 1 / 1.21)
    assert annuity(0.1, 2.0) == pytest.approx(0.1 / (1 - 1 / 1.21))
    assert annuity(0.0, 4.0) == pytest.approx(0.25)
    assert annuity(0.1, 2.0) / 1.1 + annuity(0.1, 2.0) / 1.21 == pytest.approx(1.0)


def test_a_chip_is_charged_for_the_years_inside_the_horizon() -> None:
    # two of five years
    assert cost(one_region(length=2, chip={"lifetime_years": 5.0})) == pytest.approx(5 * 2 / 5)


def test_a_chip_is_not_charged_beyond_its_life() -> None:
    assert cost(one_region(length=5, chip={"lifetime_years": 2.0})) == pytest.approx(5.0)


def test_the_last_year_of_a_life_counts_by_its_part() -> None:
    # a year and a half at 1 / 1.5 a year
    assert cost(one_region(length=2, chip={"lifetime_years": 1.5})) == pytest.approx(5.0)
    assert cost(one_region(length=1, chip={"lifetime_years": 1.5})) == pytest.approx(5 / 1.5)


def test_annuities_are_charged_from_commissioning() -> None:
    # ordered in 2026, here in 2027: one of two years is inside the horizon
    chip = {"lead_years": 1.0, "lifetime_years": 2.0}
    assert cost(one_region({"2027": 10.0}, years=(2026, 2027), chip=chip)) == pytest.approx(2.5)


def test_later_costs_are_discounted_to_the_base_year() -> None:
    # an annuity of one year is 1.1 of the price
    inst = one_region(years=(2026, 2027), settings=TENTH)
    assert cost(inst) == pytest.approx(5 * 1.1 * (1 + 1 / 1.1))
    before = one_region(settings={**TENTH, "base_year": 2025})
    assert cost(before) == pytest.approx(5.0)


def test_annuities_of_two_years_are_discounted_each() -> None:
    inst = one_region(length=2, chip={"lifetime_years": 2.0}, settings=TENTH)
    assert cost(inst) == pytest.approx(5 * annuity(0.1, 2.0) * (1 + 1 / 1.1))


def test_one_off_costs_are_spread_over_their_own_life() -> None:
    # 3 of 10 million in three of ten years, though the chips of a year are charged once
    inst = one_region(length=3, chip={"integration_cost_m": 10.0}, settings={"one_off_life_years": 10.0})
    assert cost(inst) == pytest.approx(5 + 3)


def test_an_opening_decided_later_is_charged_later() -> None:
    # opened in 2027 for a hall of that year: one of ten years
    inst = one_region(
        {"2027": 10.0},
        years=(2026, 2027),
        settings={"one_off_life_years": 10.0},
        region={"existing_hall_mw": 0.0, "hall_module_mw": 5.0},
        at={"opening_cost_m": 10.0, "max_hall_modules": 1},
    )
    assert cost(inst) == pytest.approx(5 + 1)


def test_opening_a_link_is_a_one_off_cost_and_a_circuit_lives_as_long_as_its_link() -> None:
    link = {
        "existing_gbps": 0.0,
        "opening_cost_m": 10.0,
        "life_years": 20.0,
        "modules": {"wave": a_module("wave", 10.0, 20.0, 1)},
    }
    assert cost(two_regions(link=link, settings={"one_off_life_years": 10.0})) == pytest.approx(5 + 10 / 10 + 20 / 20)


def test_running_costs_are_paid_and_discounted_in_each_year() -> None:
    # 5 million of energy in 2026 and in 2027, and chips of a year at 1.1
    inst = one_region(
        length=2,
        settings=TENTH,
        slices={"year": Slice("year", hours=1000.0)},
        at={"electricity_price_m_per_mwh": 0.001},
    )
    assert cost(inst) == pytest.approx(5 * 1.1 + 5 + 5 / 1.1)
