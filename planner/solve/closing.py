"""A plan made leaner: each whole-number decision is given up on trial, for good when the rest gets cheaper."""

import time

import numpy as np

from planner.solve.agreement import rows_of_decisions
from planner.solve.board import Board
from planner.solve.compile import Floats, LinearModel
from planner.solve.decisions import Decisions
from planner.solve.highs import Basis, HighsSolver, ShouldStop
from planner.solve.scaling import Scaling

_LEAST_GAIN = 1e-8
"""Share of the cost."""
_LONGEST_TRIAL_S = 10.0
_ROUNDING = 1e-9


class Closing:
    """Trials on one plan. Each is an LP that starts from the last basis, a hundred times faster than the first one."""

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
        self._decisions = decisions
        self._board = board
        self._should_stop = should_stop
        self._solver = HighsSolver(model, scaling, seed=seed)
        self._solver.relax()
        self._alone = np.flatnonzero(rows_of_decisions(model))
        self._rows = model.matrix.tocsr()[self._alone]
        self._decided: Floats = np.zeros(0)
        self._best = np.inf
        self._basis: Basis = None

    def run(self, x: Floats, time_limit_s: float) -> None:
        """Try every decision of `x` once, the dearest first, and offer each better plan."""
        model, solver = self._model, self._solver
        until = time.monotonic() + time_limit_s
        decided = np.where(model.integer, np.rint(x), 0.0)
        self._fix(decided)
        result = solver.solve_lp(time_limit_s=time_limit_s, should_stop=self._should_stop)
        if result.cost is None:
            return
        self._decided, self._best, self._basis = decided, result.cost, solver.basis
        for j in sorted(self._decisions.integer.tolist(), key=lambda j: -model.cost[j]):
            while self._decided[j] > 0.5 and model.cost[j] > 0.0:
                left_s = until - time.monotonic()
                if left_s <= 0.0 or self._should_stop():
                    return
                if not self._gives_up(j, min(left_s, _LONGEST_TRIAL_S)):
                    break

    def _gives_up(self, j: int, time_limit_s: float) -> bool:
        """Try the plan with one less of `j`; return whether it is the better plan, which is then the plan."""
        without = self._without(self._decided, j)
        if without is None:
            return False
        model, solver, best = self._model, self._solver, self._best
        self._fix(without)
        result = solver.solve_lp(presolve=False, time_limit_s=time_limit_s, should_stop=self._should_stop, cutoff=best)
        if result.x is None or result.cost is None or result.cost >= best - _LEAST_GAIN * abs(best):
            self._fix(self._decided)
            solver.start_from(self._basis)
            return False
        self._decided, self._best, self._basis = without, result.cost, solver.basis
        self._board.offer(np.where(model.integer, without, result.x), result.cost, "decisions given up")
        return True

    def _fix(self, decided: Floats) -> None:
        integer, model = self._model.integer, self._model
        self._solver.set_bounds(np.where(integer, decided, model.lower), np.where(integer, decided, model.upper))

    def _without(self, decided: Floats, j: int) -> Floats | None:
        """Return the decisions with one less of `j`, and without those that need it; None when that cannot be."""
        model = self._model
        if decided[j] - 1.0 < model.lower[j]:
            return None
        left = decided.copy()
        left[j] -= 1.0
        upper, lower = model.row_upper[self._alone], model.row_lower[self._alone]
        while True:
            activity = np.asarray(self._rows @ left, dtype=float)
            over, under = activity > upper + _ROUNDING, activity < lower - _ROUNDING
            wrong = np.flatnonzero(over | under)
            if not len(wrong):
                return left
            changed = False
            for i in wrong.tolist():
                begin, end = self._rows.indptr[i], self._rows.indptr[i + 1]
                columns, values = self._rows.indices[begin:end], self._rows.data[begin:end]
                guilty = columns[(values > 0) == over[i]]
                guilty = guilty[left[guilty] > np.maximum(model.lower[guilty], 0.0)]
                left[guilty] = np.maximum(model.lower[guilty], 0.0)
                changed = changed or bool(len(guilty))
            if not changed:
                return None
