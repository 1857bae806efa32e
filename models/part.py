"""A part of an instance: some of its regions, on their own, with their share of what is the nation's."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeVar

from models.ids import BudgetId, ChipId, CommitmentId, LinkId, PolicyId, RegionId, TierId
from models.instance import Case, Instance
from models.records import OWN_RATIO, Budget, Commitment, Outage, Policy, Region, Selection, Supply

Name = TypeVar("Name", PolicyId, CommitmentId)
Rule = TypeVar("Rule", Policy, Commitment)


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


def part_of(
    inst: Instance,
    members: Collection[RegionId],
    share: Share = WHOLE,
    *,
    transit: bool = False,
    absent: Collection[str] = (),
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
        Parties that take no part: their links are not there, nor what of the fleet is theirs in regions of members, nor
        work that runs by their software, nor their tiers of the platform with those above, which build on them.
    """
    inside, away = frozenset(members), frozenset(absent)
    cases = {name: _case(case, inside, share, transit=transit, away=away) for name, case in inst.cases.items()}
    return inst.replace(cases=cases)


def rules_left_out(inst: Instance, members: Collection[RegionId]) -> tuple[str, ...]:
    """Return the policies and commitments that do not hold for a part: those that set its regions against others."""
    inside, case = frozenset(members), inst.first_case
    everywhere = frozenset(case.regions)
    rules: list[Policy | Commitment] = [*case.policies.values(), *case.commitments.values()]
    return tuple(rule.id for rule in rules if _opposes(rule, inside, everywhere))


def _case(case: Case, inside: frozenset[RegionId], share: Share, *, transit: bool, away: frozenset[str]) -> Case:
    everywhere = frozenset(case.regions)
    links = {
        name: link
        for name, link in case.links.items()
        if (transit or (link.tail in inside and link.head in inside)) and link.party not in away
    }
    tiers = dict(takewhile(lambda one: one[1].party not in away, case.tiers.items()))
    kept = {
        r: _starting_in(region, tiers) if r in inside else _junction(region)
        for r, region in case.regions.items()
        if transit or r in inside
    }
    unknown = {key for key, party in case.port_party.items() if party in away}
    places = {*inside, *links}
    return case.replace(
        regions=kept,
        demand_pflops={key: x for key, x in case.demand_pflops.items() if key[0] in inside},
        performance_pflops={
            (k, w, r): x
            for (k, w, r), x in case.performance_pflops.items()
            if r in inside and (case.chips[k].stack, w) not in unknown
        },
        tiers=tiers,
        chip_price_m={key: x for key, x in case.chip_price_m.items() if key[1] in inside},
        host_rules={key: rule for key, rule in case.host_rules.items() if key[1] in inside and key[2] in inside},
        remote_fraction={key: x for key, x in case.remote_fraction.items() if key[1] in inside},
        profile={key: x for key, x in case.profile.items() if key[1] in inside},
        supplies=tuple(_supply(one, inside, share) for one in case.supplies if inside & set(one.regions)),
        fleet=tuple(line for line in case.fleet if line.region in inside and line.party not in away),
        links=links,
        pipeline=tuple(one for one in case.pipeline if one.place in places),
        offers={
            name: replace(
                offer,
                limit_pflops={key: x for key, x in offer.limit_pflops.items() if key[1] in inside},
                price_m_per_pflops={key: x for key, x in offer.price_m_per_pflops.items() if key[1] in inside},
            )
            for name, offer in case.offers.items()
        },
        tariff_m_per_pflops={key: x for key, x in case.tariff_m_per_pflops.items() if key[0] in inside},
        outages={name: _outage(outage, inside, links) for name, outage in case.outages.items()},
        policies=_on_tiers(_policies(case, inside, everywhere, share), tiers),
        budgets=_budgets(case, inside, links, share),
        commitments=_on_tiers(_commitments(case, inside, everywhere, links, share), tiers),
    )


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


def _supply(supply: Supply, inside: frozenset[RegionId], share: Share) -> Supply:
    regions = tuple(r for r in supply.regions if r in inside)
    if len(regions) == len(supply.regions):
        return supply
    part = share.supply(supply.chip)
    units = {period: None if limit is None else limit * part for period, limit in supply.units_per_year.items()}
    return replace(supply, regions=regions, units_per_year=units)


