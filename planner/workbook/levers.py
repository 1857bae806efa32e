"""Levers: inputs of a workbook that a study moves, addressed as rows of Overrides address them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from models.instance import Instance
from planner.errors import UsageError
from planner.report.words import Words
from planner.workbook.expand.book import Book
from planner.workbook.inherit import value_in
from planner.workbook.override_row import understand
from planner.workbook.overrides import apply_rows, in_scenario
from planner.workbook.reader import instance_of
from planner.workbook.schema import SHEETS, Column, sheet_named
from planner.workbook.tables import Row, Tables

Operation = Literal["multiply", "set"]

_SPREAD = 0.2
"""Of the value, down and up, where no range is given."""
_TOUCH = 1.0 + 2.0**-20
"""A factor that changes every number but 0, to see which are moved."""
_ADDRESS = re.compile(r"^\s*([^!\[\]]+?)\s*!\s*([^\[\]=]+?)\s*(?:\[(.*)\])?\s*(?:=\s*(\S+?)\s*\.\.\s*(\S+?))?\s*$")
_USUAL = (
    ("Chips", "price", ""),
    ("ChipSupply", "price", ""),
    ("ChipSupply", "*", ""),
    ("Regions", "electricity_price", ""),
    ("Demand", "*", ""),
    ("LinkModules", "cost", ""),
    ("Regions", "hall_module_cost", ""),
    ("Settings", "value", "key=discount_rate"),
    ("Regions", "pue_new", ""),
)
"""What is moved where nothing is asked for, as far as the workbook has it."""


@dataclass(frozen=True)
class Lever:
    """A column of a sheet, in the rows that a filter selects, and how far it is moved."""

    sheet: str
    column: str
    filter: str
    operation: Operation
    """Values are multiplied by a factor, or set to one value."""
    low: float
    high: float

    def name(self, words: Words) -> str:
        """Return what is moved, as a reader of the workbook calls it."""
        sheet = SHEETS[self.sheet]
        chinese = words.language == "zh"
        title = sheet.title_zh if chinese else sheet.title
        if sheet.typed_by and self.filter.startswith("key=") and ";" not in self.filter:
            key = sheet.row_types[self.filter.removeprefix("key=")]
            return key.title_zh if chinese else key.title
        column = sheet.named(self.column)
        what = title
        if column is not None:
            what = words("{kind}: {name}", kind=title, name=column.title_zh if chinese else column.title)
        if column is None and self.column != "*":
            what = f"{what} {self.column}"
        return f"{what} [{self.filter}]" if self.filter else what

    @property
    def address(self) -> str:
        """The lever as the command line names it."""
        return f"{self.sheet}!{self.column}[{self.filter}]" if self.filter else f"{self.sheet}!{self.column}"

    def value_text(self, value: float) -> str:
        """Return a value that it is moved to, as a change in percent or as it is set."""
        return f"{100 * (value - 1.0):+.3g}%" if self.operation == "multiply" else f"{value:g}"


def lever_of(text: str, tables: Tables) -> Lever:
    """Return the lever that `Sheet!column [filter] = low..high` names; filter and range may be left out.

    Ends of the range are values, or changes such as -20%..+20%. The key of a setting may stand for its column.

    Raises
    ------
    UsageError
        When the address is none, or the workbook has no such numbers.
    """
    found = _ADDRESS.match(text)
    if found is None:
        form = "write Sheet!column, Sheet!column[filter] or Sheet!column[filter]=-20%..+20%"
        raise UsageError(f"'{text}' is no input; {form}")
    name, column, chosen, low, high = found.groups()
    sheet = sheet_named(name)
    if sheet is not None and sheet.typed_by and column in sheet.row_types:
        column, chosen = "value", f"{sheet.typed_by}={column}"
    lever = Lever(name if sheet is None else sheet.name, column, chosen or "", "multiply", 1 - _SPREAD, 1 + _SPREAD)
    if (fault := _fault(lever, tables)) is not None:
        raise UsageError(f"the input '{text}': {fault}")
    assert sheet is not None  # nothing is wrong with the lever
    lever = replace(lever, column=named.name if (named := sheet.named(column)) is not None else column)
    if low is not None:
        lever = _ranged(lever, low, high, text)
    if lever.operation == "multiply" and not _values(lever, tables):
        raise UsageError(f"the input '{text}' has nothing but 0 and blanks; give a range of values, such as =10..20")
    return _clipped(lever, tables) if low is None else lever


def usual_levers(tables: Tables) -> tuple[Lever, ...]:
    """Return the inputs that are worth moving in most workbooks, as far as this one has them."""
    found = []
    for sheet, column, chosen in _USUAL:
        lever = Lever(sheet, column, chosen, "multiply", 1 - _SPREAD, 1 + _SPREAD)
        if _fault(lever, tables) is None and _values(lever, tables):
            found.append(_clipped(lever, tables))
    return tuple(found)


def moved(tables: Tables, levers: Sequence[tuple[Lever, float]], name: str) -> Instance:
    """Return the planning problem with levers moved to these values; the tables are those of one scenario.

    Raises
    ------
    WorkbookError
        When the changed tables cannot be used.
    """
    for lever, value in levers:
        tables = apply_rows(Book(tables), [_row(lever, value)]).tables
    return instance_of(tables, name=name)


def of_scenario(tables: Tables, scenario: str | None) -> Tables:
    """Return the tables as a scenario has them, without any scenario."""
    tables = in_scenario(tables, scenario).tables
    return tables.changed("Scenarios", ()).changed("Overrides", ())


def _row(lever: Lever, value: float) -> Row:
    """Return the lever at a value as a row of Overrides."""
    cells = {column.name: column.default for column in SHEETS["Overrides"].columns}
    cells |= {"set": "lever", "order": 1, "sheet": lever.sheet, "filter": lever.filter or None}
    cells |= {"column": lever.column, "operation": lever.operation, "value": value}
    return Row("Overrides", 0, cells, {})


def _fault(lever: Lever, tables: Tables) -> str | None:
    """Return what is wrong with a lever; None: nothing."""
    book = Book(tables)
    _, problems = understand(book, _row(lever, 1.0))
    if not problems:
        problems = list(apply_rows(book, [_row(lever, 1.0)]).problems)
    return problems[0].text if problems else None


def _values(lever: Lever, tables: Tables) -> list[float]:
    """Return the numbers that a lever moves."""
    shifted = apply_rows(Book(tables), [_row(replace(lever, operation="multiply"), _TOUCH)]).tables
    found = []
    for before, after in zip(tables[lever.sheet], shifted[lever.sheet], strict=True):
        for column in _columns(lever, before):
            a, b = value_in(before, column), value_in(after, column)
            if isinstance(a, int | float) and not isinstance(a, bool) and a != b:
                found.append(float(a))
    return found


def _columns(lever: Lever, row: Row) -> list[str]:
    return [lever.column] if SHEETS[lever.sheet].has(lever.column) else [str(period) for period in row.periods]


def _column(lever: Lever) -> Column:
    sheet = SHEETS[lever.sheet]
    if sheet.typed_by and lever.filter.startswith(f"{sheet.typed_by}="):
        return sheet.row_types[lever.filter.removeprefix(f"{sheet.typed_by}=")]
    if sheet.has(lever.column):
        return sheet.column(lever.column)
    assert sheet.period_columns is not None  # a column that is none of the sheet's own is a period
    return sheet.period_columns


def _clipped(lever: Lever, tables: Tables) -> Lever:
    """Return the lever within what its column allows."""
    column, low, high = _column(lever), lever.low, lever.high
    for value in _values(lever, tables):
        if value > 0 and column.minimum is not None:
            low = max(low, column.minimum / value)
        if value > 0 and column.maximum is not None:
            high = min(high, column.maximum / value)
    return replace(lever, low=min(low, 1.0), high=max(high, 1.0))


def _ranged(lever: Lever, low: str, high: str, text: str) -> Lever:
    """Return the lever with the range asked for."""
    try:
        if low.endswith("%") and high.endswith("%"):
            ends = [1.0 + float(end.rstrip("%")) / 100.0 for end in (low, high)]
            operation: Operation = "multiply"
        else:
            ends, operation = [float(low), float(high)], "set"
    except ValueError:
        raise UsageError(f"the range of '{text}' is no range; write 10..20 or -20%..+20%") from None
    if ends[0] >= ends[1] or (operation == "multiply" and ends[0] < 0):
        raise UsageError(f"the range of '{text}' must rise, and leave no value below 0")
    return replace(lever, operation=operation, low=ends[0], high=ends[1])
