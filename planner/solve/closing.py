"""A plan made better move by move: decisions moved, taken, put off and brought forward, as long as that saves."""

import time

import numpy as np

from planner.solve.board import Board
from planner.solve.compile import Floats, LinearModel
from planner.solve.decisions import Decisions
from planner.solve.highs import ShouldStop
from planner.solve.moves import Move, Moves
from planner.solve.trials import LEAST_GAIN, Base, Trials


class Closing:
    """Moves from one plan to the next. Each trial is an LP that starts from the last basis, a hundred times faster than
    the first one.

    The reduced costs of that LP bound what each move can save, so that most need no trial.
    """

    def __init__(
        self, model: LinearModel, decisions: Decisions, board: Board, trials: Trials, should_stop: ShouldStop
    ) -> None:
        self._model = model
        self._moves = Moves(model, decisions)
        self._board = board
        self._trials = trials
        self._should_stop = should_stop

    def run(self, x: Floats, time_limit_s: float) -> bool:
        """Move from `x` to ever better plans, and offer each of them; return whether no move saves any more."""
        until = time.monotonic() + time_limit_s
        decided = np.where(self._model.integer, np.rint(x), 0.0)
        base = self._trials.begin(decided, time_limit_s, self._should_stop)
        if base is None:
            return False
        promising = self._taken(base)
        better = True
        while better:
            better = False
            failed: set[tuple[int, int]] = set()
            while left := [move for move in promising if move.key not in failed]:
                gained, tried = self._first_gain(base, left, until)
                failed |= tried
                if gained is not None:
                    base, better = gained, True
                    promising = self._taken(base)
                elif len(tried) < len(left):
                    return False
        return True

    def _first_gain(self, base: Base, moves: list[Move], until: float) -> tuple[Base | None, set[tuple[int, int]]]:
        """Return the first better plan that a move makes, and the moves before it, which make none."""
        failed: set[tuple[int, int]] = set()
        for move, found in self._trials.attempts(base, moves, until, self._should_stop):
            if found is not None:
                return found, failed
            failed.add(move.key)
        return None, failed

    def _taken(self, base: Base) -> list[Move]:
        """Offer a plan, and return the moves that may save something from it."""
        self._board.offer(base.x, base.cost, "decisions moved")
        return self._moves.promising(base.decided, base.worth, LEAST_GAIN * abs(base.cost))
