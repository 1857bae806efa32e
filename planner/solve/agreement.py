"""Rounded decisions that agree with each other: the rows that hold whole-number decisions alone are kept."""

import numpy as np
from scipy import sparse

from planner.solve.compile import Floats, LinearModel, Mask
from planner.solve.decisions import NOTHING, Decisions, rounded_up
from planner.solve.highs import HighsSolver, ShouldStop
from planner.solve.scaling import no_scaling

_TIME_LIMIT_S = 10.0
_GAP = 1e-4
_LEAST_WISH = 1e-3
"""Weight of a decision that the relaxation hardly uses."""
_COST_WEIGHT = 1e-2
"""Weight of all costs together: they only settle ties."""


def agreeing(decisions: Decisions, model: LinearModel, x: Floats, should_stop: ShouldStop) -> Floats | None:
    """Return `x` with its whole-number decisions rounded up as far as the rows between them allow.

    A region may take up three chip types, and the relaxation a tenth of each of eight: rounding up alone would break
    the limit. What has to give way is what the relaxation uses least.

    Returns None when no whole numbers agree.
    """
    rounded = rounded_up(decisions, model, x)
    alone = rows_of_decisions(model)
    if not alone.any():
        return rounded
    by_row = model.matrix.tocsr()[alone]
    activity = by_row @ np.where(model.integer, rounded, 0.0)
    if (activity <= model.row_upper[alone] + NOTHING).all() and (activity >= model.row_lower[alone] - NOTHING).all():
        return rounded
    wishes = _wish_model(decisions, model, x, by_row, alone)
    result = HighsSolver(wishes, no_scaling(wishes)).solve_mip(
        gap=_GAP, time_limit_s=_TIME_LIMIT_S, should_stop=should_stop
    )
    if result.x is None:
        return None
    rounded[decisions.integer] = np.rint(result.x[: len(decisions.integer)])
    return rounded


def rows_of_decisions(model: LinearModel) -> Mask:
    """Return which rows hold integer columns and no others."""
    entries = model.matrix.tocoo()
    whole = model.integer[entries.col]
    others = np.bincount(entries.row[~whole], minlength=model.row_count)
    decisions = np.bincount(entries.row[whole], minlength=model.row_count)
    return np.asarray((others == 0) & (decisions > 0), dtype=bool)


def _wish_model(
    decisions: Decisions, model: LinearModel, x: Floats, by_row: sparse.csr_matrix[np.float64], alone: Mask
) -> LinearModel:
    """Return the model of the whole-number decisions alone, which pays for each wish of the relaxation not granted.

    For every column j:  what is decided up to j + lack_j  >=  what the relaxation decides up to j, rounded up
    """
    integer = decisions.integer
    count = len(integer)
    place = {j: i for i, j in enumerate(integer.tolist())}
    cumulative = np.array([decisions.cumulative(x, j) for j in integer.tolist()])
    wished = np.ceil(cumulative - NOTHING)
    rows: list[int] = []
    columns: list[int] = []
    for i, j in enumerate(integer.tolist()):
        so_far = [i, *(place[k] for k in decisions.earlier[j].tolist()), count + i]
        rows.extend([i] * len(so_far))
        columns.extend(so_far)
    lacks = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(count, 2 * count))
    kept = sparse.csr_matrix(by_row[:, integer])
    padded = sparse.hstack([kept, sparse.csr_matrix((kept.shape[0], count))])
    cost = np.maximum(model.cost[integer], 0.0)
    share = np.where(wished > 0, cumulative / np.maximum(wished, 1.0), 0.0)
    return LinearModel(
        cost=np.concatenate([_COST_WEIGHT * (cost / max(cost.sum(), 1.0) + 1.0 / count), share + _LEAST_WISH]),
        offset=0.0,
        matrix=sparse.csc_matrix(sparse.vstack([padded, lacks])),
        row_lower=np.concatenate([model.row_lower[alone], wished]),
        row_upper=np.concatenate([model.row_upper[alone], np.full(count, np.inf)]),
        lower=np.concatenate([model.lower[integer], np.zeros(count)]),
        upper=np.concatenate([model.upper[integer], np.maximum(wished, 0.0)]),
        integer=np.concatenate([np.ones(count, dtype=bool), np.zeros(count, dtype=bool)]),
        column_families=["decision"] * count + ["lack"] * count,
        row_families=["rule"] * kept.shape[0] + ["wish"] * count,
    )
