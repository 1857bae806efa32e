"""From a Pyomo model to arrays, and from values back to its variables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyomo.environ as pyo
from pyomo.common.errors import InfeasibleConstraintException
from pyomo.common.gc_manager import PauseGC
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler
from scipy import sparse

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_LEFTOVER = 1e-12
"""Share of the largest coefficient of a row."""


class ImpossibleRowError(Exception):
    """A row without variables is violated: the model has no solution. The text names the row."""


@dataclass(eq=False)
class LinearModel:
    """Minimise `cost @ x + offset` with `row_lower <= matrix @ x <= row_upper` and `lower <= x <= upper`.

    The arrays are in the model's own units. Nothing changes them once they are made; who needs other bounds or costs
    copies them.
    """

    cost: Floats
    offset: float
    matrix: sparse.csc_matrix[np.float64]
    row_lower: Floats
    row_upper: Floats
    lower: Floats
    upper: Floats
    integer: Mask
    column_families: Sequence[str]
    """Name of the variable family of each column."""
    row_families: Sequence[str]
    columns: Sequence[Any] = ()
    """The Pyomo variable of each column."""
    rows: Sequence[Any] = ()
    """The Pyomo constraint of each row."""
    unused: Sequence[Any] = ()
    """Variables that appear in no row and no cost."""
    origin: Any = None
    """The Pyomo model; its variables and constraints know it only weakly, and lose their names with it."""

    @property
    def column_count(self) -> int:
        """Number of columns."""
        return len(self.cost)

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return len(self.row_lower)

    def columns_of(self, *families: str) -> Integers:
        """Return the numbers of the columns of these families, ascending."""
        wanted = frozenset(families)
        return np.array([j for j, family in enumerate(self.column_families) if family in wanted], dtype=np.int64)

    def rows_of(self, *families: str) -> Integers:
        """Return the numbers of the rows of these families, ascending."""
        wanted = frozenset(families)
        return np.array([i for i, family in enumerate(self.row_families) if family in wanted], dtype=np.int64)

    def cost_of(self, x: Floats) -> float:
        """Return the objective at `x`."""
        return float(self.cost @ x) + self.offset

    def activity(self, x: Floats) -> Floats:
        """Return the value of each row."""
        return np.asarray(self.matrix @ x, dtype=float)

    def row_terms(self, x: Floats) -> Floats:
        """Return the sum of the sizes of each row's terms, and 1: what an error in the row is compared with."""
        return 1.0 + np.asarray(abs(self.matrix) @ np.abs(x), dtype=float)

    def violation(self, x: Floats) -> float:
        """Return how far `x` is outside its rows and bounds, the worst one, relative to the size of the row's terms."""
        activity, terms = self.activity(x), self.row_terms(x)
        outside_rows = np.maximum(self.row_lower - activity, activity - self.row_upper) / terms
        outside_bounds = np.maximum(self.lower - x, x - self.upper) / (1.0 + np.abs(x))
        return float(max(outside_rows.max(initial=0.0), outside_bounds.max(initial=0.0)))


def compile_model(m: pyo.ConcreteModel) -> LinearModel:
    """Return the arrays of a Pyomo model that minimises one linear objective.

    Raises
    ------
    ImpossibleRowError
        When a row without variables is violated.
    """
    with PauseGC():
        try:
            form = LinearStandardFormCompiler().write(m, mixed_form=True, set_sense=None)
        except InfeasibleConstraintException as error:
            row = str(error).split("'", 1)[-1].rstrip("'")
            raise ImpossibleRowError(f"the row {row} cannot be kept, whatever is decided") from error
        if len(form.objectives) != 1 or form.objectives[0].sense != pyo.minimize:
            raise ValueError("the model must have one objective, to be minimised")
        columns = form.columns
        matrix, rows, row_lower, row_upper = _ranged_rows(form)
        used = {id(column) for column in columns}
        return LinearModel(
            cost=np.asarray(form.c.todense(), dtype=float).ravel(),
            offset=float(form.c_offset[0]),
            matrix=matrix,
            row_lower=row_lower,
            row_upper=row_upper,
            lower=_bounds([column.lb for column in columns], -np.inf),
            upper=_bounds([column.ub for column in columns], np.inf),
            integer=np.array([not column.is_continuous() for column in columns], dtype=bool),
            column_families=tuple(column.parent_component().local_name for column in columns),
            row_families=tuple(row.parent_component().local_name for row in rows),
            columns=tuple(columns),
            rows=tuple(rows),
            origin=m,
            unused=tuple(
                variable
                for variable in m.component_data_objects(pyo.Var, active=True, descend_into=True)
                if id(variable) not in used and not variable.fixed
            ),
        )


def write_values(model: LinearModel, x: Floats) -> None:
    """Give each Pyomo variable its value; a variable that matters nowhere gets the value nearest to 0."""
    for variable, value in zip(model.columns, x.tolist(), strict=True):
        variable.set_value(value, skip_validation=True)
    for variable in model.unused:
        nearest = min(max(0.0, variable.lb if variable.lb is not None else 0.0), _or_infinite(variable.ub))
        variable.set_value(nearest, skip_validation=True)


def _ranged_rows(form: Any) -> tuple[sparse.csc_matrix[np.float64], list[Any], Floats, Floats]:
    """Return the rows with both sides in one; the compiler writes a row with two limits twice, upper side first."""
    lower: list[float] = []
    upper: list[float] = []
    rows: list[Any] = []
    kept: list[int] = []
    for i, ((row, side), limit) in enumerate(zip(form.rows, np.asarray(form.rhs, dtype=float).tolist(), strict=True)):
        if side == -1 and rows and rows[-1] is row:
            lower[-1] = limit
            continue
        kept.append(i)
        rows.append(row)
        lower.append(limit if side <= 0 else -np.inf)
        upper.append(limit if side >= 0 else np.inf)
    by_row = sparse.csr_matrix(form.A)
    if len(kept) < by_row.shape[0]:
        by_row = by_row[kept]
    return _without_leftovers(by_row), rows, np.array(lower, dtype=float), np.array(upper, dtype=float)


def _without_leftovers(by_row: sparse.csr_matrix[np.float64]) -> sparse.csc_matrix[np.float64]:
    """Return the matrix without coefficients that are only what is left when equal terms cancel."""
    sizes = abs(by_row)
    largest = sizes.max(axis=1).toarray().ravel() if by_row.nnz else np.zeros(by_row.shape[0])
    keep = sizes.data > _LEFTOVER * np.repeat(largest, np.diff(by_row.indptr))
    by_row.data = np.where(keep, by_row.data, 0.0)
    matrix = sparse.csc_matrix(by_row)
    matrix.eliminate_zeros()
    return matrix


def _bounds(values: list[float | None], absent: float) -> Floats:
    return np.array([absent if value is None else value for value in values], dtype=float)


def _or_infinite(value: float | None) -> float:
    return np.inf if value is None else value
