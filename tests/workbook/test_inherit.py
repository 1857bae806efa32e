"""Groups and `*`: the most specific row gives the value, column by column."""

import pytest

from models.ids import PeriodId, RegionId
from planner.workbook.expand import expand
from planner.workbook.expand.regions import regions_of
from planner.workbook.expand.work import demand_of, party_demand
from tests.workbook.sheets import changed, example, said


def limits(*rows: dict[str, object]) -> dict[tuple[str, str], float | None]:
    """Return the grid limits of all regions and periods with these rows on RegionPeriods."""
    regions = regions_of(changed(RegionPeriods=rows))
    return {(r, t): values.grid_limit_mw for r, region in regions.items() for t, values in region.at.items()}


def test_a_star_stands_for_every_region_and_period() -> None:
    assert set(limits({"region": "*", "period": "*", "grid_limit_mw": 50}).values()) == {50.0}


def test_a_group_goes_before_a_star_and_a_region_before_its_group() -> None:
    found = limits(
        {"region": "Guizhou", "period": "*", "grid_limit_mw": 3},
        {"region": "*", "period": "*", "grid_limit_mw": 1},
        {"region": "West", "period": "*", "grid_limit_mw": 2},
    )
    assert [found[r, "2026"] for r in ("Guizhou", "Gansu", "Beijing")] == [3.0, 2.0, 1.0]


def test_a_blank_cell_leaves_the_value_to_the_next_row() -> None:
    found = limits(
        {"region": "Guizhou", "period": "*", "electricity_price": 0.4},
        {"region": "West", "period": "2027", "grid_limit_mw": 2},
    )
    assert [found["Guizhou", t] for t in ("2026", "2027")] == [None, 2.0]


def test_the_region_decides_before_the_period() -> None:
    found = limits(
        {"region": "Guizhou", "period": "*", "grid_limit_mw": 3},
        {"region": "West", "period": "2027", "grid_limit_mw": 2},
    )
    assert found["Guizhou", "2027"] == 3.0
    assert found["Gansu", "2027"] == 2.0


def test_each_region_inherits_the_value_and_no_share_of_it() -> None:
    demand = demand_of(changed())
    assert [demand[r, "office", "2026"] for r in ("Guizhou", "Gansu")] == [1.0, 1.0]


def test_demand_without_a_party_is_that_of_the_regions_own() -> None:
    rows = [
        {"region": "Guizhou", "workload": "office", "2026": 3},
        {"region": "Guizhou", "party": "Bank", "workload": "office", "2026": 4},
    ]
    book = changed(Demand=rows)
    assert party_demand(book) == {
        ("Guizhou", "Telecom", "office", "2026"): 3.0,
        ("Guizhou", "Bank", "office", "2026"): 4.0,
    }
    assert demand_of(book) == {("Guizhou", "office", "2026"): 7.0}


def test_blank_and_own_party_are_the_same_key() -> None:
    rows = [
        {"region": "Guizhou", "workload": "office", "2026": 3},
        {"region": "West", "party": "Telecom", "workload": "office", "2026": 4},
    ]
    # Guizhou's own row wins over that of its group; Gansu belongs to Mobile, and Telecom has demand there too.
    assert party_demand(changed(Demand=rows)) == {
        ("Guizhou", "Telecom", "office", "2026"): 3.0,
        ("Gansu", "Telecom", "office", "2026"): 4.0,
    }


def test_the_model_knows_whose_the_demand_of_a_region_is() -> None:
    rows = [
        {"region": "Guizhou", "workload": "office", "2026": 3, "2027": 3},
        {"region": "Guizhou", "party": "Bank", "workload": "office", "2026": 4, "2027": 1},
        {"region": "Gansu", "party": "Telecom", "workload": "office", "2026": 2},
    ]
    case = expand(changed(Demand=rows))
    assert case.demand_pflops["Guizhou", "office", "2026"] == 7.0
    # Guizhou is Telecom's own, Gansu is Mobile's.
    assert case.party_fraction == {
        ("Guizhou", "office", "2026"): {"Bank": pytest.approx(4 / 7)},
        ("Guizhou", "office", "2027"): {"Bank": 0.25},
        ("Gansu", "office", "2026"): {"Telecom": 1.0},
    }
    assert expand(changed(Demand=rows[:1])).party_fraction == {}


