"""Links: bandwidth is added in whole circuits, and what is carried stays within it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyomo.environ as pyo

from models.derived import Sets
from models.hosting import ServiceTerms, origins
from models.ids import LinkId, ModuleId, NodeId, OutcomeId, RegionId, Row, StateId
from models.instance import Instance
from models.ledger import CostLedger
from models.records import Link
from models.routes import Arc, arcs
from models.rows import total


@dataclass(frozen=True)
class LinkTerms:
    """What others need to know of links."""

    added_gbps: Mapping[tuple[LinkId, OutcomeId], Any]
    """Bandwidth of the circuits that stand."""
    carried_gbps: Mapping[tuple[Arc, OutcomeId, StateId], Any]


def add_links(m: pyo.ConcreteModel, inst: Instance, sets: Sets, service: ServiceTerms, costs: CostLedger) -> LinkTerms:
    """Add circuits, arc flows and the bandwidth rows, in Gbps.

    link_capacity[l, way, e, s]:  carried  <=  usable share * availability * (existing + pipeline + circuits that stand)

    with one row a direction ('forward', 'backward'), or one for both ('shared').

    circuit_limit[l, m, e]:   circuits ordered and not expired  <=  max_modules [* link opened so far]
    link_opened_once[l, n], for every last node.

    With the whole-number decisions fixed, the dual of `link_capacity` is what one more Gbps is worth in that state.
    """
    added = _add_circuits(m, inst, sets, costs)
    carried = _add_carried(m, inst, sets, service)
    rows: dict[tuple[LinkId, str, OutcomeId, StateId], tuple[list[Any], Any]] = {}
    for e in inst.outcomes:
        found = sets.at(e)
        period = inst.tree.outcome(e).period
        for state in found.states:
            for l in found.usable_links:
                link = found.case.links[l]
                left = link.usable_fraction * state.slice.link_availability
                left *= 1.0 if state.outage is None else state.outage.link_remaining.get(l, 1.0)
                room = left * (link.existing_gbps + found.pipeline_gbps(l, period) + added.get((l, e), 0))
                for way, used in _ways(link).items():
                    if loads := [carried[arc, e, state.id] for arc in used if (arc, e, state.id) in carried]:
                        rows[l, way, e, state.id] = (loads, room)

    def link_capacity(m: pyo.ConcreteModel, l: LinkId, way: str, e: OutcomeId, s: StateId) -> Row:
        loads, room = rows[l, way, e, s]
        return total(loads) <= room

    m.link_capacity = pyo.Constraint(list(rows), rule=link_capacity)
    _add_carrying_costs(inst, sets, carried, costs)
    return LinkTerms(added, carried)


def _ways(link: Link) -> dict[str, tuple[Arc, ...]]:
    both = tuple(arc for _, _, arc in arcs(link))
    if link.direction == "shared":
        return {"shared": both}
    return {("forward" if arc.forward else "backward"): (arc,) for arc in both}


def _add_circuits(
    m: pyo.ConcreteModel, inst: Instance, sets: Sets, costs: CostLedger
) -> dict[tuple[LinkId, OutcomeId], Any]:
    room = {key: most for key in _places(inst, sets) if (most := _room(inst, *key)) > 0}
    m.circuits_added = pyo.Var(list(room), domain=pyo.NonNegativeIntegers, bounds=lambda m, l, i, n: (0, room[l, i, n]))
    charged = {l for case in inst.cases.values() for l, link in case.links.items() if link.opening_cost_m > 0}
    m.link_opened = pyo.Var(list(dict.fromkeys((l, n) for l, _, n in room if l in charged)), domain=pyo.Binary)
    links = inst.first_case.links
    opened = {
        (l, n): sum(m.link_opened[l, b] for b in inst.tree.node_path(n) if (l, b) in m.link_opened)
        for l in links
        for n in inst.nodes
        if any((l, b) in m.link_opened for b in inst.tree.node_path(n))
    }
    last = dict.fromkeys(inst.tree.outcome(leaf).node for leaf in inst.tree.leaves)

    def link_opened_once(m: pyo.ConcreteModel, l: LinkId, n: NodeId) -> Row:
        return opened[l, n] <= 1

    m.link_opened_once = pyo.Constraint([(l, n) for l, n in opened if n in last], rule=link_opened_once)
    orders: dict[tuple[LinkId, ModuleId, OutcomeId], list[Any]] = {}
    added: dict[tuple[LinkId, OutcomeId], Any] = {}
    for e in inst.outcomes:
        n = inst.tree.outcome(e).node
        for l, link in inst.case(e).links.items():
            recent = [inst.tree.outcome(b).node for b in sets.recent_circuit_orders(l, e)]
            parts = [
                module.gbps * m.circuits_added[l, i, b]
                for before in sets.circuit_orders(l, e)
                for i, module in inst.case(before).links[l].modules.items()
                if (l, i, b := inst.tree.outcome(before).node) in m.circuits_added
            ]
            if parts:
                added[l, e] = sum(parts)
            for i in link.modules:
                found = [m.circuits_added[l, i, b] for b in recent if (l, i, b) in m.circuits_added]
                if found and ((l, n) in opened or sum(order.ub for order in found) > link.modules[i].max_modules):
                    orders[l, i, e] = found

    def circuit_limit(m: pyo.ConcreteModel, l: LinkId, i: ModuleId, e: OutcomeId) -> Row:
        most = inst.case(e).links[l].modules[i].max_modules
        return sum(orders[l, i, e]) <= most * opened.get((l, inst.tree.outcome(e).node), 1)

    m.circuit_limit = pyo.Constraint(list(orders), rule=circuit_limit)
    _add_circuit_costs(m, inst, sets, costs)
    return added


def _places(inst: Instance, sets: Sets) -> list[tuple[LinkId, ModuleId, NodeId]]:
    """Return the links, modules and nodes of which the circuits would stand before the horizon ends."""

    def arrives(l: LinkId, n: NodeId) -> bool:
        return sets.arrives(n, lambda case: case.links[l].lead_years)

    links = inst.first_case.links
    sizes = {l: dict.fromkeys(i for case in inst.cases.values() for i in case.links[l].modules) for l in links}
    return [(l, i, n) for n in inst.nodes for l in links if arrives(l, n) for i in sizes[l]]


def _room(inst: Instance, l: LinkId, i: ModuleId, n: NodeId) -> int:
    """Return the most circuits that every outcome of a node has room for."""
    modules = [inst.case(outcome.id).links[l].modules.get(i) for outcome in inst.tree.outcomes_at(n)]
    return min(0 if module is None else module.max_modules for module in modules)


def _add_circuit_costs(m: pyo.ConcreteModel, inst: Instance, sets: Sets, costs: CostLedger) -> None:
    for e in inst.outcomes:
        outcome = inst.tree.outcome(e)
        for l, link in inst.case(e).links.items():
            if (l, outcome.node) in m.link_opened:
                costs.one_off("link", e, link.opening_cost_m * m.link_opened[l, outcome.node], link=l)
            if link.existing_yearly_cost_m > 0:
                costs.running("link_yearly", e, link.existing_yearly_cost_m, link=l)
            yearly_m: list[Any] = []
            for i, module in link.modules.items():
                if (l, i, outcome.node) in m.circuits_added:
                    overnight_m = module.cost_m[outcome.period] * m.circuits_added[l, i, outcome.node]
                    costs.capital("link", e, overnight_m, link.lead_years, link.life_years, link=l)
            for before in sets.circuit_orders(l, e):
                ordered = inst.tree.outcome(before)
                for i, module in inst.case(before).links[l].modules.items():
                    cost_m = module.yearly_cost_m[ordered.period]
                    if cost_m > 0 and (l, i, ordered.node) in m.circuits_added:
                        yearly_m.append(cost_m * m.circuits_added[l, i, ordered.node])
            if yearly_m:
                costs.running("link_yearly", e, sum(yearly_m), link=l)


def _add_carried(
    m: pyo.ConcreteModel, inst: Instance, sets: Sets, service: ServiceTerms
) -> dict[tuple[Arc, OutcomeId, StateId], Any]:
    """Return what each arc carries: work on its routes, and arc flows, which are conserved in every region.

    flow_balance[o, r, e, s], in Gbps, for the work of origin o that is routed by arc flows:

        flow out of r - flow into r  =  what o sends (at r = o), less what r serves of it
    """
    parts: dict[tuple[Arc, OutcomeId, StateId], list[Any]] = {}
    received: dict[tuple[RegionId, RegionId, OutcomeId, StateId], list[Any]] = {}
    for (o, h, q, w, p, e, s), pflops in service.served_remotely.items():
        here = sets.at(e)
        load = here.case.workloads[w].gbps_per_pflops * pflops
        if p is None:
            received.setdefault((o, h, e, s), []).append(load)
        elif here.case.workloads[w].gbps_per_pflops > 0:
            for arc in here.routes[p]:
                parts.setdefault((arc, e, s), []).append(load)
    commodities = dict.fromkeys((o, e, s) for o, _, e, s in received)
    ends = {e: [found for l in sets.at(e).usable_links for found in arcs(inst.case(e).links[l])] for e in inst.outcomes}
    flow_at = [(o, arc.link, arc.forward, e, s) for o, e, s in commodities for _, _, arc in ends[e]]
    most: dict[tuple[RegionId, OutcomeId, StateId], float] = {}
    for o, w, e, s, due in origins(inst, sets):
        most[o, e, s] = most.get((o, e, s), 0.0) + due * inst.case(e).workloads[w].gbps_per_pflops
    # Flow in a circle would be of no use: an arc carries no more of an origin than all its work takes.
    m.carried_gbps = pyo.Var(flow_at, bounds=lambda m, o, l, forward, e, s: (0.0, most[o, e, s]))
    net: dict[tuple[RegionId, RegionId, OutcomeId, StateId], list[Any]] = {}
    for o, e, s in commodities:
        for tail, head, arc in ends[e]:
            flow = m.carried_gbps[o, arc.link, arc.forward, e, s]
            parts.setdefault((arc, e, s), []).append(flow)
            net.setdefault((o, tail, e, s), []).append(flow)
            net.setdefault((o, head, e, s), []).append(-flow)
    sent: dict[tuple[RegionId, OutcomeId, StateId], list[Any]] = {}
    for (o, _, e, s), found in received.items():
        sent.setdefault((o, e, s), []).extend(found)

    def flow_balance(m: pyo.ConcreteModel, o: RegionId, r: RegionId, e: OutcomeId, s: StateId) -> Row:
        supplied = sum(sent[o, e, s]) if r == o else 0
        return sum(net.get((o, r, e, s), [])) == supplied - sum(received.get((o, r, e, s), []))

    touched = dict.fromkeys([*net, *received])
    m.flow_balance = pyo.Constraint(list(touched), rule=flow_balance)
    return {key: total(found) for key, found in parts.items()}


def _add_carrying_costs(
    inst: Instance, sets: Sets, carried: Mapping[tuple[Arc, OutcomeId, StateId], Any], costs: CostLedger
) -> None:
    yearly: dict[tuple[LinkId, OutcomeId], list[Any]] = {}
    weight = {(e, state.id): state.weight for e in inst.outcomes for state in sets.at(e).states}
    for (arc, e, s), gbps in carried.items():
        cost_m = inst.case(e).links[arc.link].carrying_cost_m_per_gbps
        if cost_m > 0 and weight[e, s] > 0:
            yearly.setdefault((arc.link, e), []).append(cost_m * weight[e, s] * gbps)
    for (l, e), found in yearly.items():
        costs.running("link_carrying", e, sum(found), link=l)
