"""Opening a workbook file: its sheets as rows of raw cells, or one sentence why it cannot be read."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO
from xml.etree import ElementTree

import openpyxl
from openpyxl import Workbook
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException

from planner.errors import WorkbookError
from planner.workbook.cells import UNCALCULATED

LARGEST_MB = 256
"""Unpacked size beyond which a file is refused: some 5 million cells."""
LARGEST_COPY_MB = 150
"""Unpacked size beyond which no annotated copy is made: about 2 million cells, which take some 2 GB of memory."""
_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")
_OF_TEXT = (".csv", ".tsv", ".txt")
_LAST_ROW = 1_048_576
_PIECE = 1 << 20
_OVERLAP = 32
"""Bytes that are looked at again with the next piece, as what is looked for may lie across."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LARGEST_OLE = 100_000_000
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    InvalidFileException,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
)
"""What openpyxl and zipfile raise on a file that is cut off, mixed up or protected."""


@dataclass(frozen=True)
class RawSheet:
    """The cells of one sheet as openpyxl reads them."""

    title: str
    """As the tab has it."""
    rows: tuple[tuple[object, ...], ...]
    """Row 1 first, of unequal lengths; () for a sheet that was not asked for."""


def read_raw(path: Path, most_rows: Callable[[str], int]) -> tuple[RawSheet, ...]:
    """Return the sheets of a workbook in their order, with the cells of those that are wanted.

    Parameters
    ----------
    most_rows
        How many of the rows of a sheet with this title that hold anything are read, before the rest is left in the
        file; 0: the sheet is not wanted.

    Raises
    ------
    WorkbookError
        When the file is not a workbook that can be read.
    """
    _refuse_what_is_no_workbook(path)
    with _damage_told(path):
        with zipfile.ZipFile(path) as archive:
            _refuse_parts(path, archive)
            uncalculated = _uncalculated_cells(archive, _refuse_document_types(archive))
        with warnings.catch_warnings():
            # Openpyxl warns of drop-downs and formats that it passes over; they have no effect on values.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                return tuple(
                    RawSheet(title, _rows(book[title], uncalculated.get(title, frozenset()), most) if most else ())
                    for title, most in ((title, most_rows(title)) for title in book.sheetnames)
                )
            finally:
                book.close()


def open_whole(path: Path) -> Workbook:
    """Return a workbook with its formulas, formats and comments, to be changed and saved; without macros.

    Raises
    ------
    WorkbookError
        When the file is not a workbook that can be read, or too large to be held in memory cell by cell.
    """
    _refuse_what_is_no_workbook(path)
    with _damage_told(path):
        with zipfile.ZipFile(path) as archive:
            _refuse_parts(path, archive)
            _refuse_document_types(archive)
            unpacked_mb = sum(part.file_size for part in archive.infolist()) / 1e6
        if unpacked_mb > LARGEST_COPY_MB:
            raise WorkbookError(
                f"{path.name} unpacks to {unpacked_mb:,.0f} MB, but a copy can be made of {LARGEST_COPY_MB} MB at most"
            )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(path)


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """Say what every failure to read a file comes down to."""
    try:
        yield
    except _DAMAGE as error:
        raise WorkbookError(f"{path.name} is damaged and cannot be read; restore it or save it again") from error


def _refuse_what_is_no_workbook(path: Path) -> None:
    try:
        if not path.exists():
            raise WorkbookError(f"there is no file {path}")
        if path.is_dir():
            raise WorkbookError(f"{path} is a folder, but must be an Excel workbook")
        with path.open("rb") as file:
            start = file.read(8)
            is_locked = start == _OLE_START and _ENCRYPTED in file.read(_LARGEST_OLE)
    except OSError as error:
        raise WorkbookError(f"{path.name} cannot be opened: {error.strerror}") from error
    if not start:
        raise WorkbookError(f"{path.name} is empty")
    if is_locked:
        raise WorkbookError(f"{path.name} is protected by a password; remove it and save the workbook again")
    if start == _OLE_START:
        raise WorkbookError(f"{path.name} is a workbook of the old format .xls; save it as .xlsx")
    if not start.startswith(b"PK"):
        if path.suffix.lower() in _OF_TEXT:
            raise WorkbookError(
                f"{path.name} is a text file, but must be an Excel workbook (.xlsx), which has a sheet for each table; "
                "'planner template' makes one to fill in"
            )
        raise WorkbookError(f"{path.name} is not an Excel workbook; save it as .xlsx")
    if path.suffix.lower() not in _SUFFIXES:
        raise WorkbookError(
            f"{path.name} is a workbook by its content, but its name ends in {path.suffix or 'nothing'}; rename it to "
            f"{path.with_suffix('.xlsx').name}"
        )


