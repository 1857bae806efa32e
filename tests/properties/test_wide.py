"""A search in a part of the flows: its bound holds for all plans, and its plans keep all rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf

import pytest

from models.audit.audit import audit
from models.instance import Instance
from planner.solve import Outcome, generation
from planner.solve import wide as search_of_a_part
from planner.solve.run import solve
from tests.properties.trying import both_efforts, hold, instances
from tests.solving import TO_THE_END, cost


@contextmanager
def in_part(*hosts: float) -> Iterator[None]:
    """Let every model count as too large, and its first part have the flows to so many of the nearest hosts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_of_a_part, "_NONZEROS", 0)
        patch.setattr(search_of_a_part, "_LEAST_SHARE", 0.0)
        patch.setattr(generation, "_RANKS", (*hosts, inf))
        yield


def wide(inst: Instance, *hosts: float) -> Outcome:
    """Return what a search in a part comes to, its plan audited."""
    with in_part(*hosts):
        found = solve(inst, TO_THE_END)
    if found.plan is not None:
        assert audit(inst, found.plan).passed
    return found


@both_efforts
def test_the_bound_of_a_part_is_below_the_best_plan_and_its_plan_keeps_all_rules(effort: int) -> None:
    def claim(inst: Instance) -> None:
        best_m = cost(inst)
        found = wide(inst, 0, 1)
        if best_m is None:
            assert found.plan is None
            return
        tolerance_m = 1e-6 * (1 + abs(best_m))
        assert found.bound_m is None or found.bound_m <= best_m + tolerance_m
        assert found.cost_m is None or found.cost_m >= best_m - tolerance_m

    hold(effort, instances(), claim=claim)
