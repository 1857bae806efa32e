"""Policies, commitments and budgets: one wrong cell, the exact sentence."""

import pytest

from tests.workbook.sheets import Cells, said

POLICY: Cells = {"policy": "cap", "metric": "carbon_t", "sense": "<=", "value": 5}


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (
            {"filter": "chip=A100"},
            "Policies!C3: the filter key 'chip' is not known for the metric carbon_t; use party, period or region",
        ),
        (
            {"denominator": "region=Wets"},
            "Policies!D3: there is no region called 'Wets' for the filter; did you mean 'West'?",
        ),
        (
            {"metric": "pue", "denominator": "*"},
            "Policies!D3: the metric pue is a ratio already; clear the denominator",
        ),
        (
            {"period": "2027; 2031"},
            "Policies!F3: the period 2031 is not on the sheet Periods; use 2026 or 2027",
        ),
        (
            {"mode": "soft"},
            "Policies!J3: price is blank, but the mode soft needs one",
        ),
        (
            {"price": 3},
            "warning: Policies!J3: price has no effect in the mode hard; clear it or choose the mode soft",
        ),
    ],
)
def test_a_policy_says_what_it_limits(cells: Cells, line: str) -> None:
    assert said(Policies=[{**POLICY, **cells}]) == [line]


def test_a_commitment_says_what_it_fixes() -> None:
    row = {"commitment": "a", "decision": "opened", "sense": ">=", "value": 1}
    assert said(Commitments=[{**row, "filter": "chip=A100"}]) == [
        "Commitments!C3: the filter key 'chip' is not known for the decision opened; use party, period or region"
    ]
    assert said(Commitments=[{**row, "mode": "preferred"}]) == [
        "Commitments!H3: price is blank, but the mode preferred needs one"
    ]


def test_a_budget_covers_known_costs() -> None:
    assert said(Budgets=[{"budget": "b", "period": "*", "covers": "chips; hall"}]) == [
        "Budgets!E3: there is no cost category called 'chips'; did you mean 'chip'?"
    ]


def test_a_budget_says_a_thing_once() -> None:
    rows = [{"budget": "b", "period": "2026"}, {"budget": "b", "period": "2027", "carry_over": "no"}]
    assert said(Budgets=rows) == [
        "Budgets!F4: carry_over of the budget 'b' is no here and yes in F3; write the same in all its rows"
    ]


def test_a_budget_has_a_known_scope_and_payer() -> None:
    assert said(Budgets=[{"budget": "b", "scope": "Nowhere", "period": "*"}]) == [
        "Budgets!B3: there is no scope called 'Nowhere'; write nation, or the name of a region, a group or a party"
    ]
    assert said(Budgets=[{"budget": "b", "period": "*", "payer": "c"}]) == [
        "Budgets!I3: there is no budget called 'c'; use b"
    ]


def test_budgets_do_not_pay_for_themselves() -> None:
    rows = [{"budget": "a", "period": "*", "payer": "b"}, {"budget": "b", "period": "*", "payer": "a"}]
    assert said(Budgets=rows) == [
        "Budgets!I3: the budget 'a' would pay its own subsidy; name another payer",
        "Budgets!I4: the budget 'b' would pay its own subsidy; name another payer",
    ]


def test_a_payer_is_one_budget() -> None:
    rows = [
        {"budget": "local", "scope": "Gansu", "period": "*"},
        {"budget": "local", "scope": "Beijing", "period": "*"},
        {"budget": "west", "scope": "West", "period": "*", "payer": "local"},
    ]
    assert said(Budgets=rows) == [
        "Budgets!I5: the budget 'local' has several scopes; give the one that pays a name of its own"
    ]
