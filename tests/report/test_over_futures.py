"""Trees with many branches are read over their periods: what is expected, and the least and the most of any future."""

from dataclasses import replace

import pytest

from models.audit.audit import audit
from models.ids import OutcomeId, PeriodId, ScenarioId
from models.instance import Instance
from models.plan import Plan
from models.tree import Branch, grow
from planner.report.futures import which_text
from planner.report.over_futures import over_time, spans, tightest
from planner.report.table import Column, Table, make_table
from planner.report.tables import PlanTables, make_tables
from planner.report.view import View, view
from planner.solve import Prices
from tests.cases import four_futures, one_region
from tests.report.html.many_futures import YEARS, many_futures
from tests.report.plans import FACTS
from tests.solving import best_plan

MOST_COLUMNS = 20
"""Of a table that is printed on a page."""


@pytest.fixture(scope="module")
def told() -> PlanTables:
    inst = many_futures()
    plan = best_plan(inst)
    return make_tables(inst, plan, audit(inst, plan), Prices({}, {}), FACTS)


def column(told: View, name: str, numbers: dict[str, float], form: str = "fine") -> Table:
    """Return a table with a number in some of the branches of 2028."""
    rows = [("2028", f"2028 {branch}", amount) for branch, amount in numbers.items()]
    columns = [*told.when.columns, replace(Column(name, name), format=form)]
    return make_table("numbers", "Numbers", "", columns, rows)


def named(told: PlanTables, name: str) -> Table:
    return next(table for table in told.read_tables if table.name == name)


def test_no_table_of_24_futures_is_too_wide_for_a_page(told: PlanTables) -> None:
    for page in told.pages:
        for block in page.blocks:
            assert len(block.columns) <= MOST_COLUMNS, (page.title, block.title)


def test_what_is_ordered_is_expected_over_24_futures(told: PlanTables) -> None:
    read = over_time(told.view, named(told, "chips")).frame
    # 4, 6, 8 or 10 units in 2028 and 2029, of which one, three, three and one future in eight: 7 on average
    assert list(read["period"]) == list(map(str, YEARS))
    assert list(read["bought_units"]) == pytest.approx([5, 5, 7, 7])


def test_the_least_and_the_most_of_24_futures_are_told(told: PlanTables) -> None:
    found = spans(told.view, named(told, "chips"), ("bought_units",))["2028"]
    assert (found.least, found.expected, found.most) == pytest.approx((4, 7, 10))


def test_nothing_stands_in_a_future_that_a_table_does_not_name(told: PlanTables) -> None:
    one = column(told.view, "amount", {"ban, high AI demand, high general demand, high domestic supply": 24.0})
    # one future of 24
    assert list(over_time(told.view, one).frame["amount"]) == pytest.approx([1.0])
    found = spans(told.view, one, ("amount",))["2028"]
    assert (found.least, found.expected, found.most) == pytest.approx((0.0, 1.0, 24.0))


def test_a_share_is_the_average_over_the_futures_that_have_one(told: PlanTables) -> None:
    names = [f"ban, {side} AI demand, low general demand, low domestic supply" for side in ("low", "high")]
    some = column(told.view, "use", dict(zip(names, (0.5, 1.0), strict=True)), "share")
    assert list(over_time(told.view, some).frame["use"]) == pytest.approx([0.75])


def test_what_a_limit_is_worth_adds_up_over_the_futures(told: PlanTables) -> None:
    names = [f"ban, {side} AI demand, low general demand, low domestic supply" for side in ("low", "high")]
    some = column(told.view, "worth", dict(zip(names, (0.5, 1.0), strict=True)))
    # each is weighed by its probability already
    assert list(over_time(told.view, some, worths=True).frame["worth"]) == pytest.approx([1.5])


def test_of_the_futures_of_a_period_the_one_with_the_least_room_is_told(told: PlanTables) -> None:
    names = [f"ban, {side} AI demand, low general demand, low domestic supply" for side in ("low", "high")]
    left = column(told.view, "left_m", dict(zip(names, (7.0, 3.0), strict=True)))
    found = tightest(told.view, left, ("left_m",), left.frame["left_m"])
    assert len(found.frame) == 2
    found = tightest(told.view, left, (), left.frame["left_m"])
    assert list(found.frame["branch"]) == [f"2028 {names[1]}"]


def test_a_few_futures_stand_next_to_each_other() -> None:
    inst = four_futures()
    plan = best_plan(inst)
    told = make_tables(inst, plan, audit(inst, plan), Prices({}, {}), FACTS)
    chips = named(told, "chips")
    assert over_time(told.view, chips) is chips
    assert told.view.across == "branch"


def test_futures_that_part_from_one_branch_are_named_by_it(told: PlanTables) -> None:
    tree = told.view.inst.tree
    bans = [leaf for leaf in tree.leaves if tree.outcome(leaf).scenario.startswith("ban")]
    assert which_text(told.view, bans) == "ban (all 8)"
    assert which_text(told.view, [bans[0]]) == tree.outcome(bans[0]).scenario


def test_more_futures_than_can_be_named_are_counted(told: PlanTables) -> None:
    tree = told.view.inst.tree
    some: list[OutcomeId] = [leaf for leaf in tree.leaves if "high AI demand" in tree.outcome(leaf).scenario]
    assert which_text(told.view, some) == "12 of 24, together 50%"


def test_a_few_futures_with_very_long_names_are_read_over_the_periods() -> None:
    case = one_region(years=(2026, 2027)).first_case

    def read_by_branch(name: str) -> bool:
        branches = [
            Branch(ScenarioId("usual"), 0.5),
            Branch(ScenarioId(name), 0.5, ScenarioId("usual"), PeriodId("2027")),
        ]
        tree = grow((PeriodId("2026"), PeriodId("2027")), branches)
        return view(
            Instance("two", tree, dict.fromkeys((ScenarioId("usual"), ScenarioId(name)), case)), Plan(0.0)
        ).reads_branches

    assert read_by_branch("usual but for what is long")
    assert not read_by_branch("unusual " * 40)
