"""The first sheet of a workbook that is written: what each sheet is for, and in which order to fill them."""

from collections.abc import Sequence

from openpyxl.styles import PatternFill
from openpyxl.utils.cell import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from planner.report.words import Language
from planner.workbook import style
from planner.workbook.frame import FIRST_ROW, Frame
from planner.workbook.saving import put
from planner.workbook.schema import Sheet
from planner.workbook.wording import sentence_of

_GUIDE: dict[Language, tuple[str, ...]] = {
    "en": (
        "Fill the sheets from the top of the list to the bottom; dark blue tabs are needed, the others may be deleted.",
        "On each sheet row 1 has the names of the columns, row 2 their titles and units; data begin in row 3.",
        "Point at a name for its meaning, its unit, what is allowed and what a blank cell means.",
        "A row may name a region, a group or * for all: each region inherits the value, the most specific row wins.",
        "A row with 'no' under active is grey and is left out, as are the examples of a blank workbook; delete them or "
        "write over them.",
        "What is under note is for readers alone. Rename, add or delete the green columns of periods as Periods says.",
        "Then run: planner check FILE, which lists all that is wrong, and planner solve FILE.",
    ),
    "zh": (
        "按列表自上而下填写各表；深蓝色标签的表必填，其余可删除。",
        "各表第一行为列名，第二行为标题与单位；数据自第三行开始。",
        "将鼠标移到列名上可查看含义、单位、允许范围及空白的含义。",
        "一行可指定地区、地区组或 *（全部）：各地区继承该值，最具体的行优先。",
        "“启用”列填“否”的行显示为灰色，不计入；空白工作簿中的示例行即如此，可删除或改写。",
        "“备注”列仅供阅读。绿色的时期列按“时期”表改名、增加或删除。",
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
_LEGEND_SAYS: dict[Language, str] = {
    "en": "What the colours of the column names mean.",
    "zh": "列名颜色的含义。",
}
_HEADING: dict[Language, str] = {"en": "Compute plan: the workbook", "zh": "算力规划工作簿"}
_HEADS: dict[Language, tuple[str, ...]] = {
    "en": ("Order", "Sheet", "Title", "Needed", "What it holds"),
    "zh": ("次序", "工作表", "英文名", "必填", "内容"),
}
_YES: dict[Language, str] = {"en": "yes", "zh": "是"}
_GUIDE_ROW = 3
_WIDTHS = (7, 19, 22, 8, 100)


def rows_of_list(sheets: int, language: Language) -> tuple[int, int]:
    """Return the first and the last row of the list of so many sheets."""
    first = _list_row(language) + 1
    return first, first + sheets - 1


def _list_row(language: Language) -> int:
    return _GUIDE_ROW + len(_GUIDE[language]) + 1 + len(_LEGEND[language]) + 1


def write_overview(worksheet: Worksheet, sheets: Sequence[Sheet], frame: Frame) -> None:
    """Write the overview of these sheets."""
    language = frame.language
    put(worksheet["A1"], _HEADING[language])
    worksheet["A1"].font = style.font(style.HEADING_FONT, language)
    worksheet.row_dimensions[1].height = 26
    for row, line in enumerate(_GUIDE[language], _GUIDE_ROW):
        put(worksheet.cell(row, 1), line)
        worksheet.cell(row, 1).font = style.font(style.BODY_FONT, language)
    put(worksheet.cell(_GUIDE_ROW + len(_GUIDE[language]) + 1, 3), _LEGEND_SAYS[language])
    worksheet.cell(_GUIDE_ROW + len(_GUIDE[language]) + 1, 3).font = style.font(style.QUIET_FONT, language)
    for row, (text, fill) in enumerate(_LEGEND[language], _GUIDE_ROW + len(_GUIDE[language]) + 1):
        cell = worksheet.cell(row, 2)
        put(cell, text)
        cell.font, cell.fill = style.font(style.NAME_FONT, language), fill
    row = _list_row(language)
    for index, head in enumerate(_HEADS[language], 1):
        cell = worksheet.cell(row, index)
        put(cell, head)
        cell.font, cell.fill = style.font(style.STRONG_FONT, language), style.TITLE_FILL
        cell.border = style.TITLE_BORDER
    for order, sheet in enumerate(sheets, 1):
        _write_row(worksheet, row + order, order, sheet, frame)
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        worksheet.column_dimensions[letter].width = width
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_properties.tabColor = style.TAB_OVERVIEW
    style.fit_to_page(worksheet)


def _write_row(worksheet: Worksheet, row: int, order: int, sheet: Sheet, frame: Frame) -> None:
    language, tab = frame.language, frame.tab(sheet)
    sentence = sentence_of(sheet, language).replace("`", "")
    other_name = sheet.name if language == "zh" else sheet.title
    for index, value in enumerate((order, tab, other_name, _YES[language] if sheet.required else None, sentence), 1):
        cell = worksheet.cell(row, index)
        put(cell, value)
        cell.font, cell.alignment = style.font(style.BODY_FONT, language), style.CENTRED
        cell.border = style.ROW_BORDER
    worksheet.cell(row, 1).alignment = style.LEFT_CENTRED
    lines = style.lines_in(sentence, _WIDTHS[-1])
    worksheet.row_dimensions[row].height = 4 + style.line_height(language) * lines
    link = worksheet.cell(row, 2)
    link.hyperlink = Hyperlink(ref=link.coordinate, location=f"{quote_sheetname(tab)}!A{FIRST_ROW}")
    link.font = style.font(style.LINK_FONT, language)
