"""Whose demand, and whose halls, links and quotas, the rows of a model stand for: the side of each row by party."""

from collections.abc import Hashable, Mapping

from models.ids import LinkId, OutcomeId, PartyId, RegionId, StackId, TierId, WorkloadId
from models.instance import Case, Instance
from models.part_scope import Share
from planner.solve.worth import Key, Worth
from planner.studies.members import Members, owner_of, parts_of_demand

_OF_LINKS = ("link_opened", "link_opened_once", "link_capacity", "circuits_added", "circuit_limit")
_OF_TIERS = ("tier_established", "tier_established_once")
_OF_PORTS = ("stack_ported", "ported_once", "run_needs_port")
_OF_DEMAND = {
    "demand_balance": (0, 1, 2),
    "outage_demand": (0, 1, 2),
    "remote_share_limit": (0, 1, 2),
    "deferred": (0, 1, 2),
    "host_share_limit": (0, 2, 3),
    "rented": (1, 2, 3),
}
"""Families whose sides are so much of a demand, with the places of origin, workload and outcome in their index."""
_OF_ALL = (
    "constant",
    "budget_limit",
    "commitment_limit",
    "commitment_above",
    "commitment_below",
    "value_at_risk",
    "excess_cost",
    "leaf_excess",
)
"""Divided like budgets. All others are of a region."""
_SECOND = ("policy_limit", "policy_excess", "policy_lack")
"""Families whose second index is the region."""


def worth_by_member(inst: Instance, members: Members, shares: Mapping[str, Share], worth: Worth) -> dict[str, float]:
    """Return what the demand of each member and all it brings are worth at the duals of a relaxation, in millions.

    The sum is the cost of the relaxation. Demand, and what may be rented for it, is of whose it is; a link is of the
    member it is named after, else half of each of its ends; a tier or software is of its owner; a supply, a budget and
    what is national are divided by the shares.
    """
    found = dict.fromkeys(members, 0.0)
    owner = owner_of(members)
    rest = _normal({name: share.of_rest for name, share in shares.items()})
    for key, amount_m in worth.worth_m.items():
        for name, part in _parts(inst, members, owner, shares, rest, key).items():
            found[name] += part * amount_m
    return found


def _parts(
    inst: Instance,
    members: Members,
    owner: Mapping[RegionId, str],
    shares: Mapping[str, Share],
    rest: Mapping[str, float],
    key: Key,
) -> Mapping[str, float]:
    """Return the part that each member has in a row or column."""
    family, index = key
    case = inst.first_case
    if family in _OF_DEMAND or family == "carried_gbps":
        return _of_demand(inst, members, owner, family, index)
    if family == "supply_limit":
        return _of_supply(case, owner, shares, index)
    if family in _OF_LINKS:
        return _of_link(case, members, owner, index)
    if family in _OF_TIERS or family in _OF_PORTS:
        party = _platform_party(case, family, index)
        return {str(party): 1.0} if party in members else rest
    place = _place(family, index)
    if family in _OF_ALL or place not in owner:
        return rest
    return {owner[RegionId(str(place))]: 1.0}


def _of_demand(
    inst: Instance, members: Members, owner: Mapping[RegionId, str], family: str, index: Hashable
) -> Mapping[str, float]:
    """Return the part of each member in a row or column of demand; of all that a region sends, by its bandwidth."""
    assert isinstance(index, tuple)
    if family != "carried_gbps":
        o, w, e = (index[i] for i in _OF_DEMAND[family])
        return parts_of_demand(inst.case(e), members, owner, (o, w, inst.tree.outcome(e).period))
    origin, outcome = RegionId(index[0]), OutcomeId(index[3])
    case, period = inst.case(outcome), inst.tree.outcome(outcome).period
    gbps: dict[str, float] = {owner[origin]: 0.0}
    for w, workload in case.workloads.items():
        taken = workload.gbps_per_pflops * case.demand_pflops.get((origin, w, period), 0.0)
        for name, part in parts_of_demand(case, members, owner, (origin, w, period)).items():
            gbps[name] = gbps.get(name, 0.0) + part * taken
    return _normal(gbps)


def _platform_party(case: Case, family: str, index: Hashable) -> PartyId | None:
    """Return who owns a tier, or the software that runs a workload on a stack."""
    assert isinstance(index, tuple)
    if family in _OF_TIERS:
        return case.tiers[TierId(index[0])].party
    return case.port_party.get((StackId(index[0]), WorkloadId(index[1])))


def _place(family: str, index: Hashable) -> Hashable:
    parts = index if isinstance(index, tuple) else (index,)
    at = 1 if family in _SECOND else 0
    return parts[at] if len(parts) > at else None


def _of_supply(
    case: Case, owner: Mapping[RegionId, str], shares: Mapping[str, Share], index: Hashable
) -> Mapping[str, float]:
    assert isinstance(index, tuple)
    chip, scope, _ = index
    supply = next(one for one in case.supplies if (one.chip, one.scope) == (chip, scope))
    inside = dict.fromkeys(owner[r] for r in supply.regions)
    return _normal({name: shares[name].supply(chip) for name in inside})


def _of_link(case: Case, members: Members, owner: Mapping[RegionId, str], index: Hashable) -> Mapping[str, float]:
    assert isinstance(index, tuple)
    link = case.links[LinkId(index[0])]
    if link.party in members:
        return {str(link.party): 1.0}
    tail, head = owner[link.tail], owner[link.head]
    return {tail: 1.0} if tail == head else {tail: 0.5, head: 0.5}


def _normal(parts: Mapping[str, float]) -> Mapping[str, float]:
    whole = sum(parts.values())
    return {name: part / whole if whole > 0 else 1.0 / len(parts) for name, part in parts.items()}
