"""The objective: expected present value over the horizon, weighed with the risk of the futures where asked."""

from collections.abc import Mapping
from typing import Any

import pyomo.environ as pyo

from models.errors import UnknownBestCostError
from models.goal import Goal
from models.ids import OutcomeId, Row
from models.instance import Instance
from models.ledger import CostLedger


def add_objective(m: pyo.ConcreteModel, inst: Instance, costs: CostLedger, goal: Goal | None = None) -> None:
    """Add the objective, in millions of the currency.

    cost  =  sum over outcomes of  probability * (sum of the cost terms of the outcome)

    With a weight on risk:  (1 - weight) * cost  +  weight * risk.  With one future it is its cost.

    With a goal, that is made least in its place, and

    cost_limit:  the cost above  <=  the limit of the goal

    Raises
    ------
    UnknownBestCostError
        When regret is to be small, and what it is measured from is not known.
    """
    cost = _cost(m, inst, costs)
    if goal is None:
        m.total_cost = pyo.Objective(expr=cost)
        return
    m.total_cost = pyo.Expression(expr=cost)
    m.cost_limit = pyo.Constraint(expr=cost <= goal.cost_limit_m)
    m.goal = pyo.Objective(expr=goal.expression(m, cost))


def _cost(m: pyo.ConcreteModel, inst: Instance, costs: CostLedger) -> Any:
    """Return the cost of a plan, with the rows that its weight on risk needs."""
    outcome_cost = {e: sum(entry.value_factor * entry.amount_m for entry in costs.of(e)) for e in inst.outcomes}
    expected = sum(inst.tree.outcome(e).probability * cost for e, cost in outcome_cost.items())
    weight = inst.settings.risk_weight
    if weight == 0 or inst.tree.is_chain:
        return expected
    leaf_cost = {leaf: sum(outcome_cost[e] for e in inst.tree.outcome_path(leaf)) for leaf in inst.tree.leaves}
    add_risk = {"worst futures": _add_worst_futures, "worst case": _add_worst_case, "regret": _add_regret}
    risk = add_risk[inst.settings.risk_measure](m, inst, leaf_cost)
    return (1 - weight) * expected + weight * risk


def _add_worst_futures(m: pyo.ConcreteModel, inst: Instance, leaf_cost: Mapping[OutcomeId, Any]) -> Any:
    """Return the conditional value at risk at level a (Rockafellar and Uryasev, Journal of Risk 2, 2000).

    value_at_risk  +  sum over leaves of  probability * excess_cost / (1 - a)

    leaf_excess[leaf]:  excess_cost  >=  cost of the leaf - value_at_risk
    """
    m.value_at_risk = pyo.Var()
    m.excess_cost = pyo.Var(list(leaf_cost), domain=pyo.NonNegativeReals)

    def leaf_excess(m: pyo.ConcreteModel, leaf: OutcomeId) -> Row:
        return m.excess_cost[leaf] >= leaf_cost[leaf] - m.value_at_risk

    m.leaf_excess = pyo.Constraint(list(leaf_cost), rule=leaf_excess)
    mean_excess = sum(inst.tree.outcome(leaf).probability * m.excess_cost[leaf] for leaf in leaf_cost)
    return m.value_at_risk + mean_excess / (1 - inst.settings.cvar_level)


def _add_worst_case(m: pyo.ConcreteModel, inst: Instance, leaf_cost: Mapping[OutcomeId, Any]) -> Any:
    """Return the cost of the dearest future.

    leaf_cost[leaf]:  worst_cost  >=  cost of the leaf
    """
    m.worst_cost = pyo.Var()
    m.leaf_cost = pyo.Constraint(list(leaf_cost), rule=lambda m, leaf: m.worst_cost >= leaf_cost[leaf])
    return m.worst_cost


def _add_regret(m: pyo.ConcreteModel, inst: Instance, leaf_cost: Mapping[OutcomeId, Any]) -> Any:
    """Return the most that a future costs more than the best plan for it alone.

    leaf_regret[leaf]:  largest_regret  >=  cost of the leaf - its own best
    """
    for leaf in leaf_cost:
        if leaf not in inst.best_cost_m:
            raise UnknownBestCostError(leaf)
    m.largest_regret = pyo.Var()

    def leaf_regret(m: pyo.ConcreteModel, leaf: OutcomeId) -> Row:
        return m.largest_regret >= leaf_cost[leaf] - inst.best_cost_m[leaf]

    m.leaf_regret = pyo.Constraint(list(leaf_cost), rule=leaf_regret)
    return m.largest_regret
