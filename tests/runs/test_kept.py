"""Finished solves on disk: what comes back, and what counts as the same solve."""

from dataclasses import replace
from pathlib import Path

from planner.runs.kept import KeptSolves, fingerprint_of
from planner.solve import Ending, Outcome, SolveOptions, solve
from planner.studies.solves import Task
from tests.cases import one_region, two_regions


def test_an_outcome_comes_back_as_it_was_but_for_the_sizes_of_its_model(tmp_path: Path) -> None:
    task = Task("two", two_regions(), SolveOptions(gap=0.0))
    outcome = solve(task.inst, task.options)
    KeptSolves(tmp_path / "solves").put(task, outcome)
    kept = KeptSolves(tmp_path / "solves").get(replace(task, name="other"))
    assert outcome.prices is not None
    assert kept == replace(outcome, sizes=None)


def test_an_outcome_without_a_plan_comes_back(tmp_path: Path) -> None:
    store, task = KeptSolves(tmp_path), Task("none", one_region())
    store.put(task, Outcome(Ending.INFEASIBLE, notes=("nothing fits",)))
    assert store.get(task) == Outcome(Ending.INFEASIBLE, notes=("nothing fits",))


def test_other_data_or_options_are_another_solve(tmp_path: Path) -> None:
    store, task = KeptSolves(tmp_path), Task("one", one_region(10.0))
    store.put(task, Outcome(Ending.INFEASIBLE))
    assert store.get(Task("one", one_region(11.0))) is None
    assert store.get(replace(task, options=SolveOptions(gap=0.5))) is None
    assert store.get(replace(task, options=SolveOptions(threads=1))) is not None


def test_equal_instances_have_one_fingerprint_however_they_were_made() -> None:
    assert fingerprint_of(one_region(10), SolveOptions()) == fingerprint_of(one_region(10), SolveOptions())
    renamed = one_region(10).replace(name="renamed")
    assert fingerprint_of(renamed, SolveOptions()) == fingerprint_of(one_region(10), SolveOptions())


def test_a_damaged_solve_is_done_again(tmp_path: Path) -> None:
    store, task = KeptSolves(tmp_path), Task("one", one_region())
    store.put(task, Outcome(Ending.INFEASIBLE))
    next(tmp_path.rglob("outcome.json")).write_text('{"ending": "inf')
    assert store.get(task) is None


def test_nothing_half_written_is_left_under_its_name(tmp_path: Path) -> None:
    store, task = KeptSolves(tmp_path), Task("one", one_region())
    store.put(task, Outcome(Ending.INFEASIBLE))
    store.put(task, Outcome(Ending.TIME_LIMIT))
    assert [path.name for path in tmp_path.iterdir()] == [fingerprint_of(task.inst, task.options)]
    assert store.get(task) == Outcome(Ending.TIME_LIMIT)
