"""`solve`, from an Instance to an Outcome."""

import pickle
from dataclasses import replace

import pytest

from models.audit.audit import audit
from models.instance import Instance
from models.plan import Plan
from models.records import Budget, FleetLine, Supply
from planner.errors import WorkbookError
from planner.solve import Ending, Progress, SolveOptions, search
from planner.solve.run import solve
from tests.cases import one_region, two_regions

EXACT = SolveOptions(gap=0.0, threads=1)


def test_the_plan_of_one_region_is_found() -> None:
    # 10 PFLOPS at 2 each: 5 units at 1 million.
    inst = one_region()
    outcome = solve(inst, EXACT)
    assert outcome.ending is Ending.OPTIMAL
    assert outcome.cost_m == pytest.approx(5)
    assert outcome.bound_m == pytest.approx(5)
    assert outcome.gap == pytest.approx(0, abs=1e-7)
    assert outcome.plan is not None
    assert outcome.plan.bought_units == {("west", "a", "2026"): pytest.approx(5)}
    assert audit(inst, outcome.plan).passed
    assert not outcome.stopped_by_default


def test_an_outcome_survives_pickling() -> None:
    outcome = solve(two_regions(), EXACT)
    assert pickle.loads(pickle.dumps(outcome)) == outcome


def test_an_outcome_tells_sizes_seconds_and_memory() -> None:
    outcome = solve(one_region(), EXACT)
    assert outcome.sizes is not None
    assert outcome.sizes.rows > 0
    assert outcome.sizes.columns > 0
    assert outcome.sizes.nonzeros >= outcome.sizes.rows
    assert {"build", "hand over", "search", "clean", "prices"} <= set(outcome.seconds)
    assert outcome.peak_memory_mb >= 0


def test_demand_that_nothing_can_meet_is_an_ending_without_plan() -> None:
    outcome = solve(one_region(supplies=(Supply("a", "nation", ("west",), {"2026": 3.0}),)), EXACT)
    assert outcome.ending is Ending.INFEASIBLE
    assert outcome.plan is None
    assert outcome.cost_m is None


def test_demand_without_any_chip_that_can_run_it_is_an_ending_without_plan() -> None:
    outcome = solve(one_region().with_cases(performance_pflops={}), EXACT)
    assert outcome.ending is Ending.INFEASIBLE
    assert "demand_balance" in outcome.notes[0]


def test_an_instance_that_cannot_be_put_into_mathematics_is_an_error_of_the_workbook() -> None:
    # Adoption costs something, and nothing bounds what could be bought after it.
    unlimited = one_region(chip={"integration_cost_m": 1.0, "power_kw": 0.0})
    with pytest.raises(WorkbookError, match="no limit"):
        solve(unlimited, EXACT)


def test_no_time_is_an_ending_without_plan() -> None:
    outcome = solve(one_region(), SolveOptions(time_limit_s=0.0))
    assert outcome.ending is Ending.TIME_LIMIT
    assert outcome.plan is None
    assert not outcome.stopped_by_default


def test_the_time_limit_of_the_settings_is_a_default() -> None:
    outcome = solve(one_region(settings={"time_limit_s": 0.0}))
    assert outcome.ending is Ending.TIME_LIMIT
    assert outcome.stopped_by_default


@pytest.mark.parametrize("phase", ["build", "hand over", "scale", "search"])
def test_ctrl_c_before_a_plan_is_an_ending_without_plan(phase: str) -> None:
    def press(progress: Progress) -> None:
        if progress.phase == phase:
            raise KeyboardInterrupt

    outcome = solve(one_region(), EXACT, press)
    assert outcome.ending is Ending.INTERRUPTED
    assert outcome.plan is None


@pytest.mark.parametrize("phase", ["clean", "read back", "prices"])
def test_ctrl_c_after_the_search_keeps_the_plan(phase: str) -> None:
    def press(progress: Progress) -> None:
        if progress.phase == phase:
            raise KeyboardInterrupt

    outcome = solve(one_region(), EXACT, press)
    assert outcome.plan is not None
    assert outcome.cost_m == pytest.approx(5)
    assert outcome.prices is None


def test_a_plan_is_told_when_it_is_found_and_when_it_is_clean_before_it_is_priced() -> None:
    seen: list[Plan] = []
    phases: list[str] = []

    def press(progress: Progress) -> None:
        phases.append(progress.phase)

    def take(plan: Plan) -> None:
        seen.append(plan)
        assert "prices" not in phases

    outcome = solve(one_region(), EXACT, press, on_plan=take)
    assert [plan.cost_m for plan in seen] == [pytest.approx(5), pytest.approx(5)]
    assert seen[-1] == outcome.plan
    assert "prices" in phases


