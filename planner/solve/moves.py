"""Steps from one set of whole-number decisions to another: one less, one more, one earlier or later, and what follows.

The rows that hold whole-number decisions alone are kept: with a region that is given up go its modules, and a tier that
is joined brings those below it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.solve.agreement import rows_of_decisions
from planner.solve.compile import Floats, Integers, LinearModel
from planner.solve.decisions import Decisions

_ROUNDING = 1e-9
_MOST_REPAIRS = 20


@dataclass(eq=False)
class Move:
    """A step, and what it can save at most."""

    columns: Integers
    """Those that change. A model of hundreds of regions has thousands of moves, too many to keep all values of each."""
    values: Floats
    """Of these columns, after the step."""
    most_saved: float
    key: tuple[int, int]
    """The columns with one less and one more; -1: none."""

    def applied(self, decided: Floats) -> Floats:
        """Return all columns after the step."""
        after = decided.copy()
        after[self.columns] = self.values
        return after


class Moves:
    """The steps that one set of decisions allows.

    Inside, the whole-number columns have numbers of their own, and the others none.
    """

    def __init__(self, model: LinearModel, decisions: Decisions) -> None:
        alone = np.flatnonzero(rows_of_decisions(model))
        self._columns = decisions.integer
        self._rows = model.matrix.tocsr()[alone][:, self._columns]
        self._row_lower, self._row_upper = model.row_lower[alone], model.row_upper[alone]
        self._lower, self._upper = model.lower[self._columns], model.upper[self._columns]
        self._cost = model.cost[self._columns]
        self._binary = decisions.binary[self._columns]
        members: dict[int, list[int]] = {}
        for i, number in enumerate(decisions.group.tolist()):
            members.setdefault(number, []).append(i)
        self._group = {i: found for found in members.values() for i in found}

    def promising(self, decided: Floats, worth: Floats, least: float) -> list[Move]:
        """Return the moves that may save more than `least`: first those that take nothing new, the best first.

        What giving up or putting off saves is close to its bound; what taking a whole decision saves falls short of it.

        Parameters
        ----------
        worth
            What one more of each column costs, at the best values of the rest: the cost of the rest is convex in the
            decisions, so that no move saves more than the sum of its changes times these.
        """
        decided, worth = decided[self._columns], worth[self._columns]
        found: list[Move] = []
        for less, more in self._steps(decided, worth, least):
            after = self._taken(decided, less, more)
            if after is None:
                continue
            changed = np.flatnonzero(after != decided)
            saved = float(worth[changed] @ (decided[changed] - after[changed]))
            if saved > least:
                key = self._number(less), self._number(more)
                found.append(Move(self._columns[changed], after[changed], saved, key))
        return sorted(found, key=lambda move: (move.key[0] < 0, -move.most_saved))

    def _number(self, i: int) -> int:
        """Return the number of a column in the model."""
        return int(self._columns[i]) if i >= 0 else -1

    def _steps(self, decided: Floats, worth: Floats, least: float) -> Iterator[tuple[int, int]]:
        lower, upper = self._lower, self._upper
        for i in range(len(self._columns)):
            can_less, can_more = decided[i] >= lower[i] + 1.0, decided[i] <= upper[i] - 1.0
            if can_less and worth[i] > least:
                yield i, -1
            if can_more and -worth[i] > least:
                yield -1, i
            if can_less:
                for k in self._group[i]:
                    if k != i and decided[k] <= upper[k] - 1.0 and worth[i] - worth[k] > least:
                        yield i, k

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
        for _ in range(_MOST_REPAIRS):
            activity = np.asarray(self._rows @ decided, dtype=float)
            over, under = activity > self._row_upper + _ROUNDING, activity < self._row_lower - _ROUNDING
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
        free = [i for i in helpers.tolist() if decided[i] <= self._upper[i] - 1.0 and i not in kept]
        if not free:
            return False
        taken = min(free, key=lambda i: self._cost[i])
        if self._binary[taken]:
            others = [k for k in self._group[taken] if k not in kept]
            decided[others] = np.maximum(self._lower[others], 0.0)
        decided[taken] = 1.0 if self._binary[taken] else decided[taken] + 1.0
        kept.add(taken)
        return True

    def _cut(self, decided: Floats, guilty: np.ndarray) -> bool:
        """Give up all decisions that push a row over its side; return whether there are any."""
        least = np.maximum(self._lower[guilty], 0.0)
        some = decided[guilty] > least
        decided[guilty[some]] = least[some]
        return bool(some.any())
