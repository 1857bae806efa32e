"""The one adapter to HiGHS: models in and out in their own units, every ending in the planner's words."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import highspy
import numpy as np
from scipy import sparse

from planner.solve.banner import hush_banner
from planner.solve.compile import Floats, LinearModel, Mask
from planner.solve.ending import Ending
from planner.solve.listening import Feed, OnBound, OnSolution, listening
from planner.solve.scaling import Scaling

_STATUS = highspy.HighsModelStatus
_ENDINGS: dict[Any, Ending] = {
    _STATUS.kOptimal: Ending.OPTIMAL,
    _STATUS.kModelEmpty: Ending.OPTIMAL,
    _STATUS.kInfeasible: Ending.INFEASIBLE,
    _STATUS.kUnbounded: Ending.UNBOUNDED,
    _STATUS.kTimeLimit: Ending.TIME_LIMIT,
    _STATUS.kIterationLimit: Ending.TIME_LIMIT,
    _STATUS.kInterrupt: Ending.INTERRUPTED,
    _STATUS.kObjectiveBound: Ending.GAP_REACHED,
    _STATUS.kObjectiveTarget: Ending.GAP_REACHED,
}
"""What is not here is a failure: of loading, presolve, solve, postsolve, memory, or unknown."""

Method = Literal["dual simplex", "primal simplex", "interior point"]
_METHODS: dict[Method, tuple[str, int]] = {
    "dual simplex": ("simplex", 1),
    "primal simplex": ("simplex", 4),
    "interior point": ("ipx", 1),
}

Basis = Any
"""HiGHS' own object: which columns and rows are basic."""

ShouldStop = Callable[[], bool]
_INTERIOR_TOLERANCE = 1e-6
"""Of the cost; an interior point ends when primal and dual cost are within 1e-8 of each other."""
EXACT_GAP = 1e-7
"""A relative gap below this is no gap: costs are sums of many terms in floating point."""
_ROOT_NONZEROS = 200_000
"""Above this the first relaxation of a tree search is solved by interior point: a simplex from no basis took three
times as long at 250,000, and did not end in 150 s at 430,000."""
_NO_LIMIT = 2**31 - 1
_SECOND_OPINION_S = 60.0
"""For a search without presolve, when presolve finds no solution."""


def never() -> bool:
    """Do not stop."""
    return False


@dataclass(eq=False)
class Result:
    """The end of one run of the solver."""

    ending: Ending
    x: Floats | None = None
    """The solution, if there is a feasible one."""
    cost: float | None = None
    bound: float | None = None


