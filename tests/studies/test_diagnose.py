"""Diagnosis of tiny instances."""

from typing import Any

import pytest

from models.instance import Instance
from models.records import Budget, Commitment, Outage, Policy, Selection, Supply
from planner.solve import Ending, Outcome, SolveOptions, solve
from planner.solve.outcome import OnProgress, Progress
from planner.solve.repairs import outward
from planner.studies.arithmetic import find_shortfalls
from planner.studies.diagnose import Diagnosis, End, Verdict, diagnose
from tests.cases import one_region, two_regions


def quota(units: float) -> Supply:
    return Supply("a", "nation", ("west",), {"2026": units})


def repairs(found: Diagnosis) -> list[dict[tuple[str, ...], float]]:
    """Return what each confirmed repair asks for."""
    return [{change.key: change.needed for change in one.repair.changes} for one in found.repairs if one.has_plan]


def test_an_instance_with_a_plan_needs_no_repair() -> None:
    assert diagnose(one_region(), solve) == Diagnosis(Verdict.PLAN)


def test_a_quota_needs_the_units_that_the_demand_needs() -> None:
    # 10 PFLOPS at 2 each are 5 units.
    found = diagnose(one_region(supplies=(quota(3.0),)), solve)
    assert found.verdict is Verdict.NO_PLAN
    assert repairs(found)[0] == {("supply_limit", "0", "2026"): 5.0}
    assert found.repairs[0].repair.changes[0].nearest


def test_the_other_repair_of_a_quota_is_less_demand() -> None:
    # 3 units deliver 6 PFLOPS.
    found = diagnose(one_region(supplies=(quota(3.0),)), solve)
    assert repairs(found)[1] == {("demand", "west", "work", "2026"): 6.0}
    assert found.clash is not None
    assert found.clash.minimal
    assert set(found.clash.keys) == {("supply_limit", "0", "2026"), ("demand", "west", "work", "2026")}


def test_a_quota_of_nothing_needs_all() -> None:
    found = diagnose(one_region(supplies=(quota(0.0),)), solve)
    assert {("supply_limit", "0", "2026"): 5.0} in repairs(found)


def test_a_quota_is_a_year_s() -> None:
    # 5 units in a period of two years are 2.5 a year; whole units are 3.
    found = diagnose(one_region(length=2, supplies=(quota(1.0),), chip={"lifetime_years": 2.0}), solve)
    assert repairs(found)[0] == {("supply_limit", "0", "2026"): 3.0}


def test_a_grid_limit_needs_the_power_of_the_units() -> None:
    # 5 units of 1 MW.
    found = diagnose(one_region(at={"grid_limit_mw": 2.0}), solve)
    assert repairs(found)[0] == {("grid_limit", "west", "2026"): 5.0}


def test_a_hall_needs_whole_modules() -> None:
    # 5 MW in modules of 2 MW are 3.
    region = {"existing_hall_mw": 0.0, "hall_module_mw": 2.0}
    found = diagnose(one_region(region=region, at={"max_hall_modules": 1}), solve)
    assert repairs(found)[0] == {("hall_module_limit", "west", "2026"): 3.0}


def test_staff_needs_the_people_of_the_load() -> None:
    # 5 MW with 4 people each.
    found = diagnose(one_region(region={"staff_per_mw": 4.0}, at={"staff_limit": 10.0}), solve)
    assert repairs(found)[0] == {("staff_limit", "west", "2026"): 20.0}


def test_a_budget_needs_the_price_of_the_units() -> None:
    budget = Budget("b", "nation", ("west",), (), True, {"2026": 2.0}, ("chip",))
    found = diagnose(one_region(budgets={"b": budget}), solve)
    assert repairs(found)[0] == {("budget_limit", "b", "2026"): 5.0}


def test_a_commitment_against_a_quota_gives_way_or_the_quota_does() -> None:
    commitment = Commitment("c", "bought_units", Selection(), None, ">=", 8.0)
    found = diagnose(one_region(supplies=(quota(6.0),), commitments={"c": commitment}), solve)
    assert {("supply_limit", "0", "2026"): 8.0} in repairs(found)
    assert {("commitment_limit", "c"): 6.0} in repairs(found)


