"""Seeded corruptions of single cells of the samples, and what becomes of each.

`python -m tests.workbook.mutations` prints the table of outcomes.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from openpyxl.utils import get_column_letter

from models.ids import PeriodId
from models.instance import Instance
from planner.workbook.headers import find_header
from planner.workbook.opening import RawSheet, read_raw
from planner.workbook.problems import Problem
from planner.workbook.reader import check_tables, instance_of
from planner.workbook.schema import SHEETS, Column, sheet_named
from planner.workbook.tables import Tables, rows_read, tables_of

INPUTS = Path(__file__).parent.parent.parent / "inputs"
ROUNDS = {"three-regions": 45, "national": 18}
"""How often each kind of corruption is made of each sample: 504 in all."""

_TEXTS = ("=1+1", "#REF!", "不知道", "see note 3", "1.2.3", "x" * 40_000, "'; DROP TABLE", "@SUM(A1)", "12 MW")


@dataclass(frozen=True)
class Spot:
    """A cell of a sample that the reader reads; row and column count from 0."""

    sheet: int
    row: int
    index: int
    column: Column

    @property
    def address(self) -> str:
        """The cell as a spreadsheet program names it."""
        return f"{get_column_letter(self.index + 1)}{self.row + 1}"


@dataclass(frozen=True)
class Mutation:
    """One corruption."""

    kind: str
    spot: Spot
    sheets: tuple[RawSheet, ...]
    must_tell: bool
    """Whether the schema forbids the new value, so that the cell itself must be named as an error."""

    @property
    def sheet(self) -> str:
        """The sheet, as the schema has it."""
        found = sheet_named(self.sheets[self.spot.sheet].title)
        assert found is not None
        return found.name


@dataclass(frozen=True)
class Result:
    """What became of a corruption."""

    mutation: Mutation
    problems: tuple[Problem, ...]
    outcome: str
    """One of OUTCOMES."""
    instance: Instance | None


OUTCOMES = ("error there", "error elsewhere", "warning", "same plan", "other plan")
"""The cell or one it belongs with is named; another cell is; only warnings; nothing changes; the value is allowed."""


@cache
def sample(book: str) -> tuple[RawSheet, ...]:
    """Return a sample as it is read from its file."""
    return read_raw(INPUTS / f"{book}.xlsx", rows_read)


@cache
def right_instance(book: str) -> Instance:
    """Return what the sample describes."""
    return instance_of(*tables_of(sample(book)), name=book)


@cache
def _spots(book: str) -> dict[int, list[Spot]]:
    """Return the cells that can be corrupted, by sheet: all that stand in a row with values."""
    tables: Tables = tables_of(sample(book))[0]
    periods = {PeriodId(row.text("period")): True for row in tables["Periods"]}
    found: dict[int, list[Spot]] = {}
    for number, raw in enumerate(sample(book)):
        sheet = sheet_named(raw.title)
        header = find_header(sheet, raw, periods) if sheet is not None else None
        if sheet is None or header is None:
            continue
        columns = {i: column for i, column in header.columns.items() if column.name != "note"}
        if sheet.period_columns is not None:
            columns |= dict.fromkeys(header.periods, sheet.period_columns)
        for row in tables[sheet.name]:
            for index, column in columns.items():
                if sheet.typed_by is not None and column.name == "value":
                    column = sheet.row_types.get(row.text(sheet.typed_by), column)
                found.setdefault(number, []).append(Spot(number, row.number - 1, index, column))
    return found


def mutations(book: str, rounds: int | None = None) -> Iterator[Mutation]:
    """Yield the corruptions of a sample, always the same."""
    for kind, corrupt in KINDS.items():
        for number in range(ROUNDS[book] if rounds is None else rounds):
            rng = random.Random(f"{book} {kind} {number}")
            while True:
                # Small sheets are as likely as large ones: the rules stand on small ones.
                spot = rng.choice(_spots(book)[rng.choice(list(_spots(book)))])
                mutation = corrupt(rng, book, spot)
                if mutation is not None:
                    yield mutation
                    break


def result_of(book: str, mutation: Mutation) -> Result:
    """Return what the reader and the checks make of a corruption."""
    tables, problems = tables_of(mutation.sheets)
    found = tuple(check_tables(tables, problems))
    errors = [problem for problem in found if problem.severity == "error"]
    if errors:
        there = any(_about(problem, mutation) for problem in errors)
        return Result(mutation, found, "error there" if there else "error elsewhere", None)
    instance = instance_of(tables, problems, name=book)
    same = instance == right_instance(book)
    return Result(mutation, found, "warning" if found else "same plan" if same else "other plan", instance)


def _about(problem: Problem, mutation: Mutation) -> bool:
    """Return whether a problem names the corrupted cell, its row or its column."""
    if problem.sheet != mutation.sheet:
        return False
    first, _, last = problem.cell.partition(":")
    rows = [int("".join(filter(str.isdigit, part)) or 0) for part in (first, last or first)]
    return problem.cell == "" or rows[0] <= mutation.spot.row + 1 <= rows[1] or rows[0] <= 2


def _cell(book: str, spot: Spot) -> object:
    row = sample(book)[spot.sheet].rows[spot.row]
    return row[spot.index] if spot.index < len(row) else None


def _with(book: str, spot: Spot, kind: str, value: object, *, must_tell: bool) -> Mutation:
    def put(row: tuple[object, ...]) -> tuple[object, ...]:
        row += (None,) * (spot.index + 1 - len(row))
        return (*row[: spot.index], value, *row[spot.index + 1 :])

    rows = sample(book)[spot.sheet].rows
    return _with_rows(book, spot, kind, (*rows[: spot.row], put(rows[spot.row]), *rows[spot.row + 1 :]), must_tell)


def _with_rows(
    book: str, spot: Spot, kind: str, rows: Sequence[tuple[object, ...]], must_tell: bool = False
) -> Mutation:
    sheets = sample(book)
    changed = replace(sheets[spot.sheet], rows=tuple(rows))
    return Mutation(kind, spot, (*sheets[: spot.sheet], changed, *sheets[spot.sheet + 1 :]), must_tell)


def _wrong_type(rng: random.Random, book: str, spot: Spot) -> Mutation | None:
    if spot.column.is_numeric:
        return _with(book, spot, "wrong type", rng.choice(("abc", True, "12 MW", "1.2.3")), must_tell=True)
    if spot.column.kind in ("yes_no", "choice"):
        return _with(book, spot, "wrong type", 3.7, must_tell=True)
    return None


def _unknown_key(rng: random.Random, book: str, spot: Spot) -> Mutation | None:
    if spot.column.refers_to is None:
        return None
    value = _cell(book, spot)
    wrong = f"{value}x" if value not in (None, "", "*") and rng.random() < 0.5 else "nowhere"
    return _with(book, spot, "unknown key", wrong, must_tell=True)


def _negative(rng: random.Random, book: str, spot: Spot) -> Mutation | None:
    if not spot.column.is_numeric:
        return None
    value = _cell(book, spot)
    wrong = -abs(value) if isinstance(value, int | float) and value else -rng.uniform(1, 100)
    forbidden = spot.column.minimum is not None and wrong < spot.column.minimum
    return _with(book, spot, "negative", wrong, must_tell=forbidden)


def _blank(rng: random.Random, book: str, spot: Spot) -> Mutation | None:
    if _cell(book, spot) is None:
        return None
    return _with(book, spot, "blank", None, must_tell=spot.column.required)


def _duplicate(rng: random.Random, book: str, spot: Spot) -> Mutation | None:
    raw = sample(book)[spot.sheet]
    sheet = sheet_named(raw.title)
    keyed = sheet is not None and bool(SHEETS[sheet.name].keys)
    rows = (*raw.rows[: spot.row + 1], raw.rows[spot.row], *raw.rows[spot.row + 1 :])
    below = replace(spot, row=spot.row + 1)
    return _with_rows(book, below, "duplicate", rows, keyed)


def _huge(rng: random.Random, book: str, spot: Spot) -> Mutation | None:
    if not spot.column.is_numeric:
        return None
    wrong = rng.choice((1e6, 1e9, 1e15, 1e30, 1e300, float("inf"), float("nan")))
    forbidden = not wrong <= 1e12 or (spot.column.maximum is not None and wrong > spot.column.maximum)
    return _with(book, spot, "huge", wrong, must_tell=forbidden)


def _text(rng: random.Random, book: str, spot: Spot) -> Mutation | None:
    text = rng.choice(_TEXTS)
    return _with(book, spot, "text", text, must_tell=spot.column.is_numeric or text == "#REF!")


def _swapped(rng: random.Random, book: str, spot: Spot) -> Mutation | None:
    """Swap the values of two columns of a sheet, below their headers."""
    others = [one for one in _spots(book)[spot.sheet] if one.row == spot.row and one.index != spot.index]
    other = rng.choice(others)
    width, first = max(spot.index, other.index) + 1, min(one.row for one in _spots(book)[spot.sheet])

    def swap(row: tuple[object, ...]) -> tuple[object, ...]:
        cells = [*row, *[None] * (width - len(row))]
        cells[spot.index], cells[other.index] = cells[other.index], cells[spot.index]
        return tuple(cells)

    rows = sample(book)[spot.sheet].rows
    return _with_rows(book, spot, "swapped columns", [*rows[:first], *map(swap, rows[first:])])


KINDS: dict[str, Callable[[random.Random, str, Spot], Mutation | None]] = {
    "wrong type": _wrong_type,
    "unknown key": _unknown_key,
    "negative": _negative,
    "blank": _blank,
    "duplicate": _duplicate,
    "huge": _huge,
    "text": _text,
    "swapped columns": _swapped,
}


def table_of(results: Sequence[Result]) -> str:
    """Return the outcomes by kind of corruption, as text."""
    counts = Counter((result.mutation.kind, result.outcome) for result in results)
    lines = [f"{'corruption':16}" + "".join(f"{outcome:>17}" for outcome in OUTCOMES)]
    for kind in (*KINDS, "all"):
        numbers = [
            sum(n for (k, o), n in counts.items() if o == outcome and kind in (k, "all")) for outcome in OUTCOMES
        ]
        lines.append(f"{kind:16}" + "".join(f"{number:17}" for number in numbers))
    return "\n".join(lines)


def main() -> None:
    """Print the table of each sample."""
    for book in ROUNDS:
        results = [result_of(book, mutation) for mutation in mutations(book)]
        sys.stdout.write(f"{book}: {len(results)} corruptions\n{table_of(results)}\n\n")


if __name__ == "__main__":
    main()
