"""Plans and studies of several futures from outside: what they say, and what they leave."""

import json
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.command import ROOT, planner

MPIEXEC = next((str(path) for path in [Path(sys.executable).with_name("mpiexec")] if path.is_file()), "mpiexec")
BOOK = ROOT / "inputs" / "three-regions.xlsx"
pytestmark = pytest.mark.slow


def result(*arguments: object, cwd: Path | None = None) -> dict[str, Any]:
    ended = planner(*arguments, "--json", cwd=cwd)
    assert ended.status == 0, ended.err
    found: dict[str, Any] = json.loads(ended.out)
    return found


def with_settings(folder: Path, **settings: object) -> Path:
    """Return the sample with more settings."""
    book = openpyxl.load_workbook(BOOK)
    sheet = book["Settings"]
    for key, value in settings.items():
        sheet.append([key, value])
    path = folder / "changed.xlsx"
    book.save(path)
    return path


def test_the_study_of_uncertainty_adds_up(tmp_path: Path) -> None:
    found = result("study", "uncertainty", BOOK, "--gap", 0, "--fear", "regret", "--out", tmp_path)["result"]
    known, unknown = found["wait_and_see"]["cost"], found["here_and_now"]["cost"]
    assert found["evpi"]["best"] == pytest.approx(unknown - known)
    assert known == pytest.approx(sum(one["probability"] * one["alone"] for one in found["futures"].values()))
    assert set(found["criteria"]) == {"expected", "regret"}


def test_a_plan_that_fears_regret_knows_what_it_is_measured_from(tmp_path: Path) -> None:
    book = with_settings(tmp_path, risk_measure="regret", risk_weight=0.5)
    run = result("solve", book, "--tree", "--gap", 0, "--out", tmp_path)
    assert run["audit"]["passed"]
    # The futures alone cost 195.51 and 247.985.
    assert run["options"]["best_costs"] == pytest.approx({"2028": 195.51, "2028/tight": 247.985})
    again = planner("report", run["run_folder"])
    assert again.status == 0, again.err


@pytest.mark.parametrize(
    "processes",
    [("--apart", "always"), ("--mpiexec", f"{MPIEXEC} --hostfile hosts -n 6")],
    ids=["three processes", "six processes on listed machines"],
)
def test_a_tree_solved_apart_is_the_plan_of_the_tree_solved_whole(processes: tuple[str, str], tmp_path: Path) -> None:
    # Two processes for each of the three things that are done. The list is found from where the planner is called.
    (tmp_path / "hosts").write_text("localhost slots=6\n")
    whole = result("solve", BOOK, "--tree", "--gap", 0, "--apart", "never", "--out", tmp_path / "whole")
    asked = ("solve", BOOK, "--tree", "--gap", 0.02, *processes, "--time-limit", 3000, "--out", tmp_path / "apart")
    apart = result(*asked, cwd=tmp_path)
    assert apart["audit"]["passed"]
    assert apart["bound"] <= whole["cost"] * (1 + 1e-6)
    assert whole["cost"] * (1 - 1e-6) <= apart["cost"] <= whole["cost"] * 1.03


def test_processes_that_cannot_share_the_work_are_refused_in_one_sentence(tmp_path: Path) -> None:
    command = f"{MPIEXEC} -n 4"
    ended = planner("solve", BOOK, "--tree", "--mpiexec", command, "--out", tmp_path, "--quiet")
    assert ended.status == 1
    assert " ".join(ended.err.split()) == (
        f"Error: '{command}' does not fit: it starts 4 processes, but for 2 futures it has to start a multiple of 3, "
        "and at most 6"
    )
    assert list(tmp_path.iterdir()) == []


def test_wrong_options_are_one_sentence_each(tmp_path: Path) -> None:
    def error(*options: object) -> str:
        ended = planner(*options, "--out", tmp_path)
        assert ended.status == 2, ended.err
        return " ".join(ended.err.split())

    assert error("solve", BOOK, "--apart", "always") == "Error: --apart and --mpiexec are for trees; add --tree"
    feared = with_settings(tmp_path, risk_weight=0.5)
    assert error("solve", feared, "--tree", "--apart", "always") == (
        "Error: --apart needs several futures whose expected cost alone is minimised; set risk_weight to 0, or leave "
        "--apart out"
    )
    assert error("study", "demand", BOOK) == (
        "Error: no workload has a volatility, so that demand is certain; fill the column volatility of the sheet "
        "Workloads"
    )
    assert error("study", "outages", BOOK, "--slice", "noon") == (
        "Error: --slice is 'noon', but the workbook has the slices year"
    )
