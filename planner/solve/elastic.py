"""Limits that may give way: how far which of them has to move so that a model has a solution. Knows only arrays."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from planner.solve.compile import Floats, Integers, LinearModel
from planner.solve.elastic_lp import Relaxation
from planner.solve.elastic_rows import Limit, LimitKey, with_limits
from planner.solve.ending import Ending
from planner.solve.highs import HighsSolver, Result, ShouldStop, never
from planner.solve.scaling import find_scaling

_ANY_MOVE = 0.5
"""Price of moving a limit at all, in the price of moving it by its own size: few changes before small ones."""
_AVOIDED = 100.0
"""How much dearer the limits of an earlier repair are in the search for another."""
_HELD = 1e4
"""How much dearer limits are that are to stay where they are, in the search for what has to move then."""
_NO_MOVE = 1e-6
"""Of a limit's size: a move as small is rounding."""
_GAP = 1e-4
_ROUNDS = 5
_NEAR_NOTHING = 0.02
"""Of a limit's size: where small moves cost most, so that the relaxation of a large model moves few limits."""
NONE: Integers = np.array([], dtype=np.int64)
_SOME = 1e-9
"""A multiplier below this share of the largest is none."""
_TREE_NONZEROS = 100_000
"""Above this whole numbers may be fractions, as a tree search would find nothing in the time that people wait."""


@dataclass(frozen=True)
class Repair:
    """Limits that have to move together, and by how much: above 0 where upper sides rise, below where lower fall."""

    moves: Mapping[LimitKey, float]
    proven: bool
    """Whether no repair is smaller; else the time was over first, or fractions stood for whole numbers."""
    needed: bool
    """Whether it is certain that some limit has to move."""
    x: Floats = field(compare=False, repr=False)
    """Values of the model's own columns under the repair."""


@dataclass(frozen=True)
class Conflict:
    """Limits that cannot all hold together."""

    keys: tuple[LimitKey, ...]
    minimal: bool
    """Whether it was shown that they could, without any one of them."""
    fractions: bool = False
    """Whether that was shown with fractions for whole numbers."""


