"""Rules 12 to 14 and the cost: budgets, policies, commitments, and the sum that the plan claims."""

from models.audit.checks import Checks
from models.audit.facts import Facts


def budget_limit(facts: Facts, checks: Checks) -> None:
    """Cash that counts against a budget stays within its amounts."""
    for position in facts.account.budgets:
        if position.available_m is not None:
            where = (position.budget, position.outcome)
            checks.at_most(where, position.spent_m, position.available_m)


def policy_limit(facts: Facts, checks: Checks) -> None:
    """Hard policies hold."""
    for position in facts.account.policies:
        if position.price_m is None:
            where = (position.policy, position.region, position.outcome)
            checks.stated(where, position.sense, position.value, position.limit)


def commitment_limit(facts: Facts, checks: Checks) -> None:
    """Commitments that must hold do."""
    for position in facts.account.commitments:
        if position.price_m is None:
            where = (position.commitment, *position.key, position.outcome)
            checks.stated(where, position.sense, position.value, position.limit)


def cost(facts: Facts, checks: Checks) -> None:
    """The cost that the plan claims is what its decisions cost."""
    checks.equal(("objective, in millions",), facts.plan.cost_m, facts.account.objective_m)
