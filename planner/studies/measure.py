"""A metric of the policies as something to make better: its value in a plan, and the rows that limit or price it."""

from dataclasses import dataclass
from typing import Literal

from models.account.account import account
from models.account.policies import PolicyPosition
from models.ids import PolicyId, Sense
from models.instance import Instance
from models.plan import Plan
from models.records import OWN_RATIO, Metric, Policy, Selection

Better = Literal["low", "high"]


@dataclass(frozen=True)
class Measure:
    """A metric over the whole horizon, or its share of another selection; shares alone may be better high."""

    metric: Metric
    selection: Selection
    denominator: Selection | None
    better: Better

    @property
    def is_share(self) -> bool:
        """Whether it is a share or a ratio."""
        return self.denominator is not None or self.metric in OWN_RATIO

    def policy(self, name: str, sense: Sense, value: float, price_m: float | None = None) -> Policy:
        """Return a limit on it; with a price, one that may be passed."""
        return Policy(PolicyId(name), self.metric, self.selection, self.denominator, "total", sense, value, price_m)

    def priced(self, name: str, price_m: float) -> Policy:
        """Return a policy that takes a price for each unit of it; of a share, for each that counts against it."""
        sense: Sense = "<=" if self.better == "low" else ">="
        return self.policy(name, sense, self._ideal, price_m)

    def value(self, inst: Instance, plan: Plan) -> float:
        """Return what it is in a plan: the sum over all years, or the share; a share of nothing is as good as any."""
        position = self._position(inst, plan)
        if not self.is_share:
            return position.value
        return self._ideal if position.ratio is None else position.ratio

    def burden(self, inst: Instance, plan: Plan) -> float:
        """Return how much there is of what a price is taken for."""
        return self._position(inst, plan).excess

    @property
    def _ideal(self) -> float:
        """What nothing can be better than."""
        if self.metric == "pue":
            return 1.0
        return 0.0 if self.better == "low" else 1.0

    def _position(self, inst: Instance, plan: Plan) -> PolicyPosition:
        name = "measured"
        measured = inst.with_cases(policies={PolicyId(name): self.priced(name, 0.0)})
        return next(one for one in account(measured, plan).policies if one.policy == name)
