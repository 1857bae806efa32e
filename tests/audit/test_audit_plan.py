"""A correct plan passes; a plan with one decision changed does not, and the audit names the rule."""

import math
import pickle
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audit.audit import RULES, Audit, audit
from models.instance import single
from tests.audit.two_regions import (
    CANN,
    CLOUD,
    COST_M,
    CUDA,
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
    without,
)


def broken(found: Audit) -> set[str]:
    """Return the names of the rules that do not hold."""
    return {finding.rule for finding in found.findings}


def test_a_correct_plan_passes() -> None:
    found = audit(instance(), plan())
    assert found.passed
    assert found.findings == ()
    assert found.warnings == ()
    assert found.cost_m == pytest.approx(COST_M)
    assert found.cost_difference_m == pytest.approx(0.0, abs=1e-9)
    assert found.worst_residual < 1e-12


def test_every_rule_is_counted() -> None:
    found = audit(instance(), plan())
    assert set(found.checks) == {rule.__name__ for rule in RULES} | {"known_ids", "finite_values"}
    # 2 regions, 2 workloads, 2 outcomes; 2 slices and 1 outage
    assert found.checks["demand_balance"] == 16
    assert found.checks["outage_demand"] == 8


def test_an_audit_pickles_and_compares() -> None:
    found = audit(instance(), plan())
    assert pickle.loads(pickle.dumps(found)) == found


