"""The search for a plan: straight for small models, relaxation and rounding beside the tree for large ones."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.solve.board import Board
from planner.solve.compile import Floats, LinearModel
from planner.solve.decisions import Decisions
from planner.solve.ending import Ending
from planner.solve.highs import EXACT_GAP, HighsSolver, Method, Result
from planner.solve.rounding import Rounding, slope_scaling
from planner.solve.scaling import Scaling

_STRAIGHT_NONZEROS = 20_000
"""Below this HiGHS alone is at its end before a rounding would pay."""
_SHARE_OF_RESTRICTED = 0.4
"""Of the time that is left, for the plan with all yes-no decisions fixed."""


@dataclass(frozen=True)
class Effort:
    """What a search may use."""

    threads: int
    seed: int
    heuristics: bool
    until_s: float
    """On the board's clock."""


class Search:
    """One search over one model."""

    def __init__(
        self, model: LinearModel, scaling: Scaling, decisions: Decisions, board: Board, effort: Effort
    ) -> None:
        self._model = model
        self._scaling = scaling
        self._decisions = decisions
        self._board = board
        self._effort = effort
        self._tree_ended = False
        self._fed: float = np.inf

    def run(self) -> Ending:
        """Search until the gap is reached, the time is over or the user stops; the board has what was found."""
        model, effort = self._model, self._effort
        large = model.matrix.nnz >= _STRAIGHT_NONZEROS and effort.heuristics and model.integer.any()
        if not large:
            with self._board.phase("search"):
                return self._alone(self._tree)
        with self._board.phase("relaxation"):
            solver, result = self._relaxation()
        if result.x is None and result.ending is not Ending.UNBOUNDED:
            return result.ending
        with self._board.phase("search"):
            if result.x is None:
                return self._alone(self._tree)
            self._board.raise_bound(result.bound if result.bound is not None else -np.inf)
            return self._beside(solver, result.x)

    def _alone(self, task: Callable[[], Ending]) -> Ending:
        endings: list[Ending] = []
        self._board.work(lambda: endings.append(task()))
        return self._final(endings[0])

    def _beside(self, relaxation: HighsSolver, x: Floats) -> Ending:
        endings: list[Ending] = []

        def plans() -> None:
            self._plans(relaxation, x)

        def tree() -> None:
            endings.append(self._tree())
            self._tree_ended = True

        if self._effort.threads > 1:
            self._board.work(tree, plans)
        else:
            self._board.work(plans)
            self._board.work(tree)
        return self._final(endings[0])

    def _relaxation(self) -> tuple[HighsSolver, Result]:
        """Solve the relaxation; with two threads by simplex and by interior point, and the first one is taken."""
        methods: list[Method] = ["dual simplex"]
        if self._effort.threads > 1:
            methods.append("interior point")
        first: list[tuple[HighsSolver, Result, Method]] = []

        def attempt(method: Method) -> None:
            solver = HighsSolver(self._model, self._scaling, seed=self._effort.seed)
            solver.relax()
            result = solver.solve_lp(
                method, time_limit_s=self._left_s, should_stop=lambda: bool(first) or self._board.interrupted
            )
            if result.ending is not Ending.INTERRUPTED or not first:
                first.append((solver, result, method))

        self._board.work(*[lambda method=method: attempt(method) for method in methods])
        solver, result, method = first[0]
        self._board.notes.append(f"relaxation solved by {method}")
        return solver, result

    def _plans(self, relaxation: HighsSolver, x: Floats) -> None:
        """Offer plans made from the relaxation."""
        rounding = Rounding(
            self._model, self._scaling, self._decisions, self._board, self._heuristic_over, self._effort.seed
        )
        slope_scaling(self._model, self._decisions, relaxation, x, rounding, self._heuristic_over)
        best = self._board.x
        if best is None or self._heuristic_over():
            return
        values = np.rint(best)
        rounding.restricted(
            self._decisions.binary,
            values,
            "yes-no decisions kept",
            time_limit_s=self._left_s * _SHARE_OF_RESTRICTED,
        )

    def _tree(self) -> Ending:
        """Search the whole model, with the plans of others as they come."""
        board, model = self._board, self._model
        solver = HighsSolver(model, self._scaling, seed=self._effort.seed)
        start = board.x
        if board.cost is not None:
            self._fed = board.cost

        def feed() -> Floats | None:
            if board.cost is None or board.cost >= self._fed:
                return None
            self._fed = board.cost
            return board.x

        def take(x: Floats) -> None:
            cost = model.cost_of(x)
            if board.offer(x, cost, "found in the tree"):
                self._fed = cost

        result = solver.solve_mip(
            gap=board.target_gap,
            time_limit_s=self._left_s,
            should_stop=self._over,
            start=start,
            feed=feed,
            on_solution=take,
            on_bound=board.raise_bound,
        )
        if result.x is not None:
            take(result.x)
        if result.bound is not None:
            board.raise_bound(result.bound)
        return result.ending

    @property
    def _left_s(self) -> float:
        return max(0.0, self._effort.until_s - self._board.elapsed_s)

    def _over(self) -> bool:
        return self._board.interrupted or self._board.gap_reached

    def _heuristic_over(self) -> bool:
        return self._tree_ended or self._over() or self._left_s <= 0.0

    def _final(self, ending: Ending) -> Ending:
        board = self._board
        if board.cost is None:
            return ending
        gap = board.gap
        if gap is not None and gap <= EXACT_GAP:
            return Ending.OPTIMAL
        if board.gap_reached:
            return Ending.GAP_REACHED
        if board.interrupted:
            return Ending.INTERRUPTED
        return ending if ending is not Ending.OPTIMAL else Ending.GAP_REACHED
