"""What the sides of rows and bounds are worth when whole numbers may be fractions, and what that says of other data."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

import numpy as np
from pyomo.common.gc_manager import PauseGC

from models.build import build
from models.errors import ModelError
from models.instance import Instance
from planner.errors import WorkbookError
from planner.solve.board import Board
from planner.solve.compile import Floats, ImpossibleRowError, LinearModel, compile_model
from planner.solve.dual_bound import DualBound, disjoint_sets
from planner.solve.highs import HighsSolver, Method
from planner.solve.scaling import find_scaling

Key = tuple[str, Hashable]
"""Family and index; a supply is named by chip and scope, so that it is the same in other data."""
_LARGE = 100_000
"""Non-zeros from which an interior point is the faster way."""


@dataclass(frozen=True)
class Worth:
    """The dual solution of a relaxation; what things are worth adds up to its cost."""

    cost_m: float
    """Of the relaxation: no plan costs less."""
    worth_m: Mapping[Key, float]
    """Of rows and columns: dual times side, reduced cost times bound. What has no key is worth nothing."""
    duals: Mapping[Key, float] = field(repr=False)
    """Of rows."""


def relaxation_worth(inst: Instance, seed: int = 0) -> Worth | None:
    """Return what the relaxation of an instance values everything at; None: it has no solution.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C.
    WorkbookError
        When the instance cannot be put into mathematics.
    """
    model = _compiled(inst)
    if model is None:
        return None
    solver = HighsSolver(model, find_scaling(model), seed=seed)
    solver.relax()
    method: Method = "interior point" if model.matrix.nnz > _LARGE else "dual simplex"
    board = Board(0.0, None)
    found: list[tuple[Floats, Floats]] = []
    costs: list[float] = []

    def work() -> None:
        result = solver.solve_lp(method, should_stop=lambda: board.interrupted)
        if result.cost is not None:
            costs.append(result.cost)
            found.append(solver.duals())

    with board.hearing_interrupts():
        board.work(work)
    if board.interrupted:
        raise KeyboardInterrupt
    if not found:
        return None
    duals, reduced = found[0]
    rows, columns = _row_keys(inst, model), _column_keys(model)
    sides = np.where(duals > 0.0, model.row_lower, model.row_upper)
    bounds = np.where(reduced > 0.0, model.lower, model.upper)
    worth_m = _products(rows, duals, sides) | _products(columns, reduced, bounds)
    worth_m["constant", ()] = model.offset
    nonzero = {key: float(dual) for key, dual in zip(rows, duals, strict=True) if dual != 0.0}
    return Worth(costs[0], worth_m, nonzero)


def bound_by_duals(inst: Instance, duals: Mapping[Key, float]) -> float:
    """Return what no plan of an instance can cost less than, by weak duality from duals of other data.

    Any duals give a valid bound; those of data with the same rows and more of everything give a good one. What the rows
    of other data would charge is missing here, so that the duals of some families are set to their best value.
    """
    model = _compiled(inst)
    if model is None:
        return np.inf
    flows = np.flatnonzero(~model.integer)
    bounds = DualBound(model, disjoint_sets(model, flows))
    return bounds.of(_carried_over(_row_keys(inst, model), duals)).bound


def _carried_over(keys: list[Key], duals: Mapping[Key, float]) -> Floats:
    """Return the duals of rows in data in which some regions are alone.

    Work that has nowhere else to go there takes the dual of work that had. Where nothing can be pooled, the time of
    such work has no limit of its own, and what that was worth goes to the time of all work.
    """
    there = set(keys)
    found = np.zeros(len(keys))
    for i, (family, index) in enumerate(keys):
        found[i] = duals.get((family, index), 0.0)
        if family == "confined_balance" and (family, index) not in duals:
            found[i] = duals.get(("host_balance", index), 0.0)
        if family == "chip_time_limit" and ("confined_time_limit", index) not in there:
            found[i] += duals.get(("confined_time_limit", index), 0.0)
    return found


def _compiled(inst: Instance) -> LinearModel | None:
    """Return the arrays of an instance; None: a row without decisions is violated."""
    try:
        with PauseGC():
            return compile_model(build(inst).pyomo)
    except ImpossibleRowError:
        return None
    except ModelError as error:
        raise WorkbookError(str(error)) from error


def _products(keys: list[Key], duals: Floats, sides: Floats) -> dict[Key, float]:
    return {
        key: float(dual * side)
        for key, dual, side in zip(keys, duals, sides, strict=True)
        if dual != 0.0 and np.isfinite(side) and side != 0.0
    }


def _row_keys(inst: Instance, model: LinearModel) -> list[Key]:
    return [
        (family, _named(inst, row.index()) if family == "supply_limit" else row.index())
        for family, row in zip(model.row_families, model.rows, strict=True)
    ]


def _named(inst: Instance, index: tuple[int, str]) -> Hashable:
    i, e = index
    supply = inst.first_case.supplies[i]
    return supply.chip, supply.scope, e


def _column_keys(model: LinearModel) -> list[Key]:
    return [(family, column.index()) for family, column in zip(model.column_families, model.columns, strict=True)]
