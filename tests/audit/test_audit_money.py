"""Budgets, policies and commitments of the plan of `two_regions`."""

from dataclasses import replace
from typing import Any

import pytest

from models.account.account import account
from models.account.budgets import BudgetPosition
from models.account.policies import PolicyPosition
from models.audit.audit import audit
from models.costs import CAPITAL, RUNNING
from models.ids import BudgetId, CommitmentId, ModuleId, PolicyId
from models.instance import Instance
from models.plan import Plan
from models.records import Budget, Commitment, Policy, Selection
from tests.audit.two_regions import (
    CANN,
    COST_M,
    E1,
    E2,
    EAST,
    FIBRE,
    INFER,
    N2,
    P1,
    P2,
    STD,
    TRAIN,
    WEST,
    A,
    B,
    changed,
    instance,
    plan,
)


def broken(inst: Instance, the_plan: Plan | None = None) -> set[str]:
    """Return the names of the rules that do not hold."""
    return {finding.rule for finding in audit(inst, the_plan or plan()).findings}


# Budgets. Cash of capital in 2026: West opening 10, halls 40, chips 20, integration 3, training 1, joining 2 = 76;
# East joining 2; the nation 6 + 5 = 11; the link 4 + 8 = 12.


def _budget(name: str, **changes: Any) -> Budget:
    usual: dict[str, Any] = {
        "scope": name,
        "regions": (EAST, WEST),
        "links": (FIBRE,),
        "national": True,
        "amount_m": {P1: 101.0, P2: 0.0},
        "covers": CAPITAL,
    }
    return Budget(BudgetId(name), **{**usual, **changes})


def _with_budgets(*budgets: Budget) -> Instance:
    return instance().with_cases(budgets={budget.id: budget for budget in budgets})


def _position(inst: Instance, name: str, e: Any, the_plan: Plan | None = None) -> BudgetPosition:
    found = account(inst, the_plan or plan()).budgets
    return next(position for position in found if position.budget == name and position.outcome == e)


def test_a_budget_that_is_just_enough() -> None:
    inst = _with_budgets(_budget("all"))
    assert _position(inst, "all", E1).spent_m == pytest.approx(101.0)
    assert broken(inst) == set()
    assert broken(_with_budgets(_budget("all", amount_m={P1: 100.9}))) == {"budget_limit"}


@pytest.mark.parametrize(
    ("changes", "covered_m"),
    [
        ({"regions": (WEST,), "links": (), "national": False}, 76.0),
        ({"regions": (EAST,), "links": (), "national": False}, 2.0),
        ({"regions": (), "links": (FIBRE,), "national": False}, 12.0),
        ({"regions": (), "links": ()}, 11.0),
        ({"covers": ("chip", "link")}, 32.0),
        # 2 years of 0.3 for the link, and 2 of 2 tiers' fees at 0.25
        ({"covers": ("link_yearly", "platform_fee")}, 1.6),
    ],
)
def test_a_budget_covers_its_scope_and_categories(changes: dict[str, Any], covered_m: float) -> None:
    assert _position(_with_budgets(_budget("some", **changes)), "some", E1).covered_m == pytest.approx(covered_m)


def test_running_costs_count_in_each_year_and_penalties_do_not() -> None:
    inst = _with_budgets(_budget("running", covers=(*RUNNING, "unmet", "shortfall")))
    spent = [_position(inst, "running", e).spent_m for e in (E1, E2)]
    # all running costs, undiscounted, are 66.8775 in the two periods
    assert sum(covered for covered in (_position(inst, "running", e).covered_m for e in (E1, E2))) == pytest.approx(
        66.8775
    )
    assert spent[1] == pytest.approx(66.8775)  # carried over from the first period


def test_what_is_left_is_carried_over_where_that_is_allowed() -> None:
    late = changed(plan(), "bought_units", (WEST, A, N2), 2.0)  # 2 * 4 = 8 in 2028
    carried = _with_budgets(_budget("all", amount_m={P1: 109.0, P2: 0.0}))
    assert _position(carried, "all", E2, late).left_m == pytest.approx(0.0)
    alone = _with_budgets(_budget("all", amount_m={P1: 109.0, P2: 0.0}, carry_over=False))
    assert _position(alone, "all", E2, late).left_m == pytest.approx(-8.0)
    assert "budget_limit" not in broken(carried, late)
    assert "budget_limit" in broken(alone, late)


