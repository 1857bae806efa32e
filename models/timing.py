"""Calendar and money: when an asset stands, and what its cost is worth today."""

from collections.abc import Mapping

from models.ids import PeriodId
from models.instance import Case
from models.records import Period, Settings


def commissioning(periods: Mapping[PeriodId, Period], ordered: PeriodId, lead_years: float) -> Period | None:
    """Return the first period that starts no earlier than order and lead time; None when the horizon ends before."""
    ready = periods[ordered].first_year + lead_years
    return next((period for period in periods.values() if period.first_year >= ready), None)


def stands(
    periods: Mapping[PeriodId, Period], ordered: PeriodId, lead_years: float, life_years: float, at: PeriodId
) -> bool:
    """Return whether an asset ordered in one period is there in another."""
    begin = commissioning(periods, ordered, lead_years)
    return begin is not None and begin.first_year <= periods[at].first_year < begin.first_year + life_years


def discount_factor(settings: Settings, year: int) -> float:
    """Return what one unit of money of a calendar year is worth in the base year."""
    return float((1 + settings.discount_rate) ** (settings.base_year - year))


def annuity(rate: float, life_years: float) -> float:
    """Return the yearly payment that repays one unit of money over the life.

    The capital recovery factor, d / (1 - (1 + d)^-n); 1 / n without interest.
    """
    return 1 / life_years if rate == 0 else rate / (1 - (1 + rate) ** -life_years)


def capital_factor(case: Case, ordered: PeriodId, lead_years: float, life_years: float) -> float:
    """Return the present value of the annuities, inside the horizon, of one unit of overnight cost."""
    begin = commissioning(case.periods, ordered, lead_years)
    if begin is None:
        return 0.0
    settings = case.settings
    years = [year for period in case.periods.values() for year in period.calendar_years]
    paid = sum(
        min(1.0, begin.first_year + life_years - year) * discount_factor(settings, year)
        for year in years
        if begin.first_year <= year < begin.first_year + life_years
    )
    return annuity(settings.discount_rate, life_years) * paid


def one_off_factor(case: Case, ordered: PeriodId) -> float:
    """Return the present value, inside the horizon, of one unit of one-off cost decided in a period."""
    return capital_factor(case, ordered, 0.0, case.settings.one_off_life_years)


def yearly_factor(case: Case, period: PeriodId) -> float:
    """Return the present value of one unit of money in each year of a period."""
    return sum(discount_factor(case.settings, year) for year in case.periods[period].calendar_years)
