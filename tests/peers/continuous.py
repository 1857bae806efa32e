"""Random planning problems without whole numbers: one chip, no fixed charge, work that may go anywhere."""

from itertools import combinations
from random import Random

from models.instance import Case, Instance, single
from models.records import (
    Chip,
    FleetLine,
    HostRule,
    Link,
    Offer,
    Period,
    Region,
    RegionPeriod,
    Settings,
    Slice,
    Supply,
    Tier,
    Workload,
)

REGIONS = ("a", "b", "c", "d")
PERIODS = {"2026": Period("2026", 2026, 2), "2028": Period("2028", 2028, 3)}
SLICES = ("day", "night", "peak")
PERFORMANCE = 2.0
"""PFLOPS of a unit."""


def continuous_instance(seed: int) -> Instance:
    """Return the instance of a seed: purchases, fleet, rent, links and unmet demand of four regions."""
    draw = Random(seed)

    def at() -> RegionPeriod:
        return RegionPeriod(
            electricity_price_m_per_mwh=draw.uniform(2e-4, 6e-4),
            grid_carbon_t_per_mwh=draw.uniform(0.2, 0.8),
            carbon_price_m_per_t=5e-5,
            alone_fraction=0.0,
        )

    regions = {}
    for r in REGIONS:
        usable = draw.uniform(0.5, 0.9)
        when = {t: RegionPeriod(**{**vars(at()), "alone_fraction": usable}) for t in PERIODS}
        regions[r] = Region(r, when, existing_hall_mw=1e4, pue_existing=draw.uniform(1.1, 1.5), starting_tier="all")
    keys = [(r, "work", t) for r in REGIONS for t in PERIODS]
    links = {
        f"{tail}{head}": Link(
            f"{tail}{head}",
            tail,
            head,
            draw.uniform(2, 10),
            existing_gbps=draw.uniform(1, 8),
            carrying_cost_m_per_gbps=draw.uniform(0, 0.05),
        )
        for tail, head in combinations(REGIONS, 2)
        if draw.random() < 0.7
    }
    case = Case(
        settings=Settings(base_year=2026, discount_rate=0.08),
        periods=PERIODS,
        slices={
            "day": Slice("day", 5000.0, 0.95, 0.9, 1.2, 1.1),
            "night": Slice("night", 3000.0, 1.0, 1.0, 0.7, 0.9),
            "peak": Slice("peak", 760.0, 0.9, 0.8, 1.6, 1.3),
        },
        regions=regions,
        workloads={"work": Workload("work", gbps_per_pflops=1.0, routing="arcs", unmet_penalty_m_per_pflops=9.0)},
        chips={"chip": Chip("chip", "stack", power_kw=700.0, lifetime_years=12.0)},
        demand_pflops={key: draw.uniform(5, 20) for key in keys},
        performance_pflops={("chip", "work", r): PERFORMANCE for r in REGIONS},
        chip_price_m={("chip", r, t): draw.uniform(4, 12) for r, _, t in keys},
        host_rules={("work", o, h): HostRule() for o in REGIONS for h in REGIONS if o != h},
        profile={("work", r, s): draw.uniform(0.6, 1.4) for r in REGIONS for s in SLICES},
        tiers={"all": Tier("all", 1, pooled_fraction=0.0)},
        supplies=tuple(Supply("chip", r, (r,), {t: draw.uniform(1, 6) for t in PERIODS}) for r in REGIONS),
        fleet=tuple(FleetLine(r, "chip", 2025, draw.uniform(0, 5)) for r in REGIONS),
        links=links,
        offers={
            "cloud": Offer(
                "cloud",
                {(w, r, t): draw.uniform(0, 3) for r, w, t in keys},
                {(w, r, t): draw.uniform(1, 6) for r, w, t in keys},
            )
        },
    )
    return single(case)
