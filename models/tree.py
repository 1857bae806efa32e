"""Time as a tree: decision nodes, and the outcomes in which their decisions are lived with."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from models.ids import NodeId, OutcomeId, PeriodId, ScenarioId


@dataclass(frozen=True)
class Node:
    """A point at which investments are decided: one period, one state of knowledge."""

    id: NodeId
    period: PeriodId
    parent: NodeId | None = None


@dataclass(frozen=True)
class TreeOutcome:
    """A period under the data of one scenario, with the decisions of one node."""

    id: OutcomeId
    period: PeriodId
    scenario: ScenarioId
    """The scenario whose case supplies the data of this period."""
    node: NodeId
    parent: OutcomeId | None = None
    probability: float = 1.0


@dataclass(frozen=True)
class Branch:
    """A scenario as the workbook states it: where it leaves the scenario it comes from."""

    scenario: ScenarioId
    probability: float
    """Of the leaf that ends this scenario; 0 when it only carries others."""
    parent: ScenarioId | None = None
    data_from: PeriodId | None = None
    """First period whose data differ from the parent's; None: the first period of all."""
    decisions_from: PeriodId | None = None
    """First period whose decisions may differ from the parent's; None: as `data_from`."""


@dataclass(frozen=True)
class Tree:
    """Nodes and outcomes, parents before children. With one scenario both are the periods."""

    nodes: tuple[Node, ...]
    outcomes: tuple[TreeOutcome, ...]

    @cached_property
    def _nodes(self) -> dict[NodeId, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def _outcomes(self) -> dict[OutcomeId, TreeOutcome]:
        return {outcome.id: outcome for outcome in self.outcomes}

    @cached_property
    def _outcomes_at(self) -> dict[NodeId, tuple[TreeOutcome, ...]]:
        at: dict[NodeId, list[TreeOutcome]] = {node.id: [] for node in self.nodes}
        for outcome in self.outcomes:
            at[outcome.node].append(outcome)
        return {node: tuple(found) for node, found in at.items()}

    def node(self, n: NodeId) -> Node:
        """Return the node with this id."""
        return self._nodes[n]

    def outcome(self, e: OutcomeId) -> TreeOutcome:
        """Return the outcome with this id."""
        return self._outcomes[e]

    def outcomes_at(self, n: NodeId) -> tuple[TreeOutcome, ...]:
        """Return the outcomes that live with the decisions of node `n` in its own period."""
        return self._outcomes_at[n]

    def node_path(self, n: NodeId) -> tuple[NodeId, ...]:
        """Return the ancestors of `n` and `n` itself, first period first."""
        path = [n]
        while (parent := self._nodes[path[-1]].parent) is not None:
            path.append(parent)
        return tuple(reversed(path))

    def outcome_path(self, e: OutcomeId) -> tuple[OutcomeId, ...]:
        """Return the outcomes before `e` and `e` itself, first period first."""
        path = [e]
        while (parent := self._outcomes[path[-1]].parent) is not None:
            path.append(parent)
        return tuple(reversed(path))

    @cached_property
    def leaves(self) -> tuple[OutcomeId, ...]:
        """The outcomes of the last period, one for each way the future may go."""
        parents = {outcome.parent for outcome in self.outcomes}
        return tuple(outcome.id for outcome in self.outcomes if outcome.id not in parents)

    @property
    def is_chain(self) -> bool:
        """Whether there is only one future."""
        return len(self.leaves) == 1


def chain(periods: Sequence[PeriodId], scenario: ScenarioId) -> Tree:
    """Return the tree of one scenario: node, outcome and period are the same."""
    return grow(periods, [Branch(scenario, probability=1.0)])


def grow(periods: Sequence[PeriodId], branches: Sequence[Branch]) -> Tree:
    """Return the tree that the scenarios of a workbook make.

    A scenario with a probability above 0 is a leaf. Until its `data_from` it has the data, and until its
    `decisions_from` the decisions, of its parent.

    Raises
    ------
    ValueError
        When probabilities do not sum to 1, or a scenario's decisions may differ before its data do, or before
        its parent's may.
    """
    order = {period: i for i, period in enumerate(periods)}
    by_scenario = {branch.scenario: branch for branch in branches}
    total = sum(branch.probability for branch in branches)
    if abs(total - 1.0) > 1e-6:
        raise ValueError(f"the probabilities of the scenarios sum to {total:g}, but must sum to 1")

    def data_start(branch: Branch) -> int:
        return 0 if branch.data_from is None else order[branch.data_from]

    def decision_start(branch: Branch) -> int:
        return data_start(branch) if branch.decisions_from is None else order[branch.decisions_from]

    for branch in branches:
        if decision_start(branch) < data_start(branch):
            raise ValueError(f"the decisions of scenario {branch.scenario!r} may not differ before its data do")
        if branch.parent is not None and data_start(branch) < data_start(by_scenario[branch.parent]):
            raise ValueError(f"scenario {branch.scenario!r} may not branch off before {branch.parent!r} begins")

    def source(branch: Branch, t: int, *, decisions: bool) -> Branch:
        start = decision_start if decisions else data_start
        while branch.parent is not None and t < start(branch):
            branch = by_scenario[branch.parent]
        return branch

    # A root scenario that starts later than the first period shares the start of nothing: roots start together.
    roots = [branch for branch in branches if branch.parent is None]
    trunk = roots[0]
    if any(data_start(root) > 0 for root in roots):
        raise ValueError("a scenario whose data differ from a later period on must name the scenario it branches from")

    nodes: dict[NodeId, Node] = {}
    outcomes: dict[OutcomeId, TreeOutcome] = {}
    for leaf in (branch for branch in branches if branch.probability > 0):
        parent_node: NodeId | None = None
        parent_outcome: OutcomeId | None = None
        for t, period in enumerate(periods):
            data, decisions = source(leaf, t, decisions=False), source(leaf, t, decisions=True)
            # Roots have their own data from the start; decisions they share until they may differ.
            if decisions.parent is None and t < decision_start(decisions):
                decisions = trunk
            n = NodeId(period if decisions is trunk else f"{period}/{decisions.scenario}")
            e = OutcomeId(period if data is trunk else f"{period}/{data.scenario}")
            nodes.setdefault(n, Node(n, period, parent_node))
            known = outcomes.get(e)
            probability = leaf.probability + (known.probability if known else 0.0)
            outcomes[e] = TreeOutcome(e, period, data.scenario, n, parent_outcome, probability)
            parent_node, parent_outcome = n, e
    position = {period: i for i, period in enumerate(periods)}
    return Tree(
        tuple(sorted(nodes.values(), key=lambda node: position[node.period])),
        tuple(sorted(outcomes.values(), key=lambda outcome: position[outcome.period])),
    )
