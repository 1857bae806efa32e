"""The search for a plan: straight for small models, relaxation and rounding beside the tree for large ones."""

import threading
from collections.abc import Callable

import numpy as np

from planner.solve.board import Board
from planner.solve.closing import Closing
from planner.solve.compile import Floats, LinearModel
from planner.solve.decisions import NOTHING, Decisions, used
from planner.solve.effort import Effort
from planner.solve.ending import Ending
from planner.solve.highs import EXACT_GAP, Basis, HighsSolver, Result, ShouldStop
from planner.solve.implied import find_implied
from planner.solve.rounding import Rounding, slope_scaling
from planner.solve.scaling import Scaling, find_scaling
from planner.solve.strengthen import strengthened
from planner.solve.trials import trials_of

STRAIGHT_NONZEROS = 20_000
"""Below this HiGHS alone is at its end before a rounding would pay."""
_SHARE_OF_RELAXATION = 0.7
"""Of the time, as long as there is no plan; a relaxation that takes longer leaves no time to make one from it."""
_STRENGTHENED_NONZEROS = 350_000
"""Above this the rounds of a simplex would take longer than what they save."""
_SHARE_OF_STRENGTHENING = 0.5
"""Of the time that is left, as long as each round gains."""
_SHARE_OF_MOVES = 0.6
"""Of the time that is left, for single moves from the best plan."""
_SHARE_OF_RESTRICTED = 0.4
"""Of the time that is left, for the plan with all yes-no decisions fixed."""


