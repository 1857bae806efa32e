"""Bandwidth is added in whole circuits on opened links; what is carried stays within it, over paths or arcs."""

from dataclasses import replace
from math import inf

import pytest

from models.build import build
from models.instance import Instance
from models.records import Pipeline, Slice
from tests.cases import a_link, a_module, three_regions, two_regions
from tests.rows import row
from tests.rules import an_outage
from tests.solving import LeftOut, best_plan, cost

DARK = {"existing_gbps": 0.0, "modules": {"wave": a_module("wave", 4.0, 1.0, 3)}}
"""A link without bandwidth, to which up to three circuits of 4 Gbps can be added at 1 million each."""
BY_ARCS = {"gbps_per_pflops": 1.0, "routing": "arcs"}


def narrow(**changes: object) -> Instance:
    """The link bears 4 of the 10 PFLOPS: 2 units in west and 3 in east: 2 + 9 = 11 million."""
    return two_regions(**{"link": {"existing_gbps": 4.0}, **changes})


def opened_at_a_price() -> Instance:
    """10 Gbps are three circuits, on a link opened for 2 million: 5 + 3 + 2 = 10 million."""
    return two_regions(link={**DARK, "opening_cost_m": 2.0})


def one_circuit_at_most() -> Instance:
    """20 PFLOPS in 2027, one circuit of 10 Gbps for two years at most: 5 + 15 for units, 0.5 for it, 1 to open.

    Were the link opened twice, there could be two: 10 for units, 1 + 0.5 for circuits, 2 to open.
    """
    years = (2026, 2027)
    link = {"existing_gbps": 0.0, "opening_cost_m": 1.0, "life_years": 2.0}
    inst = two_regions(years=years, link={**link, "modules": {"wave": a_module("wave", 10.0, 1.0, 1, years)}})
    return inst.with_cases(demand_pflops={("east", "work", "2027"): 20.0})


def crossing(direction: str) -> Instance:
    """West's 6 PFLOPS of other work run in east alone, east's 6 of work in west alone, over a link of 10 Gbps.

    A PFLOPS undone costs 1 million. Both ways in full: 3 + 9 for units; together 10 PFLOPS: 3 + 6 for them, 2 for the
    rest.
    """
    inst = two_regions(
        demand={"east": 6.0},
        link={"existing_gbps": 10.0, "direction": direction},
        workload={"gbps_per_pflops": 1.0, "unmet_penalty_m_per_pflops": 2.0},
    )
    case = inst.first_case
    other = replace(case.workloads["work"], id="other")
    rules = {("other", "west", "east"): case.host_rules["work", "west", "east"]}
    return inst.with_cases(
        workloads={**case.workloads, "other": other},
        demand_pflops={**case.demand_pflops, ("west", "other", "2026"): 6.0},
        performance_pflops={("a", "work", "west"): 2.0, ("a", "other", "east"): 2.0},
        host_rules={**case.host_rules, **rules},
    )


LEFT_OUT = [
    LeftOut("link_capacity", narrow(), 11.0, 5.0),
    # Without the opening, and with as many circuits.
    LeftOut("circuit_limit", opened_at_a_price(), 10.0, 8.0),
    LeftOut("link_opened_once", one_circuit_at_most(), 21.5, 13.5),
    LeftOut("flow_balance", narrow(workload=BY_ARCS), 11.0, 5.0),
]


def test_a_link_carries_no_more_than_its_bandwidth() -> None:
    assert cost(narrow()) == pytest.approx(11.0)
    # at 0.4 Gbps for each PFLOPS it carries all
    assert cost(narrow(workload={"gbps_per_pflops": 0.4})) == pytest.approx(5.0)


def test_a_slice_may_have_less_bandwidth() -> None:
    slices = {"year": Slice("year", link_availability=0.4)}
    assert cost(narrow(link={"existing_gbps": 10.0}, slices=slices)) == pytest.approx(11.0)


def test_headroom_on_a_link_stays_free() -> None:
    # 4 of 10 Gbps may be filled, of what is there and of what is added alike
    assert cost(narrow(link={"existing_gbps": 10.0, "usable_fraction": 0.4})) == pytest.approx(11.0)
    # three circuits of 4 Gbps carry 6: 3 units and 2 at home, at 3 + 6 + 3 million; none is 15, two are 2 + 9.6 + 2
    assert cost(two_regions(link={**DARK, "usable_fraction": 0.5})) == pytest.approx(12.0)


def test_bandwidth_comes_in_whole_circuits() -> None:
    plan = best_plan(two_regions(link=DARK))
    assert plan.cost_m == pytest.approx(8.0)
    assert plan.circuits_added == {("line", "wave", "2026"): pytest.approx(3.0)}


