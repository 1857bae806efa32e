"""How long the processes go on: until their time is over, or one of them or the user has said that it is enough."""

import time
from pathlib import Path

from planner.solve.hedging.problem import STOP


class Clock:
    """The clock of one process, and the file by which all of them hear that it is enough."""

    def __init__(self, folder: Path, time_limit_s: float) -> None:
        self._stop = folder / STOP
        self._began = time.monotonic()
        self._until = self._began + time_limit_s

    @property
    def elapsed_s(self) -> float:
        """Seconds since the process began."""
        return time.monotonic() - self._began

    @property
    def left_s(self) -> float:
        """Seconds until the time is over."""
        return max(0.0, self._until - time.monotonic())

    def over(self) -> bool:
        """Return whether to end."""
        return self.left_s == 0.0 or self._stop.exists()

    def stop(self) -> None:
        """Let all processes end, also those that are in a solve."""
        self._stop.touch()