def test_a_period_without_an_amount_has_no_limit_and_ends_the_carrying() -> None:
    late = changed(plan(), "bought_units", (WEST, A, N2), 2.0)
    inst = _with_budgets(_budget("all", amount_m={P1: None, P2: 8.0}))
    assert _position(inst, "all", E1, late).left_m is None
    assert _position(inst, "all", E2, late).left_m == pytest.approx(0.0)


def test_a_payer_bears_its_share_and_its_sum() -> None:
    helped = _budget(
        "west",
        regions=(WEST,),
        links=(),
        national=False,
        amount_m={P1: 50.0, P2: None},
        subsidy_fraction=0.25,
        subsidy_m={P1: 7.0},
        payer=BudgetId("nation"),
    )
    nation = _budget("nation", regions=(), links=(), amount_m={P1: 37.0})
    inst = _with_budgets(helped, nation)
    west, payer = _position(inst, "west", E1), _position(inst, "nation", E1)
    # 76 * 0.75 = 57 = 50 + 7;  11 of its own + 19 + 7 = 37
    assert (west.borne_by_payer_m, west.spent_m, west.available_m) == pytest.approx((19.0, 57.0, 57.0))
    assert (payer.covered_m, payer.borne_for_others_m, payer.spent_m) == pytest.approx((11.0, 26.0, 37.0))
    assert broken(inst) == set()
    assert broken(_with_budgets(helped, replace(nation, amount_m={P1: 36.9}))) == {"budget_limit"}
    assert broken(_with_budgets(replace(helped, amount_m={P1: 49.9}), nation)) == {"budget_limit"}


# Policies.


def _policy(metric: Any, sense: Any, value: float, **changes: Any) -> Policy:
    usual: dict[str, Any] = {"selection": Selection(), "denominator": None, "apply": "each period"}
    return Policy(PolicyId("rule"), metric, sense=sense, value=value, **{**usual, **changes})


def _with_policy(policy: Policy) -> Instance:
    return instance().with_cases(policies={policy.id: policy})


def _rows(policy: Policy, the_plan: Plan | None = None) -> list[PolicyPosition]:
    return list(account(_with_policy(policy), the_plan or plan()).policies)


METRICS: list[tuple[str, Selection, tuple[float, float]]] = [
    ("counted_capacity", Selection(), (2 * 4 + 4, 2 * 4 + 3)),
    ("counted_capacity", Selection(chips=(A,)), (8, 8)),
    ("new_capacity", Selection(), (8, 0)),
    ("units", Selection(regions=(EAST,)), (4, 3)),
    ("new_units", Selection(), (4, 0)),
    ("chip_types", Selection(), (2, 2)),
    ("chip_types", Selection(regions=(WEST,)), (1, 1)),
    ("regions_opened", Selection(), (1, 1)),
    ("modules", Selection(), (2, 2)),
    ("it_mw", Selection(), (6, 5.5)),
    ("it_mw", Selection(chips=(B,)), (2, 1.5)),
    ("energy_mwh", Selection(regions=(WEST,)), (36_500, 33_750)),
    ("green_mwh", Selection(), (1000, 0)),
    ("carbon_t", Selection(), (17_750, 16_875)),
    ("capex", Selection(), (101, 0)),
    ("capex", Selection(regions=(WEST,)), (76, 0)),
    ("capex", Selection(links=(FIBRE,)), (12, 0)),
    ("opex", Selection(links=(FIBRE,)), (0.3 + 0.15, 0.3 + 0.125)),
    ("served", Selection(), (8, 5 + 2.1)),  # infer 2028: a quarter of 2.4 and three of 2
    ("served", Selection(hosts=(WEST,)), (6, 5)),
    ("served", Selection(regions=(WEST,)), (0, 0)),
    ("served", Selection(workloads=(INFER,)), (2, 2.1)),
    ("served", Selection(tiers=(STD,)), (6, 5)),
    ("served_remotely", Selection(), (6, 5)),
    ("rented", Selection(), (0, 0.25)),
    ("unmet", Selection(), (0, 0.15)),
]


@pytest.mark.parametrize(("metric", "selection", "values"), METRICS)
def test_metrics_are_what_the_hand_finds(metric: str, selection: Selection, values: tuple[float, float]) -> None:
    rows = _rows(_policy(metric, "<=", 1e9, selection=selection))
    assert [row.outcome for row in rows] == [E1, E2]
    assert [row.value for row in rows] == pytest.approx(list(values))


