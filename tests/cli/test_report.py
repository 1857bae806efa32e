"""`planner report`, from outside."""

import json
from pathlib import Path

import pytest

from tests.cli.command import planner, planner_with, write_book

pytestmark = pytest.mark.slow  # each test starts the planner anew, which takes a second or two


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    return planner("solve", write_book(folder / "my.xlsx"), "--out", folder / "runs").folder


def test_a_report_is_made_again_in_a_new_folder(run: Path, tmp_path: Path) -> None:
    ended = planner("report", run, "--out", tmp_path / "again")
    assert (ended.status, ended.err, ended.out) == (0, "", f"Report: {tmp_path / 'again'}\n")
    assert (tmp_path / "again" / "plan.xlsx").read_bytes() == (run / "plan.xlsx").read_bytes()


def test_a_report_that_could_not_be_written_can_be_made_later(tmp_path: Path) -> None:
    planner_with("report-fails", "solve", write_book(tmp_path / "my.xlsx"), "--out", tmp_path / "runs")
    (folder,) = (tmp_path / "runs").iterdir()
    assert planner("report", folder).status == 0
    assert (folder / "plan.xlsx").is_file()


def test_a_plan_that_failed_its_audit_stays_one_that_did(tmp_path: Path) -> None:
    book = write_book(tmp_path / "my.xlsx")
    folder = planner_with("wrong-plan", "solve", book, "--out", tmp_path / "runs").folder
    before = (folder / "plan-FAILED-AUDIT.xlsx").read_bytes()
    ended = planner("report", folder)
    assert ended.status == 7
    assert "fails its audit and is not to be used" in ended.err
    assert (folder / "plan-FAILED-AUDIT.xlsx").read_bytes() == before
    assert not (folder / "plan.xlsx").exists()


def test_what_is_no_run_folder_ends_with_2_and_a_sentence(run: Path, tmp_path: Path) -> None:
    ended = planner("report", tmp_path)
    assert (ended.status, ended.err) == (2, f"Error: {tmp_path} is not a run folder: it has no run.json\n")
    assert planner("report", tmp_path / "nowhere").status == 2
    assert json.loads((run / "run.json").read_text(encoding="utf-8"))["format"] == 1