def test_circuits_come_in_the_sizes_that_fit_best() -> None:
    sizes = {"wave": a_module("wave", 4.0, 1.0, 3), "big": a_module("big", 10.0, 2.5, 1)}
    assert cost(two_regions(link={"existing_gbps": 0.0, "modules": sizes})) == pytest.approx(5 + 2.5)


def test_no_more_circuits_are_added_than_there_is_room_for() -> None:
    # 8 of 10 PFLOPS over two circuits: 4 units and 1 at home
    few = {"existing_gbps": 0.0, "modules": {"wave": a_module("wave", 4.0, 1.0, 2)}}
    assert cost(two_regions(link=few)) == pytest.approx(4 + 3 + 2)


def test_a_link_is_opened_before_its_first_circuit() -> None:
    assert cost(opened_at_a_price()) == pytest.approx(10.0)
    limit = build(opened_at_a_price()).pyomo.circuit_limit["line", "wave", "2026"]
    assert row(limit) == (-inf, {"circuits_added[line,wave,2026]": 1.0, "link_opened[line,2026]": -3.0}, 0.0)
    assert cost(one_circuit_at_most()) == pytest.approx(21.5)


def test_circuits_have_a_yearly_cost_and_existing_bandwidth_too() -> None:
    modules = {"wave": a_module("wave", 4.0, 1.0, 3, yearly_cost_m={"2026": 0.1})}
    link = {"existing_gbps": 0.0, "existing_yearly_cost_m": 0.7, "modules": modules}
    assert cost(two_regions(link=link)) == pytest.approx(5 + 3 + 3 * 0.1 + 0.7)


def test_what_is_carried_may_cost() -> None:
    assert cost(two_regions(link={"carrying_cost_m_per_gbps": 0.1})) == pytest.approx(5 + 1)
    # by arcs as well
    assert cost(two_regions(link={"carrying_cost_m_per_gbps": 0.1}, workload=BY_ARCS)) == pytest.approx(5 + 1)


def test_carrying_costs_by_the_hours() -> None:
    # 10 Gbps by day, 5 by night
    slices = {"day": Slice("day", hours=4380.0), "night": Slice("night", hours=4380.0)}
    profile = {("work", "east", "day"): 1.0, ("work", "east", "night"): 0.5}
    inst = two_regions(link={"carrying_cost_m_per_gbps": 0.1}, slices=slices, profile=profile)
    assert cost(inst) == pytest.approx(5 + 0.75)


def test_circuits_serve_after_their_lead_time_and_to_the_end_of_their_life() -> None:
    years = (2026, 2027, 2028)
    modules = {"wave": a_module("wave", 10.0, 1.0, 1, years)}
    link = {"existing_gbps": 0.0, "lead_years": 1.0, "life_years": 1.0, "modules": modules}
    # 15 in 2026 alone, 6 in 2027 with the circuit; while it stands, no second one may be under construction for 2028
    assert cost(two_regions(years=years, link=link)) == pytest.approx(15 + 6 + 15)
    # a life of two years: the one circuit is for both, at 0.5 a year
    assert cost(two_regions(years=years, link={**link, "life_years": 2.0})) == pytest.approx(15 + 10 + 1)


def test_bandwidth_under_construction_opens_in_its_period() -> None:
    pipeline = (Pipeline("link", "line", "2027", 10.0),)
    inst = two_regions(years=(2026, 2027), link={"existing_gbps": 0.0}, pipeline=pipeline)
    assert cost(inst) == pytest.approx(15 + 5)


def test_a_link_without_bandwidth_leads_nowhere() -> None:
    assert cost(two_regions(link={"existing_gbps": 0.0})) == pytest.approx(15.0)


def test_work_flows_from_its_origin_to_its_host() -> None:
    # the line runs from west to east; one way, it does not carry east's work to west
    assert cost(two_regions(link={"direction": "one"})) == pytest.approx(15.0)
    assert cost(two_regions(links={"line": a_link("line", "east", "west", direction="one")})) == pytest.approx(5.0)


def test_a_shared_link_bears_both_ways_together() -> None:
    assert cost(crossing("both")) == pytest.approx(3 + 9)
    # 2 PFLOPS of west's other work stay undone, for 4: its units in east are 3 million for 2 PFLOPS
    assert cost(crossing("shared")) == pytest.approx(3 + 6 + 4)


def test_a_latency_limit_rules_out_what_is_too_far() -> None:
    assert cost(two_regions(workload={"gbps_per_pflops": 1.0, "max_latency_ms": 10.0})) == pytest.approx(5.0)
    assert cost(two_regions(workload={"gbps_per_pflops": 1.0, "max_latency_ms": 9.0})) == pytest.approx(15.0)


