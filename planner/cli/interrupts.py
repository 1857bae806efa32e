"""Ctrl-C: what it does before a command, in it, during its search, and once its end is decided.

The end of a terminal, or of the time that a scheduler gives, does the same.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from planner.cli.plainly import STOPPED, say_plainly
from planner.cli.statuses import ExitStatus

Answer = Callable[[int, FrameType | None], object] | signal.Handlers
_ALIKE = ("SIGTERM", "SIGHUP")
"""Signals that wish for the same as Ctrl-C."""


def end_at_once() -> None:
    """Let Ctrl-C end the process with its status: nothing has been begun yet."""
    _answer_with(_end)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        return
    # Not every system has all of them.
    for number in [getattr(signal, name) for name in _ALIKE if hasattr(signal, name)]:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda _number, _frame: signal.raise_signal(signal.SIGINT))


def raise_interrupts() -> None:
    """Let Ctrl-C raise KeyboardInterrupt."""
    _answer_with(signal.default_int_handler)


def ignore_interrupts() -> None:
    """Let Ctrl-C do nothing, to the end of the process: what is decided is kept and told."""
    _answer_with(signal.SIG_IGN)


class Wish:
    """The wish to stop that Ctrl-C is during a search."""

    def __init__(self) -> None:
        self.made = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Take Ctrl-C for a wish as long as this lasts; it raises nothing, so that what was found is not lost.

        The search hears it by itself, and a wish made just before or after it is remembered here.
        """

        def hear(_number: int, _frame: FrameType | None) -> None:
            self.made = True

        _answer_with(hear)
        try:
            yield
        finally:
            ignore_interrupts()


def _answer_with(answer: Answer) -> None:
    """Set what Ctrl-C does, unless the process was started deaf to it, as shells start what runs in the background."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, answer)


def _end(_number: int, _frame: FrameType | None) -> None:
    # Nothing is open yet; an exception could be swallowed by whatever import it comes into.
    say_plainly(STOPPED)
    os._exit(ExitStatus.STOPPED_WITHOUT_PLAN)
