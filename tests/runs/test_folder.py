"""A run folder is there whole or not at all."""

import os
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from planner.errors import RunFolderError
from planner.runs.folder import STALE_S, Draft, folder_name


def test_the_name_has_workbook_scenario_and_utc_stamp() -> None:
    started = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=8)))
    assert folder_name(Path("in/my plan.xlsx"), "tight/1", started) == "my-plan_tight-1_20260101T190405Z"
    assert folder_name(Path("规划.xlsx"), "base", datetime(2026, 1, 2, tzinfo=UTC)) == "规划_base_20260102T000000Z"


def test_nothing_has_the_name_before_everything_is_written(tmp_path: Path) -> None:
    draft = Draft(tmp_path, "run")
    (draft.path / "plan.txt").write_text("half")
    assert not (tmp_path / "run").exists()
    (draft.path / "plan.txt").write_text("whole")
    folder = draft.publish()
    assert folder == tmp_path / "run"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
    assert (folder / "plan.txt").read_text() == "whole"


def test_a_discarded_draft_leaves_nothing(tmp_path: Path) -> None:
    draft = Draft(tmp_path, "run")
    (draft.path / "tables").mkdir()
    (draft.path / "tables" / "costs.csv").write_text("a")
    draft.discard()
    assert not list(tmp_path.iterdir())


def test_a_taken_name_gets_a_suffix(tmp_path: Path) -> None:
    drafts = [Draft(tmp_path, "run") for _ in range(3)]
    for draft in drafts:
        (draft.path / "log").write_text("x")
    assert [draft.publish().name for draft in drafts] == ["run", "run-2", "run-3"]


def test_what_a_killed_run_left_is_removed_a_day_later(tmp_path: Path) -> None:
    name = "run_base_20260101T000000Z"
    parts = (f"{name}.0123abcd", f"{name}.4567cdef", f"{name}.89abcdef", "mine")
    old, young, full, other = (tmp_path / f".{part}.partial" for part in parts)
    for path in (old, young, full, other):
        path.mkdir()
    (full / "plan.json").write_text("{}")
    for path in (old, full, other):
        os.utime(path, (time.time() - STALE_S - 60,) * 2)
    Draft(tmp_path, "run").publish()
    assert {path.name for path in tmp_path.iterdir()} == {young.name, full.name, other.name, "run"}


def test_what_cannot_be_named_stays_where_the_message_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = Draft(tmp_path, "run")
    (draft.path / "plan.json").write_text("{}")

    def refuse(_path: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(RunFolderError) as raised:
        draft.publish()
    assert str(raised.value) == (
        f"the folder cannot be given its name in {tmp_path} (Permission denied); what was written of it is in "
        f"{draft.path}"
    )
    assert (draft.path / "plan.json").is_file()


def test_the_folder_of_runs_is_made(tmp_path: Path) -> None:
    assert Draft(tmp_path / "a" / "runs", "run").publish() == tmp_path / "a" / "runs" / "run"


def test_a_file_in_the_way_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file")
    with pytest.raises(RunFolderError, match="--out"):
        Draft(tmp_path / "runs", "run")
