"""A solve of a study with its end: the plan that stood its audit, and what is known of the cheapest cost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from models.audit.audit import Audit, audit
from models.instance import Instance
from models.plan import Plan
from planner.solve import SolveOptions
from planner.studies.known import FAILED_AUDIT, Known, known_of
from planner.studies.solves import Answer, Solver, Task


@dataclass(frozen=True)
class Solved:
    """One solve of a study, and how it ended."""

    task: Task
    answer: Answer

    @property
    def name(self) -> str:
        """Name of the task."""
        return self.task.name

    @property
    def inst(self) -> Instance:
        """What was solved."""
        return self.task.inst

    @cached_property
    def audit(self) -> Audit | None:
        """The audit of the plan that was found; None: there is none."""
        outcome = self.answer.outcome
        return None if outcome is None or outcome.plan is None else audit(self.inst, outcome.plan)

    @cached_property
    def known(self) -> Known:
        """What is known of the cheapest cost; a plan that failed its audit is none."""
        outcome = self.answer.outcome
        if outcome is None:
            return Known(why=self.answer.failure)
        known = known_of(outcome)
        if self.audit is not None and not self.audit.passed:
            return Known(bound_m=known.bound_m, why=FAILED_AUDIT)
        return known

    @property
    def plan(self) -> Plan | None:
        """The plan that was found and passed its audit."""
        return self.known.plan


def solve_all(solver: Solver, tasks: Sequence[Task]) -> tuple[Solved, ...]:
    """Return each task with its end, in their order."""
    return tuple(Solved(task, answer) for task, answer in zip(tasks, solver.map(tasks), strict=True))


def to_the_gap(options: SolveOptions) -> SolveOptions:
    """Return the options for a study of many solves that asks for costs alone: each ends once its gap is reached."""
    return replace(options, prices=False, patience=0.0)
