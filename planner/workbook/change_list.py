"""The changes between two workbooks as a reader sees them: sheets, rows, columns and values in words."""

from collections.abc import Sequence

from planner.report.comparison.sides import InputChange
from planner.report.words import Words
from planner.workbook.cells import shown
from planner.workbook.differences import WHOLE_ROW, Difference, key_of
from planner.workbook.schema import SHEETS, Sheet, Value
from planner.workbook.tables import Row

_SAID = ("active", "note")
"""Every row that is read is active, and a note has no effect."""


def change_list(changes: dict[str, list[Difference]], words: Words) -> dict[str, Sequence[InputChange]]:
    """Return the changes of each group in a language."""
    return {group: tuple(_told(group, one, words) for one in found) for group, found in changes.items()}


def _told(group: str, one: Difference, words: Words) -> InputChange:
    sheet = SHEETS[one.sheet]
    is_whole = one.column == WHOLE_ROW
    a, b = (_content(sheet, row, words) for row in (one.row_a, one.row_b)) if is_whole else one.values
    return InputChange(
        group=group,
        sheet=sheet.title_zh if words.language == "zh" else sheet.name,
        row=words.joined(key_of(sheet, one.row).values()),
        column=_column(sheet, one.column, words),
        a=a if is_whole else _shown(a, words),
        b=b if is_whole else _shown(b, words),
        cell_a=one.cells[0],
        cell_b=one.cells[1],
    )


def _content(sheet: Sheet, row: Row | None, words: Words) -> str:
    """Return what is in a row besides its key, where it is not the default."""
    if row is None:
        return words("no such row")
    columns = [column for column in sheet.columns if column.name not in (*_SAID, *key_of(sheet, row))]
    cells = [(column.name, row.values[column.name]) for column in columns if row.values[column.name] != column.default]
    cells += [(str(period), amount) for period, amount in row.periods.items() if amount is not None]
    said = [f"{_column(sheet, name, words)} {shown(_shown(value, words))}" for name, value in cells]
    return words.joined(said) or words("the row is there")


def _column(sheet: Sheet, name: str, words: Words) -> str:
    """Return what a column is called; a period by its name."""
    if not sheet.has(name):
        return name
    return sheet.column(name).title_zh if words.language == "zh" else name


def _shown(value: Value, words: Words) -> Value:
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    return words("blank") if value is None else value
