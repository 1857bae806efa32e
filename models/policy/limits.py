"""Policy rows: a metric, or its share, stays on one side of a value, hard or at a price."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyomo.environ as pyo

from models.ids import OutcomeId, PeriodId, PolicyId, RegionId, Row
from models.instance import Instance
from models.ledger import CostLedger
from models.policy.quantities import ONCE, Quantities
from models.records import OWN_RATIO, Policy, Selection
from models.rows import row

PolicyKey = tuple[PolicyId, str, OutcomeId]
"""Policy, region ('' where all together), outcome (the last one where all periods count together)."""


def add_policies(m: pyo.ConcreteModel, inst: Instance, quantities: Quantities, costs: CostLedger) -> None:
    """Add the policy rows.

    policy_limit[i, r, e]:

        metric(selection) - value * metric(denominator)  <= / >= / =  0 (or the value, without a denominator)

    so that shares are linear. A soft policy may be exceeded by policy_excess (and, for '=', by policy_lack), in units
    of the metric, at its price: in each year of the outcome, or once where the metric or the policy covers whole
    periods.
    """
    keys = [
        (i, place, e)
        for e in inst.outcomes
        for i, policy in inst.case(e).policies.items()
        for place in _places(inst, policy, e)
    ]
    soft = [key for key in keys if inst.case(key[2]).policies[key[0]].price_m is not None]
    m.policy_excess = pyo.Var(soft, domain=pyo.NonNegativeReals)
    m.policy_lack = pyo.Var(
        [key for key in soft if inst.case(key[2]).policies[key[0]].sense == "="], domain=pyo.NonNegativeReals
    )

    def policy_limit(m: pyo.ConcreteModel, i: PolicyId, place: str, e: OutcomeId) -> Row:
        policy = inst.case(e).policies[i]
        left: Any = _left(inst, quantities, policy, place, e)
        if (i, place, e) in m.policy_excess:
            excess = m.policy_excess[i, place, e]
            left = left + excess if policy.sense == ">=" else left - excess
        if (i, place, e) in m.policy_lack:
            left = left + m.policy_lack[i, place, e]
        return row(left, policy.sense, 0.0 if _is_share(policy) else policy.value)

    m.policy_limit = pyo.Constraint(keys, rule=policy_limit)
    for i, place, e in soft:
        policy = inst.case(e).policies[i]
        departure = m.policy_excess[i, place, e]
        if (i, place, e) in m.policy_lack:
            departure = departure + m.policy_lack[i, place, e]
        yearly = policy.apply != "total" and policy.metric not in ONCE
        costs.penalty("policy", e, (policy.price_m or 0.0) * departure, yearly=yearly)


def _is_share(policy: Policy) -> bool:
    return policy.denominator is not None or policy.metric in OWN_RATIO


def _places(inst: Instance, policy: Policy, e: OutcomeId) -> Iterator[str]:
    """Yield the rows a policy has in an outcome: one, one a region, or none."""
    chosen = policy.selection
    if policy.apply == "total":
        if e in inst.tree.leaves:
            yield ""
        return
    if chosen.periods is not None and inst.tree.outcome(e).period not in chosen.periods:
        return
    if policy.apply == "each period":
        yield ""
        return
    yield from chosen.regions if chosen.regions is not None else inst.first_case.regions


def _left(inst: Instance, quantities: Quantities, policy: Policy, place: str, e: OutcomeId) -> Any:
    """Return the metric of a row, less what it is measured against.

    In a total, a denominator that names no periods has those of the selection; one that does has its own, so that what
    grows from one period to another can be limited.
    """

    def here(chosen: Selection) -> Selection:
        return replace(chosen, regions=(RegionId(place),)) if place else chosen

    def counted(periods: tuple[PeriodId, ...] | None) -> list[tuple[int, OutcomeId]]:
        if policy.apply != "total":
            return [(1, e)]
        wanted = [b for b in inst.tree.outcome_path(e) if periods is None or inst.tree.outcome(b).period in periods]
        return [(1 if policy.metric in ONCE else inst.period_of(b).years, b) for b in wanted]

    metric, chosen, of = policy.metric, here(policy.selection), quantities.of
    amount = sum(years * of(metric, chosen, b) for years, b in counted(chosen.periods))
    if metric in OWN_RATIO:
        base = sum(years * quantities.base_of(metric, chosen, b) for years, b in counted(chosen.periods))
    elif policy.denominator is not None:
        other = here(policy.denominator)
        base = sum(years * of(metric, other, b) for years, b in counted(other.periods or chosen.periods))
    else:
        return amount
    return amount - policy.value * base
