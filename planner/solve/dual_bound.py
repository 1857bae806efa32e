"""A bound from any row duals: what the cost is at least once the rows are paid for instead of kept.

For a model `min c x, rows within their sides, l <= x <= u` and any prices y of the rows, every solution costs at least

    offset + sum over rows of (y > 0 ? y * lower side : y * upper side) + sum over columns of (d > 0 ? d * l : d * u)

with d = c - A'y. For optimal duals of the relaxation it is the cost of the relaxation; no accuracy of them is needed
for it to hold. After A. M. Geoffrion, "Lagrangean relaxation for integer programming", Mathematical Programming Study 2
(1974), and, for what floating point may add, A. Neumaier and O. Shcherbina, "Safe bounds in linear and mixed-integer
linear programming", Mathematical Programming 99 (2004).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from planner.solve.boxes import implied_boxes
from planner.solve.compile import Floats, Integers, LinearModel
from planner.solve.row_prices import best_prices

_UNIT = 2.0**-53
"""Relative rounding of one operation."""
_SUMMATION = 64.0
"""Roundings that a sum may gather; they are added up in pairs."""


@dataclass(eq=False)
class Priced:
    """What follows from row duals."""

    bound: float
    """No solution costs less; -inf where a column without limit would pay for itself."""
    reduced_costs: Floats
    """Of the duals as they were given."""


class DualBound:
    """Bounds of one model from row duals, also from those of a part of it."""

    def __init__(self, model: LinearModel, improved_rows: Sequence[Integers] = ()) -> None:
        """Take a model, and rows whose duals are set to their best value one set after the other.

        The rows of one set must have no column in common.
        """
        self._model = model
        self._lower, self._upper = implied_boxes(model)
        self._transposed = sparse.csr_matrix(model.matrix.T)
        by_row = sparse.csr_matrix(model.matrix)
        self._sets = [(rows, sparse.csr_matrix(by_row[rows])) for rows in improved_rows]

    def of(self, duals: Floats) -> Priced:
        """Return the bound from row duals, whatever they are; those with an impossible sign count as 0."""
        model = self._model
        duals = np.where(np.isfinite(model.row_lower), duals, np.minimum(duals, 0.0))
        duals = np.where(np.isfinite(model.row_upper), duals, np.maximum(duals, 0.0))
        reduced = model.cost - self._transposed @ duals
        given, bound = reduced, self._value(duals, reduced)
        for rows, matrix in self._sets:
            prices = best_prices(
                matrix, model.row_lower[rows], model.row_upper[rows], duals[rows], reduced, self._lower, self._upper
            )
            reduced = reduced - matrix.T @ (prices - duals[rows])
            duals = duals.copy()
            duals[rows] = prices
            bound = max(bound, self._value(duals, reduced))
        return Priced(bound, given)

    def _value(self, duals: Floats, reduced: Floats) -> float:
        model = self._model
        sides = np.where(duals > 0, model.row_lower, model.row_upper)
        rows = duals * np.where(duals != 0, sides, 0.0)
        ends = np.where(reduced > 0, self._lower, self._upper)
        columns = reduced * np.where(reduced != 0, ends, 0.0)
        bound = model.offset + float(rows.sum()) + float(columns.sum())
        return bound - self._rounding(duals, rows, columns, ends) if np.isfinite(bound) else -np.inf

    def _rounding(self, duals: Floats, rows: Floats, columns: Floats, ends: Floats) -> float:
        """Return the most that floating point can have added to a bound."""
        sizes = sparse.csr_matrix(
            (np.abs(self._transposed.data), self._transposed.indices, self._transposed.indptr), self._transposed.shape
        )
        terms = np.abs(self._model.cost) + sizes @ np.abs(duals)
        count = np.diff(self._transposed.indptr) + 2.0
        reach = np.where(np.isfinite(ends), np.abs(ends), 0.0)
        of_costs = float((count * terms * reach).sum())
        of_sums = _SUMMATION * float(np.abs(rows).sum() + np.abs(columns).sum() + abs(self._model.offset))
        return _UNIT * (of_costs + of_sums)


def disjoint_sets(model: LinearModel, columns: Integers) -> list[Integers]:
    """Return the rows of each family in which these columns are and no column is twice; the fullest family first."""
    by_row = sparse.csr_matrix(model.matrix)
    wanted = np.zeros(model.column_count, dtype=bool)
    wanted[columns] = True
    families = np.array(model.row_families)
    found: list[tuple[int, str, Integers]] = []
    for family in sorted(set(model.row_families)):
        rows = np.flatnonzero(families == family)
        indices = by_row[rows].indices
        if len(np.unique(indices)) == len(indices) and wanted[indices].any():
            found.append((-int(wanted[indices].sum()), family, rows))
    return [rows for _, _, rows in sorted(found, key=lambda item: item[:2])]
