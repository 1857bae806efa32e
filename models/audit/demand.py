"""Rules 1 and 2: all demand is served, rented or paid for; deferred work comes back; outages are stood."""

from collections import defaultdict

from models.audit.checks import Checks
from models.audit.facts import Facts


def demand_balance(facts: Facts, checks: Checks) -> None:
    """In slices: served at home and remotely + rented + unmet = demand + deferred."""
    _balance(facts, checks, outages=False)


def outage_demand(facts: Facts, checks: Checks) -> None:
    """In outages: served + rented + shortfall >= the share of the slice's demand that is due."""
    _balance(facts, checks, outages=True)


def _balance(facts: Facts, checks: Checks, *, outages: bool) -> None:
    flows, plan = facts.flows, facts.plan
    missing = plan.shortfall if outages else plan.unmet
    for moment in facts.moments:
        e = moment.outcome
        for state in facts.states[e].values():
            if (state.outage is not None) != outages:
                continue
            for o in moment.case.regions:
                for w in moment.case.workloads:
                    key = (o, w, e, state.id)
                    delivered = flows.home.get(key, 0.0) + flows.remote.get(key, 0.0) + flows.rented.get(key, 0.0)
                    delivered += missing.get(key, 0.0)
                    due = facts.due(moment, o, w, state)
                    if outages:
                        checks.at_least(key, delivered, due)
                    else:
                        checks.equal(key, delivered, due)


def deferral_limit(facts: Facts, checks: Checks) -> None:
    """No more than the deferrable share leaves a slice, and nothing moves outside deferral groups."""
    for (o, w, e, s), pflops in facts.plan.deferred.items():
        moment, state = facts.times.now(e), facts.state(e, s)
        fraction = moment.case.workloads[w].deferrable_fraction
        where = (o, w, e, s)
        if state.slice.deferral_group is None or fraction <= 0:
            checks.equal(where, pflops, 0.0)
        else:
            checks.at_least(where, pflops, -fraction * facts.demand(moment, o, w, state))


def deferral_balance(facts: Facts, checks: Checks) -> None:
    """Over the slices of a deferral group, hours x deferred add up to 0."""
    moved: dict[tuple[str, str, str, str], float] = defaultdict(float)
    size: dict[tuple[str, str, str, str], float] = defaultdict(float)
    for (o, w, e, s), pflops in facts.plan.deferred.items():
        part = facts.state(e, s).slice
        if part.deferral_group is not None:
            moved[o, w, e, part.deferral_group] += part.hours * pflops
            size[o, w, e, part.deferral_group] += abs(part.hours * pflops)
    for where, amount in moved.items():
        checks.equal(where, amount, 0.0, size[where])


def unmet_needs_penalty(facts: Facts, checks: Checks) -> None:
    """Demand is left unmet only where that has a price."""
    for (o, w, e, s), pflops in facts.plan.unmet.items():
        priced = facts.case(e).workloads[w].unmet_penalty_m_per_pflops is not None
        checks.holds((o, w, e, s), priced, pflops)


def shortfall_needs_price(facts: Facts, checks: Checks) -> None:
    """Work falls short in an outage only where that has a price."""
    for (o, w, e, s), pflops in facts.plan.shortfall.items():
        outage = facts.state(e, s).outage
        priced = outage is not None and w in outage.shortfall_price_m_per_pflops
        checks.holds((o, w, e, s), priced, pflops)


def rental_limit(facts: Facts, checks: Checks) -> None:
    """No more is rented than an offer has, and only what it has."""
    for (j, o, w, e, s), pflops in facts.plan.rented.items():
        moment = facts.times.now(e)
        offer = moment.case.offers.get(j)
        key = (w, o, moment.period.id)
        if offer is None or key not in offer.limit_pflops:
            checks.at_most((j, o, w, e, s), pflops, 0.0)
            continue
        limit = offer.limit_pflops[key]
        if limit is not None:
            checks.at_most((j, o, w, e, s), pflops, limit)
