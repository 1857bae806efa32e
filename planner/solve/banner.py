"""HiGHS without its banner, so that what a command prints is its own."""

import os
from contextlib import suppress
from functools import cache

import highspy


@cache
def hush_banner() -> None:
    """Make a first object of HiGHS with the output of the process turned away.

    From 1.16 on, the first one of a process writes two lines on the standard output before any option can forbid it.
    """
    # A process without an output has nothing to turn away.
    with suppress(OSError):
        kept = os.dup(1)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 1)
            highspy.Highs()
        finally:
            os.dup2(kept, 1)
            os.close(nowhere)
            os.close(kept)