def test_progress_goes_through_the_phases() -> None:
    seen: list[Progress] = []
    solve(one_region(), EXACT, seen.append)
    phases = list(dict.fromkeys(progress.phase for progress in seen))
    assert phases == ["build", "hand over", "scale", "search", "clean", "read back", "prices"]
    assert seen[-1].best_m == pytest.approx(5)
    assert seen[-1].bound_m == pytest.approx(5)


def test_where_units_stand_idle_compute_costs_its_power() -> None:
    # 16 PFLOPS occupy 8 of 10 units. One more occupies half a unit: 0.5 MW * 8760 h * 1e-6 million per MWh.
    idle = one_region(
        16.0,
        at={"electricity_price_m_per_mwh": 1e-6},
        fleet=(FleetLine("west", "a", 2026, 10.0),),
        chip_price_m={},
    )
    outcome = solve(idle, EXACT)
    assert outcome.prices is not None
    for prices in (outcome.prices.short_run, outcome.prices.long_run):
        assert prices["demand_balance", ("west", "work", "2026", "year")] == pytest.approx(0.00438)


def test_in_the_long_run_compute_costs_units_and_their_power() -> None:
    # Half a unit at 1 million, and its power.
    outcome = solve(one_region(16.0, at={"electricity_price_m_per_mwh": 1e-6}), EXACT)
    assert outcome.prices is not None
    price_m = outcome.prices.long_run["demand_balance", ("west", "work", "2026", "year")]
    assert price_m == pytest.approx(0.5 + 0.00438)


def test_the_worth_of_a_quota_is_what_it_saves() -> None:
    # 5 units are needed: 3 are bought for 1 million each, 4 PFLOPS are unmet at 4. One more unit saves 2 * 4 - 1.
    inst = one_region(
        workload={"unmet_penalty_m_per_pflops": 4.0}, supplies=(Supply("a", "nation", ("west",), {"2026": 3.0}),)
    )
    outcome = solve(inst, EXACT)
    assert outcome.cost_m == pytest.approx(3 + 4 * 4)
    assert outcome.prices is not None
    assert outcome.prices.long_run["supply_limit", (0, "2026")] == pytest.approx(7)
    assert outcome.prices.short_run["demand_balance", ("west", "work", "2026", "year")] == pytest.approx(4)


def test_the_worth_of_a_budget_is_what_a_million_saves() -> None:
    # 3 million buy 3 units; another would save 8 million of penalty for its own million.
    budget = Budget("purse", "nation", ("west",), (), True, {"2026": 3.0}, ("chip",))
    inst = one_region(workload={"unmet_penalty_m_per_pflops": 4.0}, budgets={"purse": budget})
    outcome = solve(inst, EXACT)
    assert outcome.cost_m == pytest.approx(19)
    assert outcome.prices is not None
    assert outcome.prices.long_run["budget_limit", ("purse", "2026")] == pytest.approx(7)


def test_prices_can_be_left_out() -> None:
    outcome = solve(one_region(), SolveOptions(prices=False))
    assert outcome.prices is None
    assert "prices" not in outcome.seconds


def two_sites() -> Instance:
    """Return east and west, each with halls to build: an opening costs 2 and a hall of 10 MW costs 3."""
    at = {"max_hall_modules": 3, "opening_cost_m": 2.0, "hall_module_cost_m": 3.0}
    region = {"existing_hall_mw": 0.0, "hall_module_mw": 10.0, "hall_life_years": 1.0}
    return two_regions(at={"east": at, "west": at}, regions={"east": region, "west": region})


@pytest.mark.parametrize("nonzeros", [0, 1_000_000])
def test_an_earlier_plan_is_the_first_of_a_search(nonzeros: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "STRAIGHT_NONZEROS", nonzeros)
    inst = two_sites()
    best = solve(inst, EXACT)
    heard: list[Progress] = []
    again = solve(inst, EXACT, heard.append, best.plan)
    assert again.cost_m == pytest.approx(best.cost_m)
    # 5 units in west at 1 million, its opening at 2 and one hall at 3.
    assert next(report for report in heard if report.best_m is not None).best_m == pytest.approx(10.0)


def test_a_plan_that_no_longer_fits_does_no_harm() -> None:
    start = solve(two_sites(), EXACT).plan
    west = replace(two_sites().first_case.regions["west"], hall_module_mw=0.0)
    regions = {**two_sites().first_case.regions, "west": west}
    outcome = solve(two_sites().with_cases(regions=regions), EXACT, start=start)
    # In east: 5 units at 3 million, opening 2, hall 3.
    assert outcome.cost_m == pytest.approx(20.0)
