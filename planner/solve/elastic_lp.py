"""The relaxation of a large elastic model: solved once from nothing, then again and again from where it stands."""

import time
from dataclasses import dataclass

import numpy as np

from planner.solve.compile import Floats, LinearModel
from planner.solve.ending import Ending
from planner.solve.highs import HighsSolver, Method, Result, ShouldStop
from planner.solve.scaling import find_scaling

_ROUNDING = 1e-7


@dataclass(frozen=True)
class _Way:
    """A way to solve a model from nothing."""

    method: Method
    most_iterations: int | None
    """Before the next way takes its place; None: there is none."""
    most_from_a_basis: int
    """Iterations of a simplex from an earlier basis before the model is solved from nothing instead."""


_WAYS = (_Way("dual simplex", 25_000, 2_000), _Way("interior point", None, 10_000))
"""Most models of national size need 8,000 to 17,000 iterations of a dual simplex, 2 to 6 s, where an interior point
takes 22 s; where money is what is short, the dual simplex was not at its end after 80 s. From a basis that is far away
a simplex, which then has no presolve, took ten times as long as from nothing (37,000 iterations in 27 s in the place of
7,200 in 2.8 s). Counted in iterations, and not raced by the clock, the same way is taken in every run."""


class Relaxation:
    """A linear model with fractions for whole numbers, of which only costs and upper bounds change."""

    def __init__(self, model: LinearModel, seed: int, should_stop: ShouldStop) -> None:
        self._model, self._should_stop = model, should_stop
        self._solver = HighsSolver(model, find_scaling(model), seed=seed)
        self._solver.relax()
        self._x: Floats | None = None
        self._ways: tuple[_Way, ...] = _WAYS

    def solve(self, cost: Floats, upper: Floats, time_limit_s: float) -> Result:
        """Return a solution at a corner, where few columns are used, or how the run ended without one."""
        until = time.monotonic() + time_limit_s
        self._solver.set_bounds(self._model.lower, upper)
        self._solver.set_costs(cost)
        result = self._from_a_basis(upper, until) if self._x is not None else Result(Ending.TIME_LIMIT)
        if result.ending is Ending.TIME_LIMIT:
            result = self._from_nothing(until)
        if result.x is not None or result.ending is not Ending.INFEASIBLE:
            self._x = result.x
        return result

    def _from_a_basis(self, upper: Floats, until: float) -> Result:
        """Go on from the last solution: by the primal simplex while it is one, else by the dual."""
        assert self._x is not None
        fits = bool((self._x <= upper + _ROUNDING * (1.0 + np.abs(upper))).all())
        return self._run("primal simplex" if fits else "dual simplex", self._ways[0].most_from_a_basis, until)

    def _from_nothing(self, until: float) -> Result:
        while True:
            way, *others = self._ways
            self._solver.forget()
            result = self._run(way.method, way.most_iterations, until)
            if result.ending is not Ending.TIME_LIMIT or not others or time.monotonic() >= until:
                return result
            self._ways = tuple(others)

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
