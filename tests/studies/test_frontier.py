"""What one metric costs in another, in tiny markets worked out by hand."""

from dataclasses import replace
from typing import Any

from models.ids import PolicyId
from models.instance import Instance
from models.records import Policy, Selection
from planner.solve import Ending, Outcome, SolveOptions, solve
from planner.studies.frontier import Frontier, frontier
from planner.studies.measure import Measure
from planner.studies.solves import Solver
from tests.cases import one_region, two_regions

REMOTE = Measure("served", Selection("tier=*", tiers=("basic",)), Selection(), "low")
IN_EAST = Measure("new_units", Selection("region=east", regions=("east",)), Selection(), "high")
UNITS_IN_WEST = Measure("new_units", Selection("region=west", regions=("west",)), None, "low")


def study(inst: Instance, measure: Measure, **changes: Any) -> Frontier:
    return frontier(inst, measure, Solver(solve), SolveOptions(gap=0.0, threads=1), **changes)


def places(found: Frontier) -> list[tuple[float, float]]:
    return [(round(one.value or 0.0, 4), round(one.against or 0.0, 4)) for one in found.curve]


def test_less_served_elsewhere_costs_what_chips_at_home_cost_more() -> None:
    # Of 5 units, all in west at 1 million: 5. Each unit that stays in east instead costs 2 more, up to 15 for none.
    found = study(two_regions(), REMOTE, points=3)
    assert places(found) == [(1.0, 5.0), (0.5, 10.0), (0.0, 15.0)]


def test_points_are_evenly_spread_between_the_ends() -> None:
    # West sells 1, 2, 3, 4 or 5 units of the 5 that are needed: 5, 7.5, 10, 12.5, 15 for 4 steps of 1.25 units.
    found = study(two_regions(), UNITS_IN_WEST, points=5)
    assert places(found) == [(5.0, 5.0), (3.75, 7.5), (2.5, 10.0), (1.25, 12.5), (0.0, 15.0)]


def test_a_share_that_is_better_high_ends_where_nothing_counts_against_it() -> None:
    found = study(two_regions(), IN_EAST, points=3)
    assert places(found) == [(0.0, 5.0), (0.5, 10.0), (1.0, 15.0)]


def test_a_metric_that_is_free_has_one_point() -> None:
    # At the same price at home nothing need leave, so that the cheapest plan is the best in both.
    found = study(two_regions(price_m={"east": 1.0, "west": 3.0}), REMOTE)
    assert places(found) == [(0.0, 5.0)]


def test_ties_are_settled_for_the_better_metric() -> None:
    # East and west cost the same: the cheapest plan may send any of the work, and 5 million serve it at home.
    found = study(two_regions(price_m={"east": 1.0, "west": 1.0}), REMOTE)
    assert places(found) == [(0.0, 5.0)]


def test_leaving_work_undone_is_no_way_to_less() -> None:
    # Undone work would cost 2 million a PFLOPS, more than the chips; without units in the west the 15 of east remain.
    inst = two_regions(workload={"unmet_penalty_m_per_pflops": 2.0})
    assert places(study(inst, UNITS_IN_WEST, points=2)) == [(5.0, 5.0), (0.0, 15.0)]


def test_two_metrics_can_be_set_against_each_other() -> None:
    # Within each limit on the units in west the cost is what it was; units in east are 5 less those in west.
    east = Measure("new_units", Selection("region=east", regions=("east",)), None, "low")
    found = study(two_regions(), UNITS_IN_WEST, against=east, points=3)
    assert places(found) == [(5.0, 0.0), (2.5, 2.5), (0.0, 5.0)]


def test_a_metric_can_be_set_against_a_share() -> None:
    # Of 5 units at most 5, 2.5 or 0 in west: at least 0, 2.5 or 5 in east, and at most all, half or none in west.
    in_east = replace(IN_EAST, better="low")
    assert places(study(two_regions(), UNITS_IN_WEST, against=in_east, points=3)) == [
        (5.0, 0.0),
        (2.5, 0.5),
        (0.0, 1.0),
    ]
    in_west = Measure("new_units", UNITS_IN_WEST.selection, Selection(), "high")
    found = study(two_regions(), UNITS_IN_WEST, against=in_west, points=3)
    assert places(found) == [(5.0, 1.0), (2.5, 0.5), (0.0, 0.0)]


def test_the_limits_of_the_workbook_hold_at_every_point() -> None:
    # At least one unit in west: the end is 1 unit there and 4 in east, 1 + 12 = 13.
    west = Selection("region=west", regions=("west",))
    rule = Policy("one in west", "new_units", west, None, "total", ">=", 1.0)
    assert places(study(two_regions(policies={"one in west": rule}), UNITS_IN_WEST, points=2)) == [
        (5.0, 5.0),
        (1.0, 13.0),
    ]


def test_a_plan_that_another_beats_in_both_is_no_part_of_the_curve() -> None:
    found = study(two_regions(), REMOTE, points=3)
    begin, middle, end = found.points
    worse = replace(middle, value=0.6, against=16.0)
    same = replace(begin, limit=0.9)
    found = replace(found, points=(begin, same, worse, end))
    assert [found.is_dominated(one) for one in found.points] == [False, True, True, False]
    assert found.curve == (begin, end)


def test_without_a_plan_there_is_no_curve() -> None:
    assert study(one_region(price_m={}), Measure("new_units", Selection(), None, "low")).curve == ()


def test_the_far_end_is_the_plan_that_showed_it_where_the_last_limit_has_none() -> None:
    def no_far_end(inst: Instance, *options: Any, **more: Any) -> Outcome:
        limit = inst.first_case.policies.get(PolicyId("frontier: limit"))
        return Outcome(Ending.TIME_LIMIT) if limit is not None and limit.value < 0.1 else solve(inst, *options, **more)

    found = frontier(two_regions(), REMOTE, Solver(no_far_end), SolveOptions(gap=0.0, threads=1), points=3)
    assert places(found) == [(1.0, 5.0), (0.5, 10.0), (0.0, 15.0)]
    assert found.points[-1].bound is None
