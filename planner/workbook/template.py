"""Writing workbooks from the schema: a blank one to fill, and filled ones from plain rows."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.report.words import Language
from planner.workbook.frame import Frame
from planner.workbook.overview import rows_of_list, write_overview
from planner.workbook.saving import save
from planner.workbook.schema import SHEETS
from planner.workbook.schema.example_rows import example_rows
from planner.workbook.sheet_writer import PlainRow, known_sheet, last_row_of, write_sheet
from planner.workbook.wording import sentence_of, unit_of

_TEMPLATE_PERIODS = ("2027", "2028", "2029")


def write_template(
    path: str | Path,
    rows: Mapping[str, Sequence[PlainRow]] | None = None,
    *,
    period_ids: Sequence[str] = _TEMPLATE_PERIODS,
    language: Language = "en",
) -> None:
    """Write a workbook with every sheet of the schema: the settings, the periods, `rows`, and elsewhere an example.

    The rows that are examples are not active, so that they are read as if they were not there.
    """
    filled: dict[str, Sequence[PlainRow]] = {
        **example_rows(language, period_ids),
        "Settings": _default_settings(language),
        "Periods": _default_periods(period_ids),
        **(rows or {}),
    }
    _write(Path(path), {name: filled[name] for name in SHEETS}, period_ids, language)


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
    frame = Frame(
        language,
        _currency(rows.get("Settings", ())),
        [str(period) for period in periods],
        {name: last_row_of(found) for name, found in rows.items()},
        rows_of_list(len(rows), language),
    )
    book = Workbook()
    overview = book.active
    assert isinstance(overview, Worksheet)
    overview.title = frame.overview
    sheets = [SHEETS[name] for name in rows]
    write_overview(overview, sheets, frame)
    for sheet in sheets:
        write_sheet(book.create_sheet(frame.tab(sheet)), sheet, rows[sheet.name], frame)
    save(book, path)


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
