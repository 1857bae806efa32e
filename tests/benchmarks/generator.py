"""Seeded instances of any size in the planner's terms, with the proportions of the national sample.

python -m tests.benchmarks.generator 100 7 hundred.xlsx      100 regions, seed 7, as a workbook
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.ids import PeriodId, RegionId, SliceId, WorkloadId
from models.instance import Case, Instance, single
from models.records import Period, Settings, Slice
from tests.benchmarks.book import write_book
from tests.benchmarks.geography import Geography, make_geography
from tests.benchmarks.places import make_fleet, make_regions
from tests.benchmarks.rules import (
    make_budget,
    make_host_rules,
    make_links,
    make_policies,
    make_ports,
    make_supplies,
    make_tiers,
)
from tests.benchmarks.technology import BATCH, CLOUD, REALTIME, SECURED, TRAINING, WORKLOADS, make_technology

FIRST_YEAR = 2026
MEAN_PFLOPS = {TRAINING: 2776.0, REALTIME: 4337.0, BATCH: 7653.0, CLOUD: 252.0, SECURED: 396.0}
"""Demand of the mean region in the first year, as in the national sample."""
GROWTH = {TRAINING: 1.22, REALTIME: 1.38, BATCH: 1.38, CLOUD: 1.157, SECURED: 1.157}
SPREAD = {"AI": 1.26, "general": 0.92}
"""Standard deviation of the logarithm of demand over regions, as in the national sample."""
LARGEST_SHARE = 0.165
"""Of the nation's demand, in the largest region of 31; half of it where there are four times as many."""
DAY = {"AI": 1.10, "general": 1.15}
"""Demand by day against the average."""


@dataclass(frozen=True)
class Scale:
    """How large an instance is."""

    regions: int
    periods: int = 6
    slices: int = 2
    """2: day and night; 4: of summer and winter."""
    charges: float = 1.0
    """Factor on all fixed charges: 1 for regions like provinces; 10 for regions a tenth of that size."""


def generate(scale: Scale, seed: int) -> Instance:
    """Return the instance of a scale and a seed; the same ones always give the same instance."""
    random = np.random.default_rng([seed, scale.regions])
    periods = {PeriodId(str(y)): Period(PeriodId(str(y)), y) for y in range(FIRST_YEAR, FIRST_YEAR + scale.periods)}
    geography = make_geography(scale.regions, random)
    technology = make_technology(tuple(periods), scale.charges, random)
    demand = _demand(geography, tuple(periods), random)
    fleet = make_fleet(geography, technology, demand, tuple(periods), random)
    regions, pipeline = make_regions(geography, technology, fleet, tuple(periods), scale.charges, random)
    slices = _slices(scale.slices)
    links = make_links(geography, tuple(periods))
    nation = scale.regions / 31
    case = Case(
        settings=Settings(base_year=FIRST_YEAR),
        periods=periods,
        slices=slices,
        regions=regions,
        workloads=WORKLOADS,
        chips=technology.chips,
        demand_pflops=demand,
        performance_pflops={
            (k, w, r): pflops for (k, w), pflops in technology.pflops.items() for r in geography.regions
        },
        chip_price_m={(k, r, t): price for (k, t), price in technology.price_m.items() for r in geography.regions},
        host_rules=make_host_rules(geography),
        remote_fraction={(CLOUD, o): 0.4 for o in geography.regions},
        profile=_profile(geography, slices),
        tiers=make_tiers(tuple(periods), scale.charges, nation),
        supplies=make_supplies(geography, technology, demand, tuple(periods)),
        porting_cost_m=make_ports(technology, scale.charges * nation),
        fleet=fleet,
        links=links,
        pipeline=pipeline,
        policies=make_policies(geography),
        budgets=make_budget(geography, tuple(links), tuple(periods)),
    )
    return single(case, f"generated-{scale.regions}-{seed}")


def _demand(
    geography: Geography, periods: tuple[PeriodId, ...], random: np.random.Generator
) -> dict[tuple[RegionId, WorkloadId, PeriodId], float]:
    """Return lognormal demand: all AI work has one size of each region, all general work another, the two related."""
    count = len(geography.regions)
    common = random.normal(0.0, 1.0, count)
    demand = {}
    for kind, spread in SPREAD.items():
        own = random.normal(0.0, 1.0, count)
        size = np.exp(spread * (0.8 * common + 0.6 * own))
        most = LARGEST_SHARE * np.sqrt(31 / max(count, 31)) if count >= 31 else 0.4
        for _ in range(20):
            size = np.minimum(size, most * size.sum())
        size *= count / size.sum()
        for w in (w for w, workload in WORKLOADS.items() if workload.work_class == kind):
            for r, of_mean in zip(geography.regions, size.tolist(), strict=True):
                for t, period in enumerate(periods):
                    demand[r, w, period] = round(MEAN_PFLOPS[w] * of_mean * GROWTH[w] ** t, 3)
    return demand


def _slices(count: int) -> dict[SliceId, Slice]:
    seasons = ("year",) if count == 2 else ("summer", "winter")
    slices = {}
    for season in seasons:
        for part, hours, price, carbon in (("day", 5110.0, 1.25, 0.95), ("night", 3650.0, 0.65, 1.07)):
            s = SliceId(f"{season} {part}")
            slices[s] = Slice(
                s,
                hours / len(seasons),
                electricity_price_factor=price,
                carbon_factor=carbon,
                deferral_group=season,
            )
    return slices


def _profile(
    geography: Geography, slices: Mapping[SliceId, Slice]
) -> dict[tuple[WorkloadId, RegionId, SliceId], float]:
    """Return the factors on demand; weighted by hours they average 1."""
    day_share = sum(part.hours for s, part in slices.items() if s.endswith("day")) / 8760
    factors = {}
    for w, workload in WORKLOADS.items():
        if w in (TRAINING, BATCH):
            continue
        by_day = DAY[workload.work_class]
        by_night = (1 - day_share * by_day) / (1 - day_share)
        for r in geography.regions:
            for s in slices:
                factors[w, r, s] = by_day if s.endswith("day") else by_night
    return factors


def main(arguments: list[str]) -> None:
    """Write a generated instance as a workbook."""
    regions, seed, path = int(arguments[0]), int(arguments[1]), arguments[2]
    write_book(generate(Scale(regions), seed), path)


if __name__ == "__main__":
    main(sys.argv[1:])
