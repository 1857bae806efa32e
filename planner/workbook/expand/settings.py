"""From the sheets Settings, Periods and Slices to settings, periods and slices."""

from collections.abc import Mapping
from typing import get_args

from models.ids import PeriodId, SliceId
from models.records import Period, RiskMeasure, Settings, Slice
from planner.workbook.expand.book import ONLY_SLICE, Book
from planner.workbook.schema import SHEETS, Value

HOURS_OF_A_YEAR = 8760.0


def setting(book: Book, key: str) -> Value:
    """Return the value of a setting, or its default; None when it has neither."""
    for row in book.rows("Settings"):
        if row.values["key"] == key and row.values["value"] is not None:
            return row.values["value"]
    return SHEETS["Settings"].row_types[key].default


def number_setting(book: Book, key: str) -> float | None:
    """Return the value of a setting that is a number; None when it has none."""
    value = setting(book, key)
    return None if value is None else float(value)


def base_year(book: Book) -> int:
    """Return the year to which costs are discounted: the first of all when the workbook names none."""
    stated = number_setting(book, "base_year")
    return int(stated) if stated is not None else min(book.first_years.values(), default=0)


def plan_name(book: Book) -> str:
    """Return the name of the plan; '' when the workbook gives none."""
    return str(setting(book, "name") or "")


def settings_of(book: Book) -> Settings:
    """Return the settings."""

    def number(key: str) -> float:
        return number_setting(book, key) or 0.0

    measures: Mapping[str, RiskMeasure] = {name: name for name in get_args(RiskMeasure)}
    return Settings(
        currency=str(setting(book, "currency")),
        base_year=base_year(book),
        discount_rate=number("discount_rate"),
        one_off_life_years=number("one_off_life_years"),
        paths_per_pair=int(number("paths_per_pair")),
        risk_measure=measures[str(setting(book, "risk_measure"))],
        risk_weight=number("risk_weight"),
        cvar_level=number("cvar_level"),
        correlation_regions=number("correlation_regions"),
        correlation_workloads=number("correlation_workloads"),
        mip_gap=number("mip_gap"),
        time_limit_s=number("time_limit_s"),
        language=str(setting(book, "language")),
    )


def periods_of(book: Book) -> Mapping[PeriodId, Period]:
    """Return the periods in the order of the workbook."""
    return {
        period: Period(period, book.first_years[period], int(row.number_in("years") or 1))
        for row in book.rows("Periods")
        if (period := PeriodId(row.text("period"))) in book.first_years
    }


def slices_of(book: Book) -> Mapping[SliceId, Slice]:
    """Return the slices; one of a whole year when the workbook has none."""
    if not book.rows("Slices"):
        return {SliceId(ONLY_SLICE): Slice(SliceId(ONLY_SLICE), HOURS_OF_A_YEAR)}
    return {
        (name := SliceId(row.text("slice"))): Slice(
            name,
            hours=row.number_in("hours") or 0.0,
            availability=row.number_in("availability") or 0.0,
            link_availability=row.number_in("link_availability") or 0.0,
            electricity_price_factor=row.number_in("price_factor") or 0.0,
            carbon_factor=row.number_in("carbon_factor") or 0.0,
            deferral_group=row.text("deferral_group") or None,
        )
        for row in book.rows("Slices")
    }
