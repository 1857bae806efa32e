"""Tasks done one after the other until the time is over or the user has asked to stop."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from planner.solve.board import Board

_SECONDS_BETWEEN_LOOKS = 0.05
_SHARE_TO_END = 0.02
_SECONDS_TO_END = 2.0
"""How long a task may go on to bring to its end what it does, when the time is over: a share of the limit, or more."""

T = TypeVar("T")


class Over(Exception):
    """There is no time left for what was asked for, or the user stopped it."""


class Watch:
    """Does tasks on threads of their own, while this one reports and hears the user."""

    def __init__(self, board: Board, time_limit_s: float) -> None:
        self._board = board
        self._until = time.monotonic() + time_limit_s
        self._grace_s = max(_SECONDS_TO_END, _SHARE_TO_END * time_limit_s)

    @property
    def left_s(self) -> float:
        """Seconds until the time is over."""
        return max(0.0, self._until - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether what runs should end. A task has to ask for this now and then."""
        return self._board.interrupted or time.monotonic() >= self._until

    def run(self, phase: str, task: Callable[[], T]) -> T:
        """Return what the task returns, also where it ended early because it should.

        Raises
        ------
        Over
            When there was no time to begin it. Also when it did not end soon after it should have: it is then left to
            itself, as nothing can end a thread that builds a model or is inside the solver.
        """
        found: list[T] = []
        errors: list[BaseException] = []

        def attempt() -> None:
            try:
                found.append(task())
            except BaseException as error:
                errors.append(error)

        if self.over:
            raise Over
        thread = threading.Thread(target=attempt, daemon=True)
        with self._board.phase(phase):
            thread.start()
            self._wait(thread)
        if errors:
            raise errors[0]
        if not found:
            raise Over
        return found[0]

    def _wait(self, thread: threading.Thread) -> None:
        ending: float | None = None
        while thread.is_alive():
            thread.join(_SECONDS_BETWEEN_LOOKS)
            self._board.look()
            if self.over:
                ending = ending or time.monotonic() + self._grace_s
                if time.monotonic() > ending:
                    return
