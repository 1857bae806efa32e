"""The planner's limits as rows of a model that may give way. Knows only arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from planner.solve.compile import Floats, Integers, LinearModel

LimitKey = tuple[str, ...]
"""The family of a limit, and its index."""


@dataclass(frozen=True, eq=False)
class ElasticRow:
    """A row that holds `lower <= coefficients @ x[columns] <= upper` while its limit is where it is."""

    columns: Integers
    coefficients: Floats
    lower: float
    upper: float
    per_unit: float = 1.0
    """How far the row's side moves when the limit moves by one."""


@dataclass(eq=False)
class Limit:
    """A number that the planner has set, and the rows in which it stands."""

    key: LimitKey
    now: float
    size: float
    """What a move is compared with, above 0."""
    most: float
    """The farthest move."""
    whole: bool = False
    weight: float = 1.0
    """How much dearer than others it is to move."""
    rows: list[ElasticRow] = field(default_factory=list)
    """One that belongs to several limits is in the rows of each, as often as it moves with it."""


def with_limits(
    model: LinearModel, limits: Sequence[Limit], units: Floats
) -> tuple[LinearModel, tuple[tuple[int, ...], ...]]:
    """Return the model with the rows of the limits, and three columns a limit: up, down, and whether it moves.

    With it come the numbers of the rows in which each limit stands.

    Up and down are counted in the unit of each limit. A row in which several limits stand, such as money carried over
    from year to year, moves with all of them.
    """
    own, n = model.column_count, len(limits)
    height, width = model.row_count, own + 3 * n
    entries: list[tuple[int, int, float]] = []
    lower, upper = model.row_lower.tolist(), model.row_upper.tolist()
    rises, falls = np.zeros(n), np.zeros(n)
    parts: list[tuple[Integers, Integers, Floats]] = []
    placed: dict[int, int] = {}
    for i, limit in enumerate(limits):
        unit = float(units[i])
        most = limit.most / unit
        for row in limit.rows:
            if id(row) not in placed:
                placed[id(row)] = height
                parts.append((np.full(len(row.columns), height), row.columns, row.coefficients))
                lower.append(row.lower)
                upper.append(row.upper)
                height += 1
            if np.isfinite(row.upper):
                rises[i] = most
                entries.append((placed[id(row)], own + i, -row.per_unit * unit))
            if np.isfinite(row.lower):
                falls[i] = most
                entries.append((placed[id(row)], own + n + i, row.per_unit * unit))
        entries += [(height, own + i, 1.0), (height, own + n + i, 1.0), (height, own + 2 * n + i, -most)]
        lower.append(-np.inf)
        upper.append(0.0)
        height += 1
    base = model.matrix.tocoo()
    rows = np.concatenate([base.row, *(part[0] for part in parts), [e[0] for e in entries]]).astype(np.int64)
    columns = np.concatenate([base.col, *(part[1] for part in parts), [e[1] for e in entries]]).astype(np.int64)
    values = np.concatenate([base.data, *(part[2] for part in parts), [e[2] for e in entries]]).astype(float)
    whole = np.array([limit.whole for limit in limits], dtype=bool)
    whole_model = LinearModel(
        cost=np.zeros(width),
        offset=0.0,
        matrix=sparse.csc_matrix((values, (rows, columns)), shape=(height, width)),
        row_lower=np.array(lower, dtype=float),
        row_upper=np.array(upper, dtype=float),
        lower=np.concatenate([model.lower, np.zeros(3 * n)]),
        upper=np.concatenate([model.upper, rises, falls, np.ones(n)]),
        integer=np.concatenate([model.integer, whole, whole, np.ones(n, dtype=bool)]),
        column_families=(*model.column_families, *(["limit_up"] * n + ["limit_down"] * n + ["limit_moved"] * n)),
        row_families=(*model.row_families, *(["elastic"] * (height - model.row_count))),
    )
    return whole_model, tuple(tuple(placed[id(row)] for row in limit.rows) for limit in limits)
