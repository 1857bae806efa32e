"""Checks of blank cells among filled ones: a blank stands for a value, and may be one that was forgotten."""

from collections import Counter
from collections.abc import Iterator, Sequence

from planner.workbook.cells import shown
from planner.workbook.expand.book import Book
from planner.workbook.problems import Problem
from planner.workbook.schema import SHEETS, Column
from planner.workbook.tables import Row

_FEWEST = 4
"""With fewer other rows nobody can tell whether a column is filled as a rule."""
_HARDLY_SO = ("pue_existing", "pue_new", "electricity_price")
"""Columns whose blank stands for what hardly any place has, such as power for nothing: two other rows are enough."""
_FEWEST_OF_THOSE = 2
_NEARLY_ALL = 0.8
"""Share of the other rows that must have a value."""
_THINGS = (
    "Slices",
    "Regions",
    "Workloads",
    "Chips",
    "ChipPerformance",
    "Porting",
    "PlatformTiers",
    "Links",
    "LinkModules",
)
"""Sheets whose rows are things of one kind; on the others a blank often leaves the value to another row."""
_OFTEN_BLANK = ("active", "note", "name", "name_zh", "description", "price", "price_year", "price_trend")
"""Columns that change no plan when they are blank, and the price of chips that are not sold any more."""
_SAID_ELSEWHERE = ("latitude", "longitude", "stack", "class")
"""Columns with a check of their own."""


def blanks_are_meant(book: Book) -> Iterator[Problem]:
    """Warn of blank cells in columns that nearly all other rows fill."""
    for sheet in _THINGS:
        rows = book.rows(sheet)
        for column in SHEETS[sheet].columns:
            if not column.required and not column.key and column.name not in (*_OFTEN_BLANK, *_SAID_ELSEWHERE):
                yield from _forgotten(rows, column)


def _forgotten(rows: Sequence[Row], column: Column) -> Iterator[Problem]:
    blank = [row for row in rows if _is_blank(row, column)]
    given = len(rows) - len(blank)
    fewest = _FEWEST_OF_THOSE if column.name in _HARDLY_SO else _FEWEST
    if not blank or not _are_nearly_all(given, len(rows), fewest):
        return
    # Where other rows write what a blank stands for, a blank is another way to say it.
    written = sum(row.values[column.name] == column.default for row in rows) - len(blank)
    if written == 0:
        for row in blank:
            yield Problem(row.sheet, row.cell(column.name), _text(column, column.name, _others(given)), "warning")


def _is_blank(row: Row, column: Column) -> bool:
    """Return whether a cell is blank, and no override has given it a value."""
    return column.name in row.blanks and row.values[column.name] == column.default


def _are_nearly_all(given: int, rows: int, fewest: int) -> bool:
    """Return whether the rows besides a blank one are enough, and nearly all filled."""
    return given >= fewest and given >= _NEARLY_ALL * (rows - 1)


def _text(column: Column, name: str, reason: str) -> str:
    """Return what a blank cell stands for, and what the planner can do to say that it is meant."""
    if column.default is None:
        return f"{name} is blank, which means: {column.blank}; {reason}; give one, unless that is meant"
    default = column.default
    value = ("yes" if default else "no") if isinstance(default, bool) else shown(default)
    return f"{name} is blank, which stands for {value}; {reason}; give one, or write {value} if that is meant"


def _others(given: int) -> str:
    return f"the other {given} rows have a value"


def periods_have_no_gaps(book: Book) -> Iterator[Problem]:
    """Warn of blank periods of demand between periods with values, or where nearly all rows have one, and of any blank
    beside a limit of supply, as it lifts the limit."""
    for sheet in ("Demand", "ChipSupply"):
        column = SHEETS[sheet].period_columns
        rows = [row for row in book.rows(sheet) if any(amount is not None for amount in row.periods.values())]
        given = Counter(period for row in rows for period, amount in row.periods.items() if amount is not None)
        for row in rows:
            filled = [i for i, period in enumerate(book.periods) if row.periods.get(period) is not None]
            for i, period in enumerate(book.periods):
                if i in filled or period not in row.periods or column is None:
                    continue
                if filled[0] < i < filled[-1]:
                    reason = "periods before and after it have a value"
                elif sheet == "ChipSupply":
                    reason = "other periods of the row have a value"
                elif _are_nearly_all(given[period], len(rows), _FEWEST):
                    reason = _others(given[period])
                else:
                    continue
                yield Problem(sheet, row.period_cell(period), _text(column, period, reason), "warning")


def classes_and_stacks_are_named(book: Book) -> Iterator[Problem]:
    """Warn of chips without a class or stack where others have one: filters and porting tell chips apart by them."""
    rows = book.rows("Chips")
    effects = {
        "class": "the chip '{chip}' is in no class, and filters by class leave it out; name its class",
        "stack": "'{chip}' has a stack of its own, to which work is ported apart; name its stack",
    }
    for column, effect in effects.items():
        if not any(row.text(column) for row in rows):
            continue
        for row in rows:
            if not row.text(column):
                text = f"{column} is blank, so that {effect.format(chip=row.text('chip'))}"
                yield Problem("Chips", row.cell(column), text, "warning")


def capacity_is_counted(book: Book) -> Iterator[Problem]:
    """Warn of chips that all count for nothing, as no capacity can then be told or asked for."""
    rows = book.rows("Chips")
    if rows and all("counted_pflops" in row.blanks and not row.values["counted_pflops"] for row in rows):
        text = (
            "counted_pflops is blank for every chip, so that all capacity counts as 0 in policies and reports; give "
            "what statistics count for a unit, or write 0 if that is meant"
        )
        yield Problem("Chips", rows[0].cell("counted_pflops"), text, "warning")


def circuits_cost_something(book: Book) -> Iterator[Problem]:
    """Warn of circuits that cost nothing because their cost was left blank."""
    for row in book.rows("LinkModules"):
        if "cost" in row.blanks and not row.values["cost"] and row.number_in("max_modules"):
            text = "cost is blank, so that these circuits cost nothing to build; give one, or write 0 if that is meant"
            yield Problem("LinkModules", row.cell("cost"), text, "warning")


CHECKS = (
    blanks_are_meant,
    periods_have_no_gaps,
    classes_and_stacks_are_named,
    capacity_is_counted,
    circuits_cost_something,
)
