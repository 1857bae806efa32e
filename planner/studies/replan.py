"""A plan again with new data: what was decided is kept, or changed where that saves more than changing costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.account.account import account
from models.decided import committed_to
from models.ids import PeriodId
from models.instance import Instance
from models.plan import Plan
from models.records import Decision
from planner.solve import SolveOptions
from planner.studies.holding import HELD, Hold, Holding, Place, holding
from planner.studies.known import NO_PLAN, Effect, Known, difference
from planner.studies.solved import Solved, solve_all
from planner.studies.solves import Solver, Task

_LEAST_CHANGE = 1e-3
"""Units, modules or people by which a decision differs that counts as changed."""
_UNLOCKING = 100.0
"""Of the price of a locked decision, in the search for those that cannot be kept: far above what any change saves."""


@dataclass(frozen=True)
class Change:
    """A decision that is not what it was."""

    decision: Decision
    place: Place
    period: PeriodId
    before: float
    after: float
    hold: Hold


@dataclass(frozen=True)
class Replan:
    """The earlier plan in the light of new data."""

    old: Instance
    old_plan: Plan
    new: Instance
    holds: Mapping[PeriodId, Hold]
    holding: Holding
    changing: float
    """Of the price of a preferred decision: what changing it costs."""
    kept: Solved
    """With the decisions held."""
    free: Solved
    """As if nothing had been decided."""
    unkept: Solved | None = None
    """Where the locked decisions cannot be kept: with as few of them changed as can be."""

    @property
    def plan(self) -> Plan | None:
        """The new plan: with the decisions held, or with as few of them changed as can be."""
        return self.kept.plan or (self.unkept.plan if self.unkept is not None else None)

    @cached_property
    def departure_m(self) -> float:
        """What the changes of preferred decisions were charged; nobody pays it."""
        if self.kept.plan is None:
            return 0.0
        return self.kept.plan.cost_m - account(self.new, self.kept.plan).objective_m

    @property
    def known(self) -> Known:
        """What is known of the cost of the plan that keeps to the earlier one, without the charge for changes."""
        known = self.kept.known
        if known.cost_m is None:
            return known
        return Known(known.cost_m - self.departure_m, None, known.plan)

    @property
    def price_of_keeping(self) -> Effect | None:
        """What keeping to the earlier plan costs more than planning as if nothing had been decided."""
        return difference([(1.0, self.known), (-1.0, self.free.known)])

    @property
    def changes(self) -> tuple[Change, ...]:
        """The decisions that are not what they were, in periods that both plans have; () without a plan."""
        return () if self.plan is None else changes(self.old, self.old_plan, self.new, self.plan, self.holds)

    @property
    def solves(self) -> tuple[Solved, ...]:
        """All solves."""
        return (self.kept, self.free, *([self.unkept] if self.unkept is not None else []))


def replan(
    old: Instance,
    old_plan: Plan,
    new: Instance,
    solver: Solver,
    *,
    holds: Mapping[PeriodId, Hold],
    changing: float = 0.1,
    options: SolveOptions | None = None,
) -> Replan:
    """Return the plan for new data that keeps to an earlier one as far as it is worth it.

    Parameters
    ----------
    holds, changing
        See `holding`.
    """
    options = options or SolveOptions()
    found = holding(old, old_plan, new, holds, changing)
    kept_inst = committed_to(new, dict(found.commitments))
    tasks = [Task("kept", kept_inst, options, old_plan), Task("free", new, options, old_plan)]
    kept, free = solve_all(solver, tasks)
    unkept = None
    if kept.known.why == NO_PLAN and free.plan is not None:
        soft = holding(old, old_plan, new, holds, changing, _UNLOCKING)
        opened = committed_to(new, dict(soft.commitments))
        unkept = solve_all(solver, [Task("what cannot be kept", opened, options, free.plan)])[0]
    return Replan(old, old_plan, new, holds, found, changing, kept, free, unkept)


def changes(
    old: Instance, before: Plan, new: Instance, after: Plan, holds: Mapping[PeriodId, Hold]
) -> tuple[Change, ...]:
    """Return the decisions that differ in two plans, in the order of time."""
    order = list(new.periods)
    found = []
    for decision in HELD:
        a, b = (_by_period(inst, getattr(plan, decision)) for inst, plan in ((old, before), (new, after)))
        for place, period in dict.fromkeys((*a, *b)):
            was, becomes = a.get((place, period), 0.0), b.get((place, period), 0.0)
            if period in old.periods and period in new.periods and abs(was - becomes) > _LEAST_CHANGE:
                found.append(Change(decision, place, period, was, becomes, holds.get(period, "free")))
    return tuple(sorted(found, key=lambda one: order.index(one.period)))


def _by_period(inst: Instance, decided: Mapping[tuple[Any, ...], float]) -> dict[tuple[Place, PeriodId], float]:
    """Return decisions by place and period; where futures decide apart, their average."""
    chance = {
        node.id: (node.period, sum(outcome.probability for outcome in inst.tree.outcomes_at(node.id)))
        for node in inst.tree.nodes
    }
    found: dict[tuple[Place, PeriodId], float] = {}
    for (*place, node), value in decided.items():
        period, share = chance[node]
        key = (tuple(place), period)
        found[key] = found.get(key, 0.0) + share * value
    return found


def holds_of(new: Instance, locked_before: int | None, *, later: Hold) -> dict[PeriodId, Hold]:
    """Return the hold of each period: locked where it begins before a year, else what holds later."""
    return {
        name: "locked" if locked_before is not None and period.first_year < locked_before else later
        for name, period in new.periods.items()
    }
