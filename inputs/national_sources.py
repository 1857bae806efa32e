"""The sheet Sources: the note of every number, gathered into ranges of cells."""

from collections.abc import Iterable, Mapping, Sequence

from inputs.national_data import Note, Sheet, Value
from planner.workbook.schema import SHEETS
from planner.workbook.sheet_writer import all_columns

FIRST_ROW = 3
"""Under the two header rows."""


def columns_of(sheet: str, periods: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of a sheet in the order in which they are written."""
    return tuple(column.name for column in all_columns(SHEETS[sheet], periods))


def letter(index: int) -> str:
    """Return the letters of a column counted from 0."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def is_number(value: Value) -> bool:
    """Say whether a cell holds a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def uncovered(sheets: Iterable[Sheet]) -> list[str]:
    """Return the numbers that have no note, as sheet, row and column."""
    return [
        f"{sheet.name} row {FIRST_ROW + at} {column}"
        for sheet in sheets
        for at, row in enumerate(sheet.rows)
        for column, value in row.items()
        if is_number(value) and sheet.note_of(at, column) is None
    ]


def sources_rows(sheets: Iterable[Sheet], columns: Mapping[str, Sequence[str]]) -> list[dict[str, Value]]:
    """Return the rows of Sources; `columns` has the columns of each sheet in the order written."""
    rows: list[dict[str, Value]] = []
    for sheet in sheets:
        for index, column in enumerate(columns[sheet.name]):
            for first, last, note in _runs(sheet, column):
                name = letter(index)
                cells = f"{name}{FIRST_ROW + first}"
                if last > first:
                    cells += f":{name}{FIRST_ROW + last}"
                rows.append(
                    {
                        "sheet": sheet.name,
                        "cell": cells,
                        "source": note.source,
                        "year": int(note.year[:4]),
                        "status": note.status,
                        "note": note.note,
                    }
                )
    return rows


def _runs(sheet: Sheet, column: str) -> list[tuple[int, int, Note]]:
    """Return the runs of rows whose numbers have the same note: first row, last row, note."""
    runs: list[tuple[int, int, Note]] = []
    for at, row in enumerate(sheet.rows):
        note = sheet.note_of(at, column)
        if note is None or not is_number(row.get(column)):
            continue
        if runs and runs[-1][1] == at - 1 and runs[-1][2] == note:
            runs[-1] = (runs[-1][0], at, note)
        else:
            runs.append((at, at, note))
    return runs
