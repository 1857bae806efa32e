"""Groups and `*`: which row gives a value where several rows could.

A row may name one region, a group or `*` in a key. Of the rows that name a key the most specific gives the value,
column by column; a blank cell leaves the value to the next. Most specific is what names a thing itself, then a group of
regions, then `*`; with several key columns the leftmost that differs decides.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from models.ids import PeriodId
from planner.workbook.cells import shown
from planner.workbook.problems import Problem
from planner.workbook.schema import Column, Value
from planner.workbook.tables import Row

ITSELF, GROUP, ALL = 2, 1, 0
"""How specific a key is, from its own name to `*`."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Reach:
    """The things that the cell of a key column stands for."""

    names: tuple[str, ...]
    specific: int


@dataclass(frozen=True)
class Tie:
    """Two rows that give the same value of the same things, neither more specific than the other."""

    first: Row
    second: Row
    column: str
    keys: tuple[Key, ...]

    def problem(self) -> Problem:
        """Return the tie as a problem of the second row that names the cell of the first."""
        thing = ", ".join(part for part in self.keys[0] if part)
        more = f" and {len(self.keys) - 1} more" if len(self.keys) > 1 else ""
        here, there = (shown(value_in(row, self.column)) for row in (self.second, self.first))
        elsewhere = cell_of(self.first, self.column)
        return Problem(
            self.second.sheet,
            cell_of(self.second, self.column),
            f"{self.column} of {thing}{more} is {here} here and {there} in {elsewhere}, and neither row is more "
            f"specific; write a row for {thing} itself, or clear one of the two cells",
        )


@dataclass(frozen=True)
class Inherited:
    """What a sheet says about each key, after inheritance."""

    rows: Mapping[Key, Mapping[str, Row]]
    """For each key, and each column that some row fills: the row that gives its value."""
    ties: tuple[Tie, ...] = ()

    def row(self, key: Key, column: str) -> Row | None:
        """Return the row that gives the value; None when none does."""
        return self.rows.get(key, {}).get(column)

    def value(self, key: Key, column: str) -> Value:
        """Return the value; None when no row gives one."""
        row = self.row(key, column)
        return None if row is None else value_in(row, column)

    def number(self, key: Key, column: str) -> float | None:
        """Return the value of a column of numbers; None when no row gives one."""
        value = self.value(key, column)
        return None if value is None else float(value)


def inherit(
    rows: Iterable[Row],
    keys: Sequence[Column],
    columns: Sequence[str],
    reach: Callable[[Column, str], Reach | None],
    settle: Callable[[Key], Key] = lambda key: key,
) -> Inherited:
    """Return what the rows say about each key.

    Parameters
    ----------
    keys
        The key columns, the most important first.
    columns
        The columns whose values are inherited, each by itself: names of columns or of periods.
    reach
        What a cell of a key column stands for; None when it names nothing known, and the row is passed over.
    settle
        Maps a key to the one it is counted under, for keys that say the same in two ways.
    """
    best: dict[Key, dict[str, tuple[tuple[int, ...], Row]]] = {}
    tied: dict[tuple[Key, str], tuple[Row, Row]] = {}
    for row in rows:
        reaches = [reach(column, row.text(column.name)) for column in keys]
        found = [one for one in reaches if one is not None]
        filled = [column for column in columns if value_in(row, column) is not None]
        if len(found) < len(keys) or not filled:
            continue
        specific = tuple(one.specific for one in found)
        for names in product(*(one.names for one in found)):
            key = settle(names)
            known = best.setdefault(key, {})
            for column in filled:
                before = known.get(column)
                if before is None or specific > before[0]:
                    known[column] = (specific, row)
                    tied.pop((key, column), None)
                elif specific == before[0] and not _same_key(row, before[1], keys):
                    tied.setdefault((key, column), (before[1], row))
    winners = {key: {column: row for column, (_, row) in known.items()} for key, known in best.items()}
    return Inherited(winners, _ties(tied))


def value_in(row: Row, column: str) -> Value:
    """Return what a row has in a column, or in the column of a period; None when blank."""
    return row.values[column] if column in row.values else row.periods.get(PeriodId(column))


def cell_of(row: Row, column: str) -> str:
    """Return the address of a row's cell in a column, or in the column of a period."""
    return row.period_cell(PeriodId(column)) if column in row.period_letters else row.cell(column)


def _same_key(row: Row, other: Row, keys: Sequence[Column]) -> bool:
    """Return whether two rows have the very same key, which the reader of the tables has reported already."""
    return all(row.values[column.name] == other.values[column.name] for column in keys)


def _ties(tied: Mapping[tuple[Key, str], tuple[Row, Row]]) -> tuple[Tie, ...]:
    """Return one tie for each pair of rows and column, with all the keys it concerns."""
    pairs: dict[tuple[int, int, str], tuple[Row, Row, list[Key]]] = {}
    for (key, column), (first, second) in tied.items():
        pairs.setdefault((first.number, second.number, column), (first, second, []))[2].append(key)
    return tuple(Tie(first, second, column, tuple(keys)) for (*_, column), (first, second, keys) in pairs.items())
