"""Ctrl-C and kill -9 at any moment: a run folder is whole or not there, and the status is one of those stated."""

import signal
from pathlib import Path

import pytest

from tests.faults.attack import blows

pytestmark = pytest.mark.slow

TRIES = 8
"""`python -m tests.faults.attack SIGINT 100` tries more."""


def test_ctrl_c_at_any_moment_ends_with_a_stated_status_and_whole_folders(tmp_path: Path) -> None:
    for struck in blows(signal.SIGINT, TRIES, 1, tmp_path):
        # Until Python itself has started, in its first hundredths of a second, Ctrl-C ends it as the system does.
        early = {-signal.SIGINT, 1} if struck.phase == "before the search" and "Error:" not in struck.err else set()
        assert struck.status in {0, 5, 6} | early, struck


def test_kill_at_any_moment_leaves_no_folder_that_is_not_whole(tmp_path: Path) -> None:
    for struck in blows(signal.SIGKILL, TRIES, 2, tmp_path):
        assert struck.status in (0, -signal.SIGKILL), struck
