"""Each kind of limit, and how an instance looks in which one limit of the kind is wider."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any

from models.ids import Sense
from models.instance import Case
from models.records import HostRule

Relax = Callable[[Random, Case], Case | None]
"""Returns the data with a limit relaxed; None where there is no such limit."""

_WIDER: dict[Sense, float] = {"<=": 1.0, ">=": -1.0}


def _one(draw: Random, things: Mapping[Any, Any]) -> Any:
    return draw.choice(list(things)) if things else None


def _region_period(change: Callable[[Any], Any]) -> Relax:
    """Return a relaxation of what a region has by period: that of one region, in all periods."""

    def relax(draw: Random, case: Case) -> Case | None:
        r = _one(draw, case.regions)
        at = {t: change(values) for t, values in case.regions[r].at.items()}
        if at == case.regions[r].at:
            return None
        return case.replace(regions={**case.regions, r: replace(case.regions[r], at=at)})

    return relax


def _larger(name: str, more: float) -> Relax:
    def change(values: Any) -> Any:
        limit = getattr(values, name)
        return values if limit is None else replace(values, **{name: limit + more})

    return _region_period(change)


def _lifted(name: str) -> Relax:
    return _region_period(lambda values: replace(values, **{name: None}))


def _quota(draw: Random, case: Case) -> Case | None:
    if not case.supplies:
        return None
    i = draw.randrange(len(case.supplies))
    more = {t: None if units is None else units + 1 for t, units in case.supplies[i].units_per_year.items()}
    supplies = list(case.supplies)
    supplies[i] = replace(supplies[i], units_per_year=more)
    return case.replace(supplies=tuple(supplies))


def _quota_lifted(draw: Random, case: Case) -> Case | None:
    if not case.supplies:
        return None
    i = draw.randrange(len(case.supplies))
    return case.replace(supplies=case.supplies[:i] + case.supplies[i + 1 :])


def without_hall_upkeep(case: Case) -> Case:
    """Return the data in which halls need no upkeep, so that a larger hall costs nothing by itself."""
    return case.replace(regions={r: replace(region, hall_fixed_om_fraction=0.0) for r, region in case.regions.items()})


def _existing_hall(draw: Random, case: Case) -> Case:
    r = _one(draw, case.regions)
    region = case.regions[r]
    return case.replace(regions={**case.regions, r: replace(region, existing_hall_mw=region.existing_hall_mw + 2)})


def _link(change: Callable[[Any], Any]) -> Relax:
    """Return a relaxation of a link with bandwidth; a link that gets its first may displace a path that is offered."""

    def relax(draw: Random, case: Case) -> Case | None:
        usable = {l: link for l, link in case.links.items() if link.existing_gbps > 0}
        l = _one(draw, usable)
        if l is None or (wider := change(usable[l])) == usable[l]:
            return None
        return case.replace(links={**case.links, l: wider})

    return relax


def _more_circuits(link: Any) -> Any:
    modules = {i: replace(module, max_modules=module.max_modules + 1) for i, module in link.modules.items()}
    return replace(link, modules=modules)


def _both_ways(link: Any) -> Any:
    """Return the link with its full bandwidth each way, where the two ways share it."""
    return replace(link, direction="both") if link.direction == "shared" else link


def _budget(draw: Random, case: Case) -> Case | None:
    b = _one(draw, case.budgets)
    if b is None:
        return None
    budget = case.budgets[b]
    more = {t: None if amount is None else amount + 5 for t, amount in budget.amount_m.items()}
    return case.replace(budgets={**case.budgets, b: replace(budget, amount_m=more)})


def _policy(draw: Random, case: Case) -> Case | None:
    """A policy a little wider; of two sides one is dropped."""
    i = _one(draw, case.policies)
    if i is None:
        return None
    policy = case.policies[i]
    if policy.sense == "=":
        wider = replace(policy, sense=draw.choice(["<=", ">="]))
    else:
        wider = replace(policy, value=policy.value + _WIDER[policy.sense] * 0.1 * policy.value)
    return case.replace(policies={**case.policies, i: wider})


def _policy_soft(draw: Random, case: Case) -> Case | None:
    i = _one(draw, {i: policy for i, policy in case.policies.items() if policy.price_m is None})
    if i is None:
        return None
    return case.replace(policies={**case.policies, i: replace(case.policies[i], price_m=1.0)})


def _without(table: str) -> Relax:
    def relax(draw: Random, case: Case) -> Case | None:
        things = getattr(case, table)
        gone = _one(draw, things)
        return None if gone is None else case.replace(**{table: {i: v for i, v in things.items() if i != gone}})

    return relax


def _residency(draw: Random, case: Case) -> Case | None:
    pairs = [(w, o, h) for w in case.workloads for o in case.regions for h in case.regions if o != h]
    missing = [pair for pair in pairs if pair not in case.host_rules]
    if not missing:
        return None
    return case.replace(host_rules={**case.host_rules, draw.choice(missing): HostRule()})


def _host_share(draw: Random, case: Case) -> Case | None:
    key = _one(draw, {key: rule for key, rule in case.host_rules.items() if rule.max_remote_fraction < 1})
    return None if key is None else case.replace(host_rules={**case.host_rules, key: HostRule()})


def _remote_share(draw: Random, case: Case) -> Case | None:
    key = _one(draw, case.remote_fraction)
    if key is None:
        return None
    return case.replace(remote_fraction={**case.remote_fraction, key: (1 + case.remote_fraction[key]) / 2})


def _workload(name: str, value: Callable[[Any], Any]) -> Relax:
    def relax(draw: Random, case: Case) -> Case | None:
        w = _one(draw, case.workloads)
        before = getattr(case.workloads[w], name)
        if value(before) == before:
            return None
        return case.replace(workloads={**case.workloads, w: replace(case.workloads[w], **{name: value(before)})})

    return relax


def _rental(draw: Random, case: Case) -> Case | None:
    offer = case.offers["cloud"]
    key = _one(draw, {key: most for key, most in offer.limit_pflops.items() if most is not None})
    if key is None:
        return None
    more = {**offer.limit_pflops, key: draw.choice([None, offer.limit_pflops[key] + 1])}
    return case.replace(offers={"cloud": replace(offer, limit_pflops=more)})


def _commitment(draw: Random, case: Case) -> Case | None:
    """A commitment with one unit more of room; of two sides one is dropped."""
    i = _one(draw, case.commitments)
    if i is None:
        return None
    rule = case.commitments[i]
    if rule.sense == "=":
        wider = replace(rule, sense=draw.choice(["<=", ">="]))
    else:
        wider = replace(rule, value=rule.value + _WIDER[rule.sense])
    return case.replace(commitments={**case.commitments, i: wider})


def _outage(draw: Random, case: Case) -> Case | None:
    """An outage that leaves a region all its chip time."""
    name = _one(draw, case.outages)
    if name is None:
        return None
    return case.replace(outages={**case.outages, name: replace(case.outages[name], region_remaining={})})


def _outage_dropped(draw: Random, case: Case) -> Case | None:
    """Without an outage; not one that cuts a link, for which a way round is offered that serves at all times."""
    name = _one(draw, {name: out for name, out in case.outages.items() if all(out.link_remaining.values())})
    return None if name is None else case.replace(outages={i: out for i, out in case.outages.items() if i != name})


def _available(draw: Random, case: Case) -> Case | None:
    q = _one(draw, {q: tier for q, tier in case.tiers.items() if tier.available_from is not None})
    return None if q is None else case.replace(tiers={**case.tiers, q: replace(case.tiers[q], available_from=None)})


RELAXATIONS: dict[str, Relax] = {
    "quota": _quota,
    "quota lifted": _quota_lifted,
    "hall modules": _larger("max_hall_modules", 1),
    "existing halls": _existing_hall,
    "grid": _larger("grid_limit_mw", 2.0),
    "grid lifted": _lifted("grid_limit_mw"),
    "staff": _larger("staff_limit", 3.0),
    "staff lifted": _lifted("staff_limit"),
    "chip types": _larger("max_chip_types", 1),
    "chip types lifted": _lifted("max_chip_types"),
    "link bandwidth": _link(lambda link: replace(link, existing_gbps=link.existing_gbps + 1)),
    "link circuits": _link(_more_circuits),
    "link directions": _link(_both_ways),
    "budget": _budget,
    "policy": _policy,
    "policy soft": _policy_soft,
    "policy dropped": _without("policies"),
    "residency": _residency,
    "host share": _host_share,
    "remote share": _remote_share,
    "latency": _workload("max_latency_ms", lambda ms: None if ms is None else ms + 5),
    "latency lifted": _workload("max_latency_ms", lambda ms: None),
    "single host": _workload("single_host", lambda single: False),
    "deferral": _workload("deferrable_fraction", lambda share: (1 + share) / 2),
    "unmet": _workload("unmet_penalty_m_per_pflops", lambda price: 10.0 if price is None else price),
    "rental": _rental,
    "commitment": _commitment,
    "commitment dropped": _without("commitments"),
    "outage": _outage,
    "outage dropped": _outage_dropped,
    "tier available": _available,
}
"""By the name of what is limited."""
