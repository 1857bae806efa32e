"""Rule 5: how regions come to the tiers of the platform, and what they may do there."""

from collections import defaultdict

from models.account.stock import tiers_up_to
from models.account.timeline import Moment
from models.audit.checks import YES, Checks
from models.audit.facts import Facts
from models.audit.graph import Reach, reach_by_scenario
from models.ids import ChipId, OutcomeId, RegionId, TierId
from models.instance import Case


def tier_order(facts: Facts, checks: Checks) -> None:
    """A region reaches a tier only with the tier below."""
    member = facts.held.standing.member
    for (r, q, e), value in member.items():
        below = _below(facts.times.now(e), q)
        if below is not None:
            checks.at_most((r, q, e), value, member.get((r, below, e), 0.0))


def _below(moment: Moment, q: TierId) -> TierId | None:
    tiers = sorted(moment.case.tiers.values(), key=lambda tier: tier.rank)
    lower = [tier.id for tier in tiers if tier.rank < moment.case.tiers[q].rank]
    return lower[-1] if lower else None


def tier_needs_establishing(facts: Facts, checks: Checks) -> None:
    """A region is in a tier only once it is established."""
    for (r, q, e), value in facts.held.standing.member.items():
        checks.at_most((r, q, e), value, facts.held.standing.established.get((q, e), 0.0))


def tier_available(facts: Facts, checks: Checks) -> None:
    """A tier is joined no earlier than it is available."""
    for (r, q, n), value in facts.plan.tier_joined.items():
        for moment in facts.moments:
            start = moment.case.tiers[q].available_from
            if moment.node == n and start is not None:
                there = moment.period.first_year >= moment.case.periods[start].first_year
                checks.holds((r, q, moment.outcome), there, value)


def sharing_needs_platform(facts: Facts, checks: Checks) -> None:
    """Remote service goes through a tier that both ends are in; home service through none."""
    member = facts.held.standing.member
    for (o, h, q, w, route, e, s), pflops in facts.plan.served.items():
        if o == h:
            checks.holds((o, h, q, w, route, e, s), q is None, pflops)
            continue
        both = q is not None and member.get((o, q, e), 0.0) > YES and member.get((h, q, e), 0.0) > YES
        checks.holds((o, h, q, w, route, e, s), both, pflops)


def platform_partner(facts: Facts, checks: Checks) -> None:
    """Who joins the lowest tier finds another member there with whom work may be shared, in some scenario.

    A region that starts in the tier did not choose it, and needs none.
    """
    reaches = reach_by_scenario(facts.inst)
    cases = [(case, reaches[scenario]) for scenario, case in facts.inst.cases.items()]
    for moment in facts.moments:
        if not moment.case.tiers:
            continue
        lowest = min(moment.case.tiers.values(), key=lambda tier: tier.rank).id
        members = [
            r for r in moment.case.regions if facts.held.standing.member.get((r, lowest, moment.outcome), 0.0) > YES
        ]
        for r in members:
            if not _starts_in(moment, r, lowest):
                others = [other for other in members if other != r]
                found = any(_may_share(case, reach, r, other) for case, reach in cases for other in others)
                checks.at_least((r, lowest, moment.outcome, "partners"), float(found), 1.0)


def _starts_in(moment: Moment, r: RegionId, q: TierId) -> bool:
    start = moment.case.regions[r].starting_tier
    return start is not None and q in tiers_up_to(moment.case, start)


def _may_share(case: Case, reach: Reach, one: RegionId, other: RegionId) -> bool:
    return any(
        (w, o, h) in case.host_rules and reach.within(o, h, workload.max_latency_ms)
        for w, workload in case.workloads.items()
        for o, h in ((one, other), (other, one))
    )


def pooled_within_installed(facts: Facts, checks: Checks) -> None:
    """Units pooled in all tiers together are installed."""
    pooled: dict[tuple[RegionId, ChipId, OutcomeId], float] = defaultdict(float)
    for (r, k, _q, e), units in facts.plan.pooled_units.items():
        pooled[r, k, e] += units
    for (r, k, e), units in pooled.items():
        checks.at_most((r, k, e), units, facts.held.chips.installed_units.get((r, k, e), 0.0))


def pooling_needs_platform(facts: Facts, checks: Checks) -> None:
    """Units are pooled only in a tier that the region has reached."""
    for (r, k, q, e), units in facts.plan.pooled_units.items():
        checks.holds((r, k, q, e), facts.held.standing.member.get((r, q, e), 0.0) > YES, units)
