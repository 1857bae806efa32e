"""`planner compare`, from outside."""

import json
from pathlib import Path

import pytest

from tests.cli.command import planner
from tests.cli.pair_of_books import write_pair_book
from tests.report.html.browser import window
from tests.report.html.test_browser import OUTSIDE_THE_WINDOW

pytestmark = pytest.mark.slow  # each test starts the planner anew, which takes a second or two


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("compare")
    books = write_pair_book(folder / "a.xlsx"), write_pair_book(folder / "b.xlsx", price=2_000_000, quota=3)
    a, b = (planner("solve", book, "--gap", 0, "--out", folder / "runs").folder for book in books)
    return a, b


def test_a_comparison_goes_to_a_new_folder_under_runs(runs: tuple[Path, Path], tmp_path: Path) -> None:
    ended = planner("compare", *runs, "--gap", 0, cwd=tmp_path)
    assert ended.status == 0, ended.err
    (folder,) = (tmp_path / "runs").iterdir()
    assert folder.name.startswith("compare_a-base-b-base_")
    assert ended.out.splitlines()[-1] == f"Comparison: runs/{folder.name}"
    assert "Solve 1 of 2: Supply of chips" in ended.err


def test_json_and_quiet_say_nothing_else(runs: tuple[Path, Path], tmp_path: Path) -> None:
    ended = planner("compare", *runs, "--gap", 0, "--json", "--out", tmp_path / "out")
    assert (ended.status, ended.err) == (0, "")
    assert json.loads(ended.out)["difference_m"]["best"] == pytest.approx(7.0)
    ended = planner("compare", *runs, "--no-attribution", "--quiet", "--out", tmp_path / "other")
    assert (ended.status, ended.out, ended.err) == (0, f"{tmp_path / 'other'}\n", "")


def test_what_is_no_run_folder_ends_with_2_and_a_sentence(runs: tuple[Path, Path], tmp_path: Path) -> None:
    ended = planner("compare", runs[0], tmp_path)
    assert (ended.status, ended.err) == (2, f"Error: {tmp_path} is not a run folder: it has no run.json\n")


def test_the_page_draws_its_charts_fetches_nothing_and_fits_the_window(runs: tuple[Path, Path], tmp_path: Path) -> None:
    assert planner("compare", *runs, "--gap", 0, "--out", tmp_path / "out", "--lang", "zh").status == 0
    path = tmp_path / "out" / "compare.html"
    with window(path) as page:
        # Two groups, their interaction and the whole; of the cost categories the chips alone differ.
        bars = "return document.querySelectorAll(`#${arguments[0]} .bars .point path`).length"
        assert (page.run(bars, "causes"), page.run(bars, "categories")) == (4, 1)
        for width in (1366, 800):
            page.resize(width)
            assert page.run(OUTSIDE_THE_WINDOW) == []
        assert page.asked_for() == [path.as_uri()]
        assert page.complaints() == []
