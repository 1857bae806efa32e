"""Who the members of a study are, and what is whose: a region, and the demand in it."""

from collections.abc import Mapping

from models.ids import PartyId, PeriodId, RegionId, WorkloadId
from models.instance import Case, Instance

Members = Mapping[str, tuple[RegionId, ...]]
"""Those who plan alone, each with its regions; every region is in one of them. What is named after a party is of the
member of this name."""
_ROUNDING = 1e-12
"""Share of a demand below which what the shares of all parties leave of it is nothing."""


def regions_alone(inst: Instance) -> Members:
    """Return each region as a member of its own."""
    return {str(r): (r,) for r in inst.first_case.regions}


def parties_alone(inst: Instance) -> Members:
    """Return the regions of each party; a region without a party stands for itself."""
    found: dict[str, tuple[RegionId, ...]] = {}
    for r, region in inst.first_case.regions.items():
        name = str(region.party or r)
        found[name] = (*found.get(name, ()), r)
    return found


def owners_alone(inst: Instance) -> Members:
    """Return the parties with their regions, and those with demand, links, chips, tiers or software and no region."""
    case = inst.first_case
    found = dict(parties_alone(inst))
    named = [link.party for link in case.links.values()] + [line.party for line in case.fleet]
    named += [tier.party for tier in case.tiers.values()] + list(case.port_party.values())
    named += list(_with_demand_elsewhere(inst))
    return {**found, **{str(party): () for party in named if party is not None and str(party) not in found}}


def visitors(inst: Instance, members: Members) -> tuple[str, ...]:
    """Return the members that have demand in regions of others."""
    found = _with_demand_elsewhere(inst)
    return tuple(name for name in members if name in found)


def _with_demand_elsewhere(inst: Instance) -> dict[PartyId, None]:
    shares = (each for case in inst.cases.values() for each in case.party_fraction.values())
    return dict.fromkeys(party for each in shares for party in each)


def owner_of(members: Members) -> Mapping[RegionId, str]:
    """Return the member of each region."""
    return {r: name for name, regions in members.items() for r in regions}


def parts_of_demand(
    case: Case, members: Members, owner: Mapping[RegionId, str], key: tuple[RegionId, WorkloadId, PeriodId]
) -> Mapping[str, float]:
    """Return the share that each member has of a demand.

    Demand of a party that is no member of its own is of the member of the region.
    """
    own, shares = owner[key[0]], case.party_fraction.get(key, {})
    found = {own: max(0.0, 1.0 - sum(shares.values()))}
    for party, fraction in shares.items():
        name = str(party) if party in members else own
        found[name] = found.get(name, 0.0) + fraction
    return {name: part for name, part in found.items() if part > _ROUNDING}
