"""What is wrong in a workbook, each with its place: found by readers and checks, shown all at once."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from planner.workbook.schema import SHEET_ORDER

Severity = Literal["error", "warning"]

MOST_SHOWN = 100
"""Nobody reads more of them on a terminal."""
_CELL = re.compile(r"^([A-Z]+)?(\d+)?")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong or doubtful, and where."""

    sheet: str
    """Name of the sheet; '' for the workbook as a whole."""
    cell: str
    """Address such as D7 or C3:C9; '' for the sheet as a whole."""
    text: str
    severity: Severity = "error"
    tab: str = ""
    """What the workbook calls the sheet, where that is another name."""

    @property
    def place(self) -> str:
        """The sheet as the workbook calls it; '' for the workbook as a whole."""
        return self.tab or self.sheet

    def line(self) -> str:
        """Return the problem as one line: place, what was found, what is allowed."""
        if not self.sheet:
            return self.text
        return f"{self.place}!{self.cell}: {self.text}" if self.cell else f"{self.place}: {self.text}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without repeats, by sheet as in the workbook, then by row and column."""
    return sorted(dict.fromkeys(problems), key=_place)


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems in order, with those that are the same down a column as one: "C3:C9: ... (4 rows)"."""
    groups: dict[tuple[str, str, str, Severity], list[Problem]] = {}
    for problem in in_order(problems):
        found = _CELL.fullmatch(problem.cell)
        column = found.group(1) or "" if found else problem.cell
        groups.setdefault((problem.sheet, column, problem.text, problem.severity), []).append(problem)
    return [
        group[0]
        if len(group) == 1
        else replace(group[0], cell=f"{group[0].cell}:{group[-1].cell}", text=f"{group[0].text} ({len(group)} rows)")
        for group in groups.values()
    ]


def foremost(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that are shown, in their order; of too many the first, and errors rather than warnings."""
    chosen = {id(problem) for problem in sorted(problems, key=lambda one: one.severity != "error")[:MOST_SHOWN]}
    return [problem for problem in problems if id(problem) in chosen]


def _place(problem: Problem) -> tuple[int, str, int, int, str, str]:
    found = _CELL.match(problem.cell)
    letters, row = (found.group(1) or "", int(found.group(2) or 0)) if found else ("", 0)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    order = -1 if not problem.sheet else SHEET_ORDER.get(problem.sheet, len(SHEET_ORDER))
    return order, problem.sheet, row, column, problem.severity, problem.text


def cells_of(address: str) -> tuple[str, ...]:
    """Return the cells of an address: of one cell, or of a range within a column such as C3:C9."""
    first, _, last = address.partition(":")
    start, end = _CELL.fullmatch(first), _CELL.fullmatch(last)
    if not last or start is None or end is None or start.group(1) != end.group(1):
        return (first,)
    return tuple(f"{start.group(1)}{row}" for row in range(int(start.group(2)), int(end.group(2)) + 1))


def nearest(word: str, names: Iterable[str]) -> str | None:
    """Return the name most like the word, whatever the case; None when none is like it."""
    by_folded = {name.casefold(): name for name in names}
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Return "; did you mean 'X'?" for the nearest name, or '' when none is like the word."""
    found = nearest(word, names)
    return f"; did you mean '{found}'?" if found is not None else ""


def listed(names: Sequence[str], most: int = 12, *, last: str = "or") -> str:
    """Return the names between commas, the last after 'or' or another word; the first few of many."""
    if len(names) > most:
        return ", ".join(names[:most]) + f" {last} {'one of ' if last == 'or' else ''}{len(names) - most} more"
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + f" {last} {names[-1]}"
