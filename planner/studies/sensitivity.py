"""How much cost and plan depend on single inputs: each moved alone, many together, and up to a turning point."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from models.instance import Instance
from models.plan import Plan
from planner.errors import UsageError
from planner.solve import SolveOptions
from planner.studies.known import Effect, between
from planner.studies.solved import Solved, solve_all, to_the_gap
from planner.studies.solves import Solver, Task

Ends = tuple[float, float]
"""The lowest and the highest value of an input."""
Moved = Callable[[Mapping[str, float]], Instance]
"""Returns the data with inputs, by name, at other values."""

_LEVELS = 4
"""Values of each input between its ends, both among them, in the design of Morris."""


@dataclass(frozen=True)
class Bar:
    """One input moved to each of its ends, the others as they are."""

    name: str
    ends: Ends
    low: Solved
    high: Solved
    low_effect: Effect | None
    """On the cost; None: one of the two has no plan."""
    high_effect: Effect | None

    @property
    def swing_m(self) -> float | None:
        """How far apart the costs are, that of the data as they are among them; None where there is no plan."""
        if self.low_effect is None or self.high_effect is None:
            return None
        ends = (self.low_effect.best_m, self.high_effect.best_m, 0.0)
        return max(ends) - min(ends)


@dataclass(frozen=True)
class Tornado:
    """The inputs, the one that moves the cost most first."""

    base: Solved
    bars: tuple[Bar, ...]

    @property
    def solves(self) -> tuple[Solved, ...]:
        """All solves."""
        return (self.base, *(end for bar in self.bars for end in (bar.low, bar.high)))


@dataclass(frozen=True)
class Screened:
    """What an input does to the cost when all are moved: the effects of moving it from one end to the other."""

    name: str
    mean_size_m: float
    """Mean of the sizes of its effects: how much it matters."""
    mean_m: float
    deviation_m: float
    """Large beside the mean size: what it does depends on the other inputs, or is no straight line."""


@dataclass(frozen=True)
class Screening:
    """Elementary effects.

    M. D. Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33 (1991); their
    sizes after F. Campolongo, J. Cariboni and A. Saltelli, Environmental Modelling & Software 22 (2007).
    """

    effects: tuple[Screened, ...]
    """The one that matters most first; () where a solve has no plan."""
    solves: tuple[Solved, ...]
    without_plan: int


@dataclass(frozen=True)
class Turning:
    """Where, along the values of one input, a plan begins or ends to be of a kind."""

    ends: Ends
    is_so: tuple[bool | None, bool | None]
    """Whether the plan is so at the lowest and at the highest value; None: no plan there."""
    between: Ends | None
    """The turn lies between these values; None: there is none, or no plan."""
    steps: tuple[tuple[float, Solved], ...]
    """The values tried, in rising order."""


def tornado(
    inst: Instance,
    moved: Moved,
    ranges: Mapping[str, Ends],
    solver: Solver,
    options: SolveOptions,
) -> Tornado:
    """Return what each input does to the cost when it alone is moved to its ends, each solved again."""
    options = to_the_gap(options)
    base = solve_all(solver, [Task("as it is", inst, options)])[0]
    tasks = [
        Task(f"{name} at {value:g}", moved({name: value}), options, base.plan)
        for name, ends in ranges.items()
        for value in ends
    ]
    found = solve_all(solver, tasks)
    bars = [
        Bar(name, ends, low, high, between(base.known, low.known), between(base.known, high.known))
        for (name, ends), low, high in zip(ranges.items(), found[::2], found[1::2], strict=True)
    ]
    return Tornado(base, tuple(sorted(bars, key=_rank)))


def _rank(bar: Bar) -> float:
    return -inf if bar.swing_m is None else -bar.swing_m


def screening(
    moved: Moved,
    ranges: Mapping[str, Ends],
    solver: Solver,
    options: SolveOptions,
    *,
    trajectories: int,
    start: Plan | None = None,
    seed: int = 0,
) -> Screening:
    """Return the elementary effects of inputs over their ranges, from as many ways through them as asked for.

    Each way takes one solve more than there are inputs.

    Raises
    ------
    UsageError
        When SALib is not installed, or there are fewer than two inputs.
    """
    try:
        from SALib.analyze import morris as analysis
        from SALib.sample import morris as design
    except ImportError as error:
        advice = 'pip install ".[sensitivity]" in the folder of the planner'
        raise UsageError(f"elementary effects need SALib; install it with: {advice}") from error
    if len(ranges) < 2:
        raise UsageError("elementary effects need two inputs or more")
    # From 0 to 1, so that an effect is that of the whole range, whatever its unit.
    problem = {"num_vars": len(ranges), "names": list(ranges), "bounds": [[0.0, 1.0]] * len(ranges)}
    points = design.sample(problem, trajectories, num_levels=_LEVELS, seed=seed)
    options = to_the_gap(options)
    tasks = [Task(f"point {i + 1}", moved(_at(ranges, point)), options, start) for i, point in enumerate(points)]
    solves = solve_all(solver, tasks)
    costs = [one.known.cost_m for one in solves]
    if None in costs:
        return Screening((), solves, costs.count(None))
    result = analysis.analyze(
        problem, points, np.array(costs, dtype=float), scaled=False, num_levels=_LEVELS, seed=seed
    )
    effects = [
        Screened(name, float(size), float(mean), float(deviation))
        for name, size, mean, deviation in zip(ranges, result["mu_star"], result["mu"], result["sigma"], strict=True)
    ]
    return Screening(tuple(sorted(effects, key=lambda one: -one.mean_size_m)), solves, 0)


def turning(
    moved: Callable[[float], Instance],
    ends: Ends,
    is_so: Callable[[Instance, Plan], bool],
    solver: Solver,
    options: SolveOptions,
    *,
    tolerance: float = 0.01,
    start: Plan | None = None,
) -> Turning:
    """Return between which values of an input a plan turns from being so to not being so, or the other way.

    Halves the range until it is as narrow as the tolerance, a share of the whole range. Of several turns it finds any
    one.
    """
    options = to_the_gap(options)
    steps: dict[float, Solved] = {}

    def at(values: Sequence[float], beginning: Plan | None) -> list[bool | None]:
        tasks = [Task(f"at {value:g}", moved(value), options, beginning) for value in values]
        solved = solve_all(solver, tasks)
        steps.update(zip(values, solved, strict=True))
        return [None if one.plan is None else is_so(one.inst, one.plan) for one in solved]

    low, high = ends
    first, last = at([low, high], start)
    if first is not None and last is not None and first != last:
        while high - low > tolerance * (ends[1] - ends[0]):
            middle = (low + high) / 2
            here = at([middle], steps[low].plan)[0]
            if here is None:
                break
            low, high = (middle, high) if here == first else (low, middle)
    found = (low, high) if (low, high) != ends else None
    return Turning(ends, (first, last), found, tuple(sorted(steps.items())))


def _at(ranges: Mapping[str, Ends], point: Sequence[float]) -> dict[str, float]:
    """Return the values of a point whose parts run from 0 to 1."""
    return {
        name: low + float(share) * (high - low)
        for (name, (low, high)), share in zip(ranges.items(), point, strict=True)
    }
