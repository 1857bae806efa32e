"""A picture of a table on a sheet, as data: which of its cells are drawn, and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from planner.report.table import Block

Kind = Literal["stacked", "columns", "bars", "lines", "curve"]
"""`stacked` columns add up; `columns` stand next to each other; `bars` lie, so that long names can be read; a `curve`
joins the rows as points, the numbers of a column over those of the column `name`."""


@dataclass(frozen=True)
class Chart:
    """What is drawn of a table; its numbers are those of the table's cells."""

    title: str
    kind: Kind
    unit: str
    """Of the axis."""
    by: Literal["row", "column"]
    """Whether each row is a series over the heads of the columns, or each column one over the names of the rows."""
    columns: tuple[int, ...]
    """Places of the columns that are drawn."""
    rows: tuple[int, ...]
    """Places of the rows that are drawn."""
    name: int = 0
    """Place of the column that names the rows; in a curve, of the numbers along the lower axis."""
    wide: bool = False
    """Whether it takes the width of the page."""

    def series(self, block: "Block") -> Iterator[tuple[str, dict[str, float]]]:
        """Yield the name of each series with its numbers by category."""
        names = {i: str(block.rows[i][self.name]) for i in self.rows}
        heads = {j: block.columns[j].title for j in self.columns}
        if self.by == "row":
            for i in self.rows:
                yield names[i], {heads[j]: block.rows[i][j] or 0.0 for j in self.columns}
        else:
            for j in self.columns:
                yield heads[j], {names[i]: block.rows[i][j] or 0.0 for i in self.rows}
