"""Rules 3 and 5, in part: who may host whose work, how much, and that hosts do the work they take."""

from collections import defaultdict

from models.account.timeline import Moment
from models.audit.checks import YES, Checks
from models.audit.facts import Facts
from models.ids import NodeId, RegionId, WorkloadId


def host_balance(facts: Facts, checks: Checks) -> None:
    """Work run on a host's chips = its home work + what it serves for others, with the loss."""
    for moment in facts.moments:
        for state in facts.states[moment.outcome].values():
            for h in moment.case.regions:
                for w in moment.case.workloads:
                    key = (h, w, moment.outcome, state.id)
                    taken = facts.flows.home.get(key, 0.0) + facts.flows.hosted.get(key, 0.0)
                    checks.equal(key, facts.flows.run.get(key, 0.0), taken)


def is_confined(moment: Moment, r: RegionId, w: WorkloadId) -> bool:
    """Return whether residency alone keeps all of a region's work of a workload at home."""
    case = moment.case
    if case.demand_pflops.get((r, w, moment.period.id), 0.0) <= 0:
        return False
    if case.remote_fraction.get((w, r), 1.0) <= 0:
        return True
    rules = (case.host_rules.get((w, r, h)) for h in case.regions)
    return not any(rule is not None and rule.max_remote_fraction > 0 for rule in rules)


def confined_balance(facts: Facts, checks: Checks) -> None:
    """Home work that may not leave its region is run as confined work, all of it."""
    for moment in facts.moments:
        for r in moment.case.regions:
            for w in moment.case.workloads:
                if not is_confined(moment, r, w):
                    continue
                for state in facts.states[moment.outcome].values():
                    key = (r, w, moment.outcome, state.id)
                    home = facts.flows.home.get(key, 0.0)
                    checks.equal(key, facts.flows.confined_run.get(key, 0.0), home)


def confined_within_run(facts: Facts, checks: Checks) -> None:
    """Confined work is part of what a chip runs."""
    for key, pflops in facts.plan.confined_run.items():
        checks.at_most(key, pflops, facts.plan.run.get(key, 0.0))


def residency(facts: Facts, checks: Checks) -> None:
    """Work is served remotely only by hosts that residency allows."""
    for (o, h, w, e, s), pflops in facts.flows.remote_to.items():
        checks.holds((o, h, w, e, s), (w, o, h) in facts.case(e).host_rules, pflops)


def residency_host_share(facts: Facts, checks: Checks) -> None:
    """A host takes no more than its share of an origin's work."""
    for (o, h, w, e, s), pflops in facts.flows.remote_to.items():
        moment = facts.times.now(e)
        rule = moment.case.host_rules.get((w, o, h))
        if rule is not None:
            due = facts.due(moment, o, w, facts.state(e, s))
            checks.at_most((o, h, w, e, s), pflops, rule.max_remote_fraction * due)


def residency_origin_share(facts: Facts, checks: Checks) -> None:
    """All hosts together take no more than the share of an origin's work that may leave."""
    for (o, w, e, s), pflops in facts.flows.remote.items():
        moment = facts.times.now(e)
        fraction = moment.case.remote_fraction.get((w, o), 1.0)
        due = facts.due(moment, o, w, facts.state(e, s))
        checks.at_most((o, w, e, s), pflops, fraction * due)


def single_host(facts: Facts, checks: Checks) -> None:
    """In slices, single-host work is served by the one host that its node chose."""
    chosen: dict[tuple[RegionId, WorkloadId, NodeId], float] = defaultdict(float)
    for (o, _h, w, n), value in facts.plan.host_chosen.items():
        chosen[o, w, n] += value
    for (o, w, n), hosts in chosen.items():
        checks.at_most((o, w, n, "hosts chosen"), hosts, 1.0)
    for (o, h, q, w, route, e, s), pflops in facts.plan.served.items():
        moment = facts.times.now(e)
        if moment.case.workloads[w].single_host and facts.state(e, s).outage is None:
            value = facts.plan.host_chosen.get((o, h, w, moment.node), 0.0)
            checks.holds((o, h, q, w, route, e, s), value > YES, pflops)


def single_host_outage(facts: Facts, checks: Checks) -> None:
    """In an outage, single-host work has at most one host, whichever it is."""
    hosts: dict[tuple[str, str, str, str], dict[RegionId, float]] = defaultdict(lambda: defaultdict(float))
    for (o, h, _q, w, _route, e, s), pflops in facts.plan.served.items():
        if facts.case(e).workloads[w].single_host and facts.state(e, s).outage is not None:
            hosts[o, w, e, s][h] += pflops
    for where, by_host in hosts.items():
        elsewhere = sum(by_host.values()) - max(by_host.values())
        checks.at_most((*where, "work outside the main host"), elsewhere, 0.0, max(by_host.values()))
