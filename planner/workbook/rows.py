"""The rows of one sheet: each cell cleaned, typed and checked by its column, with its address."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from openpyxl.utils import get_column_letter

from models.ids import PeriodId
from planner.workbook.cells import CellError, clean
from planner.workbook.headers import Header, find_header
from planner.workbook.opening import RawSheet, holds_anything
from planner.workbook.problems import Problem
from planner.workbook.schema import Column, Sheet, Value


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet."""

    sheet: str
    number: int
    """Row number as the spreadsheet program shows it."""
    values: Mapping[str, Value]
    """By column name, for every column of the schema: cleaned and typed. A blank cell holds the default of its
    column; where blank has a meaning of its own (`Column.blank`) there is no default, and it holds None."""
    letters: Mapping[str, str]
    """Letter of each column of the schema that is in the workbook; the same for all rows of a sheet."""
    periods: Mapping[PeriodId, float | None] = field(default_factory=dict)
    """On sheets with a column for each period: the value of each period column in the workbook; None: blank."""
    period_letters: Mapping[PeriodId, str] = field(default_factory=dict)
    """Letter of the column of each period."""
    blanks: tuple[str, ...] = field(default=(), compare=False)
    """The columns of the workbook that were blank in the row as it was read."""

    def cell(self, column: str) -> str:
        """Return the address of a column's value; of the row's first cell when the workbook lacks the column."""
        return f"{self.letters.get(column, 'A')}{self.number}"

    def period_cell(self, period: PeriodId) -> str:
        """Return the address of a period's value."""
        return f"{self.period_letters[period]}{self.number}"

    def text(self, column: str) -> str:
        """Return a value as text; '' when it is blank."""
        value = self.values[column]
        return "" if value is None else str(value)

    def number_in(self, column: str) -> float | None:
        """Return a value that is a number, as a float; None when it is blank."""
        value = self.values[column]
        if value is None:
            return None
        if isinstance(value, str):
            raise TypeError(f"{self.sheet}!{self.cell(column)} holds text and no number")
        return float(value)


@dataclass(frozen=True, slots=True)
class Inactive:
    """A row that does not count, unless an override makes it active."""

    row: Row
    problems: tuple[Problem, ...]
    """What is wrong with its cells, and matters once it counts."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A column of the workbook that is read."""

    index: int
    letter: str
    column: Column
    period: PeriodId | None = None


