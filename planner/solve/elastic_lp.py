"""The relaxation of a large elastic model: solved once from nothing, then again and again from where it stands."""

import numpy as np

from planner.solve.compile import Floats, LinearModel
from planner.solve.highs import HighsSolver, Method, Result, ShouldStop
from planner.solve.scaling import find_scaling

_MOST_ITERATIONS = 2_000
"""From an earlier basis, before a run is begun anew: without presolve a simplex that has far to go takes ten times as
long (37,000 iterations in 27 s in the place of 7,200 in 2.8 s, at national size)."""


class Relaxation:
    """A linear model with fractions for whole numbers, of which only costs and upper bounds change.

    The dual simplex was ten times as fast as an interior point from nothing (2 to 3 s against 22).
    """

    def __init__(self, model: LinearModel, seed: int, should_stop: ShouldStop) -> None:
        self._model, self._should_stop = model, should_stop
        self._solver = HighsSolver(model, find_scaling(model), seed=seed)
        self._solver.relax()
        self._upper: Floats | None = None
        self._most_iterations: int | None = None

    def solve(self, cost: Floats, upper: Floats, time_limit_s: float) -> Result:
        """Return a solution at a corner, where few columns are used, or how the run ended without one."""
        method: Method = "primal simplex"  # a change of costs alone leaves the last solution possible
        if self._upper is None or not np.array_equal(upper, self._upper):
            self._solver.set_bounds(self._model.lower, upper)
            method = "dual simplex"
        self._upper = upper
        self._solver.set_costs(cost)
        most, self._most_iterations = self._most_iterations, _MOST_ITERATIONS
        return self._solver.solve_lp(
            method, time_limit_s=time_limit_s, should_stop=self._should_stop, most_iterations=most
        )

    def multipliers(self) -> Floats:
        """Return the duals of the rows in the last solution."""
        return self._solver.duals()[0]
