"""What the rows of the model keep, the audit asks for: a plan made without a family of rows is refused."""

import pytest

from models.audit.audit import audit
from tests.audit.solving import plan_without
from tests.models.test_left_out import LEFT_OUT
from tests.solving import LeftOut

WITHOUT_A_PLAN = {"green_limit", "leaf_excess", "leaf_cost", "leaf_regret"}
"""Without these the cost falls without end, so that there is nothing to audit."""

RULES = [case for case in LEFT_OUT if case.goal is None]
"""What a plan with another aim than the least cost may cost is asked for by a study, and is no rule of a workbook."""


@pytest.mark.parametrize("case", RULES, ids=lambda case: case.family)
def test_a_plan_made_without_a_family_of_rows_is_refused(case: LeftOut) -> None:
    plan = plan_without(case.inst, case.family)
    assert (plan is None) == (case.family in WITHOUT_A_PLAN)
    if plan is not None:
        assert not audit(case.inst, plan).passed