class SheetReader:
    """Reads the rows of one sheet and gathers what is wrong with them."""

    def __init__(
        self, sheet: Sheet, raw: RawSheet, periods: Mapping[PeriodId, bool], periods_tab: str = "Periods"
    ) -> None:
        """Find the columns; `periods` are those of the sheet Periods, and whether their rows are active."""
        self.sheet = sheet
        self.raw = raw
        self.problems: list[Problem] = []
        self.inactive: list[Inactive] = []
        self._first_seen: dict[tuple[Value, ...], int] = {}
        self._seen: dict[PeriodId, bool] = {}
        self._blanks: dict[tuple[str, ...], tuple[str, ...]] = {}
        header = find_header(sheet, raw, periods, periods_tab)
        if header is None:
            if sheet.required or any(cell is not None for row in raw.rows for cell in row):
                example = ", ".join(column.name for column in sheet.columns[:3])
                self._report("", f"no row of the sheet names its columns ({example} ...)")
            header = Header(first_row=len(raw.rows))
        self.problems += header.problems
        self._first_row = header.first_row
        self._places = [_Place(i, get_column_letter(i + 1), column) for i, column in sorted(header.columns.items())]
        if sheet.period_columns is not None:
            title = sheet.period_columns.title.lower()
            self._places += [
                _Place(i, get_column_letter(i + 1), replace(sheet.period_columns, name=f"{title} of {period}"), period)
                for i, period in sorted(header.periods.items())
            ]
        self._letters = {place.column.name: place.letter for place in self._places if place.period is None}
        self._period_letters = {place.period: place.letter for place in self._places if place.period is not None}
        self._required = [one.name for one in sheet.columns if one.required and one.name in self._letters]

    def names_seen(self) -> dict[PeriodId, bool]:
        """Return the first key of every row that was read, and whether the row is active."""
        return self._seen

    def read(self) -> tuple[Row, ...]:
        """Return the active rows; what is wrong with the others is no problem of the workbook."""
        defaults = {column.name: column.default for column in self.sheet.columns}
        active = next((place for place in self._places if place.column.name == "active"), None)
        indices = [place.index for place in self._places]
        rows: list[Row] = []
        held, has_inactive = 0, False
        for number, raw in enumerate(self.raw.rows[self._first_row :], self._first_row + 1):
            if not holds_anything(raw):
                continue
            held += 1
            if held > self.sheet.most_rows:
                most = f"{self.sheet.most_rows:,}"
                text = f"the sheet has more than {most} rows that hold anything, which is the most; delete rows"
                self._report(f"A{number}", text)
                break
            width = len(raw)
            if not any(i < width and raw[i] is not None and raw[i] != "" for i in indices):
                continue
            is_active = active is None or self._clean(active, raw, number) is not False
            self._note_name(raw, number, is_active=is_active)
            has_inactive |= not is_active
            before = len(self.problems)
            row = self._row(raw, number, defaults)
            if not is_active:
                if row is not None:
                    self.inactive.append(Inactive(row, tuple(self.problems[before:])))
                del self.problems[before:]
            elif row is not None:
                if len(self.problems) == before:
                    self._check_repeats(row)
                rows.append(row)
        if self.sheet.required and not rows and self._places:
            inactive = "no row of the sheet is active; set active to yes, or add a row"
            self._report("", inactive if has_inactive else "the sheet has no rows")
        return tuple(rows)

    def _row(self, raw: tuple[object, ...], number: int, defaults: Mapping[str, Value]) -> Row | None:
        values = dict(defaults)
        periods: dict[PeriodId, float | None] = {}
        bad: set[str] = set()
        blanks: list[str] = []
        is_blank = True
        for place in self._places:
            name = place.column.name
            value = self._clean(place, raw, number, bad)
            if value is not None:
                is_blank = False
            if place.period is not None:
                periods[place.period] = value if value is None or isinstance(value, float) else float(value)
                continue
            if value is not None:
                values[name] = value
            elif name not in bad:
                blanks.append(name)
        if is_blank and not bad:
            return None
        pattern = tuple(blanks)
        pattern = self._blanks.setdefault(pattern, pattern)  # rows share it, as there are many and few are different
        row = Row(self.sheet.name, number, values, self._letters, periods, self._period_letters, pattern)
        self._check_required(row, bad)
        if self.sheet.typed_by is not None:
            self._type_value(row, values)
        return row

    def _clean(self, place: _Place, raw: tuple[object, ...], number: int, bad: set[str] | None = None) -> Value:
        """Return the clean value of a cell; report it when it is bad and `bad` is given, which takes its name."""
        cell = raw[place.index] if place.index < len(raw) else None
        if cell is None:
            return None
        try:
            return clean(place.column, cell)
        except CellError as error:
            if bad is not None:
                bad.add(place.column.name)
                self._report(f"{place.letter}{number}", str(error))
            return None

    def _note_name(self, raw: tuple[object, ...], number: int, *, is_active: bool) -> None:
        if self.sheet.name == "Periods":
            first = next((place for place in self._places if place.column is self.sheet.columns[0]), None)
            name = None if first is None else self._clean(first, raw, number)
            if isinstance(name, str):
                self._seen[PeriodId(name)] = is_active or self._seen.get(PeriodId(name), False)

    def _check_required(self, row: Row, bad: set[str]) -> None:
        for name in self._required:
            if row.values[name] is None and name not in bad:
                self._report(row.cell(name), f"{name} is blank, but must be given")

    def _type_value(self, row: Row, values: dict[str, Value]) -> None:
        """Clean the value of a row again, as the key of the row says."""
        column = self.sheet.row_types.get(row.text(self.sheet.typed_by or ""))
        if column is None:
            return
        try:
            value = clean(column, values["value"])
        except CellError as error:
            value = None
            self._report(row.cell("value"), str(error))
        values["value"] = column.default if value is None else value

    def _check_repeats(self, row: Row) -> None:
        if not self.sheet.keys:
            return
        key = tuple(row.values[column.name] for column in self.sheet.keys)
        earlier = self._first_seen.setdefault(key, row.number)
        if earlier != row.number:
            parts = [f"{column.name} '{row.text(column.name)}'" for column in self.sheet.keys if row.text(column.name)]
            self._report(row.cell(self.sheet.keys[0].name), f"{', '.join(parts)} is on row {earlier} already")

    def _report(self, cell: str, text: str) -> None:
        self.problems.append(Problem(self.sheet.name, cell, text))