def test_demand_split_between_the_regions_own_party_and_others_is_the_same_case() -> None:
    whole = [{"region": "Guizhou", "workload": "office", "2026": 8, "2027": 4}]
    parts = [
        {"region": "Guizhou", "party": "Telecom", "workload": "office", "2026": 6, "2027": 3},
        {"region": "Guizhou", "party": "Bank", "workload": "office", "2026": 2, "2027": 1},
    ]
    assert expand(changed(Demand=parts)).replace(party_fraction={}) == expand(changed(Demand=whole))


def test_a_region_without_a_party_is_its_own() -> None:
    regions = [{**row, "party": None} if row["region"] == "Gansu" else row for row in example("Regions")]
    own = [{"region": "Gansu", "party": "Gansu", "workload": "office", "2026": 2}]
    assert expand(changed(Regions=regions, Demand=own)).party_fraction == {}
    elsewhere = [{"region": "Guizhou", "party": "Gansu", "workload": "office", "2026": 2}]
    found = expand(changed(Regions=regions, Demand=elsewhere)).party_fraction
    assert found == {("Guizhou", "office", "2026"): {"Gansu": 1.0}}
    twice = [{"region": "Gansu", "workload": "office", "2026": 1}, *own]
    assert said(Regions=regions, Demand=twice) == [
        "Demand!F4: 2026 of Gansu, office is 2 here and 1 in F3, and neither row is more specific; "
        "write a row for Gansu, office itself, or clear one of the two cells"
    ]


@pytest.mark.parametrize("blank", [None, "*"])
def test_performance_without_a_region_holds_everywhere(blank: str | None) -> None:
    rows = [*example("ChipPerformance"), {"chip": "910B", "workload": "office", "region": blank, "performance": 0.3}]
    found = changed(ChipPerformance=rows).inherited("ChipPerformance")
    assert [found.number(("910B", "office", r), "performance") for r in ("Guizhou", "Beijing")] == [0.3, 0.3]


def test_a_tie_between_two_groups_names_both_cells() -> None:
    groups = [*example("Groups"), {"group": "Hubs", "region": "Guizhou"}]
    rows = [
        {"region": "West", "period": "*", "grid_limit_mw": 2},
        {"region": "Hubs", "period": "*", "grid_limit_mw": 5},
    ]
    book = changed(Groups=groups, RegionPeriods=rows)
    (tie,) = book.inherited("RegionPeriods").ties
    assert tie.keys == (("Guizhou", "2026"), ("Guizhou", "2027"))
    assert tie.problem().line() == (
        "RegionPeriods!F4: grid_limit_mw of Guizhou, 2026 and 1 more is 5 here and 2 in F3, and neither row is more "
        "specific; write a row for Guizhou, 2026 itself, or clear one of the two cells"
    )


def test_a_row_for_the_region_itself_settles_a_tie() -> None:
    groups = [*example("Groups"), {"group": "Hubs", "region": "Guizhou"}]
    rows = [
        {"region": "West", "period": "*", "grid_limit_mw": 2},
        {"region": "Hubs", "period": "*", "grid_limit_mw": 5},
        {"region": "Guizhou", "period": "*", "grid_limit_mw": 7},
    ]
    book = changed(Groups=groups, RegionPeriods=rows)
    assert book.inherited("RegionPeriods").ties == ()
    assert regions_of(book)[RegionId("Guizhou")].at[PeriodId("2026")].grid_limit_mw == 7.0
