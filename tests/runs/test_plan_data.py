"""A plan survives the way to disk and back."""

import json
from pathlib import Path

import pytest

from planner.errors import RunFolderError
from planner.runs.plan_data import FORMAT, read_plan_data, write_plan_data
from tests.cases import three_regions, two_regions
from tests.solving import best_plan


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    plan = best_plan(three_regions())
    assert any(route for (_, _, _, _, route, _, _) in plan.served)
    write_plan_data(plan, tmp_path / "plan.json")
    assert read_plan_data(tmp_path / "plan.json") == plan


def test_arc_flows_have_no_route_and_keep_none(tmp_path: Path) -> None:
    plan = best_plan(two_regions(workload={"routing": "arcs"}))
    assert any(route is None for (_, _, _, _, route, _, _) in plan.served)
    write_plan_data(plan, tmp_path / "plan.json")
    assert read_plan_data(tmp_path / "plan.json") == plan


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"format": 1, "cost_m": 1, "tables": {"bought_units": [[]]}}',
        '{"format": 1, "cost_m": 1, "tables": {"bought_units": [["west", "a", 5.0]]}}',
        '{"format": 1, "cost_m": 1, "tables": {"bought_units": [["west", "a", "2026", "many"]]}}',
        '{"format": 1, "cost_m": 1, "tables": {"borrowed_units": [["west", "a", "2026", 5.0]]}}',
    ],
)
def test_what_is_no_plan_is_said_so(text: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text)
    with pytest.raises(RunFolderError, match="is damaged: it is not a saved plan"):
        read_plan_data(path)


def test_a_newer_format_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"format": FORMAT + 1}))
    with pytest.raises(RunFolderError, match="newer planner"):
        read_plan_data(path)


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="cannot be read"):
        read_plan_data(tmp_path / "plan.json")
