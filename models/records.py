"""The things a workbook describes: regions, workloads, chips, tiers, links and the rules over them.

Units are fixed: money in millions of the workbook's currency (names ending in `_m`), MW, MWh, PFLOPS, Gbps, units,
fractions, years. What no row of the workbook limits is None.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from models.ids import (
    BudgetId,
    ChipId,
    CommitmentId,
    LinkId,
    ModuleId,
    OfferId,
    OutageId,
    PartyId,
    PeriodId,
    PolicyId,
    RegionId,
    Sense,
    SliceId,
    StackId,
    TierId,
    WorkloadId,
)


@dataclass(frozen=True)
class Settings:
    """Values that hold for the whole workbook."""

    currency: str = "CNY"
    base_year: int = 2026
    """Year to which all costs are discounted."""
    discount_rate: float = 0.08
    one_off_life_years: float = 10.0
    """Years over which one-off costs (opening, joining, porting, integration, training) are spread."""
    paths_per_pair: int = 1
    """How many of the shortest paths between two regions are offered to a workload routed by paths."""
    cvar_weight: float = 0.0
    """Weight of the conditional value at risk in the objective; the expected cost has the rest."""
    cvar_level: float = 0.95
    mip_gap: float = 0.01
    time_limit_s: float = 300.0
    language: str = "en"


@dataclass(frozen=True)
class Period:
    """Consecutive calendar years that are planned as one."""

    id: PeriodId
    first_year: int
    years: int = 1

    @property
    def calendar_years(self) -> range:
        """The calendar years of the period."""
        return range(self.first_year, self.first_year + self.years)


@dataclass(frozen=True)
class Slice:
    """A representative part of the year in which operation is looked at."""

    id: SliceId
    hours: float = 8760.0
    availability: float = 1.0
    """Share of the usable chip time that can be had in this slice."""
    link_availability: float = 1.0
    """Share of the bandwidth that can be had in this slice."""
    electricity_price_factor: float = 1.0
    carbon_factor: float = 1.0
    deferral_group: str | None = None
    """Slices of one group may take over each other's deferrable work."""


@dataclass(frozen=True)
class RegionPeriod:
    """What may change from period to period in a region."""

    grid_limit_mw: float | None = None
    """Largest power drawn from the grid by IT, cooling and losses."""
    electricity_price_m_per_mwh: float = 0.0
    grid_carbon_t_per_mwh: float = 0.0
    carbon_price_m_per_t: float = 0.0
    green_premium_m_per_mwh: float | None = None
    """On top of the electricity price; None: no green power to be had."""
    opening_cost_m: float = 0.0
    hall_module_cost_m: float = 0.0
    max_hall_modules: int = 0
    """Largest number of modules standing or under construction."""
    staff_limit: float | None = None
    """People who need no training."""
    staff_cost_m_per_person: float = 0.0
    """A year's pay."""
    training_cost_m_per_person: float | None = None
    """One-off; None: nobody can be trained."""
    alone_fraction: float = 1.0
    """Usable share of installed unit-time while nothing is pooled."""
    max_chip_types: int | None = None


@dataclass(frozen=True)
class Region:
    """A place with demand, halls, power and chips."""

    id: RegionId
    at: Mapping[PeriodId, RegionPeriod]
    name: str = ""
    name_zh: str = ""
    latitude: float | None = None
    longitude: float | None = None
    party: PartyId | None = None
    """Who owns the halls and the chips that are bought here."""
    hall_module_mw: float = 0.0
    hall_lead_years: float = 0.0
    hall_life_years: float = 20.0
    hall_fixed_om_fraction: float = 0.0
    """Yearly upkeep of a hall as a share of its cost."""
    existing_hall_mw: float = 0.0
    pue_existing: float = 1.0
    pue_new: float = 1.0
    staff_per_mw: float = 0.0
    starting_tier: TierId | None = None
    """The platform tier that the region has already reached, at no further one-off cost."""


@dataclass(frozen=True)
class Tier:
    """A rank of the common platform: what joining costs and what it gives."""

    id: TierId
    rank: int
    joining_cost_m: float = 0.0
    """One-off, of a region, over the tier below."""
    yearly_fee_m: float = 0.0
    """Of a region whose highest tier this is."""
    national_cost_m: float = 0.0
    """One-off, when the first region joins."""
    pooled_fraction: float = 1.0
    """Usable share of installed unit-time of pooled units."""
    loss_fraction: float = 0.0
    """Extra work for each unit of work served remotely."""
    available_from: PeriodId | None = None


