"""The columns that say when: the period, and in a scenario tree the branch as well."""

from dataclasses import dataclass
from functools import cached_property

from models.ids import NodeId, OutcomeId
from models.instance import Instance
from planner.report.table import Column


@dataclass(frozen=True)
class When:
    """How the tables of one instance name their times."""

    inst: Instance

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, to stand first in a table."""
        period = Column("period", "Period")
        return (period,) if self.inst.tree.is_chain else (period, Column("branch", "Branch"))

    @property
    def across(self) -> str:
        """The column that is spread over the sheet when a table is read over time."""
        return "period" if self.inst.tree.is_chain else "branch"

    def of_outcome(self, e: OutcomeId) -> tuple[str, ...]:
        """Return the values of the columns for an outcome."""
        return self._values(self.inst.tree.outcome(e).period, e)

    def of_node(self, n: NodeId) -> tuple[str, ...]:
        """Return the values of the columns for a decision node."""
        return self._values(self.inst.tree.node(n).period, n)

    def all_periods(self, e: OutcomeId) -> tuple[str, ...]:
        """Return the values of the columns for what adds up all periods on the way to `e`."""
        return self._values("all periods", e)

    def node_place(self, n: NodeId) -> int:
        """Return the position of a node, for sorting."""
        return self._node_places[n]

    def outcome_place(self, e: OutcomeId) -> int:
        """Return the position of an outcome, for sorting."""
        return self._outcome_places[e]

    def _values(self, period: str, branch: str) -> tuple[str, ...]:
        return (period,) if self.inst.tree.is_chain else (period, branch)

    @cached_property
    def _node_places(self) -> dict[NodeId, int]:
        return {n: i for i, n in enumerate(self.inst.nodes)}

    @cached_property
    def _outcome_places(self) -> dict[OutcomeId, int]:
        return {e: i for i, e in enumerate(self.inst.outcomes)}
