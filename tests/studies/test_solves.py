"""The map of many solves: order, failures, workers that die, what was kept."""

import os
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from planner.solve import Ending, Outcome, SolveOptions
from planner.solve.workers import Processes
from planner.studies.solves import Answer, Count, Solver, Task, shared_out
from tests.cases import one_region
from tests.studies.fake_solves import demanded, dying, dying_once, interrupted, lasting, refusing


class Memory:
    """A store that is gone with the test."""

    def __init__(self) -> None:
        self.kept: dict[str, Outcome] = {}

    def get(self, task: Task) -> Outcome | None:
        return self.kept.get(task.name)

    def put(self, task: Task, outcome: Outcome) -> None:
        self.kept[task.name] = outcome


def tasks(demands: Sequence[float], name: str = "plan") -> list[Task]:
    return [Task(f"{demand:g}", replace(one_region(demand), name=name)) for demand in demands]


def costs(answers: Sequence[Answer]) -> list[float | None]:
    return [answer.outcome.cost_m if answer.outcome is not None else None for answer in answers]


def test_answers_come_in_the_order_of_the_tasks() -> None:
    assert costs(Solver(demanded).map(tasks([3, 1, 2]))) == [3, 1, 2]


def test_one_failed_solve_is_reported_and_the_rest_goes_on() -> None:
    answers = Solver(refusing).map(tasks([1, 13, 2]))
    assert costs(answers) == [1, None, 2]
    assert answers[1].failure == "RuntimeError: thirteen"


def test_what_was_solved_before_is_not_solved_again() -> None:
    store = Memory()
    Solver(demanded, store=store).map(tasks([1, 2]))
    # A solve that would fail shows that the first two are not solved again.
    answers = Solver(refusing, store=store).map(tasks([1, 2, 13]))
    assert [answer.kept for answer in answers] == [True, True, False]
    assert costs(answers) == [1, 2, None]


def test_a_failure_is_not_kept() -> None:
    store = Memory()
    Solver(refusing, store=store).map(tasks([13]))
    assert costs(Solver(demanded, store=store).map(tasks([13]))) == [13]


def test_a_stop_by_the_user_keeps_what_was_solved_until_then() -> None:
    store = Memory()
    with pytest.raises(KeyboardInterrupt):
        Solver(interrupted, store=store).map(tasks([1, 13, 2]))
    assert list(store.kept) == ["1"]


def test_the_count_says_how_many_are_done_and_expects_the_end_from_those_that_took_time() -> None:
    counts: list[Count] = []
    store = Memory()
    store.put(tasks([1])[0], Outcome(Ending.OPTIMAL))
    Solver(demanded, store=store, on_count=counts.append).map(tasks([1, 2, 3]))
    assert [(count.done, count.total) for count in counts] == [(1, 3), (2, 3), (3, 3)]
    assert counts[0].left_s is None  # what was kept says nothing about how long a solve takes
    assert counts[2].left_s == 0.0


def test_workers_share_out_the_cores() -> None:
    assert shared_out(SolveOptions(), 1).threads is None
    assert shared_out(SolveOptions(), 1000).threads == 1
    assert shared_out(SolveOptions(threads=3), 1000).threads == 3


@pytest.mark.slow
def test_processes_give_the_answers_of_one_process() -> None:
    demands = [5, 13, 1, 2, 3]
    here = Solver(refusing).map(tasks(demands))
    there = Solver(refusing, pool=Processes(2).pool, workers=2).map(tasks(demands))
    assert costs(there) == costs(here)
    assert there[1].failure == here[1].failure


@pytest.mark.slow
def test_a_solve_that_kills_its_process_costs_only_its_own_answer() -> None:
    answers = Solver(dying, pool=Processes(2).pool, workers=2).map(tasks([1, 13, 2, 3]))
    assert costs(answers) == [1, None, 2, 3]
    assert answers[1].failure == "its process was ended from outside"


@pytest.mark.slow
def test_a_solve_whose_process_was_killed_once_is_tried_again(tmp_path: Path) -> None:
    mark = str(tmp_path / "died")
    answers = Solver(dying_once, pool=Processes(2).pool, workers=2).map(tasks([1, 13, 2, 3], mark))
    assert costs(answers) == [1, 13, 2, 3]
    assert Path(mark).exists()


@pytest.mark.slow
def test_a_stop_ends_what_the_processes_are_at(tmp_path: Path) -> None:
    mark = tmp_path / "process"

    def stop() -> None:
        while not mark.exists():
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)

    # A shell that runs the tests in the background has them ignore Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=stop, daemon=True).start()
    began = time.monotonic()
    try:
        with pytest.raises(KeyboardInterrupt):
            Solver(lasting, pool=Processes(2).pool, workers=2).map(tasks([1], str(mark)))
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - began < 300.0  # the solve would last for 600 seconds


def test_several_maps_of_one_study_are_counted_together() -> None:
    counts: list[Count] = []
    solver = Solver(demanded, on_count=counts.append)
    solver.at(0, 3).map(tasks([1, 2]))
    solver.at(2, 3).map(tasks([3]))
    assert [(count.done, count.total) for count in counts] == [(1, 3), (2, 3), (3, 3)]
