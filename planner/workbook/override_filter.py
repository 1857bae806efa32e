"""Filters of Overrides: the conditions on a sheet's columns, the rows that they select, and why none."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.workbook.cells import CellError, clean
from planner.workbook.expand.book import Book
from planner.workbook.filters import EVERYTHING, Term, holds, keyed, parse, place, unknown_key
from planner.workbook.known_names import unknown_name
from planner.workbook.problems import did_you_mean
from planner.workbook.schema import SHEETS, Column, Sheet, Value
from planner.workbook.schema.keys import filter_key
from planner.workbook.tables import Row

_PERIOD = SHEETS["RegionPeriods"].column("period")
"""What the key `period` stands for on a sheet that has a column for each period."""
_NAMES = ("text", "key", "sheet", "list", "filter")
"""Kinds of columns whose cells are names, any of which may be misspelt in a filter."""


def terms_of(book: Book, sheet: Sheet, text: str) -> tuple[tuple[Term, ...], list[str]]:
    """Return the conditions of a filter on the rows of a sheet that can be used, and what is wrong with the others."""
    parsed = parse(text)
    faults = list(parsed.faults)
    keys = [column.name for column in sheet.columns] + ["period"] * (sheet.period_columns is not None)
    terms: list[Term] = []
    for term in (keyed(term, lambda word: _key_named(sheet, word)) for term in parsed.terms):
        fault = unknown_key(term, keys, f"the sheet {book.tab(sheet.name)}")
        if fault and sheet.name == "Regions" and term.key == "period":
            here, there = book.tab("Regions"), book.tab("RegionPeriods")
            fault = f"the sheet {here} holds for all periods; change the sheet {there} instead"
        if fault is None:
            term, fault = _usable(book, sheet, term)
        if fault is None:
            terms.append(term)
        else:
            faults.append(fault)
    return tuple(terms), faults


def selects(book: Book, sheet: Sheet, terms: Iterable[Term], row: Row) -> bool:
    """Return whether a row fits the conditions; a group stands for rows that name it or one of its members."""
    return all(_fits(book, sheet, term, row.values[term.key]) for term in terms if sheet.has(term.key))


def stray_value(book: Book, sheet: Sheet, terms: Iterable[Term], rows: Sequence[Row]) -> str | None:
    """Return the complaint about a name in a filter that no row has; None when all are found."""
    for term in terms:
        if not sheet.has(term.key) or term.operator not in ("=", "!="):
            continue
        column = _known(sheet, sheet.column(term.key))
        if column.kind not in _NAMES or (term.operator == "!=" and column.refers_to is not None):
            continue
        for value in term.values:
            one = replace(term, operator="=", values=(value,))
            if not any(_fits(book, sheet, one, row.values[term.key]) for row in rows):
                return _stray(book, sheet, column, value, rows)
    return None


def _key_named(sheet: Sheet, word: str) -> str:
    """Return the column of a sheet that a filter's key names, in either language; else the key of filters."""
    column = sheet.named(word)
    return filter_key(word) if column is None else column.name


def _usable(book: Book, sheet: Sheet, term: Term) -> tuple[Term, str | None]:
    """Return a term with its values as cells of the column have them, and what is wrong with it."""
    column = _known(sheet, sheet.column(term.key) if sheet.has(term.key) else _PERIOD)
    if term.operator not in ("=", "!=") and not column.is_numeric:
        if place(term.values[0], book.first_years) is not None:
            return term, None
        if column.refers_to == "Periods":
            return term, unknown_name(book, column, term.values[0])
        return term, f"the condition '{term}' compares names; use = or != with {term.key}"
    values: list[str] = []
    for value in term.values:
        try:
            cleaned = clean(replace(column, minimum=None, maximum=None), value)
        except CellError as error:
            return term, f"in the condition '{term}', {error}"
        if isinstance(cleaned, str) and cleaned != EVERYTHING and (fault := unknown_name(book, column, cleaned)):
            return term, _asleep(book, sheet, term.key, cleaned) or fault
        values.append(value if isinstance(cleaned, bool) else str(cleaned))
    return replace(term, values=tuple(values)), None


def _asleep(book: Book, sheet: Sheet, key: str, value: str) -> str | None:
    """Return that the row of this name is not active; None when there is no such row."""
    for one in book.tables.inactive.get(sheet.name, ()):
        if sheet.has(key) and one.row.text(key) == value:
            where = f"row {one.row.number} of the sheet {book.tab(sheet.name)}"
            return f"{where}, with the {key} '{value}', is not active; make it active by an override before this one"
    return None


def _known(sheet: Sheet, column: Column) -> Column:
    """Return a column with what its names are looked up in; the names of regions may be those of groups."""
    if column.refers_to is None and column is sheet.columns[0] and column.kind == "key":
        column = replace(column, refers_to=sheet.name)
    return replace(column, allows_group=True) if column.refers_to == "Regions" else column


def _fits(book: Book, sheet: Sheet, term: Term, value: Value) -> bool:
    column = _known(sheet, sheet.column(term.key))
    names_regions = column.refers_to == "Regions" or column.offers == "Regions.region"
    groups = book.groups if names_regions else {}
    return holds(term, value, lambda name: groups.get(name, ()), book.first_years)


def _stray(book: Book, sheet: Sheet, column: Column, value: str, rows: Sequence[Row]) -> str:
    """Return that no row has a name in a column, and what may be meant."""
    text = f"no row of the sheet {book.tab(sheet.name)} has the {column.name} '{value}'"
    if value == EVERYTHING:
        return f"{text}; leave {column.name} out of the filter for all rows"
    if column.refers_to is None:
        hint = did_you_mean(value, dict.fromkeys(row.text(column.name) for row in rows if row.text(column.name)))
        return text + (hint or "; an override adds no rows")
    for row in rows:
        reach = book.reach(column, row.text(column.name))
        if reach is not None and value in reach.names:
            meant = row.text(column.name) or "a blank"
            return f"{text}, for which row {row.number} holds by '{meant}'; an override adds no rows"
    return f"{text}; an override adds no rows"