CHANGED: list[tuple[str, tuple[Any, ...], float, set[str]]] = [
    ("opened", (WEST, N1), 0.0, {"hall_module_limit", "cost"}),
    ("opened", (WEST, N1), 0.5, {"integer_decisions", "hall_module_limit", "cost"}),
    ("opened", (WEST, N2), 1.0, {"once_only", "cost"}),
    ("opened", (WEST, N1), 2.0, {"integer_decisions", "once_only", "cost"}),
    ("modules_built", (WEST, N1), 1.0, {"new_hall_limit", "cost"}),
    ("modules_built", (WEST, N1), 1.5, {"integer_decisions", "cost"}),  # 4.5 MW hold 4
    ("modules_built", (WEST, N2), 1.0, {"hall_module_limit", "cost"}),
    ("modules_built", (EAST, N1), 1.0, {"hall_module_limit", "cost"}),
    ("chip_adopted", (WEST, A, N1), 0.0, {"chip_adoption", "cost"}),
    ("chip_adopted", (WEST, B, N2), 1.0, {"chip_type_limit"}),  # b costs no integration
    ("bought_units", (WEST, A, N1), 2.0, {"chip_time_limit", "pooled_within_installed", "new_hall_limit", "cost"}),
    ("bought_units", (WEST, A, N1), 4.001, {"integer_decisions", "supply_limit", "hall_power_limit", "cost"}),
    ("bought_units", (WEST, A, N1), 6.0, {"supply_limit", "hall_power_limit", "grid_limit", "staff_limit", "cost"}),
    ("bought_units", (WEST, B, N1), 1.0, {"chip_for_sale", "chip_adoption", "hall_power_limit", "cost"}),
    ("retired_units", (EAST, B, 2024, N2), 2.0, {"chip_time_limit", "cost"}),
    ("retired_units", (EAST, B, 2024, N1), 4.0, {"retired_within_fleet", "chip_time_limit", "cost"}),
    ("retired_units", (EAST, B, 2020, N1), 1.0, {"known_ids"}),
    ("retired_units", (WEST, A, 2024, N1), 1.0, {"retired_within_fleet"}),
    ("tier_joined", (WEST, STD, N1), 0.0, {"sharing_needs_platform", "pooling_needs_platform", "platform_partner"}),
    ("tier_joined", (WEST, STD, N2), 1.0, {"once_only", "tier_needs_establishing"}),
    ("tier_established", (STD, N1), 0.0, {"tier_needs_establishing", "cost"}),
    ("stack_ported", (CANN, TRAIN, N1), 0.0, {"porting", "cost"}),
    ("stack_ported", (CANN, TRAIN, N1), 1e-7, {"porting", "cost"}),
    ("link_opened", (FIBRE, N1), 0.0, {"circuit_needs_opening", "cost"}),
    ("circuits_added", (FIBRE, TWO_G, N1), 0.0, {"link_limit", "cost"}),
    ("circuits_added", (FIBRE, TWO_G, N1), 2.0, {"circuit_limit", "cost"}),
    ("trained_staff", (WEST, N1), 1.0, {"staff_limit", "cost"}),
    ("trained_staff", (EAST, N1), 1.0, {"staff_training"}),
    ("pooled_units", (WEST, A, STD, E1), 2.9, {"chip_time_limit"}),
    ("pooled_units", (WEST, A, STD, E1), 4.1, {"pooled_within_installed"}),
    ("pooled_units", (WEST, A, STD, E1), -1.0, {"nonnegative", "chip_time_limit"}),
    ("new_hall_load_mw", (WEST, E1), 3.9, {"hall_power_limit"}),
    ("new_hall_load_mw", (WEST, E1), 6.1, {"new_hall_limit"}),
    ("new_hall_load_mw", (EAST, E1), 0.5, {"new_hall_limit", "hall_draw_limit"}),
    ("new_hall_draw_mw", (WEST, E1, DAY), 3.0, {"hall_draw_limit", "cost"}),
    ("new_hall_draw_mw", (WEST, E1, DAY), 4.1, {"hall_draw_limit", "cost"}),
    ("run", (WEST, A, TRAIN, E1, DAY), 6.0, {"host_balance", "cost"}),
    # 4 units busy of 0.6 * 4 + 0.3 * 3 = 3.3 that can be; the outage leaves west as it is
    ("run", (WEST, A, TRAIN, E1, CUT), 8.0, {"host_balance", "chip_time_limit"}),
    ("run", (EAST, A, INFER, E1, DAY), 0.5, {"chip_can_run", "host_balance"}),
    ("run", (EAST, B, INFER, E1, NIGHT), 1.5, {"host_balance", "confined_within_run", "cost"}),
    ("confined_run", (EAST, B, INFER, E1, NIGHT), 1.5, {"confined_balance"}),
    ("served", (EAST, WEST, STD, TRAIN, ROUTE, E1, DAY), 5.0, {"demand_balance", "host_balance", "cost"}),
    ("served", (EAST, WEST, STD, TRAIN, ROUTE, E1, CUT), 2.0, {"outage_demand", "host_balance"}),
    ("served", (EAST, WEST, STD, INFER, ROUTE, E1, DAY), 0.1, {"residency", "demand_balance", "host_balance"}),
    ("served", (EAST, WEST, None, TRAIN, ROUTE, E1, DAY), 0.1, {"sharing_needs_platform", "demand_balance"}),
    ("served", (EAST, WEST, STD, TRAIN, (), E1, DAY), 0.1, {"route_continuity", "demand_balance"}),
    ("served", (EAST, WEST, STD, TRAIN, (FIBRE, FIBRE), E1, DAY), 0.1, {"route_continuity", "demand_balance"}),
    ("served", (EAST, WEST, STD, TRAIN, None, E1, DAY), 0.1, {"arc_routing", "arc_balance", "demand_balance"}),
    ("served", (EAST, EAST, STD, INFER, (), E1, DAY), 0.1, {"sharing_needs_platform", "demand_balance"}),
    ("served", (EAST, EAST, None, INFER, ROUTE, E1, DAY), 0.1, {"route_continuity", "demand_balance"}),
    ("carried_gbps", (EAST, FIBRE, True, E1, NIGHT), 0.1, {"arc_balance", "link_limit", "cost"}),
    ("carried_gbps", (EAST, FIBRE, True, E1, CUT), 0.1, {"arc_balance"}),
    ("rented", (CLOUD, EAST, INFER, E2, DAY), 1.1, {"rental_limit", "demand_balance", "cost"}),
    ("rented", (CLOUD, EAST, TRAIN, E2, DAY), 0.1, {"rental_limit", "demand_balance"}),
    ("rented", (CLOUD, EAST, INFER, E2, CUT), 0.9, {"outage_demand"}),
    ("unmet", (EAST, INFER, E2, DAY), 0.5, {"demand_balance", "cost"}),
    ("unmet", (EAST, TRAIN, E1, DAY), 0.5, {"unmet_needs_penalty", "demand_balance"}),
    ("deferred", (EAST, TRAIN, E2, DAY), -1.3, {"deferral_limit", "deferral_balance", "demand_balance"}),
    ("deferred", (EAST, INFER, E2, DAY), 0.1, {"deferral_limit", "deferral_balance", "demand_balance"}),
    ("shortfall", (EAST, INFER, E1, CUT), 0.7, {"outage_demand", "cost"}),
    ("shortfall", (EAST, TRAIN, E1, CUT), 0.1, {"shortfall_needs_price"}),
    ("green_mwh", (WEST, E1, DAY), 9126.0, {"green_limit", "cost"}),
    ("green_mwh", (EAST, E1, DAY), 1.0, {"green_limit"}),
    ("host_chosen", (EAST, WEST, TRAIN, N1), 0.5, {"integer_decisions"}),
]


@pytest.mark.parametrize(("field", "key", "value", "rules"), CHANGED)
def test_a_changed_decision_is_named(field: str, key: tuple[Any, ...], value: float, rules: set[str]) -> None:
    found = audit(instance(), changed(plan(), field, key, value))
    assert not found.passed
    assert rules <= broken(found)


