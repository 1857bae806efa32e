"""What knowing the future is worth, and planning for all futures; each sum stands at `four_futures`."""

from dataclasses import replace

import pytest

from models.records import Supply
from planner.solve import SolveOptions, solve
from planner.studies.known import Effect
from planner.studies.solves import Solver
from planner.studies.uncertainty import Uncertainty, uncertainty
from tests.cases import four_futures

EXACT = SolveOptions(gap=0.0, threads=1)


def studied(**changes: object) -> Uncertainty:
    inst = four_futures(cvar_level=0.5)
    return uncertainty(inst.with_cases(**changes) if changes else inst, Solver(solve), EXACT)


@pytest.fixture(scope="module")
def found() -> Uncertainty:
    return studied()


def exactly(amount_m: float) -> Effect:
    return Effect(*[pytest.approx(amount_m)] * 3)


def test_knowing_the_future_is_worth_what_waiting_to_see_saves(found: Uncertainty) -> None:
    assert found.wait_and_see.cost_m == pytest.approx(9.0)
    assert found.here_and_now.cost_m == pytest.approx(16.0)
    assert found.worth_of_knowing == exactly(16.0 - 9.0)


def test_planning_for_all_futures_is_worth_what_the_plan_for_their_mean_costs_more(found: Uncertainty) -> None:
    assert found.blind_known.cost_m == pytest.approx(17.0)
    assert found.worth_of_planning_for_all == exactly(17.0 - 16.0)


def test_each_criterion_chooses_the_plan_that_is_best_by_it(found: Uncertainty) -> None:
    values = {criterion: choice.value_m for criterion, choice in found.choices.items()}
    assert values["expected"] == pytest.approx(
        {"expected": 16.0, "worst futures": 22.0, "worst case": 50.0, "regret": 30.0}
    )
    # 15 units: 15 in three futures and 35 in the top one; 15 - 5 and 35 - 20 of regret
    assert values["worst futures"] == pytest.approx(
        {"expected": 17.0, "worst futures": 19.0, "worst case": 35.0, "regret": 15.0}
    )
    assert values["worst case"] == pytest.approx(
        {"expected": 20.0, "worst futures": 20.0, "worst case": 20.0, "regret": 15.0}
    )
    # 16.25 units: 31.25 in the top future; on average 0.9 * 16.25 + 0.1 * 31.25
    assert values["regret"] == pytest.approx(
        {"expected": 17.75, "worst futures": 19.25, "worst case": 31.25, "regret": 11.25}
    )
    for criterion in found.choices:
        assert min(values, key=lambda one: values[one][criterion]) == criterion


def test_a_mean_that_misleads_has_no_price() -> None:
    # 9 units are bought for the mean, and 4 more can be had in 2027: too few where 15 or 20 are needed. For all futures
    # 16 are bought: 16 in three futures, 16 + 4 * 4 in the top one
    supply = (Supply("a", "nation", ("west",), {"2026": 20.0, "2027": 4.0}),)
    found = studied(supplies=supply)
    assert found.here_and_now.cost_m == pytest.approx(0.9 * 16 + 0.1 * 32)
    assert found.blind_known.cost_m is None
    assert found.worth_of_planning_for_all is None


def test_a_gap_leaves_a_range(found: Uncertainty) -> None:
    # a plan for all futures of 16 and none below 15; knowing is worth between 15 - 9 and 16 - 9
    choice = found.choices["expected"]
    answer = choice.solved.answer
    assert answer.outcome is not None
    loose = replace(choice.solved, answer=replace(answer, outcome=replace(answer.outcome, bound_m=15.0)))
    rough = replace(found, choices={**found.choices, "expected": replace(choice, solved=loose)})
    assert rough.worth_of_knowing == Effect(*map(pytest.approx, (7.0, 6.0, 7.0)))
    assert rough.worth_of_planning_for_all == Effect(*map(pytest.approx, (1.0, 1.0, 2.0)))
