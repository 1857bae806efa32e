"""Regions of a generated instance: what stands in them, their halls and power, and what is under construction."""

from collections.abc import Mapping

import numpy as np

from models.ids import ChipId, PeriodId, RegionId, TierId, WorkloadId
from models.records import FleetLine, Pipeline, Region, RegionPeriod
from tests.benchmarks.geography import Geography
from tests.benchmarks.technology import FLEET, LIFETIME_YEARS, TRAINING, Technology

Demand = Mapping[tuple[RegionId, WorkloadId, PeriodId], float]
"""Delivered PFLOPS."""
ALONE_FRACTION = 0.38
HALL_M_PER_MW = {"hub": 22.0, "usual": 26.0, "dear": 32.0}


def need_units(
    technology: Technology,
    demand: Demand,
    k: ChipId,
    r: RegionId,
    t: PeriodId,
) -> float:
    """Return the units of one chip that all the work of a region it can run would occupy, alone."""
    return sum(
        demand[r, w, t] / pflops / ALONE_FRACTION for (chip, w), pflops in technology.pflops.items() if chip == k
    )


def make_fleet(
    geography: Geography,
    technology: Technology,
    demand: Demand,
    periods: tuple[PeriodId, ...],
    random: np.random.Generator,
) -> tuple[FleetLine, ...]:
    """Return what stands: a part of what the first year needs, commissioned over the years of a life before it."""
    lines = []
    first = periods[0]
    training = next(k for k in technology.chips if (k, TRAINING) in technology.pflops)
    year = int(first)
    years = range(year - int(LIFETIME_YEARS) + 1, year)
    for r in geography.regions:
        for kind, share in (("AI", 0.5), ("general", 0.9)):
            k = FLEET[kind]
            units = need_units(technology, demand, k, r, first) * share
            parts = random.dirichlet(np.full(len(years), 4.0))
            for commissioned, part in zip(years, parts.tolist(), strict=True):
                lines.append(FleetLine(r, k, commissioned, float(round(units * part))))
        units = demand[r, TRAINING, first] / technology.pflops[training, TRAINING] / ALONE_FRACTION * 0.6
        lines.append(FleetLine(r, training, year - 1, float(round(units))))
    return tuple(line for line in lines if line.units > 0)


def make_regions(
    geography: Geography,
    technology: Technology,
    fleet: tuple[FleetLine, ...],
    periods: tuple[PeriodId, ...],
    charges: float,
    random: np.random.Generator,
) -> tuple[dict[RegionId, Region], tuple[Pipeline, ...]]:
    """Return the regions and the halls under construction; hubs have cheap power and much room, dear regions little."""
    standing_mw = dict.fromkeys(geography.regions, 0.0)
    for line in fleet:
        standing_mw[line.region] += line.units * technology.chips[line.chip].power_kw / 1000
    dear = set(sorted(geography.regions, key=lambda r: -standing_mw[r])[: max(1, len(geography.regions) // 6)])
    regions, pipeline = {}, []
    for r in geography.regions:
        kind = "hub" if r in geography.hubs else "dear" if r in dear else "usual"
        halls = float(round(standing_mw[r] * random.uniform(1.10, 1.35) + 1.0))
        module = 100.0 if kind == "hub" or halls >= 400 else 50.0 if halls >= 100 else 20.0
        pue_old, pue_new = round(random.uniform(1.25, 1.40), 2), 1.25 if kind == "hub" else 1.30
        coming = float(round(halls * (0.25 if kind == "hub" else 0.08)))
        room = {"hub": 6000.0, "dear": 500.0, "usual": max(800.0, 2.0 * halls)}[kind]
        price = {"hub": 0.42, "dear": 0.66, "usual": 0.58}[kind] * random.uniform(0.93, 1.07)
        at = RegionPeriod(
            grid_limit_mw=round(halls * pue_old + 2 * coming * pue_new + room, 1),
            electricity_price_m_per_mwh=round(price, 4) * 1000 / 1e6,
            grid_carbon_t_per_mwh=round(random.uniform(0.15, 0.75), 3),
            carbon_price_m_per_t=9.7e-05,
            green_premium_m_per_mwh=6.5e-05 if kind == "hub" else 8e-05,
            opening_cost_m=round((200.0 if kind == "dear" else 100.0) * charges, 3),
            hall_module_cost_m=module * HALL_M_PER_MW[kind],
            max_hall_modules=int(room / pue_new / module),
            staff_limit=float(round(halls * 1.2)),
            staff_cost_m_per_person=0.15,
            training_cost_m_per_person=0.05,
            alone_fraction=ALONE_FRACTION,
            max_chip_types=6,
        )
        latitude, longitude = geography.coordinates(r)
        regions[r] = Region(
            r,
            dict.fromkeys(periods, at),
            name=r,
            name_zh=r,
            latitude=latitude,
            longitude=longitude,
            hall_module_mw=module,
            hall_lead_years=1.5,
            hall_life_years=15.0,
            hall_fixed_om_fraction=0.03,
            existing_hall_mw=halls,
            pue_existing=pue_old,
            pue_new=pue_new,
            staff_per_mw=1.0,
            starting_tier=TierId("basic") if random.uniform() < 1 / 3 else None,
        )
        pipeline += [Pipeline("hall", r, period, coming) for period in periods[:2] if coming > 0]
    return regions, tuple(pipeline)
