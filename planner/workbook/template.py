"""Writing workbooks from the schema: a blank one to fill, and filled ones from plain rows."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from planner.workbook import style
from planner.workbook.reference import Language, sentence_of, title_of, unit_of
from planner.workbook.saving import put, save
from planner.workbook.schema import OVERVIEW, SHEETS, Sheet
from planner.workbook.sheet_writer import PlainRow, known_sheet, last_row_of, write_sheet

_TEMPLATE_PERIODS = ("2027", "2028", "2029")

_GUIDE: dict[Language, tuple[str, ...]] = {
    "en": (
        "Fill the sheets from the top of the list to the bottom; dark blue tabs are needed, the others may be deleted.",
        "On each sheet row 1 has the names of the columns, row 2 their titles and units; data begin in row 3.",
        "Point at a name for its meaning, its unit, what is allowed and what a blank cell means.",
        "A row may name a region, a group or * for all: each region inherits the value, the most specific row wins.",
        "A row with 'no' under active is left out. What is under note is for readers alone.",
        "Then run: planner check FILE, which lists all that is wrong, and planner solve FILE.",
    ),
    "zh": (
        "按列表自上而下填写各表；深蓝色标签的表必填，其余可删除。",
        "各表第一行为列名，第二行为标题与单位；数据自第三行开始。",
        "将鼠标移到列名上可查看含义、单位、允许范围及空白的含义。",
        "一行可指定地区、地区组或 *（全部）：各地区继承该值，最具体的行优先。",
        "active 列填 no 的行不计入；note 列仅供阅读。",
        "然后运行 planner check FILE 列出全部问题，运行 planner solve FILE 求解。",
    ),
}
_LEGEND: dict[Language, tuple[tuple[str, PatternFill], ...]] = {
    "en": (
        ("tells rows apart", style.KEY_FILL),
        ("must be given", style.REQUIRED_FILL),
        ("may be blank", style.OPTIONAL_FILL),
        ("a period", style.PERIOD_FILL),
    ),
    "zh": (
        ("区分各行", style.KEY_FILL),
        ("必填", style.REQUIRED_FILL),
        ("可留空", style.OPTIONAL_FILL),
        ("时期", style.PERIOD_FILL),
    ),
}
_HEADS: dict[Language, tuple[str, str, str, str, str]] = {
    "en": ("Compute plan: the workbook", "Order", "Sheet", "Needed", "What it holds"),
    "zh": ("算力规划工作簿", "次序", "工作表", "必填", "内容"),
}
_SENTENCE_WIDTH = 118
_YES: dict[Language, str] = {"en": "yes", "zh": "是"}


def write_template(
    path: str | Path,
    rows: Mapping[str, Sequence[PlainRow]] | None = None,
    *,
    period_ids: Sequence[str] = _TEMPLATE_PERIODS,
    language: Language = "en",
) -> None:
    """Write a workbook with every sheet of the schema, blank but for the settings, the periods and `rows`."""
    filled = {"Settings": _default_settings(language), "Periods": _default_periods(period_ids), **(rows or {})}
    _write(Path(path), {name: filled.get(name, ()) for name in SHEETS}, period_ids, language)


def write_workbook(
    path: str | Path,
    rows: Mapping[str, Sequence[PlainRow]],
    period_ids: Sequence[str],
    *,
    language: Language = "en",
) -> None:
    """Write a filled workbook from plain rows: the way to make samples.

    `rows` has, for each sheet by name, its rows as values by column name; on Demand and ChipSupply also by period id:

        write_workbook(
            "small.xlsx",
            {
                "Periods": [{"period": "2027", "first_year": 2027}],
                "Regions": [{"region": "West", "electricity_price": 0.31}],
                "Demand": [{"region": "West", "workload": "training", "2027": 120}],
            },
            ["2027"],
        )

    Sheets without rows are left out, but for those that are needed. Text is never written as a formula, True and False
    are written as yes and no, None leaves the cell blank. The same rows always make the same file.

    Raises
    ------
    ValueError
        When a sheet or column is not in the schema.
    """
    for name in rows:
        known_sheet(name)
    kept = {name: rows.get(name, ()) for name, sheet in SHEETS.items() if sheet.required or rows.get(name)}
    _write(Path(path), kept, period_ids, language)


def _write(path: Path, rows: Mapping[str, Sequence[PlainRow]], periods: Sequence[str], language: Language) -> None:
    book = Workbook()
    overview = book.active
    assert isinstance(overview, Worksheet)
    overview.title = OVERVIEW
    sheets = [SHEETS[name] for name in rows]
    _write_overview(overview, sheets, language)
    last_rows = {name: last_row_of(found) for name, found in rows.items()}
    currency = _currency(rows.get("Settings", ()))
    for sheet in sheets:
        worksheet = book.create_sheet(sheet.name)
        write_sheet(worksheet, sheet, rows[sheet.name], [str(p) for p in periods], last_rows, language, currency)
    save(book, path)


def _write_overview(worksheet: Worksheet, sheets: Sequence[Sheet], language: Language) -> None:
    heading, *heads = _HEADS[language]
    put(worksheet["A1"], heading)
    worksheet["A1"].font = style.HEADING_FONT
    row = 3
    for line in _GUIDE[language]:
        put(worksheet.cell(row, 1), line)
        worksheet.cell(row, 1).font = style.BODY_FONT
        row += 1
    row += 1
    for index, (text, fill) in enumerate(_LEGEND[language]):
        cell = worksheet.cell(row + index, 2)
        put(cell, text)
        cell.font, cell.fill = style.NAME_FONT, fill
    row += len(_LEGEND[language]) + 1
    for index, head in enumerate(heads, 1):
        cell = worksheet.cell(row, index)
        put(cell, head)
        cell.font, cell.fill = style.STRONG_FONT, style.TITLE_FILL
        cell.border = style.TITLE_BORDER
    for order, sheet in enumerate(sheets, 1):
        _write_overview_row(worksheet, row + order, order, sheet, language)
    for letter, width in zip("ABCD", (8, 36, 9, _SENTENCE_WIDTH), strict=True):
        worksheet.column_dimensions[letter].width = width
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_properties.tabColor = style.TAB_OVERVIEW
    style.fit_to_page(worksheet)


def _write_overview_row(worksheet: Worksheet, row: int, order: int, sheet: Sheet, language: Language) -> None:
    title = title_of(sheet, language)
    label = sheet.name if title == sheet.name else f"{sheet.name} ({title})"
    values = (order, label, _YES[language] if sheet.required else None, sentence_of(sheet, language).replace("`", ""))
    for index, value in enumerate(values, 1):
        cell = worksheet.cell(row, index)
        put(cell, value)
        cell.font, cell.alignment = style.BODY_FONT, style.WRAPPED
    worksheet.cell(row, 1).alignment = style.LEFT_TOP
    lines = 1 + style.text_width(sentence_of(sheet, language)) // _SENTENCE_WIDTH
    worksheet.row_dimensions[row].height = 2 + 14 * lines
    link = worksheet.cell(row, 2)
    link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{sheet.name}'!A3")
    link.font = style.LINK_FONT


def _default_settings(language: Language) -> list[PlainRow]:
    values = {column.name: column.default for column in SHEETS["Settings"].rows}
    values |= {"language": language}
    notes = {
        column.name: sentence_of(column, language) + (f" [{unit_of(column, 'CNY', language)}]" if column.unit else "")
        for column in SHEETS["Settings"].rows
    }
    return [{"key": name, "value": value, "note": notes[name]} for name, value in values.items()]


def _default_periods(period_ids: Sequence[str]) -> list[PlainRow]:
    return [{"period": period, "first_year": int(period[:4]), "years": 1} for period in period_ids]


def _currency(settings: Sequence[PlainRow]) -> str:
    found = next((row.get("value") for row in settings if row.get("key") == "currency"), None)
    return str(found) if found else "currency"