def test_two_policies_that_contradict_each_other_clash() -> None:
    def units(name: str, sense: str, value: float) -> Policy:
        return Policy(name, "units", Selection(), None, "each period", sense, value)

    policies = {"few": units("few", "<=", 6.0), "many": units("many", ">=", 9.0)}
    found = diagnose(one_region(policies=policies), solve)
    assert {("policy_limit", "few"): 9.0} in repairs(found)
    assert {("policy_limit", "many"): 6.0} in repairs(found)
    assert found.clash is not None
    assert set(found.clash.keys) == {("policy_limit", "few"), ("policy_limit", "many")}


def test_of_two_shares_that_are_more_than_all_either_gives_way_as_far_as_the_other_leaves_it() -> None:
    def share(name: str, region: str, value: float) -> Policy:
        return Policy(name, "units", Selection(regions=(region,)), Selection(), "each period", ">=", value)

    # 70 % in east leave 30 % for west; 45 % in west leave 55 % for east.
    policies = {"east": share("east", "east", 0.7), "west": share("west", "west", 0.45)}
    found = diagnose(two_regions(policies=policies), solve)
    assert {("policy_limit", "east"): 0.55} in repairs(found)
    assert {("policy_limit", "west"): 0.3} in repairs(found)
    assert all(change.nearest for one in found.repairs for change in one.repair.changes)


def test_a_rule_towards_which_nothing_counts_is_named() -> None:
    rent = Policy("rent", "rented", Selection(), None, "each period", ">=", 1.0)
    found = diagnose(one_region(policies={"rent": rent}), solve)
    assert found.hopeless == (("policy_limit", "rent"),)
    assert repairs(found) == [{("policy_limit", "rent"): 0.0}]


def east_without_halls(**changes: Any) -> Instance:
    """Return two regions of which only west can have chips."""
    return two_regions(regions={"east": {"existing_hall_mw": 0.0}}, **changes)


def test_work_that_may_not_leave_a_region_without_halls_has_to_be_let_go() -> None:
    found = diagnose(east_without_halls(host_rules={}), solve)
    assert {("host_share_limit", "work", "east", "west"): 1.0} in repairs(found)


def test_the_share_that_may_leave_has_to_be_all() -> None:
    found = diagnose(east_without_halls(remote_fraction={("work", "east"): 0.5}), solve)
    assert {("remote_share_limit", "work", "east"): 1.0} in repairs(found)


def test_a_latency_limit_has_to_be_that_of_the_line() -> None:
    found = diagnose(east_without_halls(workload={"max_latency_ms": 4.0}), solve)
    assert {("latency", "work"): 10.0} in repairs(found)


def test_a_line_needs_the_traffic_of_the_work() -> None:
    # 10 PFLOPS at 1 Gbps each.
    found = diagnose(east_without_halls(link={"existing_gbps": 3.0}), solve)
    assert {("link_capacity", "line"): 10.0} in repairs(found)


def test_what_is_due_in_an_outage_can_be_less() -> None:
    # With half of west left, 5 units that stand for 10 PFLOPS deliver 5; 10 units would do, but only 6 can be had.
    outage = Outage("storm", "year", {"west": 0.5}, {}, {}, {})
    found = diagnose(one_region(supplies=(quota(6.0),), outages={"storm": outage}), solve)
    assert {("supply_limit", "0", "2026"): 10.0} in repairs(found)
    assert {("outage_demand", "storm", "work"): 0.6} in repairs(found)


def test_a_repair_that_was_not_confirmed_says_so() -> None:
    def never(_inst: Instance, _options: SolveOptions, _on_progress: OnProgress | None) -> Outcome:
        return Outcome(Ending.INFEASIBLE)

    found = diagnose(one_region(supplies=(quota(3.0),)), never)
    assert found.repairs
    assert not any(one.has_plan for one in found.repairs)


def test_the_phases_are_told_while_it_works() -> None:
    told: list[str] = []
    diagnose(one_region(supplies=(quota(3.0),)), solve, on_progress=lambda progress: told.append(progress.phase))
    assert list(dict.fromkeys(told))[:4] == ["limits", "repair 1", "try repair 1", "repair 2"]


def test_without_an_ending_the_verdict_is_open() -> None:
    def stopped(_inst: Instance, _options: SolveOptions, _on_progress: OnProgress | None) -> Outcome:
        return Outcome(Ending.TIME_LIMIT)

    found = diagnose(one_region(), stopped)
    assert found.verdict is Verdict.UNKNOWN
    assert found.clash is None


