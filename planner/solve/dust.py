"""Values so small that they are nothing, but for a row in which nothing else stands."""

import numpy as np

from planner.solve.compile import Floats, LinearModel

_HELD = 1e-8
"""Violation of a row, as a share of its terms, that is none: a hundredth of what the audit of a plan allows."""
_MORE_THAN_OFF = 1.01
"""How much larger than the violation of its row a term may be to be what violates it."""


def without_dust(model: LinearModel, x: Floats) -> Floats:
    """Return `x` without the terms that alone violate a row in which nothing else stands.

    What the solver's factors are off by is nothing in a row of thousands, but all there is where a host does none of
    some work: a millionth of a PFLOPS comes, and no chip runs it. Without it that row holds, and the row of thousands
    too. A term stays where any other row would be violated without it.
    """
    activity, terms = model.activity(x), model.row_terms(x)
    off = np.maximum(model.row_lower - activity, activity - model.row_upper)
    violated = np.flatnonzero(off > _HELD * terms)
    if not len(violated):
        return x
    x = x.copy()
    rows = model.matrix.tocsr()
    for i in violated.tolist():
        entries = slice(rows.indptr[i], rows.indptr[i + 1])
        for j, value in zip(rows.indices[entries].tolist(), rows.data[entries].tolist(), strict=True):
            term = value * x[j]
            if term == 0.0 or model.integer[j] or not model.lower[j] <= 0.0 <= model.upper[j]:
                continue
            if abs(term) <= _MORE_THAN_OFF * off[i] and _is_spare(model, activity, terms, j, x[j]):
                begin, end = model.matrix.indptr[j], model.matrix.indptr[j + 1]
                activity[model.matrix.indices[begin:end]] -= model.matrix.data[begin:end] * x[j]
                x[j] = 0.0
    return x


def _is_spare(model: LinearModel, activity: Floats, terms: Floats, j: int, value: float) -> bool:
    """Return whether every row of a column holds without its value, or is no more violated than with it."""
    begin, end = model.matrix.indptr[j], model.matrix.indptr[j + 1]
    rows = model.matrix.indices[begin:end]
    lower, upper = model.row_lower[rows], model.row_upper[rows]
    after = activity[rows] - model.matrix.data[begin:end] * value
    off_before = np.maximum(lower - activity[rows], activity[rows] - upper)
    off_after = np.maximum(lower - after, after - upper)
    return bool((off_after <= np.maximum(off_before, _HELD * terms[rows])).all())
