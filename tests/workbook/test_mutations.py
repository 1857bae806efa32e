"""Corrupted samples: each corruption is told with its cell, or leads to a plan that passes its audit."""

import pytest

from models.audit.audit import audit
from models.instance import Instance
from planner.solve import Ending, SolveOptions
from planner.solve.run import solve
from tests.workbook.mutations import KINDS, ROUNDS, Result, mutations, result_of, table_of

_PLANS = 12
"""How many of the corruptions that leave a workbook to plan with are planned with."""


def _results(book: str, rounds: int | None = None) -> list[Result]:
    return [result_of(book, mutation) for mutation in mutations(book, rounds)]


def _silent(results: list[Result]) -> list[str]:
    """Return the corruptions that the schema forbids and no error names."""
    return [
        f"{result.mutation.kind} in {result.mutation.sheet}!{result.mutation.spot.address}: {result.outcome}"
        for result in results
        if result.mutation.must_tell and result.outcome != "error there"
    ]


def _unaddressed(results: list[Result]) -> list[str]:
    return [problem.line() for result in results for problem in result.problems if not problem.sheet]


def test_there_are_at_least_five_hundred_corruptions() -> None:
    assert len(KINDS) * sum(ROUNDS.values()) >= 500


@pytest.mark.slow
def test_no_corruption_of_the_small_sample_goes_unnoticed() -> None:
    results = _results("three-regions")
    assert not _silent(results), table_of(results)
    assert not _unaddressed(results)
    left = [result for result in results if result.outcome in ("other plan", "warning")]
    for result in left[:: max(1, len(left) // _PLANS)]:
        assert result.instance is not None
        _plan(result.instance)


@pytest.mark.slow
def test_no_corruption_of_the_national_sample_goes_unnoticed() -> None:
    results = _results("national")
    assert not _silent(results), table_of(results)
    assert not _unaddressed(results)


def test_corruptions_are_the_same_every_time() -> None:
    first, second = (list(mutations("three-regions", rounds=1)) for _ in range(2))
    assert [(one.kind, one.sheet, one.spot) for one in first] == [(one.kind, one.sheet, one.spot) for one in second]


def _plan(instance: Instance) -> None:
    """Solve an instance: it has a plan that passes its audit, or none is possible."""
    outcome = solve(instance, SolveOptions(gap=0.05, threads=1, time_limit_s=20, prices=False))
    assert outcome.ending is not Ending.FAILED
    if outcome.plan is not None:
        assert audit(instance, outcome.plan).passed
