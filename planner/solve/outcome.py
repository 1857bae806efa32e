"""What is asked of a solve and what comes back: options, progress, ending, outcome."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from models.goal import Goal
from models.plan import Plan
from planner.solve.ending import Ending
from planner.solve.prices import Prices
from planner.solve.scaling import Ranges


@dataclass(frozen=True)
class SolveOptions:
    """How to solve; the workbook's Settings hold where nothing is said."""

    gap: float | None = None
    """Largest relative gap between cost and bound; None: that of the Settings; infinite: any plan will do."""
    time_limit_s: float | None = None
    """Seconds for everything but the last clean-up and prices, which have half as long again at most; None: that of the
    Settings."""
    threads: int | None = None
    """1: one thing after the other; 2: heuristics beside the search. None: as many as there are cores, up to 2."""
    seed: int = 0
    heuristics: bool = True
    """Whether large models get a plan from the relaxation first."""
    prices: bool = True
    """Whether the marginal prices are worked out; never with a goal, beside which they would mean nothing."""
    goal: Goal | None = None
    """What is to be least or most instead of the cost."""
    patience: float = 1.0
    """Of the time it took to reach the gap, for plans better than it asks for; 0: the first plan within it will do."""


@dataclass(frozen=True)
class Progress:
    """Where a solve stands."""

    phase: str
    elapsed_s: float
    best_m: float | None = None
    """Cost of the best plan so far."""
    bound_m: float | None = None
    """No plan costs less."""
    gap: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Sizes:
    """Size of the model as the solver gets it."""

    rows: int
    columns: int
    integers: int
    nonzeros: int
    ranges: Ranges
    """Of the model in its own units."""
    scaled_ranges: Ranges
    """Of the model that the solver works on."""


@dataclass(frozen=True)
class Outcome:
    """The end of a solve: why it ended, and the plan if there is one."""

    ending: Ending
    cost_m: float | None = None
    bound_m: float | None = None
    """No plan costs less; None: not known, as with a goal."""
    gap: float | None = None
    """Between cost and bound; with a goal, what its own bound leaves open as a share of it and its size."""
    plan: Plan | None = None
    prices: Prices | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    """By phase, in order."""
    sizes: Sizes | None = None
    stopped_by_default: bool = False
    """Whether a stopping rule ended it that the user did not set."""
    peak_memory_mb: float = 0.0
    notes: tuple[str, ...] = ()
    """What a reader should know about how it was solved."""
    goal_value: float | None = None
    """With a goal: what the plan reaches."""
    goal_bound: float | None = None
    """With a goal: what no plan goes beyond."""


OnProgress = Callable[[Progress], None]
OnPlan = Callable[[Plan], None]


def relative_gap(cost: float | None, bound: float | None) -> float | None:
    """Return how much of the cost the bound leaves open; None while either is missing."""
    if cost is None or bound is None:
        return None
    return max(0.0, cost - bound) / max(abs(cost), 1e-9)
