"""Workbooks in Chinese: written so throughout, read like English ones, and named in messages as they stand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from models.instance import Instance
from planner.workbook.annotate import write_annotated
from planner.workbook.cell_of import place_of
from planner.workbook.examples import example_path, write_example
from planner.workbook.expand.book import Book
from planner.workbook.problems import Problem
from planner.workbook.reader import check_workbook, read_scenarios, read_workbook
from planner.workbook.schema import OVERVIEW_ZH, SHEETS
from planner.workbook.tables import read_tables
from planner.workbook.template import write_template


def _in_english(instance: Instance) -> Instance:
    """Return an instance as it is but for the language of its reports."""
    cases = {
        name: replace(case, settings=replace(case.settings, language="en")) for name, case in instance.cases.items()
    }
    return replace(instance, cases=cases)


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chinese") / "three-regions.xlsx"
    write_example("three-regions", path, "zh")
    return path


def _changed(chinese: Path, folder: Path, change: Callable[[Workbook], object]) -> Path:
    book = openpyxl.load_workbook(chinese)
    change(book)
    book.save(folder / "three-regions.xlsx")
    return folder / "three-regions.xlsx"


def _lines(problems: list[Problem]) -> list[str]:
    return [problem.line() for problem in problems]


def test_a_chinese_example_is_the_same_problem(chinese: Path) -> None:
    english, read = read_workbook(example_path("three-regions")), read_workbook(chinese)
    assert read.first_case.settings.language == "zh"
    assert _in_english(read) == english
    futures = read_scenarios(chinese)
    assert {name: _in_english(one) for name, one in futures.items()} == read_scenarios(example_path("three-regions"))


@pytest.mark.slow
def test_the_chinese_national_example_is_the_same_problem(tmp_path: Path) -> None:
    path = tmp_path / "national.xlsx"
    write_example("national", path, "zh")
    assert _in_english(read_workbook(path)) == read_workbook(example_path("national"))
    assert _in_english(read_workbook(path, tree=True)) == read_workbook(example_path("national"), tree=True)


def test_tabs_titles_and_words_are_chinese(chinese: Path) -> None:
    book = openpyxl.load_workbook(chinese)
    assert book.sheetnames[:3] == [OVERVIEW_ZH, "设置", "时期"]
    assert set(book.sheetnames[1:]) <= {sheet.title_zh for sheet in SHEETS.values()}
    assert [book["设置"][cell].value for cell in ("A1", "A2", "A3", "A9")] == ["key", "参数", "规划名称", "停止间隙"]
    assert book["政策"]["G3"].value == "<="
    assert book["修改"]["C3"].value == "芯片供应"
    assert book["修改"]["F3"].value == "相乘"
    links = book["链路"]
    assert [(rule.formula1, str(rule.sqref)) for rule in links.data_validations.dataValidation][:2] == [
        ("'地区'!$A$3:$A$2000", "B3:B2000"),
        ("'地区'!$A$3:$A$2000", "C3:C2000"),
    ]
    assert '"单向,双向,共用"' in {rule.formula1 for rule in links.data_validations.dataValidation}
    assert '"是,否"' in {rule.formula1 for rule in links.data_validations.dataValidation}


def test_a_blank_chinese_workbook_lacks_rows_on_sheets_with_chinese_names(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    write_template(path, language="zh")
    text = "no row of the sheet is active; set active to yes, or add a row"
    tabs = ("地区", "负载", "需求", "芯片类型", "芯片性能")
    assert _lines(check_workbook(path)) == [f"{tab}: {text}" for tab in tabs]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_examples_of_a_blank_workbook_make_a_plan_together(tmp_path: Path, language: str) -> None:
    path = tmp_path / "blank.xlsx"
    write_template(path, language=language)
    book = openpyxl.load_workbook(path)
    for worksheet in book.worksheets[1:]:
        column = [cell.value for cell in worksheet[1]].index("active") + 1
        for row in range(3, worksheet.max_row + 1):
            worksheet.cell(row, column).value = None
    book.save(path)
    assert check_workbook(path) == []
    assert len(read_workbook(path).first_case.regions) == 2


def test_both_languages_may_be_mixed(chinese: Path, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["地区"].title = "ｒｅｇｉｏｎｓ"
        book["链路"].title = " Links"
        book["修改"]["F3"] = "Ｍultiply"
        book["修改"]["C3"] = "chip supply"
        book["修改"]["D3"] = "芯片＝Alpha"
        book["设置"]["A4"] = "Currency"
        book["芯片类型"]["F2"], book["芯片类型"]["F1"] = None, "是否国产"

    assert read_scenarios(_changed(chinese, tmp_path, change)) == read_scenarios(chinese)


def test_problems_name_the_tab_and_the_cell(chinese: Path, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["链路"]["B3"] = "Harbor"
        book["链路"]["G4"] = "双项"
        book["政策"]["F3"] = "2031"
        book["需求"]["D1"] = "2040"
        book["芯片供应"].title = "Chip supply"

    path = _changed(chinese, tmp_path, change)
    found = check_workbook(path)
    assert _lines(found) == [
        "需求: there is no column for the period 2027",
        "需求!D1: the period 2040 is not on the sheet 时期, which has 2027 and 2028",
        "链路!B3: there is no region called 'Harbor'; did you mean 'Harbour'?",
        "链路!G4: direction is '双项', but must be 单向, 双向 or 共用",
        "政策!F3: the period 2031 is not on the sheet 时期; use 2027 or 2028",
    ]
    write_annotated(path, tmp_path / "marked.xlsx", found)
    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    comment = marked["链路"]["B3"].comment
    assert comment is not None
    assert comment.text.startswith("▲ error: there is no region called 'Harbor'")
    assert [marked["Problems"]["B3"].value, marked["Problems"]["C4"].value] == ["需求", "D1"]
    assert _lines(check_workbook(tmp_path / "marked.xlsx")) == _lines(found)


def test_a_sheet_that_a_chinese_workbook_lacks_has_its_chinese_name(chinese: Path, tmp_path: Path) -> None:
    path = _changed(chinese, tmp_path, lambda book: book.remove(book["芯片性能"]))
    assert "芯片性能: the sheet is missing" in _lines(check_workbook(path))


def test_limits_lead_to_cells_of_chinese_tabs(chinese: Path) -> None:
    book = Book(read_tables(chinese)[0])
    assert place_of(book, "policy_limit", ("not all in one place", "2027")).address == "政策!H3"


def test_filters_may_be_written_in_chinese(chinese: Path, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["政策"]["C3"] = "服务地＝Plain；时期>=2027"

    before, after = read_workbook(chinese), read_workbook(_changed(chinese, tmp_path, change))
    (was,), (now,) = (one.first_case.policies.values() for one in (before, after))
    assert now.selection.hosts == was.selection.hosts == ("Plain",)
    assert now.selection.periods == ("2027", "2028")
