"""Ctrl-C and kill -9 at any moment: a run folder is whole or not there, and the status is one of those stated."""

import signal
from pathlib import Path

import pytest

from tests.faults.attack import table

pytestmark = pytest.mark.slow

TRIES = 8
"""`python -m tests.faults.attack SIGINT 100` tries more."""


def test_ctrl_c_at_any_moment_ends_with_a_stated_status_and_whole_folders(tmp_path: Path) -> None:
    seen = table(signal.SIGINT, TRIES, 1, tmp_path)
    # Until Python itself has started, in its first hundredths of a second, Ctrl-C ends it as the system does.
    assert {status for phase, status in seen if phase != "before the search"} <= {0, 5, 6}
    assert {status for _, status in seen} <= {0, 5, 6, -signal.SIGINT, 1}


def test_kill_at_any_moment_leaves_no_folder_that_is_not_whole(tmp_path: Path) -> None:
    seen = table(signal.SIGKILL, TRIES, 2, tmp_path)
    assert {status for _, status in seen} <= {0, -signal.SIGKILL}
