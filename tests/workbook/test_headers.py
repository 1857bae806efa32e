"""The sentence for each way in which sheets and their columns can be wrong."""

from pathlib import Path

from openpyxl import Workbook

from tests.workbook.books import lines, read_small, set_cell


def test_an_unknown_sheet_names_the_nearest(tmp_path: Path) -> None:
    found = lines(tmp_path, lambda book: book.create_sheet("Regionperiod"))
    assert found == ["Regionperiod: there is no sheet called 'Regionperiod'; did you mean 'RegionPeriods'?"]
    found = lines(tmp_path, lambda book: book.create_sheet("xyz"))
    assert found == ["xyz: there is no sheet called 'xyz'; rename or delete it"]


def test_a_sheet_that_is_there_twice(tmp_path: Path) -> None:
    found = lines(tmp_path, lambda book: book.create_sheet("地区"))
    assert found == ["Regions: the sheet Regions is there twice, as 'Regions' and '地区'"]


def test_a_missing_sheet(tmp_path: Path) -> None:
    found = lines(tmp_path, lambda book: book.remove(book["Chips"]))
    assert found == ["Chips: the sheet is missing"]


def test_a_sheet_without_rows(tmp_path: Path) -> None:
    found = lines(tmp_path, lambda book: book["Chips"].delete_rows(3))
    assert found == ["Chips: the sheet has no rows"]


def test_a_sheet_without_a_header(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Regions"].delete_rows(1, 2)

    assert lines(tmp_path, change) == ["Regions: no row of the sheet names its columns (region, name, name_zh ...)"]


def test_an_empty_sheet_that_is_not_needed_is_as_good_as_none(tmp_path: Path) -> None:
    assert lines(tmp_path, lambda book: book.create_sheet("Links")) == []


def test_a_missing_column(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Chips"]
        sheet.delete_cols([cell.value for cell in sheet[1]].index("power_kw") + 1)

    assert lines(tmp_path, change) == ["Chips: the column power_kw (Power) is missing"]


def test_an_unknown_column_names_the_nearest(tmp_path: Path) -> None:
    found = lines(tmp_path, set_cell("Regions", "D1", "latitud"))
    assert found == ["Regions!D1: there is no column called 'latitud'; did you mean 'latitude'?"]
    found = lines(tmp_path, set_cell("Regions", "D1", "Prime minister"))
    assert found == ["Regions!D1: there is no column called 'Prime minister'; rename or delete it"]


def test_a_column_that_is_there_twice(tmp_path: Path) -> None:
    found = lines(tmp_path, set_cell("Regions", "D1", "REGION"))
    assert found == ["Regions!D1: the column region is there twice, in A and here"]


def test_values_under_no_name_are_passed_over_with_a_warning(tmp_path: Path) -> None:
    tables, problems = read_small(tmp_path, set_cell("Regions", "AZ4", "a remark"))
    assert [problem.line() for problem in problems] == [
        "Regions!AZ4: the column has no name in the header and is passed over; name it or delete it"
    ]
    assert problems[0].severity == "warning"
    assert len(tables["Regions"]) == 2


def test_a_period_that_is_not_planned(tmp_path: Path) -> None:
    found = lines(tmp_path, set_cell("Demand", "E1", "2031"))
    assert found == [
        "Demand: there is no column for the period 2028",
        "Demand!E1: the period 2031 is not on the sheet Periods, which has 2027 and 2028",
    ]


def test_a_period_with_two_columns(tmp_path: Path) -> None:
    found = lines(tmp_path, set_cell("Demand", "E1", 2027))
    assert found == [
        "Demand: there is no column for the period 2028",
        "Demand!E1: the period 2027 has a second column",
    ]
