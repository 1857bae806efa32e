"""Scaling by powers of two, so that the solver sees coefficients near 1; integer columns keep their unit."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from planner.solve.compile import Floats, LinearModel

_ROUNDS = 4
_LARGEST_EXPONENT = 30


@dataclass(frozen=True)
class Range:
    """Smallest and largest size among numbers that are neither 0 nor infinite; both 0 when there are none."""

    smallest: float
    largest: float


@dataclass(frozen=True)
class Ranges:
    """What the solver's arithmetic has to span."""

    matrix: Range
    cost: Range
    bounds: Range
    sides: Range
    """The right-hand sides."""


@dataclass(eq=False)
class Scaling:
    """Factors between a model and its twin: `x = column * x'`, row' = `row` * row, cost' = `objective` * cost."""

    column: Floats
    row: Floats
    objective: float

    def scaled(self, model: LinearModel) -> LinearModel:
        """Return the scaled twin of a model."""
        factors = sparse.diags_array(self.row) @ model.matrix @ sparse.diags_array(self.column)
        return LinearModel(
            cost=model.cost * self.column * self.objective,
            offset=model.offset * self.objective,
            matrix=sparse.csc_matrix(factors),
            row_lower=model.row_lower * self.row,
            row_upper=model.row_upper * self.row,
            lower=model.lower / self.column,
            upper=model.upper / self.column,
            integer=model.integer,
            column_families=model.column_families,
            row_families=model.row_families,
        )

    def duals(self, scaled: Floats) -> Floats:
        """Return the row duals of the model, from those of its twin."""
        return scaled * self.row / self.objective

    def reduced_costs(self, scaled: Floats) -> Floats:
        """Return the reduced costs of the model, from those of its twin."""
        return scaled / (self.column * self.objective)


def find_scaling(model: LinearModel) -> Scaling:
    """Return factors that bring the coefficients together: one for each column family, one for each row.

    Columns of one family share their factor, which keeps what is alike alike (symmetry, reading of logs). Rows and
    families take turns, each divided by the geometric mean of its extremes. Integer columns stay as they are: an
    integrality tolerance then means the same for solver and planner.
    """
    names = sorted(set(model.column_families))
    number = {name: i for i, name in enumerate(names)}
    family = np.array([number[name] for name in model.column_families], dtype=np.int64)
    entries = model.matrix.tocoo()
    size = np.log2(np.abs(entries.data))
    row_exponent = np.zeros(model.row_count)
    family_exponent = np.zeros(len(names))
    free_families = np.ones(len(names), dtype=bool)
    free_families[family[model.integer]] = False
    entry_family = family[entries.col] if len(names) else entries.col
    for _ in range(_ROUNDS):
        now = size + family_exponent[entry_family]
        row_exponent = -_middle(now, entries.row, model.row_count)
        now = size + row_exponent[entries.row]
        family_exponent = np.where(free_families, -_middle(now, entry_family, len(names)), 0.0)
    family_exponent = np.rint(np.clip(family_exponent, -_LARGEST_EXPONENT, _LARGEST_EXPONENT))
    row_exponent = -_middle(size + family_exponent[entry_family], entries.row, model.row_count)
    row_exponent = np.rint(np.clip(row_exponent, -_LARGEST_EXPONENT, _LARGEST_EXPONENT))
    column = np.exp2(family_exponent[family]) if len(names) else np.ones(0)
    costs = np.abs(model.cost * column)
    costs = costs[costs > 0]
    objective = (
        float(np.exp2(-np.rint(np.log2(costs.max()) / 2 + np.log2(np.median(costs)) / 2))) if len(costs) else 1.0
    )
    return Scaling(column, np.exp2(row_exponent), objective)


def no_scaling(model: LinearModel) -> Scaling:
    """Return the scaling that changes nothing."""
    return Scaling(np.ones(model.column_count), np.ones(model.row_count), 1.0)


def ranges(model: LinearModel) -> Ranges:
    """Return the spans of a model's numbers."""
    return Ranges(
        matrix=_range(model.matrix.data),
        cost=_range(model.cost),
        bounds=_range(np.concatenate([model.lower, model.upper])),
        sides=_range(np.concatenate([model.row_lower, model.row_upper])),
    )


def _middle(exponents: Floats, group: np.ndarray, count: int) -> Floats:
    """Return the middle between the smallest and largest exponent of each group; 0 for an empty one."""
    smallest = np.full(count, np.inf)
    largest = np.full(count, -np.inf)
    np.minimum.at(smallest, group, exponents)
    np.maximum.at(largest, group, exponents)
    some = np.isfinite(smallest)
    middle = np.zeros(count)
    middle[some] = (smallest[some] + largest[some]) / 2
    return middle


def _range(values: Floats) -> Range:
    sizes = np.abs(values)
    sizes = sizes[np.isfinite(sizes) & (sizes > 0)]
    return Range(float(sizes.min()), float(sizes.max())) if len(sizes) else Range(0.0, 0.0)
