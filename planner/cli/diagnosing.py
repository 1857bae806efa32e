"""One diagnosis from the workbook to sentences that name its cells."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planner.cli.statuses import ExitStatus
from planner.cli.terminal import output
from planner.solve import solve
from planner.solve.elastic import LimitKey
from planner.solve.repairs import Change
from planner.studies.arithmetic import Shortfall
from planner.studies.diagnose import Confirmed, Diagnosis, Verdict, diagnose
from planner.workbook.cell_of import Place, place_of
from planner.workbook.expand.book import Book
from planner.workbook.reader import read_workbook
from planner.workbook.tables import read_tables

_MOST_PLACES = 20
"""A longer list of cells that was not narrowed down in time says nothing."""


@dataclass(frozen=True)
class Advice:
    """A cell to change."""

    place: Place
    now: float
    needed: float

    def sentence(self, works: str) -> str:
        """Return the advice in words; `works` is how sure it is that no smaller change would do."""
        place = self.place
        head = f"{place.address}: {place.column} of {place.subject}"
        if place.needed is not None:
            return f"{head} is {place.now}, but must be {place.needed}"
        return f"{head} is {_number(self.now)}, but {works} is {_number(self.needed)}"

    def data(self) -> dict[str, object]:
        """Return the advice as data."""
        place = self.place
        return {
            "sheet": place.tab or place.sheet,
            "cell": place.cell,
            "column": place.column,
            "subject": place.subject,
            "now": place.now if place.needed is not None else self.now,
            "needed": self.needed if place.needed is None else place.needed,
        }


def diagnose_book(path: Path, scenario: str | None, time_limit_s: float, *, as_json: bool) -> ExitStatus:
    """Read and diagnose a workbook, say what was found, and return the exit status."""
    inst = read_workbook(path, scenario)
    book = Book(read_tables(path)[0])
    found = diagnose(
        inst, solve, time_limit_s=time_limit_s, group_of=lambda key: place_of(book, key[0], key[1:]).address
    )
    if as_json:
        print(json.dumps(_data(book, found), ensure_ascii=False, indent=2))
    else:
        console = output()
        for line in _lines(book, found):
            console.print(line, markup=False, soft_wrap=True)
    settled = found.verdict is not Verdict.UNKNOWN or found.repairs
    return ExitStatus.DONE if settled else ExitStatus.STOPPED_WITHOUT_PLAN


def advices(book: Book, changes: Iterable[Change]) -> list[Advice]:
    """Return the cells to change; of the changes in one cell, the farthest."""
    found: dict[tuple[str, str, str], Advice] = {}
    for change in changes:
        place = place_of(book, change.family, change.index)
        key = (place.address, place.column, place.subject if not place.cell else "")
        before = found.get(key)
        if before is None or abs(change.needed - change.now) > abs(before.needed - before.now):
            found[key] = Advice(place, change.now, change.needed)
    return list(found.values())


def _lines(book: Book, found: Diagnosis) -> Iterable[str]:
    if found.verdict is Verdict.PLAN:
        yield "This workbook has a plan; there is nothing to repair."
        return
    if found.verdict is Verdict.UNKNOWN:
        yield "The time was over before it was settled whether this workbook has a plan."
    else:
        yield "No plan meets every limit of this workbook."
    yield from (_shortfall(one) for one in found.shortfalls)
    for place in _places(book, found.hopeless):
        yield f"{place} cannot be kept whatever else is changed: nothing in the workbook counts towards it."
    for number, one in enumerate(found.repairs, 1):
        yield ""
        found_here = advices(book, one.repair.changes)
        yield _heading(number, one, len(found_here))
        yield from (f"  {advice.sentence(_works(one, advice))}" for advice in found_here)
    if not found.repairs:
        yield "No repair was found in the time there was; give it more with --time-limit."
    if not found.everywhere:
        yield ""
        yield "Residency and latency limits were taken as they are: with them loosened the model would be too large."
    if found.clash is not None and (found.clash.minimal or len(found.clash.keys) <= _MOST_PLACES):
        yield ""
        yield _clash_heading(found)
        yield from (f"  {line}" for line in _places(book, found.clash.keys))


def _heading(number: int, one: Confirmed, cells: int) -> str:
    name = "Repair" if number == 1 else f"Or else (repair {number})"
    count = "one change" if cells == 1 else "these changes together"
    sure = "a plan was found with it" if one.has_plan else "no plan was found with it in time, so check it with solve"
    doubt = "" if one.repair.proven else " Whether fewer or smaller changes do was not settled."
    return f"{name}: {count}; {sure}.{doubt}"


def _works(one: Confirmed, advice: Advice) -> str:
    if not one.repair.smallest or not one.has_plan:
        return "a value that works"
    return "the smallest value that works" if advice.needed > advice.now else "the largest value that works"


def _shortfall(one: Shortfall) -> str:
    return (
        f"In {one.period} all chips that can be had and all that can be rented deliver at most "
        f"{_number(one.most_pflops)} PFLOPS, and {_number(one.due_pflops)} PFLOPS must be met."
    )


def _clash_heading(found: Diagnosis) -> str:
    assert found.clash is not None
    if found.clash.minimal:
        return "These cannot all stand as they are, and without any one of them the others could:"
    return "These cannot all stand as they are (the time was over before it was known whether fewer clash already):"


def _places(book: Book, keys: Iterable[LimitKey]) -> list[str]:
    places = [place_of(book, key[0], key[1:]) for key in keys]
    return list(dict.fromkeys(f"{place.address}: {place.column} of {place.subject}" for place in places))


def _number(value: float) -> str:
    return f"{value:,.12g}"


def _data(book: Book, found: Diagnosis) -> dict[str, object]:
    return {
        "verdict": found.verdict.value,
        "residency_and_latency_looked_at": found.everywhere,
        "shortfalls": [
            {"period": one.period, "due_pflops": one.due_pflops, "most_pflops": one.most_pflops}
            for one in found.shortfalls
        ],
        "repairs": [
            {
                "has_plan": one.has_plan,
                "search_finished": one.repair.proven,
                "smallest": one.repair.smallest,
                "changes": [advice.data() for advice in advices(book, one.repair.changes)],
            }
            for one in found.repairs
        ],
        "cannot_be_kept": _places(book, found.hopeless),
        "clash": None
        if found.clash is None
        else {"minimal": found.clash.minimal, "places": _places(book, found.clash.keys)},
    }
