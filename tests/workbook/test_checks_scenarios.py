"""Scenarios and overrides: one wrong cell, the exact sentence."""

import pytest

from tests.workbook.sheets import Cells, Rows, said

OVERRIDE: Cells = {"set": "ban", "order": 1, "sheet": "ChipSupply", "filter": "chip=A100", "column": "2027", "value": 0}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            [{"scenario": "a", "probability": 0.5}, {"scenario": "b", "probability": 0.4}],
            ["Scenarios!B3:B4: the probabilities of the scenarios sum to 0.9, but must sum to 1"],
        ),
        (
            [{"scenario": "a"}, {"scenario": "b", "parent": "c", "data_from": "2027"}],
            ["Scenarios!C4: there is no scenario called 'c'; use a or b"],
        ),
        (
            [{"scenario": "a", "parent": "b"}, {"scenario": "b", "parent": "a"}],
            [
                "Scenarios!C3: the scenario 'a' descends from itself (b -> a -> b); name another parent",
                "Scenarios!C4: the scenario 'b' descends from itself (a -> b -> a); name another parent",
            ],
        ),
        (
            [{"scenario": "a"}, {"scenario": "b", "data_from": "2027"}],
            [
                "Scenarios!D4: data_from is 2027, but the scenario names no parent whose data it has before; "
                "fill parent, or clear data_from"
            ],
        ),
        (
            [{"scenario": "a"}, {"scenario": "b", "parent": "a", "data_from": "2027", "decisions_from": "2026"}],
            ["Scenarios!E4: decisions_from is 2026, but must not be before data_from, which is 2027"],
        ),
        (
            [
                {"scenario": "a"},
                {"scenario": "b", "parent": "a", "data_from": "2027"},
                {"scenario": "c", "parent": "b"},
            ],
            ["Scenarios!D5: data_from is 2026, but must not be before 2027, when its parent 'b' begins"],
        ),
        (
            [{"scenario": "a", "overrides": "bann"}],
            ["Scenarios!F3: there is no override set called 'bann'; did you mean 'ban'?"],
        ),
    ],
)
def test_scenarios_make_a_tree(rows: Rows, found: list[str]) -> None:
    overrides = [OVERRIDE] if any("overrides" in row for row in rows) else []
    assert said(Scenarios=rows, Overrides=overrides) == found


def test_scenarios_that_fit_are_right() -> None:
    rows: Rows = [
        {"scenario": "base", "probability": 0.6},
        {"scenario": "ban", "parent": "base", "data_from": "2027", "overrides": "ban"},
    ]
    assert said(Scenarios=rows, Overrides=[OVERRIDE]) == []


def test_a_set_that_no_scenario_applies_deserves_a_warning() -> None:
    rows: Rows = [{"scenario": "a", "overrides": "ban"}]
    assert said(
        Scenarios=rows, Overrides=[{**OVERRIDE, "set": "old"}, {**OVERRIDE, "set": "old", "order": 2}, OVERRIDE]
    ) == [
        "warning: Overrides!A3: no scenario applies the set 'old', so that it changes nothing; name it under overrides "
        "on the sheet Scenarios, or set active to no"
    ]


def test_an_override_is_told_of_once_however_many_scenarios_have_it() -> None:
    rows: Rows = [{"scenario": "a", "overrides": "ban"}, {"scenario": "b", "overrides": "ban"}]
    assert said(Scenarios=rows, Overrides=[{**OVERRIDE, "filter": "chip=H20"}]) == [
        "Overrides!D3: there is no chip called 'H20'; use A100 or 910B"
    ]


def test_what_a_scenario_breaks_is_told_with_its_name_at_the_override_that_breaks_it() -> None:
    override = {"set": "s", "order": 1, "sheet": "Links", "filter": "link=G-B", "column": "to", "value": "Guizhou"}
    assert said(Scenarios=[{"scenario": "loop", "overrides": "s"}], Overrides=[override]) == [
        "Overrides!G3: in the scenario 'loop', it makes Links!C3 wrong: the link joins Guizhou to "
        "itself; name the region at its other end"
    ]


def test_a_doubt_that_an_override_raises_is_told_at_its_own_cell() -> None:
    # A price a thousand times what is usual deserves a warning, here for what the override makes it.
    override = {"set": "s", "order": 1, "sheet": "Chips", "filter": "chip=A100", "column": "power_kw", "value": 500}
    (line,) = said(Scenarios=[{"scenario": "hot", "overrides": "s"}], Overrides=[override])
    assert line.startswith("warning: Overrides!G3: in the scenario 'hot', it makes Chips!G3 doubtful: power_kw is 500")


def test_an_override_does_not_touch_periods_of_the_parent() -> None:
    rows: Rows = [
        {"scenario": "base", "probability": 0.6},
        {"scenario": "ban", "parent": "base", "data_from": "2027", "overrides": "ban"},
    ]
    overrides = [OVERRIDE, {**OVERRIDE, "order": 2, "column": "2026"}]
    assert said(Scenarios=rows, Overrides=overrides) == [
        "Overrides!E4: the scenario 'ban' has data of its own from 2027 on, but this row changes ChipSupply for "
        "earlier periods too; name later periods in filter or column, or begin the scenario with 2026"
    ]
    lasting = {"set": "ban", "order": 1, "sheet": "Chips", "column": "power_kw", "value": 1}
    assert said(Scenarios=rows, Overrides=[lasting]) == [
        "Overrides!E3: the scenario 'ban' has data of its own from 2027 on, but this row changes Chips for "
        "earlier periods too; name later periods in filter or column, or begin the scenario with 2026"
    ]
    del rows[1]["data_from"]
    assert said(Scenarios=rows, Overrides=[lasting]) == []


def test_a_weight_of_risk_of_1_deserves_a_warning() -> None:
    settings: Rows = [{"key": "risk_weight", "value": 1}]
    assert said(Settings=settings, Scenarios=[{"scenario": "a"}]) == [
        "warning: Settings!B3: risk_weight is 1, so that a plan for all scenarios may waste money in any future but "
        "the worst; 0.999 takes the cheapest of the plans that are as good in the worst"
    ]
