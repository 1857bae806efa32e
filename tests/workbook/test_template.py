"""Workbooks that are written: complete, safe, the same each time, and read back as they were meant."""

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from planner.errors import UsageError
from planner.workbook.examples import example_names, example_path, write_example
from planner.workbook.schema import OVERVIEW, SHEETS
from planner.workbook.tables import read_tables
from planner.workbook.template import write_template, write_workbook
from planner.workbook.wording import help_of
from tests.workbook.books import SMALL


def _sheet(path: Path, name: str) -> Worksheet:
    sheet = openpyxl.load_workbook(path)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def _column(sheet: Worksheet, name: str) -> str:
    return next(cell.column_letter for cell in sheet[1] if cell.value == name)


def _rule(sheet: Worksheet, name: str) -> DataValidation:
    letter = _column(sheet, name)
    return next(rule for rule in sheet.data_validations.dataValidation if f"{letter}3" in rule.sqref)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "blank.xlsx"
    write_template(path)
    return path


def test_a_template_has_every_sheet_and_column(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    assert book.sheetnames == [OVERVIEW, *SHEETS]
    for name, sheet in SHEETS.items():
        names = [cell.value for cell in book[name][1]]
        assert [column.name for column in sheet.columns] == [name for name in names if not str(name).isdigit()]


def test_demand_and_supply_have_a_column_for_each_period(template: Path) -> None:
    sheet = _sheet(template, "Demand")
    assert [cell.value for cell in sheet[1]] == [
        "region",
        "party",
        "workload",
        "2027",
        "2028",
        "2029",
        "active",
        "note",
    ]
    assert sheet["D2"].value == "Demand 2027 [PFLOPS]"


def test_a_blank_template_lacks_nothing_but_rows(template: Path) -> None:
    tables, problems = read_tables(template)
    needed = [name for name, sheet in SHEETS.items() if sheet.required and name != "Periods"]
    text = "no row of the sheet is active; set active to yes, or add a row"
    assert [problem.line() for problem in problems] == [f"{name}: {text}" for name in needed]
    assert {row.values["key"]: row.values["value"] for row in tables["Settings"]} == {
        column.name: column.default for column in SHEETS["Settings"].rows
    }
    assert [row.values["period"] for row in tables["Periods"]] == ["2027", "2028", "2029"]


def test_headers_have_title_unit_and_help(template: Path) -> None:
    sheet = _sheet(template, "Regions")
    letter = _column(sheet, "electricity_price")
    assert sheet[f"{letter}2"].value == "Electricity price [CNY/kWh]"
    comment = sheet[f"{letter}1"].comment
    assert comment is not None
    assert comment.text.splitlines() == [
        "Price of electricity, network charges and taxes included.",
        "Unit: CNY/kWh.",
        "Allowed: 0 or more.",
        "Usual: 0.01 to 3.",
        "Blank: 0.",
    ]


def test_help_says_what_blank_means() -> None:
    regions = SHEETS["Regions"]
    assert help_of(regions.column("region"))[-1] == "Must be given."
    assert help_of(regions.column("grid_limit_mw"))[-1] == "Blank: no limit."
    assert help_of(SHEETS["Workloads"].column("single_host"))[-2:] == ["Allowed: yes or no.", "Blank: no."]
    assert (
        help_of(SHEETS["Demand"].column("region"))[1]
        == "Allowed: a name from the sheet Regions, a group, or * for all."
    )
    assert help_of(SHEETS["Periods"].column("years"), "zh")[1:] == [
        "单位：年。",
        "允许：整数，不小于 1，不大于 50。",
        "空白：1。",
    ]


def test_cells_offer_what_may_be_chosen(template: Path) -> None:
    policies = _sheet(template, "Policies")
    assert _rule(policies, "mode").formula1 == '"hard,soft"'
    assert _rule(policies, "active").formula1 == '"yes,no"'
    assert _rule(policies, "sense").formula1 == '"<=,>=,="'
    links = _sheet(template, "Links")
    assert _rule(links, "from").formula1 == "'Regions'!$A$3:$A$2000"
    assert _rule(links, "from").showErrorMessage
    place = _rule(_sheet(template, "Porting"), "stack")
    assert (place.formula1, place.showErrorMessage) == ("'Chips'!$D$3:$D$2000", False)  # only offered
    demand = _sheet(template, "Demand")
    assert not _rule(demand, "region").showErrorMessage  # a group or * is as good
    regions = _sheet(template, "Regions")
    pue = _rule(regions, "pue_new")
    assert (pue.type, pue.operator, pue.formula1, pue.formula2) == ("decimal", "between", "1", "5")
    life = _rule(regions, "hall_life_years")
    assert (life.type, life.operator, life.formula1) == ("decimal", "greaterThan", "0")
    modules = _rule(regions, "max_hall_modules")
    assert (modules.type, modules.operator, modules.formula1) == ("whole", "greaterThanOrEqual", "0")


def test_every_drop_down_is_short_enough_for_excel(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    for sheet in book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert len(str(rule.formula1)) <= 257
            assert len(str(rule.error)) <= 255
            assert len(str(rule.errorTitle)) <= 32


def test_settings_offer_what_each_may_be(template: Path) -> None:
    sheet = _sheet(template, "Settings")
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    row = next(cell.row for cell in sheet["A"] if cell.value == "language")
    assert rules[f"B{row}"].formula1 == '"en,zh"'


def test_the_overview_leads_to_each_sheet(template: Path) -> None:
    overview = _sheet(template, OVERVIEW)
    links = [cell.hyperlink.location for cell in overview["B"] if cell.hyperlink is not None]
    assert links == [f"'{name}'!A3" for name in SHEETS]


def test_headers_stay_in_view(template: Path) -> None:
    assert _sheet(template, "Regions").freeze_panes == "B3"
    assert _sheet(template, "Demand").freeze_panes == "D3"


def test_names_are_typed_as_text(template: Path) -> None:
    sheet = _sheet(template, "Regions")
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.column_dimensions[_column(sheet, "electricity_price")].number_format == "0.0000"


def test_the_same_content_makes_the_same_file(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, SMALL, ["2027", "2028"])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


def test_a_filled_workbook_has_the_sheets_with_rows(tmp_path: Path) -> None:
    path = tmp_path / "small.xlsx"
    write_workbook(path, {**SMALL, "Groups": [{"group": "all", "region": "West"}], "Links": []}, ["2027", "2028"])
    assert openpyxl.load_workbook(path).sheetnames == [
        OVERVIEW,
        "Periods",
        "Regions",
        "Groups",
        "Workloads",
        "Demand",
        "Chips",
        "ChipPerformance",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "='x'!A1"])
def test_text_is_never_written_as_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "small.xlsx"
    write_workbook(path, {**SMALL, "Regions": [{"region": "West", "name": text}]}, ["2027", "2028"])
    sheet = _sheet(path, "Regions")
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets/" in name)
    assert sheet["B3"].value == text
    assert sheet["B3"].quotePrefix
    tables, problems = read_tables(path)
    assert problems == []
    assert tables["Regions"][0].values["name"] == text


def test_values_come_back_as_they_were_written(tmp_path: Path) -> None:
    rows = {
        **SMALL,
        "Regions": [
            {"region": 7, "pue_new": 1.25, "max_hall_modules": 3, "name_zh": "贵州\x07"},
            {"region": "007", "grid_limit_mw": None, "green_premium": float("nan")},
        ],
        "Demand": [{"region": "007", "workload": "training", "2027": 0.1, "2028": 1e-7}],
        "Workloads": [{"workload": "training", "single_host": True}],
        "Policies": [
            {"policy": "p", "metric": "pue", "sense": "=", "value": -1.5, "filter": "region=7", "active": True}
        ],
    }
    path = tmp_path / "small.xlsx"
    write_workbook(path, rows, ["2027", "2028"])
    tables, problems = read_tables(path)
    assert problems == []
    first, second = tables["Regions"]
    assert (first.values["region"], first.values["pue_new"], first.values["max_hall_modules"]) == ("7", 1.25, 3)
    assert first.values["name_zh"] == "贵州"
    assert (second.values["region"], second.values["grid_limit_mw"], second.values["green_premium"]) == (
        "007",
        None,
        None,
    )
    assert tables["Demand"][0].periods == {"2027": 0.1, "2028": 1e-7}
    assert tables["Workloads"][0].values["single_host"] is True
    assert (tables["Policies"][0].values["sense"], tables["Policies"][0].values["value"]) == ("=", -1.5)


@pytest.mark.parametrize(("language", "tab", "title"), [("en", "Demand", "Party"), ("zh", "需求", "主体")])
def test_whose_demand_it_is_comes_back_in_either_language(tmp_path: Path, language: Any, tab: str, title: str) -> None:
    demand = [{**SMALL["Demand"][0], "party": party} for party in (None, "Bank", "中国银行")]
    path = tmp_path / "small.xlsx"
    write_workbook(path, {**SMALL, "Demand": demand}, ["2027", "2028"], language=language)
    assert title in [cell.value for row in _sheet(path, tab)["1:2"] for cell in row]
    tables, problems = read_tables(path)
    assert problems == []
    assert [row.text("party") for row in tables["Demand"]] == ["", "Bank", "中国银行"]


def test_a_column_that_is_not_in_the_schema_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^the sheet Regions has no column 'pue'"):
        write_workbook(tmp_path / "a.xlsx", {"Regions": [{"region": "a", "pue": 1}]}, ["2027"])
    with pytest.raises(ValueError, match=r"^there is no sheet called 'Regios'; did you mean 'Regions'\?$"):
        write_workbook(tmp_path / "a.xlsx", {"Regios": []}, ["2027"])
    with pytest.raises(ValueError, match=r"^a cell holds no infinite number$"):
        write_workbook(tmp_path / "a.xlsx", {"Regions": [{"region": "a", "pue_new": float("inf")}]}, ["2027"])
    with pytest.raises(TypeError, match=r"^a cell holds text, numbers and yes or no, not list$"):
        write_workbook(tmp_path / "a.xlsx", {"Regions": [{"region": "a", "name": ["x"]}]}, ["2027"])
    assert list(tmp_path.iterdir()) == []


def test_an_example_that_does_not_exist() -> None:
    for wrong, right in (("nationl", "national"), ("three", "three-regions")):
        with pytest.raises(UsageError) as raised:
            example_path(wrong)
        assert str(raised.value) == f"there is no example called '{wrong}'; did you mean '{right}'?"
    with pytest.raises(UsageError, match=r"^there is no example called 'x'; use national or three-regions$"):
        example_path("x")
    with pytest.raises(UsageError):
        example_path("../pyproject")


def test_an_example_in_english_is_the_file_itself(tmp_path: Path) -> None:
    write_example("three-regions", tmp_path / "en.xlsx", "en")
    assert (tmp_path / "en.xlsx").read_bytes() == example_path("three-regions").read_bytes()


def test_examples_are_found_with_and_without_suffix() -> None:
    for name in example_names():
        assert example_path(name) == example_path(f"{name}.xlsx")
        assert example_path(name).is_file()
