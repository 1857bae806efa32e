"""Linear expressions of Pyomo read into arrays, term by term.

Pyomo's own compiler walks every expression with a general visitor. The rows of the planner are sums of variables and of
numbers times variables, which a plain loop reads several times faster; whatever else is linear is read by going down
into it.
"""

from array import array
from collections.abc import Sequence
from itertools import islice
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.core.expr.numeric_expr import (
    DivisionExpression,
    LinearExpression,
    MonomialTermExpression,
    NegationExpression,
    ProductExpression,
    SumExpression,
)
from scipy import sparse

NUMBERS: frozenset[Any] = frozenset((int, float, np.float64))
_ONE = array("d", [1.0])
_SUMS: frozenset[Any] = frozenset((LinearExpression, SumExpression))


class NotLinearError(ValueError):
    """An expression is no sum of numbers times variables."""


class LinearReader:
    """Reads one expression after the other; each is a row of a matrix over all variables met so far.

    Variables are numbered in the order in which their families are met, and within a family in its own order.
    """

    def __init__(self) -> None:
        self.variables: list[Any] = []
        self.constants = array("d")
        """Of each expression."""
        self._number: dict[int, int] = {}
        self._columns = array("i")
        self._values = array("d")
        self._starts = array("i", [0])

    def read(self, expression: Any, less: Any = 0.0) -> None:
        """Read an expression, or the difference of two, as the next row.

        Raises
        ------
        NotLinearError
            When it is not linear.
        """
        self.constants.append(self._read(expression, 1.0) + self._read(less, -1.0))
        self._starts.append(len(self._columns))

    def matrix(self) -> sparse.csr_matrix[np.float64]:
        """Return the coefficients; repeated terms are added up, zeros left out."""
        shape = len(self.constants), len(self.variables)
        data = (
            np.frombuffer(self._values, dtype=np.float64),
            np.frombuffer(self._columns, dtype=np.int32),
            np.frombuffer(self._starts, dtype=np.int32),
        )
        found = sparse.csr_matrix(data, shape=shape, copy=True)
        found.sum_duplicates()
        found.eliminate_zeros()
        return found

    def has_met(self, family: Any) -> bool:
        """Return whether any variable of a family was read; then all of its variables are numbered."""
        return any(id(variable) in self._number for variable in islice(family.values(), 1))

    def _read(self, expression: Any, factor: float) -> float:
        """Note the terms of an expression times a factor, and return its constant."""
        kind = expression.__class__
        if kind in NUMBERS:
            return factor * float(expression)
        if kind in _SUMS:
            terms = expression.args
            return 0.0 if self._read_plain(terms, factor) else self._read_each(terms, factor)
        if kind is MonomialTermExpression or kind is ProductExpression:
            left, right = expression.args
            if left.__class__ in NUMBERS:
                return self._read(right, factor * left)
            if right.__class__ in NUMBERS:
                return self._read(left, factor * right)
        if kind is NegationExpression:
            return self._read(expression.args[0], -factor)
        if kind is DivisionExpression and expression.args[1].__class__ in NUMBERS:
            return self._read(expression.args[0], factor / expression.args[1])
        if not expression.is_potentially_variable():
            return factor * float(pyo.value(expression))
        if not expression.is_variable_type():
            raise NotLinearError(f"{expression} is not a sum of numbers times variables")
        self._columns.append(self._column(expression))
        self._values.append(factor)
        return 0.0

    def _read_plain(self, terms: Sequence[Any], factor: float) -> bool:
        """Note a sum of known variables and of numbers times known variables; return whether it is one.

        Nearly all terms of a model are read here, which is why it looks into Pyomo's products without their properties.
        """
        number = self._number
        try:
            if MonomialTermExpression in {term.__class__ for term in terms}:
                pairs = [term._args_ if term.__class__ is MonomialTermExpression else (1.0, term) for term in terms]
                columns = [number[id(variable)] for _, variable in pairs]
                values = array("d", [coefficient for coefficient, _ in pairs])
            else:
                columns = [number[id(term)] for term in terms]
                values = _ONE * len(columns)
        except KeyError:
            return False
        self._columns.extend(array("i", columns))
        self._values.extend(values if factor == 1.0 else array("d", [factor * value for value in values]))
        return True

    def _read_each(self, terms: Sequence[Any], factor: float) -> float:
        """Note the terms of any other sum, and return its constant."""
        return sum(self._read(term, factor) for term in terms)

    def _column(self, variable: Any) -> int:
        """Return the number of a variable; all of its family are numbered when the first of them is met."""
        column = self._number.get(id(variable))
        if column is None:
            for member in variable.parent_component().values():
                self._number[id(member)] = len(self.variables)
                self.variables.append(member)
            column = self._number[id(variable)]
        return column
