"""Tasks until the time is over."""

import threading

import pytest

from planner.solve.board import Board
from planner.studies.watch import Over, Watch


def test_a_task_begun_in_time_gives_its_result() -> None:
    assert Watch(Board(1.0), 60.0).run("sum", lambda: 2 + 2) == 4


def test_no_task_begins_when_the_time_is_over() -> None:
    begun: list[str] = []
    with pytest.raises(Over):
        Watch(Board(1.0), 0.0).run("late", lambda: begun.append("late"))
    assert not begun


def test_no_task_begins_when_the_user_has_stopped() -> None:
    board = Board(1.0)
    board.interrupt()
    with pytest.raises(Over):
        Watch(board, 60.0).run("late", lambda: None)


def test_an_error_of_a_task_is_raised_here() -> None:
    def fail() -> None:
        raise ValueError("seven")

    with pytest.raises(ValueError, match="seven"):
        Watch(Board(1.0), 60.0).run("failing", fail)


@pytest.mark.slow  # a task has two seconds to end
def test_a_task_that_does_not_end_is_left_to_itself() -> None:
    free = threading.Event()
    with pytest.raises(Over):
        Watch(Board(1.0), 0.5).run("stuck", free.wait)
    free.set()
