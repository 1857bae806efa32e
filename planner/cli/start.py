"""Where the process of the command `planner` begins: it answers Ctrl-C before it loads anything else."""

import atexit
import os
import sys

from planner.cli.interrupts import end_at_once
from planner.cli.plainly import NO_MEMORY, is_want_of_memory, say_plainly
from planner.cli.statuses import ExitStatus


def run() -> None:
    """Run the command line; the process ends with one of the exit statuses."""
    end_at_once()
    endings: list[int] = []
    # What is registered first is called last, when others have cleared away what is theirs.
    atexit.register(_end_with, endings)
    try:
        from planner.cli.main import app

        app()
    except SystemExit as ended:
        if ended.code == ExitStatus.STOPPED_WITHOUT_PLAN:
            endings.append(ended.code)
        raise
    except (MemoryError, SystemError):
        # Where telling of an error fails for want of memory, Python itself reports either of the two.
        say_plainly(NO_MEMORY)
        os._exit(ExitStatus.OWN_ERROR)
    except ImportError as error:
        if not is_want_of_memory(error):
            raise
        say_plainly(NO_MEMORY)
        os._exit(ExitStatus.OWN_ERROR)


def _end_with(endings: list[int]) -> None:
    """End with a status, if there is one.

    A KeyboardInterrupt that came through the import of some C modules makes Python end as if nobody had caught it,
    whatever the status is.
    """
    if endings:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(endings[0])
