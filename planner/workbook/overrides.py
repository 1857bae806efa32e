"""Override sets: changes of single columns of a sheet, for the rows that a filter selects."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from models.ids import PeriodId
from planner.workbook.cells import CellError, clean
from planner.workbook.expand.book import Book
from planner.workbook.filters import EVERYTHING, Term, holds, keyed, parse, unknown_key
from planner.workbook.inherit import cell_of, value_in
from planner.workbook.problems import Problem, did_you_mean, listed
from planner.workbook.schema import SHEETS, Column, Sheet, Value, sheet_named
from planner.workbook.schema.keys import filter_key
from planner.workbook.tables import Row, Tables

FIXED = ("Periods", "Groups", "Scenarios", "Overrides", "Sources")
"""Sheets that are the same in all scenarios."""


@dataclass(frozen=True)
class Change:
    """A row of Overrides, understood."""

    row: Row
    sheet: Sheet
    terms: tuple[Term, ...]
    columns: tuple[str, ...]
    """Name of the column; or the periods whose columns are changed."""


@dataclass(frozen=True)
class Applied:
    """The tables after changes, and what went wrong with them."""

    tables: Tables
    problems: tuple[Problem, ...] = ()


def sets_of(book: Book) -> dict[str, list[Row]]:
    """Return the rows of each override set, in the order in which they change things."""
    found: dict[str, list[Row]] = {}
    for row in sorted(book.rows("Overrides"), key=lambda row: (row.number_in("order") or 0.0, row.number)):
        found.setdefault(row.text("set"), []).append(row)
    return found


def apply_sets(book: Book, sets: Iterable[str]) -> Applied:
    """Return the tables with these override sets applied one after the other; unknown sets change nothing."""
    known = sets_of(book)
    return apply_rows(book, [row for name in sets for row in known.get(name, ())])


def apply_rows(book: Book, rows: Sequence[Row]) -> Applied:
    """Return the tables with these rows of Overrides applied one after the other."""
    tables = book.tables
    problems: list[Problem] = []
    for row in rows:
        change, wrong = understand(book, row)
        problems += wrong
        if change is not None:
            changed, wrong = _changed(book, change, tables.get(change.sheet.name, ()))
            tables = tables.changed(change.sheet.name, changed)
            problems += wrong
    return Applied(tables, tuple(problems))


def understand(book: Book, row: Row) -> tuple[Change | None, list[Problem]]:
    """Return what a row of Overrides changes; None and the reasons when it cannot be told."""
    sheet = sheet_named(row.text("sheet"))
    if sheet is None or sheet.name in FIXED:
        return None, [_wrong(row, "sheet", _no_sheet(book, row.text("sheet"), sheet))]
    parsed = parse(row.text("filter"))
    faults = list(parsed.faults)
    terms = tuple(keyed(term, lambda word: _key_named(sheet, word)) for term in parsed.terms)
    keys = [column.name for column in sheet.columns] + ["period"] * (sheet.period_columns is not None)
    for term in terms:
        fault = unknown_key(term, keys, f"the sheet {book.tab(sheet.name)}")
        if fault and sheet.name == "Regions" and term.key == "period":
            here, there = book.tab("Regions"), book.tab("RegionPeriods")
            fault = f"the sheet {here} holds for all periods; change the sheet {there} instead"
        faults += [fault] if fault else []
    problems = [_wrong(row, "filter", fault) for fault in faults]
    columns, fault = _columns(book, sheet, row.text("column"), terms)
    if fault is not None:
        problems.append(_wrong(row, "column", fault))
    elif (fault := _unusable(row, sheet, columns)) is not None:
        problems.append(_wrong(row, "value", fault))
    return (None if problems else Change(row, sheet, terms, columns)), problems


def _key_named(sheet: Sheet, word: str) -> str:
    """Return the column of a sheet that a filter's key names, in either language; else the key of filters."""
    column = sheet.named(word)
    return filter_key(word) if column is None else column.name


def _no_sheet(book: Book, text: str, sheet: Sheet | None) -> str:
    if sheet is None:
        names = [word for known in SHEETS for word in (book.tab(known), known)]
        return f"there is no sheet called '{text}'{did_you_mean(text, names)}"
    return f"the sheet {book.tab(sheet.name)} is the same in all scenarios and cannot be changed by overrides"


