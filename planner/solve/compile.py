"""From a Pyomo model to arrays, and from values back to its variables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyomo.environ as pyo
from pyomo.common.gc_manager import PauseGC
from pyomo.core.expr.relational_expr import EqualityExpression, InequalityExpression
from scipy import sparse

from planner.solve.linear import NUMBERS, LinearReader

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_RELATIONS = frozenset((EqualityExpression, InequalityExpression))
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
        goal = list(m.component_data_objects(pyo.Objective, active=True))
        if len(goal) != 1 or goal[0].sense != pyo.minimize:
            raise ValueError("the model must have one objective, to be minimised")
        reader = LinearReader()
        reader.read(goal[0].expr)
        rows, row_families, lower, upper = _read_rows(m, reader)
        every = reader.matrix()
        matrix, constants = every[1:], np.array(reader.constants[1:])
        row_lower, row_upper = _bounds(lower, -np.inf) - constants, _bounds(upper, np.inf) - constants
        kept = _rows_that_count(matrix, row_lower, row_upper, rows)
        is_used = np.bincount(every.indices, minlength=len(reader.variables)) > 0
        used = np.flatnonzero(is_used)
        columns = [reader.variables[j] for j in used.tolist()]
        bounds = [column.bounds for column in columns]
        return LinearModel(
            cost=every[[0]].toarray().ravel()[used],
            offset=reader.constants[0],
            matrix=_without_leftovers(matrix[kept][:, used]),
            row_lower=row_lower[kept],
            row_upper=row_upper[kept],
            lower=_bounds([least for least, _ in bounds], -np.inf),
            upper=_bounds([most for _, most in bounds], np.inf),
            integer=np.array([not column.is_continuous() for column in columns], dtype=bool),
            column_families=tuple(column.parent_component().local_name for column in columns),
            row_families=tuple(row_families[i] for i in kept.tolist()),
            columns=tuple(columns),
            rows=tuple(rows[i] for i in kept.tolist()),
            origin=m,
            unused=_unused(m, reader, is_used),
        )


def _read_rows(
    m: pyo.ConcreteModel, reader: LinearReader
) -> tuple[list[Any], list[str], list[float | None], list[float | None]]:
    """Read every active row, and return the rows with their families and limits; None: no limit."""
    rows: list[Any] = []
    families: list[str] = []
    lower: list[float | None] = []
    upper: list[float | None] = []
    for family in m.component_objects(pyo.Constraint, active=True):
        name = family.local_name
        for row in family.values():
            if not row.active:
                continue
            relation = row.expr
            if relation.__class__ in _RELATIONS and relation.arg(0).__class__ not in NUMBERS:
                # The same as below, without a new expression for the difference of the two sides.
                reader.read(*relation.args)
                lower.append(0.0 if relation.__class__ is EqualityExpression else None)
                upper.append(0.0)
            else:
                least, body, most = row.to_bounded_expression(evaluate_bounds=True)
                reader.read(body)
                lower.append(least)
                upper.append(most)
            rows.append(row)
            families.append(name)
    return rows, families, lower, upper


def _unused(m: pyo.ConcreteModel, reader: LinearReader, is_used: Mask) -> tuple[Any, ...]:
    """Return the variables in no row and no cost: those of the families met, and all of the others."""
    left_out = [reader.variables[j] for j in np.flatnonzero(~is_used).tolist()]
    never_met = [family for family in m.component_objects(pyo.Var, active=True) if not reader.has_met(family)]
    return (*left_out, *(variable for family in never_met for variable in family.values()))


def _rows_that_count(
    matrix: sparse.csr_matrix[np.float64], row_lower: Floats, row_upper: Floats, rows: Sequence[Any]
) -> Integers:
    """Return the numbers of the rows that have variables and a limit; one without variables must be kept by 0."""
    empty = np.diff(matrix.indptr) == 0
    broken = np.flatnonzero(empty & ((row_lower > 0.0) | (row_upper < 0.0)))
    if len(broken):
        raise ImpossibleRowError(f"the row {rows[broken[0]].name} cannot be kept, whatever is decided")
    return np.flatnonzero(~empty & (np.isfinite(row_lower) | np.isfinite(row_upper)))


def write_values(model: LinearModel, x: Floats) -> None:
    """Give each Pyomo variable its value; a variable that matters nowhere gets the value nearest to 0."""
    for variable, value in zip(model.columns, x.tolist(), strict=True):
        variable.set_value(value, skip_validation=True)
    for variable in model.unused:
        nearest = min(max(0.0, variable.lb if variable.lb is not None else 0.0), _or_infinite(variable.ub))
        variable.set_value(nearest, skip_validation=True)


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
