"""What solves know of cheapest costs: intervals, from a bound to a cost; and so of every difference between them."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.plan import Plan
from planner.solve import Ending, Outcome

NO_PLAN = "no plan meets every limit"
NOT_FOUND = "no plan was found in time"
FAILED_AUDIT = "the plan failed its audit"
_ROUNDING = 1e-9
"""Share of the costs below which a difference is that of arithmetic."""


@dataclass(frozen=True)
class Known:
    """What is known of the cheapest cost of an instance, in millions."""

    cost_m: float | None = None
    """Of the best plan found; None: no plan."""
    bound_m: float | None = None
    """No plan costs less; None: not known."""
    plan: Plan | None = None
    why: str = ""
    """Why there is no plan."""

    def sharpened(self, other: "Known") -> "Known":
        """Return what two solves of the same instance know together."""
        costs = [known for known in (self, other) if known.cost_m is not None]
        bounds = [known.bound_m for known in (self, other) if known.bound_m is not None]
        best = min(costs, key=lambda known: known.cost_m or 0.0, default=self)
        return Known(best.cost_m, max(bounds, default=None), best.plan, best.why)


@dataclass(frozen=True)
class Effect:
    """A difference in cost, in millions."""

    best_m: float
    """Between the best plans found."""
    least_m: float | None
    most_m: float | None
    """Between the cheapest plans there are, it lies from the least to the most; None: not known."""


def difference(terms: Iterable[tuple[float, Known]]) -> Effect | None:
    """Return a sum of cheapest costs, each with its factor; None where one of them has no plan.

    A cheapest cost lies between bound and cost, so that the sum lies between those of the ends that its sign asks for.
    """
    best, least, most, size = 0.0, 0.0, 0.0, 0.0
    is_bounded = True
    for factor, known in terms:
        if known.cost_m is None:
            return None
        bound_m = known.cost_m if known.bound_m is None else known.bound_m
        is_bounded &= known.bound_m is not None or factor == 0.0
        best += factor * known.cost_m
        least += factor * (bound_m if factor > 0 else known.cost_m)
        most += factor * (known.cost_m if factor > 0 else bound_m)
        size += abs(factor * known.cost_m)
    best, least, most = (0.0 if abs(value) <= _ROUNDING * size else value for value in (best, least, most))
    return Effect(best, least if is_bounded else None, most if is_bounded else None)


def between(of: Known, to: Known) -> Effect | None:
    """Return what the second costs more than the first; None where one of them has no plan."""
    return difference([(1.0, to), (-1.0, of)])


def known_of(outcome: Outcome) -> Known:
    """Return what a solve knows of the cheapest cost."""
    if outcome.plan is None:
        return Known(bound_m=outcome.bound_m, why=NO_PLAN if outcome.ending is Ending.INFEASIBLE else NOT_FOUND)
    return Known(outcome.cost_m, outcome.bound_m, outcome.plan)
