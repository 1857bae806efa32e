"""Where the process of the command `planner` begins: it answers Ctrl-C before it loads anything else."""

import os

from planner.cli.interrupts import end_at_once
from planner.cli.plainly import NO_MEMORY, say_plainly
from planner.cli.statuses import ExitStatus


def run() -> None:
    """Run the command line; the process ends with one of the exit statuses."""
    end_at_once()
    try:
        from planner.cli.main import app

        app()
    except (MemoryError, SystemError):
        # Where telling of an error fails for want of memory, Python itself reports either of the two.
        say_plainly(NO_MEMORY)
        os._exit(ExitStatus.OWN_ERROR)