def _refuse_parts(path: Path, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        raise WorkbookError(f"{path.name} is a binary workbook (.xlsb); save it as .xlsx")
    if "content.xml" in names:
        raise WorkbookError(f"{path.name} is an OpenDocument file; save it as .xlsx")
    if not any(name.startswith("xl/") for name in names):
        raise WorkbookError(f"{path.name} is not an Excel workbook; save it as .xlsx")
    unpacked_mb = sum(part.file_size for part in archive.infolist()) / 1e6
    if unpacked_mb > LARGEST_MB:
        raise WorkbookError(f"{path.name} unpacks to {unpacked_mb:,.0f} MB, but the most is {LARGEST_MB} MB")
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise WorkbookError(f"{path.name} is protected by a password; remove it and save the workbook again")


def _rows(sheet: object, uncalculated: frozenset[tuple[int, int]], most: int) -> tuple[tuple[object, ...], ...]:
    if not hasattr(sheet, "reset_dimensions"):  # a sheet that holds only a chart
        return ()
    sheet.reset_dimensions()  # the size that a file states for a sheet is often wrong
    rows: list[tuple[object, ...]] = []
    held, last = 0, _LAST_ROW
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):  # type: ignore[attr-defined]  # no stub
        if number > _LAST_ROW:
            raise ValueError("a row number beyond the last row")
        if holds_anything(row):  # a million formatted rows below the last value take no memory
            rows.extend(() for _ in range(number - 1 - len(rows)))
            rows.append(row)
            held += 1
            if held == most:
                last = number
                break
    for number, column in uncalculated:
        if number <= last:
            rows.extend(() for _ in range(number - len(rows)))
            row = rows[number - 1]
            row += (None,) * (column - len(row))
            rows[number - 1] = (*row[: column - 1], UNCALCULATED, *row[column:])
    return tuple(rows)


def holds_anything(row: Sequence[object]) -> bool:
    """Return whether a row has a cell that is not blank."""
    return row.count(None) < len(row) and any(cell is not None and cell != "" for cell in row)


def _refuse_document_types(archive: zipfile.ZipFile) -> frozenset[str]:
    """Stop before a part whose entities could grow without end; return the parts that may hold formulas."""
    return frozenset(
        part for part in archive.namelist() if part.lower().endswith((".xml", ".rels", ".vml")) and _scan(archive, part)
    )


def _scan(archive: zipfile.ZipFile, part: str) -> bool:
    """Return whether a part may hold formulas, from one look at it, piece by piece.

    Raises
    ------
    ValueError
        When it has a document type, which no spreadsheet program writes.
    """
    has_formula, end = False, b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            # In UTF-16 every second byte of the markup is zero, and other parts of the file never have one.
            seen = end + (piece.replace(b"\0", b"") if b"\0" in piece else piece)
            if b"<!DOCTYPE" in seen:
                raise ValueError("a part with a document type")
            # The pattern is slow on the parts of a large workbook, most of which have neither.
            if not has_formula and (b"<f" in seen or b":f" in seen):
                has_formula = _FORMULA.search(seen) is not None
            end = seen[-_OVERLAP:]
    return has_formula


def _uncalculated_cells(
    archive: zipfile.ZipFile, with_formulas: Container[str]
) -> dict[str, frozenset[tuple[int, int]]]:
    """Return the cells, as row and column by sheet, that hold a formula and no result."""
    found: dict[str, frozenset[tuple[int, int]]] = {}
    for title, part in _sheet_parts(archive):
        if part in with_formulas:
            with archive.open(part) as file:
                found[title] = frozenset(map(coordinate_to_tuple, _cells_without_result(file)))
    return found


def _cells_without_result(sheet: IO[bytes]) -> Iterator[str]:
    rows: ElementTree.Element | None = None
    for event, element in ElementTree.iterparse(sheet, ("start", "end")):
        kind = _local(element.tag)
        if event == "start":
            rows = element if kind == "sheetData" else rows
        elif kind == "row" and rows is not None:
            rows.clear()  # what is read is not needed any more, and there may be a million rows
        # A formula whose result is an empty text has the type `str` and counts as blank.
        elif kind == "c" and element.get("t") != "str":
            parts = {_local(part.tag): part for part in element}
            address = element.get("r")
            if address and "f" in parts and not ("v" in parts and parts["v"].text):
                yield address


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the title of each sheet and the part of the archive that holds it."""
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    parts = set(archive.namelist())
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if _local(sheet.tag) == "sheet":
            link = next((value for name, value in sheet.attrib.items() if _local(name) == "id"), None)
            part = str(PurePosixPath("/xl") / targets.get(link, "")).lstrip("/")
            if part in parts:
                yield sheet.get("name", ""), part


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
