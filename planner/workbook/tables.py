"""The tables of a workbook: its rows, cleaned and typed by the schema, with the cell each value came from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.ids import PeriodId
from planner.workbook.headers import MOST_HEADER_ROWS
from planner.workbook.opening import RawSheet, read_raw
from planner.workbook.problems import Problem, did_you_mean, in_order
from planner.workbook.rows import Inactive, Row, SheetReader
from planner.workbook.schema import SHEETS, Value, is_overview, is_problem_list, sheet_named

__all__ = ["Inactive", "Row", "Tables", "Value", "read_tables", "tables_of"]


@dataclass(frozen=True)
class Tables(Mapping[str, tuple[Row, ...]]):
    """The active rows of every sheet of the schema, in the order of the workbook; () for a sheet that is absent."""

    rows: Mapping[str, tuple[Row, ...]]
    tabs: Mapping[str, str] = field(default_factory=dict)
    """What the workbook calls its sheets, where that is another name than that of the schema."""
    inactive: Mapping[str, tuple[Inactive, ...]] = field(default_factory=dict)
    """The rows of the sheets that do not count, which an override can make active."""

    def __getitem__(self, sheet: str) -> tuple[Row, ...]:
        """Return the rows of a sheet."""
        return self.rows[sheet]

    def __iter__(self) -> Iterator[str]:
        """Return the names of the sheets, in the order of the workbook."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of sheets."""
        return len(self.rows)

    def tab(self, sheet: str) -> str:
        """Return what the workbook calls a sheet."""
        return self.tabs.get(sheet, sheet)

    def changed(self, sheet: str, rows: tuple[Row, ...]) -> "Tables":
        """Return the tables with other rows on a sheet."""
        return replace(self, rows={**self.rows, sheet: rows})

    def with_inactive(self, sheet: str) -> "Tables":
        """Return the tables with the rows of a sheet that do not count at their place among its rows."""
        counting = {row.number: row for row in self[sheet]}
        resting = {one.row.number: one.row for one in self.inactive.get(sheet, ())}
        rows = resting | counting
        return self.changed(sheet, tuple(rows[number] for number in sorted(rows)))

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems with their sheets called as in the workbook."""
        return [replace(problem, tab=self.tabs.get(problem.sheet, "")) for problem in problems]


def read_tables(path: str | Path) -> tuple[Tables, list[Problem]]:
    """Return the tables of a workbook, and everything that is wrong with its sheets, columns and cells.

    A cell that cannot be used is reported and then taken as blank, so that checks over several rows can go on.

    Raises
    ------
    WorkbookError
        When the file is not a workbook that can be read.
    """
    return tables_of(read_raw(Path(path), rows_read))


def rows_read(title: str) -> int:
    """Return how many rows with anything in them are read of a sheet: enough to see that there are too many."""
    sheet = sheet_named(title)
    return 0 if sheet is None else MOST_HEADER_ROWS + sheet.most_rows + 1


def tables_of(raw_sheets: Sequence[RawSheet]) -> tuple[Tables, list[Problem]]:
    """Return the tables that raw sheets make, and everything that is wrong with them."""
    found, problems = _match(raw_sheets)
    tabs = _tabs(found)
    periods: dict[PeriodId, bool] = {}
    rows: dict[str, tuple[Row, ...]] = dict.fromkeys(SHEETS, ())
    inactive: dict[str, tuple[Inactive, ...]] = {}
    for name in ("Periods", *(name for name in SHEETS if name != "Periods")):
        if name in found:
            reader = SheetReader(SHEETS[name], found[name], periods, tabs.get("Periods", "Periods"))
            rows[name] = reader.read()
            inactive[name] = tuple(reader.inactive)
            problems += reader.problems
            if name == "Periods":
                periods = reader.names_seen()
        elif SHEETS[name].required:
            problems.append(Problem(name, "", "the sheet is missing"))
    tables = Tables(rows, tabs, inactive)
    return tables, in_order(tables.placed(problems))


def _tabs(found: Mapping[str, RawSheet]) -> dict[str, str]:
    """Return what the workbook calls its sheets; one that it lacks has its Chinese name where others have theirs."""
    tabs = {name: raw.title for name, raw in found.items() if raw.title != name}
    if any(SHEETS[name].title_zh == title for name, title in tabs.items()):
        tabs |= {name: sheet.title_zh for name, sheet in SHEETS.items() if name not in found}
    return tabs


def _match(raw_sheets: Sequence[RawSheet]) -> tuple[dict[str, RawSheet], list[Problem]]:
    """Return the sheets of the file by the name of the schema, and the problems of those that have none."""
    found: dict[str, RawSheet] = {}
    problems: list[Problem] = []
    titles = {word: sheet.name for sheet in SHEETS.values() for word in (sheet.name, sheet.title_zh)}
    for raw in raw_sheets:
        sheet = sheet_named(raw.title)
        if sheet is None:
            if not (is_overview(raw.title) or is_problem_list(raw.title)):
                hint = did_you_mean(raw.title, titles) or "; rename or delete it"
                problems.append(Problem(raw.title, "", f"there is no sheet called '{raw.title}'{hint}"))
        elif sheet.name in found:
            text = f"the sheet {sheet.name} is there twice, as '{found[sheet.name].title}' and '{raw.title}'"
            problems.append(Problem(sheet.name, "", text))
        else:
            found[sheet.name] = raw
    return found, problems