@dataclass(frozen=True)
class Workload:
    """A kind of work, with what it needs from the network and from its host."""

    id: WorkloadId
    work_class: str = ""
    gbps_per_pflops: float = 0.0
    """Bandwidth of each delivered PFLOPS that is served remotely."""
    max_latency_ms: float | None = None
    """Largest one-way latency between origin and host."""
    deferrable_fraction: float = 0.0
    single_host: bool = False
    routing: Literal["paths", "arcs"] = "paths"
    unmet_penalty_m_per_pflops: float | None = None
    """A year's penalty for each PFLOPS not delivered; None: all demand must be met."""


@dataclass(frozen=True)
class HostRule:
    """Which share of the work of an origin a host may take."""

    max_remote_fraction: float = 1.0
    """Largest share of the origin's demand that this host may serve."""


@dataclass(frozen=True)
class Offer:
    """Compute for rent, bounded and priced by workload, region and period."""

    id: OfferId
    limit_pflops: Mapping[tuple[WorkloadId, RegionId, PeriodId], float | None]
    """Its keys are what is offered; None: without limit."""
    price_m_per_pflops: Mapping[tuple[WorkloadId, RegionId, PeriodId], float]
    """Of a delivered PFLOPS for a year; same keys."""


@dataclass(frozen=True)
class Chip:
    """A type of compute unit, with its share of server, network and storage in price and power."""

    id: ChipId
    stack: StackId
    name: str = ""
    vendor: str = ""
    chip_class: str = ""
    domestic: bool = False
    power_kw: float = 0.0
    idle_power_fraction: float = 0.0
    """Power of an unoccupied unit as a share of `power_kw`."""
    lead_years: float = 0.0
    lifetime_years: float = 5.0
    fixed_om_fraction: float = 0.0
    """Yearly upkeep as a share of the price."""
    lot_size: int | None = None
    """Units are bought in whole lots of this size; None: in any quantity."""
    integration_cost_m: float = 0.0
    """One-off, of a region that adopts the type."""
    counted_pflops: float = 0.0
    """What capacity statistics count for one unit."""


@dataclass(frozen=True)
class Supply:
    """The most units of a chip that can be bought in a scope."""

    chip: ChipId
    scope: str
    """Name of the scope for messages: 'nation', or a region, group or party."""
    regions: tuple[RegionId, ...]
    """The regions whose purchases count."""
    units_per_year: Mapping[PeriodId, float | None]


@dataclass(frozen=True)
class FleetLine:
    """Units that are installed already, or ordered and due in a known year."""

    region: RegionId
    chip: ChipId
    year: int
    """Year of commissioning."""
    units: float
    party: PartyId | None = None
    """None: the region's own party."""


@dataclass(frozen=True)
class LinkModule:
    """A size in which a link's bandwidth is added."""

    id: ModuleId
    gbps: float
    cost_m: Mapping[PeriodId, float]
    yearly_cost_m: Mapping[PeriodId, float]
    max_modules: int


@dataclass(frozen=True)
class Link:
    """A fibre route between two regions."""

    id: LinkId
    tail: RegionId
    head: RegionId
    one_way_ms: float
    direction: Literal["one", "both", "shared"] = "both"
    """`one`: from tail to head only; `both`: the full bandwidth each way; `shared`: both ways together."""
    party: PartyId | None = None
    existing_gbps: float = 0.0
    existing_yearly_cost_m: float = 0.0
    carrying_cost_m_per_gbps: float = 0.0
    """Of a Gbps carried for a year."""
    opening_cost_m: float = 0.0
    """One-off, before the first module."""
    lead_years: float = 0.0
    life_years: float = 20.0
    modules: Mapping[ModuleId, LinkModule] = field(default_factory=dict)


@dataclass(frozen=True)
class Outage:
    """A failure that the plan has to stand, in one slice."""

    id: OutageId
    slice: SliceId
    region_remaining: Mapping[RegionId, float]
    """Share of the chip time that is left; regions not named keep all."""
    link_remaining: Mapping[LinkId, float]
    due_fraction: Mapping[WorkloadId, float]
    """Share of the slice's demand that is still due; workloads not named: 1."""
    shortfall_price_m_per_pflops: Mapping[WorkloadId, float]
    """Price of each PFLOPS short; workloads not named may not fall short."""


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
    "carbon_t",
    "capex",
    "opex",
    "served",
    "served_remotely",
    "rented",
    "unmet",
    "utilisation",
]


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


@dataclass(frozen=True)
class Pipeline:
    """What is under construction already and opens without further cost."""

    kind: Literal["hall", "link"]
    place: RegionId | LinkId
    period: PeriodId
    amount: float
    """MW of a hall, Gbps of a link."""


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
