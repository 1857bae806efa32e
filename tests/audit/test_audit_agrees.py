"""Model and audit share no code; on random instances the plans of the one pass the other."""

from functools import cache

import pytest

from models.audit.audit import Audit, audit
from tests.audit.random_instances import random_instance
from tests.audit.solving import good_plan

SEEDS = range(30)


@cache
def audit_of(seed: int) -> Audit | None:
    """Return the audit of the plan of a random instance; None when it has none."""
    inst = random_instance(seed)
    plan = good_plan(inst)
    return None if plan is None else audit(inst, plan)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_plan_of_a_random_instance_passes(seed: int) -> None:
    found = audit_of(seed)
    assert found is None or found.passed, [str(finding) for finding in found.findings]


def test_random_instances_try_every_rule() -> None:
    audits = [found for seed in SEEDS if (found := audit_of(seed)) is not None]
    assert len(audits) >= 20
    assert {rule for found in audits for rule, count in found.checks.items() if count} == set(audits[0].checks)
