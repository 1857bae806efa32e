"""A model at the solution of a linear program: which columns are in use, and what each takes from rows and gives."""

from collections.abc import Hashable, Iterator

import numpy as np

from planner.solve.compile import LinearModel
from planner.solve.prices import LongRun

Key = tuple[str, Hashable]
"""Family and index."""
_NOTHING = 1e-9


class PricedRows:
    """The rows and columns of a model with their duals and values, for those who follow prices through them."""

    def __init__(self, model: LinearModel, point: LongRun) -> None:
        self.model = model
        self.duals = point.duals
        self._x = point.x
        self._by_column = model.matrix.tocsc()
        self._by_column.sort_indices()
        self._by_row = model.matrix.tocsr()
        self.keys: list[Key] = [(f, row.index()) for f, row in zip(model.row_families, model.rows, strict=True)]
        self.number = {key: i for i, key in enumerate(self.keys)}
        self.column = {
            (f, column.index()): j
            for j, (f, column) in enumerate(zip(model.column_families, model.columns, strict=True))
        }

    def family(self, i: int) -> str:
        """Return the family of a row."""
        return self.keys[i][0]

    def cost(self, j: int) -> float:
        """Return what a unit of a column costs by itself."""
        return float(self.model.cost[j])

    def dual(self, i: int) -> float:
        """Return the dual of a row."""
        return float(self.duals[i])

    def is_used(self, j: int) -> bool:
        """Return whether a column has a value above 0."""
        return bool(self._x[j] > _NOTHING)

    def in_use(self, i: int, *families: str) -> int | None:
        """Return the column of these families that does most in a row; None: none does anything."""
        begin, end = self._by_row.indptr[i], self._by_row.indptr[i + 1]
        columns = [int(j) for j in self._by_row.indices[begin:end] if self.model.column_families[j] in families]
        used = [j for j in columns if self.is_used(j)]
        return max(used, key=lambda j: float(self._x[j]), default=None)

    def takes(self, j: int, but: int | None = None) -> Iterator[tuple[int, float]]:
        """Yield the rows that a column takes from, but one, and what that is worth for a unit of it; below 0: gives."""
        for i in self.rows_of(j):
            if i != but and (worth := self.worth(j, i)):
                yield i, worth

    def rows_of(self, j: int) -> list[int]:
        """Return the rows that a column is in."""
        begin, end = self._by_column.indptr[j], self._by_column.indptr[j + 1]
        return [int(i) for i in self._by_column.indices[begin:end]]

    def worth(self, j: int, i: int) -> float:
        """Return what one unit of a column takes from a row, at its dual."""
        return -self.at(j, i) * self.dual(i)

    def at(self, j: int, i: int) -> float:
        """Return the coefficient of a column in a row it is in."""
        begin, end = self._by_column.indptr[j], self._by_column.indptr[j + 1]
        place = begin + int(np.searchsorted(self._by_column.indices[begin:end], i))
        return float(self._by_column.data[place])
