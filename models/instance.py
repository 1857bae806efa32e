"""A planning problem: a tree of time, and the data of each scenario on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from models.ids import (
    BudgetId,
    ChipId,
    CommitmentId,
    LinkId,
    NodeId,
    OfferId,
    OutageId,
    OutcomeId,
    PartyId,
    PeriodId,
    PolicyId,
    RegionId,
    ScenarioId,
    SliceId,
    StackId,
    TierId,
    WorkloadId,
)
from models.records import (
    Budget,
    Chip,
    Commitment,
    FleetLine,
    HostRule,
    Link,
    Offer,
    Outage,
    Period,
    Pipeline,
    Policy,
    Region,
    Settings,
    Slice,
    Supply,
    Tier,
    Workload,
)
from models.tree import Tree, chain


@dataclass(frozen=True)
class Case:
    """The data of one scenario, for all periods. Order is the workbook's."""

    settings: Settings
    periods: Mapping[PeriodId, Period]
    slices: Mapping[SliceId, Slice]
    regions: Mapping[RegionId, Region]
    workloads: Mapping[WorkloadId, Workload]
    chips: Mapping[ChipId, Chip]
    demand_pflops: Mapping[tuple[RegionId, WorkloadId, PeriodId], float]
    """Delivered PFLOPS, the yearly average, of all parties together; no key: none."""
    performance_pflops: Mapping[tuple[ChipId, WorkloadId, RegionId], float]
    """What a fully occupied unit delivers; no key: it cannot run the workload there."""
    chip_price_m: Mapping[tuple[ChipId, RegionId, PeriodId], float]
    """Price of a unit ordered in the period; no key: cannot be bought."""
    host_rules: Mapping[tuple[WorkloadId, RegionId, RegionId], HostRule] = field(default_factory=dict)
    """Workload, origin, host: the pairs that residency allows, never origin = host."""
    remote_fraction: Mapping[tuple[WorkloadId, RegionId], float] = field(default_factory=dict)
    """Largest share of an origin's demand that may be served remotely, all hosts together; no key: 1."""
    party_fraction: Mapping[tuple[RegionId, WorkloadId, PeriodId], Mapping[PartyId, float]] = field(
        default_factory=dict
    )
    """Share of a demand that each party but the region's own has; no key: all is the region's own. It moves no plan."""
    profile: Mapping[tuple[WorkloadId, RegionId, SliceId], float] = field(default_factory=dict)
    """Factor on demand; no key: 1."""
    tiers: Mapping[TierId, Tier] = field(default_factory=dict)
    """In rank order. Without tiers nothing is shared."""
    supplies: tuple[Supply, ...] = ()
    """A chip without one can be bought without limit."""
    porting_cost_m: Mapping[tuple[StackId, WorkloadId], float] = field(default_factory=dict)
    """One-time national cost; no key, or 0: runs already."""
    port_party: Mapping[tuple[StackId, WorkloadId], PartyId] = field(default_factory=dict)
    """Who owns the software that runs a workload on a stack; no key: open to all."""
    fleet: tuple[FleetLine, ...] = ()
    links: Mapping[LinkId, Link] = field(default_factory=dict)
    pipeline: tuple[Pipeline, ...] = ()
    offers: Mapping[OfferId, Offer] = field(default_factory=dict)
    tariff_m_per_pflops: Mapping[tuple[RegionId, WorkloadId, PeriodId], float] = field(default_factory=dict)
    """What customers pay for a PFLOPS delivered for a year, for business cases; no key: no price is stated."""
    outages: Mapping[OutageId, Outage] = field(default_factory=dict)
    policies: Mapping[PolicyId, Policy] = field(default_factory=dict)
    budgets: Mapping[BudgetId, Budget] = field(default_factory=dict)
    commitments: Mapping[CommitmentId, Commitment] = field(default_factory=dict)

    def replace(self, **changes: Any) -> "Case":
        """Return a copy with these fields changed."""
        return replace(self, **changes)

    @cached_property
    def stacks(self) -> tuple[StackId, ...]:
        """The software stacks of the chips, in the order of the chips."""
        return tuple(dict.fromkeys(chip.stack for chip in self.chips.values()))