class HighsSolver:
    """One model inside HiGHS. Costs, bounds, sides and integrality may change between runs; the basis is kept."""

    def __init__(self, model: LinearModel, scaling: Scaling, *, seed: int = 0, tolerance: float | None = None) -> None:
        self._model = model
        self._scaling = scaling
        self._twin = scaling.scaled(model)
        self._columns = np.arange(model.column_count, dtype=np.int32)
        self._rows = np.arange(model.row_count, dtype=np.int32)
        self._discrete = bool(model.integer.any())
        self._should_stop: ShouldStop = never
        hush_banner()
        self._highs = highspy.Highs()
        # The callbacks fall silent with output_flag off, so that only the console is switched off.
        self._set(log_to_console=False, threads=1, parallel="off", random_seed=seed, mip_min_logging_interval=0.5)
        if tolerance is not None:
            self._set(primal_feasibility_tolerance=tolerance, dual_feasibility_tolerance=tolerance)
        twin, matrix = self._twin, self._twin.matrix
        self._highs.passModel(
            model.column_count,
            model.row_count,
            matrix.nnz,
            int(highspy.MatrixFormat.kColwise),
            int(highspy.ObjSense.kMinimize),
            twin.offset,
            twin.cost,
            twin.lower,
            twin.upper,
            twin.row_lower,
            twin.row_upper,
            matrix.indptr.astype(np.int32),
            matrix.indices.astype(np.int32),
            matrix.data,
            model.integer.astype(np.int32),
        )
        for callback in (self._highs.cbSimplexInterrupt, self._highs.cbIpmInterrupt, self._highs.cbMipInterrupt):
            callback.subscribe(self._stop_if_asked)

    def set_costs(self, cost: Floats) -> None:
        """Replace the costs of all columns."""
        scaled = cost * self._scaling.column * self._scaling.objective
        self._highs.changeColsCost(len(cost), self._columns, scaled)

    def set_bounds(self, lower: Floats, upper: Floats) -> None:
        """Replace the bounds of all columns."""
        factor = self._scaling.column
        self._highs.changeColsBounds(len(lower), self._columns, lower / factor, upper / factor)

    def set_sides(self, row_lower: Floats, row_upper: Floats) -> None:
        """Replace the two sides of all rows."""
        factor = self._scaling.row
        self._highs.changeRowsBounds(len(row_lower), self._rows, row_lower * factor, row_upper * factor)

    def add_rows(self, matrix: sparse.csr_matrix[np.float64], row_lower: Floats, row_upper: Floats) -> None:
        """Add rows below the others; the basis stays, and the new rows are in it."""
        count = len(row_lower)
        scaled = sparse.csr_matrix(matrix @ sparse.diags_array(self._scaling.column))
        pointers = scaled.indptr[:-1].astype(np.int32)
        self._highs.addRows(
            count, row_lower, row_upper, scaled.nnz, pointers, scaled.indices.astype(np.int32), scaled.data
        )

    def set_integer(self, integer: Mask) -> None:
        """Replace which columns are integer."""
        self._discrete = bool(integer.any())
        self._highs.changeColsIntegrality(len(integer), self._columns, integer.astype(np.uint8))

    def relax(self) -> None:
        """Let all columns be continuous."""
        self.set_integer(np.zeros(self._model.column_count, dtype=bool))

    @property
    def basis(self) -> Basis:
        """The basis of the last LP."""
        return self._highs.getBasis()

    def forget(self) -> None:
        """Begin the next run from nothing."""
        self._highs.clearSolver()

    def start_from(self, basis: Basis) -> None:
        """Begin the next LP from a basis of another solver with the same model."""
        self._highs.setBasis(basis)

    def solve_lp(
        self,
        method: Method = "dual simplex",
        *,
        presolve: bool = True,
        crossover: bool = True,
        time_limit_s: float = np.inf,
        should_stop: ShouldStop = never,
        cutoff: float = np.inf,
        most_iterations: int | None = None,
    ) -> Result:
        """Solve the model, which must have no integer columns (any more).

        After `most_iterations` of a simplex it ends as at a time limit.
        Without crossover, an interior point is left as it is: no basis, and a bound lowered by its tolerance. A cost
        above `cutoff` is of no interest: the run may end with GAP_REACHED and no solution once that is certain.
        """
        name, strategy = _METHODS[method]
        self._set(
            solver=name,
            simplex_strategy=strategy,
            presolve="choose" if presolve else "off",
            run_crossover="on" if crossover else "off",
            objective_bound=cutoff * self._scaling.objective,
            simplex_iteration_limit=_NO_LIMIT if most_iterations is None else most_iterations,
        )
        result = self._run(time_limit_s, should_stop)
        if result.ending is Ending.FAILED:
            # Numerical trouble from a poor basis: once more from none.
            self.forget()
            self._set(solver="simplex", simplex_strategy=1, presolve="choose")
            result = self._run(time_limit_s, should_stop)
        if result.ending is Ending.OPTIMAL and result.cost is not None:
            inside = method == "interior point" and not crossover
            result.bound = result.cost - (_INTERIOR_TOLERANCE * abs(result.cost) if inside else 0.0)
        else:
            result.x = result.cost = None
        return result

    def solve_interior(self, *, time_limit_s: float = np.inf, should_stop: ShouldStop = never) -> Result:
        """Solve the model by interior point and nothing else; without integer columns, basis or bound of its own.

        Where it comes near to an optimum and no nearer, that point is returned with the ending FAILED. Its duals are
        there in any case; what they prove is for `dual_bound.py` to say.
        """
        self._set(solver="ipx", presolve="choose", run_crossover="off", objective_bound=np.inf)
        result = self._run(time_limit_s, should_stop)
        info = self._highs.getInfo()
        near = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
        if result.ending is Ending.FAILED and near:
            return Result(Ending.FAILED, self._solution(), self._cost())
        return result if result.ending is Ending.OPTIMAL else Result(result.ending)

    def solve_mip(
        self,
        *,
        gap: float = 0.0,
        time_limit_s: float = np.inf,
        should_stop: ShouldStop = never,
        start: Floats | None = None,
        feed: Feed | None = None,
        on_solution: OnSolution | None = None,
        on_bound: OnBound | None = None,
    ) -> Result:
        """Solve the model with its integer columns.

        Parameters
        ----------
        start
            A solution to begin with.
        feed
            Asked now and then during the run for a solution found elsewhere.
        on_solution, on_bound
            Told of each better solution and bound; called from this thread.
        """
        root = "ipx" if self._twin.matrix.nnz > _ROOT_NONZEROS else "choose"
        self._set(solver="choose", mip_lp_solver=root, simplex_strategy=1, presolve="choose")
        self._set(mip_rel_gap=gap, objective_bound=np.inf)
        if start is not None:
            self._start_with(start)
        begin = time.monotonic()
        with listening(self._highs, self._scaling, feed=feed, on_solution=on_solution, on_bound=on_bound):
            result = self._run(time_limit_s, should_stop)
            if result.ending is Ending.INFEASIBLE:
                result = self._without_presolve(result, time_limit_s - (time.monotonic() - begin), should_stop)
        bound = float(self._highs.getInfo().mip_dual_bound) / self._scaling.objective
        if result.ending in (Ending.INFEASIBLE, Ending.UNBOUNDED, Ending.FAILED) or not np.isfinite(bound):
            return result
        result.bound = bound if self._discrete else result.cost
        if result.ending is Ending.OPTIMAL and result.cost is not None and result.bound is not None:
            within = result.cost - result.bound <= EXACT_GAP * max(abs(result.cost), 1.0)
            result.ending = Ending.OPTIMAL if within else Ending.GAP_REACHED
        return result

    def _without_presolve(self, found: Result, time_limit_s: float, should_stop: ShouldStop) -> Result:
        """Return another run's solution if there is one: the presolve of searches errs (issue 3090 of HiGHS 1.14)."""
        self._set(presolve="off")
        again = self._run(time_limit_s, should_stop)
        return found if again.x is None else again

    def duals(self) -> tuple[Floats, Floats]:
        """Return row duals and reduced costs of the last LP: the change of cost for one more unit of side or bound."""
        solution = self._highs.getSolution()
        return (
            self._scaling.duals(np.array(solution.row_dual, dtype=float)),
            self._scaling.reduced_costs(np.array(solution.col_dual, dtype=float)),
        )

    def _run(self, time_limit_s: float, should_stop: ShouldStop) -> Result:
        if should_stop():
            return Result(Ending.INTERRUPTED)
        if time_limit_s <= 0:
            return Result(Ending.TIME_LIMIT)
        # The clock here serves what calls back; HiGHS' own is for presolve and the like, which do not. HiGHS counts its
        # limit over all runs of a linear model, and over one of a tree search.
        until = time.monotonic() + time_limit_s
        self._should_stop = lambda: should_stop() or time.monotonic() > until
        self._set(time_limit=time_limit_s + (0.0 if self._discrete else self._highs.getRunTime()))
        self._highs.run()
        ending = self._ending()
        if ending is Ending.INTERRUPTED and not should_stop():
            ending = Ending.TIME_LIMIT
        info = self._highs.getInfo()
        if ending in (Ending.INFEASIBLE, Ending.UNBOUNDED, Ending.FAILED):
            return Result(ending)
        if (
            info.primal_solution_status != int(highspy.SolutionStatus.kSolutionStatusFeasible)
            and self._model.column_count
        ):
            return Result(ending)
        return Result(ending, self._solution(), self._cost())

    def _solution(self) -> Floats:
        return np.array(self._highs.getSolution().col_value, dtype=float) * self._scaling.column

    def _cost(self) -> float:
        return float(self._highs.getInfo().objective_function_value) / self._scaling.objective

    def _ending(self) -> Ending:
        status = self._highs.getModelStatus()
        if status != _STATUS.kUnboundedOrInfeasible:
            return _ENDINGS.get(status, Ending.FAILED)
        # Without costs nothing is unbounded: what is then solved has solutions, and the costs fall without end.
        before = np.array(self._highs.getLp().col_cost_, dtype=float)
        self._highs.changeColsCost(len(before), self._columns, np.zeros(len(before)))
        self._highs.run()
        status = self._highs.getModelStatus()
        self._highs.changeColsCost(len(before), self._columns, before)
        ending = _ENDINGS.get(status, Ending.FAILED)
        return Ending.UNBOUNDED if ending is Ending.OPTIMAL else ending

    def _start_with(self, x: Floats) -> None:
        solution = highspy.HighsSolution()
        solution.col_value = (x / self._scaling.column).tolist()
        self._highs.setSolution(solution)

    def _stop_if_asked(self, event: Any) -> None:
        if self._should_stop():
            event.interrupt()

    def _set(self, **options: Any) -> None:
        for name, value in options.items():
            if self._highs.setOptionValue(name, value) != highspy.HighsStatus.kOk:
                raise ValueError(f"HiGHS refuses the option {name} = {value!r}")
