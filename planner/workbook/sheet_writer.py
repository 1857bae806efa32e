"""One sheet of a workbook, written from the schema: headers, comments, drop-downs, formats and rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from planner.workbook import style
from planner.workbook.frame import FIRST_ROW, Frame
from planner.workbook.problems import did_you_mean
from planner.workbook.saving import put
from planner.workbook.schema import SHEETS, Column, Sheet, Value
from planner.workbook.validation import header_guard, rule_for
from planner.workbook.wording import choices_of, help_of, plain, title_of, unit_of, written

PlainRow = Mapping[str, object]
"""Values by column name; on sheets with a column for each period also by period."""

_MOST_FROZEN = 3
_COMMENT_AUTHOR = "planner"
_TABLE_STYLE = "TableStyleLight1"


def write_sheet(worksheet: Worksheet, sheet: Sheet, rows: Sequence[PlainRow], frame: Frame) -> None:
    """Write a sheet with its rows."""
    columns = all_columns(sheet, frame.periods)
    _refuse_unknown(sheet, columns, rows)
    title_lines = 1
    for index, column in enumerate(columns, 1):
        letter = get_column_letter(index)
        is_period = index > _period_start(sheet) and column.name in frame.periods
        title = _title(sheet, column, frame)
        _write_header(worksheet, index, column, title, frame, is_period=is_period)
        shown = _write_column(worksheet, index, sheet, column, rows, frame)
        if index > 1 and style.is_text(column) and not style.is_text(columns[index - 2]):
            _keep_apart(worksheet, index, len(rows))
        if (rule := rule_for(column, frame)) is not None:
            rule.add(f"{letter}{FIRST_ROW}:{letter}{frame.reach(sheet)}")
            worksheet.add_data_validation(rule)
        width = style.column_width(column.name, title, shown)
        worksheet.column_dimensions[letter].width = width
        title_lines = max(title_lines, style.lines_in(title, width))
    _guard_headers(worksheet, sheet, len(columns), frame)
    if sheet.rows:
        _format_typed_values(worksheet, sheet, rows, frame)
    worksheet.row_dimensions[2].height = 5 + style.line_height(frame.language) * title_lines
    _add_table(worksheet, sheet, len(columns), frame)
    _grey_inactive(worksheet, sheet, columns, frame)
    _set_view(worksheet, sheet)


def all_columns(sheet: Sheet, periods: Sequence[str]) -> list[Column]:
    """Return the columns as they are written: those of the schema, then the periods, then active and note."""
    if sheet.period_columns is None:
        return list(sheet.columns)
    start = _period_start(sheet)
    dated = [replace(sheet.period_columns, name=period) for period in periods]
    return [*sheet.columns[:start], *dated, *sheet.columns[start:]]


def _period_start(sheet: Sheet) -> int:
    return len(sheet.columns) - 2 if sheet.period_columns is not None else len(sheet.columns)


def _refuse_unknown(sheet: Sheet, columns: Sequence[Column], rows: Sequence[PlainRow]) -> None:
    names = [column.name for column in columns]
    for name in dict.fromkeys(name for row in rows for name in row):
        if name not in names:
            raise ValueError(f"the sheet {sheet.name} has no column '{name}'{did_you_mean(name, names)}")


def _write_header(
    worksheet: Worksheet, index: int, column: Column, title_text: str, frame: Frame, *, is_period: bool
) -> None:
    name, title = worksheet.cell(1, index), worksheet.cell(2, index)
    put(name, column.name)
    name.font, name.alignment = style.font(style.NAME_FONT, frame.language), style.NAME_ALIGNMENT
    name.fill = style.PERIOD_FILL if is_period else style.header_fill(column)
    name.number_format = "@"
    lines = [line.replace("`", "") for line in help_of(column, frame.language, frame.currency)]
    comment = Comment("\n".join(lines), _COMMENT_AUTHOR)
    comment.width = 340
    comment.height = 30 + 18 * sum(1 + style.text_width(line) // 52 for line in lines)
    name.comment = comment
    put(title, title_text)
    title.font, title.fill = style.font(style.TITLE_FONT, frame.language), style.TITLE_FILL
    title.alignment, title.border = style.TITLE_ALIGNMENT, style.TITLE_BORDER


def _keep_apart(worksheet: Worksheet, index: int, rows: int) -> None:
    """Move the words of a column away from the numbers before it, which end where these begin."""
    worksheet.column_dimensions[get_column_letter(index)].alignment = style.APART
    for number in range(FIRST_ROW, FIRST_ROW + rows):
        cell = worksheet.cell(number, index)
        if cell.value is not None:
            cell.alignment = style.APART


def _title(sheet: Sheet, column: Column, frame: Frame) -> str:
    """Return the title with the unit, and with the period where there is a column for each: no two are the same."""
    unit = unit_of(column, frame.currency, frame.language)
    period = f" {column.name}" if not sheet.has(column.name) else ""
    return title_of(column, frame.language) + period + (f" [{unit}]" if unit else "")


def _write_column(
    worksheet: Worksheet, index: int, sheet: Sheet, column: Column, rows: Sequence[PlainRow], frame: Frame
) -> list[str]:
    """Write the values of a column and return what they look like."""
    number_format = style.number_format(column)
    font = style.font(style.BODY_FONT, frame.language)
    worksheet.column_dimensions[get_column_letter(index)].number_format = number_format
    shown = []
    for number, row in enumerate(rows, FIRST_ROW):
        value = row.get(column.name)
        if value is None:
            continue
        cell = worksheet.cell(number, index)
        # Names are text even where they are digits, as those of most periods.
        is_name = column.kind in ("key", "sheet", "list", "filter") and not isinstance(value, (str, bool))
        said = written(_typed_by(sheet, column, row), str(value) if is_name else value, frame.language)
        put(cell, said)
        cell.font, cell.number_format = font, number_format
        shown.append(plain(column, said) if isinstance(said, Value) else str(said))
    return shown


def _typed_by(sheet: Sheet, column: Column, row: PlainRow) -> Column:
    """Return the column that says what a cell holds: on a sheet of keys and values, that of the key."""
    if sheet.typed_by is None or column.name != "value":
        return column
    return sheet.row_types.get(str(row.get(sheet.typed_by)), column)


def _format_typed_values(worksheet: Worksheet, sheet: Sheet, rows: Sequence[PlainRow], frame: Frame) -> None:
    """Give each value of a sheet of keys and values the format and drop-down of its key."""
    values = sheet.column("value")
    index = sheet.columns.index(values) + 1
    for number, row in enumerate(rows, FIRST_ROW):
        column = _typed_by(sheet, values, row)
        if column is values:
            continue
        cell = worksheet.cell(number, index)
        cell.number_format = style.number_format(column)
        cell.alignment = style.LEFT
        if (rule := rule_for(column, frame)) is not None:
            rule.add(cell.coordinate)
            worksheet.add_data_validation(rule)


def _guard_headers(worksheet: Worksheet, sheet: Sheet, width: int, frame: Frame) -> None:
    """Refuse what is typed into the headers, but for those of periods, which are the planner's to name."""
    rule, start = header_guard(frame.language), _period_start(sheet)
    rule.add(f"A1:{get_column_letter(start)}2")
    if start < len(sheet.columns):
        after = width - (len(sheet.columns) - start) + 1
        rule.add(f"{get_column_letter(after)}1:{get_column_letter(width)}2")
    worksheet.add_data_validation(rule)


