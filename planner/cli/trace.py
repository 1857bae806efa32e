"""What a solve has told so far: best cost and bound over time, and what brought them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.solve import Progress

_LEAST = 1e-6
"""Share of the cost below which an improvement is not worth telling."""


@dataclass(frozen=True)
class Step:
    """A source of plans: what it made of the best cost."""

    source: str
    elapsed_s: float
    """When it brought its last plan."""
    best_m: float
    """Then."""


@dataclass
class Phase:
    """A phase of a solve, with what was known at its end."""

    name: str
    began_s: float
    ended_s: float
    best_m: float | None = None
    bound_m: float | None = None
    gap: float | None = None


@dataclass
class Trace:
    """Everything that was told of a solve, in order."""

    points: list[Progress] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def take(self, report: Progress) -> None:
        """Add the latest news."""
        last = self.points[-1] if self.points else None
        if not self.phases or self.phases[-1].name != report.phase:
            self.phases.append(Phase(report.phase, report.elapsed_s, report.elapsed_s))
        phase = self.phases[-1]
        phase.ended_s = report.elapsed_s
        phase.best_m, phase.bound_m, phase.gap = report.best_m, report.bound_m, report.gap
        if report.best_m is not None and (last is None or last.best_m is None or report.best_m < last.best_m):
            step = Step(report.note or report.phase, report.elapsed_s, report.best_m)
            if self.steps and self.steps[-1].source == step.source:
                self.steps.pop()
            self.steps.append(step)
        self.points.append(report)

    @property
    def latest(self) -> Progress | None:
        """The latest news."""
        return self.points[-1] if self.points else None


def brought(steps: Sequence[Step], cost_m: float) -> str:
    """Return what brought a plan, source by source, each with how much dearer it still was; '' for one alone."""
    told: list[str] = []
    for i, step in enumerate(steps):
        above = (step.best_m - cost_m) / max(abs(cost_m), 1e-9)
        before = (steps[i - 1].best_m - step.best_m) / max(abs(cost_m), 1e-9) if i else 1.0
        if before < _LEAST:
            continue
        left = f" ({above:.2%} dearer)" if above >= 5e-5 else ""
        told.append(f"{step.source} at {clock(step.elapsed_s)}{left}")
        if above < 5e-5:
            break
    return ", ".join(told) if len(told) > 1 else ""


def clock(seconds: float) -> str:
    """Return a time as minutes and seconds."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
