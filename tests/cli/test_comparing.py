"""Comparisons of small runs, with the figures of `pair_of_books`."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import planner.cli.comparing
from planner.cli.comparing import Request, compare_runs
from planner.cli.statuses import ExitStatus
from planner.errors import UsageError
from planner.solve import SolveOptions
from tests.cli.pair_of_books import write_pair_book
from tests.report.test_words import ENGLISH_SENTENCE
from tests.runs.runs import run_of

NO_POWER: list[dict[str, object]] = [
    {"region": "West", "electricity_price": 0.3, "existing_hall_mw": 100, "grid_limit_mw": 0.001}
]
ELSEWHERE: dict[str, list[dict[str, object]]] = {
    "Regions": [{"region": "North", "electricity_price": 0.3, "existing_hall_mw": 100}],
    "Demand": [{"region": "North", "workload": "training", "2027": 10, "2028": 10}],
}
FUTURES: dict[str, list[dict[str, object]]] = {
    "Scenarios": [{"scenario": "usual"}, {"scenario": "scarce", "overrides": "few"}],
    "Overrides": [{"set": "few", "order": 1, "sheet": "ChipSupply", "column": "2027", "operation": "set", "value": 3}],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("comparing")


@pytest.fixture(scope="module")
def run_a(folder: Path) -> Path:
    return run_of(write_pair_book(folder / "a.xlsx"), folder / "runs")


@pytest.fixture(scope="module")
def run_b(folder: Path) -> Path:
    return run_of(write_pair_book(folder / "b.xlsx", price=2_000_000, quota=3), folder / "runs")


@pytest.fixture(scope="module")
def run_without_plan(folder: Path) -> Path:
    return run_of(write_pair_book(folder / "none.xlsx", Regions=NO_POWER), folder / "runs")


@dataclass(frozen=True)
class Compared:
    """What a comparison left."""

    status: ExitStatus
    folder: Path
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "compare.json").read_text(encoding="utf-8"))
        return found

    def effects(self, of: str) -> dict[str, float]:
        """Return the best effect of each group that has one."""
        groups = self.data["attribution"]["groups"]
        return {share["group"]: share[of]["best"] for share in groups if share[of] is not None}


Compare = Callable[..., Compared]


@pytest.fixture
def compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Compare:
    def compare(a: Path, b: Path, **asked: Any) -> Compared:
        options = SolveOptions(gap=0.0, threads=1, prices=False)
        usual = {"attribution": True, "order": None, "language": None, "quiet": False, "as_json": False}
        capsys.readouterr()
        status = compare_runs(Request(a, b, tmp_path / "out", options=options, **{**usual, **asked}))
        said = capsys.readouterr()
        return Compared(status, tmp_path / "out", said.out, said.err)

    return compare


def test_a_price_and_a_quota_are_told_apart_by_what_each_does(run_a: Path, run_b: Path, compare: Compare) -> None:
    found = compare(run_a, run_b)
    assert found.status is ExitStatus.DONE
    assert {path.name for path in found.folder.iterdir()} == {
        "compare.xlsx",
        "compare.html",
        "compare.json",
        "compare.log",
    }
    assert "B costs 7 million CNY more than A (139.27%): 12 against 5.03." in found.out
    # 5 by the price, 4 by the quota: 9; the whole is 7.
    assert found.effects("alone_m") == pytest.approx({"Prices of chips": 5.0, "Supply of chips": 4.0})
    assert found.data["attribution"]["interaction_m"]["best"] == pytest.approx(-2.0)
    assert found.data["difference_m"]["best"] == pytest.approx(7.0)
    assert [(one["sheet"], one["row"], one["column"], one["a"], one["b"]) for one in found.data["inputs"]] == [
        ("ChipSupply", "a, nation", "2027", 100.0, 3.0),
        ("Chips", "a", "price", 1_000_000.0, 2_000_000.0),
    ]


def test_the_order_decides_what_each_does_in_turn(run_a: Path, run_b: Path, compare: Compare) -> None:
    # 5, 10 with the price, 12 with the quota.
    found = compare(run_a, run_b, order="prices of chips")
    assert found.effects("in_turn_m") == pytest.approx({"Prices of chips": 5.0, "Supply of chips": 2.0})
    assert found.data["attribution"]["order"] == ["Prices of chips", "Supply of chips"]


def test_a_group_that_has_no_changes_is_told_the_nearest(run_a: Path, run_b: Path, compare: Compare) -> None:
    with pytest.raises(UsageError) as raised:
        compare(run_a, run_b, order="supply of chip, demand")
    assert str(raised.value) == "no group of changes is called 'supply of chip'; did you mean 'Supply of chips'?"


def test_without_attribution_nothing_is_solved(
    run_a: Path, run_b: Path, compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("planner.cli.attributing.solve")
    found = compare(run_a, run_b, attribution=False)
    assert found.data["attribution"] is None
    assert found.data["difference_m"]["best"] == pytest.approx(7.0)


def test_the_same_inputs_leave_only_the_search(run_a: Path, compare: Compare) -> None:
    found = compare(run_a, run_a)
    assert "A and B cost the same" in found.out
    assert "The inputs are the same." in found.out
    assert "what differs comes from the search alone" in found.err


def test_a_run_without_a_plan_is_compared_in_its_inputs(run_a: Path, run_without_plan: Path, compare: Compare) -> None:
    found = compare(run_a, run_without_plan)
    assert "B: Plan for none.xlsx as it stands; no plan (no plan exists)." in found.out
    assert "with these changes alone no plan meets every limit." in found.out
    assert found.data["difference_m"] is None
    assert found.effects("alone_m") == {}


def test_from_a_run_without_a_plan_the_change_that_gives_one_is_seen(
    run_a: Path, run_without_plan: Path, compare: Compare
) -> None:
    found = compare(run_without_plan, run_a)
    (share,) = found.data["attribution"]["groups"]
    assert share["cost_m"] == pytest.approx(5.02628)
    assert "there is nothing to measure it by: A has no plan" in found.out


def test_a_new_chip_comes_with_all_its_rows_and_one_that_nobody_buys_has_no_effect(
    run_a: Path, folder: Path, compare: Compare
) -> None:
    chips: list[dict[str, object]] = [
        {"chip": k, "stack": "s", "power_kw": 1, "price": price, "lifetime_years": 2}
        for k, price in (("dear", 9_000_000), ("a", 1_000_000), ("b", 3_000_000))
    ]
    able: list[dict[str, object]] = [
        {"chip": chip["chip"], "workload": "training", "performance": 2} for chip in reversed(chips)
    ]
    more = write_pair_book(folder / "more.xlsx", Chips=chips, ChipPerformance=able)
    found = compare(run_a, run_of(more, folder / "runs"))
    assert [(one["sheet"], one["a"]) for one in found.data["inputs"]] == [
        ("Chips", "no such row"),
        ("ChipPerformance", "no such row"),
    ]
    assert found.effects("alone_m") == {"New and dropped things": 0.0}
    assert "New and dropped things: no effect." in found.out


def test_unrelated_workbooks_are_said_to_be(run_a: Path, folder: Path, compare: Compare) -> None:
    other = run_of(write_pair_book(folder / "north.xlsx", **ELSEWHERE), folder / "runs")
    found = compare(run_a, other)
    assert "they are different problems" in found.err
    assert found.data["attribution"] is None


def test_costs_in_two_currencies_are_not_compared(run_a: Path, folder: Path, compare: Compare) -> None:
    settings: list[dict[str, object]] = [
        {"key": "base_year", "value": 2027},
        {"key": "discount_rate", "value": 0},
        {"key": "currency", "value": "EUR"},
    ]
    other = run_of(write_pair_book(folder / "euro.xlsx", Settings=settings), folder / "runs")
    found = compare(run_a, other)
    assert "The costs are in CNY and in EUR and cannot be compared." in found.err
    assert found.data["difference_m"] is None


def test_two_scenarios_and_their_tree_are_compared(folder: Path, compare: Compare, tmp_path: Path) -> None:
    book = write_pair_book(folder / "futures.xlsx", **FUTURES)
    usual, scarce = (run_of(book, folder / "runs", name) for name in ("usual", "scarce"))
    found = compare(usual, scarce)
    # 5 of a, or 3 of a and 2 of b: 4 more.
    assert found.effects("alone_m") == pytest.approx({"Supply of chips": 4.0})
    found.folder.rename(tmp_path / "first")
    tree = run_of(book, folder / "runs", tree=True)
    found = compare(usual, tree)
    # Half of 5 and half of 9 are 7: 2 more.
    assert found.effects("alone_m") == pytest.approx({"Scenarios": 2.0})
    assert "The two plans are for different futures" in found.err


def test_a_stop_by_the_user_keeps_the_rest_of_the_comparison(
    run_a: Path, run_b: Path, compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_args: object, **_asked: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(planner.cli.comparing, "attribution_of", stopped)
    found = compare(run_a, run_b)
    assert found.status is ExitStatus.STOPPED_WITH_PLAN
    assert "was stopped" in found.err
    assert found.data["inputs"]


def test_a_folder_that_is_there_is_left_alone(run_a: Path, compare: Compare, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(UsageError, match="is there already; name a new folder with --out"):
        compare(run_a, run_a)


def test_what_cannot_be_written_leaves_no_folder(
    run_a: Path, compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(planner.cli.comparing, "comparison_html", fails)
    with pytest.raises(OSError, match="No space"):
        compare(run_a, run_a)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_workbook_adds_up_to_the_difference(language: str, run_a: Path, run_b: Path, compare: Compare) -> None:
    found = compare(run_a, run_b, language=language)
    book = openpyxl.load_workbook(found.folder / "compare.xlsx")
    costs = book["Costs" if language == "en" else "成本"]
    total = "Total" if language == "en" else "合计"
    last = next(row for row in costs.iter_rows(min_row=4, values_only=True) if row[0] == total)
    assert last[1:4] == pytest.approx((5.02628, 12.02628, 7.0))
    causes = book["Where the cost comes from" if language == "en" else "成本差异来源"]
    numbers = [row[2] for row in causes.iter_rows(min_row=5, values_only=True) if isinstance(row[2], int | float)]
    assert numbers == pytest.approx([4.0, 5.0, 9.0, -2.0, 7.0])


def test_a_chinese_comparison_has_no_english_in_it(run_a: Path, run_b: Path, compare: Compare) -> None:
    book = openpyxl.load_workbook(compare(run_a, run_b, language="zh").folder / "compare.xlsx")
    texts = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert "各组之和" in texts
    assert [text for text in texts if ENGLISH_SENTENCE.search(text)] == []


def test_names_that_look_like_markup_or_formulas_are_text(folder: Path, compare: Compare) -> None:
    runs = []
    for number, name in enumerate(("<script>alert(1)</script>", '=HYPERLINK("x")')):
        parties: list[dict[str, object]] = [
            {"region": "West", "electricity_price": 0.3, "existing_hall_mw": 100, "party": name}
        ]
        book = write_pair_book(folder / f"names{number}.xlsx", price=1_000_000 + number, Regions=parties)
        runs.append(run_of(book, folder / "runs"))
    found = compare(*runs)
    page = (found.folder / "compare.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    book = openpyxl.load_workbook(found.folder / "compare.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert '=HYPERLINK("x")' in {cell.value for cell in cells}
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