def _outage(outage: Outage, inside: frozenset[RegionId], links: Collection[LinkId]) -> Outage:
    return replace(
        outage,
        region_remaining={r: left for r, left in outage.region_remaining.items() if r in inside},
        link_remaining={l: left for l, left in outage.link_remaining.items() if l in links},
    )


def _budgets(
    case: Case, inside: frozenset[RegionId], links: Collection[LinkId], share: Share
) -> dict[BudgetId, Budget]:
    found = {}
    for name, budget in case.budgets.items():
        regions = tuple(r for r in budget.regions if r in inside)
        if budget.regions and not regions:
            continue
        part = 1.0 if len(regions) == len(budget.regions) else share.of_rest
        found[name] = replace(
            budget,
            regions=regions,
            links=tuple(l for l in budget.links if l in links),
            amount_m={period: None if x is None else x * part for period, x in budget.amount_m.items()},
            subsidy_m={period: x * part for period, x in budget.subsidy_m.items()},
        )
    return {name: budget if budget.payer in found else replace(budget, payer=None) for name, budget in found.items()}


def _policies(
    case: Case, inside: frozenset[RegionId], everywhere: frozenset[RegionId], share: Share
) -> dict[PolicyId, Policy]:
    found = {}
    for name, policy in case.policies.items():
        if _opposes(policy, inside, everywhere):
            continue
        own = _within(policy.selection, inside)
        if own.regions == ():
            continue
        shared = policy.apply != "each region" and not _covered(policy.selection, inside, everywhere)
        part = share.of_rest if shared and policy.denominator is None and policy.metric not in OWN_RATIO else 1.0
        below = None if policy.denominator is None else _within(policy.denominator, inside)
        found[name] = replace(policy, selection=own, denominator=below, value=policy.value * part)
    return found


def _commitments(
    case: Case,
    inside: frozenset[RegionId],
    everywhere: frozenset[RegionId],
    links: Collection[LinkId],
    share: Share,
) -> dict[CommitmentId, Commitment]:
    found = {}
    for name, commitment in case.commitments.items():
        own = _within(commitment.selection, inside)
        if own.links is not None:
            own = replace(own, links=tuple(l for l in own.links if l in links))
        if _opposes(commitment, inside, everywhere) or own.regions == () or own.links == ():
            continue
        shared = commitment.apply == "total" and not _covered(commitment.selection, inside, everywhere)
        part = share.of_rest if shared else 1.0
        found[name] = replace(commitment, selection=own, value=commitment.value * part)
    return found


def _on_tiers(rules: Mapping[Name, Rule], tiers: Collection[TierId]) -> dict[Name, Rule]:
    """Return the rules but for those on tiers of which none is there."""
    return {
        name: rule
        for name, rule in rules.items()
        if rule.selection.tiers is None or any(q in tiers for q in rule.selection.tiers)
    }


def _opposes(rule: Policy | Commitment, inside: frozenset[RegionId], everywhere: frozenset[RegionId]) -> bool:
    """Return whether a rule speaks of some of the part's regions and of others together, and not of all alike."""
    if rule.apply in ("each region", "each"):
        return False
    named = [rule.selection]
    if isinstance(rule, Policy) and rule.denominator is not None:
        named.append(rule.denominator)
    scopes = {frozenset(everywhere if one.regions is None else one.regions) for one in named}
    touched = any(scope & inside for scope in scopes)
    return touched and any(not scope <= inside for scope in scopes) and scopes != {everywhere}


def _covered(selection: Selection, inside: frozenset[RegionId], everywhere: frozenset[RegionId]) -> bool:
    return frozenset(everywhere if selection.regions is None else selection.regions) <= inside


def _within(selection: Selection, inside: frozenset[RegionId]) -> Selection:
    def kept(regions: tuple[RegionId, ...] | None) -> tuple[RegionId, ...] | None:
        return None if regions is None else tuple(r for r in regions if r in inside)

    return replace(selection, regions=kept(selection.regions), hosts=kept(selection.hosts))
