"""The planner's own search as a solver of Pyomo, by the name of which mpi-sppy solves each group of futures with it.

Each model has its `Future`, which keeps the compiled rows, the last solution and the clock; the multipliers and means
are read from the parameters that mpi-sppy keeps beside the model.
"""

from typing import Any

import numpy as np
from pyomo.environ import ConcreteModel, SolverFactory
from pyomo.opt import Solution, SolutionStatus, SolverResults, SolverStatus, TerminationCondition
from pyomo.solvers.plugins.solvers.persistent_solver import PersistentSolver

from planner.solve.ending import Ending
from planner.solve.hedging.drawing import Pull
from planner.solve.hedging.future import Found, Future

NAME = "planner_search"
_CONDITIONS = {
    Ending.OPTIMAL: TerminationCondition.optimal,
    Ending.GAP_REACHED: TerminationCondition.optimal,
    Ending.INFEASIBLE: TerminationCondition.infeasible,
    Ending.UNBOUNDED: TerminationCondition.unbounded,
}
"""Others have come to an end of their time."""


def give_future(model: ConcreteModel, future: Future) -> None:
    """Let a model be solved by its future."""
    model._planner_future = future


def future_of(model: ConcreteModel) -> Future:
    """Return the future of a model."""
    future: Future = model._planner_future
    return future


@SolverFactory.register(NAME, doc="The planner's own search, for the model of one future")
class OwnSearch(PersistentSolver):  # type: ignore[misc]  # Pyomo has no types
    """Solves the model that it was given, with what is fixed and what draws it at the time.

    Its options are those of a search, see `Future.search`.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(type=NAME, **settings)
        self._future: Future | None = None
        self._found: Found | None = None

    def available(self, exception_flag: bool = True) -> bool:
        """Return whether it can solve: it needs nothing else."""
        return True

    def has_capability(self, capability: str) -> bool:
        """Return whether it takes a square in the objective: of distances from a mean alone, approximately."""
        return capability == "quadratic_objective"

    def set_instance(self, model: ConcreteModel, **settings: Any) -> None:
        """Take a model; its rows are compiled already."""
        self._future = future_of(model)

    def set_objective(self, objective: Any) -> None:
        """Do nothing: what draws the decisions is read when the search begins."""

    def update_var(self, variable: Any) -> None:
        """Do nothing: what is fixed is read when the search begins."""

    def solve(self, model: ConcreteModel, **settings: Any) -> SolverResults:
        """Search, and return how that ended; `load_vars` gives the variables their values."""
        assert self._future is not None
        found = self._future.search(_pull(model), _fixed(model), **self.options)
        self._found = found
        # mpi-sppy would keep the bound of another search where this one has no solution.
        model._mpisppy_data.outer_bound = -np.inf if found.bound is None else found.bound
        return _results(found)

    def load_vars(self, variables: Any = None) -> None:
        """Give the variables the values of the last solution."""
        assert self._future is not None
        assert self._found is not None
        assert self._found.x is not None
        self._future.write(self._found.x)


def _pull(model: ConcreteModel) -> Pull | None:
    """Return what draws the shared decisions of a model at present."""
    beside, indices = model._mpisppy_model, model._mpisppy_data.nonant_indices
    if not hasattr(beside, "W") or not beside.W_on.value:
        return None

    def numbers(parameter: Any) -> np.ndarray:
        return np.array([parameter[index].value for index in indices], dtype=float)

    if not beside.prox_on.value:
        return Pull(numbers(beside.W))
    return Pull(numbers(beside.W), numbers(beside.rho), numbers(beside.xbars))


def _fixed(model: ConcreteModel) -> np.ndarray | None:
    """Return the values of the shared decisions that are fixed, nan where they are free; None: all are free."""
    variables = model._mpisppy_data.nonant_indices.values()
    values = np.array([variable.value if variable.fixed else np.nan for variable in variables], dtype=float)
    return None if np.isnan(values).all() else values


def _results(found: Found) -> SolverResults:
    """Return the end of a search in Pyomo's words."""
    results = SolverResults()
    results.solver.status = SolverStatus.ok
    results.solver.termination_condition = _CONDITIONS.get(found.ending, TerminationCondition.maxTimeLimit)
    results.problem.lower_bound = -np.inf if found.bound is None else found.bound
    results.problem.upper_bound = np.inf if found.cost is None else found.cost
    if found.x is not None:
        solution = Solution()
        solution.status = SolutionStatus.feasible
        results.solution.insert(solution)
        if found.ending not in _CONDITIONS:
            results.solver.status = SolverStatus.aborted
    return results