def _add_table(worksheet: Worksheet, sheet: Sheet, width: int, frame: Frame) -> None:
    """Make the titles and the rows below them a table, which grows as rows are added."""
    last = max(FIRST_ROW, frame.last_rows[sheet.name])
    table = Table(displayName=sheet.name, ref=f"A{FIRST_ROW - 1}:{get_column_letter(width)}{last}")
    table.tableStyleInfo = TableStyleInfo(name=_TABLE_STYLE, showRowStripes=True)
    worksheet.add_table(table)


def _grey_inactive(worksheet: Worksheet, sheet: Sheet, columns: Sequence[Column], frame: Frame) -> None:
    letter = get_column_letter([column.name for column in columns].index("active") + 1)
    words = [choices_of(sheet.column("active"), language)[1] for language in ("en", "zh")]
    says_no = ",".join(f'${letter}{FIRST_ROW}="{word}"' for word in words)
    cells = f"A{FIRST_ROW}:{get_column_letter(len(columns))}{frame.reach(sheet)}"
    rule = Rule(type="expression", formula=[f"OR({says_no})"], dxf=DifferentialStyle(font=style.INACTIVE_FONT))
    worksheet.conditional_formatting.add(cells, rule)


def _set_view(worksheet: Worksheet, sheet: Sheet) -> None:
    leading = 0
    while leading < min(_MOST_FROZEN, len(sheet.columns)) and sheet.columns[leading].key:
        leading += 1
    worksheet.freeze_panes = f"{get_column_letter(max(1, leading) + 1)}{FIRST_ROW}"
    worksheet.row_dimensions[1].height = 18
    worksheet.sheet_properties.tabColor = style.TAB_REQUIRED if sheet.required else style.TAB_OPTIONAL
    style.fit_to_page(worksheet)
    worksheet.print_title_rows = "1:2"
    worksheet.print_title_cols = f"A:{get_column_letter(max(1, leading))}"


def last_row_of(rows: Sequence[PlainRow]) -> int:
    """Return the number of the last row of data."""
    return FIRST_ROW - 1 + len(rows)


def known_sheet(name: str) -> Sheet:
    """Return a sheet of the schema.

    Raises
    ------
    ValueError
        When there is none of this name.
    """
    if name not in SHEETS:
        raise ValueError(f"there is no sheet called '{name}'{did_you_mean(name, SHEETS)}")
    return SHEETS[name]
