"""One sheet of a workbook, written from the schema: headers, comments, drop-downs, formats and rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from planner.workbook import style
from planner.workbook.cells import allowed_numbers
from planner.workbook.problems import did_you_mean
from planner.workbook.reference import Language, allowed, help_of, plain, title_of, unit_of
from planner.workbook.saving import put
from planner.workbook.schema import SHEETS, Column, Sheet, Value

PlainRow = Mapping[str, object]
"""Values by column name; on sheets with a column for each period also by period."""

_FIRST_ROW = 3
_LAST_ROW = 2000
"""Drop-downs and references reach this far, or to the last row when there are more."""
_LONGEST_LIST = 255
"""Excel's limit for a drop-down that is written out."""
_MOST_FROZEN = 3
_COMMENT_AUTHOR = "planner"


def write_sheet(
    worksheet: Worksheet,
    sheet: Sheet,
    rows: Sequence[PlainRow],
    periods: Sequence[str],
    last_rows: Mapping[str, int],
    language: Language,
    currency: str,
) -> None:
    """Write a sheet; `last_rows` has the last row of data of each sheet of the workbook."""
    columns = all_columns(sheet, periods)
    _refuse_unknown(sheet, columns, rows)
    title_lines = 1
    for index, column in enumerate(columns, 1):
        is_period = index > _period_start(sheet) and column.name in periods
        _write_header(worksheet, index, column, language, currency, is_period=is_period)
        _write_column(worksheet, index, column, rows)
        _add_validation(worksheet, index, column, last_rows, max(_LAST_ROW, last_rows[sheet.name]), language)
        values = [_as_text(row.get(column.name)) for row in rows]
        title = _title(column, language, currency)
        width = style.column_width(column.name, title, values)
        worksheet.column_dimensions[get_column_letter(index)].width = width
        title_lines = max(title_lines, style.lines_in(title, width))
    if sheet.rows:
        _format_typed_values(worksheet, sheet, rows)
    worksheet.row_dimensions[2].height = 3 + 13.5 * title_lines
    _set_view(worksheet, sheet, len(columns), last_rows[sheet.name])


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
    worksheet: Worksheet, index: int, column: Column, language: Language, currency: str, *, is_period: bool
) -> None:
    name, title = worksheet.cell(1, index), worksheet.cell(2, index)
    put(name, column.name)
    name.font, name.alignment = style.NAME_FONT, style.NAME_ALIGNMENT
    name.fill = style.PERIOD_FILL if is_period else style.header_fill(column)
    name.number_format = "@"
    lines = [line.replace("`", "") for line in help_of(column, language, currency)]
    comment = Comment("\n".join(lines), _COMMENT_AUTHOR)
    comment.width = 340
    comment.height = 30 + 18 * sum(1 + style.text_width(line) // 52 for line in lines)
    name.comment = comment
    put(title, _title(column, language, currency))
    title.font, title.fill = style.TITLE_FONT, style.TITLE_FILL
    title.alignment, title.border = style.TITLE_ALIGNMENT, style.TITLE_BORDER


def _title(column: Column, language: Language, currency: str) -> str:
    unit = unit_of(column, currency, language)
    return title_of(column, language) + (f" [{unit}]" if unit else "")


def _write_column(worksheet: Worksheet, index: int, column: Column, rows: Sequence[PlainRow]) -> None:
    number_format = style.number_format(column)
    worksheet.column_dimensions[get_column_letter(index)].number_format = number_format
    for number, row in enumerate(rows, _FIRST_ROW):
        value = row.get(column.name)
        if value is None:
            continue
        cell = worksheet.cell(number, index)
        # Names are text even where they are digits, as those of most periods.
        is_name = column.kind in ("key", "list", "filter") and not isinstance(value, (str, bool))
        put(cell, str(value) if is_name else value)
        cell.font, cell.number_format = style.BODY_FONT, number_format


def _format_typed_values(worksheet: Worksheet, sheet: Sheet, rows: Sequence[PlainRow]) -> None:
    """Give each value of a sheet of keys and values the format and drop-down of its key."""
    names = [column.name for column in sheet.columns]
    index = names.index("value") + 1
    for number, row in enumerate(rows, _FIRST_ROW):
        column = sheet.row_types.get(str(row.get(sheet.typed_by or "")))
        if column is not None:
            cell = worksheet.cell(number, index)
            cell.number_format = style.number_format(column)
            cell.alignment = style.LEFT
            rule = _validation(column, {})
            if rule is not None:
                rule.add(cell.coordinate)
                worksheet.add_data_validation(rule)


def _add_validation(
    worksheet: Worksheet, index: int, column: Column, last_rows: Mapping[str, int], last: int, language: Language
) -> None:
    rule = _validation(column, last_rows)
    if rule is None:
        return
    letter = get_column_letter(index)
    rule.errorTitle = column.name
    rule.error = f"{column.name}: {allowed(column, language)}"[:_LONGEST_LIST]
    rule.add(f"{letter}{_FIRST_ROW}:{letter}{last}")
    worksheet.add_data_validation(rule)


def _validation(column: Column, last_rows: Mapping[str, int]) -> DataValidation | None:
    """Return what Excel lets one type into the cells of a column; None: anything."""
    if column.kind == "yes_no":
        return DataValidation(type="list", formula1='"yes,no"', allow_blank=True, showErrorMessage=True)
    if column.choices:
        written_out = ",".join(column.choices)
        if len(written_out) > _LONGEST_LIST:
            return None
        return DataValidation(type="list", formula1=f'"{written_out}"', allow_blank=True, showErrorMessage=True)
    if column.refers_to is not None:
        if column.refers_to not in last_rows:
            return None
        last = max(_LAST_ROW, last_rows[column.refers_to])
        is_strict = not (column.allows_group or column.allows_all)
        return DataValidation(
            type="list",
            formula1=f"{column.refers_to}!$A${_FIRST_ROW}:$A${last}",
            allow_blank=True,
            showErrorMessage=is_strict,
        )
    if column.is_numeric and allowed_numbers(column):
        return _number_validation(column)
    return None


def _number_validation(column: Column) -> DataValidation:
    low, high = column.minimum, column.maximum
    is_between = low is not None and high is not None and not column.above
    bounds = [f"{bound:g}" for bound in (low, high) if bound is not None]
    return DataValidation(
        type="whole" if column.kind == "whole" else "decimal",
        operator=(
            "between"
            if is_between
            else "greaterThan"
            if column.above
            else "greaterThanOrEqual"
            if low is not None
            else "lessThanOrEqual"
        ),
        formula1=bounds[0],
        formula2=bounds[1] if is_between else None,
        allow_blank=True,
        showErrorMessage=True,
    )


def _set_view(worksheet: Worksheet, sheet: Sheet, width: int, last_row: int) -> None:
    leading = 0
    while leading < min(_MOST_FROZEN, len(sheet.columns)) and sheet.columns[leading].key:
        leading += 1
    worksheet.freeze_panes = f"{get_column_letter(max(1, leading) + 1)}{_FIRST_ROW}"
    worksheet.auto_filter.ref = f"A2:{get_column_letter(width)}{max(_FIRST_ROW, last_row)}"
    worksheet.row_dimensions[1].height = 18
    worksheet.sheet_properties.tabColor = style.TAB_REQUIRED if sheet.required else style.TAB_OPTIONAL
    style.fit_to_page(worksheet)
    worksheet.print_title_rows = "1:2"
    worksheet.print_title_cols = f"A:{get_column_letter(max(1, leading))}"


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, Value) else str(value)


def last_row_of(rows: Sequence[PlainRow]) -> int:
    """Return the number of the last row of data."""
    return _FIRST_ROW - 1 + len(rows)


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
