"""The best duals of rows that share no column, the other duals as they are.

As a function of one row's dual the bound of `dual_bound.py` is concave and made of straight pieces: its slope is what
the row's side leaves to its columns, and falls where a reduced cost changes its sign. It is best where the slope does.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from planner.solve.compile import Floats, Integers


@dataclass(eq=False)
class _Kinks:
    """Where slopes change, sorted by row and then by dual."""

    row: Integers
    dual: Floats
    before: Floats
    """What the column, or the side, adds to the slope below the kink."""
    after: Floats


def best_prices(
    matrix: sparse.csr_matrix[np.float64],
    row_lower: Floats,
    row_upper: Floats,
    duals: Floats,
    reduced: Floats,
    lower: Floats,
    upper: Floats,
) -> Floats:
    """Return for each row of `matrix` the dual with the highest bound; the present one where none is.

    Parameters
    ----------
    matrix
        Some rows of a model; no two have a column in common.
    duals
        The present duals of these rows.
    reduced
        Reduced costs of all columns at the present duals of all rows.
    lower, upper
        Bounds of all columns.
    """
    count = matrix.shape[0]
    kinks = _kinks(matrix, row_lower, row_upper, duals, reduced, lower, upper)
    begin = np.searchsorted(kinks.row, np.arange(count))
    slope = _slopes(kinks, begin, count)
    number = np.arange(len(kinks.row))
    first = np.minimum.reduceat(np.where(slope <= 0.0, number, len(number)), begin) if count else number
    found = first < len(number)
    return np.where(found, kinks.dual[np.where(found, first, 0)], duals) if count else duals


def _kinks(
    matrix: sparse.csr_matrix[np.float64],
    row_lower: Floats,
    row_upper: Floats,
    duals: Floats,
    reduced: Floats,
    lower: Floats,
    upper: Floats,
) -> _Kinks:
    """Return the kinks: where a column's reduced cost is 0, and at 0, where the row turns to its other side."""
    count = matrix.shape[0]
    row = np.repeat(np.arange(count), np.diff(matrix.indptr))
    column, value = matrix.indices, matrix.data
    dual = reduced[column] / value + duals[row]
    low, high = -value * lower[column], -value * upper[column]
    rising = value > 0
    rows = np.concatenate([row, np.arange(count)])
    at = np.concatenate([dual, np.zeros(count)])
    before = np.concatenate([np.where(rising, low, high), row_upper])
    after = np.concatenate([np.where(rising, high, low), row_lower])
    order = np.lexsort((at, rows))
    return _Kinks(rows[order], at[order], before[order], after[order])


def _slopes(kinks: _Kinks, begin: Integers, count: int) -> Floats:
    """Return the slope just above each kink; infinite where columns or sides without limit make it so."""

    def running(before: Floats, after: Floats) -> Floats:
        start = np.bincount(kinks.row, before, count)
        steps = np.cumsum(after - before)
        passed = np.concatenate([[0.0], steps])[begin]
        return np.asarray(start[kinks.row] + steps - passed[kinks.row], dtype=float)

    finite_before, finite_after = np.isfinite(kinks.before), np.isfinite(kinks.after)
    slope = running(np.where(finite_before, kinks.before, 0.0), np.where(finite_after, kinks.after, 0.0))
    upwards = running(np.where(finite_before, 0.0, 1.0), np.zeros(len(kinks.row)))
    downwards = running(np.zeros(len(kinks.row)), np.where(finite_after, 0.0, 1.0))
    return np.where(downwards > 0.5, -np.inf, np.where(upwards > 0.5, np.inf, slope))
