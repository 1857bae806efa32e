"""Writes a copy of a workbook with its problems marked where they are, and all of them listed in front."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import quote_sheetname, range_boundaries
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from planner.workbook import style
from planner.workbook.opening import open_whole
from planner.workbook.problems import Problem, in_order
from planner.workbook.saving import put, save
from planner.workbook.schema import PROBLEMS, is_problem_list, sheet_named

ERROR_FILL = PatternFill("solid", start_color="F8B4B4", end_color="F8B4B4")
WARNING_FILL = PatternFill("solid", start_color="FFE699", end_color="FFE699")
_NO_FILL = PatternFill()
_SIGN = "▲ "
"""Begins each line of a comment that is ours, so that a second round can take the lines of the first away."""
_LONGEST_COMMENT = 8_000
_MOST_COMMENTS = 5_000
"""Beyond so many in a workbook, cells are only coloured: spreadsheet programs become slow."""
_LAST_ROW = 1_048_576
_WIDTHS = {"A": 11, "B": 20, "C": 12, "D": 110}


@dataclass(frozen=True)
class Wording:
    """How a copy speaks of what it marks."""

    author: str = "planner check"
    heading: str = "Problems: {errors} to be put right, {warnings} to be looked at"
    said: str = "What is wrong"
    error: str = "error"
    warning: str = "warning"

    def of(self, problem: Problem) -> str:
        """Return what kind of mark a problem is."""
        return self.error if problem.severity == "error" else self.warning


OF_CHECK = Wording()


def write_annotated(source: Path, target: Path, problems: Iterable[Problem], wording: Wording = OF_CHECK) -> None:
    """Write a copy of the workbook `source` in which cells with problems are coloured and say what is wrong.

    Formulas stay formulas and are not calculated; macros are left out. Marks of an earlier round are replaced.

    Raises
    ------
    WorkbookError
        When the file is not a workbook that can be read, or too large to be copied.
    """
    book = open_whole(source)
    found = in_order(problems)
    sheets = {(schema.name if (schema := sheet_named(ws.title)) else ws.title): ws for ws in reversed(book.worksheets)}
    for worksheet in book.worksheets:
        _take_marks_away(worksheet)
    comments: dict[tuple[str, str], list[Problem]] = {}
    for severity, fill in (("warning", WARNING_FILL), ("error", ERROR_FILL)):  # an error is stronger than a warning
        for problem in (problem for problem in found if problem.severity == severity):
            if problem.sheet in sheets:
                first = _colour(sheets[problem.sheet], problem, fill)
                comments.setdefault((problem.sheet, first), []).append(problem)
    for (sheet, address), said in islice(comments.items(), _MOST_COMMENTS):
        _comment(sheets[sheet][address], said, wording)
    _write_list(book, found, {name: worksheet.title for name, worksheet in sheets.items()}, wording)
    save(book, target)


def _take_marks_away(worksheet: Worksheet) -> None:
    for row in worksheet.iter_rows():
        for cell in row:
            if cell.comment is not None and _SIGN in cell.comment.text:
                kept = "\n".join(line for line in cell.comment.text.splitlines() if not line.startswith(_SIGN)).strip()
                cell.comment = Comment(kept, cell.comment.author) if kept else None
            if cell.fill.fill_type == "solid" and cell.fill.start_color.rgb in _OUR_COLOURS:
                cell.fill = _NO_FILL


_OUR_COLOURS = (ERROR_FILL.start_color.rgb, WARNING_FILL.start_color.rgb)


def _colour(worksheet: Worksheet, problem: Problem, fill: PatternFill) -> str:
    """Colour the cells of a problem and return the address of the first, which takes the comment."""
    left, top, right, bottom = range_boundaries(problem.cell or "A1")
    left, top = left or 1, top or 1
    right, bottom = right or left, min(bottom or top, _LAST_ROW)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            worksheet.cell(row, column).fill = fill
    return _unmerged(worksheet, worksheet.cell(top, left))


def _unmerged(worksheet: Worksheet, cell: Cell | MergedCell) -> str:
    """Return the address of a cell, or of the cell that shows the value when it is merged into another."""
    if isinstance(cell, MergedCell):
        for merged in worksheet.merged_cells.ranges:
            if cell.coordinate in merged:
                return worksheet.cell(merged.min_row, merged.min_col).coordinate
    return cell.coordinate


def _comment(cell: Cell, problems: Sequence[Problem], wording: Wording) -> None:
    lines = [f"{_SIGN}{wording.of(problem)}: {' '.join(problem.text.split())}" for problem in problems]
    if cell.comment is not None:
        lines += ["", cell.comment.text]
    text = ILLEGAL_CHARACTERS_RE.sub("", "\n".join(lines))[:_LONGEST_COMMENT]
    comment = Comment(text, wording.author)
    comment.width = 340
    comment.height = min(600, 30 + 18 * sum(1 + style.text_width(line) // 52 for line in text.splitlines()))
    cell.comment = comment


def _write_list(book: Workbook, problems: Sequence[Problem], titles: dict[str, str], wording: Wording) -> None:
    """Put a sheet in front that lists all problems, each with a link to its cell."""
    for old in [worksheet for worksheet in book.worksheets if is_problem_list(worksheet.title)]:
        book.remove(old)
    worksheet = book.create_sheet(PROBLEMS, 0)
    wrong = sum(problem.severity == "error" for problem in problems)
    put(worksheet["A1"], wording.heading.format(errors=wrong, warnings=len(problems) - wrong))
    worksheet["A1"].font = style.HEADING_FONT
    for column, (letter, width) in enumerate(_WIDTHS.items(), 1):
        worksheet.column_dimensions[letter].width = width
        cell = worksheet.cell(2, column)
        put(cell, ("Kind", "Sheet", "Cell", wording.said)[column - 1])
        cell.font, cell.fill = style.NAME_FONT, style.KEY_FILL
    for row, problem in enumerate(problems, 3):
        for column, text in enumerate((wording.of(problem), problem.place, problem.cell, problem.text), 1):
            cell = worksheet.cell(row, column)
            put(cell, text)
            cell.font, cell.alignment = style.BODY_FONT, style.WRAPPED
        worksheet.cell(row, 1).fill = ERROR_FILL if problem.severity == "error" else WARNING_FILL
        if problem.sheet in titles:
            place = f"{quote_sheetname(titles[problem.sheet])}!{problem.cell or 'A1'}"
            worksheet.cell(row, 3).hyperlink = Hyperlink(ref="", location=place)
            put(worksheet.cell(row, 3), problem.cell or "sheet")
            worksheet.cell(row, 3).font = style.LINK_FONT
    worksheet.freeze_panes = "A3"
    worksheet.sheet_properties.tabColor = ERROR_FILL.start_color
    style.fit_to_page(worksheet)
    book.active = worksheet
    for other in book.worksheets:  # sheets selected together would be edited together
        other.sheet_view.tabSelected = other is worksheet
