"""Links between regions, and the failures that a plan has to stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from models.ids import LinkId, ModuleId, OutageId, PartyId, PeriodId, RegionId, SliceId, WorkloadId


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
    usable_fraction: float = 1.0
    """Share of the bandwidth that may be filled: what headroom and protection leave."""
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
    due_in: Mapping[tuple[WorkloadId, RegionId], float] = field(default_factory=dict)
    """Share that is still due of one region's work, in place of `due_fraction`."""

    def due(self, w: WorkloadId, o: RegionId) -> float:
        """Return the share of a region's work that is still due."""
        return self.due_in.get((w, o), self.due_fraction.get(w, 1.0))
