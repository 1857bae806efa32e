"""Rules over the plan: policies, budgets and commitments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from models.ids import (
    BudgetId,
    ChipId,
    CommitmentId,
    LinkId,
    ModuleId,
    PeriodId,
    PolicyId,
    RegionId,
    Sense,
    StackId,
    TierId,
    WorkloadId,
)

Metric = Literal[
    "counted_capacity",
    "new_capacity",
    "units",
    "new_units",
    "chip_types",
    "regions_opened",
    "modules",
    "it_mw",
    "energy_mwh",
    "green_mwh",
    "pue",
    "green_share",
    "carbon_t",
    "capex",
    "opex",
    "served",
    "served_remotely",
    "rented",
    "unmet",
    "utilisation",
]

OWN_RATIO: tuple[Metric, ...] = ("pue", "green_share", "utilisation")
"""Metrics that are a ratio of two quantities by themselves: facility over IT energy, green over facility energy, busy
over installed counted capacity."""


@dataclass(frozen=True)
class Selection:
    """A row filter, resolved to the ids it names; None: all."""

    text: str = ""
    """The filter as the workbook has it."""
    regions: tuple[RegionId, ...] | None = None
    """Where capacity stands; for served work, its origin."""
    hosts: tuple[RegionId, ...] | None = None
    chips: tuple[ChipId, ...] | None = None
    workloads: tuple[WorkloadId, ...] | None = None
    tiers: tuple[TierId, ...] | None = None
    links: tuple[LinkId, ...] | None = None
    modules: tuple[ModuleId, ...] | None = None
    """Sizes of circuits."""
    years: tuple[int, ...] | None = None
    """In which units of the fleet were commissioned."""
    periods: tuple[PeriodId, ...] | None = None


@dataclass(frozen=True)
class Policy:
    """A linear limit on a metric, or on its share of another selection of the same metric."""

    id: PolicyId
    metric: Metric
    selection: Selection
    denominator: Selection | None
    """None: the limit is on the quantity itself; for `pue` and `utilisation` the ratio is their own."""
    apply: Literal["each period", "each region", "total"]
    """One limit for each period over all regions; for each period and region; or over all periods and regions."""
    sense: Sense
    value: float
    price_m: float | None = None
    """None: hard. Else soft: cost of one unit of the metric beyond the limit, in each year of the period."""


@dataclass(frozen=True)
class Budget:
    """Cash that a scope may spend."""

    id: BudgetId
    scope: str
    """Name of the scope for messages."""
    regions: tuple[RegionId, ...]
    links: tuple[LinkId, ...]
    national: bool
    """Whether one-time national costs (tiers, ports) are paid from it."""
    amount_m: Mapping[PeriodId, float | None]
    """Cash of the whole period; None: no limit in that period."""
    covers: tuple[str, ...]
    """The cost categories that are paid from it."""
    carry_over: bool = True
    subsidy_fraction: float = 0.0
    """Share of the spending that the payer bears."""
    subsidy_m: Mapping[PeriodId, float] = field(default_factory=dict)
    """Sum that the payer adds to the amount."""
    payer: BudgetId | None = None
    """The budget that bears the subsidy; None: money from outside."""


Decision = Literal[
    "opened",
    "modules_built",
    "chip_adopted",
    "bought_units",
    "retired_units",
    "tier_joined",
    "tier_established",
    "stack_ported",
    "link_opened",
    "circuits_added",
    "trained_staff",
]


@dataclass(frozen=True)
class Commitment:
    """A decision that is fixed, bounded or preferred."""

    id: CommitmentId
    decision: Decision
    selection: Selection
    stacks: tuple[StackId, ...] | None
    sense: Sense
    value: float
    apply: Literal["each", "total"] = "each"
    """`each`: for every decision selected; `total`: for their sum."""
    price_m: float | None = None
    """None: must hold. Else preferred: cost of one unit of departure."""
    place: tuple[str | int, ...] | None = None
    """The one decision that is meant, by its index in the model without the node; None: all that are selected."""
