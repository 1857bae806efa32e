"""Halls need people, who are there or are trained."""

from math import inf

import pytest

from models.build import build
from models.instance import Instance
from tests.cases import one_region
from tests.rows import row
from tests.solving import LeftOut, best_plan, cost


def staffed(**at: float) -> Instance:
    """Two people a MW: 10 for 5 units, of whom 6 are there; 4 are trained at 0.1 million: 5.4 million."""
    usual = {"staff_limit": 6.0, "training_cost_m_per_person": 0.1}
    return one_region(region={"staff_per_mw": 2.0}, at={**usual, **at})


LEFT_OUT = [LeftOut("staff_limit", staffed(), 5.4, 5.0)]


def test_people_who_are_missing_are_trained() -> None:
    plan = best_plan(staffed())
    assert plan.cost_m == pytest.approx(5.4)
    assert plan.trained_staff["west", "2026"] == pytest.approx(4.0)


def test_where_nobody_can_be_trained_staff_limits_what_is_installed() -> None:
    assert cost(staffed(training_cost_m_per_person=None)) is None
    assert cost(staffed(training_cost_m_per_person=None, staff_limit=10.0)) == pytest.approx(5.0)


def test_people_who_are_trained_stay() -> None:
    inst = one_region(
        years=(2026, 2027),
        region={"staff_per_mw": 2.0},
        at={"staff_limit": 6.0, "training_cost_m_per_person": 0.1},
    )
    assert cost(inst) == pytest.approx(10.4)
    assert row(build(inst).pyomo.staff_limit["west", "2027"]) == (
        -inf,
        {"existing_hall_load_mw[west,2027]": 2.0, "trained_staff[west,2026]": -1.0, "trained_staff[west,2027]": -1.0},
        6.0,
    )


def test_people_are_paid_by_the_load_installed() -> None:
    # 10 people at 0.01 million, over and above the training
    assert cost(staffed(staff_cost_m_per_person=0.01)) == pytest.approx(5.5)


def test_people_are_paid_where_there_is_no_limit_on_them() -> None:
    assert cost(staffed(staff_limit=None, staff_cost_m_per_person=0.01)) == pytest.approx(5.1)
