"""Sums of many terms, and rows whose left side may turn out to be a plain number."""

from collections.abc import Iterable
from typing import Any

import pyomo.environ as pyo
from pyomo.core.expr.numeric_expr import SumExpression

from models.ids import Row, Sense


def total(terms: Iterable[Any]) -> Any:
    """Return the sum of decisions, and of numbers times decisions, made at once; 0 without any.

    Python's own sum adds term by term, and makes a new expression for each.
    """
    found = list(terms)
    return SumExpression(found) if found else 0


def row(left: Any, sense: Sense, right: float) -> Row:
    """Return the relation as Pyomo wants it, also where no decision is left in it."""
    if isinstance(left, int | float):
        slack = 1e-9 * max(1.0, abs(right))
        holds = {"<=": left <= right + slack, ">=": left >= right - slack, "=": abs(left - right) <= slack}[sense]
        return pyo.Constraint.Feasible if holds else pyo.Constraint.Infeasible
    if sense == "<=":
        return left <= right
    return left >= right if sense == ">=" else left == right
