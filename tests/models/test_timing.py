"""When an asset stands, and what money of a year is worth."""

import pytest

from models.timing import annuity, capital_factor, commissioning, discount_factor, one_off_factor, stands, yearly_factor
from tests.cases import calendar, one_region

PERIODS = calendar((2026, 2028, 2031))


@pytest.mark.parametrize(
    ("ordered", "lead_years", "from_period"),
    [
        ("2026", 0.0, "2026"),
        ("2026", 1.0, "2028"),
        ("2026", 2.0, "2028"),
        ("2026", 2.5, "2031"),
        ("2028", 3.0, "2031"),
        ("2028", 3.1, None),
        ("2031", 0.5, None),
    ],
)
def test_an_order_stands_from_the_first_period_that_starts_no_earlier(
    ordered: str, lead_years: float, from_period: str | None
) -> None:
    begin = commissioning(PERIODS, ordered, lead_years)
    assert (None if begin is None else begin.id) == from_period


def test_an_asset_stands_while_a_period_starts_within_its_life() -> None:
    # ordered in 2026, here in 2028, for three years: until the end of 2030
    assert [stands(PERIODS, "2026", 1.0, 3.0, t) for t in PERIODS] == [False, True, False]
    assert [stands(PERIODS, "2026", 1.0, 3.1, t) for t in PERIODS] == [False, True, True]
    assert not any(stands(PERIODS, "2031", 1.0, 99.0, t) for t in PERIODS)


def test_money_of_later_years_is_worth_less() -> None:
    settings = one_region(settings={"discount_rate": 0.25, "base_year": 2026}).settings
    assert discount_factor(settings, 2026) == 1.0
    assert discount_factor(settings, 2028) == pytest.approx(0.64)
    assert discount_factor(settings, 2025) == pytest.approx(1.25)


def test_all_annuities_of_a_life_are_worth_the_price() -> None:
    case = one_region(length=7, settings={"discount_rate": 0.1, "base_year": 2025}).first_case
    # the first one is paid a year after the base year, as an annuity is at the end of its year
    assert capital_factor(case, "2026", 0.0, 7.0) == pytest.approx(1.0)
    assert capital_factor(case, "2026", 0.0, 4.0) == pytest.approx(1.0)
    assert capital_factor(case, "2026", 0.0, 14.0) == pytest.approx(annuity(0.1, 14.0) / annuity(0.1, 7.0))


def test_an_asset_that_comes_too_late_is_not_charged() -> None:
    assert capital_factor(one_region().first_case, "2026", 1.0, 5.0) == 0.0


def test_yearly_money_counts_in_each_year_of_its_period() -> None:
    case = one_region(length=2, settings={"discount_rate": 0.25}).first_case
    assert yearly_factor(case, "2026") == pytest.approx(1.8)


def test_one_off_money_is_charged_for_its_life_or_to_the_end() -> None:
    def factor(life_years: float) -> float:
        return one_off_factor(one_region(length=4, settings={"one_off_life_years": life_years}).first_case, "2026")

    assert factor(4.0) == pytest.approx(1.0)
    assert factor(2.0) == pytest.approx(1.0)
    assert factor(8.0) == pytest.approx(0.5)
