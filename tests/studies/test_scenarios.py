"""Scenarios of one tiny region side by side, each worked out by hand."""

from dataclasses import replace
from typing import Any

import pytest

from models.ids import ScenarioId
from models.instance import Instance
from planner.report.words import Words
from planner.solve import SolveOptions, solve
from planner.studies.documents.scenarios.told import Told
from planner.studies.known import Effect
from planner.studies.scenarios import SideBySide, side_by_side
from planner.studies.solves import Solver
from tests.cases import one_region

DEARER: dict[str, float] = {"2026": 1.0, "2027": 3.0}


def scenario(demand_2027: float, price_m: Any = DEARER) -> Instance:
    """Return west with 10 PFLOPS in 2026, and with chips that last both years.

    A unit of 2026 costs 1 million, half in each year. One of 2027 costs 3, of which half falls within the horizon.
    """
    demand = {"2026": 10.0, "2027": demand_2027}
    return one_region(demand, years=(2026, 2027), price_m=price_m, chip={"lifetime_years": 2.0})


def study(**scenarios: Instance) -> SideBySide:
    named = {ScenarioId(name): inst for name, inst in scenarios.items()}
    return side_by_side(named, ("2026",), Solver(solve), SolveOptions(gap=0.0, threads=1))


def regrets(found: SideBySide) -> dict[tuple[str, str], float | None]:
    return {
        (a, b): None if (effect := found.regret(a, b)) is None else round(effect.best_m, 6)
        for a in found.planned
        for b in found.possible
    }


def test_first_decisions_are_regretted_by_what_they_cost_more_than_the_best_plan() -> None:
    # Low: 5 units in 2026, for 5. High: 10 units in 2026, for 10.
    # 5 units in 2026, then high: 5 more at 1.5 in 2027, so 12.5. 10 units, then low: 10, of which 5 are not needed.
    found = study(low=scenario(10.0), high=scenario(20.0))
    assert {s: best.cost_m for s, best in found.best.items()} == {
        "low": pytest.approx(5.0),
        "high": pytest.approx(10.0),
    }
    assert regrets(found) == {("low", "low"): 0.0, ("low", "high"): 2.5, ("high", "low"): 5.0, ("high", "high"): 0.0}


def test_the_safest_first_decisions_have_the_smallest_largest_regret() -> None:
    found = study(low=scenario(10.0), high=scenario(20.0))
    assert found.worst("low") == ("high", Effect(pytest.approx(2.5), pytest.approx(2.5), pytest.approx(2.5)))
    assert found.safest == "low"
    assert found.as_safe == ()


def test_first_decisions_that_leave_no_plan_are_told_and_never_safest() -> None:
    # Nothing can be bought in 2027: the 5 units of the plan for low cannot serve 20 PFLOPS.
    sold_out = {"2026": 1.0}
    found = study(low=scenario(10.0, sold_out), high=scenario(20.0, sold_out))
    assert found.is_impossible("low", "high")
    assert found.worst("low") is None
    assert found.safest == "high"


def test_a_scenario_without_a_plan_is_left_out_of_the_regrets() -> None:
    # Nothing is sold at all in the last.
    found = study(low=scenario(10.0), high=scenario(20.0), none=scenario(10.0, {}))
    assert (found.planned, found.possible) == (("low", "high"), ("low", "high"))
    assert found.safest == "low"


def test_gaps_leave_a_range_of_regret_that_is_never_below_nothing() -> None:
    found = study(low=scenario(10.0), high=scenario(20.0))

    def loosened(one: Any, bound_m: float) -> Any:
        return replace(one, answer=replace(one.answer, outcome=replace(one.answer.outcome, bound_m=bound_m)))

    own = {**found.own, "high": loosened(found.own["high"], 9.0)}
    crossed = {**found.crossed, ("low", "high"): loosened(found.crossed["low", "high"], 8.0)}
    loose = replace(found, own=own, crossed=crossed)
    # The best plan for high costs 9 to 10. With the first decisions for low 9 (no less than the best) to 12.5.
    assert loose.regret("low", "high") == Effect(pytest.approx(2.5), 0.0, pytest.approx(3.5))


def test_a_better_plan_found_with_the_first_decisions_of_another_is_the_best_there() -> None:
    found = study(low=scenario(10.0), high=scenario(20.0))
    dear = found.own["high"]
    assert dear.answer.outcome is not None
    worse = replace(dear, answer=replace(dear.answer, outcome=replace(dear.answer.outcome, cost_m=14.0, bound_m=9.0)))
    found = replace(found, own={**found.own, "high": worse})
    # The search for high ended at 14, and 12.5 was found on the way from low.
    assert found.best["high"].cost_m == pytest.approx(12.5)
    assert found.regret("low", "high") == Effect(pytest.approx(0.0), pytest.approx(0.0), pytest.approx(3.5))


def test_what_every_plan_has_decided_by_then_is_built_anyway() -> None:
    # Both buy in 2026: 5 units for low, 10 for high.
    told = Told(study(low=scenario(10.0), high=scenario(20.0)), True, Words())
    units = next(build for build in told.common if build.key[0] == "bought_units")
    assert dict(told.anyway(units)) == {"2026": pytest.approx(5.0)}
    assert told.only_some == []


def test_what_one_plan_does_without_is_built_only_in_some() -> None:
    # With nothing demanded, nothing is bought.
    idle = one_region({"2026": 0.0, "2027": 0.0}, years=(2026, 2027), chip={"lifetime_years": 2.0})
    told = Told(study(idle=idle, high=scenario(20.0)), True, Words())
    assert told.common == []
    assert "bought_units" in {build.key[0] for build in told.only_some}
