"""Regions, their halls and people, and the tiers of the platform they may join."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from models.ids import LinkId, PartyId, PeriodId, RegionId, TierId


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
    party: PartyId | None = None
    """Who owns the tier; without an owner it is open to all."""


@dataclass(frozen=True)
class Pipeline:
    """What is under construction already and opens without further cost."""

    kind: Literal["hall", "link"]
    place: RegionId | LinkId
    period: PeriodId
    amount: float
    """MW of a hall, Gbps of a link."""
