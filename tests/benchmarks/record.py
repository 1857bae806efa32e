"""What one run of one solver on one instance came to, and how its gap fell."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

GAPS = (0.05, 0.02, 0.01, 0.005)


@dataclass(frozen=True)
class Step:
    """Where a run stood."""

    seconds: float
    """From the instance on: building counts."""
    best_m: float | None
    bound_m: float | None
    """The solver's own: no plan costs less."""

    @property
    def gap(self) -> float | None:
        """How much of the cost the solver's own bound leaves open."""
        if self.best_m is None or self.bound_m is None:
            return None
        return max(0.0, self.best_m - self.bound_m) / max(abs(self.best_m), 1e-9)


@dataclass(frozen=True)
class Record:
    """One run, in its own process."""

    instance: str
    solver: str
    version: str
    time_limit_s: float
    rows: int
    columns: int
    integers: int
    nonzeros: int
    build_s: float
    """From the instance to a model inside the solver."""
    build_mb: float
    """Peak memory until then, above that with the instance alone."""
    seconds: float
    """From the instance to the end of the search."""
    cpu_s: float
    """Of all threads; on a machine that is busy otherwise, less than `seconds`."""
    peak_mb: float
    """Of the whole process."""
    ending: str
    steps: Sequence[Step] = field(default_factory=tuple)

    @property
    def last(self) -> Step:
        """Where the run ended."""
        return self.steps[-1] if self.steps else Step(self.seconds, None, None)

    @property
    def first_plan_s(self) -> float | None:
        """Seconds to the first plan; None: there was none."""
        return next((step.seconds for step in self.steps if step.best_m is not None), None)

    def seconds_to(self, gap: float) -> float | None:
        """Return the seconds until the gap was no more than this; None: it never was."""
        return next((step.seconds for step in self.steps if step.gap is not None and step.gap <= gap), None)


def to_json(record: Record) -> str:
    """Return a record as one line of text."""
    return json.dumps(asdict(record))


def from_json(text: str) -> Record:
    """Return the record of one line."""
    values: Mapping[str, object] = json.loads(text)
    steps = tuple(Step(**step) for step in values["steps"])  # type: ignore[attr-defined] # a list, as it was written
    return Record(**{**values, "steps": steps})  # type: ignore[arg-type] # the fields of the dataclass, as written
