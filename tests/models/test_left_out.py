"""Every family of rows counts: left out, it changes the optimum of a tiny case."""

import pytest

from models.catalogue import ROWS
from tests.models import (
    test_budgets,
    test_chip_time,
    test_chips,
    test_commitments,
    test_demand,
    test_energy,
    test_goal,
    test_halls,
    test_hosting,
    test_links,
    test_platform,
    test_policies,
    test_porting,
    test_risk,
    test_staff,
)
from tests.solving import LeftOut, optimum

LEFT_OUT: list[LeftOut] = [
    *test_demand.LEFT_OUT,
    *test_chips.LEFT_OUT,
    *test_chip_time.LEFT_OUT,
    *test_halls.LEFT_OUT,
    *test_energy.LEFT_OUT,
    *test_staff.LEFT_OUT,
    *test_platform.LEFT_OUT,
    *test_hosting.LEFT_OUT,
    *test_links.LEFT_OUT,
    *test_porting.LEFT_OUT,
    *test_budgets.LEFT_OUT,
    *test_policies.LEFT_OUT,
    *test_commitments.LEFT_OUT,
    *test_risk.LEFT_OUT,
    *test_goal.LEFT_OUT,
]


@pytest.mark.parametrize("case", LEFT_OUT, ids=lambda case: case.family)
def test_leaving_a_family_of_rows_out_changes_the_optimum(case: LeftOut) -> None:
    assert case.cost_m != case.cost_without_m
    assert optimum(case.inst, goal=case.goal) == as_found(case.cost_m)
    assert optimum(case.inst, without=[case.family], goal=case.goal) == as_found(case.cost_without_m)


def test_no_family_of_rows_is_without_such_a_case() -> None:
    # Rows that tighten follow from the others: leaving them out changes no optimum (test_tightening.py).
    needed = {family.name for family in ROWS if not family.tightens}
    assert needed == {case.family for case in LEFT_OUT}


def as_found(cost_m: float | None) -> object:
    """Return what an optimum compares with."""
    return cost_m if cost_m is None else pytest.approx(cost_m, abs=1e-6)