@pytest.mark.parametrize(("metric", "selection", "values"), METRICS)
def test_a_hard_policy_is_kept_on_both_sides(metric: str, selection: Selection, values: tuple[float, float]) -> None:
    # relative to the metric, with a thousandth to spare and a thousandth too tight
    room = 1e-3 * max(1.0, *values)
    for sense, fits, tight in (
        ("<=", max(values) + room, max(values) - room),
        (">=", min(values) - room, min(values) + room),
    ):
        assert broken(_with_policy(_policy(metric, sense, fits, selection=selection))) == set()
        assert broken(_with_policy(_policy(metric, sense, tight, selection=selection))) == {"policy_limit"}


def test_pue_and_utilisation_are_ratios_of_their_own() -> None:
    first, second = _rows(_policy("pue", "<=", 1.5))
    # 2026: (36500 + 12000) / (29200 + 8000)
    assert first.ratio == pytest.approx(48_500 / 37_200)
    assert first.slack == pytest.approx(1.5 * 37_200 - 48_500)
    assert second.ratio == pytest.approx((33_750 + 12_600) / (27_000 + 8400))
    first, _ = _rows(_policy("utilisation", ">=", 0.7))
    # busy 2026: a 3.3 of 4 units at 2 PFLOPS; b a quarter of 3.2 and three of 1.6 = 2 of 4 at 1
    assert first.value == pytest.approx(2 * 3.3 + 2.0)
    assert first.ratio == pytest.approx(8.6 / 12)
    assert broken(_with_policy(_policy("pue", "<=", 1.3))) == {"policy_limit"}
    assert broken(_with_policy(_policy("utilisation", ">=", 0.7, selection=Selection(periods=(P1,))))) == set()


def test_a_share_is_of_its_denominator() -> None:
    share = _policy("counted_capacity", ">=", 0.66, selection=Selection(chips=(A,)), denominator=Selection())
    first, second = _rows(share)
    assert (first.ratio, second.ratio) == pytest.approx((8 / 12, 8 / 11))
    assert first.limit == pytest.approx(0.66 * 12)
    assert broken(_with_policy(share)) == set()
    assert broken(_with_policy(replace(share, value=0.67))) == {"policy_limit"}


def test_each_region_has_its_own_row() -> None:
    rows = _rows(_policy("units", "<=", 4.0, apply="each region"))
    assert [(row.outcome, row.region, row.value) for row in rows] == [
        (E1, EAST, 4),
        (E1, WEST, 4),
        (E2, EAST, 3),
        (E2, WEST, 4),
    ]
    share = _policy("units", "<=", 1.0, apply="each region", selection=Selection(chips=(B,)), denominator=Selection())
    assert [row.ratio for row in _rows(share)] == [1, 0, 1, 0]
    only = _rows(_policy("units", "<=", 4.0, apply="each region", selection=Selection(regions=(EAST,), periods=(P2,))))
    assert [(row.outcome, row.region) for row in only] == [(E2, EAST)]


def test_a_total_adds_up_years_and_what_happens_once() -> None:
    (row,) = _rows(_policy("carbon_t", "<=", 1e9, apply="total"))
    assert (row.outcome, row.value) == (E2, pytest.approx(2 * 17_750 + 2 * 16_875))
    (row,) = _rows(_policy("capex", "<=", 101.0, apply="total"))
    assert row.value == pytest.approx(101.0)
    (row,) = _rows(_policy("carbon_t", "<=", 1e9, apply="total", selection=Selection(periods=(P2,))))
    assert row.value == pytest.approx(2 * 16_875)
    (row,) = _rows(_policy("pue", "<=", 1.5, apply="total"))
    assert row.ratio == pytest.approx((48_500 + 46_350) / (37_200 + 35_400))
    growth = _policy(
        "units", ">=", 0.8, apply="total", selection=Selection(periods=(P2,)), denominator=Selection(periods=(P1,))
    )
    assert _rows(growth)[0].ratio == pytest.approx(7 / 8)


