"""Shares that policies ask for: how much of one a plan has, and an instance that asks for another."""

from collections.abc import Callable
from dataclasses import replace

from models.account.account import account
from models.ids import PolicyId
from models.instance import Instance
from models.plan import Plan
from models.records import OWN_RATIO

_ROUNDING = 1e-6


def is_share(inst: Instance, name: str) -> bool:
    """Return whether a policy of a one-scenario instance asks for a share."""
    policy = inst.first_case.policies[PolicyId(name)]
    return policy.denominator is not None or policy.metric in OWN_RATIO


def share_allowed(inst: Instance, plan: Plan, name: str) -> float:
    """Return the share that a policy would have to ask for so that the plan keeps it."""
    policy = inst.first_case.policies[PolicyId(name)]
    ratios = [
        position.ratio
        for position in account(inst, plan).policies
        if position.policy == name and position.ratio is not None
    ]
    if policy.sense == "<=":
        return max([policy.value, *ratios])
    if policy.sense == ">=":
        return min([policy.value, *ratios])
    return max(ratios, key=lambda ratio: abs(ratio - policy.value), default=policy.value)


def asking(inst: Instance, name: str, share: float) -> Instance:
    """Return a one-scenario instance in which a policy asks for this share."""
    policies = inst.first_case.policies
    return inst.with_cases(policies={**policies, PolicyId(name): replace(policies[PolicyId(name)], value=share)})


def nearest_share(
    now: float, works: float, unit: float, fits: Callable[[float], bool | None], tries: int
) -> tuple[float, bool]:
    """Return the share nearest to `now` that fits, whole units from one that works, and whether no nearer one does.

    Parameters
    ----------
    fits
        Tells whether a share works; None: that was not settled, and no more is tried.
    """
    step = unit if now > works else -unit
    surely, perhaps = 0, max(0, int(abs(now - works) / unit - _ROUNDING))
    for _ in range(tries):
        if surely == perhaps:
            break
        middle = (surely + perhaps + 1) // 2
        found = fits(_rounded(works + middle * step))
        if found is None:
            break
        surely, perhaps = (middle, perhaps) if found else (surely, middle - 1)
    return _rounded(works + surely * step), surely == perhaps


def _rounded(value: float) -> float:
    return float(f"{value:.12g}")
