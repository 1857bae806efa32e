"""The most that could ever be served: upper bounds from supply, power and links, in plain arithmetic.

Each bound leaves out everything that could only lower it (costs, budgets, policies, losses, what other workloads
take), so that demand beyond a bound is beyond every plan.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import inf

from models.ids import ChipId, PeriodId, RegionId, WorkloadId
from models.instance import Case
from models.reach import Reachability
from models.timing import stands


class Ceiling:
    """Upper bounds, in PFLOPS over the year, of what a case can serve in each period."""

    def __init__(self, case: Case) -> None:
        """Take the case; the bounds are worked out when they are asked for."""
        self._case = case
        self._reachability = Reachability(case)
        hours = sum(one.hours for one in case.slices.values())
        self._weight = {name: one.hours / hours if hours else 0.0 for name, one in case.slices.items()}
        self._sold: dict[tuple[ChipId, PeriodId], float] = {}
        self._ordered: dict[tuple[float, float, PeriodId], Sequence[PeriodId]] = {}

    def average_demand(self, region: RegionId, w: WorkloadId, t: PeriodId) -> float:
        """Return the demand over the year, slices weighted by their hours."""
        return self._average_demand.get((region, w, t), 0.0)

    def by_supply(self, w: WorkloadId, t: PeriodId) -> float:
        """Return the PFLOPS that all units that could ever be there would deliver, all on this workload."""
        total = 0.0
        for chip, units in self._units[t].items():
            best = self._best.get((chip, w), 0.0)
            total += units * best if best else 0.0
        alone = max((region.at[t].alone_fraction for region in self._case.regions.values()), default=0.0)
        return total * max(alone, self._pooled[t]) * self._available

    def per_mw(self, region: RegionId, w: WorkloadId, t: PeriodId) -> float:
        """Return the PFLOPS that a megawatt of IT load delivers on the chip that makes most of it; 0: no chip can."""
        best = self._most_per_mw.get((region, w), 0.0)
        return best * max(self._case.regions[region].at[t].alone_fraction, self._pooled[t]) * self._available

    def hall_mw(self, region: RegionId, t: PeriodId) -> float:
        """Return the largest IT load: existing halls, those coming and every module, as far as the grid allows."""
        return min(self.built_mw(region, t), self.grid_mw(region, t))

    def built_mw(self, region: RegionId, t: PeriodId) -> float:
        """Return the largest IT load of the halls: existing, coming, and every module that can be built in time."""
        data = self._case.regions[region]
        in_time = self._in_time(data.hall_lead_years, data.hall_life_years, t)
        modules = min(data.at[in_time[-1]].max_hall_modules, data.at[t].max_hall_modules) if in_time else 0
        return data.existing_hall_mw + self._coming("hall", region, t) + modules * data.hall_module_mw

    def grid_mw(self, region: RegionId, t: PeriodId) -> float:
        """Return the largest IT load that the grid allows, in the halls that lose least."""
        data = self._case.regions[region]
        grid = data.at[t].grid_limit_mw
        return inf if grid is None else grid / min(data.pue_existing, data.pue_new)

    def sent_away(self, region: RegionId, w: WorkloadId, t: PeriodId) -> float:
        """Return what residency and links let other regions do of a region's workload."""
        if not self._reachability.has_other_host(region, w):
            return 0.0
        share = self._case.remote_fraction.get((w, region), 1.0) * self.average_demand(region, w, t)
        per_pflops = self._case.workloads[w].gbps_per_pflops
        return share if per_pflops <= 0 else min(share, self.bandwidth_gbps(region, t) / per_pflops)

    def bandwidth_gbps(self, region: RegionId, t: PeriodId) -> float:
        """Return the bandwidth out of a region over the year, with every circuit that could be added."""
        return self._bandwidth.get((region, t), 0.0)

    def rented(self, region: RegionId, w: WorkloadId, t: PeriodId) -> float:
        """Return what can be rented."""
        if not self._case.offers:
            return 0.0
        limits = [
            offer.limit_pflops[w, region, t]
            for offer in self._case.offers.values()
            if (w, region, t) in offer.limit_pflops
        ]
        return sum(inf if limit is None else limit for limit in limits)

    @cached_property
    def _average_demand(self) -> Mapping[tuple[RegionId, WorkloadId, PeriodId], float]:
        profile, factor = self._case.profile, {}
        for region, w, _ in self._case.demand_pflops:
            if (region, w) not in factor:
                shares = self._weight.items()
                factor[region, w] = sum([share * profile.get((w, region, s), 1.0) for s, share in shares])
        return {(r, w, t): demand * factor[r, w] for (r, w, t), demand in self._case.demand_pflops.items()}

    def _in_time(self, lead_years: float, life_years: float, t: PeriodId) -> Sequence[PeriodId]:
        """Return the periods in which what is ordered stands in another; many regions and links have the same years."""
        key = lead_years, life_years, t
        if key not in self._ordered:
            periods = self._case.periods
            self._ordered[key] = [u for u in periods if stands(periods, u, lead_years, life_years, t)]
        return self._ordered[key]

    @cached_property
    def _bandwidth(self) -> Mapping[tuple[RegionId, PeriodId], float]:
        case = self._case
        available = sum(share * case.slices[s].link_availability for s, share in self._weight.items())
        found: dict[tuple[RegionId, PeriodId], float] = {}
        for link in case.links.values():
            more = sum(module.gbps * module.max_modules for module in link.modules.values())
            for t in case.periods:
                can_come = self._in_time(link.lead_years, link.life_years, t)
                gbps = link.existing_gbps + self._coming("link", link.id, t) + (more if can_come else 0.0)
                for region in (link.tail,) if link.direction == "one" else (link.tail, link.head):
                    found[region, t] = found.get((region, t), 0.0) + gbps * link.usable_fraction * available
        return found

    @cached_property
    def _units(self) -> Mapping[PeriodId, Mapping[ChipId, float]]:
        return {t: {chip: self._units_of(chip, t) for chip in self._case.chips} for t in self._case.periods}

    def _units_of(self, chip: ChipId, t: PeriodId) -> float:
        """Return the units installed already, and all that could be bought in time."""
        case, data = self._case, self._case.chips[chip]
        first = case.periods[t].first_year
        total = sum(
            line.units
            for line in case.fleet
            if line.chip == chip and line.year <= first < line.year + data.lifetime_years
        )
        for u in self._in_time(data.lead_years, data.lifetime_years, t):
            if (chip, u) not in self._sold:
                self._sold[chip, u] = self._for_sale(chip, u)
            total += self._sold[chip, u] * case.periods[u].years
        return total

    def _for_sale(self, chip: ChipId, t: PeriodId) -> float:
        """Return the units a year: the least of the limits on everybody, else what the regions' limits allow each."""
        buyers = self._buyers.get((chip, t), set())
        limits = [
            (set(supply.regions), limit)
            for supply in self._case.supplies
            if supply.chip == chip and (limit := supply.units_per_year[t]) is not None
        ]
        of_all = min((limit for regions, limit in limits if buyers <= regions), default=inf)
        of_each = sum(min((limit for regions, limit in limits if one in regions), default=inf) for one in buyers)
        return min(of_all, of_each) if buyers else 0.0

    @cached_property
    def _buyers(self) -> Mapping[tuple[ChipId, PeriodId], set[RegionId]]:
        """The regions that can buy a chip in a period."""
        found: dict[tuple[ChipId, PeriodId], set[RegionId]] = {}
        for chip, region, t in self._case.chip_price_m:
            found.setdefault((chip, t), set()).add(region)
        return found

    @cached_property
    def _pooled(self) -> Mapping[PeriodId, float]:
        """The largest share that can be used of pooled units; 0 before any tier is there."""
        case, order = self._case, self._order
        open_tiers = {
            t: [
                tier.pooled_fraction
                for tier in case.tiers.values()
                if tier.available_from is None or order[tier.available_from] <= order[t]
            ]
            for t in order
        }
        return {t: max(fractions, default=0.0) for t, fractions in open_tiers.items()}

    @cached_property
    def _available(self) -> float:
        """The availability of chips over the year."""
        return sum(share * self._case.slices[s].availability for s, share in self._weight.items())

    @cached_property
    def _best(self) -> Mapping[tuple[ChipId, WorkloadId], float]:
        """What a unit delivers in the best region."""
        best: dict[tuple[ChipId, WorkloadId], float] = {}
        for (chip, w, _), pflops in self._case.performance_pflops.items():
            best[chip, w] = max(best.get((chip, w), 0.0), pflops)
        return best

    @cached_property
    def _most_per_mw(self) -> Mapping[tuple[RegionId, WorkloadId], float]:
        """What a megawatt delivers on the best chip, fully used."""
        most: dict[tuple[RegionId, WorkloadId], float] = {}
        for (chip, w, region), pflops in self._case.performance_pflops.items():
            power_mw = self._case.chips[chip].power_kw / 1000
            most[region, w] = max(most.get((region, w), 0.0), pflops / power_mw if power_mw > 0 else inf)
        return most

    def _coming(self, kind: str, place: str, t: PeriodId) -> float:
        """Return what is under construction and there by a period."""
        order = self._order
        return sum(amount for period, amount in self._pipeline.get((kind, place), ()) if order[period] <= order[t])

    @cached_property
    def _pipeline(self) -> Mapping[tuple[str, str], list[tuple[PeriodId, float]]]:
        found: dict[tuple[str, str], list[tuple[PeriodId, float]]] = {}
        for item in self._case.pipeline:
            found.setdefault((item.kind, item.place), []).append((item.period, item.amount))
        return found

    @cached_property
    def _order(self) -> Mapping[PeriodId, int]:
        return {period: place for place, period in enumerate(self._case.periods)}