def test_a_stop_by_the_user_in_a_trial_ends_the_diagnosis_with_the_repair_that_was_tried() -> None:
    def stopped(_inst: Instance, _options: SolveOptions, _on_progress: OnProgress | None) -> Outcome:
        return Outcome(Ending.INTERRUPTED)

    found = diagnose(one_region(supplies=(quota(3.0),)), stopped)
    assert found.end is End.INTERRUPTED
    assert found.verdict is Verdict.NO_PLAN
    assert [one.has_plan for one in found.repairs] == [False]
    assert found.clash is None


@pytest.mark.parametrize("phase", ["limits", "repair 1", "try repair 1", "repair 2", "try repair 2", "conflict"])
def test_a_stop_by_the_user_ends_every_phase_with_what_is_known(phase: str) -> None:
    def stop(progress: Progress) -> None:
        if progress.phase == phase:
            raise KeyboardInterrupt

    found = diagnose(one_region(supplies=(quota(3.0),)), solve, on_progress=stop)
    assert found.end is End.INTERRUPTED
    assert found.shortfalls
    known = {"limits": 0, "repair 1": 0, "try repair 1": 1, "repair 2": 1, "try repair 2": 2, "conflict": 2}
    assert len(found.repairs) == known[phase]


def test_demand_beyond_all_chips_is_a_shortfall() -> None:
    (found,) = find_shortfalls(one_region(supplies=(quota(3.0),)))
    assert (found.period, found.unit, found.due, found.most) == ("2026", "PFLOPS", 10.0, 6.0)
    assert not find_shortfalls(one_region(supplies=(quota(5.0),)))


def test_demand_beyond_all_halls_is_a_shortfall_of_power() -> None:
    # 10 PFLOPS on units of 2 PFLOPS and 1 MW need 5 MW, of which the grid gives 4: of all regions, and of the only one.
    everywhere, there = find_shortfalls(one_region(at={"grid_limit_mw": 4.0}))
    assert (everywhere.unit, everywhere.due, everywhere.most, everywhere.region) == ("MW", 5.0, 4.0, None)
    assert (there.due, there.most, there.region) == (5.0, 4.0, "west")
    assert there.limits == (("grid_limit", "west", "2026"),)
    assert not find_shortfalls(one_region(at={"grid_limit_mw": 5.0}))


def test_work_that_cannot_leave_a_region_needs_its_power() -> None:
    # West can have all the chips, but the work of east may not leave it.
    (found,) = find_shortfalls(east_without_halls(host_rules={}))
    assert (found.region, found.most) == ("east", 0.0)
    assert found.limits == (("hall_module_limit", "east", "2026"),)
    assert not find_shortfalls(east_without_halls())


def test_several_numbers_are_each_the_nearest_beside_the_others() -> None:
    # 5 units of 1 MW: the quota needs 5 and the grid 5, and neither helps without the other.
    found = diagnose(one_region(supplies=(quota(3.0),), at={"grid_limit_mw": 2.0}), solve)
    pair = next(one for one in found.repairs if len(one.repair.changes) == 2)
    assert {change.key: change.needed for change in pair.repair.changes} == {
        ("supply_limit", "0", "2026"): 5.0,
        ("grid_limit", "west", "2026"): 5.0,
    }
    assert all(change.nearest for change in pair.repair.changes)


def test_an_amount_of_every_year_counts_in_every_year() -> None:
    # 5 units at 1, with a life of one year, in each of two years. One cell that gives 4 a year has to give 5: raising
    # it by 1 adds 1 in the first year and 2 by the second.
    budget = Budget("b", "nation", ("west",), (), True, {"2026": 4.0, "2027": 4.0}, ("chip",))
    yearly = one_region(years=(2026, 2027), budgets={"b": budget}, chip={"lifetime_years": 1.0})
    found = diagnose(yearly, solve, group_of=lambda key: key[:2])
    assert {change.needed for change in found.repairs[0].repair.changes} == {5.0}
    assert all(change.nearest for change in found.repairs[0].repair.changes)
    assert found.repairs[0].has_plan


def test_numbers_are_rounded_to_the_side_that_works() -> None:
    assert outward(1.0, 2.34567, whole=False) == 2.346
    assert outward(9.0, 2.34567, whole=False) == 2.345
    assert outward(3.0, 4.2, whole=True) == 5.0
    assert outward(5.0, 4.2, whole=True) == 4.0
    assert outward(10.0, 499.0000001, whole=False) == 499.0
