"""Random instances without what would make a property false, or its test too long."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.instance import Case
from models.records import HostRule, Link, Region, RegionPeriod, Tier


def few_decisions(case: Case) -> Case:
    """Return the data with at most one hall module a region and one circuit of a size, and without lots."""
    regions = {}
    for r, region in case.regions.items():
        at = {t: replace(values, max_hall_modules=min(values.max_hall_modules, 1)) for t, values in region.at.items()}
        regions[r] = replace(region, at=at)
    links = {
        l: replace(
            link, modules={i: replace(size, max_modules=min(size.max_modules, 1)) for i, size in link.modules.items()}
        )
        for l, link in case.links.items()
    }
    chips = {k: replace(chip, lot_size=None) for k, chip in case.chips.items()}
    return case.replace(regions=regions, links=links, chips=chips)


def apart(case: Case) -> Case:
    """Return the data with no work shared and nothing that joins regions: quotas, tiers, ports, rules over several."""
    return case.replace(
        **{table: {} for table in ("host_rules", "tiers", "porting_cost_m", "outages", "policies", "budgets")},
        commitments={},
        supplies=(),
        links={},
        regions={r: replace(region, starting_tier=None) for r, region in case.regions.items()},
    )


def only(case: Case, r: str) -> Case:
    """Return the data of one region of regions that are apart."""
    return case.replace(
        regions={r: case.regions[r]},
        demand_pflops={key: pflops for key, pflops in case.demand_pflops.items() if key[0] == r},
        chip_price_m={key: price_m for key, price_m in case.chip_price_m.items() if key[1] == r},
        performance_pflops={key: pflops for key, pflops in case.performance_pflops.items() if key[2] == r},
        remote_fraction={},
        fleet=tuple(line for line in case.fleet if line.region == r),
        pipeline=tuple(line for line in case.pipeline if line.place == r),
    )


def smooth(case: Case) -> Case:
    """Return the data without what comes whole or once, and with work that may go anywhere over the links there are.

    No hall modules, lots, one-time costs, staff limits of persons to train, limits on chip types or single hosts; one
    tier that every region is in, whose pooling gains nothing and which loses nothing; arc flows, which are exact.
    """

    def at(values: RegionPeriod) -> RegionPeriod:
        return replace(values, max_hall_modules=0, opening_cost_m=0.0, max_chip_types=None)

    regions = {
        r: replace(region, starting_tier="all", at={t: at(values) for t, values in region.at.items()})
        for r, region in case.regions.items()
    }
    workloads = {
        w: replace(work, single_host=False, routing="arcs", max_latency_ms=None) for w, work in case.workloads.items()
    }
    pairs = [(w, o, h) for w in workloads for o in regions for h in regions if o != h]
    return case.replace(
        regions=regions,
        workloads=workloads,
        chips={k: replace(chip, lot_size=None, integration_cost_m=0.0) for k, chip in case.chips.items()},
        links={l: replace(link, modules={}, opening_cost_m=0.0) for l, link in case.links.items()},
        host_rules={pair: HostRule() for pair in pairs},
        remote_fraction={},
        tiers={"all": Tier("all", 1, pooled_fraction=0.0)},
        supplies=(),
        porting_cost_m={},
        outages={},
        policies={},
        budgets={},
        commitments={},
    )


def halves(region: Region, first: str, second: str) -> tuple[Region, Region]:
    """Return a region as two of half its size."""

    def at(values: RegionPeriod) -> RegionPeriod:
        half = {
            name: None if (limit := getattr(values, name)) is None else limit / 2
            for name in ("grid_limit_mw", "staff_limit")
        }
        return replace(values, **half)

    half = replace(
        region,
        id=first,
        existing_hall_mw=region.existing_hall_mw / 2,
        at={t: at(values) for t, values in region.at.items()},
    )
    return half, replace(half, id=second)


def split(case: Case, r: str) -> Case:
    """Return smooth data in which a region is two halves with a free link of ample bandwidth between them."""
    first, second = f"{r}-first", f"{r}-second"

    def parted(table: Mapping[Any, Any], place: int, share: float = 1.0) -> dict[Any, Any]:
        """Return a table by region, at this place of its key, in which each half has this share of the value."""
        found = {}
        for key, value in table.items():
            if key[place] != r:
                found[key] = value
                continue
            for half in (first, second):
                part = value if value is None or share == 1.0 else value * share
                found[(*key[:place], half, *key[place + 1 :])] = part
        return found

    def end(place: str) -> str:
        return first if place == r else place

    regions = {name: region for name, region in case.regions.items() if name != r}
    regions |= {half.id: half for half in halves(case.regions[r], first, second)}
    links = {l: replace(link, tail=end(link.tail), head=end(link.head)) for l, link in case.links.items()}
    links["free"] = Link("free", first, second, 0.0, existing_gbps=1e6)
    offers = {
        j: replace(
            offer,
            limit_pflops=parted(offer.limit_pflops, 1, 0.5),
            price_m_per_pflops=parted(offer.price_m_per_pflops, 1),
        )
        for j, offer in case.offers.items()
    }
    fleet = [
        replace(line, region=half, units=line.units / 2) if line.region == r else line
        for line in case.fleet
        for half in ((first, second) if line.region == r else (line.region,))
    ]
    pipeline = [
        replace(line, place=half, amount=line.amount / 2) if line.place == r else line
        for line in case.pipeline
        for half in ((first, second) if line.place == r else (line.place,))
    ]
    return case.replace(
        regions=regions,
        links=links,
        offers=offers,
        fleet=tuple(fleet),
        pipeline=tuple(pipeline),
        demand_pflops=parted(case.demand_pflops, 0, 0.5),
        performance_pflops=parted(case.performance_pflops, 2),
        chip_price_m=parted(case.chip_price_m, 1),
        host_rules={(w, o, h): HostRule() for w in case.workloads for o in regions for h in regions if o != h},
    )
