"""Checks of tariffs: where the sheet has prices, it has one for all demand that is sold."""

from collections.abc import Iterator, Mapping

from models.ids import PeriodId, RegionId, WorkloadId
from models.instance import Case
from planner.workbook.expand.book import Book
from planner.workbook.inherit import cell_of
from planner.workbook.problems import Problem, Severity
from planner.workbook.tables import Row

_Missing = Mapping[PeriodId, list[RegionId]]


def demand_has_a_tariff(book: Book, case: Case) -> Iterator[Problem]:
    """Warn of demand without a price on a sheet that has some."""
    if book.rows("Tariffs"):
        yield from missing_tariffs(book, case, "warning")


def missing_tariffs(book: Book, case: Case, severity: Severity = "error") -> Iterator[Problem]:
    """Report demand without a price: at the blank cell of the row that is about it, else at the demand."""
    found: dict[tuple[str, int, WorkloadId], tuple[Row, dict[PeriodId, list[RegionId]]]] = {}
    for (region, w, period), pflops in case.demand_pflops.items():
        if pflops > 0 and (region, w, period) not in case.tariff_m_per_pflops:
            row = _row_about(book, region, w, period)
            if row is not None:
                by_period = found.setdefault((row.sheet, row.number, w), (row, {}))[1]
                by_period.setdefault(period, []).append(region)
    for (sheet, _, w), (row, by_period) in found.items():
        remedy = "fill the cell" if sheet == "Tariffs" else f"add a row to {book.tab('Tariffs')}"
        text = (
            f"there is no tariff for '{w}' in {_where(book, by_period)}, and so no business case at tariffs; {remedy}"
        )
        first = next(iter(by_period))
        cell = cell_of(row, first) if first in row.period_letters else row.cell("region")
        yield Problem(sheet, cell, text, severity)


def _row_about(book: Book, region: RegionId, w: WorkloadId, period: PeriodId) -> Row | None:
    """Return the row of tariffs that has prices for other periods, else that of the largest demand."""
    tariffs = book.inherited("Tariffs").filled((region, w))
    if tariffs:
        return next(iter(tariffs.values()))
    keys = [key for key in book.demand.every_key if key[0] == region and key[2] == w]
    largest = max(keys, key=lambda key: book.demand.number(key, period) or 0.0, default=None)
    return None if largest is None else book.demand.row(largest, period)


def _where(book: Book, by_period: _Missing) -> str:
    """Return the regions and periods that lack a price, the first of many."""
    regions = list(dict.fromkeys(r for some in by_period.values() for r in some))
    more = f" and {len(regions) - 1} more" if len(regions) > 1 else ""
    periods = list(by_period)
    when = "" if len(periods) == len(book.periods) else f" in {periods[0]}"
    if when and len(periods) > 1:
        when += f" and {len(periods) - 1} more"
    return f"{regions[0]}{more}{when}"


CHECKS = (demand_has_a_tariff,)
