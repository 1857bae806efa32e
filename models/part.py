"""A part of an instance: some of its regions, on their own, with their share of what is the nation's."""

from collections.abc import Collection
from dataclasses import replace

from models.ids import LinkId, RegionId
from models.instance import Case, Instance
from models.part_rules import budgets_of, commitments_of, opposes, policies_of
from models.part_scope import WHOLE, Part, Share
from models.records import Commitment, Offer, Outage, Policy, Supply


def part_of(
    inst: Instance,
    members: Collection[RegionId],
    share: Share = WHOLE,
    *,
    transit: bool = False,
    absent: Collection[str] = (),
    guests: Collection[str] = (),
) -> Instance:
    """Return the instance of some regions alone.

    What only concerns them stays. A supply, a budget, and a policy or commitment on a quantity that also covers others
    is divided by `share`. A policy on a share or ratio holds for the part as it does for the whole, unless it sets some
    regions against others (see `rules_left_out`). National one-off costs stay whole: the part pays what it needs.

    Parameters
    ----------
    transit
        Whether work may cross the regions of others on its way; they are then there as junctions, with nothing else.
    absent
        Parties that take no part: their demand is not there, nor their links, nor what of the fleet is theirs in
        regions of members, nor work that runs by their software, nor their tiers of the platform with those above,
        which build on them.
    guests
        Parties whose demand in regions of others takes part. Such a region is a junction too: its halls, its grid and
        its place on the platform are its owner's, so that the work goes elsewhere, is rented or stays undone.
    """
    inside, away, visiting = frozenset(members), frozenset(absent), frozenset(guests)
    visited = frozenset(
        r
        for case in inst.cases.values()
        for (r, _, _), shares in case.party_fraction.items()
        if r not in inside and any(party in visiting for party in shares)
    )
    parts = {name: Part(case, inside, share, transit, away, visiting, visited) for name, case in inst.cases.items()}
    return inst.replace(cases={name: _case(part) for name, part in parts.items()})


def rules_left_out(inst: Instance, members: Collection[RegionId]) -> tuple[str, ...]:
    """Return the policies and commitments that do not hold for a part: those that set its regions against others."""
    inside, case = frozenset(members), inst.first_case
    everywhere = frozenset(case.regions)
    rules: list[Policy | Commitment] = [*case.policies.values(), *case.commitments.values()]
    return tuple(rule.id for rule in rules if opposes(rule, inside, everywhere))


def _case(part: Part) -> Case:
    case, inside, origins = part.case, part.inside, part.origins
    unknown = {key for key, party in case.port_party.items() if party in part.away}
    places = {*inside, *part.links}
    return case.replace(
        regions=part.regions,
        demand_pflops=part.demand_pflops,
        party_fraction={},
        performance_pflops={
            (k, w, r): x
            for (k, w, r), x in case.performance_pflops.items()
            if r in inside and (case.chips[k].stack, w) not in unknown
        },
        tiers=part.tiers,
        chip_price_m={key: x for key, x in case.chip_price_m.items() if key[1] in inside},
        host_rules={key: rule for key, rule in case.host_rules.items() if key[1] in origins and key[2] in inside},
        remote_fraction={key: x for key, x in case.remote_fraction.items() if key[1] in origins},
        profile={key: x for key, x in case.profile.items() if key[1] in origins},
        supplies=tuple(_supply(one, part) for one in case.supplies if inside & set(one.regions)),
        fleet=tuple(line for line in case.fleet if line.region in inside and line.party not in part.away),
        links=part.links,
        pipeline=tuple(one for one in case.pipeline if one.place in places),
        offers={name: _offer(offer, part) for name, offer in case.offers.items()},
        tariff_m_per_pflops={key: x for key, x in case.tariff_m_per_pflops.items() if key[0] in origins},
        outages={name: _outage(outage, inside, part.links) for name, outage in case.outages.items()},
        policies=policies_of(part),
        budgets=budgets_of(part),
        commitments=commitments_of(part),
    )


def _supply(supply: Supply, part: Part) -> Supply:
    if part.has_all_of(supply.regions):
        return supply
    fraction = part.share.supply(supply.chip)
    regions = tuple(r for r in supply.regions if r in part.inside)
    units = {period: None if limit is None else limit * fraction for period, limit in supply.units_per_year.items()}
    return replace(supply, regions=regions, units_per_year=units)


def _offer(offer: Offer, part: Part) -> Offer:
    """Return what can be rented: of the limit in a region the share of its demand."""
    limits = {}
    for (w, r, t), limit in offer.limit_pflops.items():
        fraction = part.fraction(r, w, t)
        if fraction > 0:
            limits[w, r, t] = None if limit is None else limit * fraction
    return replace(
        offer,
        limit_pflops=limits,
        price_m_per_pflops={key: x for key, x in offer.price_m_per_pflops.items() if key in limits},
    )


def _outage(outage: Outage, inside: frozenset[RegionId], links: Collection[LinkId]) -> Outage:
    return replace(
        outage,
        region_remaining={r: left for r, left in outage.region_remaining.items() if r in inside},
        link_remaining={l: left for l, left in outage.link_remaining.items() if l in links},
    )
