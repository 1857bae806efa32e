"""Bounds that the rows of a model imply for its columns, so that every column has a smallest and a largest value."""

import numpy as np

from planner.solve.compile import Floats, Integers, LinearModel, Mask

_MOST_SWEEPS = 10
_ROUNDING = 1e-6
"""Share by which an implied bound is widened: it comes from sums in floating point."""


def implied_boxes(model: LinearModel) -> tuple[Floats, Floats]:
    """Return lower and upper bounds of all columns: their own, and where one is infinite what the rows imply.

    What no row bounds stays infinite. A row bounds a column by the least that its other columns come to: from

        sum over j of a[j] * x[j] <= b    and    a[k] > 0    follows    x[k] <= (b - least of the rest) / a[k]

    after M. W. P. Savelsbergh, "Preprocessing and probing techniques for mixed integer programming problems", ORSA
    Journal on Computing 6 (1994). What one sweep bounds may bound others in the next.
    """
    lower, upper = model.lower.copy(), model.upper.copy()
    entries = model.matrix.tocoo()
    row, column, value = entries.row.astype(np.int64), entries.col.astype(np.int64), entries.data
    for _ in range(_MOST_SWEEPS):
        wanted = ~(np.isfinite(lower) & np.isfinite(upper))[column]
        if not wanted.any():
            break
        at, of, factor = row[wanted], column[wanted], value[wanted]
        least = _least_of_rest(model.row_count, row, value, lower[column], upper[column], wanted)
        most = -_least_of_rest(model.row_count, row, -value, lower[column], upper[column], wanted)
        from_upper, from_lower = (model.row_upper[at] - least) / factor, (model.row_lower[at] - most) / factor
        rising = factor > 0
        highest = _smallest(np.where(rising, from_upper, from_lower), of, model.column_count)
        lowest = -_smallest(-np.where(rising, from_lower, from_upper), of, model.column_count)
        bounded_upper = np.where(np.isfinite(upper), upper, highest)
        bounded_lower = np.where(np.isfinite(lower), lower, lowest)
        if np.array_equal(bounded_upper, upper) and np.array_equal(bounded_lower, lower):
            break
        lower, upper = bounded_lower, bounded_upper
    return lower, upper


def _least_of_rest(count: int, row: Integers, value: Floats, lower: Floats, upper: Floats, wanted: Mask) -> Floats:
    """Return for each wanted entry the least that the other entries of its row come to; -inf where one is unbounded.

    Parameters
    ----------
    count
        Number of rows.
    lower, upper
        Of the column of each entry.
    """
    end = np.where(value > 0, lower, upper)
    bounded = np.isfinite(end)
    term = np.where(bounded, value * np.where(bounded, end, 0.0), 0.0)
    total = np.bincount(row, term, count)
    unbounded = np.bincount(row[~bounded], minlength=count)
    at = row[wanted]
    others_unbounded = unbounded[at] - ~bounded[wanted]
    return np.where(others_unbounded == 0, total[at] - term[wanted], -np.inf)


def _smallest(values: Floats, of: Integers, count: int) -> Floats:
    """Return the smallest value of each column, a little widened; inf where there is none."""
    found = np.full(count, np.inf)
    np.minimum.at(found, of, values + _ROUNDING * np.where(np.isfinite(values), np.abs(values), 0.0))
    return found
