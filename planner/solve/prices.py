"""Marginal prices: what one unit more of a limit is worth, in the short and in the long run."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.solve.compile import Floats, LinearModel, Mask
from planner.solve.highs import HighsSolver, ShouldStop, never
from planner.solve.scaling import Scaling

PriceKey = tuple[str, Hashable]
"""Row family and index."""
_NOTHING = 1e-9
_STEP = 1e-5
"""Share of a limit (of at least one unit) by which it is widened before its worth is read.

Where more limits meet than decisions are left, their worths are not unique. What one unit more is worth is the smallest
of them, and a small step in that direction settles on it.
"""


@dataclass(frozen=True)
class Prices:
    """Local prices: they hold for small changes around the plan, in expected present value, in millions.

    The price of a demand row is the cost of one more unit of demand; it is below 0 where more demand would help. The
    price of a limit is the cost saved by one more unit of room, to whichever side, and never below 0. What has no key
    is 0. A limit that stands on a yes-no decision not taken (modules of a region that is not opened) has none.
    """

    short_run: Mapping[PriceKey, float]
    """With every investment as in the plan."""
    long_run: Mapping[PriceKey, float]
    """With the yes-no decisions as in the plan; modules, circuits, lots and purchases may follow, in any fraction."""


def find_prices(
    model: LinearModel,
    scaling: Scaling,
    x: Floats,
    *,
    invested: Mask,
    ties: Sequence[str],
    tightening: Sequence[str],
    demands: Sequence[str],
    limits: Sequence[str],
    repeated: Sequence[str],
    seed: int,
    should_stop: ShouldStop,
) -> Prices | None:
    """Return the prices at a plan; None when one of the two LPs does not solve.

    Parameters
    ----------
    invested
        The columns that are investments, integer or not.
    ties
        Row families that only tie a flow to a yes-no decision.
    tightening
        Row families that follow from the others once all decisions are whole.
    demands, limits
        Row families whose prices are wanted, by the sign they are given with.
    repeated
        Column families whose upper bounds only repeat what rows say, and would take the price from them.
    """
    model = _without(model, tightening)
    yes_no = model.integer & (model.lower >= 0.0) & (model.upper <= 1.0)
    found: list[Mapping[PriceKey, float]] = []
    for fixed in (invested | model.integer, yes_no):
        point = _solved(model, scaling, x, fixed, yes_no, ties, limits, repeated, seed, should_stop)
        if point is None:
            return None
        found.append(_by_row(model, point.duals, demands) | _by_row(model, np.abs(point.duals), limits))
    return Prices(short_run=found[0], long_run=found[1])


@dataclass(frozen=True, eq=False)
class LongRun:
    """The solution of the linear program of the long run."""

    x: Floats
    duals: Floats


def long_run(
    model: LinearModel,
    scaling: Scaling,
    x: Floats,
    *,
    ties: Sequence[str],
    tightening: Sequence[str],
    limits: Sequence[str],
    repeated: Sequence[str],
    seed: int,
    should_stop: ShouldStop = never,
    least_limit: float = 1.0,
) -> LongRun | None:
    """Return the solution behind the long-run prices of a plan; None where it does not solve. See `find_prices`.

    Parameters
    ----------
    least_limit
        Smaller limits are widened as if they were this large; 0: what is not there is not widened.
    """
    model = _without(model, tightening)
    yes_no = model.integer & (model.lower >= 0.0) & (model.upper <= 1.0)
    return _solved(model, scaling, x, yes_no, yes_no, ties, limits, repeated, seed, should_stop, least_limit)


def _without(model: LinearModel, families: Sequence[str]) -> LinearModel:
    """Return the model with the rows of some families free, in their places."""
    row_lower, row_upper = model.row_lower.copy(), model.row_upper.copy()
    left_out = model.rows_of(*families)
    row_lower[left_out], row_upper[left_out] = -np.inf, np.inf
    return replace(model, row_lower=row_lower, row_upper=row_upper)


def _solved(
    model: LinearModel,
    scaling: Scaling,
    x: Floats,
    fixed: Mask,
    yes_no: Mask,
    ties: Sequence[str],
    limits: Sequence[str],
    repeated: Sequence[str],
    seed: int,
    should_stop: ShouldStop,
    least_limit: float = 1.0,
) -> LongRun | None:
    """Return solution and row duals with these columns fixed as in `x`, ties taken out of the game."""
    upper = model.upper.copy()
    upper[model.columns_of(*repeated)] = np.inf
    lower, upper = np.where(fixed, x, model.lower), np.where(fixed, x, upper)
    row_lower, row_upper = model.row_lower.copy(), model.row_upper.copy()
    widened = model.rows_of(*limits)
    one_sided = widened[row_lower[widened] != row_upper[widened]]
    row_upper[one_sided] += _STEP * np.maximum(least_limit, np.abs(row_upper[one_sided]))
    row_lower[one_sided] -= _STEP * np.maximum(least_limit, np.abs(row_lower[one_sided]))
    by_row = model.matrix.tocsr()
    decided = by_row @ np.where(yes_no, x, 0.0)
    only_ties = set(model.rows_of(*ties).tolist())
    for i in model.rows_of(*ties, *limits).tolist():
        begin, end = by_row.indptr[i], by_row.indptr[i + 1]
        columns = by_row.indices[begin:end]
        if not yes_no[columns].any():
            continue
        no_more = row_lower[i] == -np.inf and model.row_upper[i] - decided[i] <= _NOTHING
        no_less = row_upper[i] == np.inf and decided[i] - model.row_lower[i] <= _NOTHING
        is_tie = i in only_ties
        nothing = is_tie and row_lower[i] == row_upper[i] and abs(row_upper[i] - decided[i]) <= _NOTHING
        if no_more or no_less or nothing:
            # What is not decided has no flow: said by the flow's bound, the row takes no part of the price.
            flows = columns[~fixed[columns]]
            upper[flows] = np.maximum(lower[flows], 0.0)
        if no_more or no_less or is_tie:
            row_lower[i], row_upper[i] = -np.inf, np.inf
    solver = HighsSolver(model, scaling, seed=seed)
    solver.relax()
    solver.set_bounds(lower, upper)
    solver.set_sides(row_lower, row_upper)
    result = solver.solve_lp(should_stop=should_stop)
    return None if result.x is None else LongRun(result.x, solver.duals()[0])


def _by_row(model: LinearModel, duals: Floats, families: Sequence[str]) -> dict[PriceKey, float]:
    return {
        (model.row_families[i], model.rows[i].index()): float(duals[i])
        for i in model.rows_of(*families).tolist()
        if abs(duals[i]) > _NOTHING
    }
