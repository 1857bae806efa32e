"""What differs between two workbooks, in which groups, and what lies between them."""

from typing import Any

import pytest

from planner.errors import WorkbookError
from planner.report.comparison.causes import group_names
from planner.report.words import ENGLISH
from planner.workbook.blend import Inputs, side_by_side
from planner.workbook.change_groups import NAMES, NO_EFFECT, SCENARIOS, SEARCH, all_groups, grouping
from planner.workbook.differences import WHOLE_ROW, Difference, differences
from planner.workbook.schema import SHEETS
from tests.workbook.sheets import EXAMPLE, Rows, example, tables


def book(**sheets: Rows) -> Inputs:
    return Inputs(tables({**EXAMPLE, **sheets}))


def found(**sheets: Rows) -> list[tuple[Any, ...]]:
    """Return what differs between the example and one with these sheets in place of its own."""
    return [
        (one.sheet, one.row.number, one.column, *one.values)
        for one in differences(book().tables, book(**sheets).tables)
    ]


def with_cells(sheet: str, row: int, **cells: object) -> dict[str, Rows]:
    """Return a sheet of the example with other cells in one of its rows."""
    rows = example(sheet)
    rows[row].update(cells)
    return {sheet: rows}


def test_a_changed_cell_is_found_by_the_names_of_its_row_and_column() -> None:
    assert found(**with_cells("ChipSupply", 1, **{"2027": 100})) == [("ChipSupply", 4, "2027", 900.0, 100.0)]
    assert found(**with_cells("Chips", 0, price=90_000)) == [("Chips", 3, "price", 100_000.0, 90_000.0)]


def test_the_order_of_rows_does_not_count() -> None:
    assert found(Regions=list(reversed(EXAMPLE["Regions"])), Chips=list(reversed(EXAMPLE["Chips"]))) == []


def test_a_blank_cell_is_its_default() -> None:
    assert found(**with_cells("Regions", 0, existing_hall_mw=0)) == []


def test_a_row_that_only_one_has_is_one_difference() -> None:
    added = [*EXAMPLE["Demand"], {"region": "Gansu", "workload": "office", "2026": 3}]
    (one,) = differences(book().tables, book(Demand=added).tables)
    assert (one.sheet, one.column, one.row_a, one.cells) == ("Demand", WHOLE_ROW, None, ("", "A5"))
    (one,) = differences(book(Demand=added).tables, book().tables)
    assert one.row_b is None


def test_rows_without_a_key_are_matched_as_a_whole() -> None:
    twice = [{"sheet": "Chips", "source": "list"}, {"sheet": "Chips", "source": "list"}]
    assert found(Sources=twice[:1]) == [("Sources", 3, WHOLE_ROW, None, None)]
    a, b = book(Sources=twice), book(Sources=twice[:1])
    assert len(differences(a.tables, b.tables)) == 1
    assert differences(a.tables, a.tables) == []


def groups(**sheets: Rows) -> dict[str, int]:
    """Return how many changes each group has between the example and another."""
    return {group: len(changes) for group, changes in side_by_side(book(), book(**sheets)).changes.items()}


@pytest.mark.parametrize(
    ("sheets", "group"),
    [
        (with_cells("ChipSupply", 0, **{"2026": 1}), "Supply of chips"),
        (with_cells("ChipSupply", 0, price_factor=2), "Prices of chips"),
        (with_cells("Chips", 0, price=1), "Prices of chips"),
        (with_cells("Chips", 0, power_kw=1), "Chips and software"),
        (with_cells("Regions", 0, electricity_price=0.5), "Electricity and carbon"),
        (with_cells("Regions", 0, grid_limit_mw=5), "Halls and power"),
        ({"RegionPeriods": [{"region": "*", "period": "*", "carbon_price": 9}]}, "Electricity and carbon"),
        ({"RegionPeriods": [{"region": "*", "period": "*", "carbon_price": 9, "grid_limit_mw": 9}]}, "Regions"),
        ({"Policies": [{"policy": "p", "metric": "units", "sense": "<=", "value": 9}]}, "Policies"),
        (with_cells("Demand", 0, **{"2026": 11}), "Demand"),
        (with_cells("Demand", 0, note="sure"), NO_EFFECT),
        (with_cells("Regions", 0, name="Kweichow"), NO_EFFECT),
        ({"Settings": [{"key": "mip_gap", "value": 0.5}]}, SEARCH),
        ({"Settings": [{"key": "discount_rate", "value": 0.5}]}, "Money and penalties"),
    ],
)
def test_a_change_belongs_to_the_group_of_what_it_is_about(sheets: dict[str, Rows], group: str) -> None:
    assert groups(**sheets) == {group: 1}


