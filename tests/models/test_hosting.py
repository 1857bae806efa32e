"""Work is served where residency, shares and single hosts allow it."""

from math import inf

import pytest

from models.build import build
from models.instance import Instance
from models.records import HostRule
from planner.solve import SolveOptions
from planner.solve.run import solve
from tests.cases import two_regions
from tests.rows import row
from tests.rules import an_outage
from tests.solving import LeftOut, best_plan, cost

NARROW = {"existing_gbps": 4.0}
"""A link for 4 of the 10 PFLOPS."""


def in_one_place(**changes: object) -> Instance:
    """All 10 PFLOPS must be in one place, and the link bears 4: at home, for 15 million; apart they were 2 + 9."""
    return two_regions(**{"workload": {"gbps_per_pflops": 1.0, "single_host": True}, "link": NARROW, **changes})


def in_one_place_or_undone() -> Instance:
    """The same where a PFLOPS may be left undone for 5 million, which is dearer than to do it."""
    return in_one_place(workload={"gbps_per_pflops": 1.0, "single_host": True, "unmet_penalty_m_per_pflops": 5.0})


def in_one_place_in_a_storm() -> Instance:
    """In the storm the link bears 4 of its 10 Gbps. Five units at home serve always, for 15 million.

    A PFLOPS may fall short for 5 million, which is dearer than to do it.

    Were the work apart in the storm, west would serve in normal times, 5 million, and 3 units at home, 9 million, the 6
    PFLOPS that the link does not bear in the storm.
    """
    storm = an_outage(link_remaining={"line": 0.4}, shortfall_price_m_per_pflops={"work": 5.0})
    return in_one_place(link={"existing_gbps": 10.0}, outages=storm)


def at_most_abroad(fraction: float) -> Instance:
    """At most a share of east's work may leave it."""
    return two_regions(remote_fraction={("work", "east"): fraction})


def at_most_in_west(fraction: float) -> Instance:
    """West may take at most a share of east's work."""
    return two_regions(host_rules={("work", "east", "west"): HostRule(fraction)})


LEFT_OUT = [
    # 4 PFLOPS on 2 units in west, 6 on 3 units in east: 2 + 9
    LeftOut("remote_share_limit", at_most_abroad(0.4), 11.0, 5.0),
    LeftOut("host_share_limit", at_most_in_west(0.4), 11.0, 5.0),
    LeftOut("single_host_work", in_one_place(), 15.0, 11.0),
    LeftOut("one_host", in_one_place_or_undone(), 15.0, 11.0),
    LeftOut("one_host_in_outage", in_one_place_in_a_storm(), 15.0, 14.0),
]


def test_work_goes_where_chips_are_cheap() -> None:
    plan = best_plan(two_regions())
    assert plan.cost_m == pytest.approx(5.0)
    assert plan.served == {
        ("east", "west", "basic", "work", ("line",), "2026", "year"): pytest.approx(10.0),
    }


def test_residency_keeps_work_at_home() -> None:
    assert cost(two_regions(host_rules={})) == pytest.approx(15.0)
    # east may take west's work, but not the other way round
    assert cost(two_regions(host_rules={("work", "west", "east"): HostRule()})) == pytest.approx(15.0)


def test_a_share_of_the_work_may_leave() -> None:
    assert cost(at_most_abroad(0.4)) == pytest.approx(11.0)
    assert cost(at_most_in_west(0.4)) == pytest.approx(11.0)
    assert cost(at_most_abroad(0.0)) == pytest.approx(15.0)


def test_remote_share_limit_is_a_share_of_the_work_due() -> None:
    inst = at_most_abroad(0.4).with_cases(outages=an_outage(due_fraction={"work": 0.5}))
    limits = build(inst).pyomo.remote_share_limit
    flow = "served_remotely[east,west,basic,work,0,2026,{}]"
    assert row(limits["east", "work", "2026", "year"])[1:] == ({flow.format("year"): 1.0}, 4.0)
    # in an outage, of what is due in it
    assert row(limits["east", "work", "2026", "storm"])[1:] == ({flow.format("storm"): 1.0}, 2.0)


def test_work_with_a_single_host_is_not_split() -> None:
    assert cost(two_regions(link=NARROW)) == pytest.approx(11.0)
    assert cost(in_one_place()) == pytest.approx(15.0)


def test_single_host_work_may_change_its_host_in_an_outage() -> None:
    # without west, 5 units at home serve in the storm; then west's chips are not needed at all
    lost = an_outage(region_remaining={"west": 0.0})
    plan = best_plan(in_one_place(link={}, outages=lost))
    assert plan.cost_m == pytest.approx(15.0)
    # half of the work is due in the storm: west serves in normal times, and 2.5 units in east in the storm
    partly = an_outage(region_remaining={"west": 0.0}, due_fraction={"work": 0.5})
    plan = best_plan(in_one_place(link={}, outages=partly))
    assert plan.cost_m == pytest.approx(5 + 7.5)
    assert plan.host_chosen == {("east", "west", "work", "2026"): pytest.approx(1.0)}
    assert cost(in_one_place_in_a_storm()) == pytest.approx(15.0)


def test_nobody_is_served_more_than_is_due_in_an_outage() -> None:
    # half of the work is due; the other half of the units in west may stand idle
    inst = two_regions(outages=an_outage(due_fraction={"work": 0.5}))
    served = best_plan(inst).served["east", "west", "basic", "work", ("line",), "2026", "storm"]
    assert served == pytest.approx(5.0)


def test_a_region_that_nobody_chose_hosts_nothing() -> None:
    tie = build(in_one_place()).pyomo.single_host_work["east", "west", "work", "2026", "year"]
    assert row(tie)[1:] == (
        {"served_remotely[east,west,basic,work,0,2026,year]": 1.0, "host_chosen[east,west,work,2026]": -10.0},
        0.0,
    )


def test_the_host_chosen_has_the_whole_load_unless_some_may_be_left_undone() -> None:
    key = ("east", "west", "work", "2026", "year")
    assert row(build(in_one_place()).pyomo.single_host_work[key])[0] == 0.0
    assert row(build(in_one_place_or_undone()).pyomo.single_host_work[key])[0] == -inf
    storm = build(in_one_place_in_a_storm()).pyomo.single_host_work["east", "west", "work", "2026", "storm"]
    assert row(storm)[0] == -inf


def test_the_price_of_compute_is_that_of_the_host_chosen() -> None:
    # at home a PFLOPS more is half a unit of 3 million; west, with units of 1 million, is not the host
    outcome = solve(in_one_place(), SolveOptions(gap=0.0, threads=1))
    assert outcome.prices is not None
    key = ("demand_balance", ("east", "work", "2026", "year"))
    assert outcome.prices.long_run[key] == pytest.approx(1.5)


def test_hosts_must_be_able_to_run_the_work() -> None:
    inst = two_regions(performance_pflops={("a", "work", "east"): 2.0})
    assert cost(inst) == pytest.approx(15.0)
