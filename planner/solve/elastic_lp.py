"""The relaxation of a large elastic model: solved once from nothing, then again and again from where it stands."""

import time

import numpy as np

from planner.solve.compile import Floats, LinearModel
from planner.solve.ending import Ending
from planner.solve.highs import HighsSolver, Method, Result, ShouldStop
from planner.solve.scaling import find_scaling

_FROM_A_BASIS = 2_000
"""Iterations from an earlier basis before a run is begun anew: without presolve a simplex that has far to go takes ten
times as long (37,000 iterations in 27 s in the place of 7,200 in 2.8 s, at national size)."""
_FROM_NOTHING = 15_000
"""Iterations of a dual simplex before an interior point takes its place. Most models need 8,000 in 2 to 3 s, where an
interior point takes 22 s; where money is what is short, it was not at its end after 80 s. Counted in iterations and not
raced by the clock, the same way is taken in every run."""


class Relaxation:
    """A linear model with fractions for whole numbers, of which only costs and upper bounds change."""

    def __init__(self, model: LinearModel, seed: int, should_stop: ShouldStop) -> None:
        self._model, self._should_stop = model, should_stop
        self._solver = HighsSolver(model, find_scaling(model), seed=seed)
        self._solver.relax()
        self._upper = model.upper
        self._has_basis = False
        self._from_nothing: tuple[tuple[Method, int | None], ...] = (
            ("dual simplex", _FROM_NOTHING),
            ("interior point", None),
        )

    def solve(self, cost: Floats, upper: Floats, time_limit_s: float) -> Result:
        """Return a solution at a corner, where few columns are used, or how the run ended without one."""
        until = time.monotonic() + time_limit_s
        # A change of costs alone leaves the last solution possible.
        near: Method = "primal simplex" if np.array_equal(upper, self._upper) else "dual simplex"
        self._solver.set_bounds(self._model.lower, upper)
        self._solver.set_costs(cost)
        self._upper = upper
        if self._has_basis:
            result = self._run(near, _FROM_A_BASIS, until)
            if result.ending is not Ending.TIME_LIMIT:
                return result
        while True:
            method, most = self._from_nothing[0]
            self._solver.forget()
            result = self._run(method, most, until)
            if result.ending is not Ending.TIME_LIMIT or len(self._from_nothing) == 1 or time.monotonic() >= until:
                self._has_basis = result.ending is Ending.OPTIMAL
                return result
            self._from_nothing = self._from_nothing[1:]

    def multipliers(self) -> Floats:
        """Return the duals of the rows in the last solution."""
        return self._solver.duals()[0]

    def _run(self, method: Method, most_iterations: int | None, until: float) -> Result:
        return self._solver.solve_lp(
            method,
            time_limit_s=until - time.monotonic(),
            should_stop=self._should_stop,
            most_iterations=most_iterations,
        )
