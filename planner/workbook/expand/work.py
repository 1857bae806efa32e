"""From the sheets Workloads, Demand, Profiles, Rental and Tariffs to workloads, their demand, what can be rented, and
what customers pay."""

from collections.abc import Mapping
from typing import Literal, cast

from models.ids import OfferId, PartyId, PeriodId, RegionId, SliceId, WorkloadId
from models.records import Offer, Workload
from planner.workbook.expand.book import Book
from planner.workbook.expand.settings import number_setting
from planner.workbook.inherit import Inherited, Key

DemandKey = tuple[RegionId, PartyId | None, WorkloadId, PeriodId]


def workloads_of(book: Book) -> Mapping[WorkloadId, Workload]:
    """Return the workloads; those without a penalty of their own have that of the Settings."""
    penalty = number_setting(book, "unmet_penalty")
    workloads = {}
    for row in book.rows("Workloads"):
        own = row.number_in("unmet_penalty")
        workload = WorkloadId(row.text("workload"))
        workloads[workload] = Workload(
            workload,
            work_class=row.text("class"),
            gbps_per_pflops=row.number_in("gbps_per_pflops") or 0.0,
            max_latency_ms=row.number_in("max_latency_ms"),
            deferrable_fraction=row.number_in("deferrable_fraction") or 0.0,
            single_host=row.values["single_host"] is True,
            routing=cast(Literal["paths", "arcs"], row.text("routing")),
            volatility=row.number_in("volatility") or 0.0,
            unmet_penalty_m_per_pflops=penalty if own is None else own,
        )
    return workloads


def party_demand(book: Book) -> Mapping[DemandKey, float]:
    """Return the demand in PFLOPS by region, party (None: the region stands for itself), workload and period."""
    rows = book.demand
    demand: dict[DemandKey, float] = {}
    for region, party, workload in _in_order(book, rows):
        filled = rows.filled((region, party, workload))
        for period in book.periods:
            amount = filled[period].periods.get(period) if period in filled else None
            if amount:
                key = RegionId(region), PartyId(party) if party else None, WorkloadId(workload), period
                demand[key] = amount
    return demand


def demand_of(book: Book) -> Mapping[tuple[RegionId, WorkloadId, PeriodId], float]:
    """Return the demand in PFLOPS by region, workload and period, all parties together."""
    demand: dict[tuple[RegionId, WorkloadId, PeriodId], float] = {}
    for (region, _, workload, period), amount in party_demand(book).items():
        demand[region, workload, period] = demand.get((region, workload, period), 0.0) + amount
    return demand


def party_fractions_of(book: Book) -> Mapping[tuple[RegionId, WorkloadId, PeriodId], Mapping[PartyId, float]]:
    """Return the share of each demand that parties other than the region's own have, where some have any."""
    if not any(row.text("party") for row in book.rows("Demand")):
        return {}
    total = demand_of(book)
    shares: dict[tuple[RegionId, WorkloadId, PeriodId], dict[PartyId, float]] = {}
    for (region, party, workload, period), amount in party_demand(book).items():
        if party is not None and party != book.party_of[region]:
            shares.setdefault((region, workload, period), {})[party] = amount / total[region, workload, period]
    return shares


def profile_of(book: Book) -> Mapping[tuple[WorkloadId, RegionId, SliceId], float]:
    """Return the factors on demand, by workload, region and slice."""
    found = book.inherited("Profiles")
    return {
        (WorkloadId(workload), RegionId(region), SliceId(name)): found.number((workload, region, name), "factor") or 0.0
        for workload, region, name in found.every_key
    }


def offers_of(book: Book) -> Mapping[OfferId, Offer]:
    """Return what can be rented, by offer."""
    found = book.inherited("Rental")
    limits: dict[OfferId, dict[tuple[WorkloadId, RegionId, PeriodId], float | None]] = {}
    prices: dict[OfferId, dict[tuple[WorkloadId, RegionId, PeriodId], float]] = {}
    for key in found.every_key:
        offer, workload, region, period = key
        price = found.number(key, "price")
        if price is None:
            continue
        place = WorkloadId(workload), RegionId(region), PeriodId(period)
        limits.setdefault(OfferId(offer), {})[place] = found.number(key, "limit_pflops")
        prices.setdefault(OfferId(offer), {})[place] = price
    return {offer: Offer(offer, limits[offer], prices[offer]) for offer in limits}


def tariffs_of(book: Book) -> Mapping[tuple[RegionId, WorkloadId, PeriodId], float]:
    """Return what customers pay for a PFLOPS delivered for a year, in millions, by region, workload and period."""
    found = book.inherited("Tariffs")
    return {
        (RegionId(region), WorkloadId(workload), PeriodId(period)): row.periods[PeriodId(period)] or 0.0
        for region, workload in found.every_key
        for period, row in found.filled((region, workload)).items()
    }


def _in_order(book: Book, rows: Inherited) -> list[Key]:
    """Return the keys of Demand by region and workload in the order of the workbook, parties as they come."""
    regions = {name: i for i, name in enumerate(book.regions)}
    workloads = {name: i for i, name in enumerate(book.names("Workloads"))}
    return sorted(rows.every_key, key=lambda key: (regions[RegionId(key[0])], workloads[key[2]]))
