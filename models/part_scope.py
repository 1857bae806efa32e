"""What of a case is in a part of it: which regions as sites, which as junctions, whose demand, and what is shared."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from models.ids import ChipId, LinkId, PeriodId, RegionId, TierId, WorkloadId
from models.instance import Case
from models.records import Link, Region, Tier

_ROUNDING = 1e-12
"""Share of a demand below which what the shares of all parties leave of it is nothing."""


@dataclass(frozen=True)
class Share:
    """What a part gets of limits that it has in common with others, as fractions."""

    of_supply: Mapping[ChipId, float]
    """Of the supply of each chip; no key: `of_rest`."""
    of_rest: float
    """Of budgets, and of policies and commitments that limit a quantity."""

    def supply(self, k: ChipId) -> float:
        """Return the share of the supply of a chip."""
        return self.of_supply.get(k, self.of_rest)


WHOLE = Share({}, 1.0)
"""All to each: a part has the limits of the whole for itself."""


@dataclass(frozen=True)
class Part:
    """What of a case is in a part of it: regions as sites, others as junctions, and whose demand."""

    case: Case
    inside: frozenset[RegionId]
    share: Share
    transit: bool
    away: frozenset[str]
    guests: frozenset[str]
    visited: frozenset[RegionId]
    """The regions of others in which guests have demand, in this case or in another of the instance."""

    def fraction(self, r: RegionId, w: WorkloadId, t: PeriodId) -> float:
        """Return the share of a demand that is in the part."""
        parties = self.case.party_fraction.get((r, w, t), {})
        if r not in self.inside:
            return sum(fraction for party, fraction in parties.items() if party in self.guests)
        left = 1.0 - sum(fraction for party, fraction in parties.items() if party in self.away)
        return left if left > _ROUNDING else 0.0

    @cached_property
    def demand_pflops(self) -> dict[tuple[RegionId, WorkloadId, PeriodId], float]:
        """The demand that is in the part."""
        return {key: part * x for key, x in self.case.demand_pflops.items() if (part := self.fraction(*key)) > 0}

    @cached_property
    def origins(self) -> frozenset[RegionId]:
        """The regions of the part, and those from which work of its guests comes."""
        return self.inside | self.visited

    @cached_property
    def regions(self) -> dict[RegionId, Region]:
        """All regions that are there in some way."""
        return {
            r: _starting_in(region, self.tiers) if r in self.inside else _junction(region)
            for r, region in self.case.regions.items()
            if self.transit or r in self.origins
        }

    @cached_property
    def links(self) -> dict[LinkId, Link]:
        """The links between regions that are there, but for those of parties that are not."""
        return {
            name: link
            for name, link in self.case.links.items()
            if link.tail in self.regions and link.head in self.regions and link.party not in self.away
        }

    @cached_property
    def tiers(self) -> dict[TierId, Tier]:
        """The tiers below the first of a party that is not there."""
        return dict(takewhile(lambda one: one[1].party not in self.away, self.case.tiers.items()))

    @cached_property
    def everywhere(self) -> frozenset[RegionId]:
        """The regions of the whole."""
        return frozenset(self.case.regions)

    @cached_property
    def leaves_demand(self) -> bool:
        """Whether others have demand in regions of the part."""
        return any(party in self.away for shares in self.case.party_fraction.values() for party in shares)

    def has_all_of(self, regions: Collection[RegionId]) -> bool:
        """Return whether nobody else has a share of a limit on these regions.

        What limits the whole nation is also for demand that others have in it.
        """
        scope = frozenset(regions)
        return scope <= self.inside and not (self.leaves_demand and scope == self.everywhere)


def _starting_in(region: Region, tiers: Collection[TierId]) -> Region:
    """Return a region that has reached the last of these tiers where its own is not there."""
    if region.starting_tier is None or region.starting_tier in tiers:
        return region
    return replace(region, starting_tier=next(reversed(list(tiers)), None))


def _junction(region: Region) -> Region:
    """Return a region of others: nothing stands there and nothing can be built."""
    empty = {
        period: replace(at, max_hall_modules=0, opening_cost_m=0.0, grid_limit_mw=0.0)
        for period, at in region.at.items()
    }
    return replace(region, at=empty, existing_hall_mw=0.0, starting_tier=None)
