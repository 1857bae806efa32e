"""What a search may use: threads, time, and what is known beforehand."""

from collections.abc import Callable
from dataclasses import dataclass

from planner.solve.compile import Floats
from planner.solve.highs import ShouldStop
from planner.solve.workers import Workers


@dataclass(frozen=True)
class Effort:
    """What a search may use."""

    threads: int
    seed: int
    heuristics: bool
    until_s: float
    """On the board's clock."""
    patience: float = 1.0
    """Of the time it took to reach the gap, for better plans."""
    guess: Callable[[ShouldStop], Floats | None] | None = None
    """Makes values for the whole-number decisions of a large model, without its relaxation."""
    start: Floats | None = None
    """Values for the whole-number decisions, from a plan made earlier."""
    workers: Workers | None = None
    """Where moves from the best plan are tried; None: here."""
