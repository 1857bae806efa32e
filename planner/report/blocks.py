"""Tables made fit for a sheet: side by side, by size, with the small ones together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from planner.report.table import Block, Column, none_text, total_text
from planner.report.words import Words

MOST_COLUMNS = 16
"""Numbers next to each other that can still be read on a printed page."""


def by_size(block: Block) -> Block:
    """Return a table with the row of the largest sum first."""
    return replace(block, rows=tuple(sorted(block.rows, key=lambda row: -_sum(row))))


def leading(words: Words, block: Block, most: int = 8) -> Block:
    """Return the rows of a table with the largest sums, and the others as one row; a drawing can tell few apart."""
    ordered = by_size(block)
    if len(block.rows) <= most:
        return ordered
    rest = ordered.rows[most - 1 :]
    names = sum(column.format == "text" for column in block.columns)
    added = [sum(row[i] or 0.0 for row in rest) for i in range(names, len(block.columns))]
    others = (words("{count} others", count=len(rest)), *([""] * (names - 1)), *added)
    return replace(ordered, rows=(*ordered.rows[: most - 1], others))


def side_by_side(words: Words, title: str, blocks: Sequence[Block], *, note: str = "") -> tuple[Block, ...]:
    """Return tables of the same rows as one, under the titles of each; as several where it would become too wide.

    The tables name their rows in the same columns. A row that one of them lacks is empty there.
    """
    filled = [block for block in blocks if block.rows]
    if not filled:
        return (Block(title, note, blocks[0].columns, (), none_text(words)),)
    parts: list[list[Block]] = [[]]
    for block in filled:
        numbers = sum(_numbers(other) for other in (*parts[-1], block))
        if parts[-1] and numbers > MOST_COLUMNS:
            parts.append([])
        parts[-1].append(block)
    titles = [title, *([words("{title}, continued", title=title)] * (len(parts) - 1))]
    return tuple(_joined(words, head, part, note) for head, part in zip(titles, parts, strict=True))


def _joined(words: Words, title: str, blocks: Sequence[Block], note: str) -> Block:
    names = len(blocks[0].columns) - _numbers(blocks[0])
    keys = _by_first_name(row[:names] for block in blocks for row in block.rows)
    columns: list[Column] = list(blocks[0].columns[:names])
    lines: dict[tuple[Any, ...], list[Any]] = {key: list(key) for key in keys}
    totals: list[Any] = [total_text(words), *([None] * (names - 1))]
    heat: list[tuple[int, ...]] = []
    for block in blocks:
        start, width = len(columns), _numbers(block)
        columns += [replace(column, group=block.title) for column in block.columns[names:]]
        found = {row[:names]: row[names:] for row in block.rows}
        for key, line in lines.items():
            line += found.get(key, (None,) * width)
        totals += block.total[names:] if block.total is not None else [None] * width
        heat += [tuple(start + i - names for i in places) for places in block.heat]
    with_total = any(block.total is not None for block in blocks)
    rows = tuple(tuple(line) for line in lines.values())
    return Block(title, note, tuple(columns), rows, "", tuple(totals) if with_total else None, heat=tuple(heat))


def _by_first_name(keys: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the names of rows without repeats, those of one first and second name together, in order of appearance."""
    found = list(dict.fromkeys(keys))
    firsts = {first: i for i, first in enumerate(dict.fromkeys(key[0] for key in found))}
    seconds = {second: i for i, second in enumerate(dict.fromkeys(key[1:2] for key in found))}
    return sorted(found, key=lambda key: (firsts[key[0]], seconds[key[1:2]]))


def first_of_each(block: Block, most: int, note: str) -> Block:
    """Return a table with the largest rows of each beginning, `note` saying so where rows are left out."""
    kept: list[tuple[Any, ...]] = []
    for key in dict.fromkeys(row[0] for row in block.rows):
        alike = sorted((row for row in block.rows if row[0] == key), key=lambda row: -_sum(row))
        kept += alike[:most]
    return replace(block, rows=tuple(kept), note=note if len(kept) < len(block.rows) else block.note)


def _numbers(block: Block) -> int:
    return sum(column.format != "text" for column in block.columns)


def _sum(row: Sequence[Any]) -> float:
    return sum(value for value in row if isinstance(value, int | float) and not isinstance(value, bool))
