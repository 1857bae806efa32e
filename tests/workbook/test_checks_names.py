"""What one sheet refers to must be on the other: one wrong name, the exact sentence."""

import pytest

from tests.workbook.sheets import Cells, broken, example, said


@pytest.mark.parametrize(
    ("sheet", "row", "cells", "line"),
    [
        (
            "Links",
            0,
            {"from": "Guizho"},
            "Links!B3: there is no region called 'Guizho'; did you mean 'Guizhou'?",
        ),
        (
            "Demand",
            1,
            {"region": "Wets"},
            "Demand!A4: there is no region or group called 'Wets'; did you mean 'West'?",
        ),
        (
            "Demand",
            0,
            {"workload": "graphics"},
            "Demand!C3: there is no workload called 'graphics'; use training or office",
        ),
        (
            "ChipPerformance",
            2,
            {"chip": "910C"},
            "ChipPerformance!A5: there is no chip called '910C'; did you mean '910B'?",
        ),
        (
            "ChipSupply",
            0,
            {"scope": "Wst"},
            "ChipSupply!B3: there is no scope called 'Wst'; did you mean 'West'?",
        ),
        (
            "Regions",
            1,
            {"starting_tier": "basics"},
            "Regions!AB4: there is no tier called 'basics'; did you mean 'basic'?",
        ),
        (
            "PlatformTiers",
            0,
            {"available_from": "2031"},
            "PlatformTiers!H3: the period 2031 is not on the sheet Periods; use 2026 or 2027",
        ),
        (
            "Groups",
            0,
            {"group": "Beijing"},
            "Groups!A3: the group 'Beijing' has the name of a region; rename the group",
        ),
    ],
)
def test_names_must_be_known(sheet: str, row: int, cells: Cells, line: str) -> None:
    assert broken(sheet, row, **cells) == [line]


def test_the_same_wrong_name_in_rows_below_each_other_is_one_problem() -> None:
    rows = [{"workload": "office", "region": name, "slice": "night", "factor": 1} for name in ("Guizhou", "Gansu")]
    slices = [{"slice": "day", "hours": 8760}]
    assert said(Profiles=rows, Slices=slices) == ["Profiles!C3:C4: there is no slice called 'night'; use day (2 rows)"]


def test_what_is_under_construction_has_a_place() -> None:
    row = {"kind": "hall", "place": "Gansuu", "period": "2027", "amount": 1}
    assert said(Pipeline=[row]) == ["Pipeline!B3: there is no region called 'Gansuu'; did you mean 'Gansu'?"]
    row = {"kind": "link", "place": "G-C", "period": "2027", "amount": 1}
    assert said(Pipeline=[row]) == ["Pipeline!B3: there is no link called 'G-C'; did you mean 'G-B'?"]


def test_a_stack_to_be_ported_is_that_of_a_chip() -> None:
    row = {"stack": "cuta", "workload": "office", "cost": 1}
    assert said(Porting=[row]) == ["Porting!A3: no chip has the stack 'cuta'; did you mean 'cuda'?"]


def test_sources_are_of_sheets() -> None:
    assert said(Sources=[{"sheet": "Region"}]) == [
        "Sources!A3: there is no sheet called 'Region'; did you mean 'Regions'?"
    ]


def test_residency_names_known_things() -> None:
    rows = [{"workload": "office", "origin": "West", "host": "Bejing", "allowed": "no"}]
    assert said(Residency=rows) == [
        "Residency!C3: there is no region or group called 'Bejing'; did you mean 'Beijing'?"
    ]


def test_a_party_called_almost_as_another_deserves_a_warning() -> None:
    assert broken("Demand", 0, party="Telcom") == [
        "warning: Demand!B3: the party 'Telcom' owns no region and no link; did you mean 'Telecom'?"
    ]
    assert broken("Demand", 0, party="Bank") == []
    # A region without a party stands for itself, and so may have demand elsewhere; nobody is named after one with it.
    regions = [{**row, "party": None} if row["region"] == "Gansu" else row for row in example("Regions")]
    elsewhere = {"region": "Beijing", "workload": "office", "2026": 1, "2027": 1}
    assert said(Regions=regions, Demand=[*example("Demand"), {**elsewhere, "party": "Gansu"}]) == []
    assert said(Regions=regions, Demand=[*example("Demand"), {**elsewhere, "party": "Gansuu"}]) == [
        "warning: Demand!B5: the party 'Gansuu' owns no region and no link; did you mean 'Gansu'?"
    ]
    assert broken("PlatformTiers", 0, party="Telcom") == [
        "warning: PlatformTiers!I3: the party 'Telcom' owns no region and no link; did you mean 'Telecom'?"
    ]
    assert broken("PlatformTiers", 0, party="Bank") == []
