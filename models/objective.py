"""The objective: expected present value over the horizon, weighed with the cost of the bad futures where asked."""

import pyomo.environ as pyo

from models.ids import OutcomeId, Row
from models.instance import Instance
from models.ledger import CostLedger


def add_objective(m: pyo.ConcreteModel, inst: Instance, costs: CostLedger) -> None:
    """Add the objective, in millions of the currency.

    cost  =  sum over outcomes of  probability * (sum of the cost terms of the outcome)

    With a weight on the conditional value at risk at level a (Rockafellar and Uryasev, Journal of Risk 2, 2000):

        (1 - weight) * cost  +  weight * (value_at_risk + sum over leaves of probability * excess / (1 - a))

    leaf_excess[leaf]:  excess  >=  sum of the costs on the way to the leaf - value_at_risk
    """
    outcome_cost = {e: sum(entry.value_factor * entry.amount_m for entry in costs.of(e)) for e in inst.outcomes}
    expected = sum(inst.tree.outcome(e).probability * cost for e, cost in outcome_cost.items())
    weight, level = inst.settings.cvar_weight, inst.settings.cvar_level
    if weight == 0 or inst.tree.is_chain:
        m.total_cost = pyo.Objective(expr=expected)
        return
    leaves = list(inst.tree.leaves)
    m.value_at_risk = pyo.Var()
    m.excess_cost = pyo.Var(leaves, domain=pyo.NonNegativeReals)

    def leaf_excess(m: pyo.ConcreteModel, leaf: OutcomeId) -> Row:
        cost = sum(outcome_cost[e] for e in inst.tree.outcome_path(leaf))
        return m.excess_cost[leaf] >= cost - m.value_at_risk

    m.leaf_excess = pyo.Constraint(leaves, rule=leaf_excess)
    mean_excess = sum(inst.tree.outcome(leaf).probability * m.excess_cost[leaf] for leaf in leaves)
    m.total_cost = pyo.Objective(expr=(1 - weight) * expected + weight * (m.value_at_risk + mean_excess / (1 - level)))
