"""The header of a sheet: which column of the workbook holds which column of the schema."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from models.ids import PeriodId
from planner.workbook.cells import clean_key
from planner.workbook.opening import RawSheet
from planner.workbook.problems import Problem, did_you_mean, listed
from planner.workbook.schema import Column, Sheet, folded

_ROWS_LOOKED_AT = 10
MOST_HEADER_ROWS = _ROWS_LOOKED_AT + 1
"""The rows above the data are no more: those among which the names are looked for, and that of the titles."""
_UNIT = re.compile(r"\s*(\[[^\[\]]*\]|\([^()]*\)|（[^（）]*）)$")


@dataclass
class Header:
    """Where the columns of a sheet are; indices count from 0."""

    first_row: int
    """Index of the first row of data."""
    columns: dict[int, Column] = field(default_factory=dict)
    periods: dict[int, PeriodId] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def find_header(
    sheet: Sheet, raw: RawSheet, periods: Mapping[PeriodId, bool], periods_tab: str = "Periods"
) -> Header | None:
    """Return the header of a sheet, or None when no row of it names a column.

    `periods` holds every period of the sheet Periods, which the workbook calls `periods_tab`, and whether its row is
    active.
    """
    matches = [
        len({column.name for cell in row if (column := sheet.named(_word(cell))) is not None})
        for row in raw.rows[:_ROWS_LOOKED_AT]
    ]
    most = max(matches, default=0)
    if most == 0:
        return None
    # Names stand above titles, and a name that is misspelt leaves its row with fewer matches than the titles.
    best = next(index for index, found in enumerate(matches) if 2 * found >= most)
    header = Header(first_row=best + 1)
    for index, cell in enumerate(raw.rows[best]):
        _place(header, sheet, index, best, cell, periods, periods_tab)
    if best + 1 < len(raw.rows) and _is_title_row(sheet, header, raw.rows[best + 1]):
        header.first_row += 1
    header.problems += _missing(sheet, header, periods)
    header.problems += _nameless(sheet, raw, header, best)
    return header


def _place(
    header: Header,
    sheet: Sheet,
    index: int,
    row: int,
    cell: object,
    periods: Mapping[PeriodId, bool],
    periods_tab: str,
) -> None:
    """Note what the column at `index` holds, or what is wrong with its header."""
    word = clean_key(cell) if cell is not None else ""
    if not word:
        return
    address = f"{get_column_letter(index + 1)}{row + 1}"
    column = sheet.named(_word(cell))
    period = PeriodId(word) if word in periods else _period(sheet, cell)
    if sheet.period_columns is not None and period in periods:
        if period in header.periods.values():
            header.problems.append(Problem(sheet.name, address, f"the period {period} has a second column"))
        elif periods[period]:
            header.periods[index] = period
    elif column is not None:
        earlier = next((i for i, known in header.columns.items() if known.name == column.name), None)
        if earlier is not None:
            text = f"the column {column.name} is there twice, in {get_column_letter(earlier + 1)} and here"
            header.problems.append(Problem(sheet.name, address, text))
        else:
            header.columns[index] = column
    elif sheet.period_columns is not None and re.fullmatch(r"(19|20|21)\d\d.*", period):
        known = listed(list(periods), last="and") or "none"
        text = f"the period {period} is not on the sheet {periods_tab}, which has {known}"
        header.problems.append(Problem(sheet.name, address, text))
    else:
        header.problems.append(Problem(sheet.name, address, _unknown(sheet, word)))


def _unknown(sheet: Sheet, word: str) -> str:
    titles = {title: column.name for column in sheet.columns for title in (column.title, column.title_zh)}
    hint = did_you_mean(word, [column.name for column in sheet.columns])
    if not hint:
        hint = did_you_mean(word, list(titles))
    return f"there is no column called '{word}'{hint or '; rename or delete it'}"


def _missing(sheet: Sheet, header: Header, periods: Mapping[PeriodId, bool]) -> list[Problem]:
    there = {column.name for column in header.columns.values()}
    problems = [
        Problem(sheet.name, "", f"the column {column.name} ({column.title}) is missing")
        for column in sheet.columns
        if column.required and column.name not in there
    ]
    active = [period for period, is_active in periods.items() if is_active]
    if sheet.period_columns is not None and (sheet.required or header.periods):
        lacking = [period for period in active if period not in header.periods.values()]
        problems += [Problem(sheet.name, "", f"there is no column for the period {period}") for period in lacking]
    return problems


def _nameless(sheet: Sheet, raw: RawSheet, header: Header, header_row: int) -> list[Problem]:
    """Return a warning for each column that has values and no name."""
    named = {index for index, cell in enumerate(raw.rows[header_row]) if cell is not None and clean_key(cell)}
    first: dict[int, int] = {}
    for number, row in enumerate(raw.rows[header.first_row :], header.first_row + 1):
        if len(row) > len(named):
            for index, cell in enumerate(row):
                if cell is not None and index not in named and clean_key(cell):
                    first.setdefault(index, number)
    return [
        Problem(
            sheet.name,
            f"{get_column_letter(index + 1)}{number}",
            "the column has no name in the header and is passed over; name it or delete it",
            "warning",
        )
        for index, number in sorted(first.items())
    ]


def _is_title_row(sheet: Sheet, header: Header, row: Sequence[object]) -> bool:
    """Return whether a row repeats the header in titles: at least half of its cells name their own column."""
    filled = [index for index, cell in enumerate(row) if cell is not None and clean_key(cell)]
    agree = 0
    for index in filled:
        if index in header.periods:
            agree += _period(sheet, row[index]) == header.periods[index] or _is_bare_title(sheet, row[index])
        else:
            column = header.columns.get(index)
            agree += column is not None and sheet.named(_word(row[index])) is column
    return bool(filled) and 2 * agree >= len(filled)


def _is_bare_title(sheet: Sheet, cell: object) -> bool:
    titles = sheet.period_columns
    return titles is not None and folded(_word(cell)) in (folded(titles.title), folded(titles.title_zh))


def _word(cell: object) -> str:
    """Return a header without its unit."""
    return "" if cell is None else _UNIT.sub("", clean_key(cell))


def _period(sheet: Sheet, cell: object) -> PeriodId:
    """Return the period that heads a column by its name, such as 2027, or by its title, such as Demand 2027."""
    word = _word(cell)
    if sheet.period_columns is not None:
        for title in (sheet.period_columns.title, sheet.period_columns.title_zh):
            if folded(word).startswith(folded(title) + " "):
                return PeriodId(word[len(title) :].strip())
    return PeriodId(word)
