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
from planner.solve.compile import Floats, Integers, LinearModel, Mask
from planner.solve.dual_bound import DualBound, disjoint_sets
from planner.solve.ending import Ending
from planner.solve.highs import HighsSolver, ShouldStop
from planner.solve.part import Part
from planner.solve.scaling import find_scaling

_RANKS = (3, 9, np.inf)
"""Up to which rank the first part has the columns; the next number is tried where it has no solution."""
_CLOSE = 1e-4
"""Share of the cost; a part that costs no more than this above the bound misses nothing that matters."""
_MISSING = 1e-9
"""Share of the largest cost of a column by which a reduced cost must be below 0."""
_LONGER = 1.0
"""The next round is expected to take so many times as long as the last: with 100 regions the second took 0.7."""
_FEW = 1000
"""As many flows may come in a round in any case."""
_MOST_ADDED = 2
"""Of the flows that a part has, for the next round; the ones with the lowest reduced costs."""


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
    solver: HighsSolver
    """With the part's model."""


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

    def run(
        self,
        time_limit_s: float,
        between_rounds: Callable[[Relaxed], None] = lambda relaxed: None,
        *,
        grace_s: float = 0.0,
    ) -> tuple[Ending, Relaxed | None]:
        """Return why the rounds ended, and the last one that was finished; None where there was none.

        Parameters
        ----------
        time_limit_s
            For the rounds, and what is done between them. A round begins where it can be expected to end in time.
        between_rounds
            Told of each round before the next one begins, from this thread.
        grace_s
            Over the time limit, for a round that takes longer than expected.
        """
        until = time.monotonic() + time_limit_s
        part, latest, tries = self.first_part(), None, 1
        while not self._should_stop():
            began = time.monotonic()
            solver = HighsSolver(part.model, find_scaling(part.model), seed=self._seed)
            solver.relax()
            result = solver.solve_interior(time_limit_s=until + grace_s - began, should_stop=self._should_stop)
            if result.ending is Ending.INFEASIBLE and tries < len(_RANKS):
                part = self.first_part(tries)
                tries += 1
                continue
            if result.x is None or result.cost is None:
                return (Ending.TIME_LIMIT if latest is not None else result.ending), latest
            latest = Relaxed(part, result.x, solver)
            took_s = time.monotonic() - began
            more = self._missing_of(latest, result.cost)
            if not more.any():
                return Ending.OPTIMAL, latest
            if until - time.monotonic() < _LONGER * took_s:
                return Ending.TIME_LIMIT, latest
            between_rounds(latest)
            if until - time.monotonic() < _LONGER * took_s:
                return Ending.TIME_LIMIT, latest
            part = part.with_columns(more)
        return Ending.INTERRUPTED, latest

    def _missing_of(self, relaxed: Relaxed, cost: float) -> Mask:
        """Raise the bound by the prices of a round, and return the columns that it should have had."""
        part = relaxed.part
        duals, _ = relaxed.solver.duals()
        priced = self._bounds.of(duals)
        self._board.raise_bound(priced.bound)
        reduced = np.where(part.has, np.inf, priced.reduced_costs)
        if cost - priced.bound <= _CLOSE * abs(cost):
            return np.zeros(len(reduced), dtype=bool)
        more = reduced < -self._missing
        flows = self._omittable.columns
        self._board.tell(f"{more.sum():,} of {len(flows):,} flows missing in the relaxation of a part")
        most = max(_MOST_ADDED * int(part.has[flows].sum()), _FEW)
        if more.sum() > most:
            more = reduced <= np.partition(reduced, most)[most]
        return more

    def first_part(self, tries: int = 0) -> Part:
        """Return the part of the first round; a wider one where others were tried in vain."""
        has = np.ones(self._model.column_count, dtype=bool)
        has[self._omittable.columns] = self._omittable.rank < _RANKS[tries]
        return Part(self._model, has)
