"""What draws the decisions that a future shares with others: multipliers, and the distance from their mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import sparse

from planner.solve.compile import Floats, Integers, LinearModel

_NEAR = 0.25
"""Of the size of a decision: up to there the first piece of its distance from the mean, beyond it the second."""
_LEAST_SIZE = 1.0
NEAR, FAR, FROM_MEAN = "near_mean", "far_from_mean", "distance_from_mean"
"""Families of the columns and of the rows that measure distances."""


@dataclass(frozen=True)
class Pull:
    """What is added to the objective of a future, a number for each of its shared decisions *x*.

    multiplier · x, and where it is drawn weight / 2 · (x - mean)²
    """

    multiplier: Floats
    weight: Floats | None = None
    """None: to no mean."""
    mean: Floats | None = None


class Drawn:
    """A model whose shared decisions can be drawn: its rows are the same whatever draws them.

    The square of a yes-no decision is the decision itself, so that its distance is part of its cost. Of the other
    decisions the square is measured in two pieces on each side of the mean, `mean = x - above + below`: a little for
    the first quarter of the size of the decision, more beyond. An approximation will do, for no bound comes of it;
    cuts that come closer round by round, as mpi-sppy has them, would be new rows each time.
    """

    def __init__(self, model: LinearModel, places: Integers, *, to_mean: bool) -> None:
        self._places = places
        yes_no = model.integer & (model.lower >= 0.0) & (model.upper <= 1.0)
        self._measured = np.flatnonzero(~yes_no[places]) if to_mean else np.zeros(0, dtype=np.int64)
        self._whole = model
        self.model = _with_distances(model, places[self._measured]) if to_mean else model

    def drawn(self, pull: Pull | None) -> LinearModel:
        """Return the model as it is drawn; None: by nothing."""
        model, places, measured = self.model, self._places, self._measured
        count, columns, rows = len(measured), self._whole.column_count, self._whole.row_count
        cost = model.cost.copy()
        if pull is None:
            return model
        np.add.at(cost, places, pull.multiplier)
        if pull.weight is None or pull.mean is None:
            return replace(model, cost=cost)
        to_itself = np.ones(len(places), dtype=bool)
        to_itself[measured] = False
        np.add.at(cost, places[to_itself], (pull.weight / 2.0 * (1.0 - 2.0 * pull.mean))[to_itself])
        mean, weight = pull.mean[measured], pull.weight[measured]
        size = np.maximum(np.abs(mean), _LEAST_SIZE)
        upper, row_lower, row_upper = model.upper.copy(), model.row_lower.copy(), model.row_upper.copy()
        cost[columns:] = np.concatenate([weight / 2.0 * _NEAR * size] * 2 + [weight / 2.0 * (1.0 + _NEAR) * size] * 2)
        upper[columns : columns + 2 * count] = np.tile(_NEAR * size, 2)
        row_lower[rows:] = row_upper[rows:] = mean
        return replace(model, cost=cost, upper=upper, row_lower=row_lower, row_upper=row_upper)


def with_columns(model: LinearModel, variables: Sequence[Any]) -> LinearModel:
    """Return the model with columns for variables that matter nowhere in it: drawn, they do."""
    count = len(variables)
    if not count:
        return model
    bounds = [variable.bounds for variable in variables]
    empty = sparse.csc_matrix((model.row_count, count))
    return replace(
        model,
        cost=np.concatenate([model.cost, np.zeros(count)]),
        matrix=sparse.csc_matrix(sparse.hstack([model.matrix, empty])),
        lower=np.concatenate([model.lower, [-np.inf if least is None else least for least, _ in bounds]]),
        upper=np.concatenate([model.upper, [np.inf if most is None else most for _, most in bounds]]),
        integer=np.concatenate([model.integer, [not variable.is_continuous() for variable in variables]]),
        column_families=(*model.column_families, *(v.parent_component().local_name for v in variables)),
        columns=(*model.columns, *variables),
        unused=tuple(v for v in model.unused if not any(v is one for one in variables)),
    )


def _with_distances(model: LinearModel, places: Integers) -> LinearModel:
    """Return the model with a row `mean = x - above + below` for each place, near and far, as yet without sides."""
    count = len(places)
    numbers = np.arange(count)
    of_decisions = sparse.csr_matrix((np.ones(count), (numbers, places)), shape=(count, model.column_count))
    one = sparse.eye_array(count, format="csr")
    distances = sparse.hstack([-one, one, -one, one])
    none = sparse.csr_matrix((model.row_count, 4 * count))
    matrix = sparse.vstack([sparse.hstack([model.matrix, none]), sparse.hstack([of_decisions, distances])])
    return replace(
        model,
        cost=np.concatenate([model.cost, np.zeros(4 * count)]),
        matrix=sparse.csc_matrix(matrix),
        row_lower=np.concatenate([model.row_lower, np.full(count, -np.inf)]),
        row_upper=np.concatenate([model.row_upper, np.full(count, np.inf)]),
        lower=np.concatenate([model.lower, np.zeros(4 * count)]),
        upper=np.concatenate([model.upper, np.full(4 * count, np.inf)]),
        integer=np.concatenate([model.integer, np.zeros(4 * count, dtype=bool)]),
        column_families=(*model.column_families, *([NEAR] * (2 * count)), *([FAR] * (2 * count))),
        row_families=(*model.row_families, *([FROM_MEAN] * count)),
        columns=(*model.columns, *([None] * (4 * count))),
    )
