"""A model with some of its implied bounds as rows: those that the relaxation exceeds, round by round."""

import time
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from planner.solve.compile import LinearModel
from planner.solve.highs import Basis, HighsSolver, ShouldStop
from planner.solve.implied import ImpliedBounds
from planner.solve.scaling import Scaling

FAMILY = "implied_bound"
_MOST_ROUNDS = 100
_LEAST_EXCESS = 1e-5
"""Of a flow's largest value."""
_FIRST_ROUNDS = 2
_PROMISING = 1e-3
"""Share of the bound that the first rounds must gain together."""
_SHARE_OF_FIRST_ROUNDS = 0.2
"""Of the time."""
_ROUNDS_TOGETHER = 5
_LEAST_GAIN = 1e-5
"""Share of the bound that as many later rounds must gain together."""
_WORTH_IT = 0.05
"""Share of the bound that all rounds must gain: what is less, a tree search was seen to gain as fast by itself."""


@dataclass(eq=False)
class Stronger:
    """A model with the same solutions, and what its relaxation costs."""

    model: LinearModel
    bound: float


def strengthened(
    model: LinearModel,
    scaling: Scaling,
    implied: ImpliedBounds,
    basis: Basis,
    *,
    time_limit_s: float,
    should_stop: ShouldStop,
    seed: int,
) -> Stronger | None:
    """Return the model with the implied bounds that raise its relaxation; None when they do not, or the time is over.

    Each round is an LP that starts from the last basis, the first one from `basis`, that of the relaxation.
    """
    until = time.monotonic() + time_limit_s
    solver = HighsSolver(model, scaling, seed=seed)
    solver.relax()
    if basis is not None:
        solver.start_from(basis)
    added = np.zeros(len(implied.columns), dtype=bool)
    bounds: list[float] = []
    for number in range(_MOST_ROUNDS):
        left_s = until - time.monotonic()
        if number <= _FIRST_ROUNDS:
            left_s -= (1.0 - _SHARE_OF_FIRST_ROUNDS) * time_limit_s
        result = solver.solve_lp(presolve=False, time_limit_s=left_s, should_stop=should_stop)
        if result.x is None or result.cost is None:
            break
        bounds.append(result.cost)
        if number == _FIRST_ROUNDS and bounds[-1] - bounds[0] <= _PROMISING * abs(bounds[-1]):
            break
        if number > _ROUNDS_TOGETHER and bounds[-1] - bounds[-1 - _ROUNDS_TOGETHER] <= _LEAST_GAIN * abs(bounds[-1]):
            break
        new = np.flatnonzero((implied.excess(result.x) > _LEAST_EXCESS) & ~added)
        if not len(new):
            break
        added[new] = True
        solver.add_rows(implied.rows(new), np.full(len(new), -np.inf), np.zeros(len(new)))
    if len(bounds) < 2 or bounds[-1] - bounds[0] <= _WORTH_IT * abs(bounds[-1]):
        return None
    return Stronger(_with_rows(model, implied.rows(np.flatnonzero(added))), bounds[-1])


def _with_rows(model: LinearModel, rows: sparse.csr_matrix[np.float64]) -> LinearModel:
    count = rows.shape[0]
    return replace(
        model,
        matrix=sparse.csc_matrix(sparse.vstack([model.matrix, rows])),
        row_lower=np.concatenate([model.row_lower, np.full(count, -np.inf)]),
        row_upper=np.concatenate([model.row_upper, np.zeros(count)]),
        row_families=(*model.row_families, *[FAMILY] * count),
        rows=(),
    )
