"""A row of Overrides, understood: the sheet, rows and columns that it changes, and what it does to their cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.ids import PeriodId
from planner.workbook.cells import CellError, clean, parse_number, shown
from planner.workbook.expand.book import Book
from planner.workbook.filters import EVERYTHING, Term, holds
from planner.workbook.known_names import unknown_name
from planner.workbook.override_filter import terms_of
from planner.workbook.problems import Problem, did_you_mean, listed
from planner.workbook.schema import SHEETS, Column, Sheet, Value, sheet_named
from planner.workbook.tables import Row

FIXED = ("Periods", "Groups", "Scenarios", "Overrides", "Sources")
"""Sheets that are the same in all scenarios."""


@dataclass(frozen=True)
class Change:
    """What a row of Overrides changes."""

    row: Row
    sheet: Sheet
    terms: tuple[Term, ...]
    columns: tuple[str, ...]
    """Name of the column; or the periods whose columns are changed."""
    operation: str
    value: Value
    """The new value; the factor or what is added, a number then."""


def understand(book: Book, row: Row) -> tuple[Change | None, list[Problem]]:
    """Return what a row of Overrides changes; None and the reasons when it cannot be told."""
    sheet = sheet_named(row.text("sheet"))
    if sheet is None or sheet.name in FIXED:
        return None, [wrong(row, "sheet", _no_sheet(book, row.text("sheet"), sheet))]
    terms, faults = terms_of(book, sheet, row.text("filter"))
    problems = [wrong(row, "filter", fault) for fault in faults]
    columns, faulty, fault = _columns(book, sheet, row.text("column"), terms)
    if fault is not None:
        return None, [*problems, wrong(row, faulty, fault)]
    operation, value = row.text("operation"), row.values["value"]
    column = column_of(sheet, columns[0])
    if operation == "set":
        if (fault := _unfit(book, sheet, column, value)) is not None:
            problems.append(wrong(row, "value", fault))
    elif sheet.typed_by is None and not column.is_numeric:
        problems.append(wrong(row, "operation", f"{column.name} holds no numbers; use the operation set"))
    else:
        number = _number(value)
        if number is None:
            found = "blank" if value is None else shown(value)
            text = f"the operation {operation} needs a number as its value, but value is {found}"
            problems.append(wrong(row, "value", text))
        value = number
    return (None if problems else Change(row, sheet, terms, columns, operation, value)), problems


def sheet_woken(row: Row) -> str | None:
    """Return the sheet among whose inactive rows an override chooses, as it makes rows active; None for all others."""
    sheet = sheet_named(row.text("sheet"))
    if sheet is None or sheet.name in FIXED or row.text("operation") != "set":
        return None
    column = sheet.named(row.text("column"))
    return (
        sheet.name if column is not None and column.name == "active" and _is_yes(column, row.values["value"]) else None
    )


def _is_yes(column: Column, value: Value) -> bool:
    try:
        return clean(column, value) is True
    except CellError:
        return False


def column_of(sheet: Sheet, name: str) -> Column:
    """Return the column of this name, or that of the period of this name."""
    if sheet.has(name):
        return sheet.column(name)
    if sheet.period_columns is None:
        raise KeyError(name)
    return replace(sheet.period_columns, name=f"{sheet.period_columns.title.lower()} of {name}")


def changeable(sheet: Sheet) -> tuple[str, ...]:
    """Return the columns of a sheet that an override may change; periods come on top where it has columns for them."""
    if sheet.name in FIXED:
        return ()
    return tuple(column.name for column in sheet.columns if not _tells_apart(sheet, column))


def wrong(row: Row, column: str, text: str) -> Problem:
    """Return what is wrong with a cell of a row of Overrides."""
    return Problem(row.sheet, row.cell(column), text)


def _tells_apart(sheet: Sheet, column: Column) -> bool:
    return column.key or column is sheet.columns[0]


def _no_sheet(book: Book, text: str, sheet: Sheet | None) -> str:
    names = [book.tab(known) for known in SHEETS if known not in FIXED]
    if sheet is None:
        hint = did_you_mean(text, [word for known in SHEETS for word in (book.tab(known), known)])
        return f"there is no sheet called '{text}'{hint or f'; use {listed(names)}'}"
    name = book.tab(sheet.name)
    return f"the sheet {name} is the same in all scenarios and cannot be changed by overrides; use {listed(names)}"


def _columns(book: Book, sheet: Sheet, text: str, terms: Sequence[Term]) -> tuple[tuple[str, ...], str, str | None]:
    """Return the columns that are changed; else the cell of the row that is to blame, and what is wrong with it."""
    column = sheet.named(text)
    if column is not None and _tells_apart(sheet, column):
        allowed = _allowed(book, sheet)
        apart = f"the column {text} tells the rows of {book.tab(sheet.name)} apart and cannot be changed"
        return (), "column", f"{apart}; use {listed(allowed)}"
    asked = [term for term in terms if term.key == "period" and not sheet.has("period")]
    if column is not None:
        if asked and sheet.period_columns is not None:
            names = f"name a period or {EVERYTHING} as the column, or leave period out of the filter"
            return (), "filter", f"the column {text} holds for all periods; {names}"
        return (column.name,), "", None
    if sheet.period_columns is not None and (text in book.periods or text == EVERYTHING):
        periods = book.periods if text == EVERYTHING else (PeriodId(text),)
        chosen = tuple(period for period in periods if all(_fits(book, term, period) for term in asked))
        return chosen, "column", None if chosen else "the filter leaves none of the periods"
    hint = did_you_mean(text, changeable(sheet)) or f"; use {listed(_allowed(book, sheet))}"
    return (), "column", f"the sheet {book.tab(sheet.name)} has no column '{text}'{hint}"


def _allowed(book: Book, sheet: Sheet) -> list[str]:
    """Return what a message names as columns that may be changed: those that have an effect."""
    periods = [*book.periods, EVERYTHING] if sheet.period_columns is not None else []
    return [*(name for name in changeable(sheet) if name != "note"), *periods]


def _fits(book: Book, term: Term, period: PeriodId) -> bool:
    return holds(term, period, lambda _: (), book.first_years)


def _unfit(book: Book, sheet: Sheet, column: Column, value: Value) -> str | None:
    """Return why a column cannot be set to a value; None when it can, or when the row has to say."""
    if value is None and column.required:
        return f"{column.name} must be given and cannot be made blank"
    if sheet.typed_by is not None and column.name == "value":
        return None
    try:
        cleaned = clean(column, value)
    except CellError as error:
        return str(error)
    return unknown_name(book, column, cleaned) if isinstance(cleaned, str) else None


def _number(value: Value) -> float | None:
    """Return a factor or what is added, which may be typed as text; None when it is no number."""
    if isinstance(value, str):
        return parse_number(value)
    return None if value is None or isinstance(value, bool) else float(value)
