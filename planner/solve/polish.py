"""The last steps on a plan: small decisions made well, what is not needed left out, whole numbers made whole."""

from collections.abc import Mapping, Sequence

import numpy as np

from planner.solve.board import Board
from planner.solve.compile import Floats, LinearModel, Mask
from planner.solve.decisions import NOTHING, Decisions, used
from planner.solve.dust import without_dust
from planner.solve.highs import HighsSolver
from planner.solve.scaling import Scaling

_GAP_OF_THE_REST = 1e-6
_LEAST_GAP = 1e-9
_SLACK = 1e-9
"""Share of a row's terms that counts as nothing."""
_PASSES = 3
"""What a region needs no longer once its modules are put off shows in the next pass."""
_TINY = 1e-11
"""A value below this is 0, in the unit of the solver: well below its tolerance, as many may meet in a row."""
_EXACT_TOLERANCE = 1e-9


def decide_small(
    model: LinearModel,
    scaling: Scaling,
    decisions: Decisions,
    x: Floats,
    small: Mask,
    board: Board,
    *,
    time_limit_s: float,
    seed: int,
) -> None:
    """Close the gap on the small whole-number decisions, and offer the plans found.

    In a gap of 1 % of a national plan any small decision can be arbitrary. Here the small ones are free, and of the
    large ones what `x` does not have stays out; what it has may come later, in other numbers, or not at all. The gap is
    a share of the cost that this leaves open.
    """
    closed = model.integer & ~small
    closed[decisions.integer[used(decisions, x) > NOTHING]] = False
    if not (model.integer & ~closed).any():
        return
    solver = HighsSolver(model, scaling, seed=seed)
    solver.set_bounds(np.where(closed, 0.0, model.lower), np.where(closed, 0.0, model.upper))
    whole = np.where(model.integer, np.rint(x), 0.0)
    share = abs(float(np.abs(model.cost) @ whole)) / max(abs(model.cost_of(x)), _TINY)

    def take(better: Floats) -> None:
        board.offer(better, model.cost_of(better), "small decisions")

    result = solver.solve_mip(
        gap=min(max(_GAP_OF_THE_REST * share, _LEAST_GAP), _GAP_OF_THE_REST),
        time_limit_s=time_limit_s,
        should_stop=lambda: board.interrupted,
        start=x,
        on_solution=take,
    )
    if result.x is not None:
        take(result.x)


def made_whole(
    model: LinearModel, scaling: Scaling, x: Floats, *, seed: int, time_limit_s: float = np.inf
) -> Floats | None:
    """Return the cheapest solution with the whole-number decisions of `x`, exactly whole; None if there is none."""
    whole = np.where(model.integer, np.rint(x), 0.0)
    solver = HighsSolver(model, scaling, seed=seed, tolerance=_EXACT_TOLERANCE)
    solver.relax()
    solver.set_bounds(np.where(model.integer, whole, model.lower), np.where(model.integer, whole, model.upper))
    result = solver.solve_lp()
    if result.x is None:
        return None
    return without_dust(model, without_tiny(model, scaling, np.where(model.integer, whole, result.x)))


def without_tiny(model: LinearModel, scaling: Scaling, x: Floats) -> Floats:
    """Return `x` within its bounds, without the values that are less than the solver can tell from 0."""
    return np.clip(np.where(np.abs(x) < _TINY * scaling.column, 0.0, x), model.lower, model.upper)


def without_needless(model: LinearModel, decisions: Decisions, x: Floats) -> Floats:
    """Return `x` without the whole-number decisions that nothing in it needs, and with those made later that can be.

    Each is tried alone, the dearest first, with all other values as they are.
    """
    x = x.copy()
    activity = model.activity(x)
    terms = model.row_terms(x)
    later = _later(decisions)
    dearest = sorted(decisions.integer.tolist(), key=lambda j: -model.cost[j])
    for _ in range(_PASSES):
        before = x.copy()
        _leave_out(model, dearest, later, x, activity, terms)
        if np.array_equal(before, x):
            break
    return x


def _leave_out(
    model: LinearModel,
    dearest: Sequence[int],
    later: Mapping[int, Sequence[int]],
    x: Floats,
    activity: Floats,
    terms: Floats,
) -> None:
    """Leave out or put off one decision after the other, in place."""
    for j in dearest:
        if x[j] < 0.5 or model.cost[j] < 0.0:
            continue
        count = min(_removable(model, x, activity, terms, {j: -1.0}), x[j] - max(model.lower[j], 0.0))
        if count >= 1.0:
            _move(model, x, activity, terms, {j: -count})
        for k in later.get(j, ()):
            if x[j] < 0.5 or model.cost[k] >= model.cost[j]:
                continue
            step = {j: -1.0, k: 1.0}
            room = min(x[j] - max(model.lower[j], 0.0), model.upper[k] - x[k])
            count = np.floor(min(_removable(model, x, activity, terms, step), room) + _SLACK)
            if count >= 1.0:
                _move(model, x, activity, terms, {j: -count, k: count})


def _later(decisions: Decisions) -> dict[int, list[int]]:
    """Return for each integer column those of its group that come after it, the last first."""
    later: dict[int, list[int]] = {}
    for k in reversed(decisions.integer.tolist()):
        for j in decisions.earlier[k].tolist():
            later.setdefault(j, []).append(k)
    return later


def _removable(model: LinearModel, x: Floats, activity: Floats, terms: Floats, step: dict[int, float]) -> float:
    """Return how many whole times the step can be taken before a row is violated."""
    change: dict[int, float] = {}
    own: dict[int, float] = {}
    for j, by in step.items():
        begin, end = model.matrix.indptr[j], model.matrix.indptr[j + 1]
        rows, values = model.matrix.indices[begin:end].tolist(), model.matrix.data[begin:end].tolist()
        for i, value in zip(rows, values, strict=True):
            change[i] = change.get(i, 0.0) + by * value
            own[i] = own.get(i, 0.0) + abs(value * x[j])
    times = np.inf
    for i, by in change.items():
        if by == 0.0:
            continue
        room = model.row_upper[i] - activity[i] if by > 0 else activity[i] - model.row_lower[i]
        # What counts as nothing is measured by the other terms: this one may be a large bound that is to go.
        times = min(times, (room + _SLACK * max(1.0, terms[i] - own[i])) / abs(by))
    return float(np.floor(times)) if np.isfinite(times) else times


def _move(model: LinearModel, x: Floats, activity: Floats, terms: Floats, step: dict[int, float]) -> None:
    for j, by in step.items():
        x[j] += by
        begin, end = model.matrix.indptr[j], model.matrix.indptr[j + 1]
        rows, values = model.matrix.indices[begin:end], model.matrix.data[begin:end]
        activity[rows] += by * values
        terms[rows] += by * np.abs(values)
