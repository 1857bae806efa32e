"""plan.xlsx as a reader opens it."""

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from models.audit.checks import Finding
from planner.report.table import Block, Column, Page
from planner.report.tables import make_tables
from planner.workbook.plan_export import write_plan
from planner.workbook.plan_numbers import decimals
from tests.report.plans import FACTS, shown, solved

SHEETS = [
    "Summary",
    "Investments",
    "All investments",
    "Chips",
    "Sharing",
    "Links",
    "Capacity",
    "Costs",
    "Cash flow",
    "Prices",
    "Policies",
    "Audit",
    "Inputs",
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    _, tables = shown("shared")
    write_plan(tables.summary, tables.pages, path)
    return openpyxl.load_workbook(path)


def test_there_is_a_sheet_for_each_topic(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


def test_every_sheet_begins_with_its_title_and_prints_on_whole_widths(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet["A1"].value == sheet.title
        assert sheet.freeze_panes is not None
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight in (0, 1)
        assert not sheet.sheet_view.showGridLines
        assert "my.xlsx" in sheet.oddHeader.right.text
        assert "&P" in sheet.oddFooter.right.text
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_text_that_looks_like_a_formula_is_text(book: Workbook) -> None:
    cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
    assert {cell.value for cell in cells} >= {"=Alpha"}
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_numbers_are_numbers_in_a_format(book: Workbook) -> None:
    costs = book["Costs"]
    line = next(line for line in costs.iter_rows(min_row=5) if line[0].value == "Chips")
    assert all(isinstance(cell.value, float | int) for cell in line[1:5])
    assert all(cell.number_format != "General" for cell in line[1:5])


def test_the_total_of_the_costs_is_the_cost_of_the_plan(book: Workbook) -> None:
    view, _ = shown("shared")
    line = next(line for line in book["Costs"].iter_rows(min_row=5) if line[0].value == "Total")
    assert [cell.value for cell in line if cell.value is not None][-1] == pytest.approx(view.account.objective_m)


@pytest.mark.parametrize("name", ["outage", "futures"])
def test_plans_with_empty_tables_and_of_trees_are_written_too(name: str, tmp_path: Path) -> None:
    _, tables = shown(name)
    write_plan(tables.summary, tables.pages, tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    assert book.sheetnames == [*SHEETS[:1], *(["Futures"] if name == "futures" else []), *SHEETS[1:]]
    heads = [cell.value for line in book["Chips"].iter_rows() for cell in line]
    assert ("2027 high" in heads) == (name == "futures")


def test_the_same_plan_makes_the_same_file(tmp_path: Path) -> None:
    _, tables = shown("shared")
    for name in ("a.xlsx", "b.xlsx"):
        write_plan(tables.summary, tables.pages, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("largest", "whole", "expected"),
    [
        (5, True, "#,##0"),
        (12345.6, False, "#,##0"),
        (123.4, False, "#,##0.0"),
        (1.5, False, "0.00"),
        (0.05, False, "0.0000"),
    ],
)
def test_numbers_show_about_three_digits(largest: float, whole: bool, expected: str) -> None:
    assert decimals(largest, whole) == expected


def test_long_notes_stand_in_several_rows(tmp_path: Path) -> None:
    page = Page("Chips", "word " * 60, (Block("Ordered", "", (Column("chip", "Chip"),), (("a",),), "None."),))
    write_plan(shown("shared")[1].summary, (page,), tmp_path / "plan.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["Chips"]
    assert [cell.value for cell in sheet["A"][1:4]] == [
        ("word " * 24).strip(),
        ("word " * 24).strip(),
        ("word " * 12).strip(),
    ]
    assert sheet["A6"].value == "Ordered"


def test_numbers_lose_the_noise_of_arithmetic(tmp_path: Path) -> None:
    block = Block("Cost", "", (Column("cost_m", "Cost", "million", "money"),), ((63.51000000000001,),), "None.")
    write_plan(shown("shared")[1].summary, (Page("Costs", "Note.", (block,)),), tmp_path / "plan.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["Costs"]
    assert 63.51 in [cell.value for cell in sheet["A"]]


def test_long_tables_repeat_their_heads_and_begin_on_a_page_of_their_own(tmp_path: Path) -> None:
    columns = (Column("name", "Name"), Column("mw", "Load", "MW", "number"))
    rows = tuple((f"name {i}", float(i)) for i in range(26))
    page = Page("Chips", "Note.", tuple(Block(title, "", columns, rows, "None.") for title in ("One", "Two", "Three")))
    write_plan(shown("shared")[1].summary, (page,), tmp_path / "plan.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["Chips"]
    titles = {cell.value: cell.row for cell in sheet["A"] if cell.value in ("One", "Two", "Three")}
    # One fills the first page, Two the second; Three has one of its own.
    assert [each.id for each in sheet.row_breaks.brk] == [titles["Two"] - 1, titles["Three"] - 1]
    head = titles["Three"] + 1
    assert sheet.print_title_rows == f"${head}:${head}"


def test_a_short_sheet_prints_on_one_page(book: Workbook) -> None:
    assert book["Links"].page_setup.fitToHeight == 1
    assert not book["Links"].row_breaks.brk


def test_a_name_with_an_ampersand_is_no_code_in_the_header(tmp_path: Path) -> None:
    summary = replace(shown("shared")[1].summary, title="Plan for R&D")
    write_plan(summary, (), tmp_path / "plan.xlsx")
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as packed:
        assert "Plan for R&amp;&amp;D" in packed.read("xl/worksheets/sheet1.xml").decode()


def test_names_of_markup_and_formulas_are_text_everywhere(tmp_path: Path) -> None:
    markup, formula = "<script>alert(1)</script>", '=HYPERLINK("x")'
    inst, plan, checked, prices = solved("shared")
    case = inst.first_case
    names = {"east": markup, "west": formula}
    regions = {r: replace(region, name=names[r], name_zh=names[r]) for r, region in case.regions.items()}
    for language in ("en", "zh"):
        tables = make_tables(inst.with_cases(regions=regions), plan, checked, prices, FACTS, language)
        path = tmp_path / f"{language}.xlsx"
        write_plan(tables.summary, tables.pages, path, tables.words)
        cells = [
            cell for sheet in openpyxl.load_workbook(path).worksheets for line in sheet.iter_rows() for cell in line
        ]
        assert {markup, formula} <= {cell.value for cell in cells}
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
        with zipfile.ZipFile(path) as packed:
            parts = {name: packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml")}
        assert any("&lt;script&gt;" in part for part in parts.values())
        assert not [name for name, part in parts.items() if "<script>" in part or "<f>=HYPER" in part]


def test_a_plan_that_failed_its_audit_says_so_first_and_on_its_sheet(tmp_path: Path) -> None:
    inst, plan, checked, prices = solved("shared")
    finding = Finding("grid_limit", "west, 2026", "<=", 1.0, 2.0, 1.0, 0.5)
    failed = replace(checked, passed=False, findings=(finding,))
    tables = make_tables(inst, plan, failed, prices, FACTS)
    write_plan(tables.summary, tables.pages, tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    assert str(book["Summary"]["A3"].value).startswith("THIS IS NOT A PLAN")
    broken = [cell for line in book["Audit"].iter_rows() for cell in line if cell.value == "BROKEN"]
    assert len(broken) == 1
    assert broken[0].fill.start_color.rgb == "00FBD9CC"


def test_a_chinese_plan_has_chinese_sheets(tmp_path: Path) -> None:
    inst, plan, checked, prices = solved("shared")
    tables = make_tables(inst, plan, checked, prices, FACTS, "zh")
    write_plan(tables.summary, tables.pages, tmp_path / "plan.xlsx", tables.words)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    assert book.sheetnames[:4] == ["摘要", "投资", "全部投资", "芯片"]
    assert "第 &P 页" in book["投资"].oddFooter.right.text
