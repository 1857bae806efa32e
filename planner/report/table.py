"""What a table of a plan is: a frame, and for each column how a reader should see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from planner.report.chart import Chart
from planner.report.words import Words

Format = Literal["text", "year", "whole", "number", "fine", "mixed", "money", "share", "yes_no"]
"""`fine` columns have numbers of any size, `mixed` ones of several units; `share` is a fraction shown in percent."""
Tone = Literal["good", "watch", "bad"]


def total_text(words: Words, *, expected: bool = False) -> str:
    """Return the name of a sum; expected: branches exclude each other, and each counts as often as it is likely."""
    return words("Expected total") if expected else words("Total")


def exclusive(words: Words) -> str:
    """Return how the branches of a scenario tree are to be read."""
    return words(
        "Of the branches of a period only one comes true; an expected total counts each as often as it is likely."
    )


def none_text(words: Words) -> str:
    """Return what stands for a table without rows."""
    return words("None.")


@dataclass(frozen=True)
class Column:
    """A column as the reader sees it."""

    name: str
    """Name in the CSV file; ends in its unit."""
    title: str
    unit: str = ""
    format: Format = "text"
    group: str = ""
    """What neighbouring columns share, as a head over theirs; '': nothing."""


@dataclass(frozen=True, eq=False)
class Table:
    """One table of a plan, in long form: one row for each thing and period."""

    name: str
    """Name of the CSV file."""
    title: str
    note: str
    """A sentence that says how to read it."""
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    empty: str = ""
    """What to say when it has no rows."""

    def column(self, name: str) -> Column:
        """Return the column of this name."""
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True, eq=False)
class Block:
    """A table as it stands on a sheet: as it is, with one column spread across, or several of these side by side."""

    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    empty: str
    total: tuple[Any, ...] | None = None
    charts: tuple[Chart, ...] = ()
    heat: tuple[tuple[int, ...], ...] = ()
    """Places of columns whose numbers are shaded on one scale, from the smallest to the largest."""
    tones: Mapping[str, Tone] = field(default_factory=dict)
    """Texts in its cells that should catch the eye."""
    row_formats: tuple[Format, ...] = ()
    """Of the numbers of each row, where rows differ; else columns have theirs."""
    upright_heads: bool = False
    """Whether the heads of its columns are turned, for many narrow columns."""


@dataclass(frozen=True, eq=False)
class Page:
    """A topic: what stands together on one sheet."""

    title: str
    note: str
    blocks: tuple[Block, ...]


def make_table(
    name: str,
    title: str,
    note: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    empty: str = "",
) -> Table:
    """Return a table from its rows, each with one value for each column."""
    names = [column.name for column in columns]
    frame = pd.DataFrame([dict(zip(names, row, strict=True)) for row in rows], columns=names)
    return Table(name, title, note, tuple(columns), frame, empty)


def as_block(
    words: Words,
    table: Table,
    total: Sequence[str] = (),
    *,
    weight: str | None = None,
    own_note: bool = False,
    most: int | None = None,
    only: Sequence[str] = (),
    tones: Mapping[str, Tone] | None = None,
) -> Block:
    """Return a table as it is, with a last row that adds up the columns named in `total`.

    Parameters
    ----------
    weight
        Column that says how likely a row is; None: all rows come true.
    own_note
        Whether to say how to read it, where the page does not.
    most
        Rows that are shown; the file of the table has all.
    only
        Columns that are shown, in the order of the table; none named: all.
    """
    columns = tuple(column for column in table.columns if not only or column.name in only)
    frame = table.frame[[column.name for column in columns]]
    tones = tones or {}
    rows = tuple(tuple(_shown(words, value) for value in row) for row in frame.itertuples(index=False, name=None))
    if most is not None and len(rows) > most:
        note = words(
            "The first {shown} of {all}; the others are in {file}.",
            shown=most,
            all=f"{len(rows):,}",
            file=f"tables/{table.name}.csv",
        )
        return Block(table.title, note, columns, rows[:most], table.empty, tones=tones)
    sums: tuple[Any, ...] | None = None
    if total and len(rows) > 1:
        weights = 1.0 if weight is None else table.frame[weight]
        added = {name: float((table.frame[name] * weights).sum()) for name in total}
        sums = (
            total_text(words, expected=weight is not None),
            *(added.get(column.name) for column in columns[1:]),
        )
    return Block(table.title, table.note if own_note else "", columns, rows, table.empty, sums, tones=tones)


def spread(
    words: Words,
    table: Table,
    rows: Sequence[str],
    across: str,
    value: str,
    title: str,
    *,
    note: str = "",
    empty: str = "",
    row_total: bool = False,
    column_total: bool = False,
    chances: Mapping[str, float] | None = None,
) -> Block:
    """Return a table with one column for each value of `across`, as one reads a plan over time.

    Parameters
    ----------
    rows
        Columns that name a row.
    across
        Column whose values become columns, in the order in which they appear.
    value
        Column that fills the cells; a cell without a value in the table is empty.
    row_total, column_total
        Add a last column, or a last row, with the sums: only for what may be added.
    chances
        How likely each value of `across` is, where they exclude each other; the last column is then expected.
    """
    shown = table.column(value)
    heads = list(dict.fromkeys(table.frame[across]))
    cells: dict[tuple[Any, ...], dict[Any, float]] = {}
    for record in table.frame[[*rows, across, value]].itertuples(index=False, name=None):
        *key, head, number = record
        if not pd.isna(number):
            line = cells.setdefault(tuple(key), {})
            line[head] = line.get(head, 0.0) + number
    used = {names: line for names, line in cells.items() if any(line.values())}
    columns = [table.column(name) for name in rows]
    columns += [Column(str(head), str(head), "", shown.format) for head in heads]
    lines: list[tuple[Any, ...]] = [(*names, *(line.get(head) for head in heads)) for names, line in used.items()]
    if row_total:
        likely = chances or dict.fromkeys(heads, 1.0)
        columns.append(Column("total", total_text(words, expected=chances is not None), "", shown.format))
        lines = [(*line, sum(likely[head] * x for head, x in used[line[: len(rows)]].items())) for line in lines]
    sums: tuple[Any, ...] | None = None
    if column_total and len(lines) > 1:
        totals = [sum(line[i] or 0.0 for line in lines) for i in range(len(rows), len(columns))]
        sums = (total_text(words), *([None] * (len(rows) - 1)), *totals)
    heading = words("{title} ({unit})", title=title, unit=shown.unit) if shown.unit else title
    return Block(heading, note, tuple(columns), tuple(lines), empty or none_text(words), sums)


def _shown(words: Words, value: Any) -> Any:
    """Return a value as a reader sees it."""
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    return value


def written(value: Any) -> Any:
    """Return a value as it is written: a number without the noise of arithmetic, to 12 significant digits."""
    return float(f"{value:.12g}") if isinstance(value, float) else value
