"""Two tables as one: the rows in which they differ, with both values and the difference."""

from collections.abc import Sequence
from typing import Any

from planner.report.table import Block, Column, Table
from planner.report.view import NEGLIGIBLE
from planner.report.words import Words

_ROUNDING = 1e-6
"""Share of a value below which a difference is that of two solves of the same thing."""


def differing(
    words: Words, a: Table, b: Table, keys: Sequence[str], values: Sequence[str], title: str, *, by: str = ""
) -> Block:
    """Return the rows in which two tables of the same columns differ, the largest difference first.

    Parameters
    ----------
    keys
        Columns that name a row; rows of the same name are added up.
    values
        Columns that are compared. What is in one table alone is blank in the other.
    by
        The value that decides the order; '': the first one.
    """
    named = {column.name: column for column in (*b.columns, *a.columns)}
    sums_a, sums_b = _summed(a, keys, values), _summed(b, keys, values)
    lines = []
    everything = list(dict.fromkeys((*sums_a, *sums_b)))
    for key in everything:
        pairs = list(zip(sums_a.get(key, [None] * len(values)), sums_b.get(key, [None] * len(values)), strict=True))
        if any(differ(x, y) for x, y in pairs):
            lines.append((*key, *(part for x, y in pairs for part in (x, y, (y or 0.0) - (x or 0.0)))))
    place = len(keys) + 3 * values.index(by or values[0]) + 2
    lines.sort(key=lambda line: -abs(line[place]))
    heads = [named[name] for name in keys]
    for name in values:
        heads += _three(words, named[name], alone=len(values) == 1)
    of_all = f"{len(everything):,}"
    count = words.counted(len(lines), "1 of {all} rows differs.", "{count} of {all} rows differ.", all=of_all)
    return Block(title, count, tuple(heads), tuple(lines), words("No difference."))


def differ(a: float | None, b: float | None) -> bool:
    """Return whether two values differ by more than the rounding of solves."""
    x, y = a or 0.0, b or 0.0
    return abs(x - y) > max(NEGLIGIBLE, _ROUNDING * max(abs(x), abs(y)))


def _three(words: Words, column: Column, *, alone: bool) -> list[Column]:
    """Return the columns of both values and of their difference."""
    found = []
    for name, side in (("a", "A"), ("b", "B"), ("difference", words("Difference"))):
        title = side if alone else words("{title}: {side}", title=column.title, side=side)
        found.append(Column(f"{column.name}_{name}", title, column.unit, column.format))
    return found


def _summed(table: Table, keys: Sequence[str], values: Sequence[str]) -> dict[tuple[Any, ...], list[float | None]]:
    """Return the values by key; None where no row has one."""
    found: dict[tuple[Any, ...], list[float | None]] = {}
    for record in table.frame[[*keys, *values]].itertuples(index=False, name=None):
        key, numbers = record[: len(keys)], record[len(keys) :]
        line = found.setdefault(key, [None] * len(values))
        for i, number in enumerate(numbers):
            if number is not None and number == number:  # NaN is a blank of the frame
                line[i] = (line[i] or 0.0) + number
    return found
