"""Rules that no plan can keep, as nothing in the instance counts towards them."""

from collections.abc import Collection

from models.instance import Instance
from planner.solve.compile import ImpossibleRowError
from planner.solve.repairs import Change


def hopeless_rule(inst: Instance, error: ImpossibleRowError) -> Change:
    """Return the policy or commitment whose row is impossible, and the change of its value to what nothing adds up to.

    Raises
    ------
    ImpossibleRowError
        The error itself, when it is about another row.
    """
    case, text = inst.first_case, str(error)
    rules = [("policy_limit", str(i), rule.value) for i, rule in case.policies.items()]
    rules += [("commitment_limit", str(i), rule.value) for i, rule in case.commitments.items()]
    for family, name, value in rules:
        if f"{family}[{name}," in text or f"{family}['{name}'," in text:
            return Change(family, (name,), value, 0.0)
    raise error


def without(inst: Instance, rules: Collection[Change]) -> Instance:
    """Return the instance without these policies and commitments."""
    if not rules:
        return inst
    gone = {rule.key for rule in rules}
    return inst.with_cases(
        policies={i: rule for i, rule in inst.first_case.policies.items() if ("policy_limit", i) not in gone},
        commitments={i: rule for i, rule in inst.first_case.commitments.items() if ("commitment_limit", i) not in gone},
    )
