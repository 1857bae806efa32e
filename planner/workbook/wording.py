"""The schema in words, in either language: titles, units, values, and the help of each column."""

from planner.report.words import Language
from planner.workbook.cells import CellError, allowed_numbers, clean, shown, split_list
from planner.workbook.problems import listed
from planner.workbook.schema import SHEETS, Column, Sheet, Value, sheet_named
from planner.workbook.units import UNITS_ZH

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "unit": "Unit: {}.",
        "allowed": "Allowed: {}.",
        "usual": "Usual: {:,.10g} to {:,.10g}.",
        "default": "Blank: {}.",
        "required": "Must be given.",
        "yes_no": "yes or no",
        "whole": "a whole number",
        "sheet": "the name of a sheet",
        "names": "a name from the sheet {}",
        "group": ", a group, or * for all",
        "all": ", or * for all",
    },
    "zh": {
        "unit": "单位：{}。",
        "allowed": "允许：{}。",
        "usual": "常见：{:,.10g} 至 {:,.10g}。",
        "default": "空白：{}。",
        "required": "必填。",
        "yes_no": "是或否",
        "whole": "整数",
        "sheet": "工作表名称",
        "names": "“{}”表中的名称",
        "group": "、地区组，或 * 表示全部",
        "all": "，或 * 表示全部",
    },
}
_YES_NO: dict[Language, tuple[str, str]] = {"en": ("yes", "no"), "zh": ("是", "否")}


def title_of(thing: Column | Sheet, language: Language) -> str:
    """Return the title in a language."""
    return thing.title_zh if language == "zh" else thing.title


def tab_of(sheet: Sheet, language: Language) -> str:
    """Return what a workbook in a language calls a sheet."""
    return sheet.title_zh if language == "zh" else sheet.name


def sentence_of(thing: Column | Sheet, language: Language) -> str:
    """Return the sentence in a language; in English when there is none in the other."""
    return (thing.sentence_zh if language == "zh" else "") or thing.sentence


def unit_of(column: Column, currency: str = "currency", language: Language = "en") -> str:
    """Return the unit in a language, with the currency's code in place of the word."""
    unit = UNITS_ZH.get(column.unit, column.unit) if language == "zh" else column.unit
    return unit.replace("currency", currency)


def choices_of(column: Column, language: Language) -> tuple[str, ...]:
    """Return the words that a column knows, in a language."""
    if column.kind == "yes_no":
        return _YES_NO[language]
    return (column.choices_zh if language == "zh" else ()) or column.choices


def written(column: Column, value: object, language: Language) -> object:
    """Return a value as a workbook in a language has it: words that the planner knows are said in the language.

    What the column would refuse is returned as it is, and so are names and text.
    """
    if isinstance(value, bool):
        return _YES_NO[language][not value]
    if value is None or (not column.choices and column.kind not in ("yes_no", "sheet")):
        return value
    try:
        known = clean(column, value)
    except CellError:
        return value
    if isinstance(known, bool):
        return _YES_NO[language][not known]
    if column.kind == "sheet":
        sheet = sheet_named(str(known))
        return known if sheet is None else tab_of(sheet, language)
    said = dict(zip(column.choices, choices_of(column, language), strict=True))
    words = split_list(str(known)) if column.kind == "list" else (str(known),)
    return "; ".join(said.get(word, word) for word in words)


def allowed(column: Column, language: Language = "en") -> str:
    """Return what a cell of the column may hold, in words; '' when anything will do."""
    words = _WORDS[language]
    if column.kind in ("choice", "list") and column.choices:
        choices = choices_of(column, language)
        return listed(choices, most=len(choices)) if language == "en" else "、".join(choices)
    if column.kind in ("yes_no", "sheet"):
        return words[column.kind]
    if column.refers_to is not None:
        tail = words["group"] if column.allows_group else words["all"] if column.allows_all else ""
        return words["names"].format(tab_of(SHEETS[column.refers_to], language)) + tail
    numbers = _allowed_numbers_zh(column) if language == "zh" else allowed_numbers(column)
    separator = "，" if language == "zh" else ", "
    return separator.join(part for part in (words["whole"] if column.kind == "whole" else "", numbers) if part)


def blank_of(column: Column, language: Language = "en") -> str:
    """Return what a blank cell of the column means."""
    if column.required:
        return _WORDS[language]["required"]
    meaning = ((column.blank_zh if language == "zh" else "") or column.blank) if column.default is None else ""
    return _WORDS[language]["default"].format(meaning or plain(column, column.default, language))


def help_of(column: Column, language: Language = "en", currency: str = "currency") -> list[str]:
    """Return the help of a column, a line each: meaning, unit, what is allowed, what blank means."""
    words = _WORDS[language]
    lines = [sentence_of(column, language)]
    if column.unit:
        lines.append(words["unit"].format(unit_of(column, currency, language)))
    if what := allowed(column, language):
        lines.append(words["allowed"].format(what))
    if column.usual is not None:
        lines.append(words["usual"].format(*column.usual))
    return [*lines, blank_of(column, language)]


def plain(column: Column, value: Value, language: Language = "en") -> str:
    """Return a value as a planner writes it."""
    said = written(column, value, language)
    return said if isinstance(said, str) else shown(said)


def _allowed_numbers_zh(column: Column) -> str:
    low, high = column.minimum, column.maximum
    parts = []
    if low is not None:
        parts.append(f"{'大于' if column.above else '不小于'} {low:g}")
    if high is not None:
        parts.append(f"不大于 {high:g}")
    return "，".join(parts)
