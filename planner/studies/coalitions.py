"""The game of planning together: what each coalition of parties would pay on its own, found by solving."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from models.ids import RegionId
from models.instance import Instance
from models.part import part_of
from models.part_scope import Share
from models.plan import Plan
from planner.solve import Ending, Outcome, SolveOptions
from planner.solve.worth import Key, Worth
from planner.studies.division import together
from planner.studies.games.game import NO_PLAN, Coalition, CostGame, Interval, exactly
from planner.studies.members import Members, visitors
from planner.studies.solved import Solved, solve_all, to_the_gap
from planner.studies.solves import Solver, Task

_AT_A_TIME = 256
"""Coalitions whose data are in memory together, to be bounded."""


@dataclass(frozen=True)
class Relaxing:
    """What a study asks of relaxations."""

    worth: Callable[[Instance], Worth | None]
    """What everything is worth when whole numbers may be fractions."""
    bound_m: Callable[[Instance, Mapping[Key, float]], float]
    """What no plan costs less than, by the duals of other data."""


@dataclass(frozen=True)
class _Bounding:
    """Bounds an instance instead of solving it."""

    relaxing: Relaxing
    duals: Mapping[Key, float]

    def __call__(self, inst: Instance, options: SolveOptions, *, start: Plan | None = None) -> Outcome:
        """Return what no plan costs less than."""
        return Outcome(Ending.BOUNDED, bound_m=self.relaxing.bound_m(inst, self.duals))


class PlanningGame:
    """The costs of coalitions as far as they are known; more is found out by bounds, then by solves."""

    def __init__(
        self,
        inst: Instance,
        members: Members,
        shares: Mapping[str, Share],
        solver: Solver,
        options: SolveOptions,
        *,
        transit: bool = False,
    ) -> None:
        self.game = CostGame(tuple(members), {})
        self.solved: dict[Coalition, Solved] = {}
        """Of the coalitions that were solved."""
        self.refused: set[Coalition] = set()
        """Coalitions that were asked for when no more were to be solved."""
        self._left: int | None = None
        self._inst = inst
        self._members = members
        self._shares = shares
        self._solver = solver
        self._options = to_the_gap(options)
        self._transit = transit
        self._visitors = visitors(inst, members)

    @property
    def plan(self) -> Plan | None:
        """The plan of all together."""
        whole = self.solved.get(self.game.everyone)
        return None if whole is None else whole.plan

    def instance_of(self, coalition: Coalition) -> Instance:
        """Return what a coalition has to plan, with its share of what is the nation's."""
        if coalition == self.game.everyone:
            return self._inst
        names = [name for name in self.game.parties if name in coalition]
        regions: list[RegionId] = [r for name in names for r in self._members[name]]
        share = together(self._shares[name] for name in names)
        absent = [name for name in self.game.parties if name not in coalition]
        return part_of(self._inst, regions, share, transit=self._transit, absent=absent, guests=names)

    def _is_idle(self, coalition: Coalition) -> bool:
        return not any(self._members[name] or name in self._visitors for name in coalition)

    def limit(self, most: int | None) -> None:
        """Solve no more than so many coalitions from now on; None: all that are asked for."""
        self._left = most

    def bound(self, relaxing: Relaxing, worth: Worth) -> CostGame:
        """Bound what has no bound yet by the duals of all together, and return the game that knows the bounds.

        Also a solve can end without a bound, when its time was over before that of its relaxation.
        """
        bounding = replace(self._solver, solve=_Bounding(relaxing, worth.duals), store=None)
        left = [s for s in self.game.coalitions if self.game.cost(s).least_m == -inf and not self._is_idle(s)]
        for begin in range(0, len(left), _AT_A_TIME):
            some = left[begin : begin + _AT_A_TIME]
            tasks = [Task(f"bound of {self.name_of(s)}", self.instance_of(s), self._options) for s in some]
            for s, answer in zip(some, bounding.at(begin, len(left)).map(tasks), strict=True):
                bound_m = -inf if answer.outcome is None else answer.outcome.bound_m
                self.game = self.game.knowing({s: Interval(-inf if bound_m is None else bound_m, inf)})
        return self.game

    def solve(self, coalitions: Sequence[Coalition]) -> CostGame:
        """Solve what was not solved yet, as far as it may be, and return the game that knows the costs.

        Who has neither region nor demand has nothing to plan, and costs nothing.
        """
        idle = [s for s in coalitions if self._is_idle(s)]
        self.game = self.game.knowing({s: exactly(0.0) for s in idle})
        left = [s for s in dict.fromkeys(coalitions) if s not in self.solved and s not in idle]
        if self._left is not None:
            self.refused.update(left[self._left :])
            left = left[: self._left]
            self._left -= len(left)
        tasks = [Task(self.name_of(s), self.instance_of(s), self._options) for s in left]
        for s, one in zip(left, solve_all(self._solver, tasks), strict=True):
            self.solved[s] = one
            self.game = self.game.knowing({s: _interval(one)})
        return self.game

    def name_of(self, coalition: Coalition) -> str:
        """Return what a coalition is called in the log."""
        if coalition == self.game.everyone and len(coalition) > 1:
            return "all together"
        return " + ".join(name for name in self.game.parties if name in coalition)


def _interval(one: Solved) -> Interval:
    """Return what a solve knows of a cost."""
    outcome, known = one.answer.outcome, one.known
    if outcome is not None and outcome.ending is Ending.INFEASIBLE:
        return NO_PLAN
    bound_m = -inf if known.bound_m is None else known.bound_m
    return Interval(bound_m, inf) if known.cost_m is None else Interval(min(bound_m, known.cost_m), known.cost_m)
