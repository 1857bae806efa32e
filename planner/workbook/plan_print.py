"""How a sheet of plan.xlsx prints: A4, as wide as the page, titles repeated, tables kept together where they fit."""

from collections.abc import Sequence

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from planner.report.words import Words
from planner.workbook.plan_block import Canvas
from planner.workbook.style import MUTED

PAGE_CM = {"landscape": (29.7, 21.0), "portrait": (21.0, 29.7)}
SIDE_IN, TOP_IN, BOTTOM_IN, EDGE_IN = 0.5, 0.75, 0.7, 0.35
CM_PER_IN, POINTS_PER_IN = 2.54, 72.0
CM_PER_CHARACTER = 0.1852
USUAL_HEIGHT = 15.0
LONGEST_HEADER = 120
ROOM_TO_BEGIN = 0.3
"""A table that may be cut begins on the current page if this share of it is left."""
LEAST_USED = 0.35
"""A page with less than this on it is not broken off."""
MOST_SQUEEZED = 1.4
"""Pages of content that are printed on one, a little smaller, so that no nearly empty second one follows."""


def set_up_print(sheet: Worksheet, words: Words, title: str, *, landscape: bool) -> None:
    """Set paper, scale, header and footer."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(
        left=SIDE_IN, right=SIDE_IN, top=TOP_IN, bottom=BOTTOM_IN, header=EDGE_IN, footer=EDGE_IN
    )
    number = words("Page {page} of {pages}", page="&P", pages="&N")
    # An ampersand begins a code in headers.
    name = title[:LONGEST_HEADER].replace("&", "&&")
    sheet.oddHeader = HeaderFooterItem(right=_part(name))
    sheet.oddFooter = HeaderFooterItem(left=_part("&A"), right=_part(number))


def _part(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text, size=8, color=MUTED)


def break_pages(canvas: Canvas, parts: Sequence[tuple[int, int]], *, landscape: bool) -> None:
    """Begin a new page before a part that would be cut, unless it may be cut and there is room to begin.

    Parameters
    ----------
    parts
        First and last row of each.
    """
    room = _page_points(canvas, landscape=landscape)
    if not parts or _points(canvas, 1, parts[-1][1] + 1) <= MOST_SQUEEZED * room:
        canvas.sheet.page_setup.fitToHeight = 1
        return
    used, row = 0.0, 1
    for top, bottom in parts:
        used += _points(canvas, row, top)
        needed = _points(canvas, top, bottom + 1)
        # The heads of the last table of a landscape sheet are repeated: it may be cut.
        may_be_cut = needed > room or (landscape and top == parts[-1][0])
        may_begin = may_be_cut and room - used >= ROOM_TO_BEGIN * room
        if used + needed > room and not may_begin and used >= LEAST_USED * room:
            canvas.sheet.row_breaks.append(Break(id=top - 1))
            used = 0.0
        used = (used + needed) % room
        row = bottom + 1


def _page_points(canvas: Canvas, *, landscape: bool) -> float:
    """Return the height of a printed page in points of the sheet, which is scaled to the width of the page."""
    width_cm, height_cm = PAGE_CM["landscape" if landscape else "portrait"]
    printable_cm = width_cm - 2 * SIDE_IN * CM_PER_IN
    width = sum(canvas.widths.values()) * CM_PER_CHARACTER
    scale = min(1.0, printable_cm / width) if width > 0 else 1.0
    points = (height_cm / CM_PER_IN - TOP_IN - BOTTOM_IN) * POINTS_PER_IN
    return points / scale


def _points(canvas: Canvas, first: int, end: int) -> float:
    """Return the height of rows, the last one left out."""
    return sum(canvas.heights.get(row, USUAL_HEIGHT) for row in range(first, end))
