"""Errors that a user is meant to read; anything else is a fault of the planner.

PlannerError
├── UsageError        wrong use of the command line or of a function (exit status 2)
├── WorkbookError     the workbook cannot be used as it stands (exit status 3)
├── RunFolderError    a run folder cannot be read or written
├── SolverError       a program that solves cannot be started, or fails (exit status 1)
└── ReportError       a plan is found and kept, but its report cannot be written (exit status 1)
"""


class PlannerError(Exception):
    """Base of all errors whose text is written for the user."""


class UsageError(PlannerError):
    """A command or function was asked for something it does not offer."""


class WorkbookError(PlannerError):
    """The workbook cannot be used; the text lists every problem found."""


class RunFolderError(PlannerError):
    """A run folder is missing, unreadable or cannot be written."""


class SolverError(PlannerError):
    """A program that solves cannot be started, or has failed."""


class ReportError(PlannerError):
    """A plan is kept as data, but the report about it cannot be written."""
