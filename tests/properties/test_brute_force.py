"""The optimum is the best of all whole-number decisions tried one by one."""

from itertools import product
from math import inf, prod

import numpy as np
from hypothesis import assume
from scipy.optimize import linprog

from models.build import build
from models.instance import Case, single
from planner.solve.compile import ImpossibleRowError, LinearModel, compile_model
from tests.audit.random_instances import Size
from tests.properties.simple import few_decisions
from tests.properties.trying import both_efforts, cases, hold, near
from tests.solving import cost

TINY = Size(regions=2, workloads=1, chips=2, tiers=1, slices=1, periods=2)
MOST = 300
"""Combinations of whole numbers."""


def cheapest_of_all(model: LinearModel) -> float | None:
    """Return the least cost over all whole-number decisions, an LP solved for each; None when there is no plan."""
    whole = np.flatnonzero(model.integer)
    choices = [range(round(model.lower[j]), round(model.upper[j]) + 1) for j in whole]
    assume(1 < prod(len(choice) for choice in choices) <= MOST)
    one_sided, sides = _one_sided(model)
    best = inf
    lower, upper = model.lower.copy(), model.upper.copy()
    for decided in product(*choices):
        lower[whole] = upper[whole] = decided
        found = linprog(model.cost, one_sided, sides, bounds=np.column_stack([lower, upper]), method="highs")
        assert found.status in (0, 2), found.message
        if found.status == 0:
            best = min(best, found.fun + model.offset)
    return None if best == inf else best


def _one_sided(model: LinearModel) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows as `a x <= b`."""
    rows = model.matrix.toarray()
    above, below = np.isfinite(model.row_upper), np.isfinite(model.row_lower)
    sides = np.concatenate([model.row_upper[above], -model.row_lower[below]])
    return np.concatenate([rows[above], -rows[below]]), sides


@both_efforts
def test_no_whole_number_decisions_are_better_than_those_of_the_plan(effort: int) -> None:
    def claim(case: Case) -> None:
        inst = single(few_decisions(case))
        try:
            wanted_m = cheapest_of_all(compile_model(build(inst).pyomo))
        except ImpossibleRowError:
            wanted_m = None
        assert near(cost(inst), wanted_m)

    hold(effort, cases(TINY), claim=claim)
