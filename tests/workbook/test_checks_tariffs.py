"""Demand without a tariff where some has one: one blank cell, the exact sentence."""

from planner.workbook.checks.tariffs import missing_tariffs
from planner.workbook.expand import expand
from planner.workbook.problems import in_order
from tests.workbook.sheets import changed, said

EVERYWHERE = {"region": "*", "workload": "*", "2026": 3, "2027": 4}
NO_CASE = "and so no business case at tariffs"


def test_a_blank_tariff_of_demand_is_told_at_its_cell() -> None:
    assert said(Tariffs=[EVERYWHERE]) == []
    some = {"region": "*", "workload": "office", "2026": 3, "2027": 4}
    training = {"region": "Beijing", "workload": "training", "2026": 3}
    assert said(Tariffs=[some, training]) == [
        f"warning: Tariffs!F4: there is no tariff for 'training' in Beijing in 2027, {NO_CASE}; fill the cell"
    ]


def test_demand_that_no_tariff_is_about_is_told_at_the_demand() -> None:
    assert said(Tariffs=[{"region": "Beijing", "workload": "*", "2026": 3, "2027": 4}]) == [
        f"warning: Demand!F4: there is no tariff for 'office' in Guizhou and 1 more, {NO_CASE}; add a row to Tariffs"
    ]


def test_a_workbook_without_tariffs_is_not_reminded_of_them_until_they_are_asked_for() -> None:
    assert said() == []
    book = changed()
    assert [problem.line() for problem in in_order(missing_tariffs(book, expand(book)))] == [
        f"Demand!F3: there is no tariff for 'training' in Beijing, {NO_CASE}; add a row to Tariffs",
        f"Demand!F4: there is no tariff for 'office' in Guizhou and 1 more, {NO_CASE}; add a row to Tariffs",
    ]


def test_two_groups_may_not_set_the_tariff_of_a_region_alike() -> None:
    groups = [{"group": name, "region": "Gansu"} for name in ("West", "North")]
    rows = [EVERYWHERE, *({"region": name, "workload": "*", "2026": 1 + i} for i, name in enumerate(("West", "North")))]
    (line,) = said(
        Groups=groups, Tariffs=rows, Demand=[{"region": "Gansu", "workload": "office", "2026": 1, "2027": 1}]
    )
    assert line.startswith("Tariffs!E5: 2026 of Gansu, training and 1 more is 2 here and 1 in E4")
