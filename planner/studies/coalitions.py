"""The game of planning together: what each coalition of parties would pay on its own, found by solving."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from models.ids import RegionId
from models.instance import Instance
from models.part import part_of
from models.part_scope import Share
from models.plan import Plan
from planner.solve import Ending, SolveOptions
from planner.solve.worth import Key, Worth
from planner.studies.division import together
from planner.studies.games.game import NO_PLAN, Coalition, CostGame, Interval, exactly
from planner.studies.members import Members, visitors
from planner.studies.solved import Solved, solve_all, to_the_gap
from planner.studies.solves import Solver, Task


@dataclass(frozen=True)
class Relaxing:
    """What a study asks of relaxations."""

    worth: Callable[[Instance], Worth | None]
    """What everything is worth when whole numbers may be fractions."""
    bound_m: Callable[[Instance, Mapping[Key, float]], float]
    """What no plan costs less than, by the duals of other data."""


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
        self._inst = inst
        self._members = members
        self._shares = shares
        self._solver = solver
        self._options = to_the_gap(options)
        self._transit = transit
        self._bound: Callable[[Instance], float] | None = None
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

    def bound_by(self, relaxing: Relaxing, worth: Worth) -> None:
        """Let bounds come from the duals of all together from now on."""
        self._bound = lambda inst: relaxing.bound_m(inst, worth.duals)

    def solve(self, coalitions: Sequence[Coalition]) -> CostGame:
        """Solve what was not solved yet, and return the game that knows the costs.

        Who has neither region nor demand has nothing to plan, and costs nothing.
        """
        idle = [s for s in coalitions if self._is_idle(s)]
        self.game = self.game.knowing({s: exactly(0.0) for s in idle})
        left = [s for s in dict.fromkeys(coalitions) if s not in self.solved and s not in idle]
        tasks = [Task(self.name_of(s), self.instance_of(s), self._options) for s in left]
        for s, one in zip(left, solve_all(self._solver, tasks), strict=True):
            self.solved[s] = one
            self.game = self.game.knowing({s: _interval(one)})
        return self.game

    def learn(self, coalitions: Sequence[Coalition]) -> CostGame:
        """Find out more of coalitions: first a bound, where there is a way to one, then the cost."""
        to_bound = [
            s for s in coalitions if self._bound is not None and s not in self.game.costs and not self._is_idle(s)
        ]
        for s in to_bound:
            assert self._bound is not None
            self.game = self.game.knowing({s: Interval(self._bound(self.instance_of(s)), inf)})
        return self.solve([s for s in coalitions if s not in to_bound])

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
