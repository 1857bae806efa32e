"""A case in the making: years without interest, one free chip, one free platform, and what an instance says.

In a sketch one unit of cost is a million, one unit of goods a PFLOPS that takes a Gbps on its way, and a chip of 1 MW
delivers 1 PFLOPS and costs nothing. Every one-off cost is paid in full in the year of its decision, and every asset
stands to the end and is paid for in full, so that a cost of the model is the sum of the costs in the file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.ids import ChipId, LinkId, ModuleId, PeriodId, RegionId, TierId, WorkloadId
from models.instance import Case
from models.records import (
    Chip,
    Commitment,
    FleetLine,
    HostRule,
    Link,
    LinkModule,
    Period,
    Policy,
    Region,
    RegionPeriod,
    Settings,
    Slice,
    Supply,
    Tier,
    Workload,
)

CHIP = ChipId("chip")
TIER = TierId("all")
FIRST_YEAR = 2026
WHOLE_YEAR = 8760.0
BEFORE = 2000
"""Year of commissioning of what stands already."""
LONG = 50.0
"""Life, in years, of what stands already."""


@dataclass
class Sketch:
    """Gathers the records of a case; regions and workloads come in the order in which they are named."""

    year_count: int = 1
    paths_per_pair: int = 1
    _regions: dict[str, Region] = field(default_factory=dict)
    _workloads: dict[str, Workload] = field(default_factory=dict)
    _chips: dict[str, Chip] = field(default_factory=dict)
    _prices: dict[tuple[str, str | None], float] = field(default_factory=dict)
    _demand: dict[tuple[str, str, PeriodId], float] = field(default_factory=dict)
    _performance: dict[tuple[str, str, str], float] = field(default_factory=dict)
    _rules: dict[tuple[str, str, str], HostRule] = field(default_factory=dict)
    _fleet: list[FleetLine] = field(default_factory=list)
    _links: dict[str, Link] = field(default_factory=dict)
    _supplies: list[Supply] = field(default_factory=list)
    _policies: dict[str, Policy] = field(default_factory=dict)
    _commitments: dict[str, Commitment] = field(default_factory=dict)

    @property
    def periods(self) -> tuple[PeriodId, ...]:
        """The periods, a year each."""
        return tuple(PeriodId(str(FIRST_YEAR + i)) for i in range(self.year_count))

    def region(
        self,
        r: str,
        *,
        room: float = 0.0,
        opening: float | Sequence[float] = 0.0,
        **changes: Any,
    ) -> None:
        """Add a region.

        Parameters
        ----------
        room
            What a hall that may be built here bears; 0: there can be none.
        opening
            Cost of opening the region for its hall, in all periods or in each.
        """
        costs = [opening] * self.year_count if isinstance(opening, int | float) else list(opening)
        at = {
            t: RegionPeriod(opening_cost_m=cost, max_hall_modules=1 if room > 0 else 0)
            for t, cost in zip(self.periods, costs, strict=True)
        }
        usual: dict[str, Any] = {"starting_tier": TIER, "hall_module_mw": room, "hall_life_years": LONG}
        self._regions[r] = Region(RegionId(r), at, name=r, name_zh=r, **{**usual, **changes})

    def chip(
        self, k: str = CHIP, *, power_mw: float = 1.0, price: float | Mapping[str, float] | None = 0.0, **changes: Any
    ) -> None:
        """Add a chip, at one price everywhere, at prices by region, or (None) not for sale."""
        usual = {"stack": k, "power_kw": 1000 * power_mw, "lifetime_years": LONG}
        self._chips[k] = Chip(ChipId(k), name=k, **{**usual, **changes})
        if isinstance(price, int | float):
            self._prices[k, None] = price
        elif price is not None:
            self._prices.update({(k, r): each for r, each in price.items()})

    def stands(self, r: str, units: float, k: str = CHIP) -> None:
        """Let units of a chip stand in a region from before the first period."""
        self._fleet.append(FleetLine(RegionId(r), ChipId(k), BEFORE, units))

    def sold(self, k: str, r: str, units: Sequence[float]) -> None:
        """Limit what a region can buy of a chip, by period."""
        limits = dict(zip(self.periods, units, strict=True))
        self._supplies.append(Supply(ChipId(k), r, (RegionId(r),), limits))

    def work(self, w: str, **changes: Any) -> None:
        """Add a workload that takes a Gbps for each PFLOPS served remotely."""
        self._workloads[w] = Workload(WorkloadId(w), **{"gbps_per_pflops": 1.0, **changes})

    def demand(
        self, w: str, origin: str, amount: float, hosts: Iterable[str], periods: Iterable[PeriodId] | None = None
    ) -> None:
        """Let a region demand work, in all periods or in some, that the hosts named may serve."""
        for t in self.periods if periods is None else periods:
            if amount > 0:
                self._demand[origin, w, t] = amount
        for h in hosts:
            if h != origin:
                self._rules[w, origin, h] = HostRule()

    def runs(self, w: str, r: str, performance: float = 1.0, k: str = CHIP) -> None:
        """Let a chip run a workload in a region."""
        self._performance[k, w, r] = performance

    def link(
        self,
        l: str,
        tail: str,
        head: str,
        *,
        gbps: float = 0.0,
        carrying: float = 0.0,
        modules: Iterable[LinkModule] = (),
        **changes: Any,
    ) -> None:
        """Add a link, from tail to head only unless said otherwise."""
        usual: dict[str, Any] = {"direction": "one", "one_way_ms": 1.0, "life_years": float(self.year_count)}
        self._links[l] = Link(
            LinkId(l),
            RegionId(tail),
            RegionId(head),
            existing_gbps=gbps,
            carrying_cost_m_per_gbps=carrying,
            modules={module.id: module for module in modules},
            **{**usual, **changes},
        )

    def module(self, gbps: float, cost: float, most: int = 1, name: str = "module") -> LinkModule:
        """Return a size in which a link can be expanded."""
        costs, free = dict.fromkeys(self.periods, cost), dict.fromkeys(self.periods, 0.0)
        return LinkModule(ModuleId(name), gbps, costs, free, most)

    def policy(self, policy: Policy) -> None:
        """Add a policy."""
        self._policies[policy.id] = policy

    def commitment(self, commitment: Commitment) -> None:
        """Add a commitment."""
        self._commitments[commitment.id] = commitment

    def case(self) -> Case:
        """Return the case."""
        regions = self._regions
        prices = {
            (k, r, t): price
            for (k, place), price in self._prices.items()
            for r in (regions if place is None else (place,))
            for t in self.periods
        }
        return Case(
            settings=Settings(
                base_year=FIRST_YEAR,
                discount_rate=0.0,
                one_off_life_years=1.0,
                paths_per_pair=self.paths_per_pair,
                mip_gap=0.0,
                time_limit_s=3600.0,
            ),
            periods={t: Period(t, FIRST_YEAR + i) for i, t in enumerate(self.periods)},
            slices={"year": Slice("year", WHOLE_YEAR)},
            regions=dict(regions),
            workloads=dict(self._workloads),
            chips=dict(self._chips),
            demand_pflops=dict(self._demand),
            performance_pflops=dict(self._performance),
            chip_price_m=prices,
            host_rules=dict(self._rules),
            tiers={TIER: Tier(TIER, 1)},
            supplies=tuple(self._supplies),
            fleet=tuple(self._fleet),
            links=dict(self._links),
            policies=dict(self._policies),
            commitments=dict(self._commitments),
        )
