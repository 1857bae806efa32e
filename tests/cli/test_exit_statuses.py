"""Each exit status, from outside."""

import hashlib
import json
import signal
import sys
from pathlib import Path

import pytest

from planner.runs.plan_data import read_plan_data
from tests.cli.command import FAKE, interrupted, planner, planner_with, write_book
from tests.cli.hard_book import write_hard_book

pytestmark = pytest.mark.slow  # each test starts the planner anew, which takes a second or two


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "my.xlsx")


def test_a_solved_workbook_ends_with_0_and_a_whole_run_folder(book: Path, tmp_path: Path) -> None:
    ended = planner("solve", book, "--out", tmp_path / "runs")
    assert ended.status == 0, ended.err
    names = {path.name for path in ended.folder.iterdir()}
    left = {"input.xlsx", "plan.xlsx", "report.html", "plan.json", "prices.json", "run.json", "run.log", "tables"}
    assert names == left
    assert (ended.folder / "input.xlsx").read_bytes() == book.read_bytes()
    assert ended.record["input_sha256"] == hashlib.sha256(book.read_bytes()).hexdigest()
    assert ended.record["status"] == "done"
    assert ended.record["audit"]["passed"] is True
    # 5 units at 1 million; 5 kW * 8760 h * 0.3 a year for two years are 0.026 million.
    assert ended.record["cost"] == pytest.approx(5.02628)
    assert "Buy     5 units of 1 chip" in ended.out
    assert "Plan for my.xlsx as it stands\n" in ended.out
    assert ended.folder.name.startswith("my_base_2")
    assert [path.name for path in (tmp_path / "runs").iterdir()] == [ended.folder.name]


def test_a_default_stopping_rule_is_a_normal_end(book: Path, tmp_path: Path) -> None:
    ended = planner_with("default-limit", "solve", book, "--out", tmp_path / "runs")
    assert ended.status == 0
    assert "Gap    50.00%, the most that a plan could be cheaper (time limit of the Settings)" in ended.out


@pytest.mark.parametrize("ending", ["limit", "stopped"])
def test_an_early_stop_with_a_plan_ends_with_5(ending: str, book: Path, tmp_path: Path) -> None:
    ended = planner_with(ending, "solve", book, "--out", tmp_path / "runs")
    assert ended.status == 5
    assert "Stopped early" in ended.err
    assert (ended.folder / "plan.xlsx").is_file()


@pytest.mark.parametrize("ending", ["limit-empty", "stopped-empty", "default-limit-empty"])
def test_an_early_stop_without_a_plan_ends_with_6(ending: str, book: Path, tmp_path: Path) -> None:
    ended = planner_with(ending, "solve", book, "--out", tmp_path / "runs")
    assert ended.status == 6
    assert {path.name for path in ended.folder.iterdir()} == {"input.xlsx", "run.json", "run.log"}
    assert ended.record["cost"] is None
    assert ended.record["bound"] is not None


def test_ctrl_c_before_the_search_leaves_nothing_and_ends_with_6(book: Path, tmp_path: Path) -> None:
    ended = planner_with("interrupted-before", "solve", book, "--out", tmp_path / "runs")
    assert ended.status == 6
    assert "Stopped before there was a plan" in ended.err
    assert not list((tmp_path / "runs").iterdir())


def test_a_plan_that_is_found_outlives_a_kill_before_its_run_folder_is_written(book: Path, tmp_path: Path) -> None:
    ended = planner_with("killed-after-search", "solve", book, "--out", tmp_path / "runs")
    assert ended.status == -9
    (draft,) = (tmp_path / "runs").iterdir()
    assert draft.name.endswith(".partial")
    assert (draft / "input.xlsx").read_bytes() == book.read_bytes()
    assert read_plan_data(draft / "plan-NOT-AUDITED.json").cost_m == pytest.approx(5.02628)


def test_ctrl_c_is_heard(book: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(FAKE), "waits", "solve", str(book), "--out", str(tmp_path / "runs")]
    ended = interrupted(command, after="waiting")
    assert ended.status == 6, ended.err


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda how: how.name)
def test_a_stop_keeps_the_best_plan_so_far(how: signal.Signals, tmp_path: Path) -> None:
    book = write_hard_book(tmp_path / "hard.xlsx")
    command = [sys.executable, "-m", "planner", "solve", str(book), "--gap", "0", "--out", str(tmp_path / "runs")]
    ended = interrupted(command, after="best", how=how)
    assert ended.status == 5, ended.err
    assert ended.record["ending"] == "interrupted"
    assert ended.record["audit"]["passed"] is True
    assert (ended.folder / "plan.xlsx").is_file()


def test_the_users_own_time_limit_ends_with_5(tmp_path: Path) -> None:
    book = write_hard_book(tmp_path / "hard.xlsx")
    ended = planner("solve", book, "--gap", 0, "--time-limit", 10, "--out", tmp_path / "runs")
    assert ended.status == 5, ended.err
    assert ended.record["ending"] == "time limit"
    assert ended.record["stopped_by_default"] is False


