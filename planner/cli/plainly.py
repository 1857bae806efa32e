"""Messages for a process that has not loaded anything yet, or has no memory left to load it."""

import errno
import os

STOPPED = "Stopped before there was a plan."
NO_MEMORY = (
    "the memory is not enough; end other programs, solve on a larger machine, or take fewer regions, periods or slices."
)


def say_plainly(text: str) -> None:
    """Print an error without any style, straight to where errors go."""
    os.write(2, f"Error: {text}\n".encode())


_NOT_LOADED = (
    "failed to map segment",
    "Cannot allocate memory",
    "cannot allocate memory",
    "cannot map zero-fill pages",
)
"""What glibc's loader (elf/dl-load.c, elf/dl-map-segments.h) says of a library for which there is no memory."""


def is_want_of_memory(error: BaseException | None) -> bool:
    """Tell whether an error, or one that it came from, is that the memory is not enough."""
    if error is None:
        return False
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    if isinstance(error, ImportError) and any(words in str(error) for words in _NOT_LOADED):
        return True
    return is_want_of_memory(error.__cause__ or error.__context__)
