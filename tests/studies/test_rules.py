"""The price of each rule of tiny markets, worked out by hand."""

from dataclasses import replace
from typing import Any

import pytest

from models.instance import Instance
from models.records import Commitment, HostRule, Policy, Selection, Supply
from planner.report.words import Words
from planner.solve import SolveOptions, solve
from planner.studies.documents.rules import Told, price_table, tell
from planner.studies.known import Effect
from planner.studies.rules import Rule, RulePrices, rule_prices, rules_of, without
from planner.studies.solves import Solver
from tests.cases import two_regions

WEST = Selection("region=west", regions=("west",))
EAST = Selection("region=east", regions=("east",))
TWO_IN_WEST = Policy("two in west", "new_units", WEST, None, "total", "<=", 2.0)
FOUR_IN_WEST = Supply("a", "west", ("west",), {"2026": 4.0})
ONE_IN_EAST = Commitment("one in east", "bought_units", EAST, None, ">=", 1.0)
AT_HOME: dict[Any, HostRule] = {}


def prices(inst: Instance, **changes: Any) -> RulePrices:
    return rule_prices(inst, Solver(solve), SolveOptions(gap=0.0, threads=1), **changes)


def by_name(found: RulePrices) -> dict[str, float | None]:
    return {one.rule.name: None if one.effect is None else round(one.effect.best_m, 6) for one in found.prices}


def test_a_rule_costs_what_the_plan_saves_without_it() -> None:
    # Free, east is served by 5 units of west for 5. Two in west and three in east: 2 + 9 = 11.
    found = prices(two_regions(policies={"two in west": TWO_IN_WEST}))
    assert found.known.cost_m == pytest.approx(11.0)
    assert by_name(found) == {"two in west": 6.0}


def test_a_rule_behind_a_stricter_one_costs_nothing() -> None:
    # Without the policy four units are left to west: 4 + 3 = 7, so that it costs 4; without the quota nothing changes.
    found = prices(two_regions(policies={"two in west": TWO_IN_WEST}, supplies=(FOUR_IN_WEST,)))
    assert by_name(found) == {"two in west": 4.0, "a": 0.0}


def test_residency_costs_what_the_cheap_chips_elsewhere_would_save() -> None:
    # At home 5 units at 3 million are 15; in west they are 5.
    found = prices(two_regions(host_rules=AT_HOME, workload={"work_class": "AI"}))
    assert by_name(found) == {"AI": 10.0}


def test_a_largest_share_elsewhere_is_residency_too() -> None:
    # A fifth may leave: 1 unit in west and 4 in east are 1 + 12 = 13; free it is 5.
    found = prices(two_regions(remote_fraction={("work", "east"): 0.2}))
    assert by_name(found) == {"work": 8.0}


def test_a_commitment_costs_what_it_adds() -> None:
    # One unit in east and four in west: 3 + 4 = 7 against 5.
    found = prices(two_regions(commitments={"one in east": ONE_IN_EAST}))
    assert by_name(found) == {"one in east": 2.0}


def test_the_dearest_rule_comes_first() -> None:
    # 11 with both: the three units in east are one already, so that the commitment costs nothing.
    rules = {"commitments": {"one in east": ONE_IN_EAST}, "policies": {"two in west": TWO_IN_WEST}}
    assert list(by_name(prices(two_regions(**rules))).items()) == [("two in west", 4.0), ("one in east", 0.0)]


def test_a_rule_that_prevents_a_plan_is_told_from_one_that_does_not() -> None:
    # 4 units deliver 8 of the 10 PFLOPS; without the quota there is a plan, without the policy there is none.
    quota = Supply("a", "nation", ("east", "west"), {"2026": 4.0})
    found = prices(two_regions(policies={"two in west": TWO_IN_WEST}, supplies=(quota,)))
    assert found.known.cost_m is None
    assert [(one.rule.name, found.prevents(one)) for one in found.prices] == [("a", True), ("two in west", False)]


def test_gaps_leave_a_range_and_lifting_a_rule_never_costs() -> None:
    found = prices(two_regions(policies={"two in west": TWO_IN_WEST}, supplies=(FOUR_IN_WEST,)))

    def loosened(rule: Rule, cost_m: float, bound_m: float) -> Any:
        solved = next(one for of, one in found.lifted if of == rule)
        assert solved.answer.outcome is not None
        outcome = replace(solved.answer.outcome, cost_m=cost_m, bound_m=bound_m)
        return replace(solved, answer=replace(solved.answer, outcome=outcome))

    policy, quota = (rule for rule, _ in found.lifted)
    # 11 with all. Without the policy between 6 and 7. Without the quota a worse plan, of 12, was found: 11 will do.
    lifted = ((policy, loosened(policy, 7.0, 6.0)), (quota, loosened(quota, 12.0, 10.0)))
    by_rule = {one.rule: one.effect for one in replace(found, lifted=lifted).prices}
    assert by_rule == {policy: Effect(4.0, 4.0, 5.0), quota: Effect(0.0, 0.0, 1.0)}


def test_the_kinds_asked_for_are_lifted_and_no_others() -> None:
    inst = two_regions(policies={"two in west": TWO_IN_WEST}, supplies=(FOUR_IN_WEST,), host_rules=AT_HOME)
    assert rules_of(inst) == (Rule("policies", "two in west"), Rule("residency", "work"), Rule("supply", "a"))
    assert rules_of(inst, ("supply",)) == (Rule("supply", "a"),)
    # What may go anywhere has no residency to lift.
    assert rules_of(two_regions(), ("residency",)) == ()


def test_a_supply_without_a_limit_is_no_rule() -> None:
    assert rules_of(two_regions(supplies=(Supply("a", "west", ("west",), {"2026": None}),))) == ()


def test_a_rule_is_lifted_in_every_scenario_of_a_tree() -> None:
    inst = two_regions(policies={"two in west": TWO_IN_WEST})
    assert all(not case.policies for case in without(inst, Rule("policies", "two in west")).cases.values())


def test_what_a_rule_costs_is_not_known_where_a_search_ended_without_a_bound() -> None:
    found = prices(two_regions(policies={"two in west": TWO_IN_WEST}))
    (only,) = found.lifted
    outcome = replace(only[1].answer.outcome, bound_m=None)  # type: ignore[type-var]  # a plan was found
    unbounded = replace(only[1], answer=replace(only[1].answer, outcome=outcome))
    found = replace(found, lifted=((only[0], unbounded),))
    told = Told(two_regions(), found, Words("en"))
    assert list(price_table(told).frame["remark"]) == ["not known between what"]
    summary = tell(told.inst, found, "", "two.xlsx", told.words).summary
    assert "1 solve ended without a bound: what this rule costs is not known." in summary.sections[0].sentences
