"""Ctrl-C and kill -9 at any moment: a run folder is whole or not there, and the status is one of those stated."""

import sys

import pytest

from tests.cli.command import ROOT, run

pytestmark = pytest.mark.slow

TRIES = 12
"""`python -m tests.faults.attack SIGINT 100` tries more."""


# The solves are forks, which a process with threads, such as this one may be, should not make.
def test_ctrl_c_at_any_moment_ends_with_a_stated_status_and_loses_no_plan() -> None:
    tried = run([sys.executable, "-m", "tests.faults.attack", "SIGINT", str(TRIES)], ROOT)
    assert tried.status == 0, tried.out + tried.err


def test_kill_at_any_moment_leaves_no_folder_that_is_not_whole() -> None:
    tried = run([sys.executable, "-m", "tests.faults.attack", "SIGKILL", str(TRIES)], ROOT)
    assert tried.status == 0, tried.out + tried.err
