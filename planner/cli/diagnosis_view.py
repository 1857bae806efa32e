"""A diagnosis in sentences, as data, and as marks in a copy of the workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.solve.elastic_rows import LimitKey
from planner.solve.repairs import Change
from planner.studies.arithmetic import Shortfall
from planner.studies.diagnose import Confirmed, Diagnosis, End, Scope, Verdict
from planner.workbook.annotate import Wording
from planner.workbook.cell_of import Place, place_of
from planner.workbook.expand.book import Book
from planner.workbook.problems import Problem, Severity
from planner.workbook.tables import Row

Overridden = Mapping[tuple[str, str], Row]
"""The row of Overrides that changed a cell in the scenario, by sheet and cell."""
_NOT_OVERRIDDEN: Overridden = {}

_MOST_PLACES = 20
"""A longer list of cells that was not narrowed down in time says nothing."""
_MOST_NAMED = 8
_ENDED = {End.TIME_LIMIT: "The time was over", End.INTERRUPTED: "It was stopped"}
COPY_WORDING = Wording(
    author="planner diagnose",
    heading="Repairs. Cells to change together: {errors}; to change instead: {warnings}",
    said="What to change",
    error="repair",
    warning="or else",
)


@dataclass(frozen=True)
class Advice:
    """A cell to change."""

    place: Place
    now: float
    needed: float
    nearest: bool = False
    """Whether nothing nearer would do, beside the other changes."""
    override: str = ""
    """The cell of Overrides that gave the cell its value in the scenario; '': none did."""

    def sentence(self, works: str, *, address: bool = True) -> str:
        """Return the advice in words; `works` is how sure it is that no smaller change would do."""
        place = self.place
        head = f"{place.address}: " if address else ""
        head += f"{place.column} of {place.subject}"
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
            "override": self.override or None,
        }


def advices(book: Book, changes: Iterable[Change], overridden: Overridden = _NOT_OVERRIDDEN) -> list[Advice]:
    """Return the cells to change; of the changes in one cell, the farthest."""
    found: dict[tuple[str, str, str], Advice] = {}
    for change in changes:
        place = place_of(book, change.family, change.index)
        key = (place.address, place.column, place.subject if not place.cell else "")
        before = found.get(key)
        if before is None or abs(change.needed - change.now) > abs(before.needed - before.now):
            row = overridden.get((place.sheet, place.cell))
            override = "" if row is None else f"{book.tab('Overrides')}!{row.cell('value')}"
            found[key] = Advice(place, change.now, change.needed, change.nearest and before is None, override)
    return list(found.values())


def diagnosis_lines(
    book: Book, found: Diagnosis, scenario: str | None = None, overridden: Overridden = _NOT_OVERRIDDEN
) -> Iterable[str]:
    """Yield the diagnosis in sentences."""
    if found.verdict is Verdict.PLAN:
        yield "This workbook has a plan; there is nothing to repair."
        return
    if found.verdict is Verdict.NO_PLAN:
        yield "No plan meets every limit of this workbook."
    elif found.end is End.DONE:
        yield "Whether this workbook has a plan could not be settled."
    else:
        yield f"{_ENDED[found.end]} before it was settled whether this workbook has a plan."
    yield from (_shortfall(book, one) for one in found.shortfalls)
    for place in _places(book, found.hopeless):
        yield f"{place} cannot be kept whatever else is changed: nothing in the workbook counts towards it."
    for number, one in enumerate(found.repairs, 1):
        yield ""
        found_here = advices(book, one.repair.changes, overridden)
        yield _heading(number, one, len(found_here))
        yield from (f"  {advice.sentence(_works(one, advice, len(found_here)))}" for advice in found_here)
    if found.repairs and scenario is not None:
        yield ""
        yield f"Values are those of the scenario '{scenario}'."
        told = [one for repair in found.repairs for one in advices(book, repair.repair.changes, overridden)]
        cells = dict.fromkeys((one.place.address, one.override) for one in told if one.override)
        yield from (f"{override} changes {cell} in it; change that instead." for cell, override in cells)
    if not found.repairs:
        yield _without_repair(found.end)
    if found.scope is not Scope.ALL:
        yield ""
        yield _scope(found)
    if found.end is not End.DONE and found.repairs:
        yield ""
        yield f"{_ENDED[found.end]} before all was done; there may be more to know."
    if found.clash is not None and (found.clash.minimal or len(found.clash.keys) <= _MOST_PLACES):
        yield ""
        yield _clash_heading(found)
        yield from (f"  {line}" for line in _places(book, found.clash.keys))


def _heading(number: int, one: Confirmed, cells: int) -> str:
    name = "Repair" if number == 1 else f"Or else (repair {number})"
    count = "one change" if cells == 1 else f"these {cells} changes together"
    sure = (
        "a plan was found with it"
        if one.has_plan
        else "it was not shown that a plan exists with it, so check it with solve"
    )
    doubt = "" if one.repair.proven or cells == 1 else " Whether fewer cells would do was not settled."
    return f"{name}: {count}; {sure}.{doubt}"


def _works(one: Confirmed, advice: Advice, cells: int) -> str:
    if not advice.nearest or not one.has_plan:
        return "a value that works"
    end = "smallest" if advice.needed > advice.now else "largest"
    beside = "" if cells == 1 else " with the other changes"
    return f"the {end} value that works{beside}"


def _without_repair(end: End) -> str:
    if end is End.TIME_LIMIT:
        return "No repair was found in the time there was; give it more with --time-limit."
    return "No repair was found." if end is End.DONE else "No repair was found before that."


def _scope(found: Diagnosis) -> str:
    kept = "Residency and latency limits were taken as they are"
    match found.scope:
        case Scope.NO_SHORTAGE:
            return (
                f"{kept}: no work is short while all other numbers stay, so that these are not what stands in the way."
            )
        case Scope.TOO_MUCH:
            return (
                f"{kept}: work of {len({o for o, _ in found.movable})} regions is short, too much to look at them all."
            )
        case Scope.NOT_REACHED:
            return f"{kept}: it was not found out which work is short, so that they may stand in the way too."
    named = [f"{w} of {o}" for o, w in sorted(found.movable)]
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return f"{kept} except for the work that is short: {', '.join(named[:_MOST_NAMED])}{more}."


def marks(book: Book, found: Diagnosis, overridden: Overridden = _NOT_OVERRIDDEN) -> list[Problem]:
    """Return what a copy of the workbook is to say at the cells to change: those of the first repair as errors."""
    problems = []
    for number, one in enumerate(found.repairs, 1):
        advised = advices(book, one.repair.changes, overridden)
        beside = f", together with {len(advised) - 1} more" if len(advised) > 1 else ""
        for advice in advised:
            text = f"{number}{beside}: {advice.sentence(_works(one, advice, len(advised)), address=False)}"
            text += f"; in the scenario {advice.override} changes it" if advice.override else ""
            severity: Severity = "error" if number == 1 else "warning"
            problems.append(Problem(advice.place.sheet, advice.place.cell, text, severity, advice.place.tab))
    return problems


def _shortfall(book: Book, one: Shortfall) -> str:
    if one.unit == "PFLOPS":
        return (
            f"In {one.period} all chips that can be had and all that can be rented deliver at most "
            f"{_number(one.most)} PFLOPS, and {_number(one.due)} PFLOPS must be met."
        )
    most, due = f"{one.most:,.4g}", f"{one.due:,.4g}"
    if one.region is None:
        return f"In {one.period} the regions can power {most} MW and the demand needs at least {due} MW."
    held = "; ".join(_places(book, one.limits))
    return (
        f"In {one.period} halls and grid of {one.region} can power {most} MW, and the work that cannot leave it needs "
        f"at least {due} MW ({held})."
    )


def _clash_heading(found: Diagnosis) -> str:
    assert found.clash is not None
    if found.clash.minimal:
        sure = ", as far as fractions of whole numbers can tell" if found.clash.fractions else ""
        return f"These cannot all stand as they are, and without any one of them the others could{sure}:"
    return "These cannot all stand as they are (whether fewer clash already was not settled):"


def _places(book: Book, keys: Iterable[LimitKey]) -> list[str]:
    places = [place_of(book, key[0], key[1:]) for key in keys]
    return list(dict.fromkeys(f"{place.address}: {place.column} of {place.subject}" for place in places))


def _number(value: float) -> str:
    return f"{value:,.12g}"


def diagnosis_data(book: Book, found: Diagnosis, overridden: Overridden = _NOT_OVERRIDDEN) -> dict[str, object]:
    """Return the diagnosis as data."""
    return {
        "verdict": found.verdict.value,
        "ended": found.end.value,
        "residency_and_latency_looked_at_for": found.scope.value,
        "work_that_is_short": sorted(list(work) for work in found.movable),
        "shortfalls": [
            {"period": one.period, "region": one.region, "unit": one.unit, "due": one.due, "most": one.most}
            for one in found.shortfalls
        ],
        "repairs": [
            {
                "has_plan": one.has_plan,
                "search_finished": one.repair.proven,
                "changes": [
                    advice.data() | {"smallest": advice.nearest and one.has_plan}
                    for advice in advices(book, one.repair.changes, overridden)
                ],
            }
            for one in found.repairs
        ],
        "cannot_be_kept": _places(book, found.hopeless),
        "clash": None
        if found.clash is None
        else {"minimal": found.clash.minimal, **_clash_data(_places(book, found.clash.keys))},
    }


def _clash_data(places: list[str]) -> dict[str, object]:
    return {"places": places[:_MOST_PLACES], "more": max(0, len(places) - _MOST_PLACES)}
