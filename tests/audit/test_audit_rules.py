"""Each limit of an instance, drawn tighter than the correct plan, is the rule that the audit names."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from models.audit.audit import audit
from models.ids import LinkId, OutageId, RegionId, ScenarioId, SliceId, TierId
from models.instance import Case, Instance
from models.plan import Plan
from models.records import FleetLine, HostRule, Link, Tier
from tests.audit.two_regions import (
    CLOUD,
    CUT,
    DAY,
    E1,
    E2,
    EAST,
    FIBRE,
    INFER,
    N1,
    N2,
    NIGHT,
    P1,
    P2,
    ROUTE,
    STD,
    TRAIN,
    TWO_G,
    WEST,
    A,
    B,
    case,
    changed,
    instance,
    plan,
)

Change = Callable[[Case], Case]


def _region(r: RegionId, **changes: Any) -> Change:
    return lambda case: case.replace(regions={**case.regions, r: replace(case.regions[r], **changes)})


def _region_at(r: RegionId, **changes: Any) -> Change:
    def change(case: Case) -> Case:
        at = {t: replace(values, **changes) for t, values in case.regions[r].at.items()}
        return _region(r, at=at)(case)

    return change


def _chip(k: Any, **changes: Any) -> Change:
    return lambda case: case.replace(chips={**case.chips, k: replace(case.chips[k], **changes)})


def _workload(w: Any, **changes: Any) -> Change:
    return lambda case: case.replace(workloads={**case.workloads, w: replace(case.workloads[w], **changes)})


def _link(**changes: Any) -> Change:
    return lambda case: case.replace(links={FIBRE: replace(case.links[FIBRE], **changes)})


def _tier(**changes: Any) -> Change:
    return lambda case: case.replace(tiers={STD: replace(case.tiers[STD], **changes)})


def _slice(s: str, **changes: Any) -> Change:
    key = SliceId(s)
    return lambda case: case.replace(slices={**case.slices, key: replace(case.slices[key], **changes)})


def _outage(**changes: Any) -> Change:
    key = OutageId("cut")
    return lambda case: case.replace(outages={key: replace(case.outages[key], **changes)})


def _case(**changes: Any) -> Change:
    return lambda case: case.replace(**changes)


def with_change(change: Change) -> Instance:
    """Return the instance of two regions with its data changed."""
    return replace(instance(), cases={ScenarioId("base"): change(case())})


def broken(inst: Instance, the_plan: Plan) -> set[str]:
    """Return the names of the rules that do not hold, the cost apart."""
    return {finding.rule for finding in audit(inst, the_plan).findings} - {"cost"}


TIGHTER: list[tuple[str, Change, set[str]]] = [
    ("more demand", _case(demand_pflops={**case().demand_pflops, (EAST, INFER, P1): 2.1}), {"demand_balance"}),
    ("a steeper profile", _case(profile={(INFER, EAST, SliceId("day")): 1.7}), {"demand_balance"}),
    ("demand elsewhere", _case(demand_pflops={**case().demand_pflops, (WEST, INFER, P1): 1.0}), {"demand_balance"}),
    ("more due in the outage", _outage(due_fraction={INFER: 0.8, TRAIN: 0.5}), {"outage_demand"}),
    ("no price of falling short", _outage(shortfall_price_m_per_pflops={}), {"shortfall_needs_price"}),
    ("a worse outage of the region", _outage(region_remaining={EAST: 0.4}), {"chip_time_limit", "confined_time_limit"}),
    ("an outage of the host", _outage(region_remaining={EAST: 0.5, WEST: 0.4}), {"chip_time_limit"}),
    ("an outage of the link", _outage(link_remaining={FIBRE: 0.4}), {"link_limit"}),
    ("no penalty", _workload(INFER, unmet_penalty_m_per_pflops=None), {"unmet_needs_penalty"}),
    ("less that may wait", _workload(TRAIN, deferrable_fraction=0.19), {"deferral_limit"}),
    ("slices apart", _slice("day", deferral_group=None), {"deferral_limit", "deferral_balance"}),
    ("more hours in the night", _slice("night", hours=6100.0), {"deferral_balance"}),
    ("less availability", _slice("night", availability=0.9), {"chip_time_limit"}),
    ("less availability of links", _slice("night", link_availability=0.99), {"link_limit"}),
    ("no offer", _case(offers={CLOUD: replace(case().offers[CLOUD], limit_pflops={})}), {"rental_limit"}),
    ("nobody may host", _case(host_rules={}), {"residency", "platform_partner"}),
    ("a smaller share of a host", _case(host_rules={(TRAIN, EAST, WEST): HostRule(0.9)}), {"residency_host_share"}),
    ("a smaller share away", _case(remote_fraction={(TRAIN, EAST): 0.9}), {"residency_origin_share"}),
    ("work that may not leave", _case(remote_fraction={(TRAIN, EAST): 0.0}), {"residency_origin_share"}),
    ("a slower link", _link(one_way_ms=11.0), set()),  # train has no limit, infer stays at home
    ("a latency limit", _workload(TRAIN, max_latency_ms=4.9), {"latency"}),
    ("a link the other way", _link(tail=WEST, head=EAST, direction="one"), {"route_continuity", "link_limit"}),
    ("a link elsewhere", _link(tail=WEST, head=WEST), {"route_continuity"}),
    ("less bandwidth", _link(existing_gbps=0.9), {"link_limit"}),
    ("more headroom", _link(usable_fraction=0.99), {"link_limit"}),
    ("more bandwidth needed", _workload(TRAIN, gbps_per_pflops=0.6), {"link_limit"}),
    ("a link one way only", _link(direction="one"), set()),
    ("a link shared both ways", _link(direction="shared"), set()),
    (
        "no modules to add",
        _link(modules={TWO_G: replace(case().links[FIBRE].modules[TWO_G], max_modules=0)}),
        {"circuit_limit"},
    ),
    ("a link that takes years", _link(lead_years=2.0), {"link_limit"}),
    ("a link that takes too long", _link(lead_years=3.0), {"link_limit", "circuit_arrives"}),
    ("a link that does not last", _link(life_years=2.0), {"link_limit"}),
    (
        "a slower chip",
        _case(performance_pflops={**case().performance_pflops, (A, TRAIN, WEST): 1.9}),
        {"chip_time_limit"},
    ),
    ("a chip that cannot run it", _case(performance_pflops={(B, INFER, EAST): 1.0}), {"chip_can_run"}),
    ("a smaller pool", _tier(pooled_fraction=0.89), {"chip_time_limit"}),
    ("a larger loss", _tier(loss_fraction=0.11), {"host_balance"}),
    ("a late tier", _tier(available_from=P2), {"tier_available"}),
    ("less to be had alone", _region_at(EAST, alone_fraction=0.7), {"chip_time_limit", "confined_time_limit"}),
    ("a chip that does not last", _chip(A, lifetime_years=2.0), {"chip_time_limit", "pooled_within_installed"}),
    ("a chip that takes years", _chip(A, lead_years=1.0), {"chip_time_limit", "pooled_within_installed"}),
    ("a chip that takes too long", _chip(A, lead_years=5.0), {"chip_arrives"}),
    ("lots that do not fit", _chip(A, lot_size=3), {"integer_decisions"}),
    ("no price", _case(chip_price_m={}), {"chip_for_sale"}),
    ("types in the fleet", _case(fleet=(*case().fleet, FleetLine(WEST, B, 2024, 0.1))), {"chip_type_limit"}),
    ("fewer in the fleet", _case(fleet=(FleetLine(EAST, B, 2024, 0.9),)), {"retired_within_fleet"}),
    ("an old fleet", _case(fleet=(FleetLine(EAST, B, 2020, 4.0),)), {"chip_time_limit"}),
    ("a smaller quota", _case(supplies=(replace(case().supplies[0], units_per_year={P1: 1.9}),)), {"supply_limit"}),
    ("more to port", _case(porting_cost_m={(case().chips[B].stack, INFER): 1.0}), {"porting"}),
    ("smaller halls", _region(WEST, hall_module_mw=1.9), {"new_hall_limit"}),
    ("smaller existing halls", _region(EAST, existing_hall_mw=1.9), {"hall_power_limit"}),
    ("halls that take years", _region(WEST, hall_lead_years=2.0), {"new_hall_limit"}),
    ("halls that take too long", _region(WEST, hall_lead_years=3.0), {"new_hall_limit", "hall_arrives"}),
    ("halls that do not last", _region(WEST, hall_life_years=2.0), {"new_hall_limit"}),
    ("fewer modules", _region_at(WEST, max_hall_modules=1), {"hall_module_limit"}),
    ("a smaller grid", _region_at(WEST, grid_limit_mw=4.9), {"grid_limit"}),
    ("a worse PUE", _region(EAST, pue_existing=1.6), {"grid_limit"}),
    ("hungrier chips", _chip(A, power_kw=1100.0), {"hall_power_limit", "grid_limit", "staff_limit"}),
    ("fewer people", _region_at(WEST, staff_limit=5.0), {"staff_limit"}),
    ("nobody to train", _region_at(WEST, training_cost_m_per_person=None), {"staff_training"}),
    ("no green power", _region_at(WEST, green_premium_m_per_mwh=None), {"green_limit"}),
    ("an integration that costs", _chip(B, integration_cost_m=1.0), set()),  # b is in the fleet
]


@pytest.mark.parametrize(("change", "rules"), [item[1:] for item in TIGHTER], ids=[item[0] for item in TIGHTER])
def test_a_tighter_limit_is_named(change: Change, rules: set[str]) -> None:
    found = broken(with_change(change), plan())
    assert rules <= found
    assert bool(rules) == bool(found)


SECOND = TierId("second")


def _with_second_tier(case: Case) -> Case:
    return case.replace(tiers={**case.tiers, SECOND: Tier(SECOND, 2, pooled_fraction=0.95, yearly_fee_m=0.4)})


def test_a_tier_is_reached_over_the_one_below() -> None:
    inst = with_change(_with_second_tier)
    both = changed(changed(plan(), "tier_joined", (WEST, SECOND, N1), 1.0), "tier_established", (SECOND, N1), 1.0)
    assert broken(inst, both) == set()
    alone = changed(both, "tier_joined", (WEST, STD, N1), 0.0)
    assert "tier_order" in broken(inst, alone)


def test_a_region_pays_the_fee_of_its_highest_tier_only() -> None:
    inst = with_change(_with_second_tier)
    both = changed(changed(plan(), "tier_joined", (WEST, SECOND, N1), 1.0), "tier_established", (SECOND, N1), 1.0)
    # 0.4 in place of 0.25, for four years
    assert audit(inst, both).cost_m - audit(instance(), plan()).cost_m == pytest.approx(0.6)


def test_service_in_a_tier_needs_both_ends_in_it() -> None:
    inst = with_change(_with_second_tier)
    moved = changed(plan(), "served", (EAST, WEST, STD, TRAIN, ROUTE, E1, DAY), 5.0)
    moved = changed(moved, "served", (EAST, WEST, SECOND, TRAIN, ROUTE, E1, DAY), 1.0)
    moved = changed(moved, "tier_joined", (WEST, SECOND, N1), 1.0)
    moved = changed(moved, "tier_established", (SECOND, N1), 1.0)
    assert "sharing_needs_platform" in broken(inst, moved)
    joined = changed(moved, "tier_joined", (EAST, SECOND, N1), 1.0)
    assert "sharing_needs_platform" not in broken(inst, joined)


def test_a_starting_tier_costs_nothing_but_its_fee() -> None:
    def start(case: Case) -> Case:
        return _region(WEST, starting_tier=STD)(_region(EAST, starting_tier=STD)(case))

    inst = with_change(start)
    assert "once_only" in broken(inst, plan())
    free = replace(plan(), tier_joined={}, tier_established={})
    assert broken(inst, free) == set()
    # joining 1.6 and establishing 2.4 are saved, the fees stay
    assert audit(instance(), plan()).cost_m - audit(inst, free).cost_m == pytest.approx(4.0)


def test_a_member_alone_has_no_partner() -> None:
    def start(case: Case) -> Case:
        return _region(WEST, starting_tier=STD)(case)

    nobody = replace(plan(), tier_joined={}, tier_established={})
    assert "platform_partner" not in broken(with_change(start), nobody)  # West did not choose its tier
    one = replace(plan(), tier_joined={(EAST, STD, N1): 1.0})
    assert "platform_partner" in broken(instance(), one)


def test_a_partner_is_one_with_whom_work_may_be_shared_in_time() -> None:
    assert "platform_partner" in broken(with_change(_workload(TRAIN, max_latency_ms=4.9)), plan())
    assert "platform_partner" in broken(
        with_change(_case(links={}, outages={})), replace(plan(), served={}, circuits_added={}, link_opened={})
    )


def test_single_host_work_has_the_host_that_was_chosen() -> None:
    inst = with_change(_workload(TRAIN, single_host=True))
    assert broken(inst, plan()) == {"single_host"}
    chosen = replace(plan(), host_chosen={(EAST, WEST, TRAIN, N1): 1.0, (EAST, WEST, TRAIN, N2): 1.0})
    assert broken(inst, chosen) == set()
    two = changed(chosen, "host_chosen", (EAST, EAST, TRAIN, N1), 1.0)
    assert broken(inst, two) == {"single_host"}


def test_single_host_work_may_change_its_host_in_an_outage_but_not_split() -> None:
    inst = with_change(_workload(TRAIN, single_host=True))
    chosen = replace(plan(), host_chosen={(EAST, WEST, TRAIN, N1): 1.0, (EAST, WEST, TRAIN, N2): 1.0})
    split = changed(chosen, "served", (EAST, EAST, None, TRAIN, (), E1, CUT), 0.1)
    assert "single_host_outage" in broken(inst, split)
    home = replace(
        chosen,
        served={key: value for key, value in split.served.items() if key[:2] != (EAST, WEST) or key[-2:] != (E1, CUT)},
    )
    assert "single_host_outage" not in broken(inst, home)


def _arcs() -> tuple[Instance, Plan]:
    """Return the instance and plan with work routed by arc flows."""
    inst = with_change(_workload(TRAIN, routing="arcs"))
    served, carried = {}, {}
    for (o, h, q, w, route, e, s), pflops in plan().served.items():
        served[o, h, q, w, None if route else route, e, s] = pflops
        if route:
            carried[o, FIBRE, True, e, s] = 0.5 * pflops
    return inst, replace(plan(), served=served, carried_gbps=carried)


def test_arc_flows_do_the_same_as_a_route() -> None:
    inst, flows = _arcs()
    assert broken(inst, flows) == set()
    assert audit(inst, flows).passed


def test_arc_flows_leave_and_arrive() -> None:
    inst, flows = _arcs()
    assert broken(inst, changed(flows, "carried_gbps", (EAST, FIBRE, True, E1, DAY), 2.9)) == {"arc_balance"}
    assert broken(inst, changed(flows, "carried_gbps", (EAST, FIBRE, False, E1, CUT), 0.1)) == {"arc_balance"}
    assert broken(inst, changed(flows, "carried_gbps", (WEST, FIBRE, True, E1, CUT), 0.1)) == {"arc_balance"}


def test_arc_flows_are_for_work_without_a_latency_limit() -> None:
    _, flows = _arcs()
    assert broken(with_change(_workload(TRAIN, routing="arcs", max_latency_ms=10.0)), flows) == {"arc_routing"}


def test_a_flow_round_in_circles_needs_a_two_way_link() -> None:
    inst, flows = _arcs()
    circle = changed(flows, "carried_gbps", (EAST, FIBRE, True, E2, CUT), 1.25 + 0.5)
    circle = changed(circle, "carried_gbps", (EAST, FIBRE, False, E2, CUT), 0.5)
    assert broken(inst, circle) == set()
    one_way = replace(inst, cases={name: _link(direction="one")(found) for name, found in inst.cases.items()})
    assert broken(one_way, circle) == {"link_limit"}
    shared = replace(inst, cases={name: _link(direction="shared")(found) for name, found in inst.cases.items()})
    tight = replace(
        shared, cases={name: _outage(link_remaining={FIBRE: 0.6})(found) for name, found in shared.cases.items()}
    )
    assert broken(shared, circle) == set()
    assert broken(tight, circle) == {"link_limit"}  # 1.75 + 0.5 of 0.6 * 3; 1.75 alone would fit


NORTH = RegionId("north")


def test_a_route_over_another_region_is_followed_in_its_direction() -> None:
    first, second = LinkId("first"), LinkId("second")

    def detour(case: Case) -> Case:
        north = replace(case.regions[EAST], id=NORTH, existing_hall_mw=0.0)
        links = {
            first: Link(first, NORTH, EAST, 4.0, existing_gbps=9.0),  # run through from head to tail
            second: Link(second, NORTH, WEST, 5.0, direction="one", existing_gbps=9.0),
        }
        return case.replace(links=case.links | links, regions={**case.regions, NORTH: north})

    inst = with_change(detour)
    moved = {}
    for (o, h, q, w, route, e, s), pflops in plan().served.items():
        moved[o, h, q, w, (first, second) if route else route, e, s] = pflops
    over = replace(plan(), served=moved, circuits_added={}, link_opened={})
    assert broken(inst, over) == set()
    assert "latency" in broken(
        replace(inst, cases={name: _workload(TRAIN, max_latency_ms=8.9)(found) for name, found in inst.cases.items()}),
        over,
    )
    wrong = replace(
        over, served={(o, h, q, w, p[::-1] if p else p, e, s): v for (o, h, q, w, p, e, s), v in moved.items()}
    )
    assert "route_continuity" in broken(inst, wrong)


def test_work_of_others_may_use_pooled_time_and_own_confined_work_may_not() -> None:
    # East may not send infer away; pooling its own units gains nothing for it
    pooled = changed(plan(), "pooled_units", (EAST, B, STD, E1), 4.0)
    more = _case(demand_pflops={**case().demand_pflops, (EAST, INFER, P1): 2.1})
    extra = pooled
    for s, pflops in ((DAY, 3.36), (NIGHT, 1.68)):
        extra = changed(extra, "served", (EAST, EAST, None, INFER, (), E1, s), pflops)
        extra = changed(extra, "run", (EAST, B, INFER, E1, s), pflops)
        extra = changed(extra, "confined_run", (EAST, B, INFER, E1, s), pflops)
    assert broken(with_change(more), extra) == {"confined_time_limit", "outage_demand"}


def test_work_that_may_not_leave_is_run_as_confined() -> None:
    home = changed(plan(), "served", (EAST, EAST, None, TRAIN, (), E2, CUT), 0.1)
    home = changed(home, "run", (EAST, B, TRAIN, E2, CUT), 0.1)
    free = with_change(_outage(region_remaining={EAST: 0.6}))
    assert broken(free, home) == set()
    for change in (_case(host_rules={}), _case(host_rules={(TRAIN, EAST, WEST): HostRule(0.0)})):
        confined = replace(free, cases={name: change(found) for name, found in free.cases.items()})
        assert "confined_balance" in broken(confined, home)
