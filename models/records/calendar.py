"""Calendar, and the settings that hold for the whole workbook."""

from dataclasses import dataclass
from typing import Literal

from models.ids import PeriodId, SliceId

RiskMeasure = Literal["worst futures", "worst case", "regret"]
"""What of the futures is feared: the mean cost of the worst of them (conditional value at risk), the cost of the
dearest, or the most that any costs more than its own best plan."""


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
    risk_measure: RiskMeasure = "worst futures"
    risk_weight: float = 0.0
    """Weight of the risk in the objective; the expected cost has the rest."""
    cvar_level: float = 0.95
    """Of the measure `worst futures`: the probability that the worst futures leave out."""
    correlation_regions: float = 0.5
    """Of how the demand of two regions departs from its forecast, where it is sampled."""
    correlation_workloads: float = 0.5
    """Of how the demand of two workloads departs from its forecast, where it is sampled."""
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
