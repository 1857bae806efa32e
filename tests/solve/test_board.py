"""What is known during a solve, and how it is stopped."""

import os
import signal
import threading
import time

import numpy as np
import pytest

from planner.solve.board import Board
from planner.solve.outcome import Progress

ZERO = np.zeros(1)


def test_only_better_solutions_are_kept() -> None:
    board = Board(0.01)
    assert board.offer(ZERO, 10.0)
    assert not board.offer(ZERO, 11.0)
    assert board.offer(ZERO, 9.0)
    assert board.cost == 9.0


def test_the_gap_is_that_of_the_best_solution_and_the_highest_bound() -> None:
    board = Board(0.05)
    board.raise_bound(80.0)
    assert board.gap is None
    board.offer(ZERO, 100.0)
    assert board.gap == pytest.approx(0.2)
    board.raise_bound(70.0)
    assert board.gap == pytest.approx(0.2)
    assert not board.gap_reached
    board.raise_bound(96.0)
    assert board.gap_reached


def test_the_moment_at_which_the_gap_is_reached_is_kept() -> None:
    board = Board(0.05)
    board.offer(ZERO, 100.0)
    assert board.gap_reached_s is None
    board.raise_bound(96.0)
    reached_s = board.gap_reached_s
    assert reached_s is not None
    assert reached_s <= board.elapsed_s
    board.offer(ZERO, 97.0)
    assert board.gap_reached_s == reached_s


def test_phases_are_reported_and_measured() -> None:
    seen: list[Progress] = []
    board = Board(0.01, seen.append)
    with board.phase("build"):
        pass
    with board.phase("search"):
        board.offer(ZERO, 5.0, "by hand")
        board.look()
    assert [progress.phase for progress in seen] == ["build", "search", "search"]
    assert seen[-1].best_m == 5.0
    assert seen[-1].note == "by hand"
    assert list(board.seconds) == ["build", "search"]


def test_work_runs_side_by_side() -> None:
    board = Board(0.01)
    first, second = threading.Event(), threading.Event()

    def one() -> None:
        first.set()
        assert second.wait(5.0)

    def two() -> None:
        second.set()
        assert first.wait(5.0)

    board.work(one, two)


def test_an_error_in_the_work_is_raised() -> None:
    def fail() -> None:
        raise ArithmeticError("no")

    with pytest.raises(ArithmeticError):
        Board(0.01).work(fail)


def waits_for_a_stop(board: Board) -> None:
    """Work until asked to stop."""
    end = time.monotonic() + 20.0
    while not board.interrupted and time.monotonic() < end:
        time.sleep(0.005)


def test_ctrl_c_during_work_is_a_wish_to_stop() -> None:
    board = Board(0.01)
    before = signal.getsignal(signal.SIGINT)

    def press() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        waits_for_a_stop(board)

    with board.hearing_interrupts():
        board.work(press)
    assert board.interrupted
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_in_an_abrupt_phase_is_heard_at_once() -> None:
    board = Board(0.01)

    def press() -> None:
        with board.phase("build", abrupt=True):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1.0)

    with board.hearing_interrupts(), pytest.raises(KeyboardInterrupt):
        press()
    assert board.interrupted


def test_a_callback_that_raises_keyboard_interrupt_stops_the_work() -> None:
    def press(progress: Progress) -> None:
        if progress.phase == "search":
            raise KeyboardInterrupt

    board = Board(0.01, press)
    board._phase = "search"
    board.work(lambda: waits_for_a_stop(board))
    assert board.interrupted


def test_a_callback_that_fails_stops_the_work_and_its_error_is_passed_on() -> None:
    def fail(progress: Progress) -> None:
        raise ZeroDivisionError("in the callback")

    board = Board(0.01, fail)
    with pytest.raises(ZeroDivisionError):
        board.work(lambda: waits_for_a_stop(board))


def test_no_handler_is_installed_outside_the_main_thread() -> None:
    handlers: list[object] = []

    def look() -> None:
        with Board(0.01).hearing_interrupts():
            handlers.append(signal.getsignal(signal.SIGINT))

    before = signal.getsignal(signal.SIGINT)
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert handlers == [before]
