"""What customers pay for work, and what those who do it for others get, by marginal cost or by stated prices."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from models.account.lifetimes import discount_factor
from models.ids import OutcomeId, RegionId, StateId, TierId, WorkloadId
from models.instance import Instance
from planner.solve import Prices
from planner.studies.settlement import host_price_m, price_m, years_of

Tariff = Literal["long", "short", "sheet"] | float
"""Customers pay the marginal cost at their region, in the long or the short run; what the sheet of tariffs says; or one
price, in millions for each PFLOPS delivered for a year."""


def is_marginal(tariff: Tariff) -> bool:
    """Return whether a tariff takes the prices of the plan."""
    return tariff in ("long", "short")


@dataclass(frozen=True, eq=False)
class Sales:
    """The price of a PFLOPS in a state, as expected money in millions in each year of the period."""

    inst: Instance
    prices: Prices | None
    """None: the tariff does not take them."""
    tariff: Tariff

    def customer_m(self, o: RegionId, w: WorkloadId, e: OutcomeId, s: StateId) -> float:
        """Return what the customer pays.

        Raises
        ------
        KeyError
            When the sheet of tariffs has no price for it.
        """
        if is_marginal(self.tariff):
            return price_m(self._run, o, w, e, s) / self._worth_of_years[e]
        outcome = self.inst.tree.outcome(e)
        stated_m = self.tariff
        if not isinstance(stated_m, float):
            stated_m = self.inst.case(e).tariff_m_per_pflops[o, w, outcome.period]
        share = years_of(self.inst, e, s) / self.inst.period_of(e).years
        return outcome.probability * stated_m * share

    def host_m(self, o: RegionId, h: RegionId, q: TierId, w: WorkloadId, e: OutcomeId, s: StateId) -> float:
        """Return what the host of another's work gets: at marginal prices midway between both ends, else all of it."""
        if is_marginal(self.tariff):
            return host_price_m(self.inst, self._run, o, h, q, w, e, s) / self._worth_of_years[e]
        return self.customer_m(o, w, e, s)

    @cached_property
    def _run(self) -> Mapping[tuple[str, object], float]:
        if self.prices is None:
            return {}
        return self.prices.long_run if self.tariff == "long" else self.prices.short_run

    @cached_property
    def _worth_of_years(self) -> Mapping[OutcomeId, float]:
        """The present value of a million in each year of an outcome."""
        years = {e: self.inst.period_of(e).calendar_years for e in self.inst.outcomes}
        return {e: sum(discount_factor(self.inst.settings, year) for year in some) for e, some in years.items()}
