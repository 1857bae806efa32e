"""Rows as numbers: what a constraint says, without a solver."""

from math import inf
from typing import Any

import pyomo.environ as pyo
from pyomo.repn import generate_standard_repn

NumberRow = tuple[float, dict[str, float], float]


def row(constraint: Any) -> NumberRow:
    """Return the lower side, the coefficient of each variable by name, and the upper side of a row."""
    found = generate_standard_repn(constraint.body)
    lower = -inf if constraint.lower is None else pyo.value(constraint.lower) - found.constant
    upper = inf if constraint.upper is None else pyo.value(constraint.upper) - found.constant
    coefficients = {
        variable.name.replace("'", ""): rounded(coefficient)
        for variable, coefficient in zip(found.linear_vars, found.linear_coefs, strict=True)
    }
    return rounded(lower), coefficients, rounded(upper)


def rounded(value: float) -> float:
    """Return a number without the last digits that arithmetic leaves behind, and without a negative zero."""
    return round(float(value), 9) + 0.0
