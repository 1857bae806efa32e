"""What rules become in a part of a case: budgets, policies and commitments that hold for it, and the share it has."""

from collections.abc import Collection
from dataclasses import replace

from models.ids import BudgetId, CommitmentId, PolicyId, RegionId
from models.part_scope import Part
from models.records import OWN_RATIO, Budget, Commitment, Policy, Selection


def budgets_of(part: Part) -> dict[BudgetId, Budget]:
    """Return the budgets of the part: those of others go, and one that also covers others is divided."""
    found = {}
    for name, budget in part.case.budgets.items():
        regions = tuple(r for r in budget.regions if r in part.inside)
        if budget.regions and not regions:
            continue
        fraction = 1.0 if part.has_all_of(budget.regions) else part.share.of_rest
        found[name] = replace(
            budget,
            regions=regions,
            links=tuple(l for l in budget.links if l in part.links),
            amount_m={period: None if x is None else x * fraction for period, x in budget.amount_m.items()},
            subsidy_m={period: x * fraction for period, x in budget.subsidy_m.items()},
        )
    return {name: budget if budget.payer in found else replace(budget, payer=None) for name, budget in found.items()}


def policies_of(part: Part) -> dict[PolicyId, Policy]:
    """Return the policies that hold for the part.

    One that names regions holds with their owners: not for work that guests have there.
    """
    found = {}
    for name, policy in part.case.policies.items():
        if opposes(policy, part.inside, part.everywhere) or not _has_a_tier(policy.selection, part):
            continue
        own = _within(policy.selection, part.inside)
        if policy.apply == "each region" and own.regions is None and part.regions.keys() != part.inside:
            own = replace(own, regions=tuple(r for r in part.regions if r in part.inside))
        if own.regions == ():
            continue
        shared = policy.apply != "each region" and not part.has_all_of(_scope(policy.selection, part))
        is_quantity = policy.denominator is None and policy.metric not in OWN_RATIO
        fraction = part.share.of_rest if shared and is_quantity else 1.0
        below = None if policy.denominator is None else _within(policy.denominator, part.inside)
        found[name] = replace(policy, selection=own, denominator=below, value=policy.value * fraction)
    return found


def commitments_of(part: Part) -> dict[CommitmentId, Commitment]:
    """Return the commitments that hold for the part."""
    found = {}
    for name, commitment in part.case.commitments.items():
        own = _within(commitment.selection, part.inside)
        if own.links is not None:
            own = replace(own, links=tuple(l for l in own.links if l in part.links))
        if own.regions == () or own.links == () or not _has_a_tier(own, part):
            continue
        if opposes(commitment, part.inside, part.everywhere):
            continue
        shared = commitment.apply == "total" and not part.has_all_of(_scope(commitment.selection, part))
        fraction = part.share.of_rest if shared else 1.0
        found[name] = replace(commitment, selection=own, value=commitment.value * fraction)
    return found


def _scope(selection: Selection, part: Part) -> Collection[RegionId]:
    """Return the regions that a rule is about."""
    return part.everywhere if selection.regions is None else selection.regions


def _has_a_tier(selection: Selection, part: Part) -> bool:
    """Return whether a rule is about a tier that is there, or about none in particular."""
    return selection.tiers is None or any(q in part.tiers for q in selection.tiers)


def opposes(rule: Policy | Commitment, inside: frozenset[RegionId], everywhere: frozenset[RegionId]) -> bool:
    """Return whether a rule speaks of some of the part's regions and of others together, and not of all alike."""
    if rule.apply in ("each region", "each"):
        return False
    named = [rule.selection]
    if isinstance(rule, Policy) and rule.denominator is not None:
        named.append(rule.denominator)
    scopes = {frozenset(everywhere if one.regions is None else one.regions) for one in named}
    touched = any(scope & inside for scope in scopes)
    return touched and any(not scope <= inside for scope in scopes) and scopes != {everywhere}


def _within(selection: Selection, inside: frozenset[RegionId]) -> Selection:
    def kept(regions: tuple[RegionId, ...] | None) -> tuple[RegionId, ...] | None:
        return None if regions is None else tuple(r for r in regions if r in inside)

    return replace(selection, regions=kept(selection.regions), hosts=kept(selection.hosts))
