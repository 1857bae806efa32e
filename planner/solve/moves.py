"""Steps from one set of whole-number decisions to another: one less, one more, one earlier or later, and what follows.

The rows that hold whole-number decisions alone are kept: with a region that is given up go its modules, and a tier that
is joined brings those below it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.solve.agreement import rows_of_decisions
from planner.solve.compile import Floats, LinearModel
from planner.solve.decisions import Decisions

_ROUNDING = 1e-9
_MOST_REPAIRS = 20


@dataclass(eq=False)
class Move:
    """A step, and what it can save at most."""

    decided: Floats
    """All columns after it; 0 where they are not whole numbers."""
    most_saved: float
    key: tuple[int, int]
    """The columns with one less and one more; -1: none."""


class Moves:
    """The steps that one set of decisions allows."""

    def __init__(self, model: LinearModel, decisions: Decisions) -> None:
        self._model = model
        self._alone = np.flatnonzero(rows_of_decisions(model))
        self._rows = model.matrix.tocsr()[self._alone]
        self._binary = decisions.binary
        self._columns = decisions.integer.tolist()
        members: dict[int, list[int]] = {}
        for j, number in zip(self._columns, decisions.group.tolist(), strict=True):
            members.setdefault(number, []).append(j)
        self._group = {j: found for found in members.values() for j in found}

    def promising(self, decided: Floats, worth: Floats, least: float) -> list[Move]:
        """Return the moves that may save more than `least`: first those that take nothing new, the best first.

        What giving up or putting off saves is close to its bound; what taking a whole decision saves falls short of it.

        Parameters
        ----------
        worth
            What one more of each column costs, at the best values of the rest: the cost of the rest is convex in the
            decisions, so that no move saves more than the sum of its changes times these.
        """
        found: dict[tuple[int, int], Move] = {}
        for less, more in self._steps(decided, worth, least):
            after = self._taken(decided, less, more)
            if after is None:
                continue
            saved = float(worth @ (decided - after))
            if saved > least:
                found[less, more] = Move(after, saved, (less, more))
        return sorted(found.values(), key=lambda move: (move.key[0] < 0, -move.most_saved))

    def _steps(self, decided: Floats, worth: Floats, least: float) -> Iterator[tuple[int, int]]:
        lower, upper = self._model.lower, self._model.upper
        for j in self._columns:
            can_less, can_more = decided[j] >= lower[j] + 1.0, decided[j] <= upper[j] - 1.0
            if can_less and worth[j] > least:
                yield j, -1
            if can_more and -worth[j] > least:
                yield -1, j
            if can_less:
                for k in self._group[j]:
                    if k != j and decided[k] <= upper[k] - 1.0 and worth[j] - worth[k] > least:
                        yield j, k

    def _taken(self, decided: Floats, less: int, more: int) -> Floats | None:
        """Return the decisions after a step and what follows from it; None when the rows between them forbid it."""
        after = decided.copy()
        if less >= 0:
            after[less] -= 1.0
        if more >= 0:
            after[more] += 1.0
        return self._settled(after, {less, more}, grow=more >= 0)

    def _settled(self, decided: Floats, kept: set[int], *, grow: bool) -> Floats | None:
        """Take or give up, in place, other decisions until all rows between them hold; None when that fails."""
        model = self._model
        upper, lower = model.row_upper[self._alone], model.row_lower[self._alone]
        for _ in range(_MOST_REPAIRS):
            activity = np.asarray(self._rows @ decided, dtype=float)
            over, under = activity > upper + _ROUNDING, activity < lower - _ROUNDING
            wrong = np.flatnonzero(over | under)
            if not len(wrong):
                return decided
            changed = False
            for i in wrong.tolist():
                begin, end = self._rows.indptr[i], self._rows.indptr[i + 1]
                columns, values = self._rows.indices[begin:end], self._rows.data[begin:end]
                pushes = (values > 0) == over[i]
                changed |= (
                    self._helped(decided, columns[~pushes], kept) if grow else self._cut(decided, columns[pushes])
                )
            if not changed:
                return None
        return None

    def _helped(self, decided: Floats, helpers: np.ndarray, kept: set[int]) -> bool:
        """Take the cheapest decision that helps a row, in place of the same one at another time; return if any does."""
        model = self._model
        free = [j for j in helpers.tolist() if decided[j] <= model.upper[j] - 1.0 and j not in kept]
        if not free:
            return False
        taken = min(free, key=lambda j: model.cost[j])
        if self._binary[taken]:
            others = [k for k in self._group[taken] if k not in kept]
            decided[others] = np.maximum(model.lower[others], 0.0)
        decided[taken] = 1.0 if self._binary[taken] else decided[taken] + 1.0
        kept.add(taken)
        return True

    def _cut(self, decided: Floats, guilty: np.ndarray) -> bool:
        """Give up all decisions that push a row over its side; return whether there are any."""
        least = np.maximum(self._model.lower[guilty], 0.0)
        some = decided[guilty] > least
        decided[guilty[some]] = least[some]
        return bool(some.any())
