"""Why a solve ended."""

from enum import Enum


class Ending(Enum):
    """Why a solve ended. Whether there is a plan is a fact of its own."""

    OPTIMAL = "optimal"
    """No plan is cheaper, to the solver's tolerance."""
    GAP_REACHED = "gap reached"
    """No plan is cheaper by more than the gap that was asked for."""
    BOUNDED = "bounded"
    """Only what no plan costs less than was asked for."""
    TIME_LIMIT = "time limit"
    INTERRUPTED = "interrupted"
    """The user stopped it."""
    INFEASIBLE = "no plan exists"
    UNBOUNDED = "unbounded"
    """The cost falls without end: a cost or a limit is missing."""
    FAILED = "failed"
    """The solver gave up; nothing is known."""
