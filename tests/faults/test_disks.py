"""A full disk, a read-only folder, a file that is open elsewhere: one sentence, and no plan is lost."""

import re
from pathlib import Path

import pytest

from planner.runs.plan_data import read_plan_data
from tests.cli.command import planner, planner_with, write_book
from tests.faults.disks import fill, mounted

pytestmark = pytest.mark.slow


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "my.xlsx")


def test_a_disk_that_fills_up_while_solving_does_not_cost_the_plan(book: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=64k") as allowed:
        if not allowed:
            return
        fill(tmp_path / "disk", leave_bytes=8192)
        ended = planner("solve", book, "--out", tmp_path / "disk")
        assert ended.status == 1
        assert "Traceback" not in ended.err
        assert [path.name for path in (tmp_path / "disk").iterdir()] == ["full"]
    message = ended.err.splitlines()[-1]
    found = re.fullmatch(
        r"Error: the run folder cannot be written in (.+) \(No space left on device\); it is (.+) instead", message
    )
    assert found is not None, message
    folder = Path(found[2])
    try:
        assert read_plan_data(folder / "plan.json").cost_m == pytest.approx(5.02628)
        assert (folder / "plan.xlsx").is_file()
    finally:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        folder.rmdir()


def test_a_disk_without_room_for_the_report_keeps_the_plan_there(book: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=128k") as allowed:
        if not allowed:
            return
        ended = planner("solve", book, "--out", tmp_path / "disk")
        assert ended.status == 1
        (folder,) = (tmp_path / "disk").iterdir()
        assert ended.err.splitlines()[-1] == (
            "Error: the plan is found, but its report cannot be written (OSError: [Errno 28] No space left on device); "
            f"the plan is plan.json and the cause in run.log, both in {folder}"
        )
        assert read_plan_data(folder / "plan.json").cost_m == pytest.approx(5.02628)
        assert not (folder / "plan.xlsx").exists()


@pytest.mark.parametrize("command", [["template"], ["template", "--example", "three-regions"]])
def test_a_full_disk_is_no_place_for_a_template(command: list[str], tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=64k") as allowed:
        if not allowed:
            return
        fill(tmp_path / "disk")
        target = tmp_path / "disk" / "my.xlsx"
        ended = planner(*command, target)
        assert ended.status == 2
        assert ended.err.splitlines() == [
            f"Error: {target} cannot be written (No space left on device); choose another place"
        ]
        assert [path.name for path in (tmp_path / "disk").iterdir()] == ["full"]


def test_a_read_only_folder_is_told_before_the_search(book: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=64k,ro") as allowed:
        if not allowed:
            return
        ended = planner("solve", book, "--out", tmp_path / "disk" / "runs")
        assert ended.status == 2
        assert "(Read-only file system); name another place with --out" in ended.err


def test_output_that_goes_to_a_full_disk_does_not_hide_that_the_plan_is_kept(book: Path, tmp_path: Path) -> None:
    ended = planner_with("full-output", "solve", book, "--out", tmp_path / "runs")
    assert ended.status == 1
    (folder,) = (tmp_path / "runs").iterdir()
    assert ended.err.splitlines()[-1] == (
        f"Error: the run folder is {folder}, but what is to be said of it cannot be written (No space left on device)"
    )
    assert (folder / "plan.xlsx").is_file()


def test_a_workbook_that_is_open_elsewhere_can_be_solved_and_replaced(book: Path, tmp_path: Path) -> None:
    first = planner("solve", book, "--out", tmp_path / "runs")
    with book.open("rb+") as held, (first.folder / "plan.xlsx").open("rb+") as plan:
        again = planner("solve", book, "--out", tmp_path / "runs")
        assert again.status == 0
        assert again.folder != first.folder
        replaced = planner("template", book, "--example", "three-regions", "--force")
        assert replaced.status == 0
        held.seek(0)
        plan.seek(0)
        assert held.read(2) == plan.read(2) == b"PK"
    assert planner("check", book).status == 0
