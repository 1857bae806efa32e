"""Messages for a process that has not loaded anything yet, or has no memory left to load it."""

import os

STOPPED = "Stopped by Ctrl-C before there was a plan."
NO_MEMORY = (
    "the memory is not enough; end other programs, solve on a larger machine, or take fewer regions, periods or slices."
)


def say_plainly(text: str) -> None:
    """Print an error without any style, straight to where errors go."""
    os.write(2, f"Error: {text}\n".encode())
