"""Diagnosis of an instance without a plan: which of the planner's numbers to change, and which clash."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from math import inf

from models.instance import Instance
from planner.solve.board import Board
from planner.solve.compile import ImpossibleRowError
from planner.solve.elastic_rows import LimitKey
from planner.solve.ending import Ending
from planner.solve.outcome import OnProgress, Outcome, Progress, SolveOptions
from planner.solve.repairs import GIVES_WAY_DOWN, Change, Changes, Clash, RepairSearch
from planner.studies.arithmetic import Shortfall, find_shortfalls
from planner.studies.changes import changed
from planner.studies.hopeless import hopeless_rule, without
from planner.studies.loosen import Movable, loosened
from planner.studies.room import with_room
from planner.studies.watch import Over, Watch

_REPAIRS, _REPAIRS_LARGE = 3, 2
"""In a large model the trial of a third takes the time of what clashes."""
_LENGTH = 2
"""A third repair with more changes than so many times those of the first helps nobody."""
_MOST_FLOWS = 5_000
"""Flows if all work could go everywhere; with more, only the work that is short may, after the first repair."""
_MOST_MORE_FLOWS = 10_000
"""As many flows as residency and latency of the work that is short may add to a large model."""
_SHARE_TO_TRY = 0.4
"""Of the time that is left, for the trial of one repair."""

Solve = Callable[[Instance, SolveOptions, OnProgress | None], Outcome]


class Verdict(Enum):
    """Whether there is a plan."""

    PLAN = "this workbook has a plan"
    NO_PLAN = "no plan exists"
    UNKNOWN = "whether there is a plan was not settled"


class Scope(Enum):
    """For which work residency and latency were among the numbers looked at."""

    ALL = "all work"
    SHORT = "the work that is short while every other number stays"
    NO_SHORTAGE = "none, as no work is short while every other number stays"
    TOO_MUCH = "none, as too much work is short for a model of this size"
    NOT_REACHED = "none, as it was not found out which work is short"


class End(Enum):
    """How the diagnosis ended."""

    DONE = "done"
    TIME_LIMIT = "the time was over"
    INTERRUPTED = "stopped by the user"


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
    scope: Scope = Scope.ALL
    movable: Movable = frozenset()
    """The work, by origin and workload, that is short."""
    end: End = End.DONE


def diagnose(
    inst: Instance,
    solve: Solve,
    *,
    time_limit_s: float = 300.0,
    group_of: Callable[[LimitKey], Hashable] | None = None,
    on_progress: OnProgress | None = None,
) -> Diagnosis:
    """Return what has to change so that an instance with one scenario has a plan.

    It ends soon after its time limit, or after the user has asked to stop (Ctrl-C, or KeyboardInterrupt out of
    `on_progress`), with what is then known.

    Parameters
    ----------
    group_of
        Tells which limits are one number, as those that one cell sets.
    on_progress
        Called now and then with what is being done.
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
        self._watch, self._group_of = Watch(board, time_limit_s), group_of
        self._large = _flows(inst) > _MOST_FLOWS
        self._found = Diagnosis(Verdict.UNKNOWN, scope=Scope.NOT_REACHED if self._large else Scope.ALL)
        self._hopeless: list[Change] = []

    def diagnosis(self) -> Diagnosis:
        """Return what was found."""
        end = End.DONE
        try:
            self._look()
        except Over:
            end = End.TIME_LIMIT
        if self._board.interrupted:
            end = End.INTERRUPTED
        return replace(self._found, end=end)

    def _look(self) -> None:
        """Find one thing after the other."""
        self._found = replace(self._found, shortfalls=find_shortfalls(self._inst))
        search = self._searched("limits", frozenset() if self._large else None)
        first = self._repair(search, set(), 1)
        if not self._hopeless and (first is None or not first.needed):
            outcome = self._solved("is there a plan", self._inst, 1.0)
            if outcome.plan is not None:
                self._found = Diagnosis(Verdict.PLAN)
                return
            if outcome.ending is not Ending.INFEASIBLE:
                return
        self._found = replace(self._found, verdict=Verdict.NO_PLAN)
        if self._large and (first is None or any(change.family in GIVES_WAY_DOWN for change in first.changes)):
            search = self._wider(search)
            first = self._repair(search, set(), 1)
        search, used = self._repairs(search, first)
        if not self._hopeless:
            left_s = self._watch.left_s
            clash = self._watch.run("conflict", lambda: search.clash(used, time_limit_s=left_s))
            self._found = replace(self._found, clash=clash)

    def _repairs(self, search: RepairSearch, first: Changes | None) -> tuple[RepairSearch, set[LimitKey]]:
        """Find repairs and try them; return the search in which the last was found, and the numbers that they change.

        In a large model residency and latency are looked at when there is a repair that does without them.
        """
        used: set[LimitKey] = set()
        found = first
        while found is not None:
            found = replace(found, changes=(*self._hopeless, *found.changes))
            before, keys = self._found.repairs, {change.key for change in found.changes}
            if keys <= used or (len(before) > 1 and len(keys) > _LENGTH * len(before[0].repair.changes)):
                break
            self._found = replace(self._found, repairs=(*before, Confirmed(found, has_plan=False)))
            self._found = replace(self._found, repairs=(*before, self._tried(found, len(before) + 1)))
            used |= keys
            if len(self._found.repairs) == (_REPAIRS_LARGE if self._large else _REPAIRS):
                break
            if self._found.scope is Scope.NOT_REACHED:
                search = self._wider(search)
            found = self._repair(search, used, len(self._found.repairs) + 1)
        return search, used

    def _tried(self, repair: Changes, number: int) -> Confirmed:
        """Return the repair and whether there is a plan with it.

        In a large model a repair is the nearest with fractions for whole numbers; where there is no plan so near, it is
        tried with some room, and that is the repair where it works.
        """
        phase = f"try repair {number}"
        if self._solved(phase, changed(self._inst, repair.changes), _SHARE_TO_TRY).plan is not None:
            return Confirmed(repair, has_plan=True)
        roomy = with_room(repair)
        if not self._large or roomy.changes == repair.changes or self._board.interrupted:
            return Confirmed(repair, has_plan=False)
        tried = self._solved(f"{phase}, with room", changed(self._inst, roomy.changes), _SHARE_TO_TRY)
        return Confirmed(roomy, has_plan=True) if tried.plan is not None else Confirmed(repair, has_plan=False)

    def _wider(self, search: RepairSearch) -> RepairSearch:
        """Return the search in which residency and latency of the work that is short may give way too."""
        left_s = self._watch.left_s
        short = self._watch.run("short work", lambda: search.short_work(time_limit_s=left_s))
        if short is None:
            return search
        most = _MOST_MORE_FLOWS // max(1, _flows(self._inst) // max(1, len(_origins(self._inst))))
        scope = Scope.SHORT if short else Scope.NO_SHORTAGE
        if len(short) > most:
            scope = Scope.TOO_MUCH
        self._found = replace(self._found, scope=scope, movable=frozenset(short))
        if scope is not Scope.SHORT:
            return search
        return self._searched("residency and latency", frozenset(short))

    def _searched(self, phase: str, movable: Movable | None) -> RepairSearch:
        """Return the search over the loosened instance, without the rules that nothing counts towards."""
        inst, loose = self._inst, loosened(self._inst, movable)
        while True:
            kept, wide = without(inst, self._hopeless), without(loose, self._hopeless)
            build = partial(RepairSearch, kept, wide, self._group_of, should_stop=lambda: self._watch.over)
            try:
                return self._watch.run(phase, build)
            except ImpossibleRowError as error:
                self._hopeless.append(hopeless_rule(inst, error))
                names = tuple(change.key for change in self._hopeless)
                self._found = replace(self._found, verdict=Verdict.NO_PLAN, hopeless=names)

    def _repair(self, search: RepairSearch, avoid: set[LimitKey], number: int) -> Changes | None:
        left_s = self._watch.left_s
        return self._watch.run(f"repair {number}", lambda: search.repair(avoid, time_limit_s=left_s))

    def _solved(self, phase: str, inst: Instance, share: float) -> Outcome:
        """Return the outcome of a search for any plan, in this share of the time that is left."""

        def tell(progress: Progress) -> None:
            self._board.tell(progress.phase)
            if self._watch.over:
                raise KeyboardInterrupt

        options = SolveOptions(gap=inf, patience=0.0, time_limit_s=share * self._watch.left_s, prices=False)
        outcome = self._watch.run(phase, lambda: self._solve(inst, options, tell))
        if outcome.ending is Ending.INTERRUPTED and not self._watch.over:
            self._board.interrupt()
        return outcome


def _origins(inst: Instance) -> set[tuple[str, str]]:
    return {(o, w) for o, w, _ in inst.first_case.demand_pflops}


def _flows(inst: Instance) -> int:
    """Return how many flows there would be if all work could go everywhere."""
    case = inst.first_case
    states = len(case.slices) + len(case.outages)
    return len(case.demand_pflops) * len(case.regions) * states
