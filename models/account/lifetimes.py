"""When an asset stands and what it is charged, from calendar years alone."""

import math
from collections.abc import Mapping, Sequence

from models.records import Period, Settings


def commissioned(periods: Sequence[Period], ordered: Period, lead_years: float) -> Period | None:
    """Return the first period that starts no earlier than the order plus the lead; None: none does."""
    ready = ordered.first_year + lead_years
    return next((period for period in periods if period.first_year >= ready), None)


def expired(start: Period, now: Period, life_years: float) -> bool:
    """Return whether an asset commissioned in `start` has reached the end of its life when `now` begins."""
    return now.first_year >= start.first_year + life_years


def stands(start: Period | None, now: Period, life_years: float) -> bool:
    """Return whether an asset commissioned in `start` stands in `now`."""
    return start is not None and start.first_year <= now.first_year and not expired(start, now, life_years)


def fleet_stands(year: int, now: Period, life_years: float) -> bool:
    """Return whether a fleet line commissioned in a calendar year stands in `now`."""
    return year <= now.first_year < year + life_years


def annuity(life_years: float, discount_rate: float) -> float:
    """Return the yearly charge for one unit of money spent on an asset of this life."""
    if discount_rate == 0:
        return 1.0 / life_years
    return discount_rate / -math.expm1(-life_years * math.log1p(discount_rate))


def charge_by_year(
    cost_m: float, start_year: int, life_years: float, horizon_end: int, discount_rate: float
) -> dict[int, float]:
    """Return the annuities of an asset by calendar year, from its start to its end or that of the horizon.

    A life that ends within a year is charged for its part of that year.
    """
    yearly_m = cost_m * annuity(life_years, discount_rate)
    charges: dict[int, float] = {}
    year = start_year
    while year < min(start_year + life_years, horizon_end):
        charges[year] = yearly_m * min(1.0, start_year + life_years - year)
        year += 1
    return charges


def horizon_end(periods: Sequence[Period]) -> int:
    """Return the calendar year after the last one that is planned."""
    return periods[-1].first_year + periods[-1].years


def discount_factor(settings: Settings, year: int) -> float:
    """Return what one unit of money of a calendar year is worth in the base year."""
    return (1.0 + settings.discount_rate) ** -(year - settings.base_year)


def present_value(settings: Settings, by_year: Mapping[int, float]) -> float:
    """Return the sum of yearly amounts, discounted to the base year."""
    return sum(amount * discount_factor(settings, year) for year, amount in by_year.items())
