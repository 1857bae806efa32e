"""The tables of a workbook: its rows, cleaned and typed by the schema, with the cell each value came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.ids import PeriodId
from planner.workbook.schema import Value


@dataclass(frozen=True, slots=True)
class Row:
    """One active row of a sheet."""

    sheet: str
    number: int
    """Row number as the spreadsheet program shows it."""
    values: Mapping[str, Value]
    """By column name, for every column of the schema: cleaned and typed. A blank cell holds the default of its
    column; where blank has a meaning of its own (`Column.blank`) there is no default, and it holds None."""
    cells: Mapping[str, str]
    """Address of each value whose column is in the workbook, such as D7."""
    periods: Mapping[PeriodId, float | None] = field(default_factory=dict)
    """On sheets with a column for each period: the value of each period column in the workbook; None: blank."""
    period_cells: Mapping[PeriodId, str] = field(default_factory=dict)

    def cell(self, column: str) -> str:
        """Return the address of a column's value; of the row's first cell when the workbook lacks the column."""
        return self.cells.get(column) or f"A{self.number}"

    def text(self, column: str) -> str:
        """Return a value as text; '' when it is blank."""
        value = self.values[column]
        return "" if value is None else str(value)

    def number_in(self, column: str) -> float | None:
        """Return a value that is a number, as a float; None when it is blank."""
        value = self.values[column]
        if value is None:
            return None
        if isinstance(value, str):
            raise TypeError(f"{self.sheet}!{self.cell(column)} holds text and no number")
        return float(value)


Tables = Mapping[str, tuple[Row, ...]]
"""The active rows of every sheet of the schema, in the order of the workbook; () for a sheet that is absent."""