class ElasticModel:
    """A model without its limits, and the limits as rows that may give way at a price."""

    def __init__(
        self, model: LinearModel, limits: Sequence[Limit], *, seed: int = 0, should_stop: ShouldStop = never
    ) -> None:
        self.limits = limits
        self._own = model.column_count
        n = len(limits)
        self._up, self._down, self._moved = (self._own + part * n + np.arange(n) for part in range(3))
        self._unit = np.array([1.0 if limit.whole else limit.size for limit in limits])
        """In which moves are counted: sizes differ by factors that no solver could bear."""
        self._size = np.array([limit.size for limit in limits])
        self._weight = np.array([limit.weight for limit in limits])
        self._number = {limit.key: i for i, limit in enumerate(limits)}
        self._model, self._rows = with_limits(model, limits, self._unit)
        self._should_stop = should_stop
        self.large = self._model.matrix.nnz > _TREE_NONZEROS
        """Whether whole numbers may be fractions."""
        self._seed = seed

    @cached_property
    def _relaxation(self) -> Relaxation:
        return Relaxation(self._model, self._seed, self._should_stop)

    @cached_property
    def _solver(self) -> HighsSolver:
        return HighsSolver(self._model, find_scaling(self._model), seed=self._seed)

    def repair(
        self,
        avoid: Collection[LimitKey] = (),
        *,
        among: Collection[LimitKey] | None = None,
        time_limit_s: float = np.inf,
    ) -> Repair | None:
        """Return the smallest repair, one that moves the limits to avoid only where nothing else helps; None: none.

        With `among`, no others move.
        """
        weight = self._weight * [_AVOIDED if limit.key in avoid else 1.0 for limit in self.limits]
        upper = self._model.upper
        if among is not None:
            upper = self._upper([i for i, limit in enumerate(self.limits) if limit.key not in among])
        if self.large:
            result, needed = self._few(weight, upper, time_limit_s)
            proven = False
        else:
            cost = self._prices(weight)
            cost[self._moved] = weight * _ANY_MOVE
            result = self._tree(cost, upper, _GAP, time_limit_s)
            proven = result.ending in (Ending.OPTIMAL, Ending.GAP_REACHED)
            needed = result.bound is not None and result.bound > _NO_MOVE
        if result.x is None:
            return None
        moved = self._moves(result.x)
        moves = {
            self.limits[i].key: float(moved[i]) for i in np.flatnonzero(np.abs(moved) > _NO_MOVE * self._size).tolist()
        }
        return Repair(moves, proven, needed, result.x[: self._own])

    def nearest(
        self, key: LimitKey, moves: Mapping[LimitKey, float], without: Integers = NONE, *, time_limit_s: float = np.inf
    ) -> tuple[float, Floats] | None:
        """Return the smallest move of a limit, and a solution with it, while others move no farther than they do.

        Without some of the model's own columns. In a large model nothing smaller will do, but whole numbers may need
        more. None: the time was over first.
        """
        one = self._number[key]
        upper = self._within(moves, without)
        for part in (self._up, self._down):
            upper[part[one]] = self._model.upper[part[one]]
        weight = np.zeros(len(self.limits))
        weight[one] = 1.0
        result = self._run(self._prices(weight), upper, time_limit_s)
        if result.x is None or result.ending not in (Ending.OPTIMAL, Ending.GAP_REACHED):
            return None
        return float(self._moves(result.x)[one]), result.x[: self._own]

    def solution(
        self, moves: Mapping[LimitKey, float], without: Integers, *, time_limit_s: float = np.inf
    ) -> tuple[Ending, Floats | None]:
        """Return a solution in which limits move no farther than this and some of the model's own columns are 0."""
        upper = self._within(moves, without)
        result = self._run(np.zeros(self._model.column_count), upper, time_limit_s)
        return result.ending, None if result.x is None else result.x[: self._own]

    def conflict(self, candidates: Collection[LimitKey] = (), *, time_limit_s: float = np.inf) -> Conflict:
        """Return limits that cannot all hold, by leaving out one after the other: those not among candidates first."""
        until = time.monotonic() + time_limit_s
        first = [i for i, limit in enumerate(self.limits) if limit.key not in candidates]
        last = [i for i, limit in enumerate(self.limits) if limit.key in candidates]
        held = set(range(len(self.limits)))
        minimal = True
        groups = [first, *([i] for i in last)]
        if self.large:
            held = self._few_that_clash(set(last), until) or held
            groups = [[i] for i in (*first, *last) if i in held]
        while groups:
            group = [i for i in groups.pop(0) if i in held]
            if not group:
                continue
            if until - time.monotonic() <= 0.0 or self._should_stop():
                minimal = False
                break
            clash = self._clash(held - set(group), until)
            if clash is None:
                minimal = False
            elif clash:
                held = clash
            elif len(group) > 1:
                half = len(group) // 2
                groups = [group[:half], group[half:], *groups]
        return Conflict(tuple(self.limits[i].key for i in sorted(held)), minimal, self.large)

    def _clash(self, held: set[int], until: float) -> set[int] | None:
        """Return limits among those held that cannot all hold, none when all can, or None when it was not settled."""
        left_s = until - time.monotonic()
        if not self.large:
            ending = self._tree(np.zeros(self._model.column_count), self._upper(held), 1.0, left_s).ending
            if ending is Ending.INFEASIBLE:
                return held
            return set() if ending in (Ending.OPTIMAL, Ending.GAP_REACHED) else None
        weight = np.zeros(len(self.limits))
        weight[list(held)] = 1.0
        result = self._relaxation.solve(self._prices(weight), self._model.upper, left_s)
        if result.ending is not Ending.OPTIMAL or result.cost is None:
            return None
        if result.cost <= _NO_MOVE:
            return set()
        # Without the limits whose rows have no part in the dual solution, it still is one, of the same cost.
        part = np.abs(self._relaxation.multipliers())
        least = _SOME * float(part.max())
        return {i for i in held if any(part[row] > least for row in self._rows[i])}

    def _few_that_clash(self, held: set[int], until: float) -> set[int]:
        """Return limits that cannot all hold, looked for among those held first; none: the time was over first.

        What has to move while those before it stay is held too, until they clash (the elastic filter of J. W. Chinneck
        and E. W. Dravnieks, "Locating minimal infeasible constraint sets in linear programs", 1991).
        """
        while True:
            clash = self._clash(held, until)
            if clash or clash is None:
                return clash or set()
            weight = self._weight * [_HELD if i in held else 1.0 for i in range(len(self.limits))]
            result = self._relaxation.solve(self._prices(weight), self._model.upper, until - time.monotonic())
            if result.x is None:
                return set()
            moved = set(np.flatnonzero(np.abs(self._moves(result.x)) > _NO_MOVE * self._size).tolist())
            if moved <= held:
                return set()
            held = held | moved

    def _few(self, weight: Floats, upper: Floats, time_limit_s: float) -> tuple[Result, bool]:
        """Return a solution of the relaxation that moves few limits, and whether some limit has to move at all.

        The prices of moves are set again and again to what makes those cheap that are large already, so that small
        ones give up (E. J. Candès, M. B. Wakin, S. P. Boyd, "Enhancing sparsity by reweighted l1 minimization", 2008).
        """
        until = time.monotonic() + time_limit_s
        best = self._relaxation.solve(self._prices(weight), upper, time_limit_s)
        if best.x is None:
            return best, False
        needed, last = (best.cost or 0.0) > _NO_MOVE, best
        for _ in range(_ROUNDS):
            if not needed or last.x is None or until - time.monotonic() <= 0.0:
                break
            moved = np.abs(self._moves(last.x)) / self._size
            last = self._relaxation.solve(
                self._prices(weight / (moved + _NEAR_NOTHING)), upper, until - time.monotonic()
            )
            if last.x is None or self._toll(weight, last.x) >= self._toll(weight, best.x) - _NO_MOVE:
                break
            best = last
        return (self._without_needless(weight, upper, best, until) if needed else best), needed

    def _without_needless(self, weight: Floats, upper: Floats, best: Result, until: float) -> Result:
        """Return a solution in which none of the limits that move could stay while the others move; the smallest moves
        are tried first."""
        assert best.x is not None
        size = weight * np.abs(self._moves(best.x)) / self._size
        moving = set(np.flatnonzero(size > weight * _NO_MOVE).tolist())
        for i in sorted(moving, key=lambda i: float(size[i])):
            if i not in moving or len(moving) == 1 or until - time.monotonic() <= 0.0:
                continue
            others = moving - {i}
            staying = np.minimum(upper, self._upper(set(range(len(self.limits))) - others))
            result = self._relaxation.solve(
                self._prices(weight / (size / weight + _NEAR_NOTHING)), staying, until - time.monotonic()
            )
            if result.x is not None:
                best = result
                moving = others & set(np.flatnonzero(np.abs(self._moves(result.x)) > _NO_MOVE * self._size).tolist())
        return best

    def _toll(self, weight: Floats, x: Floats) -> float:
        moved = np.abs(self._moves(x)) / self._size
        return float(weight @ (moved + _ANY_MOVE * (moved > _NO_MOVE)))

    def _run(self, cost: Floats, upper: Floats, time_limit_s: float) -> Result:
        if self.large:
            return self._relaxation.solve(cost, upper, time_limit_s)
        return self._tree(cost, upper, 0.0, time_limit_s)

    def _tree(self, cost: Floats, upper: Floats, gap: float, time_limit_s: float) -> Result:
        self._solver.set_bounds(self._model.lower, upper)
        self._solver.set_costs(cost)
        return self._solver.solve_mip(gap=gap, time_limit_s=time_limit_s, should_stop=self._should_stop)

    def _prices(self, weight: Floats) -> Floats:
        """Return the costs under which a move by a limit's own size costs its weight."""
        cost = np.zeros(self._model.column_count)
        cost[self._up] = cost[self._down] = weight * self._unit / self._size
        return cost

    def _moves(self, x: Floats) -> Floats:
        moved: Floats = (x[self._up] - x[self._down]) * self._unit
        return moved

    def _upper(self, held: Collection[int]) -> Floats:
        """Return the upper bounds of all columns while these limits hold."""
        upper = self._model.upper.copy()
        fixed = np.array(sorted(held), dtype=np.int64)
        for part in (self._up, self._down):
            upper[part[fixed]] = 0.0
        return upper

    def _within(self, moves: Mapping[LimitKey, float], without: Integers) -> Floats:
        """Return the upper bounds of all columns while limits move no farther than this."""
        upper = self._upper(range(len(self.limits)))
        upper[without] = 0.0
        for key, move in moves.items():
            i = self._number[key]
            upper[(self._up if move > 0 else self._down)[i]] = abs(move) / self._unit[i]
        return upper
