"""The relaxation of a very large model, from a part of its columns and those that then turn out to be missing.

Of all the hosts that may serve an origin, an optimum uses few. A part with only the likely ones is solved, its duals
price the columns that it lacks, those with a reduced cost below 0 are added, and so on. The duals of every round give a
bound of the whole model, so that there is one long before the last column is found.

After L. R. Ford and D. R. Fulkerson, "A suggested computation for maximal multi-commodity network flows", Management
Science 5 (1958); the bound as in M. E. Lübbecke and J. Desrosiers, "Selected topics in column generation", Operations
Research 53 (2005).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.solve.board import Board
from planner.solve.compile import Floats, Integers, LinearModel
from planner.solve.dual_bound import DualBound, disjoint_sets
from planner.solve.ending import Ending
from planner.solve.highs import HighsSolver, ShouldStop
from planner.solve.part import Part
from planner.solve.scaling import find_scaling

_RANKS = (1, 4, np.inf)
"""Up to which rank the first part has the columns; the next number is tried where it has no solution."""
_CLOSE = 1e-4
"""Share of the cost; a part that costs no more than this above the bound misses nothing that matters."""
_MISSING = 1e-9
"""Share of the largest cost of a column by which a reduced cost must be below 0."""
_LONGER = 1.3
"""The next round is expected to take so many times as long as the last."""


@dataclass(eq=False)
class Omittable:
    """Columns that a part may do without."""

    columns: Integers
    rank: Integers
    """Of each: 0 for the likeliest ones, 1 for those that come next, and so on."""


@dataclass(eq=False)
class Relaxed:
    """The relaxation of a part."""

    part: Part
    x: Floats
    """Of the part's columns."""


class Generation:
    """Rounds of a growing part of one model; the board has the best bound so far."""

    def __init__(
        self, model: LinearModel, omittable: Omittable, board: Board, should_stop: ShouldStop, seed: int
    ) -> None:
        self._model = model
        self._omittable = omittable
        self._board = board
        self._should_stop = should_stop
        self._seed = seed
        self._bounds = DualBound(model, disjoint_sets(model, omittable.columns))
        self._missing = _MISSING * float(np.abs(model.cost).max(initial=1.0))

    def run(self, time_limit_s: float, after_round: Callable[[Relaxed], None] = lambda relaxed: None) -> Relaxed | None:
        """Return the last round that was finished; None where there was none.

        Parameters
        ----------
        after_round
            Told of each round, from this thread.
        """
        until = time.monotonic() + time_limit_s
        part, latest = self._first_part(0), None
        tries = 1
        took_s = 0.0
        while not self._should_stop():
            left_s = until - time.monotonic()
            if latest is not None and left_s < _LONGER * took_s:
                break
            began = time.monotonic()
            solver = HighsSolver(part.model, find_scaling(part.model), seed=self._seed)
            solver.relax()
            result = solver.solve_interior(time_limit_s=left_s, should_stop=self._should_stop)
            took_s = time.monotonic() - began
            if result.ending is Ending.INFEASIBLE and tries < len(_RANKS):
                part = self._first_part(tries)
                tries += 1
                continue
            if result.x is None or result.cost is None:
                break
            latest = Relaxed(part, result.x)
            duals, _ = solver.duals()
            priced = self._bounds.of(duals)
            self._board.raise_bound(priced.bound)
            after_round(latest)
            if result.cost - priced.bound <= _CLOSE * abs(result.cost):
                break
            more = (priced.reduced_costs < -self._missing) & ~part.has
            if not more.any():
                break
            self._board.tell(f"{more.sum():,} more of {len(self._omittable.columns):,} flows")
            part = part.with_columns(more)
        return latest

    def _first_part(self, number: int) -> Part:
        has = np.ones(self._model.column_count, dtype=bool)
        has[self._omittable.columns] = self._omittable.rank < _RANKS[number]
        return Part(self._model, has)
