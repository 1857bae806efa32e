"""Too little time or memory: the stated status, and what was found is kept."""

import errno
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from planner.cli.plainly import is_want_of_memory
from planner.solve import Ending, SolveOptions, solve
from planner.solve.board import Board
from planner.solve.highs import HighsSolver
from tests.cases import one_region, two_regions
from tests.cli.command import Ended, environment, planner, planner_with, write_book
from tests.cli.hard_book import write_hard_book
from tests.faults.attack import assert_whole

MB = 2**20


@pytest.mark.slow
def test_a_time_limit_of_a_second_ends_with_5_or_6_and_a_whole_folder(tmp_path: Path) -> None:
    book = write_hard_book(tmp_path / "hard.xlsx")
    ended = planner("solve", book, "--gap", 0, "--time-limit", 1, "--out", tmp_path / "runs")
    assert ended.status in (5, 6), ended.err
    assert ended.record["ending"] == "time limit"
    assert_whole(tmp_path / "runs")


@pytest.mark.slow
@pytest.mark.parametrize("memory_mb", [150, 300, 450])
def test_a_process_without_memory_ends_with_1_and_a_sentence(memory_mb: int, tmp_path: Path) -> None:
    book = write_book(tmp_path / "my.xlsx")
    done = subprocess.run(
        [sys.executable, "-m", "planner", "solve", str(book), "--out", str(tmp_path / "runs")],
        env={**environment(), "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MB, memory_mb * MB)),
    )
    ended = Ended(done.returncode, done.stdout, done.stderr)
    assert_whole(tmp_path / "runs")
    assert ended.status in (0, 1), ended.err
    assert ended.status == 0 or "Error: the memory is not enough" in ended.err


@pytest.mark.parametrize(
    ("error", "wanting"),
    [
        (MemoryError(), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (ImportError("/lib/_generator.so: failed to map segment from shared object"), True),
        (ImportError("No module named 'highspy'"), False),
        (OSError(errno.ENOSPC, "No space left on device"), False),
    ],
)
def test_a_library_that_cannot_be_loaded_for_want_of_memory_is_told_from_one_that_is_not_there(
    error: Exception, wanting: bool
) -> None:
    outer = RuntimeError("numpy failed to import")
    outer.__cause__ = error
    assert (is_want_of_memory(error), is_want_of_memory(outer)) == (wanting, wanting)


@pytest.mark.slow
def test_a_solver_without_memory_ends_with_1_a_sentence_and_no_folder(tmp_path: Path) -> None:
    ended = planner_with("memory", "solve", write_book(tmp_path / "my.xlsx"), "--out", tmp_path / "runs")
    assert ended.status == 1
    assert ended.err.splitlines()[-1].startswith("Error: the memory is not enough")
    assert not list((tmp_path / "runs").iterdir())


def test_a_search_that_runs_out_of_memory_keeps_its_best_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    inst = one_region(chip={"lot_size": 1})
    usual = HighsSolver.solve_mip

    def fails_late(self: HighsSolver, **asked: object) -> None:
        usual(self, **asked)  # what is found on the way is offered to the board
        raise MemoryError

    monkeypatch.setattr(HighsSolver, "solve_mip", fails_late)
    outcome = solve(inst, SolveOptions(gap=0.0, threads=1, prices=False))
    assert outcome.ending is Ending.FAILED
    assert outcome.plan is not None
    assert outcome.cost_m == pytest.approx(5.0)
    assert "the memory was not enough to end the search; the plan is the best one found until then" in outcome.notes


def test_a_search_that_runs_out_of_memory_without_a_plan_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: HighsSolver, **_asked: object) -> None:
        raise MemoryError

    monkeypatch.setattr(HighsSolver, "solve_mip", fails)
    with pytest.raises(MemoryError):
        solve(two_regions(), SolveOptions(gap=0.0, threads=1, prices=False))


def test_prices_that_the_memory_is_not_enough_for_are_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object, **_asked: object) -> None:
        raise MemoryError

    monkeypatch.setattr(import_module("planner.solve.run"), "find_prices", fails)
    outcome = solve(one_region(), SolveOptions(gap=0.0, threads=1))
    assert (outcome.ending, outcome.prices) == (Ending.OPTIMAL, None)
    assert "the memory was not enough: the marginal prices are not worked out" in outcome.notes


def test_prices_that_take_too_long_beside_the_plan_are_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    run = import_module("planner.solve.run")
    monkeypatch.setattr(run, "_SHARE_OF_PRICES", 0.0)
    monkeypatch.setattr(run, "_LEAST_FOR_PRICES_S", 0.0)
    outcome = solve(one_region(), SolveOptions(gap=0.0, threads=1))
    assert (outcome.ending, outcome.prices) == (Ending.OPTIMAL, None)
    assert outcome.notes == ("the marginal prices are not worked out: they take too long beside the plan",)


def test_a_thread_that_cannot_be_started_is_a_want_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_thread: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", refuse)
    with pytest.raises(MemoryError):
        Board(0.0).work(lambda: None)
