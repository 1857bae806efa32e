"""Diagnosis of an instance without a plan: which of the planner's numbers to change, and which clash."""

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from typing import TypeVar

from models.instance import Instance
from planner.solve.board import Board
from planner.solve.compile import ImpossibleRowError
from planner.solve.elastic_rows import LimitKey
from planner.solve.ending import Ending
from planner.solve.outcome import OnProgress, Outcome, Progress, SolveOptions
from planner.solve.repairs import Change, Changes, Clash, RepairSearch
from planner.studies.arithmetic import Shortfall, find_shortfalls
from planner.studies.changes import changed
from planner.studies.hopeless import hopeless_rule, without
from planner.studies.loosen import Movable, loosened

_REPAIRS = 3
_LENGTH = 2
"""A third repair with more changes than so many times those of the first helps nobody."""
_MOST_FLOWS = 5_000
"""Flows if all work could go everywhere; with more, only the work that is short may."""
_MOST_MORE_FLOWS = 40_000
"""As many flows as residency and latency of the work that is short may add to a large model."""
_SHARE_FOR_PLAN = 0.3
_SHARE_FOR_SIZES = 0.3
_SHARE_FOR_REPAIR = 0.3
"""Of the time limit, for the search of a repair at most, and for trying it; what is left is for the conflict."""

Solve = Callable[[Instance, SolveOptions, OnProgress | None], Outcome]
T = TypeVar("T")


class Verdict(Enum):
    """Whether there is a plan."""

    PLAN = "this workbook has a plan"
    NO_PLAN = "no plan exists"
    UNKNOWN = "whether there is a plan was not settled in time"


@dataclass(frozen=True)
class Confirmed:
    """A repair, and whether a plan was found with it."""

    repair: Changes
    has_plan: bool


@dataclass(frozen=True)
class Diagnosis:
    """What was found about an instance."""

    verdict: Verdict
    shortfalls: tuple[Shortfall, ...] = ()
    repairs: tuple[Confirmed, ...] = ()
    """The smallest first; each of the later ones does without the numbers of those before it, as far as it can."""
    clash: Clash | None = None
    hopeless: tuple[LimitKey, ...] = ()
    """Rules that cannot be kept whatever else is changed, as nothing in the instance counts towards them."""
    movable: Movable | None = None
    """The work, by origin and workload, whose residency and latency were among the numbers looked at; None: all."""


def diagnose(
    inst: Instance,
    solve: Solve,
    *,
    time_limit_s: float = 300.0,
    group_of: Callable[[LimitKey], Hashable] | None = None,
    on_progress: OnProgress | None = None,
) -> Diagnosis:
    """Return what has to change so that an instance with one scenario has a plan.

    Parameters
    ----------
    group_of
        Tells which limits are one number, as those that one cell sets.
    on_progress
        Called now and then with what is being done.

    Raises
    ------
    KeyboardInterrupt
        When the user stopped it.
    """
    board = Board(1.0, on_progress)
    with board.hearing_interrupts():
        return _Case(inst, solve, board, time_limit_s, group_of).diagnosis()