class Search:
    """One search over one model."""

    def __init__(
        self, model: LinearModel, scaling: Scaling, decisions: Decisions, board: Board, effort: Effort
    ) -> None:
        self.model = model
        self.scaling = scaling
        self.decisions = decisions
        self._board = board
        self._effort = effort
        self._first_tried = threading.Event()
        self._plans_ended = threading.Event()
        self._tree_ended = threading.Event()
        self._fed: float = np.inf
        self._for_tree = model

    def run(self) -> Ending:
        """Search until the gap is reached, the time is over or the user stops; the board has what was found."""
        model, effort = self.model, self._effort
        self.take_start()
        large = model.matrix.nnz >= STRAIGHT_NONZEROS and effort.heuristics and model.integer.any()
        if not large:
            with self._board.phase("search"):
                return self._alone()
        with self._board.phase("relaxation"):
            solver, result = self._relaxation()
            if result.x is not None:
                self._board.raise_bound(result.bound if result.bound is not None else -np.inf)
                if effort.patience > 0.0 or not self._board.gap_reached:
                    self._strengthen(solver.basis)
        if result.ending in (Ending.TIME_LIMIT, Ending.INFEASIBLE, Ending.INTERRUPTED):
            return self.ended(result.ending)
        with self._board.phase("search"):
            return self._alone() if result.x is None else self._beside(solver, result.x)

    def take_start(self) -> None:
        """Offer the plan that an earlier one makes here, if there is one and it still fits."""
        start = self._effort.start
        if start is None or not self.model.integer.any():
            return
        with self._board.phase("start"):
            self._board.work(lambda: self.fit(start, "earlier plan"))

    def fit(self, x: Floats, note: str) -> None:
        """Offer the plan that the decisions of `x` make when rounded, if one fits."""
        rounding = self._rounding(lambda: self._board.interrupted)
        rounding.fit(x, note, time_limit_s=self._left_s)

    def plans_only(self, relaxation: HighsSolver, x: Floats) -> Ending:
        """Make plans from a relaxation that is solved already, without a tree beside them and without a bound."""
        with self._board.phase("search"):
            self._board.work(lambda: self._plans(relaxation, x))
        return self._final(Ending.TIME_LIMIT)

    def ended(self, ending: Ending) -> Ending:
        """Return the ending of a search whose relaxation ended like this, without a solution of it."""
        if ending not in (Ending.TIME_LIMIT, Ending.FAILED):
            return self._final(ending)
        with self._board.phase("search"):
            return self._without_relaxation()

    def _strengthen(self, basis: Basis) -> None:
        """Let the tree search work with the implied bounds that raise the relaxation."""
        model = self.model
        if model.matrix.nnz > _STRENGTHENED_NONZEROS:
            return

        def strengthen() -> None:
            stronger = strengthened(
                model,
                self.scaling,
                find_implied(model, self.decisions),
                basis,
                time_limit_s=self._left_s * _SHARE_OF_STRENGTHENING,
                should_stop=lambda: self._board.interrupted,
                seed=self._effort.seed,
            )
            if stronger is not None:
                self._for_tree = stronger.model
                self._board.raise_bound(stronger.bound)

        self._board.work(strengthen)

    def _alone(self) -> Ending:
        endings: list[Ending] = []
        self._plans_ended.set()
        self._board.work(lambda: endings.append(self._tree()))
        return self._final(endings[0])

    def _beside(self, relaxation: HighsSolver, x: Floats) -> Ending:
        """Make plans from the relaxation, and search the tree beside them unless the first of all is good enough."""
        endings: list[Ending] = []

        def plans() -> None:
            try:
                self._plans(relaxation, x)
            finally:
                self._first_tried.set()
                self._plans_ended.set()

        def tree() -> None:
            if self._board.x is None:
                self._first_tried.wait()
            if not self._board.interrupted and not self._board.gap_reached:
                endings.append(self._tree())
                self._tree_ended.set()

        self._side_by_side(plans, tree)
        return self._final(endings[0] if endings else Ending.INTERRUPTED)

    def _without_relaxation(self) -> Ending:
        """Look for any plan, if there is none yet: the one in which no yes-no decision is taken."""
        if self._board.x is not None:
            return self._final(Ending.TIME_LIMIT)
        nothing = np.clip(np.zeros(self.model.column_count), self.model.lower, self.model.upper)
        self._board.work(lambda: self.fit(nothing, "nothing decided"))
        return Ending.INTERRUPTED if self._board.interrupted else Ending.TIME_LIMIT

    def _relaxation(self) -> tuple[HighsSolver, Result]:
        """Solve the relaxation by interior point, with a first plan from a guess made beside it.

        It ends in a corner, with a basis, where that is cheap and the rounds that strengthen it need one. With a plan
        at hand it may take all the time, for its bound.
        """
        solver = HighsSolver(self.model, self.scaling, seed=self._effort.seed)
        solver.relax()
        results: list[Result] = []
        until_s = self._board.elapsed_s + self._left_s * _SHARE_OF_RELAXATION

        def too_long() -> bool:
            return self._board.x is None and self._board.elapsed_s > until_s

        def relax() -> None:
            results.append(
                solver.solve_lp(
                    "interior point",
                    crossover=self.model.matrix.nnz <= _STRENGTHENED_NONZEROS,
                    time_limit_s=self._left_s,
                    should_stop=lambda: self._board.interrupted or self._board.gap_reached or too_long(),
                )
            )

        self._side_by_side(self._first_plan, relax)
        result = results[0]
        if result.ending is Ending.INTERRUPTED and too_long() and not self._board.interrupted:
            result.ending = Ending.TIME_LIMIT
        return solver, result

    def _first_plan(self) -> None:
        """Offer a plan from a guess, if there is a way to guess and no plan yet."""
        if self._board.x is not None:
            return

        def over() -> bool:
            return self._board.interrupted or self._left_s <= 0.0

        guess = self._effort.guess(over) if self._effort.guess is not None else None
        if guess is not None:
            self._rounding(over).fit(guess, "first guess", time_limit_s=self._left_s)

    def _side_by_side(self, *tasks: Callable[[], None]) -> None:
        """Do the tasks at once; one after the other on one thread, or where the first may do away with the rest."""
        if self._effort.threads > 1 and not self._board.any_will_do:
            self._board.work(*tasks)
        else:
            for task in tasks:
                self._board.work(task)

    def _plans(self, relaxation: HighsSolver, x: Floats) -> None:
        """Offer plans made from the relaxation."""
        model, decisions, board, over = self.model, self.decisions, self._board, self._plans_over
        rounding = self._rounding(over)
        slope_scaling(model, decisions, relaxation, x, rounding, board, over, self._first_tried.set)
        if board.x is None and not over():
            unused = np.zeros(model.column_count, dtype=bool)
            unused[decisions.integer[used(decisions, x) <= NOTHING]] = True
            nothing, left_s = np.zeros(model.column_count), self._left_s * _SHARE_OF_RESTRICTED
            rounding.restricted(unused, nothing, "unused decisions left out", time_limit_s=left_s)
        self._improve(rounding)

    def _improve(self, rounding: Rounding) -> None:
        """Offer plans made from the best one: by single moves, by all counts at once, and by moves again."""
        board, over = self._board, self._plans_over
        if board.x is None or over() or board.gap_reached:
            return
        with trials_of(self.model, self.scaling, self._effort.seed, self._effort.workers) as trials:
            closing = Closing(self.model, self.decisions, board, trials, over)
            at_rest = closing.run(board.x, self._plans_left_s * _SHARE_OF_MOVES)
            if over() or board.gap_reached:
                return
            moved, left_s = board.cost, self._left_s * _SHARE_OF_RESTRICTED
            rounding.restricted(self.decisions.binary, np.rint(board.x), "yes-no decisions kept", time_limit_s=left_s)
            if not over() and not board.gap_reached and (board.cost != moved or not at_rest):
                closing.run(board.x, self._plans_left_s)

    def _tree(self) -> Ending:
        """Search the whole model, with the plans of others as they come."""
        board, model = self._board, self.model
        same = self._for_tree is model
        scaling = self.scaling if same else find_scaling(self._for_tree)
        solver = HighsSolver(self._for_tree, scaling, seed=self._effort.seed)
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

    def _rounding(self, should_stop: ShouldStop) -> Rounding:
        return Rounding(self.model, self.scaling, self.decisions, self._board, should_stop, self._effort.seed)

    @property
    def _left_s(self) -> float:
        return max(0.0, self._effort.until_s - self._board.elapsed_s)

    @property
    def _plans_left_s(self) -> float:
        """Seconds left for plans: once the gap is reached, those that patience allows.

        Where yes-no decisions are a small part of the cost, a plan within the gap can have any of them.
        """
        reached_s = self._board.gap_reached_s
        if reached_s is None:
            return self._left_s
        return max(0.0, min(self._left_s, (1.0 + self._effort.patience) * reached_s - self._board.elapsed_s))

    def _over(self) -> bool:
        """Whether nothing is left to do for the tree: good enough, and no better plan in the making."""
        return self._board.interrupted or (self._board.gap_reached and self._plans_ended.is_set())

    def _plans_over(self) -> bool:
        return self._tree_ended.is_set() or self._board.interrupted or self._plans_left_s <= 0.0

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
