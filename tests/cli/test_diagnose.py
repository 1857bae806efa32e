"""Workbooks without a plan, each with a known culprit: its cell is named, and what is advised gives a plan."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner import read_workbook, solve
from planner.cli.diagnosing import Inquiry, diagnose_book
from planner.cli.plan_view import WITHOUT_PLAN
from planner.cli.statuses import ExitStatus
from planner.solve import SolveOptions
from planner.workbook.examples import example_path

Edits = list[tuple[str, str, Any]]

ALL_MUST_BE_MET: Edits = [("Settings", "B8", None)]
HARBOUR_STAYS_AS_IT_IS: Edits = [("Regions", "I3", 0)]
"""Its 2 MW serve 400 of the 1,200 PFLOPS that it wants in 2028; its inference, 400, may not leave."""


def edited(folder: Path, edits: Edits, sheets: dict[str, list[list[Any]]] | None = None) -> Path:
    """Write the small sample with other cells, and with more sheets or rows."""
    book = openpyxl.load_workbook(example_path("three-regions"))
    for sheet, cell, value in edits:
        book[sheet][cell] = value
    for sheet, rows in (sheets or {}).items():
        for row in rows:
            (book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)).append(row)
    path = folder / "book.xlsx"
    book.save(path)
    return path


def diagnosis(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert diagnose_book(Inquiry(path, None, 60.0, quiet=True, as_json=True)) is ExitStatus.DONE
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def follow(path: Path, repair: dict[str, Any]) -> None:
    """Do what a repair advises."""
    book = openpyxl.load_workbook(path)
    for change in repair["changes"]:
        book[change["sheet"]][change["cell"]] = change["needed"]
    book.save(path)


CULPRITS: dict[str, tuple[str, Edits, dict[str, list[list[Any]]]]] = {
    "quota": ("ChipSupply!E4", [("ChipSupply", "E3", 10), ("ChipSupply", "E4", 10)], {}),
    # The inference of Plain, 200 PFLOPS, stays there: 100 servers of 10 kW at a PUE of 1.25 are 1.25 MW.
    "grid": ("Regions!O4", [("Regions", "O4", 0.5)], {}),
    "halls": ("Regions!I3", [("Regions", "I3", 0), ("Regions", "N3", 1)], {}),
    "budget": (
        "Budgets!D2",
        [],
        {"Budgets": [["budget", "scope", "period", "amount", "covers"], ["all", "nation", "*", 1, "capital"]]},
    ),
    "pair of policies": (
        "Policies!H4",
        [],
        {"Policies": [["most in one place", "served", "host=Plain", "*", None, None, ">=", 0.9]]},
    ),
    "commitment against quota": (
        "ChipSupply!E3",
        [],
        {
            "Commitments": [
                ["commitment", "decision", "filter", "sense", "value", "apply"],
                ["order", "bought_units", "chip=Alpha;region=Plain;period=2027", ">=", 500, "total"],
            ]
        },
    ),
    "staff": ("Regions!W4", [("Regions", "V4", 10), ("Regions", "W4", 5)], {}),
    "residency": (
        "Residency!D2",
        HARBOUR_STAYS_AS_IT_IS,
        {"Residency": [["workload", "origin", "host", "allowed"], ["training", "Harbour", "*", "no"]]},
    ),
    "share of residency": (
        "Residency!D2",
        HARBOUR_STAYS_AS_IT_IS,
        {"Residency": [["workload", "origin", "host", "max_remote_fraction"], ["training", "Harbour", "*", 0.3]]},
    ),
    "latency": ("Workloads!D4", [("Regions", "I3", 0), ("Regions", "N3", 1)], {}),
    "link": ("Links!H3", [*HARBOUR_STAYS_AS_IT_IS, ("Links", "H3", 10), ("LinkModules", "F3", 0)], {}),
    # 800 PFLOPS of training have to go to Ridge, at 0.25 Gbps each: two circuits of 100 Gbps.
    "circuits": (
        "LinkModules!F3",
        [*HARBOUR_STAYS_AS_IT_IS, ("Links", "H3", 0), ("LinkModules", "F3", 1)],
        {},
    ),
    "chip types": ("Regions!AA4", [("Regions", "AA4", 0)], {}),
    "outage": (
        "Outages!E3",
        [],
        {
            "Outages": [
                ["outage", "region", "remaining_fraction", "workload", "due_fraction"],
                ["blackout", "Plain", 0, None, None],
                ["blackout", None, None, "inference", 1],
            ]
        },
    ),
}


@pytest.mark.parametrize("culprit", CULPRITS)
def test_the_cell_of_the_culprit_is_named_and_its_repair_gives_a_plan(
    culprit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cell, edits, sheets = CULPRITS[culprit]
    path = edited(tmp_path, [*ALL_MUST_BE_MET, *edits], sheets)
    found = diagnosis(path, capsys)
    named = [
        repair
        for repair in found["repairs"]
        if cell in [f"{change['sheet']}!{change['cell']}" for change in repair["changes"]]
    ]
    assert named, found
    follow(path, named[0])
    assert solve(read_workbook(path), SolveOptions(gap=1.0, prices=False)).plan is not None


def test_the_diagnosis_is_in_sentences_with_cell_value_and_what_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = edited(tmp_path, [*ALL_MUST_BE_MET, ("Regions", "O4", 0.5)])
    assert diagnose_book(Inquiry(path, None, 60.0, quiet=True, as_json=False)) is ExitStatus.DONE
    out = capsys.readouterr().out
    assert "Regions!O4: grid_limit_mw of Plain is 0.5, but the smallest value that works is 1.25\n" in out
    assert "Or else (repair 2)" in out
    assert "These cannot all stand as they are" in out


def test_a_copy_shows_the_cell_to_change_and_what_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, copy = edited(tmp_path, [*ALL_MUST_BE_MET, ("Regions", "O4", 0.5)]), tmp_path / "marked.xlsx"
    assert diagnose_book(Inquiry(path, None, 60.0, copy, quiet=True)) is ExitStatus.DONE
    assert f"Wrote {copy}" in capsys.readouterr().out
    comment = openpyxl.load_workbook(copy)["Regions"]["O4"].comment
    assert comment is not None
    assert "grid_limit_mw of Plain is 0.5, but the smallest value that works is 1.25" in comment.text


def test_a_region_without_power_for_what_stays_there_is_told_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The inference of Plain, which may not leave it, needs 1 MW at a PUE of 1.25; 0.5 MW of grid are 0.4 MW.
    path = edited(tmp_path, [*ALL_MUST_BE_MET, ("Regions", "O4", 0.5)])
    assert diagnose_book(Inquiry(path, None, 60.0, quiet=True)) is ExitStatus.DONE
    said = capsys.readouterr().out.splitlines()[1]
    assert said.startswith("In 2027 halls and grid of Plain can power 0.4 MW, and the work that cannot leave it needs")
    assert said.endswith("(Regions!O4: grid_limit_mw of Plain).")


def test_solve_points_to_the_diagnosis() -> None:
    assert "planner diagnose" in WITHOUT_PLAN[ExitStatus.NO_PLAN_EXISTS]


def test_a_workbook_with_a_plan_has_nothing_to_repair(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diagnose_book(Inquiry(edited(tmp_path, []), None, 60.0, quiet=True, as_json=False)) is ExitStatus.DONE
    assert capsys.readouterr().out == "This workbook has a plan; there is nothing to repair.\n"


def test_a_scenario_is_diagnosed_with_its_own_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # In the scenario 'tight' a tenth of the Alphas can be had, and there are no Betas.
    path = edited(
        tmp_path, [*ALL_MUST_BE_MET, ("Overrides", "G3", 0.1), ("ChipSupply", "E4", 0), ("ChipSupply", "F4", 0)]
    )
    assert diagnose_book(Inquiry(path, "tight", 60.0, quiet=True, as_json=False)) is ExitStatus.DONE
    told = capsys.readouterr().out
    assert "ChipSupply!E3: 2027 of the supply of Alpha for nation is 40, but " in told
    assert (
        "Values are those of the scenario 'tight'.\nOverrides!G3 changes ChipSupply!E3 in it; change that instead."
        in told
    )


def test_a_rule_that_a_scenario_alone_has_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule = ["rent", "rented", "*", None, None, None, ">=", 10, None, None, "no"]
    wake = ["half the Alphas", 2, "Policies", "policy=rent", "active", None, "yes"]
    path = edited(tmp_path, [], {"Policies": [rule], "Overrides": [wake]})
    assert diagnose_book(Inquiry(path, "tight", 60.0, quiet=True, as_json=False)) is ExitStatus.DONE
    assert "Policies!H4: value of policy 'rent' cannot be kept whatever else is changed" in capsys.readouterr().out


def test_a_rule_towards_which_nothing_counts_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = edited(tmp_path, [], {"Policies": [["rent", "rented", "*", None, None, None, ">=", 10]]})
    assert diagnose_book(Inquiry(path, None, 60.0, quiet=True, as_json=False)) is ExitStatus.DONE
    assert "Policies!H4: value of policy 'rent' cannot be kept whatever else is changed" in capsys.readouterr().out
