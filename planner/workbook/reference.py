"""The schema in words: the help of each column, and the reference page of the workbook."""

from typing import Literal

from planner.workbook.cells import allowed_numbers, shown
from planner.workbook.problems import listed
from planner.workbook.schema import SHEETS, Column, Sheet, Value
from planner.workbook.units import UNITS_ZH

Language = Literal["en", "zh"]

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "unit": "Unit: {}.",
        "allowed": "Allowed: {}.",
        "usual": "Usual: {:g} to {:g}.",
        "default": "Blank: {}.",
        "required": "Must be given.",
        "yes_no": "yes or no",
        "whole": "a whole number",
        "names": "a name from the sheet {}",
        "group": ", a group, or * for all",
        "all": ", or * for all",
    },
    "zh": {
        "unit": "单位：{}。",
        "allowed": "允许：{}。",
        "usual": "常见：{:g} 至 {:g}。",
        "default": "空白：{}。",
        "required": "必填。",
        "yes_no": "yes（是）或 no（否）",
        "whole": "整数",
        "names": "{} 表中的名称",
        "group": "、地区组，或 * 表示全部",
        "all": "，或 * 表示全部",
    },
}


def title_of(thing: Column | Sheet, language: Language) -> str:
    """Return the title in a language."""
    return thing.title_zh if language == "zh" else thing.title


def sentence_of(thing: Column | Sheet, language: Language) -> str:
    """Return the sentence in a language; in English when there is none in the other."""
    return (thing.sentence_zh if language == "zh" else "") or thing.sentence


def unit_of(column: Column, currency: str = "currency", language: Language = "en") -> str:
    """Return the unit in a language, with the currency's code in place of the word."""
    unit = UNITS_ZH.get(column.unit, column.unit) if language == "zh" else column.unit
    return unit.replace("currency", currency)


def allowed(column: Column, language: Language = "en") -> str:
    """Return what a cell of the column may hold, in words; '' when anything will do."""
    words = _WORDS[language]
    if column.choices:
        return listed(column.choices, most=len(column.choices)) if language == "en" else "、".join(column.choices)
    if column.kind == "yes_no":
        return words["yes_no"]
    if column.refers_to is not None:
        tail = words["group"] if column.allows_group else words["all"] if column.allows_all else ""
        return words["names"].format(column.refers_to) + tail
    numbers = _allowed_numbers_zh(column) if language == "zh" else allowed_numbers(column)
    separator = "，" if language == "zh" else ", "
    return separator.join(part for part in (words["whole"] if column.kind == "whole" else "", numbers) if part)


def blank_of(column: Column, language: Language = "en") -> str:
    """Return what a blank cell of the column means."""
    if column.required:
        return _WORDS[language]["required"]
    meaning = ((column.blank_zh if language == "zh" else "") or column.blank) if column.default is None else ""
    return _WORDS[language]["default"].format(meaning or plain(column.default))


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


def plain(value: Value) -> str:
    """Return a value as a planner writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else shown(value)


def _allowed_numbers_zh(column: Column) -> str:
    low, high = column.minimum, column.maximum
    parts = []
    if low is not None:
        parts.append(f"{'大于' if column.above else '不小于'} {low:g}")
    if high is not None:
        parts.append(f"不大于 {high:g}")
    return "，".join(parts)


def reference_page() -> str:
    """Return the reference page of the workbook, in Markdown."""
    lines = [
        "# The workbook",
        "",
        "This page is written from the schema (`planner/workbook/schema.py`), as is the blank workbook that",
        "`planner template my.xlsx` makes.",
        "",
        "* One sheet is one table. Two header rows: the name of the column, and below it its title and unit. A column",
        "  is found by name or title, in English or Chinese, in any case and order.",
        "* Sheets that are not needed may be left out, and so may columns that need not be given.",
        "* Where a row may name a region, it may also name a group or `*`: each region inherits the value (never a",
        "  total), and the most specific row wins.",
        "* Every sheet has the columns `active` (a row with *no* is read as if it were not there) and `note`.",
        "* Numbers may be typed as text (`1,234.5`, `38%`); formulas must have been calculated.",
        "* A sheet called Overview is for people; the planner passes over it.",
        "* A filter is made of conditions between semicolons, all of which must hold: `chip=H20,A100; period>=2027`.",
        "  Values between commas are alternatives; the signs are `=`, `!=`, `<`, `<=`, `>` and `>=`; a region may be a",
        "  group. On Overrides the keys are columns of the sheet that is changed; on Policies and Commitments they are",
        "  region, host, origin, party, chip, stack, vendor, class, domestic, workload, link, tier, period and slice.",
        "",
        "| sheet | needed | what it holds |",
        "|---|---|---|",
    ]
    for sheet in SHEETS.values():
        needed = "yes" if sheet.required else ""
        lines.append(f"| [{sheet.name}](#{sheet.name.lower()}) | {needed} | {_cell(sheet.sentence)} |")
    for sheet in SHEETS.values():
        lines += ["", *_section(sheet)]
    return "\n".join(lines) + "\n"


def _section(sheet: Sheet) -> list[str]:
    lines = [f"## {sheet.name}", "", f"{sheet.title} ({sheet.title_zh}). {sheet.sentence}", ""]
    keys = ", ".join(f"`{column.name}`" for column in sheet.keys)
    if keys:
        lines += [f"Rows are told apart by {keys}.", ""]
    shown_columns = [column for column in sheet.columns if column.name not in ("active", "note")]
    lines += _table(shown_columns, "column")
    if sheet.period_columns is not None:
        lines += ["", "And a column for each period, named by it:", ""]
        lines += _table([sheet.period_columns], "column")
    if sheet.rows:
        lines += ["", "The settings:", ""]
        lines += _table(list(sheet.rows), "setting")
    return lines


def _table(columns: list[Column], head: str) -> list[str]:
    lines = [f"| {head} | title | unit | meaning | allowed | when blank |", "|---|---|---|---|---|---|"]
    for column in columns:
        blank = blank_of(column).removeprefix("Blank: ").rstrip(".").replace("Must be given", "*must be given*")
        parts = (
            f"`{column.name}`",
            f"{column.title} ({column.title_zh})",
            column.unit,
            column.sentence,
            allowed(column),
            blank,
        )
        lines.append("| " + " | ".join(map(_cell, parts)) + " |")
    return lines


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace(" * ", " `*` ")
