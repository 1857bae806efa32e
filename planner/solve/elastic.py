"""Limits that may give way: how far which of them has to move so that a model has a solution. Knows only arrays."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from planner.solve.compile import Floats, Integers, LinearModel
from planner.solve.ending import Ending
from planner.solve.highs import HighsSolver, Result
from planner.solve.scaling import find_scaling

_ANY_MOVE = 0.5
"""Price of moving a limit at all, in the price of moving it by its own size: few changes before small ones."""
_AVOIDED = 100.0
"""How much dearer the limits of an earlier repair are in the search for another."""
_NO_MOVE = 1e-6
"""Of a limit's size: a move as small is rounding."""
_NO_MOVE_INSIDE = 1e-4
"""The same for an interior point, which stays away from all bounds."""
_GAP = 1e-4
_TREE_NONZEROS = 100_000
"""Above this whole numbers may be fractions, as a tree search would find nothing in the time that people wait."""

LimitKey = tuple[str, ...]
"""The family of a limit, and its index."""


@dataclass(frozen=True, eq=False)
class ElasticRow:
    """A row that holds `lower <= coefficients @ x[columns] <= upper` while its limit is where it is."""

    columns: Integers
    coefficients: Floats
    lower: float
    upper: float
    per_unit: float = 1.0
    """How far the row's side moves when the limit moves by one."""


@dataclass(eq=False)
class Limit:
    """A number that the planner has set, and the rows in which it stands."""

    key: LimitKey
    now: float
    size: float
    """What a move is compared with, above 0."""
    most: float
    """The farthest move."""
    whole: bool = False
    weight: float = 1.0
    """How much dearer than others it is to move."""
    rows: list[ElasticRow] = field(default_factory=list)


@dataclass(frozen=True)
class Repair:
    """Limits that have to move together, and by how much: above 0 where upper sides rise, below where lower fall."""

    moves: Mapping[LimitKey, float]
    proven: bool
    """Whether no repair is smaller; else the time was over first."""
    x: Floats = field(compare=False, repr=False)
    """Values of the model's own columns under the repair."""


@dataclass(frozen=True)
class Conflict:
    """Limits that cannot all hold together."""

    keys: tuple[LimitKey, ...]
    minimal: bool
    """Whether it was shown that they could, without any one of them."""


class ElasticModel:
    """A model without its limits, and the limits as rows that may give way at a price."""

    def __init__(self, model: LinearModel, limits: Sequence[Limit], *, seed: int = 0) -> None:
        self.limits = limits
        self._own = model.column_count
        n = len(limits)
        self._up, self._down, self._moved = (self._own + part * n + np.arange(n) for part in range(3))
        self._unit = np.array([1.0 if limit.whole else limit.size for limit in limits])
        """In which moves are counted: sizes differ by factors that no solver could bear."""
        self._model = _with_limits(model, limits, self._unit)
        self._solver = HighsSolver(self._model, find_scaling(self._model), seed=seed)

    def repair(self, avoid: Collection[LimitKey] = (), *, time_limit_s: float = np.inf) -> Repair | None:
        """Return the smallest repair, one that moves the limits to avoid only where nothing else helps; None: none."""
        model = self._model
        cost = np.zeros(model.column_count)
        for i, limit in enumerate(self.limits):
            weight = limit.weight * (_AVOIDED if limit.key in avoid else 1.0)
            cost[self._up[i]] = cost[self._down[i]] = weight * self._unit[i] / limit.size
            cost[self._moved[i]] = weight * _ANY_MOVE
        self._solver.set_bounds(model.lower, model.upper)
        self._solver.set_costs(cost)
        proven, least = False, _NO_MOVE
        if model.matrix.nnz > _TREE_NONZEROS:
            result, least = self._relaxed(time_limit_s), _NO_MOVE_INSIDE
        else:
            result = self._solver.solve_mip(gap=_GAP, time_limit_s=time_limit_s)
            proven = result.ending in (Ending.OPTIMAL, Ending.GAP_REACHED)
        if result.x is None:
            return None
        moves = {}
        for i, limit in enumerate(self.limits):
            move = float(result.x[self._up[i]] - result.x[self._down[i]]) * float(self._unit[i])
            if abs(move) > least * limit.size:
                moves[limit.key] = move
        return Repair(moves, proven, result.x[: self._own])

    def _relaxed(self, time_limit_s: float) -> Result:
        """Return a solution with fractions of whole numbers, for a model too large for more."""
        self._solver.relax()
        result = self._solver.solve_lp("interior point", crossover=False, time_limit_s=time_limit_s)
        self._solver.set_integer(self._model.integer)
        return result

    def conflict(self, candidates: Sequence[LimitKey] = (), *, time_limit_s: float = np.inf) -> Conflict:
        """Return limits that cannot all hold, by leaving out one after the other: those not among candidates first."""
        until = time.monotonic() + time_limit_s
        self._solver.set_costs(np.zeros(self._model.column_count))
        first = [i for i, limit in enumerate(self.limits) if limit.key not in candidates]
        last = [i for i, limit in enumerate(self.limits) if limit.key in candidates]
        held = set(range(len(self.limits)))
        minimal = True
        groups = [first, *([i] for i in last)]
        while groups:
            group = groups.pop(0)
            left_s = until - time.monotonic()
            if not group:
                continue
            if left_s <= 0.0:
                minimal = False
                break
            ending = self._ending(held - set(group), left_s)
            if ending is Ending.INFEASIBLE:
                held -= set(group)
            elif ending in (Ending.OPTIMAL, Ending.GAP_REACHED):
                if len(group) > 1:
                    half = len(group) // 2
                    groups = [group[:half], group[half:], *groups]
            else:
                minimal = False
        return Conflict(tuple(self.limits[i].key for i in sorted(held)), minimal)

    def _ending(self, held: Collection[int], time_limit_s: float) -> Ending:
        """Return how the search for a solution ends while these limits hold and the others are free."""
        upper = self._model.upper.copy()
        fixed = np.array(sorted(held), dtype=np.int64)
        for part in (self._up, self._down):
            upper[part[fixed]] = 0.0
        self._solver.set_bounds(self._model.lower, upper)
        return self._solver.solve_mip(gap=1.0, time_limit_s=time_limit_s).ending


