"""From the sheets Chips and ChipSupply to what chips cost where and when, and how many can be bought."""

from collections.abc import Mapping, Sequence

from models.ids import ChipId, PeriodId, RegionId
from models.records import Supply
from planner.workbook.expand.book import Book
from planner.workbook.expand.regions import MILLION
from planner.workbook.expand.scopes import Scope, scope_named
from planner.workbook.expand.settings import base_year
from planner.workbook.tables import Row

Scoped = tuple[Scope, Row]


def scoped_rows(book: Book) -> Mapping[str, Sequence[Scoped]]:
    """Return the rows of ChipSupply of each chip with their scopes, in the order of the workbook."""
    found: dict[str, list[Scoped]] = {}
    for row in book.rows("ChipSupply"):
        scope = scope_named(book, row.text("scope"))
        if scope is not None:
            found.setdefault(row.text("chip"), []).append((scope, row))
    return found


def winner(rows: Sequence[Scoped], region: RegionId, column: str) -> tuple[Scoped | None, Scoped | None]:
    """Return the row of the most specific scope that gives a region a value, and one as specific that does so too."""
    best: Scoped | None = None
    tied: Scoped | None = None
    for one in rows:
        if one[1].values[column] is None or region not in one[0].regions:
            continue
        if best is None or one[0].specific > best[0].specific:
            best, tied = one, None
        elif one[0].specific == best[0].specific and one[0].name != best[0].name:
            tied = tied or one
    return best, tied


def chip_prices_of(book: Book) -> Mapping[tuple[ChipId, RegionId, PeriodId], float]:
    """Return the price of a unit in millions where it can be bought.

    A price of ChipSupply stands for all periods; else the price of Chips follows its trend from the year it is stated
    for. The factor of ChipSupply multiplies either. Price and factor each come from the most specific scope that has
    one.
    """
    scoped = scoped_rows(book)
    prices: dict[tuple[ChipId, RegionId, PeriodId], float] = {}
    for row in book.rows("Chips"):
        rows = scoped.get(row.text("chip"), ())
        trended = _trended(book, row)
        for region in book.regions:
            fixed, factor = _scoped_number(rows, region, "price"), _scoped_number(rows, region, "price_factor")
            for period in book.periods:
                price = fixed if fixed is not None else trended.get(period)
                if price is not None:
                    prices[ChipId(row.text("chip")), region, period] = (
                        price * (1.0 if factor is None else factor) / MILLION
                    )
    return prices


def supplies_of(book: Book) -> tuple[Supply, ...]:
    """Return the supplies that are limited in some period, in the order of the workbook."""
    supplies = []
    for row in book.rows("ChipSupply"):
        scope = scope_named(book, row.text("scope"))
        units = {period: row.periods.get(period) for period in book.periods}
        if scope is not None and any(limit is not None for limit in units.values()):
            supplies.append(Supply(ChipId(row.text("chip")), scope.name, scope.regions, units))
    return tuple(supplies)


def _trended(book: Book, chip: Row) -> Mapping[PeriodId, float]:
    """Return the price of the sheet Chips in the first year of each period; empty when it has none."""
    price, year, trend = (chip.number_in(column) for column in ("price", "price_year", "price_trend"))
    if price is None:
        return {}
    stated_for = base_year(book) if year is None else year
    return {period: price * (1 + (trend or 0.0)) ** (book.first_years[period] - stated_for) for period in book.periods}


def _scoped_number(rows: Sequence[Scoped], region: RegionId, column: str) -> float | None:
    best, _ = winner(rows, region, column)
    return None if best is None else best[1].number_in(column)