def test_a_time_limit_of_the_settings_ends_with_0(tmp_path: Path) -> None:
    book = write_hard_book(tmp_path / "hard.xlsx", time_limit_s=10)
    ended = planner("solve", book, "--gap", 0, "--out", tmp_path / "runs")
    assert ended.status == 0, ended.err
    assert ended.record["ending"] == "time limit"
    assert ended.record["stopped_by_default"] is True


def test_a_demand_that_nothing_can_serve_ends_with_4(tmp_path: Path) -> None:
    book = write_book(
        tmp_path / "my.xlsx",
        Regions=[{"region": "West", "electricity_price": 0.3, "existing_hall_mw": 100, "grid_limit_mw": 0.001}],
    )
    ended = planner("solve", book, "--out", tmp_path / "runs")
    assert ended.status == 4
    assert "run: planner diagnose " in ended.err
    assert ended.record["status"] == "no plan exists"
    assert {path.name for path in ended.folder.iterdir()} == {"input.xlsx", "run.json", "run.log"}


@pytest.mark.parametrize("command", ["check", "solve"])
def test_an_invalid_workbook_ends_with_3_and_names_the_cell(command: str, tmp_path: Path) -> None:
    book = write_book(tmp_path / "my.xlsx", Demand=[{"region": "Wset", "workload": "training", "2027": 10, "2028": 10}])
    ended = planner(command, book)
    assert ended.status == 3
    assert "Demand!A3" in ended.out + ended.err
    assert "did you mean 'West'" in ended.out + ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve"],
        ["solve", "nowhere.xlsx"],
        ["solve", "my.xlsx", "--gap", "2"],
        ["solve", "my.xlsx", "--scenario", "none such"],
        ["solve", "my.xlsx", "--scenario", "a", "--tree"],
        ["check"],
        ["template"],
        ["template", "my.csv"],
        ["template", "my.xlsx"],
        ["template", "other.xlsx", "--example", "none such"],
        ["template", "no/such/folder/my.xlsx"],
        ["dance"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], tmp_path: Path) -> None:
    write_book(tmp_path / "my.xlsx")
    ended = planner(*arguments, cwd=tmp_path)
    assert ended.status == 2, ended.err
    assert "Traceback" not in ended.err
    assert not (tmp_path / "runs").exists()


def test_a_place_that_cannot_be_written_ends_with_2(book: Path) -> None:
    ended = planner("solve", book, "--out", book)
    assert ended.status == 2
    assert "--out" in ended.err


def test_our_own_error_ends_with_1_a_sentence_and_a_log(book: Path, tmp_path: Path) -> None:
    ended = planner_with("fails", "solve", book, "--out", tmp_path / "runs")
    assert ended.status == 1
    assert "Traceback" not in ended.err
    message = ended.err.splitlines()[-1]
    assert "the wheel came off" in message
    log = Path(message.rpartition("the log is ")[2])
    assert "RuntimeError: the wheel came off" in log.read_text(encoding="utf-8")
    log.unlink()
    assert not list((tmp_path / "runs").iterdir())


def test_a_plan_outlives_a_report_that_fails(book: Path, tmp_path: Path) -> None:
    ended = planner_with("report-fails", "solve", book, "--out", tmp_path / "runs")
    assert ended.status == 1
    (folder,) = (tmp_path / "runs").iterdir()
    assert " ".join(ended.err.splitlines()[-1:]) == (
        "Error: the plan is found, but its report cannot be written (TypeError: the pen is dry); the plan is plan.json "
        f"and the cause in run.log, both in {folder}"
    )
    assert {path.name for path in folder.iterdir()} == {"input.xlsx", "plan.json", "prices.json", "run.json", "run.log"}
    assert sum(read_plan_data(folder / "plan.json").bought_units.values()) == pytest.approx(5)
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert (record["exit_status"], record["audit"]["passed"]) == (1, True)
    assert "TypeError: the pen is dry" in (folder / "run.log").read_text(encoding="utf-8")


def test_a_plan_outlives_an_audit_that_fails_itself(book: Path, tmp_path: Path) -> None:
    ended = planner_with("audit-fails", "solve", book, "--out", tmp_path / "runs")
    assert ended.status == 1
    (folder,) = (tmp_path / "runs").iterdir()
    assert ended.err.splitlines()[-1] == (
        "Error: the audit itself has failed (TypeError: the pen is dry); what the search has found is "
        f"plan-NOT-AUDITED.json and the cause in run.log, both in {folder}"
    )
    assert {path.name for path in folder.iterdir()} == {"input.xlsx", "plan-NOT-AUDITED.json", "prices.json", "run.log"}


def test_debug_shows_the_traceback(book: Path, tmp_path: Path) -> None:
    ended = planner_with("fails", "solve", book, "--out", tmp_path / "runs", "--debug")
    assert ended.status == 1
    assert "Traceback" in ended.err
    Path(ended.err.splitlines()[-1].rpartition("the log is ")[2]).unlink()


def test_a_solver_that_gives_up_ends_with_1(book: Path, tmp_path: Path) -> None:
    ended = planner_with("gives-up", "solve", book, "--out", tmp_path / "runs")
    assert ended.status == 1
    assert (ended.folder / "run.log").is_file()


