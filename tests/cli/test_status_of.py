"""How endings become exit statuses."""

from dataclasses import replace

import pytest

from models.audit.audit import Audit, audit
from models.plan import Plan
from planner.cli.keeping import status_of
from planner.cli.statuses import MEANING, ExitStatus
from planner.solve import Ending, Outcome
from tests.cases import one_region
from tests.solving import best_plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return best_plan(one_region())


@pytest.fixture(scope="module")
def checked(plan: Plan) -> Audit:
    return audit(one_region(), plan)


@pytest.mark.parametrize(
    ("ending", "by_default", "with_plan", "without"),
    [
        (Ending.OPTIMAL, False, 0, 1),
        (Ending.GAP_REACHED, False, 0, 1),
        (Ending.TIME_LIMIT, True, 0, 6),
        (Ending.TIME_LIMIT, False, 5, 6),
        (Ending.INTERRUPTED, False, 5, 6),
        (Ending.INFEASIBLE, False, 1, 4),
        (Ending.UNBOUNDED, False, 1, 1),
        (Ending.FAILED, False, 1, 1),
    ],
)
def test_the_status_follows_from_the_ending_and_the_plan(
    ending: Ending, by_default: bool, with_plan: int, without: int, plan: Plan, checked: Audit
) -> None:
    outcome = Outcome(ending=ending, stopped_by_default=by_default)
    assert status_of(outcome, None) == without
    assert status_of(replace(outcome, plan=plan), checked) == with_plan


def test_a_failed_audit_counts_more_than_the_ending(plan: Plan, checked: Audit) -> None:
    outcome = Outcome(ending=Ending.INTERRUPTED, plan=plan)
    assert status_of(outcome, replace(checked, passed=False)) is ExitStatus.FAILED_AUDIT
    assert status_of(outcome, None) is ExitStatus.FAILED_AUDIT


def test_every_status_has_words() -> None:
    assert set(MEANING) == set(ExitStatus)
