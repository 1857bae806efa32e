"""The whole-number decisions of a model: which are yes-no, which count, and which come earlier on the same path."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.solve.compile import Floats, Integers, LinearModel, Mask

NOTHING = 1e-6
"""A whole-number decision that a relaxation uses less than this is not used."""


@dataclass(frozen=True)
class Cumulation:
    """Which decisions stand from the time at which they are made."""

    families: Sequence[str]
    """Variable families whose index ends with the time of decision."""
    path_of: Callable[[Any], Sequence[Any]]
    """From a time to those on its path, first one first, itself included."""


@dataclass(eq=False)
class Decisions:
    """The integer columns in groups: a group is one thing (the halls of a region) decided at several times."""

    integer: Integers
    """Numbers of the integer columns, those of earlier times before those of later ones in each group."""
    binary: Mask
    """For each column of the model, whether it is a yes-no decision."""
    earlier: dict[int, Integers]
    """For each integer column, the columns of its group that were decided before it on its path."""
    group: Integers
    """For each of `integer`, the number of its group."""
    group_count: int
    choices: list[Integers]
    """Yes-no decisions of different groups of which at most one may be taken."""

    def cumulative(self, x: Floats, j: int) -> float:
        """Return how much of a decision is made up to and with column `j`."""
        return float(x[j] + x[self.earlier[j]].sum())


def find_decisions(model: LinearModel, cumulation: Cumulation | None = None) -> Decisions:
    """Return the integer columns in groups of the same family and index but for the last part, which is time.

    A column of a family that does not cumulate is a group of its own.
    """
    integer = np.flatnonzero(model.integer)
    binary = model.integer & (model.lower >= 0.0) & (model.upper <= 1.0)
    members: dict[Hashable, dict[Any, int]] = {}
    for j in integer.tolist():
        thing, time = _thing_and_time(model, j, cumulation)
        members.setdefault(thing, {})[time] = j
    earlier: dict[int, Integers] = {}
    group: list[int] = []
    order: list[int] = []
    for number, at in enumerate(members.values()):
        before: dict[Any, list[int]] = {time: [] for time in at}
        if cumulation is not None and len(at) > 1:
            before = {time: [at[t] for t in cumulation.path_of(time) if t in at and t != time] for time in at}
        for time in sorted(at, key=lambda time: (len(before[time]), at[time])):
            earlier[at[time]] = np.array(before[time], dtype=np.int64)
            order.append(at[time])
            group.append(number)
    found = Decisions(
        np.array(order, dtype=np.int64), binary, earlier, np.array(group, dtype=np.int64), len(members), []
    )
    found.choices.extend(_choices(model, found))
    return found


def used(decisions: Decisions, x: Floats) -> Floats:
    """Return for each of the integer columns how much of its group is decided in the end, on its fullest path."""
    total = np.zeros(decisions.group_count)
    for j, number in zip(decisions.integer.tolist(), decisions.group.tolist(), strict=True):
        total[number] = max(total[number], decisions.cumulative(x, j))
    return total[decisions.group]


def rounded_up(decisions: Decisions, model: LinearModel, x: Floats) -> Floats:
    """Return `x` with its integer columns rounded so that at every time at least as much is decided as in `x`.

    A thing of which the relaxation decides 0.3 now and 0.2 later is decided once, now. Of a choice, the most used
    alternative is taken.
    """
    rounded = x.copy()
    for j in decisions.integer.tolist():
        needed = np.ceil(decisions.cumulative(x, j) - NOTHING)
        before = rounded[decisions.earlier[j]].sum()
        rounded[j] = np.clip(needed - before, np.ceil(model.lower[j] - NOTHING), np.floor(model.upper[j] + NOTHING))
    for choice in decisions.choices:
        if rounded[choice].sum() > 1.0:
            best = choice[np.argmax(x[choice])]
            rounded[choice] = 0.0
            rounded[best] = 1.0
    return rounded


def _thing_and_time(model: LinearModel, j: int, cumulation: Cumulation | None) -> tuple[Hashable, Any]:
    if cumulation is None or model.column_families[j] not in cumulation.families:
        return j, None
    index = model.columns[j].index()
    parts = index if isinstance(index, tuple) else (index,)
    return (model.column_families[j], *parts[:-1]), parts[-1]


def _choices(model: LinearModel, decisions: Decisions) -> list[Integers]:
    """Return the columns of each row that says: at most one of these, unless they are one thing at several times."""
    group_of = dict(zip(decisions.integer.tolist(), decisions.group.tolist(), strict=True))
    by_row = model.matrix.tocsr()
    choices = []
    for i in np.flatnonzero((model.row_upper == 1.0) & (np.diff(by_row.indptr) > 1)).tolist():
        begin, end = by_row.indptr[i], by_row.indptr[i + 1]
        columns = by_row.indices[begin:end].astype(np.int64)
        if not decisions.binary[columns].all() or not (by_row.data[begin:end] == 1.0).all():
            continue
        if len({group_of[j] for j in columns.tolist()}) == len(columns):
            choices.append(columns)
    return choices
