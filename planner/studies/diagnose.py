"""Diagnosis of an instance without a plan: which of the planner's numbers to change, and which clash."""

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import Enum

from models.ids import ChipId, PeriodId
from models.instance import Instance
from planner.solve.elastic import LimitKey
from planner.solve.ending import Ending
from planner.solve.outcome import Outcome, SolveOptions
from planner.solve.repairs import Changes, Clash, RepairSearch
from planner.studies.changes import changed
from planner.studies.loosen import loosened

_REPAIRS = 3
_LENGTH = 2
"""A third repair with more changes than so many times those of the first helps nobody."""
_SHARE_FOR_PLAN = 0.3
_SHARE_FOR_REPAIRS = 0.4
"""Of the time limit; what is left is for the conflict."""

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
class Shortfall:
    """Demand of a period that everything together cannot deliver."""

    period: PeriodId
    due_pflops: float
    """Without what may be left unmet."""
    most_pflops: float
    """Of all chips that can stand, each on the work it does best, and of all that can be rented."""


@dataclass(frozen=True)
class Diagnosis:
    """What was found about an instance."""

    verdict: Verdict
    shortfalls: tuple[Shortfall, ...] = ()
    repairs: tuple[Confirmed, ...] = ()
    """The smallest first; each of the later ones does without the numbers of those before it, as far as it can."""
    clash: Clash | None = None


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
    ImpossibleRowError
        When a rule cannot be kept whatever the limits are.
    """
    until = time.monotonic() + time_limit_s
    outcome = solve(inst, _any_plan(_SHARE_FOR_PLAN * time_limit_s))
    if outcome.plan is not None:
        return Diagnosis(Verdict.PLAN)
    verdict = Verdict.NO_PLAN if outcome.ending is Ending.INFEASIBLE else Verdict.UNKNOWN
    shortfalls = find_shortfalls(inst)
    search = RepairSearch(inst, loosened(inst), group_of)
    repairs: list[Confirmed] = []
    avoid: set[tuple[str, ...]] = set()
    each_s = _SHARE_FOR_REPAIRS * time_limit_s / (2 * _REPAIRS)
    for _ in range(_REPAIRS):
        found = search.repair(avoid, time_limit_s=min(each_s, until - time.monotonic()))
        if found is None or not found.changes or {change.key for change in found.changes} <= avoid:
            break
        if len(repairs) > 1 and len(found.changes) > _LENGTH * len(repairs[0].repair.changes):
            break
        tried = solve(changed(inst, found.changes), _any_plan(max(0.0, min(each_s, until - time.monotonic()))))
        repairs.append(Confirmed(found, tried.plan is not None))
        avoid |= {change.key for change in found.changes}
    clash = search.clash(avoid, time_limit_s=until - time.monotonic()) if verdict is Verdict.NO_PLAN else None
    return Diagnosis(verdict, shortfalls, tuple(repairs), clash)


def _any_plan(time_limit_s: float) -> SolveOptions:
    return SolveOptions(gap=1.0, time_limit_s=time_limit_s, prices=False)


def find_shortfalls(inst: Instance) -> tuple[Shortfall, ...]:
    """Return the periods whose demand is more than all chips together could deliver, by arithmetic alone."""
    case = inst.first_case
    due = dict.fromkeys(case.periods, 0.0)
    for (_, w, period), pflops in case.demand_pflops.items():
        if case.workloads[w].unmet_penalty_m_per_pflops is None:
            due[period] += pflops
    most = {period: _most_pflops(inst, period) for period in case.periods}
    return tuple(Shortfall(t, due[t], most[t]) for t in case.periods if due[t] > most[t] * (1 + 1e-9))


def _most_pflops(inst: Instance, period: PeriodId) -> float:
    """Return the most that can be delivered in a period: every unit occupied all year with what it does best."""
    case, year = inst.first_case, inst.periods[period].first_year
    best: Mapping[ChipId, float] = {
        k: max((pflops for (chip, _, _), pflops in case.performance_pflops.items() if chip == k), default=0.0)
        for k in case.chips
    }
    total = sum(
        line.units * best[line.chip]
        for line in case.fleet
        if line.year <= year < line.year + case.chips[line.chip].lifetime_years
    )
    for k in case.chips:
        if not any(chip == k for chip, _, _ in case.chip_price_m) or best[k] == 0:
            continue
        total += best[k] * _most_units(inst, k, period)
    for offer in case.offers.values():
        for (_, _, when), limit in offer.limit_pflops.items():
            if when == period:
                total += float("inf") if limit is None else limit
    return total


def _most_units(inst: Instance, k: ChipId, period: PeriodId) -> float:
    """Return the most units of a chip that the national supply lets stand in a period; inf: no limit is known."""
    case, year = inst.first_case, inst.periods[period].first_year
    national = [s for s in case.supplies if s.chip == k and len(s.regions) == len(case.regions)]
    total = 0.0
    for when, at in case.periods.items():
        age = year - at.first_year
        if not 0 <= age < case.chips[k].lead_years + case.chips[k].lifetime_years:
            continue
        limits = [units * at.years for s in national if (units := s.units_per_year.get(when)) is not None]
        total += min(limits, default=float("inf"))
    return total
