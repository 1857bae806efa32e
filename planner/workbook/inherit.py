"""Groups and `*`: which row gives a value where several rows could.

A row may name one region, a group or `*` in a key. Of the rows that name a key the most specific gives the value,
column by column; a blank cell leaves the value to the next. Most specific is what names a thing itself, then a group of
regions, then `*`; with several key columns the leftmost that differs decides.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import product

from models.ids import PeriodId
from planner.workbook.cells import shown
from planner.workbook.problems import Problem
from planner.workbook.schema import Column, Value
from planner.workbook.tables import Row

ITSELF, GROUP, ALL = 2, 1, 0
"""How specific a key is, from its own name to `*`."""

Key = tuple[str, ...]
Specific = tuple[int, ...]
"""How specific each part of a key is."""


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


class Inherited:
    """What a sheet says about each key, after inheritance.

    The rows are kept by level: those whose keys are equally specific, by the parts of the key that they name. So a row
    for `*` is one entry however many things it stands for, and nothing is spelled out that nobody asks for.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        keys: Sequence[Column],
        columns: Sequence[str],
        reach: Callable[[Column, str], Reach | None],
        settle: Callable[[Key], Key] | None = None,
    ) -> None:
        """Sort the rows into levels.

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
        self._keys = keys
        self._settle = settle
        self._reaches: list[tuple[Row, list[Reach]]] = []
        self._doubtful: dict[tuple[int, int, str], tuple[Row, Row, list[Reach]]] = {}
        levels: dict[Specific, dict[Key, dict[str, Row]]] = {}
        reach_of = [(column.name, cache(partial(reach, column))) for column in keys]
        for row in rows:
            reaches = [find(row.text(name)) for name, find in reach_of]
            found = [one for one in reaches if one is not None]
            values = [*row.values.items(), *row.periods.items()]
            given = {column for column, value in values if value is not None}
            filled = [column for column in columns if column in given]
            if len(found) == len(keys) and filled:
                self._reaches.append((row, found))
                specific = tuple([one.specific for one in found])
                self._place(row, found, filled, levels.setdefault(specific, {}))
        self._levels = [(_named(specific, settle), levels[specific]) for specific in sorted(levels, reverse=True)]

    def row(self, key: Key, column: str) -> Row | None:
        """Return the row that gives the value; None when none does."""
        for named, level in self._levels:
            filled = level.get(tuple([key[i] for i in named]))
            if filled is not None and column in filled:
                return filled[column]
        return None

    def filled(self, key: Key) -> Mapping[str, Row]:
        """Return the row that gives its value, for each column that some row fills for a key."""
        every = [level.get(tuple([key[i] for i in named])) for named, level in self._levels]
        some = [filled for filled in every if filled]
        if len(some) == 1:
            return some[0]
        return {column: row for filled in reversed(some) for column, row in filled.items()}

    def value(self, key: Key, column: str) -> Value:
        """Return the value; None when no row gives one."""
        row = self.row(key, column)
        return None if row is None else value_in(row, column)

    def number(self, key: Key, column: str) -> float | None:
        """Return the value of a column of numbers; None when no row gives one."""
        value = self.value(key, column)
        return None if value is None else float(value)

    @cached_property
    def every_key(self) -> tuple[Key, ...]:
        """The keys that some row is about, in the order of the rows."""
        return tuple(dict.fromkeys(key for _, reaches in self._reaches for key in self._spelled_out(reaches)))

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """The rows that give the same value with the same right."""
        ties: list[Tie] = []
        told: set[tuple[Key, str]] = set()
        for (*_, column), (first, second, reaches) in self._doubtful.items():
            tied = [
                key
                for key in self._spelled_out(reaches)
                if (key, column) not in told and self.row(key, column) is first
            ]
            told.update((key, column) for key in tied)
            if tied:
                ties.append(Tie(first, second, column, tuple(tied)))
        return tuple(ties)

    def _place(self, row: Row, reaches: list[Reach], filled: list[str], level: dict[Key, dict[str, Row]]) -> None:
        """Put a row into its level, unless an earlier one is there already."""
        named = [one for one in reaches if one.specific != ALL]
        keys = product(*(one.names for one in named)) if self._settle is None else self._spelled_out(reaches)
        for key in keys:
            known = level.setdefault(key, {})
            for column in filled:
                first = known.setdefault(column, row)
                if first is not row and not _same_key(row, first, self._keys):
                    self._doubtful.setdefault((first.number, row.number, column), (first, row, reaches))

    def _spelled_out(self, reaches: Iterable[Reach]) -> Iterator[Key]:
        """Yield every key that a row is about."""
        keys = product(*(one.names for one in reaches))
        return keys if self._settle is None else map(self._settle, keys)


def value_in(row: Row, column: str) -> Value:
    """Return what a row has in a column, or in the column of a period; None when blank."""
    return row.values[column] if column in row.values else row.periods.get(PeriodId(column))


def cell_of(row: Row, column: str) -> str:
    """Return the address of a row's cell in a column, or in the column of a period."""
    return row.period_cell(PeriodId(column)) if column in row.period_letters else row.cell(column)


def _named(specific: Specific, settle: Callable[[Key], Key] | None) -> tuple[int, ...]:
    """Return which parts of a key the rows of a level name; keys that are settled are spelled out in full."""
    return tuple(i for i, one in enumerate(specific) if settle is not None or one != ALL)


def _same_key(row: Row, other: Row, keys: Sequence[Column]) -> bool:
    """Return whether two rows have the very same key, which the reader of the tables has reported already."""
    return all(row.values[column.name] == other.values[column.name] for column in keys)
