"""A first plan from the relaxation: slope scaling, rounding up, and an LP that makes the rest fit."""

import numpy as np

from planner.solve.board import Board
from planner.solve.compile import Floats, LinearModel, Mask
from planner.solve.decisions import NOTHING, Decisions, rounded_up, used
from planner.solve.ending import Ending
from planner.solve.highs import HighsSolver, ShouldStop
from planner.solve.scaling import Scaling

_LEAST_USE = 1e-3
"""A charge is spread over no less than this share of its thing, lest one round bans for good what the last left out."""
_ROUNDS = 8
_RESTRICTED_GAP = 0.002


class Rounding:
    """Plans made from solutions of the relaxation of one model."""

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
        self._scaling = scaling
        self._decisions = decisions
        self._board = board
        self._should_stop = should_stop
        self._seed = seed
        self._repair = HighsSolver(model, scaling, seed=seed)
        self._repair.relax()

    def fit(self, x: Floats, note: str) -> Floats | None:
        """Round the whole-number decisions of `x` up, find the best rest, and offer the plan; None if nothing fits."""
        model = self._model
        rounded = rounded_up(self._decisions, model, x)
        fixed = np.where(model.integer, rounded, 0.0)
        for what in (model.integer, self._decisions.binary):
            lower, upper = np.where(what, fixed, model.lower), np.where(what, fixed, model.upper)
            if what is self._decisions.binary and not (model.integer & ~what).any():
                return None
            if what is self._decisions.binary:
                return self.restricted(what, fixed, note, gap=0.01, time_limit_s=20.0)
            self._repair.set_bounds(lower, upper)
            result = self._repair.solve_lp(should_stop=self._should_stop)
            if result.x is not None:
                found = np.where(model.integer, rounded, result.x)
                self._board.offer(found, model.cost_of(found), note)
                return found
            if result.ending is not Ending.INFEASIBLE:
                return None
        return None

    def restricted(
        self, what: Mask, values: Floats, note: str, *, gap: float = _RESTRICTED_GAP, time_limit_s: float
    ) -> Floats | None:
        """Solve the model with the columns in `what` fixed to `values`, and offer every plan found."""
        model, board = self._model, self._board
        solver = HighsSolver(model, self._scaling, seed=self._seed)
        solver.set_bounds(np.where(what, values, model.lower), np.where(what, values, model.upper))

        def take(x: Floats) -> None:
            board.offer(x, model.cost_of(x), note)

        start = board.x if board.x is not None and np.allclose(board.x[what], values[what], atol=1e-6) else None
        result = solver.solve_mip(
            gap=gap, time_limit_s=time_limit_s, should_stop=self._should_stop, start=start, on_solution=take
        )
        if result.x is not None:
            take(result.x)
        return result.x


def slope_scaling(
    model: LinearModel,
    decisions: Decisions,
    relaxation: HighsSolver,
    x: Floats,
    rounding: Rounding,
    should_stop: ShouldStop,
) -> None:
    """Offer plans from relaxations in which every fixed charge is spread over the last relaxation's use of it.

    Of a hall that is used to a third, a relaxation pays a third. The next one pays three times as much for each third,
    and thus sees what the hall costs at that use: seldom used things fall out, and others take over their work.
    """
    cost = model.cost.copy()
    integer = decisions.integer
    for number in range(1, _ROUNDS + 1):
        rounding.fit(x, f"rounded relaxation {number}")
        if should_stop() or number == _ROUNDS:
            return
        use = used(decisions, x)
        whole = np.ceil(use - NOTHING)
        share = np.where(whole > 0, use / np.maximum(whole, 1.0), 0.0)
        charged = model.cost[integer] > 0
        cost[integer] = np.where(charged, model.cost[integer] / np.maximum(share, _LEAST_USE), model.cost[integer])
        relaxation.set_costs(cost)
        result = relaxation.solve_lp("primal simplex", presolve=False, should_stop=should_stop)
        if result.x is None:
            return
        if np.allclose(result.x[integer], x[integer], atol=1e-4):
            return
        x = result.x
