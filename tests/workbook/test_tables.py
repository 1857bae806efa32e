"""What the tables of a workbook hold, and the sentence for each way in which a cell can be wrong."""

import datetime
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from models.ids import PeriodId
from planner.workbook.opening import RawSheet, read_raw
from planner.workbook.schema import _BY_ANY_NAME, SHEETS
from planner.workbook.tables import read_tables, rows_read, tables_of
from tests.workbook.books import SMALL, lines, read_small, set_cell, write_small


def _nothing(book: Workbook) -> None:
    """Change nothing."""


def test_a_whole_workbook_has_no_problems(tmp_path: Path) -> None:
    tables, problems = read_tables(write_small(tmp_path / "small.xlsx"))
    assert problems == []
    assert [row.values["region"] for row in tables["Regions"]] == ["West", "East"]
    assert tables["Links"] == ()


def test_a_row_knows_its_values_and_where_they_stand(tmp_path: Path) -> None:
    tables, _ = read_small(tmp_path, _nothing)
    east = tables["Regions"][1]
    assert east.sheet == "Regions"
    assert east.number == 4
    assert east.values["electricity_price"] == 0.6
    assert east.values["hall_life_years"] == 20.0  # its default
    assert east.values["grid_limit_mw"] is None  # blank means no limit
    assert east.cell("region") == "A4"
    column = openpyxl.utils.get_column_letter(list(east.letters).index("electricity_price") + 1)
    assert east.cell("electricity_price") == f"{column}4"


def test_demand_has_a_value_for_each_period(tmp_path: Path) -> None:
    tables, _ = read_small(tmp_path, _nothing)
    row = tables["Demand"][0]
    assert row.periods == {"2027": 120.0, "2028": 150.0}
    assert [row.period_cell(period) for period in ("2027", "2028")] == ["D3", "E3"]


