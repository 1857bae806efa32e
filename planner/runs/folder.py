"""A folder that appears under its name only when everything is in it."""

import os
import re
import shutil
import time
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from planner.errors import RunFolderError

STALE_S = 24 * 3600
"""Seconds after which a draft with nothing in it belongs to a process that was killed."""
_DRAFT = re.compile(r"\..+_\d{8}T\d{6}Z\.[0-9a-f]{8}\.partial")


def folder_name(workbook: Path, scenario: str, started: datetime) -> str:
    """Return `<workbook>_<scenario>_<UTC stamp>`, in characters that every file system takes."""
    stamp = started.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return "_".join([_plain(workbook.stem), _plain(scenario), stamp])


def _plain(text: str) -> str:
    return re.sub(r"[^\w.-]+", "-", text).strip("-.") or "run"


class Draft:
    """A run folder in the making: a hidden sibling of the folder it will become.

    What a process that was killed in its search leaves is removed by a run a day later.
    """

    def __init__(self, out: Path, name: str) -> None:
        self.out = out
        self.name = name
        self.path = out / f".{name}.{uuid.uuid4().hex[:8]}.partial"
        try:
            self.path.mkdir(parents=True)
        except OSError as error:
            raise RunFolderError(
                f"the folder cannot be made in {out} ({error.strerror}); name another place with --out"
            ) from error
        _remove_stale(out)

    def publish(self) -> Path:
        """Give the folder its name, with a suffix when it is taken, and return where it is."""
        try:
            for file in sorted(self.path.rglob("*")):
                _flush(file)
            _flush(self.path)
            target = self._rename()
            _flush(self.out)
        except OSError as error:
            raise RunFolderError(
                f"the folder cannot be given its name in {self.out} ({error.strerror}); what was written of it is "
                f"in {self.path}"
            ) from error
        return target

    def discard(self) -> None:
        """Remove what was written so far."""
        shutil.rmtree(self.path, ignore_errors=True)

    def _rename(self) -> Path:
        suffix = 1
        while True:
            target = self.out / (self.name if suffix == 1 else f"{self.name}-{suffix}")
            suffix += 1
            if target.exists():
                continue
            try:
                return self.path.rename(target)
            except OSError:
                # Another run may have taken the name since; a folder that is not empty is never replaced.
                if not target.exists():
                    raise


def _remove_stale(out: Path) -> None:
    """Remove the drafts of processes that were killed; one with the end of a search in it may hold a plan and stays."""
    for path in out.glob(".*.partial"):
        # Another run may be removing the same one.
        with suppress(OSError):
            is_old = time.time() - path.stat().st_mtime > STALE_S
            if _DRAFT.fullmatch(path.name) and is_old and not any(path.iterdir()):
                path.rmdir()


def _flush(path: Path) -> None:
    """Wait until the file or folder is on disk; Windows cannot do that for folders."""
    if path.is_dir() and os.name == "nt":
        return
    flags = os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
