"""Workbooks that were put together sloppily, or to do harm: each is read right or ends in a clear sentence."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from planner.errors import WorkbookError
from planner.workbook.opening import read_raw
from planner.workbook.problems import Problem
from planner.workbook.tables import Tables, read_tables
from tests.workbook.books import lines, read_small, set_cell, write_small

DAMAGED = "a.xlsx is damaged and cannot be read; restore it or save it again"


def _content(tables: Tables) -> dict[str, list[object]]:
    """Return what tables hold, wherever it stands."""
    return {
        name: [(sorted(row.values.items()), sorted(row.periods.items())) for row in rows]
        for name, rows in tables.items()
    }


def _read(folder: Path, change: Callable[[Workbook], object]) -> tuple[dict[str, list[object]], list[Problem]]:
    tables, problems = read_small(folder, change)
    return _content(tables), problems


@pytest.fixture
def right(tmp_path: Path) -> dict[str, list[object]]:
    """Return what the small workbook holds."""
    return _content(read_tables(write_small(tmp_path / "right.xlsx"))[0])


def _sheet_part(path: Path, title: str) -> str:
    return f"xl/worksheets/sheet{openpyxl.load_workbook(path).sheetnames.index(title) + 1}.xml"


def _change_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def test_a_value_merged_over_rows_counts_for_the_first(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Regions"].merge_cells("A3:A4")

    found = lines(tmp_path, change)
    assert found == ["Regions!A4: region is blank, but must be given"]


def test_headings_merged_over_columns_do_no_harm(tmp_path: Path, right: dict[str, list[object]]) -> None:
    def change(book: Workbook) -> None:
        book["Regions"].insert_rows(1)
        book["Regions"]["A1"] = "Places and their halls"
        book["Regions"].merge_cells("A1:F1")

    assert _read(tmp_path, change) == (right, [])


def test_hidden_sheets_rows_and_columns_are_read(tmp_path: Path, right: dict[str, list[object]]) -> None:
    def change(book: Workbook) -> None:
        book["Demand"].sheet_state = "veryHidden"
        book["Regions"].row_dimensions[4].hidden = True
        book["Chips"].column_dimensions["A"].hidden = True

    assert _read(tmp_path, change) == (right, [])


def test_rows_that_a_filter_hides_are_read(tmp_path: Path, right: dict[str, list[object]]) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Regions"]
        sheet.auto_filter.ref = "A1:B4"
        sheet.auto_filter.add_filter_column(0, ["West"])
        sheet.row_dimensions[4].hidden = True

    assert _read(tmp_path, change) == (right, [])


def test_sheets_and_columns_stand_in_any_order(tmp_path: Path, right: dict[str, list[object]]) -> None:
    def change(book: Workbook) -> None:
        book.move_sheet("Chips", offset=-20)
        for title in ("Regions", "Demand", "Chips"):
            rows = [[cell.value for cell in reversed(row)] for row in book[title].iter_rows()]
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row, 1):
                    book[title].cell(number, column).value = value

    assert _read(tmp_path, change) == (right, [])


def test_formatted_rows_below_the_last_value_are_not_kept(tmp_path: Path, right: dict[str, list[object]]) -> None:
    path = write_small(tmp_path / "a.xlsx")
    blank = b"".join(b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (i, i) for i in range(50, 20_000))
    last = b'<row r="1048576" s="1" customFormat="1"><c r="A1048576" s="1"/></row>'
    part = _sheet_part(path, "Regions")
    _change_part(path, part, lambda content: content.replace(b"</sheetData>", blank + last + b"</sheetData>"))
    tables, problems = read_tables(path)
    assert (_content(tables), problems) == (right, [])
    (sheet,) = [sheet for sheet in read_raw(path, most_rows=lambda title: 1_000 * (title == "Regions")) if sheet.rows]
    assert len(sheet.rows) == 4


def test_the_columns_at_the_end_of_a_sheet_may_be_formatted(tmp_path: Path, right: dict[str, list[object]]) -> None:
    def change(book: Workbook) -> None:
        for row in range(1, 30):
            book["Regions"].cell(row, 16_384).font = openpyxl.styles.Font(bold=True)

    assert _read(tmp_path, change) == (right, [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_sheet_with_a_mark_of_its_byte_order_is_read(
    tmp_path: Path, right: dict[str, list[object]], encoding: str
) -> None:
    def change(content: bytes) -> bytes:
        body = content.decode().partition("?>")[2] if content.startswith(b"<?xml") else content.decode()
        return f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{body}'.encode(encoding)

    path = write_small(tmp_path / "a.xlsx")
    _change_part(path, _sheet_part(path, "Regions"), change)
    tables, problems = read_tables(path)
    assert (_content(tables), problems) == (right, [])


def test_a_formula_without_a_result_is_found_in_utf_16_too(tmp_path: Path) -> None:
    path = write_small(tmp_path / "a.xlsx", set_cell("Regions", "A4", "=1+1"))
    part = _sheet_part(path, "Regions")
    _change_part(path, part, lambda content: content.decode().rpartition("?>")[2].encode("utf-16"))
    assert [problem.cell for problem in read_tables(path)[1]] == ["A4"]


def test_byte_order_marks_in_names_are_no_part_of_them(tmp_path: Path, right: dict[str, list[object]]) -> None:
    def change(book: Workbook) -> None:
        book["Regions"]["A1"] = "\ufeffregion"
        book["Regions"]["A3"] = "\ufeffWest\u200b"

    assert _read(tmp_path, change) == (right, [])


_LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{_LAUGHS}]><x>&a9;</x>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part",
    [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "docProps/core.xml",
    ],
)
def test_an_entity_bomb_is_refused_in_every_part(tmp_path: Path, part: str, encoding: str) -> None:
    path = _change_part(write_small(tmp_path / "a.xlsx"), part, lambda _: BOMB.encode(encoding))
    with pytest.raises(WorkbookError) as caught:
        read_tables(path)
    assert str(caught.value) == DAMAGED


def test_an_entity_that_names_a_file_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("West")
    text = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]><x>&a;</x>'
    path = _change_part(write_small(tmp_path / "a.xlsx"), "xl/sharedStrings.xml", lambda _: text.encode())
    with pytest.raises(WorkbookError) as caught:
        read_tables(path)
    assert str(caught.value) == DAMAGED


def test_links_to_other_workbooks_are_never_followed(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Regions"]["A3"] = "='[other.xlsx]Sheet1'!A1"
        book["Regions"]["B3"] = '=WEBSERVICE("http://localhost/x")'

    found = lines(tmp_path, change)
    assert [line.partition(":")[0] for line in found] == ["Regions!A3", "Regions!B3"]
    assert all("a formula" in line for line in found)


def test_the_stored_result_of_a_link_to_another_workbook_is_read(
    tmp_path: Path, right: dict[str, list[object]]
) -> None:
    path = write_small(tmp_path / "a.xlsx", set_cell("Regions", "A3", "=[1]Sheet1!A1"))
    part = _sheet_part(path, "Regions")
    with_result = rb'<c r="A3" t="str"><f>[1]Sheet1!A1</f><v>West</v></c>'
    _change_part(path, part, lambda content: re.sub(rb'<c r="A3".*?</c>', with_result, content, count=1))
    tables, problems = read_tables(path)
    assert (_content(tables), problems) == (right, [])


def test_a_zip_that_says_it_is_smaller_than_it_is_is_damaged(tmp_path: Path) -> None:
    path = _change_part(write_small(tmp_path / "a.xlsx"), "xl/media/big.xml", lambda _: bytes(5_000_000))
    with zipfile.ZipFile(path) as archive:
        big = archive.getinfo("xl/media/big.xml")
    size = big.file_size.to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (1000).to_bytes(4, "little")))
    with pytest.raises(WorkbookError) as caught:
        read_raw(path, most_rows=lambda _: 1_000_000)
    assert str(caught.value) == DAMAGED


@pytest.mark.parametrize("target", ["../../../etc/passwd", "/etc/passwd", "xl/none.xml", "http://localhost/sheet.xml"])
def test_a_sheet_that_stands_elsewhere_is_not_looked_for(tmp_path: Path, target: str) -> None:
    path = write_small(tmp_path / "a.xlsx")
    part = _sheet_part(path, "Regions")
    _change_part(
        path,
        "xl/_rels/workbook.xml.rels",
        lambda content: content.replace(f"/{part}".encode(), target.encode()),
    )
    assert "Regions: the sheet is missing" in [problem.line() for problem in read_tables(path)[1]]
