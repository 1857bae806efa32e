"""Chips, what can be had of them, and what is installed."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.ids import ChipId, PartyId, PeriodId, RegionId, StackId


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
