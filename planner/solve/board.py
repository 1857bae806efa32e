"""What is known during a solve, shared by everything that works on it: best solution, bound, phase, wish to stop."""

import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

import numpy as np

from planner.solve.compile import Floats
from planner.solve.outcome import OnProgress, Progress, relative_gap

_SECONDS_BETWEEN_REPORTS = 0.5
_SECONDS_BETWEEN_LOOKS = 0.05


class Board:
    """The state of one solve. Safe to use from several threads; only `look` calls the user's callback."""

    def __init__(self, gap: float, on_progress: OnProgress | None = None) -> None:
        self.target_gap = gap
        self.seconds: dict[str, float] = {}
        self.notes: list[str] = []
        self.x: Floats | None = None
        self.cost: float | None = None
        self.bound: float | None = None
        self.gap_reached_s: float | None = None
        """Seconds after which the best solution was good enough; None: it is not yet."""
        self._phase = "start"
        self._note = ""
        self._abrupt = False
        self._on_progress = on_progress
        self._started = time.monotonic()
        self._reported = -np.inf
        self._news = False
        self._lock = threading.Lock()
        self._interrupted = threading.Event()

    @property
    def elapsed_s(self) -> float:
        """Seconds since the solve began."""
        return time.monotonic() - self._started

    @property
    def gap(self) -> float | None:
        """Relative gap between the best solution and the bound."""
        return relative_gap(self.cost, self.bound)

    @property
    def any_will_do(self) -> bool:
        """Whether the search is for any solution, however dear."""
        return bool(np.isinf(self.target_gap))

    @property
    def gap_reached(self) -> bool:
        """Whether the best solution is good enough."""
        if self.any_will_do:
            return self.cost is not None
        gap = self.gap
        return gap is not None and gap <= self.target_gap

    @property
    def interrupted(self) -> bool:
        """Whether the user asked to stop."""
        return self._interrupted.is_set()

    def interrupt(self) -> None:
        """Ask everything to stop and to keep what was found."""
        self._interrupted.set()

    def offer(self, x: Floats, cost: float, note: str = "") -> bool:
        """Keep a solution if it is the best so far; return whether it is."""
        with self._lock:
            if self.cost is not None and cost >= self.cost - 1e-9 * abs(self.cost):
                return False
            self.x, self.cost = x, cost
            self._note_the_gap()
            self._news, self._note = True, note or self._note
            return True

    def raise_bound(self, bound: float) -> None:
        """Keep a bound if it is the highest so far."""
        with self._lock:
            if np.isfinite(bound) and (self.bound is None or bound > self.bound):
                self.bound = bound
                self._note_the_gap()
                self._news = True

    def _note_the_gap(self) -> None:
        if self.gap_reached_s is None and self.gap_reached:
            self.gap_reached_s = self.elapsed_s

    def tell(self, note: str) -> None:
        """Say in the next report what is being done."""
        self._note, self._news = note, True

    @contextmanager
    def phase(self, name: str, *, abrupt: bool = False) -> Iterator[None]:
        """Measure and announce a phase. In an abrupt one Ctrl-C raises KeyboardInterrupt at once."""
        began = self.elapsed_s
        self._phase, self._note, self._news, self._abrupt = name, "", True, abrupt
        self.look()
        try:
            yield
        finally:
            self._abrupt = False
            self.seconds[name] = self.seconds.get(name, 0.0) + self.elapsed_s - began

    def look(self) -> None:
        """Report to the user's callback when there is something new, or from time to time. It may ask to stop by
        raising KeyboardInterrupt."""
        if self._on_progress is None:
            return
        now = self.elapsed_s
        if not self._news and now - self._reported < _SECONDS_BETWEEN_REPORTS:
            return
        self._news, self._reported = False, now
        try:
            self._on_progress(Progress(self._phase, now, self.cost, self.bound, self.gap, self._note))
        except KeyboardInterrupt:
            self.interrupt()
            if self._abrupt:
                raise

    @contextmanager
    def sparing_memory(self, otherwise: str) -> Iterator[None]:
        """Do without what the memory is not enough for, once there is a plan to keep; `otherwise` says what then is."""
        try:
            yield
        except MemoryError:
            self.notes.append(f"the memory was not enough: {otherwise}")

    def work(self, *tasks: Callable[[], None]) -> None:
        """Do the tasks side by side, each on a thread, and report meanwhile; an error in one is raised here.

        The solver runs without Python's lock, so that threads are enough. This thread only waits, and is therefore
        the one that hears Ctrl-C.
        """
        errors: list[BaseException] = []

        def attempt(task: Callable[[], None]) -> None:
            try:
                task()
            except BaseException as error:
                errors.append(error)

        threads: list[threading.Thread] = []
        for task in tasks:
            thread = threading.Thread(target=attempt, args=(task,), daemon=True)
            try:
                thread.start()
            except RuntimeError as error:
                # What runs already must end before anybody is told.
                errors.append(MemoryError(str(error)))
                break
            threads.append(thread)
        self._wait(threads)
        if errors:
            raise errors[0]

    def _wait(self, threads: Sequence[threading.Thread]) -> None:
        pending: BaseException | None = None
        for thread in threads:
            while thread.is_alive():
                try:
                    thread.join(_SECONDS_BETWEEN_LOOKS)
                    self.look()
                except KeyboardInterrupt:
                    self.interrupt()
                except BaseException as error:
                    # The callback failed: what runs must end before its error is passed on.
                    pending, self._on_progress = error, None
                    self.interrupt()
        if pending is not None:
            raise pending

    @contextmanager
    def hearing_interrupts(self) -> Iterator[None]:
        """Turn Ctrl-C into a wish to stop, for as long as this lasts. Signals reach the main thread only."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def hear(number: int, frame: FrameType | None) -> None:
            self.interrupt()
            if self._abrupt:
                raise KeyboardInterrupt

        before = signal.signal(signal.SIGINT, hear)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
