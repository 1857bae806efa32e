"""Budgets: the cash that a scope spends stays within what it has, saved up where that is allowed."""

from typing import Any

import pyomo.environ as pyo

from models.ids import BudgetId, OutcomeId, Row
from models.instance import Instance
from models.ledger import CostEntry, CostLedger
from models.records import Budget
from models.rows import row


def add_budgets(m: pyo.ConcreteModel, inst: Instance, costs: CostLedger) -> None:
    """Add the budget rows.

    budget_limit[b, e], in millions of the currency, summed over the periods up to e that carry over into it:

        sum of  (1 - subsidy_fraction) * cash that b covers + subsidies that b pays  <=  sum of  amount + subsidy_m

    Cash is counted when ordered; of running costs, the cash of all years of the period. A budget without carry-over
    stands alone in each period; a period without an amount has no limit and nothing is carried past it.
    With the whole-number decisions fixed, the dual is what one more million of budget is worth.
    """
    spending = {
        (b, e): _spending(inst, costs, budget, e) for e in inst.outcomes for b, budget in inst.case(e).budgets.items()
    }
    limited = [
        (b, e)
        for e in inst.outcomes
        for b, budget in inst.case(e).budgets.items()
        if budget.amount_m.get(inst.tree.outcome(e).period) is not None
    ]

    def budget_limit(m: pyo.ConcreteModel, b: BudgetId, e: OutcomeId) -> Row:
        run = _carrying(inst, b, e)
        spent = sum(part for before in run for part in spending[b, before])
        allowed = 0.0
        for before in run:
            budget, period = inst.case(before).budgets[b], inst.tree.outcome(before).period
            allowed += (budget.amount_m.get(period) or 0.0) + budget.subsidy_m.get(period, 0.0)
        return row(spent, "<=", allowed)

    m.budget_limit = pyo.Constraint(limited, rule=budget_limit)


def _carrying(inst: Instance, b: BudgetId, e: OutcomeId) -> list[OutcomeId]:
    """Return the outcomes whose cash counts together with that of `e`."""
    if not inst.case(e).budgets[b].carry_over:
        return [e]
    run: list[OutcomeId] = []
    for before in inst.tree.outcome_path(e):
        budget = inst.case(before).budgets.get(b)
        limited = budget is not None and budget.amount_m.get(inst.tree.outcome(before).period) is not None
        run = [*run, before] if limited else []
    return run


def covered(budget: Budget, entry: CostEntry) -> bool:
    """Return whether a budget pays a cost."""
    if entry.cash_factor == 0 or entry.category not in budget.covers:
        return False
    if entry.region is not None:
        return entry.region in budget.regions
    if entry.link is not None:
        return entry.link in budget.links
    return budget.national


def _spending(inst: Instance, costs: CostLedger, budget: Budget, e: OutcomeId) -> list[Any]:
    """Return the cash that a budget pays in an outcome: its own share, and the subsidies that it bears for others."""
    parts = [(1 - budget.subsidy_fraction, budget)]
    constant = 0.0
    for other in inst.case(e).budgets.values():
        if other.payer == budget.id:
            constant += other.subsidy_m.get(inst.tree.outcome(e).period, 0.0)
            if other.subsidy_fraction > 0:
                parts.append((other.subsidy_fraction, other))
    cash = [
        share * entry.cash_factor * entry.amount_m
        for share, payer in parts
        for entry in costs.of(e)
        if covered(payer, entry)
    ]
    return [*cash, constant] if constant else cash