@pytest.mark.parametrize("ending", ["wrong-plan", "unreadable-plan"])
def test_a_failed_audit_ends_with_7_and_nobody_takes_the_file_for_a_plan(
    ending: str, book: Path, tmp_path: Path
) -> None:
    ended = planner_with(ending, "solve", book, "--out", tmp_path / "runs")
    assert ended.status == 7, ended.err
    assert "failed its audit" in ended.err
    names = {path.name for path in ended.folder.iterdir()}
    assert "plan.xlsx" not in names
    assert "plan.json" not in names
    assert {"plan-FAILED-AUDIT.xlsx", "report-FAILED-AUDIT.html"} <= names
    assert "report.html" not in names
    assert ended.record["audit"]["passed"] is False


def test_json_prints_the_record_and_nothing_else(book: Path, tmp_path: Path) -> None:
    ended = planner("solve", book, "--out", tmp_path / "runs", "--json")
    assert ended.status == 0
    assert ended.err == ""
    record = json.loads(ended.out)
    written = json.loads((Path(record.pop("run_folder")) / "run.json").read_text(encoding="utf-8"))
    assert record == written


def test_json_tells_of_errors_too(tmp_path: Path) -> None:
    book = write_book(tmp_path / "my.xlsx", Demand=[])
    ended = planner("solve", book, "--json")
    assert ended.status == 3
    assert json.loads(ended.out)["exit_status"] == 3


def test_quiet_says_only_where_the_plan_is(book: Path, tmp_path: Path) -> None:
    ended = planner("solve", book, "--out", tmp_path / "runs", "--quiet")
    assert ended.status == 0
    assert ended.err == ""
    assert ended.out.splitlines() == [str(ended.folder)]


@pytest.fixture
def futures(tmp_path: Path) -> Path:
    """A workbook whose demand in 2028 stays at 10 or grows to 30."""
    return write_book(
        tmp_path / "futures.xlsx",
        Scenarios=[
            {"scenario": "low", "probability": 0.5},
            {"scenario": "high", "probability": 0.5, "parent": "low", "data_from": "2028", "overrides": "growth"},
        ],
        Overrides=[{"set": "growth", "order": 1, "sheet": "Demand", "column": "2028", "operation": "set", "value": 30}],
    )


def test_a_scenario_is_solved_by_its_name(futures: Path, tmp_path: Path) -> None:
    ended = planner("solve", futures, "--scenario", "high", "--out", tmp_path / "runs")
    assert ended.status == 0, ended.err
    assert ended.folder.name.startswith("futures_high_")
    assert "Plan for futures.xlsx, scenario high\n" in ended.out
    # 5 units for both years, and 10 more of which one of two years is charged.
    assert ended.record["cost"] == pytest.approx(10.0, abs=0.1)


def test_base_is_the_workbook_as_it_stands(futures: Path, tmp_path: Path) -> None:
    ended = planner("solve", futures, "--scenario", "base", "--out", tmp_path / "runs")
    assert ended.status == 0, ended.err
    assert ended.folder.name.startswith("futures_base_")
    assert "Plan for futures.xlsx as it stands\n" in ended.out
    assert ended.record["options"]["scenario"] is None


def test_a_scenario_may_be_called_base(tmp_path: Path) -> None:
    book = write_book(tmp_path / "my.xlsx", Scenarios=[{"scenario": "base", "probability": 1}])
    ended = planner("solve", book, "--scenario", "base", "--out", tmp_path / "runs")
    assert "Plan for my.xlsx, scenario base\n" in ended.out, ended.err
    assert ended.record["options"]["scenario"] == "base"


def test_an_unknown_scenario_is_told_the_others(futures: Path, tmp_path: Path) -> None:
    ended = planner("solve", futures, "--scenario", "hihg", "--out", tmp_path / "runs")
    assert ended.status == 2
    assert ended.err == "Error: the workbook has no scenario called 'hihg'; did you mean 'high'?\n"


def test_a_wrong_example_is_told_the_nearest_in_a_sentence(tmp_path: Path) -> None:
    ended = planner("template", tmp_path / "x.xlsx", "--example", "three")
    assert ended.status == 2
    assert ended.err == "Error: there is no example called 'three'; did you mean 'three-regions'?\n"
    assert not list(tmp_path.iterdir())


def test_an_example_is_written_in_chinese_too(tmp_path: Path) -> None:
    assert planner("template", tmp_path / "x.xlsx", "--example", "three-regions", "--lang", "zh").status == 0
    assert planner("check", tmp_path / "x.xlsx").out == "x.xlsx: no problems\n"


def test_a_tree_is_solved_as_one_plan(futures: Path, tmp_path: Path) -> None:
    ended = planner("solve", futures, "--tree", "--out", tmp_path / "runs")
    assert ended.status == 0, ended.err
    assert ended.folder.name.startswith("futures_tree_")
    assert "Plan for futures.xlsx, all scenarios as one tree\n" in ended.out
    # The 10 more are needed in one of two futures.
    assert ended.record["cost"] == pytest.approx(7.5, abs=0.1)
    assert "expected ones" in ended.out