@dataclass(frozen=True)
class Instance:
    """A planning problem, ready for the model.

    All cases name the same periods, slices, regions, workloads, chips, tiers, links and outages: scenarios differ in
    values, not in things.
    """

    name: str
    tree: Tree
    cases: Mapping[ScenarioId, Case]
    best_cost_m: Mapping[OutcomeId, float] = field(default_factory=dict)
    """By leaf, what the best plan for this future alone costs: what regret is measured from."""

    def case(self, e: OutcomeId) -> Case:
        """Return the data that hold in outcome `e`."""
        return self._case[e]

    @cached_property
    def _case(self) -> dict[OutcomeId, Case]:
        return {outcome.id: self.cases[outcome.scenario] for outcome in self.tree.outcomes}

    @cached_property
    def first_case(self) -> Case:
        """The data of the first scenario, for what is the same in all of them."""
        return next(iter(self.cases.values()))

    @property
    def settings(self) -> Settings:
        """The settings, which are the same in all scenarios."""
        return self.first_case.settings

    @property
    def periods(self) -> Mapping[PeriodId, Period]:
        """The periods in order of time."""
        return self.first_case.periods

    @cached_property
    def nodes(self) -> tuple[NodeId, ...]:
        """The decision nodes, parents first."""
        return tuple(node.id for node in self.tree.nodes)

    @cached_property
    def outcomes(self) -> tuple[OutcomeId, ...]:
        """The outcomes, parents first."""
        return tuple(outcome.id for outcome in self.tree.outcomes)

    def period_of(self, e: OutcomeId) -> Period:
        """Return the period of an outcome."""
        return self.periods[self.tree.outcome(e).period]

    def period_at(self, n: NodeId) -> Period:
        """Return the period of a decision node."""
        return self.periods[self.tree.node(n).period]

    def replace(self, **changes: Any) -> "Instance":
        """Return a copy with these fields changed."""
        return replace(self, **changes)

    def with_cases(self, **changes: Any) -> "Instance":
        """Return a copy in which these fields of every case are changed."""
        return self.replace(cases={name: case.replace(**changes) for name, case in self.cases.items()})

    def leaf(self, e: OutcomeId) -> "Instance":
        """Return the way through the tree that ends in leaf `e`, as an instance of its own with one future.

        Its nodes and outcomes, and the data of each, are those of the tree, so that decisions can be compared.

        Raises
        ------
        ValueError
            When `e` is not a leaf.
        """
        return self.part((e,))

    def part(self, leaves: Sequence[OutcomeId]) -> "Instance":
        """Return the part of the tree that ends in these leaves, as an instance of its own with these futures alone.

        Its nodes and outcomes, and the data of each, are those of the tree; probabilities are given that one of the
        leaves comes.

        Raises
        ------
        ValueError
            When one of them is not a leaf.
        """
        tree = self.tree
        chance: dict[OutcomeId, float] = {}
        nodes: set[NodeId] = set()
        for leaf in leaves:
            if leaf not in tree.leaves:
                raise ValueError(f"{leaf} is not an outcome of the last period")
            nodes.update(tree.node_path(tree.outcome(leaf).node))
            for e in tree.outcome_path(leaf):
                chance[e] = chance.get(e, 0.0) + tree.outcome(leaf).probability
        total = sum(tree.outcome(leaf).probability for leaf in leaves)
        alone = len(leaves) == 1
        outcomes = [
            replace(outcome, probability=1.0 if alone else chance[outcome.id] / total)
            for outcome in tree.outcomes
            if outcome.id in chance
        ]
        part = Tree(tuple(node for node in tree.nodes if node.id in nodes), tuple(outcomes))
        scenarios = dict.fromkeys(outcome.scenario for outcome in reversed(outcomes))
        return Instance(self.name, part, {scenario: self.cases[scenario] for scenario in scenarios})


def single(case: Case, name: str = "plan") -> Instance:
    """Return the instance of one scenario: a chain of periods."""
    scenario = ScenarioId("base")
    return Instance(name, chain(tuple(case.periods), scenario), {scenario: case})