NEW_CHIP: dict[str, Rows] = {
    "Chips": [*EXAMPLE["Chips"], {"chip": "new", "stack": "cann", "power_kw": 1, "price": 10}],
    "ChipSupply": [*EXAMPLE["ChipSupply"], {"chip": "new", "2026": 1}],
    "ChipPerformance": [*EXAMPLE["ChipPerformance"], {"chip": "new", "workload": "office", "performance": 1}],
    "Policies": [{"policy": "p", "metric": "units", "filter": "chip=new", "sense": "<=", "value": 9}],
}


def test_a_new_chip_and_all_that_names_it_belong_together() -> None:
    assert groups(**NEW_CHIP) == {NAMES: 4}


def test_a_new_period_takes_its_columns_along() -> None:
    periods = [*EXAMPLE["Periods"], {"period": "2028", "first_year": 2028}]
    demand = [{**row, "2028": 7} for row in example("Demand")]
    assert groups(Periods=periods, Demand=demand) == {NAMES: 3}


def test_every_sheet_and_column_has_a_group_with_a_name() -> None:
    named = group_names(ENGLISH)
    assert set(named) == {*all_groups(), SEARCH, NO_EFFECT}
    of_all = grouping(book().tables, book().tables)
    everything = {**EXAMPLE, **{name: EXAMPLE.get(name) or [_row(name)] for name in SHEETS}}
    for name, sheet in SHEETS.items():
        row = tables(everything)[name][0]
        for column in (WHOLE_ROW, *(column.name for column in sheet.columns)):
            assert of_all.group_of(Difference(name, column, row, row)) in named


def _row(name: str) -> dict[str, object]:
    return {"key": "currency", "value": "CNY"} if name == "Settings" else {}


def test_all_groups_of_changes_together_make_the_second_workbook() -> None:
    a = book()
    b = book(**NEW_CHIP, **with_cells("Regions", 0, grid_limit_mw=5), **with_cells("Demand", 0, **{"2026": 11}))
    pair = side_by_side(a, b)
    assert pair.between(pair.changes).instance("x") == pair.b.instance("x")
    assert pair.between(()).instance("x") == pair.a.instance("x")


def test_one_group_changes_nothing_else() -> None:
    b = book(**with_cells("Regions", 0, grid_limit_mw=5, electricity_price=0.5))
    between = side_by_side(book(), b).between(["Halls and power"]).instance("x").first_case
    assert between.regions["Guizhou"].at["2026"].grid_limit_mw == 5
    assert between.regions["Guizhou"].at["2026"].electricity_price_m_per_mwh == 0


def test_a_row_goes_or_comes_with_its_group() -> None:
    pair = side_by_side(book(), book(Demand=EXAMPLE["Demand"][:1]))
    assert len(pair.between(["Demand"]).tables["Demand"]) == 1
    assert len(pair.between(["Links"]).tables["Demand"]) == 2


def test_changes_that_cannot_stand_alone_make_no_instance() -> None:
    # Two periods that begin in the same year are an error.
    periods = [{"period": "2026", "first_year": 2026}, {"period": "2027", "first_year": 2026}]
    pair = side_by_side(book(), book(Periods=periods))
    with pytest.raises(WorkbookError):
        pair.between(pair.causes).instance("x")


FUTURES: dict[str, Rows] = {
    "Scenarios": [{"scenario": "usual"}, {"scenario": "scarce", "overrides": "half"}],
    "Overrides": [
        {
            "set": "half",
            "order": 1,
            "sheet": "ChipSupply",
            "filter": "chip=A100",
            "column": "*",
            "operation": "multiply",
            "value": 0.5,
        }
    ],
}


def test_two_scenarios_of_a_workbook_differ_in_what_they_override() -> None:
    whole = book(**FUTURES).tables
    pair = side_by_side(Inputs(whole, "usual"), Inputs(whole, "scarce"))
    assert [(one.column, *one.values) for one in pair.changes["Supply of chips"]] == [
        ("2026", 500.0, 250.0),
        ("2027", 400.0, 200.0),
    ]
    assert pair.causes == ("Supply of chips",)


def test_a_tree_and_one_of_its_futures_differ_in_their_scenarios() -> None:
    whole = book(**FUTURES).tables
    pair = side_by_side(Inputs(whole, tree=True), Inputs(whole, "usual"))
    assert pair.changes == {SCENARIOS: []}
    assert pair.between([SCENARIOS]).instance("x").tree.is_chain
    assert not pair.between([]).instance("x").tree.is_chain


def test_workbooks_without_a_common_region_are_unrelated() -> None:
    other = Inputs(tables({**EXAMPLE, "Regions": [{"region": "Utah"}]}))
    assert side_by_side(book(), other).is_unrelated
    assert not side_by_side(book(), book()).is_unrelated
