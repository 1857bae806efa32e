"""What cannot be while a decision is not taken: bounds on flows that follow from the rows, and that a relaxation lacks.

A region that is not opened serves nobody; its rows say so one after the other: no modules without opening, no load
without modules, no units, no work. In a relaxation all this adds up to a single row, by which a hundredth of a region
may serve one customer of a hundred whole. Each flow's own bound, its largest value times the decision, is much tighter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from planner.solve.compile import Floats, Integers, LinearModel
from planner.solve.decisions import Decisions

_MOST_STEPS = 5_000_000
"""Entries of rows that are looked at: a few seconds."""
_NOTHING = 1e-12


@dataclass(eq=False)
class ImpliedBounds:
    """Rows `x[columns] <= most * (decided @ x)`, which hold in every solution whose decisions are whole numbers."""

    columns: Integers
    most: Floats
    decided: sparse.csr_matrix[np.float64]

    def excess(self, x: Floats) -> Floats:
        """Return how far each bound is exceeded at `x`, as a share of the largest value."""
        return x[self.columns] / self.most - self.decided @ x

    def rows(self, chosen: Integers) -> sparse.csr_matrix[np.float64]:
        """Return some of the bounds as rows that are at most 0, divided by the largest value."""
        count = len(chosen)
        flows = sparse.csr_matrix(
            (1.0 / self.most[chosen], (np.arange(count), self.columns[chosen])), shape=(count, self.decided.shape[1])
        )
        return sparse.csr_matrix(flows - self.decided[chosen])


def find_implied(model: LinearModel, decisions: Decisions) -> ImpliedBounds:
    """Return the bounds of all flows that a thing not decided so far, at each time, forces to 0."""
    most = largest_values(model)
    flows = ~model.integer & np.isfinite(most) & (most > 0.0) & (model.lower == 0.0)
    chains = _Chains(model)
    found: dict[tuple[int, int], list[int]] = {}
    for j, group in zip(decisions.integer.tolist(), decisions.group.tolist(), strict=True):
        if model.lower[j] != 0.0 or chains.steps > _MOST_STEPS:
            continue
        undecided = [*decisions.earlier[j].tolist(), j]
        for column in chains.closed_by(undecided):
            if flows[column]:
                # The fewest decisions that stop a flow bound it most tightly: those of the earliest time.
                found.setdefault((group, column), undecided)
    columns = np.array([column for _, column in found], dtype=np.int64)
    terms = list(found.values())
    rows = np.repeat(np.arange(len(terms)), [len(one) for one in terms])
    places = np.array([j for one in terms for j in one], dtype=np.int64)
    decided = sparse.csr_matrix((np.ones(len(places)), (rows, places)), shape=(len(terms), model.column_count))
    return ImpliedBounds(columns, most[columns], decided)


def largest_values(model: LinearModel) -> Floats:
    """Return for each column the largest value by its bound, or by a row without negative terms; inf: none known."""
    by_row = model.matrix.tocsr()
    row_of = np.repeat(np.arange(model.row_count), np.diff(by_row.indptr))
    column_of, value = by_row.indices, by_row.data
    negative = np.zeros(model.row_count, dtype=bool)
    negative[row_of[(value < 0.0) | (model.lower[column_of] < 0.0)]] = True
    usable = ~negative[row_of] & np.isfinite(model.row_upper[row_of])
    most = model.upper.astype(float).copy()
    np.minimum.at(most, column_of[usable], model.row_upper[row_of[usable]] / value[usable])
    return most


class _Chains:
    """Follows the rows from columns that are 0 to those that are 0 therefore."""

    def __init__(self, model: LinearModel) -> None:
        self.steps = 0
        by_row = model.matrix.tocsr()
        self._by_row = by_row.indptr.tolist(), by_row.indices.tolist(), by_row.data.tolist()
        matrix = model.matrix
        self._by_column = matrix.indptr.tolist(), matrix.indices.tolist(), matrix.data.tolist()
        self._at_least_0 = (model.lower >= 0.0).tolist()
        row_of = np.repeat(np.arange(model.row_count), np.diff(by_row.indptr))
        free = model.lower[by_row.indices] < 0.0
        self._signs: list[tuple[float, list[bool], list[int]]] = []
        for sign, sides in ((1.0, model.row_upper), (-1.0, -model.row_lower)):
            holding = (by_row.data * sign < 0.0) | free
            counts = np.bincount(row_of[holding], minlength=model.row_count)
            self._signs.append((sign, (np.abs(sides) <= _NOTHING).tolist(), counts.tolist()))

    def closed_by(self, columns: Sequence[int]) -> list[int]:
        """Return the other columns that are 0 when these are."""
        closed = dict.fromkeys(columns)
        queue = list(columns)
        left: dict[tuple[float, int], int] = {}
        while queue:
            column = queue.pop()
            for row, value in self._entries(self._by_column, column):
                self.steps += 1
                for sign, is_zero, counts in self._signs:
                    # Terms of the other sign hold the row open; once all of them are 0, so are the rest.
                    if not is_zero[row] or (value * sign > 0.0 and self._at_least_0[column]):
                        continue
                    left[sign, row] = left.get((sign, row), counts[row]) - 1
                    if left[sign, row] == 0:
                        new = [other for other, _ in self._entries(self._by_row, row) if other not in closed]
                        self.steps += len(new)
                        closed.update(dict.fromkeys(new))
                        queue += new
        return list(closed)[len(columns) :]

    @staticmethod
    def _entries(matrix: tuple[list[int], list[int], list[float]], number: int) -> Iterator[tuple[int, float]]:
        pointers, indices, values = matrix
        return zip(
            indices[pointers[number] : pointers[number + 1]],
            values[pointers[number] : pointers[number + 1]],
            strict=True,
        )
