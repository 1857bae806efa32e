"""Screening of single losses: which the cheapest plan does not stand, and what it costs to stand them all."""

from dataclasses import replace
from typing import Any

import pytest

from models.instance import Instance
from planner.solve import SolveOptions, solve
from planner.studies.known import Effect
from planner.studies.outages import Asking, Screening, all_losses, busiest_slice, screen
from planner.studies.solves import Solver
from tests.cases import DAY_AND_NIGHT, a_link, a_module, one_region, two_regions

EXACT = SolveOptions(gap=0.0, threads=1)
YEAR = Asking("year")


def screened(inst: Instance, asking: Asking = YEAR, **changes: Any) -> Screening:
    return screen(inst, all_losses(inst, None, None), asking, Solver(solve), EXACT, **changes)


def undone(found: Screening) -> list[dict[str, float]]:
    return [{i: pytest.approx(short.pflops, abs=1e-4) for i, short in one.shorts.items()} for one in found.rounds]


def test_losses_that_a_dearer_plan_does_not_stand_are_found_too() -> None:
    # 5 units in west do all the work of east for 5 million: without west or the line 10 PFLOPS are undone. 5 units in
    # east for 15 million stand both, but not the loss of east. 5 in each for 20 million stand everything.
    found = screened(two_regions())
    assert undone(found) == [
        {"loss of east": 0.0, "loss of west": 10.0, "loss of line": 10.0},
        {"loss of east": 10.0},
        {},
    ]
    assert [one.known.cost_m for one in found.rounds] == pytest.approx([5.0, 15.0, 20.0])
    assert found.price == Effect(*[pytest.approx(15.0)] * 3)
    assert found.last.failing == []


def test_only_what_is_due_in_a_loss_is_asked_for() -> None:
    # 4 of the 10 PFLOPS: 2 units in east for 6 million, and 3 more units in west for 3; without east 6 of 4 PFLOPS
    # can be done in west
    found = screened(two_regions(), replace(YEAR, due=0.4))
    assert undone(found)[0] == {"loss of east": 0.0, "loss of west": 4.0, "loss of line": 4.0}
    assert [one.known.cost_m for one in found.rounds] == pytest.approx([5.0, 9.0])


def test_a_limit_on_losses_takes_the_worst_and_leaves_the_others() -> None:
    found = screened(two_regions(), most=1)
    assert [len(one.added) for one in found.rounds] == [0, 1]
    assert found.last.known.cost_m == pytest.approx(15.0)
    assert found.last.failing == ["loss of east"]


def test_a_price_is_paid_where_standing_a_loss_costs_more() -> None:
    # 10 PFLOPS short in each of the two losses at 0.4 million are 8 million, less than 10 more for units in east
    found = screened(two_regions(), replace(YEAR, price_m_per_pflops=0.4))
    assert [one.known.cost_m for one in found.rounds] == pytest.approx([5.0, 13.0])
    assert undone(found)[1]["loss of west"] == 10.0
    # at 0.6 they would be 12 million: 5 units in east for 15, and 6 for losing them
    found = screened(two_regions(), replace(YEAR, price_m_per_pflops=0.6))
    assert found.rounds[1].known.cost_m == pytest.approx(15.0)


def test_work_that_may_not_leave_a_lost_region_is_lost_with_it() -> None:
    found = screened(one_region())
    assert undone(found) == [{"loss of west": 0.0}]
    assert found.price == Effect(0.0, 0.0, 0.0)


def test_a_loss_that_no_plan_stands_is_named_and_the_others_are_stood() -> None:
    # 2 MW of halls in east are 2 units, for 4 of its 10 PFLOPS: nothing helps when west, or the line to it, is lost.
    found = screened(two_regions(regions={"east": {"existing_hall_mw": 2.0}}))
    assert [loss.id for loss in found.hopeless] == ["loss of west", "loss of line"]
    assert found.price is None
    assert found.last.known.cost_m == pytest.approx(5.0)
    # 100 Gbps over a second line stand the loss of the first; west itself cannot be lost
    second = {
        "spare": a_link("spare", "west", "east", existing_gbps=0.0, modules={"wave": a_module("wave", 10.0, 2.0, 1)})
    }
    inst = two_regions(regions={"east": {"existing_hall_mw": 2.0}})
    found = screened(inst.with_cases(links={**inst.first_case.links, **second}))
    assert [loss.id for loss in found.hopeless] == ["loss of west"]
    assert found.last.known.cost_m == pytest.approx(7.0)
    assert found.price == Effect(*[pytest.approx(2.0)] * 3)
    assert found.last.failing == ["loss of west"]


def test_losses_are_looked_at_in_the_slice_with_most_demand() -> None:
    profile = {("work", "west", "day"): 0.5, ("work", "west", "night"): 1.5}
    assert busiest_slice(one_region(slices=DAY_AND_NIGHT, profile=profile)) == "night"
