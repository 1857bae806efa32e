"""A plan laid open for the tables: instance, plan, account, and how times are named and averaged."""

from dataclasses import dataclass
from functools import cached_property

from models.account.account import Account, account
from models.account.operation import state_shares
from models.ids import NodeId, OutcomeId, StateId
from models.instance import Instance
from models.plan import Plan
from planner.report.table import Column
from planner.report.when import When

NEGLIGIBLE = 1e-6
"""Below this, a quantity is rounding of the solver and no decision."""
PFLOPS = "PFLOPS, yearly average"


@dataclass(frozen=True)
class View:
    """What every table is made from."""

    inst: Instance
    plan: Plan
    account: Account
    when: When

    @property
    def money(self) -> str:
        """The unit of money."""
        return f"million {self.inst.settings.currency}"

    def money_column(self, name: str, title: str, per: str = "") -> Column:
        """Return a column of money."""
        return Column(name, title, f"{self.money} {per}".strip(), "money")

    def probability(self, e: OutcomeId) -> float:
        """Return how likely an outcome is."""
        return self.inst.tree.outcome(e).probability

    @cached_property
    def chances(self) -> dict[str, float] | None:
        """How likely each branch is, by the name that tables give it; None where there is only one future."""
        if self.inst.tree.is_chain:
            return None
        return {self.when.branch(e): self.probability(e) for e in self.inst.outcomes}

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


def view(inst: Instance, plan: Plan) -> View:
    """Return a plan laid open."""
    return View(inst, plan, account(inst, plan), When(inst))