def test_two_paths_carry_more_than_one_and_arcs_find_both() -> None:
    # the direct line bears 4, the way over middle 6
    links = {
        "line": a_link("line", "west", "east", existing_gbps=4.0),
        "first": a_link("first", "east", "middle", one_way_ms=8.0, existing_gbps=6.0),
        "second": a_link("second", "middle", "west", one_way_ms=8.0, existing_gbps=9.0),
    }
    penalty = {"gbps_per_pflops": 1.0, "unmet_penalty_m_per_pflops": 5.0}
    # one path: 2 units, and 6 PFLOPS undone
    assert cost(three_regions(links=links, workload=penalty)) == pytest.approx(2 + 30)
    two_paths = three_regions(links=links, workload=penalty)
    settings = replace(two_paths.settings, paths_per_pair=2)
    assert cost(two_paths.with_cases(settings=settings)) == pytest.approx(5.0)
    assert cost(three_regions(links=links, workload={**penalty, "routing": "arcs"})) == pytest.approx(5.0)


def test_the_way_round_must_be_fast_enough_too() -> None:
    links = {
        "line": a_link("line", "west", "east", existing_gbps=4.0),
        "first": a_link("first", "east", "middle", one_way_ms=8.0),
        "second": a_link("second", "middle", "west", one_way_ms=8.0),
    }
    work = {"gbps_per_pflops": 1.0, "unmet_penalty_m_per_pflops": 5.0}
    for limit_ms, cost_m in ((16.0, 5.0), (15.0, 32.0)):
        inst = three_regions(links=links, workload={**work, "max_latency_ms": limit_ms})
        settings = replace(inst.settings, paths_per_pair=2)
        assert cost(inst.with_cases(settings=settings)) == pytest.approx(cost_m)


def test_a_link_that_is_lost_has_a_path_round_it() -> None:
    cut = an_outage(link_remaining={"line": 0.0})
    plan = best_plan(three_regions(outages=cut))
    assert plan.cost_m == pytest.approx(5.0)
    assert plan.served["east", "west", "basic", "work", ("first", "second"), "2026", "storm"] == pytest.approx(10.0)
    # where there is none, east must stand the outage alone
    assert cost(two_regions(outages=cut)) == pytest.approx(15.0)


def test_a_region_that_is_lost_still_passes_traffic_on() -> None:
    links = {
        "first": a_link("first", "east", "middle"),
        "second": a_link("second", "middle", "west"),
    }
    assert cost(three_regions(links=links, outages=an_outage(region_remaining={"middle": 0.0}))) == pytest.approx(5.0)


def test_parallel_links_add_up() -> None:
    links = {
        "line": a_link("line", "west", "east", existing_gbps=4.0),
        "twin": a_link("twin", "east", "west", existing_gbps=6.0),
    }
    assert cost(two_regions(links=links, workload=BY_ARCS)) == pytest.approx(5.0)
    assert cost(two_regions(links=links, settings={"paths_per_pair": 2})) == pytest.approx(5.0)


def test_link_capacity_adds_what_is_there_and_what_is_added() -> None:
    outages = an_outage(link_remaining={"line": 0.5})
    link = {**DARK, "existing_gbps": 2.0}
    pipeline = (Pipeline("link", "line", "2026", 1.0),)
    capacity = build(two_regions(link=link, outages=outages, pipeline=pipeline)).pyomo.link_capacity
    assert row(capacity["line", "backward", "2026", "storm"]) == (
        -inf,
        {"served_remotely[east,west,basic,work,0,2026,storm]": 1.0, "circuits_added[line,wave,2026]": -2.0},
        1.5,
    )


def test_arc_flows_are_conserved_in_the_regions_between() -> None:
    flows = build(three_regions(workload={"gbps_per_pflops": 2.0, "routing": "arcs"})).pyomo.flow_balance
    assert row(flows["east", "middle", "2026", "year"]) == (
        0.0,
        {
            "carried_gbps[east,first,True,2026,year]": -1.0,
            "carried_gbps[east,first,False,2026,year]": 1.0,
            "carried_gbps[east,second,True,2026,year]": 1.0,
            "carried_gbps[east,second,False,2026,year]": -1.0,
        },
        0.0,
    )


def test_work_that_needs_no_bandwidth_still_needs_a_way() -> None:
    free = {"gbps_per_pflops": 0.0}
    assert cost(two_regions(workload=free)) == pytest.approx(5.0)
    assert cost(two_regions(workload=free, links={})) == pytest.approx(15.0)
