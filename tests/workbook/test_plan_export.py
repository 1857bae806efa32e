"""plan.xlsx as a reader opens it."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from planner.report.table import Block, Column, Page
from planner.workbook.plan_export import decimals, write_plan
from tests.report.plans import shown

SHEETS = [
    "Summary",
    "Investments",
    "Chips",
    "Sharing",
    "Links",
    "Capacity",
    "Costs",
    "Cash flow",
    "Policies",
    "Prices",
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
        assert sheet.page_setup.fitToHeight == 0
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
    assert book.sheetnames == SHEETS
    heads = [cell.value for line in book["Chips"].iter_rows(max_row=8) for cell in line]
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
