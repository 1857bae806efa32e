"""Many solves through one small map: one after the other, on processes of this machine, or on a cluster.

What was solved before is taken from a store, so that a study that was stopped goes on where it was.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Protocol

from models.instance import Instance
from models.plan import Plan
from planner.solve import Ending, Outcome, SolveOptions

_TRIES = 2
"""A solve whose process died is tried once more: it may have died with a neighbour's."""


class Solve(Protocol):
    """What a study solves with."""

    def __call__(self, inst: Instance, options: SolveOptions, *, start: Plan | None = None) -> Outcome:
        """Return the end of a solve that may begin with an earlier plan."""


@dataclass(frozen=True)
class Task:
    """One solve of a study."""

    name: str
    inst: Instance
    options: SolveOptions = field(default_factory=SolveOptions)
    start: Plan | None = None
    """A plan to begin with, of a neighbouring instance."""


@dataclass(frozen=True)
class Answer:
    """What became of a task."""

    task: str
    outcome: Outcome | None
    """None: the solve failed."""
    failure: str = ""
    """Why it failed, in one line."""
    seconds: float = 0.0
    kept: bool = False
    """Whether it was solved earlier and taken from the store."""


@dataclass(frozen=True)
class Count:
    """How far the solves of a study are."""

    done: int
    total: int
    elapsed_s: float
    left_s: float | None
    """Expected seconds to the end; None: not known yet."""
    latest: Answer | None = None


class Store(Protocol):
    """Keeps outcomes under the fingerprint of what was solved."""

    def get(self, task: Task) -> Outcome | None:
        """Return what was kept; None: nothing."""

    def put(self, task: Task, outcome: Outcome) -> None:
        """Keep an outcome."""


OnCount = Callable[[Count], None]
Pool = Callable[[], AbstractContextManager[Executor]]
"""Opens the workers; called again when they have died. Left with an exception, it gives up what they are at."""


@dataclass(frozen=True)
class Solver:
    """The small map: solves tasks and returns an answer for each, in their order.

    A solve that fails is an answer too; the others go on. Ctrl-C ends it with KeyboardInterrupt; what was solved until
    then is in the store.
    """

    solve: Solve
    pool: Pool | None = None
    """None: one after the other in this process."""
    workers: int = 1
    store: Store | None = None
    on_count: OnCount | None = None
    before: int = 0
    """Solves of the study that were done by earlier calls of the map."""
    in_all: int | None = None
    """Solves of the study, as far as is known; None: those of this call."""

    def at(self, before: int, in_all: int) -> "Solver":
        """Return the same map for a study that calls it several times, so that it counts all solves together."""
        return replace(self, before=before, in_all=in_all)

    def map(self, tasks: Sequence[Task]) -> list[Answer]:
        """Return an answer for each task, in their order."""
        run = _Run(self, tasks)
        run.take_kept()
        if self.pool is None:
            run.here()
        else:
            run.in_pool(self.pool)
        return [run.answers[i] for i in range(len(tasks))]

    def one(self, task: Task) -> Answer:
        """Return the answer to one task."""
        return self.map([task])[0]


class _Run:
    """One call of the map."""

    def __init__(self, solver: Solver, tasks: Sequence[Task]) -> None:
        self._solver = solver
        self._tasks = tasks
        self.answers: dict[int, Answer] = {}
        self._began = time.monotonic()
        self._fresh_s: list[float] = []

    def take_kept(self) -> None:
        """Take from the store what was solved earlier."""
        store = self._solver.store
        for i, task in enumerate(self._tasks):
            if store is not None and (outcome := store.get(task)) is not None:
                self._take(i, Answer(task.name, outcome, kept=True))

    def here(self) -> None:
        """Solve what is left one after the other."""
        for i in self._left():
            self._take(i, answer_to(self._solver.solve, self._tasks[i]))

    def in_pool(self, pool: Pool) -> None:
        """Solve what is left on workers; when they die, what they were at is tried once more on new ones."""
        tries = dict.fromkeys(self._left(), 0)
        while left := self._left():
            died: list[int] = []
            with pool() as executor:
                # After a death everything that may have caused it runs alone.
                alone = [i for i in left if tries[i] > 0]
                for i, answer in self._answers(executor, alone[:1] or left):
                    if answer is None:
                        died.append(i)
                    else:
                        self._take(i, answer)
            for i in died:
                tries[i] += 1
                if tries[i] >= _TRIES:
                    self._take(i, Answer(self._tasks[i].name, None, "its process was ended from outside"))

    def _answers(self, executor: Executor, numbers: Sequence[int]) -> Iterator[tuple[int, Answer | None]]:
        """Yield answers as they come; None for a task whose worker died."""
        futures: dict[Future[Answer], int] = {
            executor.submit(answer_to, self._solver.solve, self._tasks[i]): i for i in numbers
        }
        waiting = set(futures)
        while waiting:
            ended, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ended:
                error = future.exception()
                if isinstance(error, BrokenProcessPool):
                    yield futures[future], None
                elif error is not None:
                    yield futures[future], Answer(self._tasks[futures[future]].name, None, one_line(error))
                else:
                    yield futures[future], future.result()

    def _left(self) -> list[int]:
        return [i for i in range(len(self._tasks)) if i not in self.answers]

    def _take(self, i: int, answer: Answer) -> None:
        outcome = answer.outcome
        if outcome is not None and outcome.ending is Ending.INTERRUPTED:
            raise KeyboardInterrupt
        self.answers[i] = answer
        if not answer.kept:
            self._fresh_s.append(answer.seconds)
            if outcome is not None and self._solver.store is not None:
                self._solver.store.put(self._tasks[i], outcome)
        if self._solver.on_count is not None:
            self._solver.on_count(self._count(answer))

    def _count(self, latest: Answer) -> Count:
        solver = self._solver
        done = solver.before + len(self.answers)
        total = max(solver.in_all or 0, solver.before + len(self._tasks))
        left_s = None
        if self._fresh_s:
            each_s = sum(self._fresh_s) / len(self._fresh_s)
            left_s = each_s * (total - done) / max(1, min(solver.workers, total - done))
        return Count(done, total, time.monotonic() - self._began, left_s, latest)


def answer_to(solve: Solve, task: Task) -> Answer:
    """Return what a solve says to a task; an error in it is an answer too."""
    began = time.monotonic()
    try:
        outcome = solve(task.inst, task.options, start=task.start)
    except Exception as error:  # whatever it is, the other solves of the study go on
        return Answer(task.name, None, one_line(error), time.monotonic() - began)
    return Answer(task.name, outcome, "", time.monotonic() - began)


def one_line(error: BaseException) -> str:
    """Return an error in one line."""
    return f"{type(error).__name__}: {error}".splitlines()[0]


def shared_out(options: SolveOptions, workers: int) -> SolveOptions:
    """Return the options with the threads of a solve such that all workers together use each core once."""
    if options.threads is not None or workers <= 1:
        return options
    return replace(options, threads=max(1, (os.cpu_count() or 1) // workers))