@pytest.mark.parametrize("field", sorted({item[0] for item in CHANGED}))
def test_an_unknown_id_is_named_and_the_rest_is_still_audited(field: str) -> None:
    keys = list(getattr(plan(), field)) or [next(item[1] for item in CHANGED if item[0] == field)]
    for position, part in enumerate(keys[0]):
        strange = ("nowhere",) if isinstance(part, tuple) else "nowhere"
        key = (*keys[0][:position], strange, *keys[0][position + 1 :])
        found = audit(instance(), changed(plan(), field, key, 1.0))
        assert broken(found) == {"known_ids"}
        assert "nowhere" in found.findings[0].where


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_named(value: float) -> None:
    found = audit(instance(), changed(plan(), "bought_units", (WEST, A, N2), value))
    assert broken(found) == {"finite_values"}
    assert not audit(instance(), replace(plan(), cost_m=value)).passed


def test_a_key_of_the_wrong_length_is_named() -> None:
    assert broken(audit(instance(), changed(plan(), "opened", (WEST,), 1.0))) == {"known_ids"}


def test_an_outage_is_no_slice() -> None:
    assert broken(audit(instance(), changed(plan(), "unmet", (EAST, INFER, E1, CUT), 0.1))) == {"known_ids"}
    assert broken(audit(instance(), changed(plan(), "shortfall", (EAST, INFER, E1, DAY), 0.1))) == {"known_ids"}


def test_a_plan_that_left_out_everything_fails() -> None:
    empty = replace(plan(), **{key: {} for key in ("run", "confined_run", "served", "bought_units")})
    assert {"demand_balance", "outage_demand", "pooled_within_installed", "cost"} <= broken(audit(instance(), empty))


def test_a_wrong_cost_is_named() -> None:
    found = audit(instance(), replace(plan(), cost_m=COST_M * (1 + 2e-6)))
    assert broken(found) == {"cost"}
    assert found.cost_difference_m == pytest.approx(COST_M * 2e-6)
    assert audit(instance(), replace(plan(), cost_m=COST_M * (1 + 5e-7))).passed


def test_a_finding_says_where_and_how_much() -> None:
    found = audit(instance(), changed(plan(), "pooled_units", (WEST, A, STD, E1), 4.5))
    (finding,) = found.findings
    assert str(finding) == "pooled_within_installed (west, a, 2026): found 4.5, must be at most 4"
    assert finding.residual == 0.5
    assert finding.relative == pytest.approx(0.5 / 5.5)
    assert (found.worst_rule, found.worst_where) == ("pooled_within_installed", "west, a, 2026")
    assert found.worst_residual == pytest.approx(0.5 / 5.5)


def test_what_the_solver_leaves_is_forgiven() -> None:
    near = changed(plan(), "pooled_units", (WEST, A, STD, E1), 3.0 - 3e-6)  # 9e-7 units of chip time
    found = audit(instance(), near)
    assert found.passed
    assert 0 < found.worst_residual < 1e-6


def test_taking_out_a_decision_is_named_too() -> None:
    assert "integer_decisions" not in broken(audit(instance(), without(plan(), "run", (WEST, A, TRAIN, E1, DAY))))
    assert "host_balance" in broken(audit(instance(), without(plan(), "run", (WEST, A, TRAIN, E1, DAY))))


TIGHT = [
    (field, key)
    for field in ("served", "run", "rented", "unmet", "deferred", "bought_units", "modules_built")
    for key in getattr(plan(), field)
]
"""Decisions of which neither more nor less will do."""


@given(st.sampled_from(TIGHT), st.floats(1e-4, 0.5), st.booleans())
def test_no_flow_is_changed_unnoticed(place: tuple[str, Any], share: float, up: bool) -> None:
    field, key = place
    value = getattr(plan(), field)[key]
    assert not audit(instance(), changed(plan(), field, key, value * (1 + share if up else 1 - share))).passed


def test_a_shared_stack_needs_no_port_where_it_costs_nothing() -> None:
    assert (CUDA, TRAIN) in instance().first_case.porting_cost_m
    assert "porting" not in broken(audit(instance(), changed(plan(), "run", (EAST, B, TRAIN, E1, NIGHT), 0.1)))


def test_a_chip_that_is_not_there_runs_nothing() -> None:
    # 1 PFLOPS at 2 a unit occupies half a unit of chip a in east, which has none.
    able = case().replace(performance_pflops={**case().performance_pflops, (A, TRAIN, EAST): 2.0})
    there = (EAST, A, TRAIN, E1, DAY)
    assert "chip_time_limit" in broken(audit(single(able), changed(plan(), "run", there, 1.0)))
    assert "confined_time_limit" in broken(audit(single(able), changed(plan(), "confined_run", there, 1.0)))