def _with_limits(model: LinearModel, limits: Sequence[Limit], units: Floats) -> LinearModel:
    """Return the model with the rows of the limits, and three columns a limit: up, down, and whether it moves.

    Up and down are counted in the unit of each limit.
    """
    own, n = model.column_count, len(limits)
    height, width = model.row_count, own + 3 * n
    entries: list[tuple[int, int, float]] = []
    lower, upper = model.row_lower.tolist(), model.row_upper.tolist()
    rises, falls = np.zeros(n), np.zeros(n)
    parts: list[tuple[Integers, Integers, Floats]] = []
    for i, limit in enumerate(limits):
        unit = float(units[i])
        most = limit.most / unit
        for row in limit.rows:
            parts.append((np.full(len(row.columns), height), row.columns, row.coefficients))
            if np.isfinite(row.upper):
                rises[i] = most
                entries.append((height, own + i, -row.per_unit * unit))
            if np.isfinite(row.lower):
                falls[i] = most
                entries.append((height, own + n + i, row.per_unit * unit))
            lower.append(row.lower)
            upper.append(row.upper)
            height += 1
        entries += [(height, own + i, 1.0), (height, own + n + i, 1.0), (height, own + 2 * n + i, -most)]
        lower.append(-np.inf)
        upper.append(0.0)
        height += 1
    base = model.matrix.tocoo()
    rows = np.concatenate([base.row, *(part[0] for part in parts), [e[0] for e in entries]]).astype(np.int64)
    columns = np.concatenate([base.col, *(part[1] for part in parts), [e[1] for e in entries]]).astype(np.int64)
    values = np.concatenate([base.data, *(part[2] for part in parts), [e[2] for e in entries]]).astype(float)
    whole = np.array([limit.whole for limit in limits], dtype=bool)
    return LinearModel(
        cost=np.zeros(width),
        offset=0.0,
        matrix=sparse.csc_matrix((values, (rows, columns)), shape=(height, width)),
        row_lower=np.array(lower, dtype=float),
        row_upper=np.array(upper, dtype=float),
        lower=np.concatenate([model.lower, np.zeros(3 * n)]),
        upper=np.concatenate([model.upper, rises, falls, np.ones(n)]),
        integer=np.concatenate([model.integer, whole, whole, np.ones(n, dtype=bool)]),
        column_families=(*model.column_families, *(["limit_up"] * n + ["limit_down"] * n + ["limit_moved"] * n)),
        row_families=(*model.row_families, *(["elastic"] * (height - model.row_count))),
    )