def _columns(book: Book, sheet: Sheet, text: str, terms: Sequence[Term]) -> tuple[tuple[str, ...], str | None]:
    """Return the columns that are changed, or what is wrong with the name of the column."""
    column = sheet.named(text)
    if column is not None:
        if column.key or column is sheet.columns[0]:
            return (), f"the column {text} tells the rows of {book.tab(sheet.name)} apart and cannot be changed"
        return (column.name,), None
    if sheet.period_columns is not None and (text in book.periods or text == EVERYTHING):
        asked = [term for term in terms if term.key == "period"] if not sheet.has("period") else []
        periods = book.periods if text == EVERYTHING else (PeriodId(text),)
        chosen = tuple(period for period in periods if all(_fits(book, term, period) for term in asked))
        return chosen, None if chosen else "the filter leaves none of the periods"
    allowed: list[str] = [column.name for column in sheet.columns if not column.key and column.name != "note"]
    hint = did_you_mean(text, allowed)
    if sheet.period_columns is not None:
        allowed += [*book.periods, EVERYTHING]
    return (), f"the sheet {book.tab(sheet.name)} has no column '{text}'" + (hint or f"; use {listed(allowed)}")


def _fits(book: Book, term: Term, period: PeriodId) -> bool:
    return holds(term, period, lambda _: (), book.first_years)


def _unusable(row: Row, sheet: Sheet, columns: Sequence[str]) -> str | None:
    """Return why the value of the row cannot be used with its operation; None when it can."""
    value, operation = row.values["value"], row.text("operation")
    column = _column(sheet, columns[0])
    if operation == "set":
        if value is None and column.required:
            return f"{column.name} must be given and cannot be made blank"
        try:
            if sheet.typed_by is None:
                clean(column, value)
        except CellError as error:
            return str(error)
        return None
    if sheet.typed_by is None and not column.is_numeric:
        return f"{column.name} holds no numbers; use the operation set"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"the operation {operation} needs a number as its value"
    return None


def _column(sheet: Sheet, name: str) -> Column:
    if sheet.has(name):
        return sheet.column(name)
    if sheet.period_columns is None:
        raise KeyError(name)
    return replace(sheet.period_columns, name=f"{sheet.period_columns.title.lower()} of {name}")


def _changed(book: Book, change: Change, rows: Sequence[Row]) -> tuple[tuple[Row, ...], list[Problem]]:
    """Return the rows of the sheet after the change."""
    after: list[Row] = []
    problems: list[Problem] = []
    is_matched = is_changed = False
    for row in rows:
        if not _selected(book, change, row):
            after.append(row)
            continue
        is_matched = True
        for name in change.columns:
            value = _result(change, row, name)
            is_changed |= value is not None or change.row.text("operation") == "set"
            try:
                row = _with(row, name, _cleaned(change.sheet, row, name, value))
            except CellError as error:
                where = f"{book.tab(row.sheet)}!{cell_of(row, name)}"
                problems.append(_wrong(change.row, "value", f"it makes {where} wrong: {error}"))
        if row.values["active"] is not False:
            after.append(row)
    if not is_matched:
        sheet, text = book.tab(change.sheet.name), change.row.text("filter")
        which = f"no row of the sheet {sheet} fits the filter '{text}'" if text else f"the sheet {sheet} has no rows"
        problems.append(_wrong(change.row, "filter", f"{which}; an override adds no rows"))
    elif not is_changed:
        text = f"{change.row.text('column')} is blank in all the rows that fit, so that nothing is changed; use set"
        problems.append(_wrong(change.row, "operation", text))
    return tuple(after), problems


def _selected(book: Book, change: Change, row: Row) -> bool:
    """Return whether a row fits the filter; a group stands for rows that name it or one of its members."""
    terms = (term for term in change.terms if change.sheet.has(term.key))
    return all(
        holds(term, row.values[term.key], _members(book, change.sheet.column(term.key)), book.first_years)
        for term in terms
    )


def _members(book: Book, column: Column) -> Callable[[str], Iterable[str]]:
    """Return what the values of a filter stand for besides themselves in a column: in one of regions, a group's."""
    groups = book.groups if column.refers_to == "Regions" else {}
    return lambda value: groups.get(value, ())


def _result(change: Change, row: Row, name: str) -> Value:
    """Return what the change makes of a cell; None: blank."""
    value, before = change.row.values["value"], value_in(row, name)
    if change.row.text("operation") == "set":
        return value
    if before is None or isinstance(before, str | bool) or not isinstance(value, int | float):
        return None
    return before * value if change.row.text("operation") == "multiply" else before + value


def _cleaned(sheet: Sheet, row: Row, name: str, value: Value) -> Value:
    """Return a value as the column has it, with the default for a blank one."""
    column = sheet.row_types.get(row.text(sheet.typed_by), None) if sheet.typed_by and name == "value" else None
    column = column or _column(sheet, name)
    cleaned = clean(column, value)
    return column.default if cleaned is None else cleaned


def _with(row: Row, name: str, value: Value) -> Row:
    if name in row.values:
        return replace(row, values={**row.values, name: value})
    number = None if value is None or isinstance(value, str) else float(value)
    return replace(row, periods={**row.periods, PeriodId(name): number})


def _wrong(row: Row, column: str, text: str) -> Problem:
    return Problem(row.sheet, row.cell(column), text)