SOFT: list[tuple[Policy, float]] = [
    # 1 PFLOPS too much in 2026 alone, at 2 a year
    (_policy("counted_capacity", "<=", 11.0, price_m=2.0), 2 * 2.0),
    (_policy("counted_capacity", ">=", 12.0, price_m=2.0), 2 * 2.0),
    # 0.5 above in 2026 and 0.5 below in 2028
    (_policy("counted_capacity", "=", 11.5, price_m=2.0), 2 * 0.5 * 2 * 2.0),
    (_policy("new_units", "<=", 3.0, price_m=2.0), 2.0),  # once, not in each year
    (_policy("carbon_t", "<=", 69_000.0, apply="total", price_m=0.01), 2.5),  # 69250 in all
    (_policy("units", "<=", 3.0, apply="each region", price_m=1.0), 2 * (1 + 1 + 0 + 1)),
    # 8 - 0.7 * 12 = -0.4 units of the metric in 2026, none short in 2028
    (
        _policy("counted_capacity", ">=", 0.7, price_m=3.0, selection=Selection(chips=(A,)), denominator=Selection()),
        2 * 0.4 * 3.0,
    ),
]


@pytest.mark.parametrize(("policy", "price_m"), SOFT)
def test_a_soft_policy_costs_what_goes_beyond_it(policy: Policy, price_m: float) -> None:
    inst = _with_policy(policy)
    assert broken(inst) == {"cost"}
    assert broken(inst, replace(plan(), cost_m=COST_M + price_m)) == set()
    lines = [line for line in account(inst, plan()).lines if line.category == "policy"]
    assert all(line.cash_m == {} for line in lines)


# Commitments.


def _commitment(decision: Any, sense: Any, value: float, **changes: Any) -> Commitment:
    usual: dict[str, Any] = {"selection": Selection(), "stacks": None}
    return Commitment(CommitmentId("promise"), decision, sense=sense, value=value, **{**usual, **changes})


WEST_2026 = Selection(regions=(WEST,), periods=(P1,))


@pytest.mark.parametrize(
    ("commitment", "kept"),
    [
        (_commitment("opened", "=", 1.0, selection=WEST_2026), True),
        (_commitment("opened", "=", 1.0, selection=Selection(regions=(WEST,))), False),  # not again in 2028
        (_commitment("opened", "=", 1.0, selection=Selection(regions=(WEST,)), apply="total"), True),
        (_commitment("modules_built", ">=", 2.0, selection=WEST_2026), True),
        (_commitment("modules_built", "<=", 1.0), False),
        (_commitment("chip_adopted", "=", 0.0, selection=Selection(chips=(B,))), True),
        (_commitment("bought_units", "<=", 4.0), True),
        (_commitment("bought_units", ">=", 5.0, selection=Selection(chips=(A,)), apply="total"), False),
        (_commitment("retired_units", "=", 0.0), False),
        (_commitment("retired_units", "<=", 1.0), True),
        (_commitment("retired_units", "=", 0.0, selection=Selection(years=(2024,))), False),
        (_commitment("retired_units", "=", 0.0, selection=Selection(years=(2020,))), True),
        (_commitment("circuits_added", "=", 0.0, selection=Selection(modules=(ModuleId("another"),))), True),
        (_commitment("circuits_added", "=", 0.0), False),
        (_commitment("tier_joined", "=", 1.0, selection=Selection(tiers=(STD,), periods=(P1,))), True),
        (_commitment("tier_established", ">=", 1.0, apply="total"), True),
        (
            _commitment(
                "stack_ported", "=", 1.0, stacks=(CANN,), selection=Selection(workloads=(TRAIN,)), apply="total"
            ),
            True,
        ),
        (_commitment("stack_ported", "=", 0.0, stacks=(CANN,)), False),
        (_commitment("link_opened", "=", 0.0), False),
        (_commitment("circuits_added", "=", 1.0, selection=Selection(links=(FIBRE,)), apply="total"), True),
        (_commitment("trained_staff", "<=", 1.5), False),
    ],
)
def test_a_commitment_is_kept_or_named(commitment: Commitment, kept: bool) -> None:
    inst = instance().with_cases(commitments={commitment.id: commitment})
    assert broken(inst) == (set() if kept else {"commitment_limit"})


def test_a_preference_costs_once_what_departs_from_it() -> None:
    settings = replace(instance().settings, discount_rate=0.1)
    # West has no module ordered in 2028, one is preferred: 1 * 3, once, two years on
    wish = _commitment("modules_built", ">=", 1.0, selection=Selection(regions=(WEST,), periods=(P2,)), price_m=3.0)
    inst = instance().with_cases(commitments={wish.id: wish}, settings=settings)
    (line,) = [line for line in account(inst, plan()).lines if line.category == "commitment"]
    assert line.present_value_m == pytest.approx(3.0 / 1.21)
    assert line.cash_m == {}
    assert broken(inst) == {"cost"}  # of another rate, but no commitment is broken
    assert account(inst, plan()).commitments[0].departure == 1.0
