"""Trials of moves from a plan: each an LP that starts from the plan's basis, one after the other here, or on workers.

On workers some moves are tried ahead. What comes is taken in the order of the moves, up to the first one that makes a
better plan, so that the decisions are the same wherever they are tried, unless the time is over; of flows that cost the
same another may come.
"""

import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from uuid import uuid4

import numpy as np

from planner.solve.basis import Statuses, basis_of, statuses_of
from planner.solve.compile import Floats, LinearModel
from planner.solve.highs import Basis, HighsSolver, ShouldStop, never
from planner.solve.moves import Move
from planner.solve.scaling import Scaling
from planner.solve.workers import Pending, Submit, Workers

LEAST_GAIN = 1e-8
"""Share of the cost."""
_LONGEST_TRIAL_S = 10.0
_LOOK_S = 0.2
_numbers = count()


@dataclass(eq=False)
class Base:
    """A plan from which moves are tried."""

    decided: Floats
    """Values of the whole-number columns; 0 for the others."""
    x: Floats
    cost: float
    statuses: Statuses
    worth: Floats
    """What one more of each whole-number column costs, at the best values of the rest."""


@dataclass(frozen=True)
class _Start:
    """What a trial needs of its base, as small as it can be: it goes to a worker with each trial."""

    number: int
    whole: Floats
    """Values of the whole-number columns alone."""
    cost: float
    statuses: Statuses


@dataclass(frozen=True)
class Setup:
    """The model that is tried on."""

    name: str
    model: LinearModel
    scaling: Scaling
    seed: int


class Trial:
    """One solver, for one trial after the other."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self._solver = HighsSolver(setup.model, setup.scaling, seed=setup.seed)
        self._solver.relax()
        self._start: tuple[int, Basis] | None = None

    def begin(self, decided: Floats, time_limit_s: float, should_stop: ShouldStop) -> Base | None:
        """Return the plan that decisions make; None when there is none, or the time is over."""
        self._fix(decided)
        result = self._solver.solve_lp(time_limit_s=time_limit_s, should_stop=should_stop)
        return None if result.x is None or result.cost is None else self._base(decided, result.x, result.cost)

    def attempt(self, start: _Start, move: Move, time_limit_s: float, should_stop: ShouldStop = never) -> Base | None:
        """Return the plan that a move makes; None when it is no better than the one it starts from."""
        if self._start is None or self._start[0] != start.number:
            self._start = start.number, basis_of(start.statuses)
        model = self.setup.model
        before = np.zeros(model.column_count)
        before[model.integer] = start.whole
        decided = move.applied(before)
        self._fix(decided)
        # From the same basis every time, not from that of the last trial: then it counts for nothing what was tried
        # before, and where.
        self._solver.start_from(self._start[1])
        result = self._solver.solve_lp(
            presolve=False, time_limit_s=time_limit_s, should_stop=should_stop, cutoff=start.cost
        )
        if result.x is None or result.cost is None or result.cost >= start.cost - LEAST_GAIN * abs(start.cost):
            return None
        return self._base(decided, result.x, result.cost)

    def _base(self, decided: Floats, x: Floats, cost: float) -> Base:
        integer, solver = self.setup.model.integer, self._solver
        worth = np.where(integer, solver.duals()[1], 0.0)
        return Base(decided, np.where(integer, decided, x), cost, statuses_of(solver.basis), worth)

    def _fix(self, decided: Floats) -> None:
        model = self.setup.model
        self._solver.set_bounds(
            np.where(model.integer, decided, model.lower), np.where(model.integer, decided, model.upper)
        )


class Trials:
    """Trials on one model, here."""

    def __init__(self, setup: Setup) -> None:
        self._here = Trial(setup)

    def begin(self, decided: Floats, time_limit_s: float, should_stop: ShouldStop) -> Base | None:
        """Return the plan that decisions make; None when there is none, or the time is over."""
        return self._here.begin(decided, time_limit_s, should_stop)

    def attempts(
        self, base: Base, moves: Iterable[Move], until: float, should_stop: ShouldStop
    ) -> Iterator[tuple[Move, Base | None]]:
        """Yield each move with the better plan that it makes, or None, until the time is over.

        Parameters
        ----------
        until
            On the monotonic clock.
        """
        yield from self._one_by_one(self._start_of(base), moves, until, should_stop)

    def _one_by_one(
        self, start: _Start, moves: Iterable[Move], until: float, should_stop: ShouldStop
    ) -> Iterator[tuple[Move, Base | None]]:
        for move in moves:
            left_s = until - time.monotonic()
            if left_s <= 0.0 or should_stop():
                return
            yield move, self._here.attempt(start, move, min(left_s, _LONGEST_TRIAL_S), should_stop)

    def _start_of(self, base: Base) -> _Start:
        return _Start(next(_numbers), base.decided[self._here.setup.model.integer], base.cost, base.statuses)


class TrialsAhead(Trials):
    """Trials on workers, as many at a time as there are; here where the workers are lost."""

    def __init__(self, setup: Setup, submit: Submit, ahead: int) -> None:
        super().__init__(setup)
        self._submit = submit
        self._ahead = ahead
        self._lost = False

    def attempts(
        self, base: Base, moves: Iterable[Move], until: float, should_stop: ShouldStop
    ) -> Iterator[tuple[Move, Base | None]]:
        """Yield each move with the better plan that it makes, or None, until the time is over."""
        start, rest = self._start_of(base), deque(moves)
        pending: deque[tuple[Move, Pending]] = deque()
        try:
            while rest or pending:
                left_s = until - time.monotonic()
                if left_s <= 0.0 or should_stop():
                    return
                try:
                    while rest and len(pending) < self._ahead and not self._lost:
                        task = self._submit(_attempt, start, rest[0], min(left_s, _LONGEST_TRIAL_S))
                        pending.append((rest.popleft(), task))
                    found = pending[0][1].result(_LOOK_S) if pending else None
                except TimeoutError:
                    continue
                except BrokenExecutor:
                    self._lost = True
                if self._lost:
                    yield from self._one_by_one(start, [*(move for move, _ in pending), *rest], until, should_stop)
                    return
                yield pending.popleft()[0], found
        finally:
            for _, task in pending:
                task.cancel()


@contextmanager
def trials_of(model: LinearModel, scaling: Scaling, seed: int, workers: Workers | None) -> Iterator[Trials]:
    """Yield trials on a model; without workers they are made here."""
    if workers is None:
        yield Trials(Setup("", model, scaling, seed))
        return
    # Who tries needs no names, and what belongs to Pyomo cannot be sent.
    bare = replace(model, columns=(), rows=(), unused=(), origin=None, column_families=(), row_families=())
    setup = Setup(uuid4().hex, bare, scaling, seed)
    with workers.sharing(setup) as submit:
        yield TrialsAhead(setup, submit, workers.count)


_OF_THREAD = threading.local()
"""The trial of each thread of a worker: a solver takes one task at a time."""


def _attempt(setup: Setup, start: _Start, move: Move, time_limit_s: float) -> Base | None:
    """Try a move on a worker, with a solver that it keeps."""
    trial: Trial | None = getattr(_OF_THREAD, "trial", None)
    if trial is None or trial.setup.name != setup.name:
        trial = _OF_THREAD.trial = Trial(setup)
    return trial.attempt(start, move, time_limit_s)
