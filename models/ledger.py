"""The sums that every concern adds to: what things cost, when it is paid and what it is worth today."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models.costs import CapitalCost, PenaltyCost, RunningCost
from models.ids import LinkId, OutcomeId, RegionId
from models.instance import Instance
from models.timing import capital_factor, discount_factor, one_off_factor, yearly_factor


@dataclass(frozen=True)
class CostEntry:
    """One term of cost in one outcome."""

    category: CapitalCost | RunningCost | PenaltyCost
    e: OutcomeId
    amount_m: Any
    """Linear expression: overnight cost, or cost of a year."""
    cash_factor: float
    """Times the amount: the cash of the whole period. 0 for penalties."""
    value_factor: float
    """Times the amount: the present value that counts in the objective."""
    region: RegionId | None
    link: LinkId | None


@dataclass
class CostLedger:
    """Collects the cost terms; their values add up to the cost of each outcome."""

    inst: Instance
    entries: dict[OutcomeId, list[CostEntry]] = field(default_factory=dict)

    def capital(
        self,
        category: CapitalCost,
        e: OutcomeId,
        overnight_m: Any,
        lead_years: float,
        life_years: float,
        region: RegionId | None = None,
        link: LinkId | None = None,
    ) -> None:
        """Add an asset ordered in outcome `e`: cash now, annuities while it stands inside the horizon."""
        factor = capital_factor(self.inst.case(e), self.inst.tree.outcome(e).period, lead_years, life_years)
        self._add(CostEntry(category, e, overnight_m, 1.0, factor, region, link))

    def one_off(
        self,
        category: CapitalCost,
        e: OutcomeId,
        overnight_m: Any,
        region: RegionId | None = None,
        link: LinkId | None = None,
    ) -> None:
        """Add a cost without an asset, decided in outcome `e`, spread over the one-off life."""
        factor = one_off_factor(self.inst.case(e), self.inst.tree.outcome(e).period)
        self._add(CostEntry(category, e, overnight_m, 1.0, factor, region, link))

    def running(
        self,
        category: RunningCost,
        e: OutcomeId,
        yearly_m: Any,
        region: RegionId | None = None,
        link: LinkId | None = None,
    ) -> None:
        """Add a cost of every year of outcome `e`."""
        period = self.inst.period_of(e)
        factor = yearly_factor(self.inst.case(e), period.id)
        self._add(CostEntry(category, e, yearly_m, float(period.years), factor, region, link))

    def penalty(self, category: PenaltyCost, e: OutcomeId, amount_m: Any, *, yearly: bool = True) -> None:
        """Add a price that is nobody's cash: of every year of `e`, or once."""
        case, period = self.inst.case(e), self.inst.period_of(e)
        factor = yearly_factor(case, period.id) if yearly else discount_factor(case.settings, period.first_year)
        self._add(CostEntry(category, e, amount_m, 0.0, factor, None, None))

    def of(self, e: OutcomeId) -> Sequence[CostEntry]:
        """Return the terms of one outcome."""
        return self.entries.get(e, ())

    def _add(self, entry: CostEntry) -> None:
        self.entries.setdefault(entry.e, []).append(entry)
