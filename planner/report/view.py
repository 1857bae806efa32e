"""A plan laid open for the tables: instance, plan, account, and what times, things and codes are called."""

from dataclasses import dataclass, replace
from functools import cached_property

from models.account.account import Account, account
from models.account.operation import state_shares
from models.ids import NodeId, OutcomeId, StateId
from models.instance import Instance
from models.plan import Plan
from planner.report.names import Names, readable_names
from planner.report.table import Column
from planner.report.when import When
from planner.report.words import Language, Words

NEGLIGIBLE = 1e-6
"""Below this, a quantity is rounding of the solver and no decision."""
MOST_BRANCHES, MOST_LETTERS = 16, 320
"""Branches of all periods, and letters of their names, that can still be read next to each other."""


@dataclass(frozen=True)
class View:
    """What every table is made from."""

    inst: Instance
    plan: Plan
    account: Account
    words: Words
    names: Names

    @cached_property
    def when(self) -> When:
        """How times are named."""
        return When(self.inst, self.words)

    @property
    def for_programs(self) -> "View":
        """The same plan for the tables that programs read: in English, by ids and codes, whatever the reports say."""
        return replace(self, words=Words("en"), names=Names())

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.inst, self.words)

    @property
    def yearly_pflops(self) -> str:
        """The unit of delivered work."""
        return self.words("PFLOPS, yearly average")

    def money_column(self, name: str, title: str, unit: str = "") -> Column:
        """Return a column of money; `unit` where it is not just the unit of money."""
        return Column(name, title, unit or self.money, "money")

    def probability(self, e: OutcomeId) -> float:
        """Return how likely an outcome is."""
        return self.inst.tree.outcome(e).probability

    @property
    def weighs_risk(self) -> bool:
        """Whether what is minimised is not the expected cost alone."""
        return self.inst.settings.risk_weight > 0 and not self.inst.tree.is_chain

    @cached_property
    def chances(self) -> dict[str, float] | None:
        """How likely each branch is, by the name that tables give it; None where there is only one future."""
        if self.inst.tree.is_chain:
            return None
        return {self.when.branch(e): self.probability(e) for e in self.inst.outcomes}

    @cached_property
    def reads_branches(self) -> bool:
        """Whether the branches of all periods stand next to each other where a table is read over time."""
        names = [self.when.branch(e) for e in self.inst.outcomes]
        few = len(names) <= MOST_BRANCHES and sum(map(len, names)) <= MOST_LETTERS
        return few or self.inst.tree.is_chain

    @property
    def across(self) -> str:
        """The column that is spread over the sheet when a table is read over time."""
        return self.when.across if self.reads_branches else "period"

    @property
    def likely(self) -> dict[str, float] | None:
        """How likely each head of a table read over time is; None where there is only one future."""
        if self.chances is None or self.reads_branches:
            return self.chances
        return dict.fromkeys(self.inst.periods, 1.0)

    def node_weight(self, n: NodeId) -> float:
        """Return how likely the plan is to stand at a node."""
        return sum(outcome.probability for outcome in self.inst.tree.outcomes_at(n))

    def weight(self, e: OutcomeId, s: StateId) -> float:
        """Return the share of the year's hours that a state takes; outages take none."""
        return self._shares[e].get(s, 0.0)

    def is_slice(self, e: OutcomeId, s: StateId) -> bool:
        """Return whether a state is a slice of the year, and no outage."""
        return s in self._shares[e]

    @cached_property
    def _shares(self) -> dict[OutcomeId, dict[StateId, float]]:
        return {e: state_shares(self.inst.case(e)) for e in self.inst.outcomes}


def view(inst: Instance, plan: Plan, language: Language = "en") -> View:
    """Return a plan laid open, as people read it in a language."""
    words = Words(language)
    return View(inst, plan, account(inst, plan), words, readable_names(inst.first_case, words))


def money_text(inst: Instance, words: Words) -> str:
    """Return the unit of money."""
    currency = inst.settings.currency
    return words("million CNY") if currency == "CNY" else words("million {currency}", currency=currency)
