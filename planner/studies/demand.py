"""A plan for demand that nobody knows: made for a few drawn futures, and judged on fresh ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
from scipy import stats

from models.decided import as_decided, committed_to
from models.ids import PeriodId
from models.instance import Instance
from models.plan import Plan
from models.records import Decision
from planner.solve import SolveOptions
from planner.studies.sampling import comparable, draw_demand, drawn_chain, drawn_tree, represent
from planner.studies.solved import Solved, solve_all, to_the_gap
from planner.studies.solves import Answer, Solver, Task

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Sizes:
    """How much is drawn."""

    draws: int = 500
    """From which the futures are chosen."""
    futures: int = 6
    """That the plan is made for."""
    fresh: int = 40
    """Draws on which plans are judged."""
    batches: int = 5
    """Plans for futures drawn anew, by which it is judged how far the plan is from the best."""
    seed: int = 0


@dataclass(frozen=True)
class Estimate:
    """A mean that is known from a sample, in millions."""

    mean_m: float
    low_m: float
    high_m: float
    """The mean of all draws lies between with a confidence of 95 %."""
    count: int


@dataclass(frozen=True)
class Judged:
    """What a plan's decisions of here and now cost on fresh draws."""

    solves: tuple[Solved, ...]

    @property
    def costs_m(self) -> list[float | None]:
        """By draw; None where the decisions leave no plan."""
        return [solved.known.cost_m for solved in self.solves]

    @property
    def estimate(self) -> Estimate | None:
        """Their mean, over the draws that have a plan; None: fewer than two have."""
        return estimate([cost_m for cost_m in self.costs_m if cost_m is not None])

    @property
    def failing(self) -> int:
        """Draws in which the decisions leave no plan."""
        return self.costs_m.count(None)


@dataclass(frozen=True)
class Batch:
    """A plan for futures drawn anew, and the plan that is judged on the same futures."""

    best: Solved
    judged: Judged

    @property
    def gap_m(self) -> float | None:
        """What the judged plan costs more than any plan for these futures could; None: not known."""
        costs, bound_m = self.judged.costs_m, self.best.known.bound_m
        if bound_m is None or None in costs:
            return None
        return float(np.mean([cost_m for cost_m in costs if cost_m is not None])) - bound_m


@dataclass(frozen=True)
class DemandStudy:
    """The plan for drawn futures, that for the forecast, and what both are worth."""

    sizes: Sizes
    known_from: PeriodId
    """First period whose decisions know demand."""
    plan: Solved
    """For the futures that stand for all draws."""
    forecast: Solved
    """As if the forecast were certain."""
    fresh: Judged
    """The plan on fresh draws."""
    fresh_forecast: Judged
    """The decisions of here and now of the plan for the forecast, on the same draws."""
    batches: tuple[Batch, ...]

    @property
    def saving(self) -> Estimate | None:
        """What the plan saves on fresh draws against that for the forecast, where both have a plan."""
        pairs = zip(self.fresh_forecast.costs_m, self.fresh.costs_m, strict=False)
        return estimate([other - own for other, own in pairs if other is not None and own is not None])

    @property
    def gap(self) -> tuple[float, float] | None:
        """How far the plan is from the best for all draws: on average, and at most with a confidence of 95 %.

        W.-K. Mak, D. P. Morton and R. K. Wood, "Monte Carlo bounding techniques for determining solution quality in
        stochastic programs", Operations Research Letters 24 (1999), with common draws.
        """
        gaps = [batch.gap_m for batch in self.batches if batch.gap_m is not None]
        if len(gaps) < 2 or len(gaps) < len(self.batches):
            return None
        mean = float(np.mean(gaps))
        spread = float(stats.t.ppf(CONFIDENCE, len(gaps) - 1)) * float(np.std(gaps, ddof=1)) / len(gaps) ** 0.5
        return max(0.0, mean), max(0.0, mean) + spread

    @property
    def answers(self) -> list[Answer]:
        """All solves."""
        solves = [self.plan, self.forecast, *self.fresh.solves, *self.fresh_forecast.solves]
        solves += [solved for batch in self.batches for solved in (batch.best, *batch.judged.solves)]
        return [solved.answer for solved in solves]


def estimate(values_m: Sequence[float]) -> Estimate | None:
    """Return the mean of a sample with its confidence interval; None: the sample is too small."""
    if len(values_m) < 2:
        return None
    mean = float(np.mean(values_m))
    half = float(stats.t.ppf((1 + CONFIDENCE) / 2, len(values_m) - 1)) * float(np.std(values_m, ddof=1))
    half /= len(values_m) ** 0.5
    return Estimate(mean, mean - half, mean + half, len(values_m))


def study_demand(
    inst: Instance, known_from: PeriodId, sizes: Sizes, solver: Solver, options: SolveOptions
) -> DemandStudy:
    """Return the plan of a chain for drawn demand, and how good it is.

    Parameters
    ----------
    known_from
        First period whose decisions know demand; those of earlier ones are taken here and now.
    """
    case, quick = inst.first_case, to_the_gap(options)
    rng = np.random.default_rng(sizes.seed)
    draws = draw_demand(case, sizes.draws, rng)
    chosen = represent(comparable(case, draws), sizes.futures)
    trees = [drawn_tree(inst, draws, chosen, known_from)]
    samples = [draw_demand(case, sizes.futures, rng) for _ in range(sizes.batches)]
    equal = [(i, 1 / sizes.futures) for i in range(sizes.futures)]
    trees += [drawn_tree(inst, sample, equal, known_from) for sample in samples]
    names = ["the plan", *(f"batch {i}" for i in range(1, sizes.batches + 1))]
    tasks = [Task("the forecast", inst, quick)]
    tasks += [Task(name, tree, quick) for name, tree in zip(names, trees, strict=True)]
    forecast, plan, *best = solve_all(solver, tasks)
    fresh = [drawn_chain(inst, found, i) for found in [draw_demand(case, sizes.fresh, rng)] for i in range(sizes.fresh)]
    periods = list(inst.periods)
    judge = _Judge(tuple(periods[: periods.index(known_from)]), solver, quick)
    batches = [
        Batch(one, judge(plan, [drawn_chain(inst, sample, i) for i in range(sizes.futures)], f"batch {number}"))
        for number, (one, sample) in enumerate(zip(best, samples, strict=True), 1)
    ]
    return DemandStudy(
        sizes,
        known_from,
        plan,
        forecast,
        judge(plan, fresh, "fresh draw"),
        judge(forecast, fresh, "plan for the forecast, fresh draw"),
        tuple(batches),
    )


@dataclass(frozen=True)
class _Judge:
    """Says what the decisions of here and now of a plan cost, with the best that can be decided later."""

    early: tuple[PeriodId, ...]
    solver: Solver
    options: SolveOptions

    def __call__(self, solved: Solved, futures: Sequence[Instance], name: str) -> Judged:
        """Return what they cost in each future; nothing without a plan."""
        if solved.plan is None:
            return Judged(())
        shared = {node.id for node in solved.inst.tree.nodes if node.period in self.early}
        tables = {
            decision: {key: value for key, value in getattr(solved.plan, decision).items() if key[-1] in shared}
            for decision in get_args(Decision)
        }
        decided = Plan(0.0, **tables)
        tasks = [
            Task(f"{name} {i}", committed_to(inst, as_decided(inst, decided, self.early)), self.options)
            for i, inst in enumerate(futures, 1)
        ]
        return Judged(solve_all(self.solver, tasks))
