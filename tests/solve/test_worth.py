"""What the duals of some data say of other data."""

import pytest

from planner.solve.worth import bound_by_duals, relaxation_worth
from tests.cases import one_region


def test_the_duals_of_a_relaxation_bound_its_own_cost() -> None:
    # 10 PFLOPS take 5 units at 1 million each.
    worth = relaxation_worth(one_region(10.0))
    assert worth is not None
    assert worth.cost_m == pytest.approx(5.0)
    assert bound_by_duals(one_region(10.0), worth.duals) == pytest.approx(5.0, rel=1e-5)
    assert bound_by_duals(one_region(20.0), worth.duals) == pytest.approx(10.0, rel=1e-5)


def test_duals_that_pay_a_little_too_much_still_give_a_bound() -> None:
    # At such prices more work than is asked for would pay for itself, but there is no more than is asked for.
    worth = relaxation_worth(one_region(10.0))
    assert worth is not None
    bound_m = bound_by_duals(one_region(10.0), {key: 1.01 * dual for key, dual in worth.duals.items()})
    assert 4.0 < bound_m <= 5.0
