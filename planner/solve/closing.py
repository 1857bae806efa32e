"""A plan made better move by move: decisions moved, taken, put off and brought forward, as long as that saves."""

import time

import numpy as np

from planner.solve.board import Board
from planner.solve.compile import Floats, LinearModel
from planner.solve.decisions import Decisions
from planner.solve.highs import Basis, HighsSolver, ShouldStop
from planner.solve.moves import Move, Moves
from planner.solve.scaling import Scaling

_LEAST_GAIN = 1e-8
"""Share of the cost."""
_LONGEST_TRIAL_S = 10.0


class Closing:
    """Trials on one plan. Each is an LP that starts from the last basis, a hundred times faster than the first one.

    The reduced costs of that LP bound what each move can save, so that most need no trial.
    """

    def __init__(
        self,
        model: LinearModel,
        scaling: Scaling,
        decisions: Decisions,
        board: Board,
        should_stop: ShouldStop,
        seed: int,
    ) -> None:
        self._model = model
        self._moves = Moves(model, decisions)
        self._board = board
        self._should_stop = should_stop
        self._solver = HighsSolver(model, scaling, seed=seed)
        self._solver.relax()
        self._decided: Floats = np.zeros(0)
        self._promising: list[Move] = []
        self._best = np.inf
        self._basis: Basis = None

    def run(self, x: Floats, time_limit_s: float) -> bool:
        """Move from `x` to ever better plans, and offer each of them; return whether no move saves any more."""
        model, solver = self._model, self._solver
        until = time.monotonic() + time_limit_s
        decided = np.where(model.integer, np.rint(x), 0.0)
        self._fix(decided)
        result = solver.solve_lp(time_limit_s=time_limit_s, should_stop=self._should_stop)
        if result.x is None or result.cost is None:
            return False
        self._take(decided, result.x, result.cost)
        better = True
        while better:
            better = False
            failed: set[tuple[int, int]] = set()
            while move := self._next(failed):
                left_s = until - time.monotonic()
                if left_s <= 0.0 or self._should_stop():
                    return False
                if self._pays(move, min(left_s, _LONGEST_TRIAL_S)):
                    better = True
                else:
                    failed.add(move.key)
        return True

    def _next(self, failed: set[tuple[int, int]]) -> Move | None:
        """Return the most promising move that has not failed in this round."""
        return next((move for move in self._promising if move.key not in failed), None)

    def _pays(self, move: Move, time_limit_s: float) -> bool:
        """Try a move; return whether it makes the better plan, which is then the plan."""
        solver, best, decided = self._solver, self._best, move.applied(self._decided)
        self._fix(decided)
        result = solver.solve_lp(presolve=False, time_limit_s=time_limit_s, should_stop=self._should_stop, cutoff=best)
        if result.x is None or result.cost is None or result.cost >= best - _LEAST_GAIN * abs(best):
            self._fix(self._decided)
            solver.start_from(self._basis)
            return False
        self._take(decided, result.x, result.cost)
        return True

    def _take(self, decided: Floats, x: Floats, cost: float) -> None:
        """Go on from a plan, and offer it."""
        model, solver = self._model, self._solver
        self._decided, self._best, self._basis = decided, cost, solver.basis
        worth = np.where(model.integer, solver.duals()[1], 0.0)
        self._promising = self._moves.promising(decided, worth, _LEAST_GAIN * abs(cost))
        self._board.offer(np.where(model.integer, decided, x), cost, "decisions moved")

    def _fix(self, decided: Floats) -> None:
        integer, model = self._model.integer, self._model
        self._solver.set_bounds(np.where(integer, decided, model.lower), np.where(integer, decided, model.upper))
