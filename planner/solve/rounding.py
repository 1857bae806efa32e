"""A first plan from the relaxation: slope scaling, rounding up, and an LP that makes the rest fit."""

from collections.abc import Callable

import numpy as np

from planner.solve.agreement import agreeing
from planner.solve.board import Board
from planner.solve.compile import Floats, LinearModel, Mask
from planner.solve.decisions import NOTHING, Decisions, used
from planner.solve.ending import Ending
from planner.solve.highs import HighsSolver, ShouldStop
from planner.solve.scaling import Scaling

_LEAST_USE = 1e-3
"""A charge is spread over no less than this share of its thing, lest one round bans for good what the last left out."""
_ROUNDS = 8
_POOR_ROUNDS = 2
_LEAST_GAIN = 1e-4
"""Share of the cost that a round must gain, or one of the next two."""
_RESTRICTED_GAP = 1e-4
_FIRST_GAP = 0.01
_FIRST_LIMIT_S = 20.0


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

    def fit(self, x: Floats, note: str, *, time_limit_s: float = np.inf) -> bool:
        """Round the whole-number decisions of `x`, find the best rest, and offer the plan; return whether one fits.

        Where counts (modules, circuits, lots) rounded up do not fit a budget or a quota, they are decided anew under
        the yes-no decisions.
        """
        model = self._model
        rounded = agreeing(self._decisions, model, x, self._should_stop)
        if rounded is None:
            return False
        integer = model.integer
        self._repair.set_bounds(np.where(integer, rounded, model.lower), np.where(integer, rounded, model.upper))
        result = self._repair.solve_lp(
            "interior point", crossover=False, time_limit_s=time_limit_s, should_stop=self._should_stop
        )
        if result.x is not None:
            found = np.where(integer, rounded, result.x)
            self._board.offer(found, model.cost_of(found), note)
            return True
        binary = self._decisions.binary
        if result.ending is not Ending.INFEASIBLE or not (integer & ~binary).any():
            return False
        return self.restricted(binary, rounded, note, gap=_FIRST_GAP, time_limit_s=min(_FIRST_LIMIT_S, time_limit_s))

    def restricted(
        self, what: Mask, values: Floats, note: str, *, gap: float = _RESTRICTED_GAP, time_limit_s: float
    ) -> bool:
        """Solve the model with the columns in `what` fixed to `values`, offer its plans, say whether it has any."""
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
        return result.x is not None


def slope_scaling(
    model: LinearModel,
    decisions: Decisions,
    relaxation: HighsSolver,
    x: Floats,
    rounding: Rounding,
    board: Board,
    should_stop: ShouldStop,
    after_round: Callable[[], None] = lambda: None,
) -> None:
    """Offer plans from relaxations in which every fixed charge is spread over the last relaxation's use of it.

    Of a hall that is used to a third, a relaxation pays a third. The next one pays three times as much for each third,
    and thus sees what the hall costs at that use: seldom used things fall out, and others take over their work.
    """
    cost = model.cost.copy()
    integer = decisions.integer
    reference, poor_rounds = np.inf, 0
    for number in range(1, _ROUNDS + 1):
        rounding.fit(x, f"rounded relaxation {number}")
        after_round()
        best = board.cost if board.cost is not None else np.inf
        poor_rounds = 0 if best < reference - _LEAST_GAIN * abs(best) else poor_rounds + 1
        reference = min(reference, best)
        if should_stop() or number == _ROUNDS or poor_rounds > _POOR_ROUNDS:
            return
        use = used(decisions, x)
        whole = np.ceil(use - NOTHING)
        share = np.where(whole > 0, use / np.maximum(whole, 1.0), 0.0)
        charged = model.cost[integer] > 0
        cost[integer] = np.where(charged, model.cost[integer] / np.maximum(share, _LEAST_USE), model.cost[integer])
        relaxation.set_costs(cost)
        result = relaxation.solve_lp("interior point", crossover=False, should_stop=should_stop)
        if result.x is None or np.allclose(result.x[integer], x[integer], atol=1e-4):
            return
        x = result.x
