"""Places that cannot be written: a small full disk and a read-only one, where the system lets us make them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def mounted(place: Path, options: str) -> Iterator[bool]:
    """Mount a file system in memory; yields whether that was allowed, and says so where it was not."""
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    allowed = os.name == "posix" and subprocess.run(command, capture_output=True, check=False).returncode == 0
    if not allowed:
        sys.stderr.write(
            "A disk cannot be mounted here (that needs root on Linux): what a full one does is not tried.\n"
        )
    try:
        yield allowed
    finally:
        if allowed:
            subprocess.run(["umount", str(place)], check=True)


def fill(place: Path, leave_bytes: int = 0) -> None:
    """Fill a disk to the last byte but some."""
    size = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize
    with (place / "full").open("wb") as file:
        file.write(b"\0" * max(0, size - leave_bytes))
