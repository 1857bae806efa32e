"""A plan made leaner."""

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager

import numpy as np
import pytest
from distributed import LocalCluster

from planner.solve.board import Board
from planner.solve.closing import Closing
from planner.solve.compile import LinearModel, compile_model
from planner.solve.decisions import find_decisions
from planner.solve.highs import HighsSolver
from planner.solve.scaling import find_scaling
from planner.solve.trials import trials_of
from planner.solve.workers import Cluster, Pending, Processes, Submit, Workers
from tests.solve.fixed_charge import CUMULATION, facilities
from tests.solve.test_decisions import named, values


def closed(model: LinearModel, x: np.ndarray, workers: Workers | None = None) -> Board:
    """Return the board after the trials on a plan."""
    scaling, board = find_scaling(model), Board(0.0)
    with trials_of(model, scaling, 0, workers) as trials:
        Closing(model, find_decisions(model, CUMULATION), board, trials, lambda: False).run(x, 60.0)
    return board


def test_modules_that_do_not_pay_are_given_up() -> None:
    # One customer needs 20 to 60 units: two modules of 40 are enough, and five stand at first.
    model = compile_model(facilities(sites=1, customers=1))
    x = values(model, {"opened[0,t1]": 1.0, "modules_built[0,t1]": 5.0})
    board = closed(model, x)
    assert board.x is not None
    assert named(model, np.where(model.integer, board.x, 0.0))["modules_built[0,t1]"] <= 2
    assert model.violation(board.x) < 1e-6


def test_a_site_without_use_is_given_up_with_its_modules() -> None:
    m = facilities(sites=2, customers=1)
    for key in m.served:
        if key[0] == 1:
            m.served[key].setub(0.0)
    model = compile_model(m)
    given = {"opened[0,t1]": 1.0, "modules_built[0,t1]": 2.0, "opened[1,t1]": 1.0, "modules_built[1,t1]": 2.0}
    board = closed(model, values(model, given))
    assert board.x is not None
    left = named(model, np.where(model.integer, board.x, 0.0))
    assert not any(name.startswith(("opened[1", "modules_built[1")) for name in left)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_optimal_plan_is_not_made_worse(seed: int) -> None:
    model = compile_model(facilities(seed))
    best = HighsSolver(model, find_scaling(model)).solve_mip()
    assert best.x is not None
    cost = closed(model, best.x).cost
    assert cost is None or cost == pytest.approx(best.cost)


def test_a_trial_stops_when_asked() -> None:
    model = compile_model(facilities())
    scaling, board = find_scaling(model), Board(0.0)
    x = np.zeros(model.column_count)
    with trials_of(model, scaling, 0, None) as trials:
        Closing(model, find_decisions(model, CUMULATION), board, trials, lambda: True).run(x, 60.0)
    assert board.x is None


def test_a_module_that_pays_is_built_and_the_site_opened_for_it() -> None:
    # Unmet demand costs 60 a unit, a site with a module for 40 units 390 in all.
    model = compile_model(facilities(sites=1, customers=1))
    board = closed(model, np.zeros(model.column_count))
    assert board.x is not None
    taken = named(model, np.where(model.integer, board.x, 0.0))
    assert sum(number for name, number in taken.items() if name.startswith("opened")) == 1
    assert any(name.startswith("modules_built") for name in taken)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_plan_of_a_single_site_becomes_the_best_one_move_by_move(seed: int) -> None:
    model = compile_model(facilities(seed, sites=1, customers=2))
    best = HighsSolver(model, find_scaling(model)).solve_mip()
    assert closed(model, np.zeros(model.column_count)).cost == pytest.approx(best.cost, rel=1e-6)


def test_an_opening_that_is_needed_later_only_is_put_off() -> None:
    model = compile_model(facilities(sites=1, customers=1))
    early = values(model, {"opened[0,t1]": 1.0, "modules_built[0,t3]": 1.0})
    board = closed(model, early)
    assert board.x is not None
    taken = named(model, np.where(model.integer, board.x, 0.0))
    first_module = min(name[-3:] for name in taken if name.startswith("modules_built"))
    assert next(name[-3:] for name in taken if name.startswith("opened")) == first_module


@pytest.fixture
def start() -> tuple[LinearModel, np.ndarray]:
    """Return twelve sites for eight customers, and what opens them all with three modules each."""
    m = facilities(sites=12, customers=8)
    model = compile_model(m)
    opened = {f"opened[{i},t1]": 1.0 for i in range(12)}
    return model, values(model, opened | {f"modules_built[{i},t1]": 3.0 for i in range(12)})


def assert_same_decisions(model: LinearModel, here: Board, there: Board) -> None:
    assert here.x is not None
    assert there.x is not None
    assert there.cost == pytest.approx(here.cost, rel=1e-9)
    np.testing.assert_array_equal(there.x[model.integer], here.x[model.integer])


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 3])
def test_processes_that_try_moves_ahead_come_to_the_plan_of_one_process(
    start: tuple[LinearModel, np.ndarray], count: int
) -> None:
    model, x = start
    assert_same_decisions(model, closed(model, x), closed(model, x, Processes(count)))


@pytest.mark.slow
def test_a_cluster_that_tries_moves_ahead_comes_to_the_plan_of_one_process(
    start: tuple[LinearModel, np.ndarray],
) -> None:
    model, x = start
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
        cluster = Cluster(local.scheduler_address)
        assert_same_decisions(model, closed(model, x), closed(model, x, cluster))
        cluster.close()


class Lost:
    """Workers of which none is there any more."""

    count = 2

    @contextmanager
    def sharing(self, thing: object) -> Iterator[Submit]:
        """Yield what never starts anything."""

        def submit(*_task: object) -> Pending:
            raise BrokenExecutor("they are gone")

        yield submit

    def pool(self) -> Executor:
        """Return none."""
        raise BrokenExecutor("they are gone")

    def close(self) -> None:
        """Do nothing."""


def test_moves_are_tried_here_where_the_workers_are_lost(start: tuple[LinearModel, np.ndarray]) -> None:
    model, x = start
    assert_same_decisions(model, closed(model, x), closed(model, x, Lost()))
