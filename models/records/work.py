"""Workloads, where they may be served, and compute for rent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from models.ids import OfferId, PeriodId, RegionId, WorkloadId


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
    volatility: float = 0.0
    """Standard deviation of the logarithm of demand after a year, where it is sampled."""


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
