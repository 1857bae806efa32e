"""Single futures of a tree searched again and again: drawn by multipliers, drawn to a mean, and fixed."""

from pathlib import Path

import numpy as np
import pytest

from models.build import build
from models.ids import OutcomeId
from models.plan import Plan
from planner.solve.ending import Ending
from planner.solve.hedging.clock import Clock
from planner.solve.hedging.drawing import Pull
from planner.solve.hedging.future import Found, Future
from planner.solve.hedging.groups import groups_of
from planner.solve.hedging.kept import KeptGroup, keep, last_cost_m, last_kept
from planner.solve.hedging.shared import shared_decisions
from tests.cases import four_futures

LOW, TOP = OutcomeId("2027"), OutcomeId("2027/top")


class One:
    """A future of `four_futures`: a unit costs 1 in 2026, 4 in 2027; 5 units are needed, in the top future 20.

    All that is shared is how many are bought in 2026.
    """

    def __init__(self, folder: Path, leaf: OutcomeId = LOW, *, time_limit_s: float = 60.0) -> None:
        inst = four_futures()
        built = build(inst.leaf(leaf))
        self.shared = [
            built.pyomo.component(family)[key] for family, key in shared_decisions(inst, groups_of(inst, 0))["ROOT"]
        ]
        self.clock = Clock(folder, time_limit_s)
        self.future = Future(inst.leaf(leaf), built, self.shared, self.clock, to_mean=True)

    def search(self, pull: Pull | None = None, fixed: float | None = None) -> Found:
        """Search to the end."""
        return self.future.search(pull, None if fixed is None else np.array([fixed]), gap=0.0, enough_s=60.0)

    def bought(self, found: Found) -> float:
        """Return the units bought in 2026."""
        assert found.x is not None
        self.future.write(found.x)
        return float(self.shared[0].value)


def test_a_future_by_itself_buys_what_it_needs(tmp_path: Path) -> None:
    one = One(tmp_path, TOP)
    assert one.future.unit_costs == pytest.approx([1.0])
    found = one.search()
    assert (found.cost, found.bound) == pytest.approx((20.0, 20.0))
    assert one.bought(found) == pytest.approx(20.0)


def test_a_multiplier_is_paid_for_each_unit(tmp_path: Path) -> None:
    one = One(tmp_path, TOP)
    # 20 units at 1 + 0.25
    assert one.search(Pull(np.array([0.25]))).bound == pytest.approx(25.0)
    # and again at 1, as if nothing had been
    assert one.search().bound == pytest.approx(20.0)


def test_a_mean_draws_by_the_square_of_the_distance_in_pieces(tmp_path: Path) -> None:
    one = One(tmp_path)
    # A unit earns 0.5, and loses from the mean of 7 on 0.2 / 2 * 7 / 4 = 0.175, from 7 + 7 / 4 on 0.2 / 2 * 7 * 5 / 4.
    found = one.search(Pull(np.array([-1.5]), np.array([0.2]), np.array([7.0])))
    assert one.bought(found) == pytest.approx(8.75)
    # 0.875 a unit are more than the 0.5, but not than 1.5
    found = one.search(Pull(np.array([-2.5]), np.array([0.2]), np.array([7.0])))
    assert one.bought(found) > 8.75


def test_a_fixed_decision_is_kept_and_free_again_afterwards(tmp_path: Path) -> None:
    one = One(tmp_path, TOP)
    fixed = one.search(fixed=5.0)
    assert one.bought(fixed) == pytest.approx(5.0)
    # 5 at 1, 15 at 4
    assert fixed.cost == pytest.approx(65.0)
    assert one.search().cost == pytest.approx(20.0)


def test_a_decision_that_a_future_cannot_have_leaves_it_without_a_plan(tmp_path: Path) -> None:
    assert One(tmp_path).search(fixed=-1.0).ending is Ending.INFEASIBLE


def test_when_the_time_is_over_the_last_solution_still_is_one_but_not_of_other_decisions(tmp_path: Path) -> None:
    one = One(tmp_path)
    last = one.search()
    one.clock.stop()
    assert one.search(Pull(np.array([1.0]))) == Found(Ending.TIME_LIMIT, last.x, None, None)
    assert one.search(fixed=5.0).x is None
    assert One(tmp_path, time_limit_s=0.0).search().x is None


def test_a_plan_counts_once_it_is_there_for_every_group(tmp_path: Path) -> None:
    row = ("bought_units", ("west", "a", "2026"), 5.0)
    old, new = (KeptGroup(cost_m, [row], Plan(cost_m)) for cost_m in (20.0, 16.0))
    assert last_kept(tmp_path, 2) == ()
    for leaf in (0, 1):
        keep(tmp_path, 1, leaf, old)
    keep(tmp_path, 2, 0, new)
    assert last_kept(tmp_path, 2) == (old, old)
    assert last_cost_m(tmp_path, 2) == 20.0
    keep(tmp_path, 2, 1, new)
    assert last_cost_m(tmp_path, 2) == 16.0
