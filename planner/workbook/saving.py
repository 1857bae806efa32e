"""Putting values into cells and workbooks into files, so that the same content always makes the same file."""

import datetime
import io
import math
import numbers
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell

_LONGEST_TEXT = 32_767
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip archive can state; it stands for none."""
_STAMP = datetime.datetime(2000, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")


def put(cell: Cell | MergedCell, value: object) -> None:
    """Write a value into a cell; text is always text, also when it begins like a formula."""
    if isinstance(cell, MergedCell):
        raise TypeError(f"{cell.coordinate} is merged into another cell")
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_TEXT]
        cell.value = text
        cell.data_type = "s"
        if text[:1] in ("=", "+", "-", "@", "\t"):
            cell.quotePrefix = True
    elif isinstance(value, numbers.Integral):
        cell.value = int(value)
    elif isinstance(value, numbers.Real):
        if not math.isfinite(value):
            raise ValueError("a cell holds no infinite number")
        cell.value = float(value)
    else:
        raise TypeError(f"a cell holds text, numbers and yes or no, not {type(value).__name__}")


def save(book: Workbook, path: Path) -> None:
    """Write a workbook whole or not at all, without any trace of when it was written."""
    book.properties.created = _STAMP
    book.properties.creator = "planner"
    packed = io.BytesIO()
    book.save(packed)
    with whole(path) as temporary:
        _repack(packed, temporary)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yield a file to write to, which takes the place of `path` when it is written, and leaves it alone otherwise."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _repack(packed: io.BytesIO, target_path: Path) -> None:
    """Write the parts of a workbook in a fixed order, at a fixed time."""
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(target_path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in sorted(source.infolist(), key=lambda part: (part.filename != "[Content_Types].xml", part.filename)):
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                stamp = _STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            entry = zipfile.ZipInfo(part.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)
