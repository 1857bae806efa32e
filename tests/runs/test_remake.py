"""A report made again from the folder of a run."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from planner.errors import RunFolderError
from planner.runs.remake import remake
from planner.runs.saved import read_run
from tests.cli.command import ROOT, write_book
from tests.runs.runs import run_of

NO_POWER = [{"region": "West", "electricity_price": 0.3, "existing_hall_mw": 100, "grid_limit_mw": 0.001}]


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("remake")
    return run_of(write_book(folder / "my.xlsx"), folder / "runs")


@pytest.fixture
def run(solved: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(solved, tmp_path / "run"))


def contents(folder: Path) -> dict[str, bytes]:
    """Return what is in a folder, by path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def cells(path: Path) -> dict[tuple[str, str], object]:
    """Return the value of every cell of a workbook."""
    book = openpyxl.load_workbook(path)
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def test_the_report_made_again_is_the_first_one(run: Path, solved: Path) -> None:
    for name in ("plan.xlsx", "report.html", "tables/costs.csv"):
        (run / name).write_bytes(b"")
    remake(read_run(run))
    assert cells(run / "plan.xlsx") == cells(solved / "plan.xlsx")
    assert contents(run) == contents(solved)


@pytest.mark.slow  # two solves of a second or two each
@pytest.mark.parametrize("tree", [False, True])
def test_a_plan_with_prices_links_and_futures_is_reported_again_cell_by_cell(tree: bool, tmp_path: Path) -> None:
    run = run_of(ROOT / "inputs" / "three-regions.xlsx", tmp_path / "runs", tree=tree)
    before = contents(run)
    assert json.loads(before["prices.json"])["prices"]["long_run"]
    remake(read_run(run))
    assert contents(run) == before


def test_it_may_go_to_a_new_folder(run: Path, solved: Path, tmp_path: Path) -> None:
    remade = remake(read_run(run), tmp_path / "again")
    assert remade.folder == tmp_path / "again"
    assert contents(run) == contents(solved)
    assert set(contents(remade.folder)) == {
        name for name in contents(solved) if name in ("plan.xlsx", "report.html") or name.startswith("tables")
    }


def test_a_folder_that_is_there_is_left_alone(run: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    with pytest.raises(RunFolderError, match="is there already; name a new folder"):
        remake(read_run(run), tmp_path / "full")


def test_a_report_that_fails_leaves_the_first_one(run: Path, solved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("planner.runs.store.write_csv", fails)
    with pytest.raises(RunFolderError, match="No space left on device"):
        remake(read_run(run))
    with pytest.raises(OSError, match="No space left"):
        remake(read_run(run), run.parent / "again")
    assert contents(run) == contents(solved)
    assert [path.name for path in run.parent.iterdir()] == ["run"]


def test_a_plan_that_was_changed_fails_its_new_audit(run: Path) -> None:
    # Half of the 5 units deliver half of the 10 PFLOPS.
    data = json.loads((run / "plan.json").read_text(encoding="utf-8"))
    for row in data["tables"]["bought_units"]:
        row[-1] /= 2
    (run / "plan.json").write_text(json.dumps(data), encoding="utf-8")
    assert not remake(read_run(run)).audit.passed
    for failed, passed in (("plan-FAILED-AUDIT.xlsx", "plan.xlsx"), ("report-FAILED-AUDIT.html", "report.html")):
        assert (run / failed).is_file()
        assert not (run / passed).exists()


def rewritten(**changes: object) -> Callable[[Path], object]:
    def change(run: Path) -> None:
        record = json.loads((run / "run.json").read_text(encoding="utf-8"))
        (run / "run.json").write_text(json.dumps(record | changes), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (shutil.rmtree, "there is no run folder {run}"),
        (lambda run: (run / "run.json").unlink(), "{run} is not a run folder: it has no run.json"),
        (lambda run: (run / "run.json").write_text("{"), "{run}/run.json is damaged: it is not the record of a run"),
        (rewritten(format=99), "{run}/run.json was written by a newer planner; read it with that one"),
        (
            lambda run: (run / "input.xlsx").unlink(),
            "{run}/input.xlsx cannot be read (No such file or directory); without it the plan says nothing",
        ),
        (
            lambda run: (run / "input.xlsx").write_bytes(b"other"),
            "{run}/input.xlsx was changed after the run: its fingerprint is not the one in run.json; put back the "
            "workbook as it was, or solve the changed one",
        ),
        (
            lambda run: (run / "plan.json").unlink(),
            "{run} has lost its plan: run.json tells of one, but there is no plan.json",
        ),
        (lambda run: (run / "plan.json").write_text("[]"), "{run}/plan.json is damaged: it is not a saved plan"),
        (lambda run: (run / "prices.json").unlink(), "{run}/prices.json cannot be read (No such file or directory)"),
        (
            lambda run: (run / "prices.json").write_text('{"format": 1}'),
            "{run}/prices.json is damaged: it does not hold the prices of a run",
        ),
        (
            lambda run: (run / "prices.json").write_text('{"format": 2}'),
            "{run}/prices.json was written by a newer planner; read it with that one",
        ),
    ],
)
def test_a_folder_that_cannot_be_used_is_told_why(run: Path, harm: Callable[[Path], object], sentence: str) -> None:
    harm(run)
    with pytest.raises(RunFolderError) as raised:
        read_run(run)
    assert str(raised.value) == sentence.format(run=run)


def test_a_run_without_a_plan_has_no_report(tmp_path: Path) -> None:
    run = run_of(write_book(tmp_path / "my.xlsx", Regions=NO_POWER), tmp_path / "runs")
    with pytest.raises(RunFolderError) as raised:
        remake(read_run(run))
    assert str(raised.value) == f"{run} has no plan to report on: its solve ended with 'no plan exists'"
