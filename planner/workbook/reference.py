"""The reference page of the workbook, written from the schema."""

from planner.workbook.schema import SHEETS, Column, Sheet
from planner.workbook.schema.keys import FILTER_KEYS_ZH
from planner.workbook.wording import allowed, blank_of, choices_of


def reference_page() -> str:
    """Return the reference page of the workbook, in Markdown."""
    keys = list(FILTER_KEYS_ZH)
    lines = [
        "# The workbook",
        "",
        "This page is written from the schema (`planner/workbook/schema/`), as is the blank workbook that",
        "`planner template my.xlsx` makes, or `planner template my.xlsx --lang zh` in Chinese.",
        "",
        "* One sheet is one table. Two header rows: the name of the column, and below it its title and unit. A column",
        "  is found by name or title, in English or Chinese, in any case and order.",
        "* So is a sheet: the tab is called as in this page, or by its title in either language. Words to choose from,",
        "  *yes* and *no*, and the keys of filters may be written in either language too, and mixed.",
        "* Sheets that are not needed may be left out, and so may columns that need not be given.",
        "* Where a row may name a region, it may also name a group or `*`: each region inherits the value (never a",
        "  total), and the most specific row wins.",
        "* Every sheet has the columns `active` (a row with *no* is read as if it were not there, unless an override",
        "  makes it active) and `note`. The rows of a blank workbook are examples that are not active: delete them, or",
        "  write over them.",
        "* In the workbooks that the planner writes each sheet is an Excel table, which grows as rows are added below",
        "  it. The header rows refuse what is typed into them; the sheets are not protected, as tables on protected",
        "  sheets neither grow nor lose rows.",
        "* Numbers may be typed as text (`1,234.5`, `38%`); formulas must have been calculated.",
        "* A sheet called Overview is for people; the planner passes over it.",
        "* A filter is made of conditions between semicolons, all of which must hold: `chip=H20,A100; period>=2027`.",
        "  Values between commas are alternatives; the signs are `=`, `!=`, `<`, `<=`, `>` and `>=`; a region may be a",
        "  group. On Overrides the keys are columns of the sheet that is changed, a group stands for the rows that",
        "  name it or one of its members, and `*` for those that name `*`; on Policies and Commitments the keys are",
        f"  {', '.join(keys[:-1])} and {keys[-1]}",
        f"  ({'、'.join(FILTER_KEYS_ZH.values())}).",
        "* Overrides change any column but those that tell the rows of a sheet apart. The sheets Periods, Groups,",
        "  Scenarios, Overrides and Sources are the same in all scenarios. An override adds no rows; what only some",
        "  scenarios have is a row that is not active, and that their overrides make active.",
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
    lines += [f"It has {sheet.most_rows:,} rows at most, those that are not active included.", ""]
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
            _allowed(column),
            blank,
        )
        lines.append("| " + " | ".join(map(_cell, parts)) + " |")
    return lines


def _allowed(column: Column) -> str:
    """Return what is allowed, with the Chinese words that are as good."""
    words = allowed(column)
    return f"{words} ({'、'.join(choices_of(column, 'zh'))})" if words and column.choices_zh else words


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace(" * ", " `*` ")
