"""How the workbooks look: colours, fonts, widths and number formats, in one place."""

import re
import unicodedata
from collections.abc import Iterable
from copy import copy
from functools import cache

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from planner.report.words import Language
from planner.workbook.schema import Column

INK, PAPER, ACCENT, MUTED, LINE = "1F2933", "FFFFFF", "1F4E79", "5F6B7A", "C9D1DA"

NAME_FONT = Font(name="Calibri", size=10, bold=True, color=PAPER)
TITLE_FONT = Font(name="Calibri", size=10, color=INK)
BODY_FONT = Font(name="Calibri", size=10, color=INK)
HEADING_FONT = Font(name="Calibri", size=16, bold=True, color=ACCENT)
STRONG_FONT = Font(name="Calibri", size=10, bold=True, color=INK)
LINK_FONT = Font(name="Calibri", size=10, color=ACCENT, underline="single")
QUIET_FONT = Font(name="Calibri", size=10, color=MUTED)


INACTIVE_FONT = Font(italic=True, color="8A94A0")
"""Of rows that do not count."""

_FONT_NAMES: dict[Language, str] = {"en": "Calibri", "zh": "Microsoft YaHei"}
_LINE_HEIGHTS: dict[Language, float] = {"en": 13.5, "zh": 15.0}


@cache
def font(base: Font, language: Language) -> Font:
    """Return a font with letters for a language."""
    found = copy(base)
    found.name = _FONT_NAMES[language]
    return found


def line_height(language: Language) -> float:
    """Return the height of a line of text, in points."""
    return _LINE_HEIGHTS[language]


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


KEY_FILL = _fill("1F4E79")
"""Header of columns that tell rows apart."""
REQUIRED_FILL = _fill("2E75B6")
"""Header of other columns that must be given."""
OPTIONAL_FILL = _fill("7F8FA3")
PERIOD_FILL = _fill("548235")
TITLE_FILL = _fill("E8EEF4")

TITLE_BORDER = Border(bottom=Side(style="medium", color=ACCENT), right=Side(style="thin", color=LINE))
TITLE_ALIGNMENT = Alignment(wrap_text=True, vertical="top")
ROW_BORDER = Border(bottom=Side(style="hair", color=LINE))
NAME_ALIGNMENT = Alignment(vertical="center")
WRAPPED = Alignment(wrap_text=True, vertical="top")
CENTRED = Alignment(wrap_text=True, vertical="center")
LEFT = Alignment(horizontal="left")
APART = Alignment(horizontal="left", indent=1)
LEFT_CENTRED = Alignment(horizontal="left", vertical="center")

TAB_REQUIRED, TAB_OPTIONAL, TAB_OVERVIEW = "1F4E79", "9FB3C8", "548235"

_NARROWEST, _WIDEST = 11.0, 48.0
_TITLE_LINES = 2
_WIDEST_PAGE = 170.0
_MARGINS = PageMargins(left=0.4, right=0.4, top=0.4, bottom=0.65, header=0.2, footer=0.3)
"""In inches."""


def header_fill(column: Column) -> PatternFill:
    """Return the colour of a column's name."""
    if column.key:
        return KEY_FILL
    return REQUIRED_FILL if column.required else OPTIONAL_FILL


def is_text(column: Column) -> bool:
    """Return whether a column holds words."""
    return column.kind in ("key", "sheet", "list", "filter", "choice", "yes_no", "text")


def number_format(column: Column) -> str:
    """Return the number format of a column: keys are text, so that 2027 and 007 stay what was typed."""
    if is_text(column):
        return "@"
    if column.kind == "whole":
        return "0" if column.unit == "year" else "#,##0"
    if column.kind == "value":
        return "General"
    if column.unit.endswith("/kWh"):
        return "0.0000"
    if column.unit.startswith("million") or column.unit == "PFLOPS":
        return "#,##0.00####"
    return "[>=10000]#,##0;General"


def text_width(text: str) -> int:
    """Return how wide a text is in characters; Chinese ones count twice."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def column_width(name: str, title: str, values: Iterable[str]) -> float:
    """Return a width that shows the name whole, the title in two lines and most values."""
    longest_piece = max((text_width(piece) for piece in _pieces(title)), default=0)
    wanted = max(text_width(name) * 1.15, longest_piece + 1, text_width(title) / 2, *map(text_width, values), 0) + 2.5
    width = max(_NARROWEST, round(wanted, 1))
    while width < _WIDEST and lines_in(title, width) > _TITLE_LINES:
        width += 1
    return min(_WIDEST, width)


def lines_in(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of this width, broken between words or Chinese letters."""
    lines, filled, room = 1, 0, max(1, width - 1.5)
    for piece in _pieces(text):
        size = text_width(piece)
        if filled and filled + text_width(piece.rstrip()) > room:
            lines, filled = lines + 1, 0
        filled += size
        while filled > room + 1 and size > room:  # a word that is longer than a line goes on in the next
            lines, filled, size = lines + 1, filled - int(room), size - int(room)
    return lines


def _pieces(text: str) -> list[str]:
    """Return the pieces between which a line may end: words with the space after them, and Chinese letters."""
    return re.findall(r"[^\s\u2e80-\u9fff]+\s*|[\u2e80-\u9fff][])）。，；]*\s*", text)


def fit_to_page(worksheet: Worksheet) -> None:
    """Print a sheet on landscape pages, as wide as one page unless it would become too small to read."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_margins = _MARGINS
    footer = worksheet.oddFooter
    if footer is not None and footer.left is not None and footer.right is not None:
        footer.left.text, footer.right.text = "&A", "&P / &N"
    if sum(dimension.width for dimension in worksheet.column_dimensions.values()) <= _WIDEST_PAGE:
        worksheet.page_setup.fitToHeight = 0
        worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
