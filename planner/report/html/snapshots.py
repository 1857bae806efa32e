"""What regions and links are at one time, read from the tables of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from models.ids import LinkId, OutcomeId, RegionId
from planner.report.html.numbers import is_number
from planner.report.table import Table
from planner.report.view import NEGLIGIBLE, View


@dataclass(frozen=True)
class RegionState:
    """A region at one time."""

    counted_pflops: float
    delivered_pflops: float
    utilisation: float | None
    it_mw: float
    hall_mw: float
    demand_pflops: float
    sent_pflops: float
    """Its work that other regions do."""
    hosted_pflops: float
    """Work of other regions that it does."""
    price_ratio: float | None
    """Long-run price of its mix of work, over what the same mix costs in the nation; None: not known."""


@dataclass(frozen=True)
class LinkState:
    """A link at one time."""

    bandwidth_gbps: float
    average_gbps: float
    """Both ways together."""
    fullest_fraction: float


@dataclass(frozen=True)
class Snapshot:
    """Everything on the map at one time; links without bandwidth are left out."""

    regions: Mapping[RegionId, RegionState]
    links: Mapping[LinkId, LinkState]


def snapshots(view: View, named: Mapping[str, Table]) -> list[Snapshot]:
    """Return the map at each outcome."""
    return [_snapshot(view, named, e) for e in view.inst.outcomes]


def _snapshot(view: View, named: Mapping[str, Table], e: OutcomeId) -> Snapshot:
    def part(name: str) -> pd.DataFrame:
        frame = named[name].frame
        return frame[frame[view.when.across] == view.when.branch(e)]

    case, names = view.inst.first_case, view.names
    demand, sharing = part("demand"), part("sharing")
    standing = _rows(part("capacity"), "region")
    asked = _sums(demand, "region", "demand_pflops")
    sent, hosted = (_sums(sharing, end, "served_pflops") for end in ("origin", "host"))
    ratios = price_ratios(part("prices_compute"), demand)
    regions = {
        r: RegionState(
            counted_pflops=standing[name]["counted_pflops"] if name in standing else 0.0,
            delivered_pflops=standing[name]["delivered_pflops"] if name in standing else 0.0,
            utilisation=_known(standing[name]["utilisation"]) if name in standing else None,
            it_mw=standing[name]["it_mw"] if name in standing else 0.0,
            hall_mw=standing[name]["existing_hall_mw"] + standing[name]["new_hall_mw"] if name in standing else 0.0,
            demand_pflops=asked.get(name, 0.0),
            sent_pflops=sent.get(name, 0.0),
            hosted_pflops=hosted.get(name, 0.0),
            price_ratio=ratios.get(name),
        )
        for r, name in ((r, names.regions[r]) for r in case.regions)
    }
    carrying = _rows(part("links"), "link")
    links = {
        l_: LinkState(row["bandwidth_gbps"], row["average_gbps"], row["fullest_fraction"])
        for l_, row in ((l_, carrying.get(names.links[l_])) for l_ in case.links)
        if row is not None
    }
    return Snapshot(regions, links)


def _rows(frame: pd.DataFrame, key: str) -> dict[str, dict[str, Any]]:
    return {str(row[key]): {str(name): value for name, value in row.items()} for row in frame.to_dict("records")}


def _sums(frame: pd.DataFrame, key: str, value: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, amount in zip(frame[key], frame[value], strict=True):
        found[str(name)] = found.get(str(name), 0.0) + float(amount)
    return found


def _known(value: object) -> float | None:
    return float(value) if isinstance(value, float) and is_number(value) else None


def price_ratios(prices: pd.DataFrame, demand: pd.DataFrame) -> dict[str, float]:
    """Return what each region's demand costs at its own long-run prices, over what it costs at the nation's.

    The nation's price of a workload is the average over regions, weighted by their demand of it. So a region is not
    dear because it asks for more of what is dear everywhere.
    """
    joined = prices.merge(demand, on=["region", "workload"])
    joined = joined[joined["demand_pflops"] > NEGLIGIBLE]
    if joined.empty:
        return {}
    joined = joined.assign(cost=joined["long_run_m"] * joined["demand_pflops"])
    nation = joined.groupby("workload")[["cost", "demand_pflops"]].sum()
    middle = nation["cost"] / nation["demand_pflops"]
    joined = joined.assign(nation=joined["workload"].map(middle) * joined["demand_pflops"])
    sums = joined.groupby("region")[["cost", "nation"]].sum()
    return {str(region): float(row["cost"] / row["nation"]) for region, row in sums.iterrows() if row["nation"] > 0}
