"""Diagnosis of an instance without a plan: which of the planner's numbers to change, and which clash."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from enum import Enum

from models.instance import Instance
from planner.solve.compile import ImpossibleRowError
from planner.solve.elastic import LimitKey
from planner.solve.ending import Ending
from planner.solve.outcome import Outcome, SolveOptions
from planner.solve.repairs import Change, Changes, Clash, RepairSearch
from planner.studies.arithmetic import Shortfall, find_shortfalls
from planner.studies.changes import changed
from planner.studies.hopeless import hopeless_rule, without
from planner.studies.loosen import loosened

_REPAIRS = 3
_LENGTH = 2
"""A third repair with more changes than so many times those of the first helps nobody."""
_MOST_PAIRS = 5_000
_SHARE_FOR_PLAN = 0.3
_SHARE_FOR_SIZES = 0.1
_SHARE_FOR_REPAIR = 0.25
"""Of the time limit, for the search of a repair at most, and for trying it; what is left is for the conflict."""

Solve = Callable[[Instance, SolveOptions], Outcome]


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
    everywhere: bool = True
    """Whether residency and latency were among the numbers looked at; a large instance leaves them as they are."""


def diagnose(
    inst: Instance, solve: Solve, *, time_limit_s: float = 300.0, group_of: Callable[[LimitKey], Hashable] | None = None
) -> Diagnosis:
    """Return what has to change so that an instance with one scenario has a plan.

    Parameters
    ----------
    group_of
        Tells which limits are one number, as those that one cell sets.

    Raises
    ------
    KeyboardInterrupt
        When the user stopped one of the solves.
    """
    until = time.monotonic() + time_limit_s
    outcome = solve(inst, _any_plan(_SHARE_FOR_PLAN * time_limit_s))
    if outcome.plan is not None:
        return Diagnosis(Verdict.PLAN)
    if outcome.ending is Ending.INTERRUPTED:
        raise KeyboardInterrupt
    verdict = Verdict.NO_PLAN if outcome.ending is Ending.INFEASIBLE else Verdict.UNKNOWN
    shortfalls = find_shortfalls(inst)
    everywhere = _pairs(inst) <= _MOST_PAIRS
    loose = loosened(inst, everywhere=everywhere)
    hopeless: list[Change] = []
    while True:
        kept, kept_loose = without(inst, hopeless), without(loose, hopeless)
        try:
            search = RepairSearch(kept, kept_loose, group_of, time_limit_s=_SHARE_FOR_SIZES * time_limit_s)
            break
        except ImpossibleRowError as error:
            hopeless.append(hopeless_rule(inst, error))
    repairs: list[Confirmed] = []
    avoid: set[tuple[str, ...]] = set()
    each_s = _SHARE_FOR_REPAIR * time_limit_s
    for _ in range(_REPAIRS):
        found = search.repair(avoid, time_limit_s=max(0.0, min(each_s, until - time.monotonic())))
        if found is None:
            break
        found = replace(found, changes=(*hopeless, *found.changes))
        if {change.key for change in found.changes} <= avoid:
            break
        if len(repairs) > 1 and len(found.changes) > _LENGTH * len(repairs[0].repair.changes):
            break
        tried = solve(changed(inst, found.changes), _any_plan(max(0.0, min(each_s, until - time.monotonic()))))
        if tried.ending is Ending.INTERRUPTED:
            raise KeyboardInterrupt
        repairs.append(Confirmed(found, tried.plan is not None))
        avoid |= {change.key for change in found.changes}
    clash = None
    if verdict is Verdict.NO_PLAN and not hopeless:
        clash = search.clash(avoid, time_limit_s=until - time.monotonic())
    return Diagnosis(
        verdict, shortfalls, tuple(repairs), clash, tuple(change.key for change in hopeless), everywhere=everywhere
    )


def _pairs(inst: Instance) -> int:
    """Return how many flows there would be if all work could go everywhere."""
    case = inst.first_case
    states = len(case.slices) + len(case.outages)
    return len(case.demand_pflops) * len(case.regions) * states


def _any_plan(time_limit_s: float) -> SolveOptions:
    return SolveOptions(gap=1.0, time_limit_s=time_limit_s, prices=False)
