"""The annotated copy of a workbook: the right cells, marked and commented, and nothing else changed."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from planner.errors import WorkbookError
from planner.workbook import opening
from planner.workbook.annotate import ERROR_FILL, WARNING_FILL, write_annotated
from planner.workbook.problems import Problem
from planner.workbook.reader import check_workbook
from planner.workbook.tables import read_tables
from tests.workbook.books import set_cell, write_small


def _annotated(source: Path, problems: list[Problem] | None = None) -> Workbook:
    target = source.with_name("copy.xlsx")
    write_annotated(source, target, check_workbook(source) if problems is None else problems)
    return openpyxl.load_workbook(target)


def _colour(book: Workbook, sheet: str, cell: str) -> str | None:
    fill = book[sheet][cell].fill
    return fill.start_color.rgb if fill.fill_type == "solid" else None


def test_a_problem_is_marked_where_it_is(tmp_path: Path) -> None:
    book = _annotated(write_small(tmp_path / "a.xlsx", set_cell("Demand", "A3", "Wset")))
    assert _colour(book, "Demand", "A3") == ERROR_FILL.start_color.rgb
    assert book["Demand"]["A3"].value == "Wset"
    assert book["Demand"]["A3"].comment.text.startswith("▲ error: there is no region or group called 'Wset'")
    assert _colour(book, "Demand", "B3") is None


def test_all_problems_are_listed_in_front_with_links(tmp_path: Path) -> None:
    problems = [Problem("Regions", "A3:A4", "=two"), Problem("Links", "", "the sheet is missing", "warning")]
    book = _annotated(write_small(tmp_path / "a.xlsx"), problems)
    first = book.worksheets[0]
    assert first.title == "Problems"
    assert first["A1"].value == "Problems: 1 to be put right, 1 to be looked at"
    assert [cell.value for cell in first[3]] == ["error", "Regions", "A3:A4", "=two"]
    assert first["D3"].data_type == "s"
    assert first["C3"].hyperlink.location == "'Regions'!A3:A4"
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["Problems"]


def test_an_error_is_stronger_than_a_warning(tmp_path: Path) -> None:
    problems = [Problem("Regions", "A3:A4", "doubtful", "warning"), Problem("Regions", "A3", "wrong")]
    book = _annotated(write_small(tmp_path / "a.xlsx"), problems)
    assert _colour(book, "Regions", "A3") == ERROR_FILL.start_color.rgb
    assert _colour(book, "Regions", "A4") == WARNING_FILL.start_color.rgb
    assert book["Regions"]["A3"].comment.text == "▲ warning: doubtful\n▲ error: wrong"


def test_marks_go_when_the_problem_is_gone(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Regions"]["A3"].comment = Comment("Ask Li", "me")

    source = write_small(tmp_path / "a.xlsx", change)
    write_annotated(source, tmp_path / "once.xlsx", [Problem("Regions", "A3", "wrong"), Problem("Regions", "A4", "x")])
    marked = openpyxl.load_workbook(tmp_path / "once.xlsx")
    assert marked["Regions"]["A3"].comment.text == "▲ error: wrong\n\nAsk Li"
    book = _annotated(tmp_path / "once.xlsx", [])
    assert book["Regions"]["A3"].comment.text == "Ask Li"
    assert book["Regions"]["A4"].comment is None
    assert _colour(book, "Regions", "A3") is None
    assert book.sheetnames.count("Problems") == 1


def test_the_copy_is_read_like_the_workbook(tmp_path: Path) -> None:
    source = write_small(tmp_path / "a.xlsx", set_cell("Chips", "A3", "=text"))
    write_annotated(source, tmp_path / "copy.xlsx", [Problem("Regions", "A3", "wrong")])
    assert read_tables(tmp_path / "copy.xlsx") == read_tables(source)


def test_formulas_stay_formulas_and_text_stays_text(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Regions"]["A3"] = '=HYPERLINK("http://example.com","West")'
        book["Regions"]["A4"].value = "=East"
        book["Regions"]["A4"].data_type = "s"

    book = _annotated(write_small(tmp_path / "a.xlsx", change))
    assert book["Regions"]["A3"].data_type == "f"
    assert (book["Regions"]["A4"].value, book["Regions"]["A4"].data_type) == ("=East", "s")


def test_sheets_with_chinese_titles_are_marked_too(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Regions"].title = "地区"

    source = write_small(tmp_path / "a.xlsx", change)
    named = next(title for title in openpyxl.load_workbook(source).sheetnames if title == "地区")
    assert _colour(_annotated(source, [Problem("Regions", "A3", "wrong")]), named, "A3") == ERROR_FILL.start_color.rgb


def test_a_cell_that_is_merged_into_another_is_commented_there(tmp_path: Path) -> None:
    source = write_small(tmp_path / "a.xlsx", lambda book: book["Demand"].merge_cells("A3:A5"))
    book = _annotated(source, [Problem("Demand", "A4", "blank")])
    assert book["Demand"]["A3"].comment.text == "▲ error: blank"


def test_a_workbook_with_macros_gives_a_copy_without(tmp_path: Path) -> None:
    source = write_small(tmp_path / "a.xlsx")
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    source = source.rename(tmp_path / "a.xlsm")
    write_annotated(source, tmp_path / "copy.xlsx", [])
    with zipfile.ZipFile(tmp_path / "copy.xlsx") as archive:
        assert not [name for name in archive.namelist() if "vba" in name]
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")


def test_a_workbook_too_large_for_a_copy_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST_COPY_MB", 0)
    with pytest.raises(WorkbookError, match=r"^a\.xlsx unpacks to 0 MB, but a copy can be made of 0 MB at most$"):
        write_annotated(write_small(tmp_path / "a.xlsx"), tmp_path / "copy.xlsx", [])
