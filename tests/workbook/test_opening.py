"""Files of all kinds: what is read, and the one sentence for what is not."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart

from planner.errors import WorkbookError
from planner.workbook import opening
from planner.workbook.opening import read_raw
from planner.workbook.tables import read_tables
from tests.workbook.books import write_small


def _repack(path: Path, change: dict[str, bytes]) -> Path:
    """Write the parts of an archive again, some of them changed or added."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | change
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _first_sheet(path: Path) -> tuple[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return "xl/worksheets/sheet1.xml", archive.read("xl/worksheets/sheet1.xml")


def _sentence(path: Path) -> str:
    with pytest.raises(WorkbookError) as caught:
        read_tables(path)
    return str(caught.value)


def _one_cell(folder: Path, cell: str) -> object:
    """Return the value of A1 of a sheet whose XML has this cell."""
    path = folder / "one.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "=1"
    book.save(path)
    name, content = _first_sheet(path)
    start, end = content.index(b"<c "), content.index(b"</c>") + 4
    _repack(path, {name: content[:start] + cell.encode() + content[end:]})
    rows = read_raw(path, most_rows=lambda _: 1_000_000)[0].rows
    return rows[0][0] if rows else None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="A1"><f>1+1</f></c>', "a formula"),
        ('<c r="A1"><f>1+1</f><v></v></c>', "a formula"),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', "None"),  # the result is an empty text
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "'#DIV/0!'"),
        ('<c r="A1" t="b"><f>TRUE()</f><v>1</v></c>', "True"),
        ('<c r="A1" t="inlineStr"><is><t>x</t></is></c>', "'x'"),
    ],
)
def test_formulas_give_their_stored_result(tmp_path: Path, cell: str, value: str) -> None:
    assert repr(_one_cell(tmp_path, cell)) == value


def test_a_workbook_with_macros_is_read(tmp_path: Path) -> None:
    path = write_small(tmp_path / "small.xlsx")
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml").decode()
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    _repack(path, {"[Content_Types].xml": types.replace(plain, kind).encode()})
    tables, problems = read_tables(path.rename(tmp_path / "small.xlsm"))
    assert problems == []
    assert len(tables["Regions"]) == 2


def test_charts_and_hidden_sheets_do_no_harm(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.create_chartsheet("Chips2").add_chart(BarChart())
        book["Regions"].sheet_state = "hidden"

    _, problems = read_tables(write_small(tmp_path / "small.xlsx", change))
    assert [problem.sheet for problem in problems] == ["Chips2"]


def test_a_sheet_that_states_a_wrong_size_is_read_whole(tmp_path: Path) -> None:
    path = write_small(tmp_path / "small.xlsx")
    book = openpyxl.load_workbook(path)
    name = f"xl/worksheets/sheet{book.sheetnames.index('Regions') + 1}.xml"
    with zipfile.ZipFile(path) as archive:
        content = archive.read(name).decode()
    start = content.index('<dimension ref="') + len('<dimension ref="')
    _repack(path, {name: (content[:start] + "A1:B2" + content[content.index('"', start) :]).encode()})
    assert len(read_tables(path)[0]["Regions"]) == 2


def test_files_of_other_programs_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for part, text in (
        ("xl/workbook.bin", "a.xlsx is a binary workbook (.xlsb); save it as .xlsx"),
        ("content.xml", "a.xlsx is an OpenDocument file; save it as .xlsx"),
        ("word/document.xml", "a.xlsx is not an Excel workbook; save it as .xlsx"),
    ):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part, "x")
        assert _sentence(path) == text


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _repack(write_small(tmp_path / "a.xlsx"), {"xl/media/big.bin": bytes(3_000_000)})
    monkeypatch.setattr(opening, "LARGEST_MB", 2)
    assert _sentence(path) == "a.xlsx unpacks to 3 MB, but the most is 2 MB"


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    path = write_small(tmp_path / "a.xlsx")
    name, content = _first_sheet(path)
    _repack(path, {name: b'<!DOCTYPE x [<!ENTITY a "b">]>' + content})
    assert _sentence(path) == "a.xlsx is damaged and cannot be read; restore it or save it again"


def test_a_part_that_is_mixed_up_is_damage(tmp_path: Path) -> None:
    path = _repack(write_small(tmp_path / "a.xlsx"), {"xl/workbook.xml": b"<workbook>"})
    assert _sentence(path) == "a.xlsx is damaged and cannot be read; restore it or save it again"


def test_a_workbook_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match=r"^there is no file .*gone\.xlsx$"):
        read_tables(tmp_path / "gone.xlsx")


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match=r"is a folder, but must be an Excel workbook$"):
        read_tables(tmp_path)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "a.xlsx is empty"),
        (b"region,price\nWest,0.3\n", "a.xlsx is not an Excel workbook; save it as .xlsx"),
        (_OLE + bytes(600), "a.xlsx is a workbook of the old format .xls; save it as .xlsx"),
        (
            _OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx is protected by a password; remove it and save the workbook again",
        ),
        (b"PK\x03\x04 and no more", "a.xlsx is damaged and cannot be read; restore it or save it again"),
    ],
)
def test_a_file_that_is_no_workbook(tmp_path: Path, content: bytes, text: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorkbookError) as caught:
        read_tables(path)
    assert str(caught.value) == text


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off(tmp_path: Path, kept: float) -> None:
    path = write_small(tmp_path / "a.xlsx")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(WorkbookError, match=r"^a\.xlsx is damaged and cannot be read; restore it or save it again$"):
        read_tables(path)
