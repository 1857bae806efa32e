"""Another aim than the least cost: the least or the most of some decisions, among the plans that cost no more than a
limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pyomo.environ as pyo

from models.plan import Plan
from models.records import Decision

Sense = Literal["least", "most"]

_TIE = 1e-3
"""Of the size of the goal: the most that the whole cost counts beside it."""


Weights = Mapping[tuple[Decision, tuple[Any, ...]], float]
"""Of decisions, by their family and their whole key in a plan."""


def weighed(plan: Plan, weights: Weights) -> float:
    """Return a weighed sum of the decisions of a plan."""
    decided: dict[Decision, Mapping[Any, float]] = {family: getattr(plan, family) for family, _ in weights}
    return sum(weight * decided[family].get(key, 0.0) for (family, key), weight in weights.items())


@dataclass(frozen=True)
class Goal:
    """A weighed sum of decisions that is to be as small, or as large, as it can be."""

    sense: Sense
    weights: Weights
    """None below 0."""
    cost_limit_m: float
    """No plan may cost more."""
    size: float
    """What counts as much of the sum; a gap is a share of the sum and this together, as the sum itself may be 0."""

    @property
    def tie_per_m(self) -> float:
        """What a million of cost counts beside the sum.

        Of plans that reach the goal alike, the cheaper one is better; and nothing is paid for that buys nothing. All of
        the cost together counts a thousandth of the size.
        """
        return _TIE * self.size / max(abs(self.cost_limit_m), 1e-9)

    def value(self, plan: Plan) -> float:
        """Return the sum in a plan."""
        return weighed(plan, self.weights)

    def bound(self, objective_bound: float, reached: float) -> float:
        """Return what no sum is beyond, from a bound on the objective of the model and what a plan reaches."""
        cost = self.tie_per_m * self.cost_limit_m
        if self._is_least:
            return min(reached, max(0.0, objective_bound - self.size - cost))
        return max(reached, cost - self.size - objective_bound)

    def expression(self, m: pyo.ConcreteModel, cost: Any) -> Any:
        """Return what is made least in a model: the sum, the size that a gap is a share of, and the cost beside it.

        least:   size + sum + tie * cost         most:   - size - sum + tie * cost
        """
        decided = [
            weight * m.component(family)[key]
            for (family, key), weight in self.weights.items()
            if key in m.component(family)
        ]
        whole = self.size + sum(decided)
        return (whole if self._is_least else -whole) + self.tie_per_m * cost

    @property
    def _is_least(self) -> bool:
        return self.sense == "least"
