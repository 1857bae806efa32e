"""Checks of inheritance: where several rows give a value, one of them must be the most specific."""

from collections.abc import Iterator

from planner.workbook.expand.book import Book
from planner.workbook.expand.supply import scoped_rows, winner
from planner.workbook.inherit import Inherited, Tie
from planner.workbook.problems import Problem
from planner.workbook.schema import SHEETS

_INHERITING = ("RegionPeriods", "Profiles", "Residency", "Rental", "Tariffs", "ChipPerformance", "LinkModules")


def one_row_is_most_specific(book: Book) -> Iterator[Problem]:
    """Report values that two rows give with the same right."""
    ties: list[Tie] = [tie for sheet in _INHERITING for tie in book.inherited(sheet).ties]
    ties += book.demand.ties
    ties += _outage_ties(book)
    yield from (tie.problem() for tie in ties)


def _outage_ties(book: Book) -> Iterator[Tie]:
    outage = SHEETS["Outages"].column("outage")
    for place, columns in (
        ("region", ("remaining_fraction",)),
        ("link", ("remaining_fraction",)),
        ("workload", ("due_fraction", "shortfall_price")),
    ):
        rows = (row for row in book.rows("Outages") if row.text(place))
        yield from Inherited(rows, (outage, SHEETS["Outages"].column(place)), columns, book.reach).ties


def one_scope_is_most_specific(book: Book) -> Iterator[Problem]:
    """Report prices of a chip that two scopes of the same kind give to one region."""
    for chip, rows in scoped_rows(book).items():
        for column in ("price", "price_factor"):
            seen = set()
            for region in book.regions:
                best, tied = winner(rows, region, column)
                if best is None or tied is None or (best[1].number, tied[1].number) in seen:
                    continue
                seen.add((best[1].number, tied[1].number))
                text = (
                    f"{column} of {chip} in {region} is given for {tied[0].name} here and for {best[0].name} in "
                    f"{best[1].cell(column)}, and neither row is more specific; write a row for {region} itself, or "
                    "clear one of the two cells"
                )
                yield Problem("ChipSupply", tied[1].cell(column), text)


CHECKS = (one_row_is_most_specific, one_scope_is_most_specific)
