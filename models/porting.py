"""Porting: a workload is brought to a stack once, for the whole nation, before chips of the stack run it."""

from typing import Any

import pyomo.environ as pyo

from models.chip_time import RunTerms
from models.derived import Sets
from models.hosting import origins
from models.ids import NodeId, OutcomeId, Row, StackId, StateId, WorkloadId
from models.instance import Instance
from models.ledger import CostLedger


def add_porting(m: pyo.ConcreteModel, inst: Instance, sets: Sets, runs: RunTerms, costs: CostLedger) -> None:
    """Add ports.

    run_needs_port[g, w, e, s], in PFLOPS:

        sum over r and over k of stack g of run  <=  (all the work there can be) * ported so far

    All the work there can be is the most due of every origin, each with the largest loss of any tier.
    ported_once[g, w, n], for every last node:  sum over the nodes on the way of  stack_ported  <=  1
    """
    tasks: dict[tuple[StackId, WorkloadId, OutcomeId, StateId], list[Any]] = {}
    for (r, k, w, e, s), pflops in runs.run.items():
        case = inst.case(e)
        g = case.chips[k].stack
        if case.porting_cost_m.get((g, w), 0.0) > 0:
            tasks.setdefault((g, w, e, s), []).append(pflops)
    pairs = dict.fromkeys((g, w) for g, w, _, _ in tasks)
    port_at = [(g, w, n) for n in inst.nodes for g, w in pairs]
    m.stack_ported = pyo.Var(port_at, domain=pyo.Binary)
    most: dict[tuple[WorkloadId, OutcomeId, StateId], float] = {}
    for _, w, e, s, due in origins(inst, sets):
        loss = max((tier.loss_fraction for tier in inst.case(e).tiers.values()), default=0.0)
        most[w, e, s] = most.get((w, e, s), 0.0) + (1 + loss) * due

    def ported_so_far(g: StackId, w: WorkloadId, n: NodeId) -> Any:
        return sum(m.stack_ported[g, w, before] for before in inst.tree.node_path(n))

    def run_needs_port(m: pyo.ConcreteModel, g: StackId, w: WorkloadId, e: OutcomeId, s: StateId) -> Row:
        ported = ported_so_far(g, w, inst.tree.outcome(e).node)
        return sum(tasks[g, w, e, s]) <= most.get((w, e, s), 0.0) * ported

    def ported_once(m: pyo.ConcreteModel, g: StackId, w: WorkloadId, n: NodeId) -> Row:
        return ported_so_far(g, w, n) <= 1

    m.run_needs_port = pyo.Constraint(list(tasks), rule=run_needs_port)
    last = dict.fromkeys(inst.tree.outcome(leaf).node for leaf in inst.tree.leaves)
    m.ported_once = pyo.Constraint([(g, w, n) for g, w in pairs for n in last], rule=ported_once)
    for e in inst.outcomes:
        n = inst.tree.outcome(e).node
        for g, w in pairs:
            cost_m = inst.case(e).porting_cost_m.get((g, w), 0.0)
            costs.one_off("porting", e, cost_m * m.stack_ported[g, w, n])
