"""Lives, leads and annuities from calendar years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.account.lifetimes import (
    annuity,
    charge_by_year,
    commissioned,
    discount_factor,
    fleet_stands,
    present_value,
    stands,
)
from models.ids import PeriodId
from models.records import Period, Settings

PERIODS = [Period(PeriodId("a"), 2026, 2), Period(PeriodId("b"), 2028, 3), Period(PeriodId("c"), 2031, 1)]
A, B, C = PERIODS


def test_an_asset_comes_in_the_first_period_that_starts_after_its_lead() -> None:
    assert commissioned(PERIODS, A, 0) is A
    assert commissioned(PERIODS, A, 0.5) is B  # ready in mid-2026, the next period starts in 2028
    assert commissioned(PERIODS, A, 2) is B
    assert commissioned(PERIODS, A, 2.5) is C
    assert commissioned(PERIODS, B, 3) is C
    assert commissioned(PERIODS, C, 1) is None


def test_an_asset_stands_until_its_life_is_over_when_a_period_begins() -> None:
    assert stands(A, A, 1)
    assert not stands(A, B, 2)  # 2026 + 2 = 2028
    assert stands(A, B, 2.5)
    assert not stands(B, A, 10)
    assert not stands(None, C, 10)


def test_the_fleet_stands_from_its_year_to_the_end_of_its_life() -> None:
    assert fleet_stands(2026, A, 1)
    assert not fleet_stands(2027, A, 5)
    assert fleet_stands(2024, B, 5)
    assert not fleet_stands(2023, B, 5)


def test_the_annuity_of_two_years_at_ten_percent() -> None:
    # 0.1 / (1 - 1 / 1.21) = 0.1 * 1.21 / 0.21
    assert annuity(2, 0.1) == pytest.approx(0.121 / 0.21)
    assert annuity(4, 0.0) == 0.25


def test_charges_end_with_the_life_or_the_horizon() -> None:
    assert charge_by_year(8.0, 2026, 4, 2028, 0.0) == {2026: 2.0, 2027: 2.0}
    assert charge_by_year(8.0, 2026, 2, 2030, 0.0) == {2026: 4.0, 2027: 4.0}
    # 1.5 years: a whole year and half of one
    assert charge_by_year(3.0, 2026, 1.5, 2030, 0.0) == {2026: 2.0, 2027: 1.0}


def test_years_before_the_base_year_count_for_more() -> None:
    settings = Settings(base_year=2026, discount_rate=0.1)
    assert discount_factor(settings, 2026) == 1.0
    assert discount_factor(settings, 2028) == pytest.approx(1 / 1.21)
    assert present_value(settings, {2026: 1.0, 2027: 1.1, 2025: 1.0}) == pytest.approx(3.1)


@given(st.integers(1, 40), st.floats(0.0, 0.3, allow_subnormal=False))
def test_the_annuities_of_a_whole_life_are_worth_the_cost_a_year_later(life: int, rate: float) -> None:
    settings = Settings(base_year=2026, discount_rate=rate)
    charges = charge_by_year(100.0, 2026, life, 2100, rate)
    # charges fall at the start of each year, the annuity is that of the ends: worth (1 + rate) times the cost
    assert present_value(settings, charges) == pytest.approx(100.0 * (1 + rate), rel=1e-6)