class _Case:
    """One instance under diagnosis."""

    def __init__(
        self,
        inst: Instance,
        solve: Solve,
        board: Board,
        time_limit_s: float,
        group_of: Callable[[LimitKey], Hashable] | None,
    ) -> None:
        self._inst, self._solve, self._board = inst, solve, board
        self._time_limit_s, self._group_of = time_limit_s, group_of
        self._until = time.monotonic() + time_limit_s
        self._hopeless: list[Change] = []

    def diagnosis(self) -> Diagnosis:
        """Return what was found."""
        shortfalls = find_shortfalls(self._inst)
        movable: Movable | None = None if _flows(self._inst) <= _MOST_FLOWS else frozenset()
        search = self._searched("limits", movable)
        if movable is not None and (short := self._short(search)):
            movable = short
            search = self._searched("residency and latency", movable, search.sizes)
        first = self._repair(search, set(), 1)
        verdict = Verdict.NO_PLAN
        if not self._hopeless and (first is None or not first.needed):
            outcome = self._solved("is there a plan", self._inst, _SHARE_FOR_PLAN)
            if outcome.plan is not None:
                return Diagnosis(Verdict.PLAN)
            verdict = Verdict.NO_PLAN if outcome.ending is Ending.INFEASIBLE else Verdict.UNKNOWN
        repairs, used = self._repairs(search, first)
        clash = None
        if verdict is Verdict.NO_PLAN and not self._hopeless:
            clash = self._run("conflict", lambda: search.clash(used, time_limit_s=self._left_s(1.0)))
        hopeless = tuple(change.key for change in self._hopeless)
        return Diagnosis(verdict, shortfalls, tuple(repairs), clash, hopeless, movable)

    def _repairs(self, search: RepairSearch, first: Changes | None) -> tuple[list[Confirmed], set[LimitKey]]:
        """Return repairs that were tried, and the numbers that they change."""
        repairs: list[Confirmed] = []
        used: set[LimitKey] = set()
        found = first
        while found is not None and len(repairs) < _REPAIRS:
            found = replace(found, changes=(*self._hopeless, *found.changes))
            keys = {change.key for change in found.changes}
            if keys <= used or (len(repairs) > 1 and len(keys) > _LENGTH * len(repairs[0].repair.changes)):
                break
            tried = self._solved(
                f"try repair {len(repairs) + 1}", changed(self._inst, found.changes), _SHARE_FOR_REPAIR
            )
            repairs.append(Confirmed(found, tried.plan is not None))
            used |= keys
            if self._left_s(1.0) <= 0.0:
                break
            found = self._repair(search, used, len(repairs) + 1)
        return repairs, used

    def _searched(
        self, phase: str, movable: Movable | None, sizes: Mapping[LimitKey, float] | None = None
    ) -> RepairSearch:
        """Return the search over the loosened instance, without the rules that nothing counts towards."""
        inst, loose = self._inst, loosened(self._inst, movable)
        while True:
            kept, wide = without(inst, self._hopeless), without(loose, self._hopeless)
            build = partial(
                RepairSearch,
                kept,
                wide,
                self._group_of,
                sizes=sizes,
                time_limit_s=self._left_s(_SHARE_FOR_SIZES),
                should_stop=lambda: self._board.interrupted,
            )
            try:
                return self._run(phase, build)
            except ImpossibleRowError as error:
                self._hopeless.append(hopeless_rule(inst, error))

    def _short(self, search: RepairSearch) -> Movable:
        """Return the work of a large instance that is short, as much of it as may be set free."""
        short = self._run("short work", lambda: search.short_work(time_limit_s=self._left_s(_SHARE_FOR_REPAIR)))
        most = _MOST_MORE_FLOWS // max(1, _flows(self._inst) // max(1, len(_origins(self._inst))))
        return frozenset(sorted(short)[:most])

    def _repair(self, search: RepairSearch, avoid: set[LimitKey], number: int) -> Changes | None:
        return self._run(f"repair {number}", lambda: search.repair(avoid, time_limit_s=self._left_s(_SHARE_FOR_REPAIR)))

    def _left_s(self, share: float) -> float:
        return max(0.0, min(share * self._time_limit_s, self._until - time.monotonic()))

    def _run(self, phase: str, task: Callable[[], T]) -> T:
        """Do a task on a thread of its own, so that this one reports and hears the user."""
        found: list[T] = []
        with self._board.phase(phase):
            self._board.work(lambda: found.append(task()))
        self._stop_if_asked()
        return found[0]

    def _solved(self, phase: str, inst: Instance, share: float) -> Outcome:
        """Return the outcome of a search for any plan."""

        def tell(progress: Progress) -> None:
            self._board.tell(progress.phase)
            self._board.look()

        with self._board.phase(phase):
            outcome = self._solve(inst, SolveOptions(gap=1.0, time_limit_s=self._left_s(share), prices=False), tell)
        if outcome.ending is Ending.INTERRUPTED:
            self._board.interrupt()
        self._stop_if_asked()
        return outcome

    def _stop_if_asked(self) -> None:
        if self._board.interrupted:
            raise KeyboardInterrupt


def _origins(inst: Instance) -> set[tuple[str, str]]:
    return {(o, w) for o, w, _ in inst.first_case.demand_pflops}


def _flows(inst: Instance) -> int:
    """Return how many flows there would be if all work could go everywhere."""
    case = inst.first_case
    states = len(case.slices) + len(case.outages)
    return len(case.demand_pflops) * len(case.regions) * states
