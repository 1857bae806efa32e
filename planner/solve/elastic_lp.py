"""The relaxation of a large elastic model: solved once from nothing, then again and again from where it stands."""

import threading
import time

import numpy as np

from planner.solve.compile import Floats, LinearModel
from planner.solve.ending import Ending
from planner.solve.highs import HighsSolver, Method, Result, ShouldStop
from planner.solve.scaling import find_scaling

_SETTLED = (Ending.OPTIMAL, Ending.INFEASIBLE)


class Relaxation:
    """A linear model with fractions for whole numbers, of which only costs and upper bounds change."""

    def __init__(self, model: LinearModel, seed: int, should_stop: ShouldStop) -> None:
        self._model, self._seed, self._should_stop = model, seed, should_stop
        self._scaling = find_scaling(model)
        self._solver: HighsSolver | None = None
        self._upper: Floats | None = None

    def solve(self, cost: Floats, upper: Floats, time_limit_s: float) -> Result:
        """Return a solution at a corner, where few columns are used, or how the run ended without one."""
        if self._solver is None:
            return self._race(cost, upper, time_limit_s)
        method: Method = "primal simplex"  # a change of costs alone leaves the last solution possible
        if self._upper is None or not np.array_equal(upper, self._upper):
            self._solver.set_bounds(self._model.lower, upper)
            method = "dual simplex"
        self._upper = upper
        self._solver.set_costs(cost)
        return self._solver.solve_lp(method, time_limit_s=time_limit_s, should_stop=self._should_stop)

    def multipliers(self) -> Floats:
        """Return the duals of the rows in the last solution."""
        assert self._solver is not None
        return self._solver.duals()[0]

    def _race(self, cost: Floats, upper: Floats, time_limit_s: float) -> Result:
        """Solve by two methods side by side: either may need ten times as long as the other."""
        until = time.monotonic() + time_limit_s
        over = threading.Event()
        winners: list[tuple[HighsSolver, Result]] = []
        errors: list[BaseException] = []

        def run(method: Method) -> None:
            try:
                solver = HighsSolver(self._model, self._scaling, seed=self._seed)
                solver.relax()
                solver.set_bounds(self._model.lower, upper)
                solver.set_costs(cost)
                result = solver.solve_lp(
                    method,
                    time_limit_s=until - time.monotonic(),
                    should_stop=lambda: over.is_set() or self._should_stop(),
                )
                if result.ending in _SETTLED and not over.is_set():
                    winners.append((solver, result))
                    over.set()
            except BaseException as error:
                errors.append(error)
                over.set()

        methods: tuple[Method, Method] = ("dual simplex", "interior point")
        threads = [threading.Thread(target=run, args=(method,), daemon=True) for method in methods]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if errors:
            raise errors[0]
        if not winners:
            return Result(Ending.INTERRUPTED if self._should_stop() else Ending.TIME_LIMIT)
        self._solver, result = winners[0]
        self._upper = upper
        return result
