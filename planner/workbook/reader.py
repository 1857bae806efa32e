"""Reads a workbook: from the file to an Instance, or to everything that is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.ids import ScenarioId
from models.instance import Case, Instance, single
from models.tree import chain
from planner.errors import UsageError, WorkbookError
from planner.workbook.checks import check_case, check_consequences, check_scenarios, errors_in
from planner.workbook.checks.tree import changes_come_in_time, scenarios_share_their_things
from planner.workbook.collector import collector_paused
from planner.workbook.expand import expand, spelled_out
from planner.workbook.expand.book import Book
from planner.workbook.expand.settings import plan_name
from planner.workbook.overrides import Applied, apply_sets
from planner.workbook.problems import Problem, did_you_mean, foremost, in_order, listed
from planner.workbook.scenarios import Scenario, scenarios_of, sets_stacked, tree_of
from planner.workbook.tables import Tables, read_tables


@collector_paused()
def read_workbook(path: str | Path, scenario: ScenarioId | str | None = None, tree: bool = False) -> Instance:
    """Return the planning problem that a workbook describes.

    Parameters
    ----------
    scenario
        The scenario to plan for, alone; None: the workbook as it stands, without overrides.
    tree
        Whether to plan for all scenarios with a probability together.

    Raises
    ------
    WorkbookError
        When the workbook cannot be used; the text lists the errors, of a great many the first.
    UsageError
        When the workbook has no such scenario, or none at all for a tree.
    """
    return instance_of(*read_tables(path), name=Path(path).stem, scenario=scenario, tree=tree)


@collector_paused()
def read_scenarios(path: str | Path) -> Mapping[ScenarioId, Instance]:
    """Return the planning problem of each scenario of a workbook, alone, in the order of the workbook.

    Raises
    ------
    WorkbookError
        When the workbook cannot be used as it stands, or under one of its scenarios.
    """
    tables, problems = read_tables(path)
    book, name = Book(tables), Path(path).stem
    found = _examine(book, scenarios_of(book), tuple(scenarios_of(book)), problems)
    _refuse(tables, found.problems, name)
    return {one: _alone(book, one, case, found.names[one] or name) for one, case in _named(found.cases).items()}


@collector_paused()
def check_workbook(path: str | Path) -> list[Problem]:
    """Return all errors and warnings of a workbook, as it stands and under each of its scenarios, in its order.

    Raises
    ------
    WorkbookError
        When the file is not a workbook that can be read.
    """
    return check_tables(*read_tables(path))


def instance_of(
    tables: Tables,
    problems: Iterable[Problem] = (),
    *,
    name: str = "plan",
    scenario: ScenarioId | str | None = None,
    tree: bool = False,
) -> Instance:
    """Return the planning problem that tables describe; `problems` are those found while reading them."""
    book = Book(tables)
    scenarios = scenarios_of(book)
    wanted = _wanted(book, scenarios, scenario, tree=tree)
    found = _examine(book, scenarios, wanted, problems)
    if tree and found.cases:
        found = found.with_problems(_tree_problems(book, scenarios, _named(found.cases)))
    _refuse(tables, found.problems, name)
    if tree:
        name = plan_name(book) or name
        cases, whole = _named(found.cases), tree_of(book, scenarios)
        needed = dict.fromkeys(outcome.scenario for outcome in whole.outcomes)
        return Instance(name, whole, {one: spelled_out(cases[one]) for one in needed})
    if scenario is None:
        return single(spelled_out(found.cases[None]), found.names[None] or name)
    alone = ScenarioId(scenario)
    return _alone(book, alone, found.cases[alone], found.names[alone] or name)


def check_tables(tables: Tables, problems: Iterable[Problem] = ()) -> list[Problem]:
    """Return all problems of tables, with those found while reading them, in the order of the workbook."""
    book = Book(tables)
    scenarios = scenarios_of(book)
    found = _examine(book, scenarios, (None, *scenarios), problems)
    tree_problems = _tree_problems(book, scenarios, _named(found.cases)) if found.cases and scenarios else []
    return in_order(tables.placed([*found.problems, *tree_problems]))


@dataclass(frozen=True)
class _Examined:
    """What the checks found, and the cases when they found no error; None is the workbook as it stands."""

    problems: tuple[Problem, ...]
    cases: Mapping[ScenarioId | None, Case]
    names: Mapping[ScenarioId | None, str]
    """What the settings call the plan; '' where they do not."""

    def with_problems(self, problems: Iterable[Problem]) -> "_Examined":
        return replace(self, problems=(*self.problems, *problems))


def _wanted(
    book: Book, scenarios: Mapping[ScenarioId, Scenario], scenario: str | None, *, tree: bool
) -> tuple[ScenarioId | None, ...]:
    """Return the scenarios whose cases are needed."""
    if tree and scenario is not None:
        raise UsageError(f"a plan is made for the scenario '{scenario}' alone or for all together, not both")
    if tree:
        if not scenarios:
            advice = f"fill the sheet {book.tab('Scenarios')}"
            raise UsageError(f"the workbook has no scenarios to plan for together; {advice}")
        return tuple(scenarios)
    if scenario is None:
        return (None,)
    if scenario not in scenarios:
        none = "; it has none, and is solved without --scenario"
        hint = did_you_mean(scenario, scenarios) or (f"; use {listed(tuple(scenarios))}" if scenarios else none)
        raise UsageError(f"the workbook has no scenario called '{scenario}'{hint}")
    return (ScenarioId(scenario),)


def _examine(
    book: Book,
    scenarios: Mapping[ScenarioId, Scenario],
    wanted: Sequence[ScenarioId | None],
    problems_of_cells: Iterable[Problem],
) -> _Examined:
    """Check the workbook as it stands and the wanted scenarios; expand them when there is no error."""
    as_it_stands = [*check_case(book), *check_scenarios(book)]
    known = set(as_it_stands)
    problems = [*problems_of_cells, *as_it_stands]
    applied = {name: apply_sets(book, sets_stacked(scenarios, name)) for name in wanted if name is not None}
    books: dict[ScenarioId | None, Book] = {
        name: book if name is None else Book(applied[name].tables) for name in wanted
    }
    for name, changed in applied.items():
        problems += _under(name, changed, [*changed.problems, *check_case(books[name])], known)
    if errors_in(problems):
        return _Examined(tuple(problems), {}, {})
    cases = {name: expand(one) for name, one in books.items()}
    doubts = {name: check_consequences(one, cases[name]) for name, one in books.items()}
    known = set(doubts.get(None, ()))
    for one, found in doubts.items():
        problems += found if one is None else _under(one, applied[one], found, known)
    return _Examined(tuple(problems), cases, {name: plan_name(one) for name, one in books.items()})


def _under(scenario: ScenarioId, applied: Applied, problems: Iterable[Problem], known: set[Problem]) -> list[Problem]:
    """Return the problems that the scenario alone has, with its name in them, at the overrides that made them."""
    own = [applied.blamed(problem) for problem in problems if problem not in known]
    return [replace(problem, text=f"in the scenario '{scenario}', {problem.text}") for problem in own]


def _tree_problems(
    book: Book, scenarios: Mapping[ScenarioId, Scenario], cases: Mapping[ScenarioId, Case]
) -> list[Problem]:
    return [*scenarios_share_their_things(book, scenarios, cases), *changes_come_in_time(book, scenarios, cases)]


def _alone(book: Book, scenario: ScenarioId, case: Case, name: str) -> Instance:
    """Return the instance of one scenario: a chain of periods."""
    return Instance(name, chain(book.periods, scenario), {scenario: spelled_out(case)})


def _named(cases: Mapping[ScenarioId | None, Case]) -> dict[ScenarioId, Case]:
    return {name: case for name, case in cases.items() if name is not None}


def _refuse(tables: Tables, problems: Sequence[Problem], name: str) -> None:
    """Raise all errors as one, if there are any; of a great many it lists the first. Warnings are only counted."""
    found = in_order(tables.placed(errors_in(problems)))
    if found:
        count = "1 error" if len(found) == 1 else f"{len(found):,} errors"
        doubtful = len(problems) - len(found)
        warnings = "1 warning" if doubtful == 1 else f"{doubtful:,} warnings"
        told = [problem.line() for problem in foremost(found)]
        if len(found) > len(told):
            told.append(f"... and {len(found) - len(told):,} more; planner check with --json or --annotate has all")
        end = f"{count} in the workbook {name}" + (f"; planner check lists {warnings} too" if doubtful else "")
        raise WorkbookError("\n".join([*told, end]))
