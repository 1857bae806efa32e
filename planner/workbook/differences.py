"""What differs between the tables of two workbooks, by the names of rows and columns, wherever they stand."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.workbook.inherit import cell_of, value_in
from planner.workbook.schema import SHEETS, Sheet, Value
from planner.workbook.tables import Row, Tables

Key = tuple[object, ...]
WHOLE_ROW = ""
"""The column of a difference that is a row which only one of the two has."""


@dataclass(frozen=True)
class Difference:
    """A cell whose value is not the same in both, or a row that only one of the two has."""

    sheet: str
    column: str
    """Name of the column, or of a period; see `WHOLE_ROW`."""
    row_a: Row | None
    """None: only the second workbook has it."""
    row_b: Row | None

    @property
    def row(self) -> Row:
        """The row in the first workbook, or in the second when only that has it."""
        found = self.row_a or self.row_b
        assert found is not None  # one of the two has it
        return found

    @property
    def values(self) -> tuple[Value, Value]:
        """The two values of a cell; None: blank, or no such row."""
        a, b = (None if row is None or self.column == WHOLE_ROW else value_in(row, self.column) for row in self._rows)
        return a, b

    @property
    def cells(self) -> tuple[str, str]:
        """The two addresses; '' where there is no such row."""
        a, b = ("" if row is None else cell_of(row, self.column) for row in self._rows)
        return a, b

    @property
    def _rows(self) -> tuple[Row | None, Row | None]:
        return self.row_a, self.row_b


def differences(a: Tables, b: Tables) -> list[Difference]:
    """Return what differs, in the order of the first workbook; the order of rows and columns does not count."""
    return list(_differences(a, b))


def _differences(a: Tables, b: Tables) -> Iterator[Difference]:
    for sheet in SHEETS.values():
        for row_a, row_b in matched(sheet, a.get(sheet.name, ()), b.get(sheet.name, ())):
            if row_a is None or row_b is None:
                yield Difference(sheet.name, WHOLE_ROW, row_a, row_b)
                continue
            for column in columns_of(sheet, row_a, row_b):
                if value_in(row_a, column) != value_in(row_b, column):
                    yield Difference(sheet.name, column, row_a, row_b)


def matched(sheet: Sheet, a: Sequence[Row], b: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield the rows of the same key in pairs, in the order of the first table; last those of the second alone."""
    left = _by_key(sheet, b)
    for key, row in _by_key(sheet, a).items():
        yield row, left.pop(key, None)
    yield from ((None, row) for row in left.values())


def columns_of(sheet: Sheet, a: Row, b: Row) -> list[str]:
    """Return the columns and periods in which two rows of the same key can differ."""
    return [column.name for column in sheet.columns if not column.key] + list(dict.fromkeys((*a.periods, *b.periods)))


def key_of(sheet: Sheet, row: Row) -> Mapping[str, str]:
    """Return what names a row: its key columns that are filled, by name; all columns on a sheet without a key."""
    named = sheet.keys or sheet.columns
    return {column.name: row.text(column.name) for column in named if row.text(column.name) and column.name != "active"}


def _by_key(sheet: Sheet, rows: Sequence[Row]) -> dict[Key, Row]:
    """Return the rows by key. On a sheet without a key whole rows are matched; equal ones are counted."""
    if sheet.keys:
        return {tuple(row.values[column.name] for column in sheet.keys): row for row in rows}
    seen: Counter[Key] = Counter()
    found: dict[Key, Row] = {}
    for row in rows:
        content = tuple(row.values[column.name] for column in sheet.columns)
        seen[content] += 1
        found[(*content, seen[content])] = row
    return found
