"""From the file to the instance, or to the list of what is wrong with it."""

import pickle
from pathlib import Path

import pytest

from planner.errors import UsageError, WorkbookError
from planner.workbook.reader import check_workbook, read_scenarios, read_workbook
from planner.workbook.template import write_workbook
from tests.workbook.sheets import EXAMPLE, Rows, example, lines

SCENARIOS: dict[str, Rows] = {
    "Scenarios": [
        {"scenario": "base", "probability": 0.6},
        {"scenario": "ban", "parent": "base", "data_from": "2027", "overrides": "ban"},
        {"scenario": "deep ban", "probability": 0, "parent": "ban", "data_from": "2027", "overrides": "dear"},
    ],
    "Overrides": [
        {"set": "ban", "order": 1, "sheet": "ChipSupply", "filter": "chip=A100", "column": "2027", "value": 0},
        {
            "set": "dear",
            "order": 1,
            "sheet": "ChipSupply",
            "filter": "chip=910B",
            "column": "2027",
            "operation": "multiply",
            "value": 0.5,
        },
    ],
}


def written(folder: Path, **sheets: Rows) -> Path:
    """Write the example with these sheets in place of its own."""
    path = folder / "small.xlsx"
    write_workbook(path, {**EXAMPLE, **sheets}, ["2026", "2027"])
    return path


def test_a_workbook_becomes_a_chain_of_periods(tmp_path: Path) -> None:
    instance = read_workbook(written(tmp_path))
    assert instance.name == "small"
    assert instance.tree.is_chain
    assert instance.nodes == instance.outcomes == ("2026", "2027")
    case = instance.first_case
    assert case.demand_pflops["Beijing", "training", "2027"] == 20.0
    assert case.chip_price_m["A100", "Gansu", "2026"] == 0.1
    assert pickle.loads(pickle.dumps(instance)) == instance


def test_the_settings_name_the_plan(tmp_path: Path) -> None:
    path = written(tmp_path, Settings=[{"key": "name", "value": "East data, west compute"}])
    assert read_workbook(path).name == "East data, west compute"


def test_a_right_workbook_has_no_problems(tmp_path: Path) -> None:
    assert check_workbook(written(tmp_path)) == []
    assert check_workbook(written(tmp_path, **SCENARIOS)) == []


def test_a_scenario_alone_has_its_parents_overrides_and_its_own(tmp_path: Path) -> None:
    path = written(tmp_path, **SCENARIOS)

    def supply(scenario: str | None) -> list[float | None]:
        return [one.units_per_year["2027"] for one in read_workbook(path, scenario).first_case.supplies]

    assert supply(None) == supply("base") == [400.0, 900.0]
    assert supply("ban") == [0.0, 900.0]
    assert supply("deep ban") == [0.0, 450.0]
    assert tuple(read_workbook(path, "ban").cases) == ("ban",)


def test_every_scenario_can_be_read_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, **SCENARIOS)
    found = read_scenarios(path)
    assert tuple(found) == ("base", "ban", "deep ban")
    assert found["deep ban"] == read_workbook(path, "deep ban")
    assert read_scenarios(written(tmp_path)) == {}


def test_all_scenarios_together_are_a_tree(tmp_path: Path) -> None:
    instance = read_workbook(written(tmp_path, **SCENARIOS), tree=True)
    assert instance.outcomes == ("2026", "2027", "2027/ban")
    assert tuple(instance.cases) == ("base", "ban")
    assert instance.tree.outcome(instance.tree.leaves[1]).probability == pytest.approx(0.4)
    assert instance.case("2026").supplies[0].units_per_year["2027"] == 400.0
    assert instance.case("2027/ban").supplies[0].units_per_year["2027"] == 0.0
    assert instance.leaf("2027/ban").first_case == read_workbook(tmp_path / "small.xlsx", "ban").first_case


def test_a_tree_has_the_same_settings_and_things_throughout(tmp_path: Path) -> None:
    rows = [
        {"set": "ban", "order": 1, "sheet": "Links", "filter": "link=G-B", "column": "active", "value": "no"},
        {"set": "ban", "order": 2, "sheet": "Settings", "column": "value", "value": 0.06},
    ]
    scenarios = [{"scenario": "base", "probability": 0.6}, {"scenario": "ban", "overrides": "ban"}]
    settings = [{"key": "discount_rate", "value": 0.05}]
    path = written(tmp_path, Scenarios=scenarios, Overrides=rows, Settings=settings)
    assert tuple(read_workbook(path, "ban").first_case.links) == ("S-B",)
    end = "scenarios that are planned together have the same"
    with pytest.raises(WorkbookError) as error:
        read_workbook(path, tree=True)
    assert str(error.value).splitlines() == [
        f"Scenarios!F4: the scenario 'ban' has other rows on the sheet Links than 'base'; {end}",
        f"Scenarios!F4: the scenario 'ban' has other values on the sheet Settings than 'base'; {end}",
        "2 errors in the workbook small",
    ]


def test_the_error_lists_every_error_and_their_number(tmp_path: Path) -> None:
    links, demand = example("Links"), example("Demand")
    links[0]["to"] = "Bejing"
    demand[0]["2027"] = -1
    path = written(tmp_path, Links=links, Demand=demand)
    with pytest.raises(WorkbookError) as error:
        read_workbook(path)
    assert str(error.value).splitlines() == [
        "Demand!E3: demand of 2027 is -1, but must be 0 or more",
        "Links!C3: there is no region called 'Bejing'; did you mean 'Beijing'?",
        "2 errors in the workbook small",
    ]
    assert lines(check_workbook(path)) == str(error.value).splitlines()[:-1]


def test_one_error_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError) as error:
        read_workbook(written(tmp_path, Links=[{"link": "loop", "from": "Gansu", "to": "Gansu", "km": 1}]))
    assert str(error.value).splitlines() == [
        "Links!C3: the link joins Gansu to itself; name the region at its other end",
        "1 error in the workbook small",
    ]


def test_warnings_do_not_stop_the_reader(tmp_path: Path) -> None:
    path = written(tmp_path, ChipSupply=[{"chip": "A100", "2026": 1000, "2027": 1000}])
    (problem,) = check_workbook(path)
    assert problem.severity == "warning"
    assert read_workbook(path).first_case.supplies[0].chip == "A100"


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"scenario": "bann"}, "the workbook has no scenario called 'bann'; did you mean 'ban'?"),
        ({"scenario": "x"}, "the workbook has no scenario called 'x'; use base, ban or deep ban"),
        (
            {"scenario": "ban", "tree": True},
            "a plan is made for the scenario 'ban' alone or for all together, not both",
        ),
    ],
)
def test_a_scenario_that_is_not_there_is_wrong_usage(tmp_path: Path, arguments: dict[str, object], text: str) -> None:
    with pytest.raises(UsageError) as error:
        read_workbook(written(tmp_path, **SCENARIOS), **arguments)
    assert str(error.value) == text


def test_a_tree_needs_scenarios(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the workbook has no scenarios to plan for together"):
        read_workbook(written(tmp_path), tree=True)
