"""Override sets: changes of single columns of a sheet, for the rows that a filter selects."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.ids import PeriodId, ScenarioId
from planner.workbook.cells import CellError, clean, shown
from planner.workbook.expand.book import Book
from planner.workbook.inherit import cell_of, value_in
from planner.workbook.override_filter import selects, stray_value
from planner.workbook.override_row import Change, column_of, sheet_woken, understand, wrong
from planner.workbook.problems import Problem, cells_of
from planner.workbook.scenarios import scenarios_of, sets_stacked
from planner.workbook.schema import Sheet, Value
from planner.workbook.tables import Row, Tables


@dataclass(frozen=True)
class Applied:
    """The tables after changes, and what went wrong with them."""

    tables: Tables
    problems: tuple[Problem, ...] = ()
    changed: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    """By sheet and cell: the row of Overrides that changed it last."""

    def blamed(self, problem: Problem) -> Problem:
        """Return a problem of the changed tables as one of the override that made it; as it is when none did."""
        for cell in cells_of(problem.cell):
            row = self.changed.get((problem.sheet, cell))
            if row is not None:
                makes = "wrong" if problem.severity == "error" else "doubtful"
                text = f"it makes {self.tables.tab(problem.sheet)}!{cell} {makes}: {problem.text}"
                return replace(wrong(row, "value", text), severity=problem.severity)
        return problem


def sets_of(book: Book) -> dict[str, list[Row]]:
    """Return the rows of each override set, in the order in which they change things."""
    found: dict[str, list[Row]] = {}
    for row in sorted(book.rows("Overrides"), key=lambda row: (row.number_in("order") or 0.0, row.number)):
        found.setdefault(row.text("set"), []).append(row)
    return found


def apply_sets(book: Book, sets: Iterable[str]) -> Applied:
    """Return the tables with these override sets applied one after the other; unknown sets change nothing."""
    known = sets_of(book)
    return apply_rows(book, [row for name in sets for row in known.get(name, ())])


def in_scenario(tables: Tables, scenario: str | None) -> Applied:
    """Return the tables as a scenario has them, by its override sets and those of its parents; None: as they are."""
    if scenario is None:
        return Applied(tables)
    book = Book(tables)
    return apply_sets(book, sets_stacked(scenarios_of(book), ScenarioId(scenario)))


def apply_rows(book: Book, rows: Sequence[Row]) -> Applied:
    """Return the tables with these rows of Overrides applied one after the other."""
    problems: list[Problem] = []
    changed: dict[tuple[str, str], Row] = {}
    tables = book.tables
    for row in rows:
        woken = sheet_woken(row)
        if woken is not None:
            book = Book(tables.with_inactive(woken))
        change, faults = understand(book, row)
        problems += faults
        if change is not None:
            done = _Done()
            name = change.sheet.name
            after = done.change(book, change, book.rows(name) if woken else tables.get(name, ()))
            if woken is not None:
                problems += _woken(book, change, tables, after)
            tables = tables.changed(name, after)
            problems += done.problems
            changed.update(((name, cell), row) for cell in done.cells)
        if woken is not None:
            book = Book(tables)
    return Applied(tables, tuple(problems), changed)


def _woken(book: Book, change: Change, before: Tables, after: Sequence[Row]) -> Iterator[Problem]:
    """Report what is wrong with rows that did not count and that an override makes active."""
    sheet = change.sheet
    counted = {row.number for row in before[sheet.name]}
    numbers = {tuple(row.values[column.name] for column in sheet.keys): row.number for row in before[sheet.name]}
    faults = {one.row.number: one.problems for one in before.inactive.get(sheet.name, ())}
    for row in after:
        if row.number in counted:
            continue
        found = [f"{book.tab(sheet.name)}!{problem.cell}: {problem.text}" for problem in faults[row.number]]
        earlier = numbers.setdefault(tuple(row.values[column.name] for column in sheet.keys), row.number)
        if earlier != row.number and sheet.keys:
            named = [f"{column.name} '{row.text(column.name)}'" for column in sheet.keys if row.text(column.name)]
            where = f"{book.tab(sheet.name)}!{row.cell(sheet.keys[0].name)}"
            found.append(f"{where}: {', '.join(named)} is on row {earlier} already")
        for text in found:
            yield wrong(change.row, "value", f"it makes row {row.number} active, and {text}")


class _Done:
    """What one change does to the rows of a sheet."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        self.problems: list[Problem] = []
        self.cells: list[str] = []

    def change(self, book: Book, change: Change, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Return the rows of the sheet that count after the change; note its cells, and what is wrong."""
        after: list[Row] = []
        is_matched = False
        for row in rows:
            if not selects(book, change.sheet, change.terms, row):
                after.append(row)
                continue
            is_matched = True
            after.append(self._row_after(book, change, row))
        self._check(book, change, rows, is_matched=is_matched)
        return tuple(row for row in after if row.values["active"] is not False)

    def _row_after(self, book: Book, change: Change, row: Row) -> Row:
        for name in change.columns:
            cell = cell_of(row, name)
            where = f"{book.tab(row.sheet)}!{cell}"
            before, value = value_in(row, name), change.value
            if change.operation != "set":
                if before is None:
                    continue
                if isinstance(before, str | bool) or not isinstance(value, int | float):
                    text = (
                        f"{where} is {shown(before)}, which is no number; narrow the filter, or use the operation set"
                    )
                    self.problems.append(wrong(change.row, "operation", text))
                    continue
                value = before * value if change.operation == "multiply" else before + value
            self.cells.append(cell)
            try:
                row = _with(row, name, _cleaned(change.sheet, row, name, value))
            except CellError as error:
                self.problems.append(wrong(change.row, "value", f"it makes {where} wrong: {error}"))
        return row

    def _check(self, book: Book, change: Change, rows: Sequence[Row], *, is_matched: bool) -> None:
        """Report a filter that selects nothing, or not what it names, and an operation that has nothing to work on."""
        sheet, text = book.tab(change.sheet.name), change.row.text("filter")
        fault = f"the sheet {sheet} has no rows; an override adds no rows" if not rows else None
        fault = fault or stray_value(book, change.sheet, change.terms, rows)
        if fault is None and not is_matched:
            fault = f"no row of the sheet {sheet} fits the filter '{text}'; an override adds no rows"
        if fault is not None:
            self.problems.append(wrong(change.row, "filter", fault))
        elif not self.cells and not self.problems:
            text = f"{change.row.text('column')} is blank in all the rows that fit, so that nothing is changed; use set"
            self.problems.append(wrong(change.row, "operation", text))


def _cleaned(sheet: Sheet, row: Row, name: str, value: Value) -> Value:
    """Return a value as the column has it, with the default for a blank one."""
    column = sheet.row_types.get(row.text(sheet.typed_by), None) if sheet.typed_by and name == "value" else None
    column = column or column_of(sheet, name)
    cleaned = clean(column, value)
    return column.default if cleaned is None else cleaned


def _with(row: Row, name: str, value: Value) -> Row:
    """Return the row with a value in a column or a period, which is then no cell that was left blank."""
    if name in row.values:
        blanks = row.blanks if value is None else tuple(column for column in row.blanks if column != name)
        return replace(row, values={**row.values, name: value}, blanks=blanks)
    number = None if value is None or isinstance(value, str) else float(value)
    return replace(row, periods={**row.periods, PeriodId(name): number})
