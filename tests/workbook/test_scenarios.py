"""Scenarios: what they stack, and the tree they make."""

import pytest

from models.ids import ScenarioId
from planner.workbook.scenarios import lineage, scenarios_of, sets_stacked, tree_of
from tests.workbook.sheets import changed


def test_those_without_a_probability_share_what_the_others_leave() -> None:
    rows = [{"scenario": "a", "probability": 0.4}, {"scenario": "b"}, {"scenario": "c"}]
    found = scenarios_of(changed(Scenarios=rows))
    assert [one.probability for one in found.values()] == pytest.approx([0.4, 0.3, 0.3])


def test_the_sets_of_the_parents_come_first() -> None:
    rows = [
        {"scenario": "base", "overrides": "calm"},
        {"scenario": "ban", "parent": "base", "overrides": "no H20; no A100"},
        {"scenario": "late ban", "parent": "ban", "overrides": "late"},
    ]
    scenarios = scenarios_of(changed(Scenarios=rows))
    assert sets_stacked(scenarios, ScenarioId("late ban")) == ("calm", "no H20", "no A100", "late")


def test_a_line_in_a_circle_ends() -> None:
    rows = [{"scenario": "a", "parent": "b"}, {"scenario": "b", "parent": "a"}]
    scenarios = scenarios_of(changed(Scenarios=rows))
    assert [one.id for one in lineage(scenarios, ScenarioId("a"))] == ["b", "a"]


def test_a_scenario_shares_nodes_until_its_decisions_may_differ() -> None:
    rows = [
        {"scenario": "base", "probability": 0.7},
        {"scenario": "ban", "probability": 0.3, "parent": "base", "data_from": "2026", "decisions_from": "2027"},
    ]
    book = changed(Scenarios=rows)
    tree = tree_of(book, scenarios_of(book))
    assert [node.id for node in tree.nodes] == ["2026", "2027", "2027/ban"]
    assert [(one.id, one.probability) for one in tree.outcomes] == [
        ("2026", 0.7),
        ("2026/ban", 0.3),
        ("2027", 0.7),
        ("2027/ban", 0.3),
    ]
