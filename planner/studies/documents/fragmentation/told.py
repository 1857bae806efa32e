"""The study laid open for its document: names, key figures, and who gains."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from models.account.account import account
from models.costs import PENALTY
from models.instance import Instance
from models.plan import Plan
from planner.report.figures import PeriodFigures, figures_by_period
from planner.report.names import Names, readable_names
from planner.report.view import money_text, view
from planner.report.words import Words
from planner.solve import Prices
from planner.studies.fragmentation import Fragmentation, Way
from planner.studies.settlement import (
    Balance,
    Flow,
    Payment,
    balances,
    costs_by_member,
    flows_that_do_not_pay,
    payments,
)


def way_names(words: Words) -> dict[Way, str]:
    """Return what the markets are called."""
    return {
        "alone": words("Each alone"),
        "today": words("Sharing as it is today"),
        "connected": words("One market without a standard"),
        "standard": words("One market with a standard"),
    }


def together(figures: Sequence[PeriodFigures]) -> PeriodFigures:
    """Return the key figures of several plans for the same period as one."""
    counted = sum(one.counted_pflops for one in figures)
    busy = sum((one.utilisation or 0.0) * one.counted_pflops for one in figures)
    added = {
        name: sum(getattr(one, name) for one in figures)
        for name in PeriodFigures.__dataclass_fields__
        if name not in ("period", "utilisation")
    }
    return PeriodFigures(period=figures[0].period, utilisation=busy / counted if counted > 0 else None, **added)


@dataclass(frozen=True)
class Told:
    """The study laid open for its document."""

    inst: Instance
    found: Fragmentation
    words: Words

    @cached_property
    def names(self) -> Names:
        """What things are called."""
        return readable_names(self.inst.first_case, self.words)

    @staticmethod
    def unmet_share(at: PeriodFigures) -> float:
        """Return the share of a period's demand that is not met, of 1."""
        return at.unmet_pflops / at.demand_pflops if at.demand_pflops > 0 else 0.0

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.inst, self.words)

    def member(self, name: str) -> str:
        """Return what a member, the links or the nation is called."""
        fixed = {"links": self.words("Links"), "nation": self.words("Nation")}
        return fixed.get(name) or self.names.regions[name]

    @cached_property
    def best(self) -> tuple[Plan, Prices] | None:
        """Plan and prices of the market with most sharing; None: it has none."""
        outcome = self.found.markets[self.found.best].pieces[0].outcome
        if self.found.best == "alone" or outcome is None or outcome.plan is None or outcome.prices is None:
            return None
        return outcome.plan, outcome.prices

    @property
    def _of_best(self) -> Instance:
        """The instance of the market with most sharing."""
        return self.found.markets[self.found.best].pieces[0].inst

    @cached_property
    def penalties_m(self) -> dict[Way, float]:
        """The part of each market's cost that is a penalty, as expected present value."""
        return {
            way: sum(_penalties_m(piece.inst, plan) for piece in market.pieces if (plan := piece.plan))
            for way, market in self.found.markets.items()
        }

    @cached_property
    def payments(self) -> tuple[Payment, ...]:
        """What members owe each other in the market with most sharing."""
        return () if self.best is None else payments(self._of_best, *self.best, self.found.members)

    @cached_property
    def balances(self) -> tuple[Balance, ...]:
        """Who gains and who loses; () where a member has no plan alone."""
        alone = self.found.markets["alone"]
        if self.best is None or alone.without_plan:
            return ()
        alone_m = {piece.name: piece.outcome.cost_m or 0.0 for piece in alone.pieces if piece.outcome is not None}
        market_m = costs_by_member(self._of_best, self.best[0], self.found.members)
        return balances(self.found.members, alone_m, market_m, self.payments)

    @cached_property
    def bad_flows(self) -> tuple[Flow, ...]:
        """Flows that do not pay, those that lose most first."""
        if self.best is None:
            return ()
        return tuple(sorted(flows_that_do_not_pay(self.inst, *self.best), key=lambda flow: flow.saving_m))

    @cached_property
    def figures(self) -> dict[Way, list[PeriodFigures]]:
        """Key figures by market and period; without those of pieces that have no plan."""
        found: dict[Way, list[PeriodFigures]] = {}
        for way, market in self.found.markets.items():
            each = [figures_by_period(view(piece.inst, plan)) for piece in market.pieces if (plan := piece.plan)]
            found[way] = [together(at) for at in zip(*each, strict=True)]
        return found


def _penalties_m(inst: Instance, plan: Plan) -> float:
    return sum(
        inst.tree.outcome(line.outcome).probability * line.present_value_m
        for line in account(inst, plan).lines
        if line.category in PENALTY
    )
