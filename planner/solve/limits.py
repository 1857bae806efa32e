"""The planner's own limits as elastic rows: those of an instance, over the model of its loosened twin."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from models.build import Built, build
from models.instance import Instance
from planner.solve.compile import LinearModel, compile_model
from planner.solve.elastic_rows import Limit
from planner.solve.limit_columns import GatheredLimits
from planner.solve.limit_sizes import Needs

_FARTHEST = 1e3
"""In sizes of a limit: how far one may move that has no farthest move of its own."""
_TINY = 1e-6
_PART = 0.1
"""Of what the work behind a limit takes: where the limit itself is less, its moves are compared with this."""


@dataclass(frozen=True, eq=False)
class Loose:
    """The model of a loosened instance without the planner's limits, and those limits."""

    inst: Instance
    built: Built
    whole: LinearModel
    """With all rows, to read values back."""
    model: LinearModel
    limits: tuple[Limit, ...]


def limits_of(inst: Instance, loose: Instance) -> Loose:
    """Return the limits of a one-scenario instance over the model of its loosened twin.

    The move of a limit is compared with the limit itself, or where that is small with part of what the work takes.

    Raises
    ------
    ImpossibleRowError
        When a rule cannot be kept whatever the limits are.
    """
    # What follows from the limits no longer does once they may move.
    built = build(loose, tightened=False)
    whole = compile_model(built.pyomo)
    gathered = GatheredLimits(inst, loose, built.sets, whole)
    gathered.from_rows()
    gathered.from_columns()
    kept = np.array([i for i in range(whole.row_count) if i not in gathered.taken], dtype=np.int64)
    model = LinearModel(
        cost=whole.cost,
        offset=whole.offset,
        matrix=sparse.csc_matrix(whole.matrix.tocsr()[kept]),
        row_lower=whole.row_lower[kept],
        row_upper=whole.row_upper[kept],
        lower=whole.lower,
        upper=whole.upper,
        integer=whole.integer,
        column_families=whole.column_families,
        row_families=tuple(whole.row_families[i] for i in kept.tolist()),
        origin=whole.origin,
    )
    limits = tuple(gathered.limits.values())
    needs = Needs(inst)
    for limit in limits:
        _give_size(limit, max(limit.size, _PART * needs.behind(limit.key)))
    return Loose(loose, built, whole, model, limits)


def _give_size(limit: Limit, size: float) -> None:
    """Give a limit its size, which is above 0 and not below a thousandth of its farthest move."""
    if np.isfinite(limit.most):
        limit.size = max(size, limit.most / _FARTHEST) or 1.0
    else:
        limit.size = size if size > _TINY else 1.0
        limit.most = _FARTHEST * limit.size
