"""A plan: the value of every decision, in ids and numbers, whoever found it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.ids import (
    ChipId,
    LinkId,
    ModuleId,
    NodeId,
    OfferId,
    OutcomeId,
    RegionId,
    StackId,
    StateId,
    TierId,
    WorkloadId,
)

Route = tuple[LinkId, ...] | None
"""The links from origin to host in order; () at home; None when the work is routed by arc flows."""

ServedKey = tuple[RegionId, RegionId, TierId | None, WorkloadId, Route, OutcomeId, StateId]
"""Origin, host, tier (None at home), workload, route, outcome, state."""


@dataclass(frozen=True)
class Plan:
    """Decisions that are not zero; what has no key is 0."""

    cost_m: float
    """Expected present value of all costs, as the model that made the plan added it up."""

    # Investments, by decision node: what is decided there, not what stands there.
    opened: Mapping[tuple[RegionId, NodeId], float] = field(default_factory=dict)
    modules_built: Mapping[tuple[RegionId, NodeId], float] = field(default_factory=dict)
    chip_adopted: Mapping[tuple[RegionId, ChipId, NodeId], float] = field(default_factory=dict)
    bought_units: Mapping[tuple[RegionId, ChipId, NodeId], float] = field(default_factory=dict)
    retired_units: Mapping[tuple[RegionId, ChipId, int, NodeId], float] = field(default_factory=dict)
    """Fleet units of a year of commissioning that are taken out of service early, from this node on."""
    tier_joined: Mapping[tuple[RegionId, TierId, NodeId], float] = field(default_factory=dict)
    tier_established: Mapping[tuple[TierId, NodeId], float] = field(default_factory=dict)
    stack_ported: Mapping[tuple[StackId, WorkloadId, NodeId], float] = field(default_factory=dict)
    link_opened: Mapping[tuple[LinkId, NodeId], float] = field(default_factory=dict)
    circuits_added: Mapping[tuple[LinkId, ModuleId, NodeId], float] = field(default_factory=dict)
    trained_staff: Mapping[tuple[RegionId, NodeId], float] = field(default_factory=dict)
    host_chosen: Mapping[tuple[RegionId, RegionId, WorkloadId, NodeId], float] = field(default_factory=dict)
    """Origin, host: the one host of single-host work in slices."""

    # Operation, by outcome (and state).
    pooled_units: Mapping[tuple[RegionId, ChipId, TierId, OutcomeId], float] = field(default_factory=dict)
    new_hall_load_mw: Mapping[tuple[RegionId, OutcomeId], float] = field(default_factory=dict)
    """Nameplate IT load that stands in new halls; the rest stands in existing ones."""
    new_hall_draw_mw: Mapping[tuple[RegionId, OutcomeId, StateId], float] = field(default_factory=dict)
    """IT power drawn in new halls, in slices."""
    run: Mapping[tuple[RegionId, ChipId, WorkloadId, OutcomeId, StateId], float] = field(default_factory=dict)
    """Delivered PFLOPS, all work."""
    confined_run: Mapping[tuple[RegionId, ChipId, WorkloadId, OutcomeId, StateId], float] = field(default_factory=dict)
    """The part of `run` that is the region's own work of a workload that may not leave it."""
    served: Mapping[ServedKey, float] = field(default_factory=dict)
    """Delivered PFLOPS."""
    carried_gbps: Mapping[tuple[RegionId, LinkId, bool, OutcomeId, StateId], float] = field(default_factory=dict)
    """Arc flows by origin, link and whether they run from tail to head."""
    rented: Mapping[tuple[OfferId, RegionId, WorkloadId, OutcomeId, StateId], float] = field(default_factory=dict)
    unmet: Mapping[tuple[RegionId, WorkloadId, OutcomeId, StateId], float] = field(default_factory=dict)
    """PFLOPS, in slices."""
    deferred: Mapping[tuple[RegionId, WorkloadId, OutcomeId, StateId], float] = field(default_factory=dict)
    """PFLOPS moved into the slice (above 0) or out of it (below 0)."""
    shortfall: Mapping[tuple[RegionId, WorkloadId, OutcomeId, StateId], float] = field(default_factory=dict)
    """PFLOPS, in outages."""
    green_mwh: Mapping[tuple[RegionId, OutcomeId, StateId], float] = field(default_factory=dict)
    """Yearly, in slices."""