def test_periods_that_are_numbers_head_columns_too(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Demand"]["D1"], book["Demand"]["E1"] = 2027, 2028.0
        book["Periods"]["A3"] = 2027

    tables, problems = read_small(tmp_path, change)
    assert problems == []
    assert tables["Demand"][0].periods == {"2027": 120.0, "2028": 150.0}
    assert tables["Periods"][0].values["period"] == "2027"


def test_a_region_called_1_is_the_region_called_1(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Regions"]["A3"] = 1
        book["Demand"]["A3"] = "1"

    tables, problems = read_small(tmp_path, change)
    assert problems == []
    assert tables["Regions"][0].values["region"] == tables["Demand"][0].values["region"] == "1"


def test_sheets_and_columns_are_found_by_title_in_any_case_and_order(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Regions"].title = "地区"
        book["Workloads"].title = "负载"
        book["Demand"].title = "D"
        book["D"].title = "DEMAND"
        sheet = book["Chips"]
        sheet.delete_rows(1, 3)
        sheet.append(["功率 [kW]", "Software Stack", "CHIP", "PRICE (CNY/unit)", "idle power fraction"])
        sheet.append([1, "one", "a", 9, 0.1])

    tables, problems = read_small(tmp_path, change)
    assert problems == []
    chip = tables["Chips"][0]
    assert (chip.values["chip"], chip.values["power_kw"], chip.values["stack"], chip.values["price"]) == (
        "a",
        1,
        "one",
        9,
    )
    assert chip.cell("power_kw") == "A2"


def test_the_row_of_titles_may_be_missing(tmp_path: Path) -> None:
    tables, problems = read_small(tmp_path, lambda book: book["Regions"].delete_rows(2))
    assert problems == []
    assert [row.number for row in tables["Regions"]] == [2, 3]


def test_lines_above_the_header_are_passed_over(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Regions"].insert_rows(1, 2)
        book["Regions"]["A1"] = "Regions of the east and west"

    tables, problems = read_small(tmp_path, change)
    assert problems == []
    assert [row.number for row in tables["Regions"]] == [5, 6]


def test_blank_rows_are_passed_over(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Regions"].insert_rows(4, 2)
        book["Regions"]["A5"] = "  "

    tables, problems = read_small(tmp_path, change)
    assert problems == []
    assert [row.number for row in tables["Regions"]] == [3, 6]


@pytest.mark.parametrize("no", ["no", False, "否", 0, "No "])
def test_rows_that_are_not_active_are_passed_over(tmp_path: Path, no: object) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Regions"]
        names = [cell.value for cell in sheet[1]]
        sheet.cell(4, names.index("active") + 1).value = no
        sheet.cell(4, names.index("pue_new") + 1).value = "nonsense"

    tables, problems = read_small(tmp_path, change)
    assert problems == []
    assert [row.values["region"] for row in tables["Regions"]] == ["West"]


def test_the_column_of_a_period_that_is_not_active_is_passed_over(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Periods"]["D4"] = "no"

    tables, problems = read_small(tmp_path, change)
    assert problems == []
    assert tables["Demand"][0].periods == {"2027": 120.0}


def test_the_sheet_for_people_is_passed_over(tmp_path: Path) -> None:
    assert lines(tmp_path, lambda book: book["Overview"].append(["anything", "at all"])) == []


def test_settings_are_typed_by_their_name(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book.create_sheet("Settings")
        for row in (
            ["key", "value"],
            ["discount rate", "6%"],
            ["base_year", 2026.0],
            ["currency", "USD"],
            ["mip_gap", None],
        ):
            sheet.append(row)

    tables, problems = read_small(tmp_path, change)
    assert problems == []
    settings = {row.values["key"]: row.values["value"] for row in tables["Settings"]}
    assert settings == {"discount_rate": 0.06, "base_year": 2026, "currency": "USD", "mip_gap": 0.01}


def test_a_setting_out_of_bounds_is_named(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book.create_sheet("Settings")
        for row in (["key", "value"], ["discount_rate", -1], ["discount_rat", 0.1]):
            sheet.append(row)

    found = lines(tmp_path, change)
    assert found[0] == "Settings!B2: discount_rate is -1, but must be between 0 and 1"
    assert found[1].startswith("Settings!A3: key is 'discount_rat', but must be name, currency")
    assert found[1].endswith("did you mean 'discount_rate'?")


def test_each_bad_cell_is_reported_where_it_stands(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Regions"]
        for row, column, value in ((3, "grid_limit_mw", -5), (4, "pue_new", "1,2"), (4, "max_hall_modules", 2.5)):
            index = [cell.value for cell in sheet[1]].index(column) + 1
            sheet.cell(row, index).value = value
        book["Demand"]["D3"] = "#REF!"
        book["Demand"]["E3"] = -1

    assert lines(tmp_path, change) == [
        "Regions!O3: grid_limit_mw is -5, but must be 0 or more",
        "Regions!I4: max_hall_modules is 2.5, but must be a whole number",
        "Regions!Q4: pue_new is '1,2', but must be a number; with a decimal point it is 1.2",
        "Demand!D3: demand of 2027 is the formula error #REF!; mend the formula or write the value",
        "Demand!E3: demand of 2028 is -1, but must be 0 or more",
    ]


def test_what_must_be_given_may_not_be_blank(tmp_path: Path) -> None:
    found = lines(tmp_path, set_cell("Demand", "A3", None))
    assert found == ["Demand!A3: region is blank, but must be given"]


def test_two_rows_of_one_name(tmp_path: Path) -> None:
    assert lines(tmp_path, set_cell("Regions", "A4", "West")) == ["Regions!A4: region 'West' is on row 3 already"]


def test_two_rows_of_one_combination(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Demand"].append(["West", None, "training", 1, 2])

    assert lines(tmp_path, change) == ["Demand!A4: region 'West', workload 'training' is on row 3 already"]


def test_a_date_where_a_number_is_meant(tmp_path: Path) -> None:
    found = lines(tmp_path, set_cell("Demand", "D3", datetime.datetime(2027, 1, 1)))
    assert found == [
        "Demand!D3: demand of 2027 is the date 2027-01-01, but must be a number; set the cell's format to General"
    ]


def test_formulas_that_were_never_calculated(tmp_path: Path) -> None:
    found = lines(tmp_path, set_cell("Demand", "D3", "=1+1"))
    assert found == [
        "Demand!D3: demand of 2027 is a formula without a stored result; "
        "open the workbook in a spreadsheet program and save it"
    ]


def test_an_uncalculated_formula_beyond_the_other_cells_is_found(tmp_path: Path) -> None:
    found = lines(tmp_path, set_cell("Demand", "A9", "=A3"))
    assert found[0].startswith("Demand!A9: region is a formula without a stored result")


def test_a_bad_cell_counts_as_blank_in_the_tables(tmp_path: Path) -> None:
    tables, _ = read_small(tmp_path, set_cell("Demand", "D3", "many"))
    assert tables["Demand"][0].periods == {PeriodId("2027"): None, PeriodId("2028"): 150.0}


def test_supply_without_columns_for_periods_is_without_limit(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book.create_sheet("ChipSupply")
        sheet.append(["chip", "price"])
        sheet.append(["a", 2])

    tables, problems = read_small(tmp_path, change)
    assert problems == []
    assert tables["ChipSupply"][0].values["scope"] == "nation"


def test_text_where_a_row_wants_a_number_is_refused(tmp_path: Path) -> None:
    tables, _ = read_small(tmp_path, _nothing)
    row = tables["Regions"][0]
    assert row.number_in("electricity_price") == 0.31
    assert row.number_in("grid_limit_mw") is None
    assert row.text("grid_limit_mw") == ""
    with pytest.raises(TypeError, match="Regions!A3 holds text and no number"):
        row.number_in("region")


def test_the_small_workbook_is_as_it_is_described() -> None:
    assert [len(rows) for rows in SMALL.values()] == [2, 2, 1, 1, 1, 1]


def test_a_sheet_with_more_rows_than_can_be_planned_with_is_refused() -> None:
    rows = [("period", "first_year"), *((f"p{number}", 2000) for number in range(101))]
    problems = tables_of([RawSheet("Periods", tuple(rows))])[1]
    text = "Periods!A102: the sheet has more than 100 rows that hold anything, which is the most; delete rows"
    assert text in [problem.line() for problem in problems]


def test_rows_that_do_not_count_count_towards_the_most(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        active = next(cell.column for cell in book["Periods"][1] if cell.value == "active")
        for row in range(5, 305):
            for column, value in enumerate((f"p{row}", 2000, 1), 1):
                book["Periods"].cell(row, column, value)
            book["Periods"].cell(row, active, "no")

    path = write_small(tmp_path / "small.xlsx", change)
    problems = [problem.line() for problem in read_tables(path)[1]]
    assert (
        problems[0]
        == "Periods!A103: the sheet has more than 100 rows that hold anything, which is the most; delete rows"
    )


def test_the_rest_of_a_sheet_with_too_many_rows_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook()
    for row in (("region",), *((f"r{number}",) for number in range(40)), (None,), ("=1",)):
        book.active.append(row)
    book.active.title = "Regions"
    book.save(tmp_path / "long.xlsx")
    short = replace(SHEETS["Regions"], most_rows=4)
    monkeypatch.setitem(SHEETS, "Regions", short)
    monkeypatch.setitem(_BY_ANY_NAME, "regions", short)
    assert len(read_raw(tmp_path / "long.xlsx", rows_read)[0].rows) == 4 + 11 + 1
    lines = [problem.line() for problem in read_tables(tmp_path / "long.xlsx")[1]]
    assert "Regions!A6: the sheet has more than 4 rows that hold anything, which is the most; delete rows" in lines
