"""The columns that say when: the period, and in a scenario tree the branch as well."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from models.ids import NodeId, OutcomeId, PeriodId
from models.instance import Instance
from planner.report.table import Column
from planner.report.words import Words

Id = TypeVar("Id", bound=str)


@dataclass(frozen=True)
class When:
    """How the tables of one instance name their times."""

    inst: Instance
    words: Words

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, to stand first in a table."""
        period = Column("period", self.words("Period"))
        return (period,) if self.inst.tree.is_chain else (period, Column("branch", self.words("Branch")))

    @property
    def across(self) -> str:
        """The column that is spread over the sheet when a table is read over time."""
        return "period" if self.inst.tree.is_chain else "branch"

    def of_outcome(self, e: OutcomeId) -> tuple[str, ...]:
        """Return the values of the columns for an outcome."""
        return self._values(self.inst.tree.outcome(e).period, self._outcome_names[e])

    def of_node(self, n: NodeId) -> tuple[str, ...]:
        """Return the values of the columns for a decision node."""
        return self._values(self.inst.tree.node(n).period, self._node_names[n])

    def all_periods(self, e: OutcomeId) -> tuple[str, ...]:
        """Return the values of the columns for what adds up all periods on the way to `e`."""
        return self._values(self.words("all periods"), self._outcome_names[e])

    def branch(self, e: OutcomeId) -> str:
        """Return the name of an outcome: its period, and its scenario where the period has several outcomes."""
        return self._outcome_names[e]

    def said(self, period: PeriodId) -> str:
        """Return a period as it stands in a sentence."""
        return self.words("{year}", year=period) if period.isdigit() else period

    def listed(self, period: PeriodId) -> str:
        """Return a period as it stands before its amount in a list."""
        return self.words("{period}:", period=self.said(period))

    def node_place(self, n: NodeId) -> int:
        """Return the position of a node, for sorting."""
        return self._node_places[n]

    def outcome_place(self, e: OutcomeId) -> int:
        """Return the position of an outcome, for sorting."""
        return self._outcome_places[e]

    def _values(self, period: str, branch: str) -> tuple[str, ...]:
        return (period,) if self.inst.tree.is_chain else (period, branch)

    @cached_property
    def _outcome_names(self) -> dict[OutcomeId, str]:
        return _branch_names({outcome.id: outcome.period for outcome in self.inst.tree.outcomes}, self._trunk)

    @cached_property
    def _node_names(self) -> dict[NodeId, str]:
        return _branch_names({node.id: node.period for node in self.inst.tree.nodes}, self._trunk)

    @property
    def _trunk(self) -> str:
        """The scenario whose outcomes have the names of the periods alone."""
        return next((out.scenario for out in self.inst.tree.outcomes if str(out.id) == str(out.period)), "")

    @cached_property
    def _node_places(self) -> dict[NodeId, int]:
        return {n: i for i, n in enumerate(self.inst.nodes)}

    @cached_property
    def _outcome_places(self) -> dict[OutcomeId, int]:
        return {e: i for i, e in enumerate(self.inst.outcomes)}


def _branch_names(periods: Mapping[Id, PeriodId], trunk: str) -> dict[Id, str]:
    """Return what readers call each branch: `2027` where a period has one, else `2028 usual` and `2028 tight`."""
    branches = Counter(periods.values())
    return {
        id_: period if branches[period] == 1 else f"{period} {id_[len(period) + 1 :] or trunk}".rstrip()
        for id_, period in periods.items()
    }
