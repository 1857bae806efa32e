"""What a further PFLOPS would cost where it runs, in every region, whether or not it hosts anything in the plan.

Duals say this only of regions that host: where nothing runs, there are many that fit. So a little more is asked of
every host at once, in the linear program of the long run, and the duals are read there. What cannot be done at all
with the yes-no decisions of the plan may stay undone at a price beyond any other, by which it is found.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from models.build import build
from models.instance import Instance
from models.plan import Plan
from planner.solve.compile import Floats, Integers, LinearModel, compile_model
from planner.solve.prices import long_run
from planner.solve.run import PRICED_LIMITS, REPEATED_BOUNDS, TIES, TIGHTENING
from planner.solve.scaling import find_scaling
from planner.solve.start import decisions_of

Key = tuple[str, Hashable]
HOSTS = ("host_balance", "confined_balance")
"""What is run for others and, where it may leave, for the region itself; the region's own work that may not."""
_MORE = 1e-6
"""Share of the mean demand by which every host is asked for more: less than limits are widened by for prices, so that
where a plan just fills a hall both are read on the same side of it."""
_BEYOND = 1e3
"""Times the largest price of a host: no work costs as much."""


@dataclass(frozen=True)
class _Undone:
    """Stands for the variable of a column that the model does not have: work that is not done."""

    row: Hashable

    def index(self) -> Hashable:
        """Return the index of the host's row."""
        return self.row


def offered_prices(inst: Instance, plan: Plan, seed: int = 0) -> Mapping[Key, float | None] | None:
    """Return what a further PFLOPS at each host in each slice would cost, as expected present value in millions.

    By the row of the host. None as a price: with the yes-no decisions of the plan no more can run there. None in all:
    the linear program does not solve.
    """
    model = compile_model(build(inst).pyomo)
    x = decisions_of(plan, inst, model)
    slices = {str(s) for case in inst.cases.values() for s in case.slices}
    hosts = np.array([i for i in model.rows_of(*HOSTS).tolist() if model.rows[i].index()[-1] in slices], dtype=np.int64)
    base = _duals(model, x, seed)
    if base is None:
        return None
    beyond = _BEYOND * (1.0 + float(np.abs(base[hosts]).max(initial=0.0)))
    asked = _asking_more(model, hosts, _MORE * _mean_demand(inst), beyond)
    # A hall that is not there must not have the room that prices widen limits by.
    duals = _duals(asked, np.concatenate([x, np.zeros(len(hosts))]), seed, least_limit=0.0)
    if duals is None:
        return None
    prices = np.abs(duals[hosts])
    return {
        (model.row_families[i], model.rows[i].index()): None if price > beyond / 2 else float(price)
        for i, price in zip(hosts.tolist(), prices, strict=True)
    }


def _duals(model: LinearModel, x: Floats, seed: int, least_limit: float = 1.0) -> Floats | None:
    point = long_run(
        model,
        find_scaling(model),
        x,
        ties=TIES,
        tightening=TIGHTENING,
        limits=PRICED_LIMITS,
        repeated=REPEATED_BOUNDS,
        seed=seed,
        least_limit=least_limit,
    )
    return None if point is None else point.duals


def _asking_more(model: LinearModel, hosts: Integers, more: float, beyond: float) -> LinearModel:
    """Return the model in which each of these rows runs more than it serves, with a column for what stays undone."""
    by_row = model.matrix.tocsr()
    # What runs is on one side of the row, what is served on the other; any column tells which is which.
    first = by_row.indptr[hosts]
    runs = np.array([model.column_families[j] in ("run", "confined_run") for j in by_row.indices[first].tolist()])
    sign = np.where(runs, 1.0, -1.0) * np.sign(by_row.data[first])
    count = len(hosts)
    undone = sparse.csc_matrix((sign, (hosts, np.arange(count))), shape=(model.row_count, count))
    shift = np.zeros(model.row_count)
    shift[hosts] = more * sign
    return replace(
        model,
        cost=np.concatenate([model.cost, np.full(count, beyond)]),
        matrix=sparse.csc_matrix(sparse.hstack([model.matrix, undone])),
        row_lower=model.row_lower + shift,
        row_upper=model.row_upper + shift,
        lower=np.concatenate([model.lower, np.zeros(count)]),
        upper=np.concatenate([model.upper, np.full(count, np.inf)]),
        integer=np.concatenate([model.integer, np.zeros(count, dtype=bool)]),
        column_families=[*model.column_families, *["undone"] * count],
        columns=[*model.columns, *(_Undone(model.rows[i].index()) for i in hosts.tolist())],
    )


def _mean_demand(inst: Instance) -> float:
    amounts = [x for case in inst.cases.values() for x in case.demand_pflops.values() if x > 0]
    return sum(amounts) / len(amounts) if amounts else 1.0
