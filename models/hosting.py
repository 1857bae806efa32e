"""Hosting: who serves whom, in which tier of the platform and over which route."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyomo.environ as pyo

from models.case_sets import RemoteHost
from models.derived import Sets
from models.ids import NodeId, OutcomeId, RegionId, Row, StateId, TierId, WorkloadId
from models.instance import Instance
from models.platform import PlatformTerms
from models.rows import total

Origin = tuple[RegionId, WorkloadId, OutcomeId, StateId]
"""Work of an origin in an operating state."""


@dataclass(frozen=True)
class ServiceTerms:
    """What others need to know of hosting."""

    served_at_home: Mapping[Origin, Any]
    served_remotely: Mapping[
        tuple[RegionId, RegionId, TierId, WorkloadId, int | None, OutcomeId, StateId],
        Any,
    ]
    """By origin, host, tier, workload, route, outcome, state."""
    moved: Mapping[Origin, Any]
    """Work moved into (above 0) or out of a slice; only where the workload may be deferred."""
    sent_away: Mapping[Origin, Any]
    """All that is served remotely for an origin."""


def origins(inst: Instance, sets: Sets) -> Iterator[tuple[RegionId, WorkloadId, OutcomeId, StateId, float]]:
    """Yield each origin, workload, outcome and state with work that may be due, and the most of it, in PFLOPS."""
    for e in inst.outcomes:
        found = sets.at(e)
        period = inst.tree.outcome(e).period
        for o, w in sorted(found.demanded):
            if found.case.demand_pflops.get((o, w, period), 0.0) > 0:
                for state in found.states:
                    most = found.peak_demand(o, w, period, state)
                    if most > 0:
                        yield o, w, e, state.id, most


def add_hosting(m: pyo.ConcreteModel, inst: Instance, sets: Sets, platform: PlatformTerms) -> ServiceTerms:
    """Add what is served where, in PFLOPS.

    sending_needs_tier[o, w, q, e, s]:   served for o in tiers from q up  <=  most due  * member[o, q]
    hosting_needs_tier[h, w, q, e, s]:   served by h in tiers from q up   <=  most that can come * member[h, q]
    remote_share_limit[o, w, e, s]:      served remotely for o            <=  remote_fraction * due
    host_share_limit[o, h, w, e, s]:     served by h for o                <=  max_remote_fraction * due

    where due is the demand of the state with what is moved into it. The two rows that tie work to membership only
    link flows to yes-no decisions; the most due is the demand itself, the most that can come is the sum over the
    origins that h may serve.
    """
    due = {(o, w, e, s): most for o, w, e, s, most in origins(inst, sets)}
    home_at = [(o, w, e, s) for o, w, e, s in due if _able_at_home(sets, o, w, e)]
    m.served_at_home = pyo.Var(home_at, domain=pyo.NonNegativeReals)
    remote_at = []
    fractions: dict[tuple[RegionId, RegionId, WorkloadId, OutcomeId, StateId], float] = {}
    for o, w, e, s in due:
        n = inst.tree.outcome(e).node
        for remote in sets.at(e).remote_hosts.get((w, o), ()):
            fractions[o, remote.host, w, e, s] = remote.max_fraction
            remote_at += _services(inst, platform, o, w, remote, e, s, n)
    m.served_remotely = pyo.Var(remote_at, domain=pyo.NonNegativeReals)
    served = m.served_remotely
    m.deferred = pyo.Var(
        [key for key in due if _is_deferrable(sets, key)],
        bounds=lambda m, o, w, e, s: _deferral_bounds(inst, sets, o, w, e, s),
    )
    sent: dict[Origin, list[Any]] = {}
    by_pair: dict[tuple[RegionId, RegionId, WorkloadId, OutcomeId, StateId], list[Any]] = {}
    for o, h, q, w, p, e, s in remote_at:
        flow = served[o, h, q, w, p, e, s]
        sent.setdefault((o, w, e, s), []).append(flow)
        if fractions[o, h, w, e, s] < 1 or inst.case(e).workloads[w].single_host:
            by_pair.setdefault((o, h, w, e, s), []).append(flow)
    terms = ServiceTerms(m.served_at_home, served, m.deferred, {key: total(found) for key, found in sent.items()})

    def due_now(o: RegionId, w: WorkloadId, e: OutcomeId, s: StateId) -> Any:
        return _demand(inst, sets, o, w, e, s) + (m.deferred[o, w, e, s] if (o, w, e, s) in m.deferred else 0)

    def remote_share_limit(m: pyo.ConcreteModel, o: RegionId, w: WorkloadId, e: OutcomeId, s: StateId) -> Row:
        return terms.sent_away[o, w, e, s] <= inst.case(e).remote_fraction[w, o] * due_now(o, w, e, s)

    def host_share_limit(
        m: pyo.ConcreteModel, o: RegionId, h: RegionId, w: WorkloadId, e: OutcomeId, s: StateId
    ) -> Row:
        return total(by_pair[o, h, w, e, s]) <= fractions[o, h, w, e, s] * due_now(o, w, e, s)

    m.remote_share_limit = pyo.Constraint(
        [(o, w, e, s) for o, w, e, s in sent if inst.case(e).remote_fraction.get((w, o), 1.0) < 1],
        rule=remote_share_limit,
    )
    m.host_share_limit = pyo.Constraint([key for key in by_pair if fractions[key] < 1], rule=host_share_limit)
    _add_membership_rows(m, inst, platform, due, remote_at)
    _add_single_hosts(m, inst, sets, due, by_pair)
    return terms


def _able_at_home(sets: Sets, o: RegionId, w: WorkloadId, e: OutcomeId) -> bool:
    found = sets.at(e)
    return any(w in found.runnable[o, k] for k in found.case.chips)


def _services(
    inst: Instance,
    platform: PlatformTerms,
    o: RegionId,
    w: WorkloadId,
    remote: RemoteHost,
    e: OutcomeId,
    s: StateId,
    n: NodeId,
) -> list[tuple[RegionId, RegionId, TierId, WorkloadId, int | None, OutcomeId, StateId]]:
    """Return the ways in which a host may serve an origin: by tier that both can reach, and by route."""
    return [
        (o, remote.host, q, w, p, e, s)
        for q in inst.first_case.tiers
        if (o, q, n) in platform.member and (remote.host, q, n) in platform.member
        for p in remote.routes
    ]


def _demand(inst: Instance, sets: Sets, o: RegionId, w: WorkloadId, e: OutcomeId, s: StateId) -> float:
    found = sets.at(e)
    return found.demand(o, w, inst.tree.outcome(e).period, found.state(s))


def _is_deferrable(sets: Sets, key: Origin) -> bool:
    _, w, e, s = key
    found = sets.at(e)
    state = found.state(s)
    return state.is_slice and state.slice.deferral_group is not None and found.case.workloads[w].deferrable_fraction > 0


def _deferral_bounds(
    inst: Instance, sets: Sets, o: RegionId, w: WorkloadId, e: OutcomeId, s: StateId
) -> tuple[float, float]:
    found = sets.at(e)
    own = _demand(inst, sets, o, w, e, s)
    most = found.peak_demand(o, w, inst.tree.outcome(e).period, found.state(s))
    return -found.case.workloads[w].deferrable_fraction * own, most - own


def _all_is_hosted(inst: Instance, sets: Sets, key: Origin) -> bool:
    """Return whether hosts have to serve all that is due: none of it may be rented, left undone or moved."""
    o, w, e, s = key
    case, outage, period = inst.case(e), sets.at(e).state(s).outage, inst.tree.outcome(e).period
    if outage is None:
        may_be_undone = case.workloads[w].unmet_penalty_m_per_pflops is not None
    else:
        may_be_undone = w in outage.shortfall_price_m_per_pflops
    offered = any(offer.limit_pflops.get((w, o, period), 0.0) != 0 for offer in case.offers.values())
    return not (may_be_undone or offered or _is_deferrable(sets, key))


def _add_membership_rows(
    m: pyo.ConcreteModel,
    inst: Instance,
    platform: PlatformTerms,
    due: Mapping[Origin, float],
    remote_at: list[tuple[RegionId, RegionId, TierId, WorkloadId, int | None, OutcomeId, StateId]],
) -> None:
    tiers = list(inst.first_case.tiers)
    sending: dict[tuple[RegionId, WorkloadId, TierId, OutcomeId, StateId], list[Any]] = {}
    hosting: dict[tuple[RegionId, WorkloadId, TierId, OutcomeId, StateId], list[Any]] = {}
    clients: dict[tuple[RegionId, WorkloadId, TierId, OutcomeId, StateId], dict[RegionId, None]] = {}
    up_to = {q: tiers[: i + 1] for i, q in enumerate(tiers)}
    for o, h, q, w, p, e, s in remote_at:
        flow = m.served_remotely[o, h, q, w, p, e, s]
        for reached in up_to[q]:
            at_host = (h, w, reached, e, s)
            sending.setdefault((o, w, reached, e, s), []).append(flow)
            hosting.setdefault(at_host, []).append(flow)
            clients.setdefault(at_host, {})[o] = None

    def is_decision(r: RegionId, q: TierId, e: OutcomeId) -> bool:
        return not isinstance(platform.member[r, q, inst.tree.outcome(e).node], int)

    def sending_needs_tier(
        m: pyo.ConcreteModel, o: RegionId, w: WorkloadId, q: TierId, e: OutcomeId, s: StateId
    ) -> Row:
        return total(sending[o, w, q, e, s]) <= due[o, w, e, s] * platform.member[o, q, inst.tree.outcome(e).node]

    def hosting_needs_tier(
        m: pyo.ConcreteModel, h: RegionId, w: WorkloadId, q: TierId, e: OutcomeId, s: StateId
    ) -> Row:
        most = sum(due[o, w, e, s] for o in sorted(clients[h, w, q, e, s]))
        return total(hosting[h, w, q, e, s]) <= most * platform.member[h, q, inst.tree.outcome(e).node]

    m.sending_needs_tier = pyo.Constraint(
        [key for key in sending if is_decision(key[0], key[2], key[3])], rule=sending_needs_tier
    )
    m.hosting_needs_tier = pyo.Constraint(
        [key for key in hosting if is_decision(key[0], key[2], key[3])], rule=hosting_needs_tier
    )


def _add_single_hosts(
    m: pyo.ConcreteModel,
    inst: Instance,
    sets: Sets,
    due: Mapping[Origin, float],
    by_pair: Mapping[tuple[RegionId, RegionId, WorkloadId, OutcomeId, StateId], list[Any]],
) -> None:
    """Add the one host of single-host work: by node in slices, and by outage, in which it may change.

    single_host_work[o, h, w, e, s]:  served by h for o  <=  most due * host chosen
    one_host[o, w, n]:                sum over h of host_chosen  <=  1

    Where hosts have to serve all that is due, the first row is an equation. That follows from the other rows, and lets
    a solver see whole loads in place of flows.
    """
    flows: dict[tuple[RegionId, RegionId, WorkloadId, OutcomeId, StateId], list[Any]] = {}
    for (o, h, w, e, s), found in by_pair.items():
        if inst.case(e).workloads[w].single_host:
            flows[o, h, w, e, s] = found
    for o, w, e, s in m.served_at_home:
        if inst.case(e).workloads[w].single_host:
            flows[o, o, w, e, s] = [m.served_at_home[o, w, e, s]]
    normal = dict.fromkeys(
        (o, h, w, inst.tree.outcome(e).node) for o, h, w, e, s in flows if sets.at(e).state(s).is_slice
    )
    failing = [(o, h, w, e, s) for o, h, w, e, s in flows if not sets.at(e).state(s).is_slice]
    m.host_chosen = pyo.Var(list(normal), domain=pyo.Binary)
    m.outage_host_chosen = pyo.Var(failing, domain=pyo.Binary)

    def single_host_work(
        m: pyo.ConcreteModel, o: RegionId, h: RegionId, w: WorkloadId, e: OutcomeId, s: StateId
    ) -> Row:
        in_slice = sets.at(e).state(s).is_slice
        chosen = m.host_chosen[o, h, w, inst.tree.outcome(e).node] if in_slice else m.outage_host_chosen[o, h, w, e, s]
        served, most = total(flows[o, h, w, e, s]), due[o, w, e, s] * chosen
        return served == most if _all_is_hosted(inst, sets, (o, w, e, s)) else served <= most

    m.single_host_work = pyo.Constraint(list(flows), rule=single_host_work)
    choices: dict[tuple[RegionId, WorkloadId, NodeId], list[Any]] = {}
    for o, h, w, n in normal:
        choices.setdefault((o, w, n), []).append(m.host_chosen[o, h, w, n])
    outage_choices: dict[Origin, list[Any]] = {}
    for o, h, w, e, s in failing:
        outage_choices.setdefault((o, w, e, s), []).append(m.outage_host_chosen[o, h, w, e, s])

    def one_host(m: pyo.ConcreteModel, o: RegionId, w: WorkloadId, n: NodeId) -> Row:
        return sum(choices[o, w, n]) <= 1

    def one_host_in_outage(m: pyo.ConcreteModel, o: RegionId, w: WorkloadId, e: OutcomeId, s: StateId) -> Row:
        return sum(outage_choices[o, w, e, s]) <= 1

    m.one_host = pyo.Constraint(list(choices), rule=one_host)
    m.one_host_in_outage = pyo.Constraint(list(outage_choices), rule=one_host_in_outage)
