"""Linear programs over allocations, with a row for each coalition, made only for those that matter.

Minimise t over allocations x and t, subject to

    x(S) - a t  <=  c(S)       for each coalition S but all together
    equations

The rows are found by exact separation: after each LP every coalition is looked at, and those whose row is violated most
join. Where the cost of a coalition is not known but a lower bound is, it is asked for only when even the bound leaves
its row violated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from planner.solve.small_program import SmallProgram
from planner.studies.games.game import Coalition, CostGame, Floats, Mask, membership

Learn = Callable[[Sequence[Coalition]], CostGame]
"""Finds out more of what these coalitions cost, a bound or the cost itself, and returns the game that knows it. Of what
is as it was there is nothing more to find out."""
_AT_A_TIME = 8
"""Rows that join after an LP."""
_TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class Equation:
    """`parties @ x + t_factor * t = side`."""

    parties: Floats
    t_factor: float
    side: float


@dataclass(frozen=True, eq=False)
class Best:
    """The allocation with the smallest t."""

    x: Floats
    t: float
    tight: Mask
    """The coalitions whose rows hold with equality in every solution: those with a price."""


class Costs:
    """The costs that rows are made of, scaled so that the largest is 1."""

    def __init__(self, known: Mask, cost: Floats, learn: Callable[[Sequence[int]], tuple[Mask, Floats]] | None) -> None:
        self.known = known
        """Of which coalitions the cost is known; of the others `cost` is a lower bound."""
        self.cost = cost
        self._learn = learn

    def learn(self, numbers: Sequence[int]) -> None:
        """Find out what coalitions cost."""
        assert self._learn is not None
        self.known, self.cost = self._learn(numbers)


def costs_of(game: CostGame, learn: Learn | None = None) -> Costs:
    """Return the costs of the best plans; of coalitions not solved yet the bounds, to be learnt where they matter."""
    scale_m = scale_of(game)

    def read(game: CostGame) -> tuple[Mask, Floats]:
        least_m, most_m = game.least_m, game.most_m
        known = np.isfinite(most_m) | np.isposinf(least_m)
        return known, np.where(known, most_m, least_m) / scale_m

    if learn is None:
        # What cannot be found out has no row: it has no plan in hand to leave with.
        return Costs(np.ones(len(game.coalitions), dtype=bool), game.most_m / scale_m, None)
    latest, ended = [game], set[int]()

    def ask(numbers: Sequence[int]) -> tuple[Mask, Floats]:
        before, latest[0] = latest[0], learn([game.coalitions[i] for i in numbers])
        ended.update(i for i in numbers if latest[0].cost(game.coalitions[i]) == before.cost(game.coalitions[i]))
        known, cost = read(latest[0])
        # Of what there is nothing more to find out and no plan, there is no row.
        stuck = [i for i in sorted(ended) if not known[i]]
        known[stuck], cost[stuck] = True, np.inf
        return known, cost

    return Costs(*read(game), ask)


def least_costs_of(game: CostGame) -> Costs:
    """Return the least that each coalition can cost."""
    return Costs(np.ones(len(game.coalitions), dtype=bool), game.least_m / scale_of(game), None)


def scale_of(game: CostGame) -> float:
    """Return the size of the largest cost, or 1."""
    ends = [abs(end) for cost in game.costs.values() for end in (cost.least_m, cost.most_m)]
    return max((end for end in ends if end < np.inf), default=0.0) or 1.0


class Rows:
    """The rows found so far, for one LP after the other."""

    def __init__(self, costs: Costs, count: int, most: Floats | None = None) -> None:
        """Begin with the rows of single parties and of all but one.

        Parameters
        ----------
        most
            What each party pays at most; None: anything.
        """
        self._costs = costs
        self._count = count
        self._most = np.full(count, np.inf) if most is None else most
        everyone = 2**count - 2
        first = {i for k in range(count) for i in ((1 << k) - 1, everyone - (1 << k))}
        self._numbers = sorted(first - {everyone, -1})
        self._out = np.zeros(2**count - 1, dtype=bool)
        self._out[everyone] = True
        self.who = membership(count).astype(float)
        """Who is in each coalition."""

    def leave_out(self, coalitions: Mask) -> None:
        """Take the rows of coalitions out for good."""
        self._out |= coalitions
        self._numbers = [i for i in self._numbers if not self._out[i]]

    def minimise(self, equations: Sequence[Equation], a: float, *, t_free: bool) -> Best:
        """Return the allocation with the smallest t.

        Raises
        ------
        UnboundedProgramError
            When t can fall without end.
        """
        count, none = self._count, np.full(self._count, -np.inf)
        program = SmallProgram(
            np.append(np.zeros(count), 1.0),
            np.append(none, -np.inf if t_free else 0.0),
            np.append(self._most, np.inf),
        )
        for one in equations:
            program.add_row(one.side, np.append(one.parties, one.t_factor), one.side)
        added: list[int] = []
        while unknown := [i for i in self._numbers if not self._costs.known[i]]:
            self._costs.learn(unknown)
        joining = self._numbers
        while True:
            for i in [i for i in joining if self._costs.known[i] and np.isfinite(self._costs.cost[i])]:
                program.add_row(-np.inf, np.append(self.who[i], -a), float(self._costs.cost[i]))
                added.append(i)
            corner = program.solve()
            x, t = corner.x[:count], float(corner.x[count])
            joining = self._violated(x, a * t, added)
            if not joining:
                tight = np.zeros(len(self._out), dtype=bool)
                prices = -corner.duals[len(equations) :]
                tight[[i for i, price in zip(added, prices, strict=True) if price > _TOLERANCE]] = True
                self._numbers = added
                return Best(x, t, tight)
            if unknown := [i for i in joining if not self._costs.known[i]]:
                self._costs.learn(unknown)

    def _violated(self, x: Floats, room: float, added: list[int]) -> list[int]:
        """Return the coalitions whose rows, or whose bounds, are violated most."""
        above = self.who @ x - room - self._costs.cost
        above[self._out] = -np.inf
        above[added] = -np.inf
        return [int(i) for i in np.argsort(-above, kind="stable")[:_AT_A_TIME] if above[i] > _TOLERANCE]
