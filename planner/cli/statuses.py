"""Exit statuses: what a script may rely on when the planner has ended."""

from enum import IntEnum


class ExitStatus(IntEnum):
    """How a command ended."""

    DONE = 0
    """Also when a default stopping rule ended the search."""
    OWN_ERROR = 1
    USAGE = 2
    INVALID_WORKBOOK = 3
    NO_PLAN_EXISTS = 4
    STOPPED_WITH_PLAN = 5
    """By the user's own limit or Ctrl-C."""
    STOPPED_WITHOUT_PLAN = 6
    FAILED_AUDIT = 7


MEANING = {
    ExitStatus.DONE: "done",
    ExitStatus.OWN_ERROR: "error of the planner",
    ExitStatus.USAGE: "wrong usage",
    ExitStatus.INVALID_WORKBOOK: "invalid workbook",
    ExitStatus.NO_PLAN_EXISTS: "no plan exists",
    ExitStatus.STOPPED_WITH_PLAN: "stopped early, with a plan",
    ExitStatus.STOPPED_WITHOUT_PLAN: "stopped without a plan",
    ExitStatus.FAILED_AUDIT: "the plan failed its audit",
}
"""The words for `run.json` and the terminal."""
