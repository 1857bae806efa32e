"""Overrides of every sheet and column of the schema: what may be changed, by which filters, and what comes of it."""

from collections.abc import Callable

import pytest

from models.ids import BudgetId, ChipId, OfferId, OutageId, RegionId, WorkloadId
from models.instance import Case
from models.records import Chip
from planner.workbook.cells import clean
from planner.workbook.expand import expand, spelled_out
from planner.workbook.expand.book import Book
from planner.workbook.inherit import value_in
from planner.workbook.override_row import column_of
from planner.workbook.overrides import apply_sets
from planner.workbook.problems import listed
from planner.workbook.reader import check_tables, instance_of
from planner.workbook.schema import SHEETS, Column, Sheet
from planner.workbook.tables import Row
from tests.workbook.sheets import Cells, lines
from tests.workbook.whole_book import PERIODS, WHOLE, another_value, whole_book

SAME_EVERYWHERE = ("Periods", "Groups", "Scenarios", "Overrides", "Sources")
"""Sheets that no override changes."""

TELL_ROWS_APART = {
    "Settings": ("key",),
    "Slices": ("slice",),
    "Regions": ("region",),
    "RegionPeriods": ("region", "period"),
    "Pipeline": ("kind", "place", "period"),
    "Workloads": ("workload",),
    "Demand": ("region", "party", "workload"),
    "Profiles": ("workload", "region", "slice"),
    "Residency": ("workload", "origin", "host"),
    "Rental": ("offer", "workload", "region", "period"),
    "Tariffs": ("region", "workload"),
    "Chips": ("chip",),
    "ChipSupply": ("chip", "scope"),
    "ChipPerformance": ("chip", "workload", "region"),
    "Porting": ("stack", "workload"),
    "Fleet": ("region", "party", "chip", "year"),
    "PlatformTiers": ("tier",),
    "Links": ("link",),
    "LinkModules": ("link", "module"),
    "Outages": ("outage", "region", "link", "workload"),
    "Budgets": ("budget", "scope", "period"),
    "Policies": ("policy",),
    "Commitments": ("commitment",),
}
"""Columns that no override changes on the other sheets; all their other columns can be changed."""

REMARKS = ("note", "description")
"""Columns that are for readers of the workbook alone."""

CHANGEABLE = [
    (sheet, name)
    for sheet, fixed in TELL_ROWS_APART.items()
    for name in (
        *(column.name for column in SHEETS[sheet].columns if column.name not in fixed),
        *(PERIODS if SHEETS[sheet].period_columns else ()),
    )
]

NAMES_REGIONS = [
    (sheet.name, column.name)
    for sheet in SHEETS.values()
    if sheet.name not in SAME_EVERYWHERE
    for column in sheet.columns
    if (sheet.name, column.name) == ("Regions", "region")
    or column.refers_to == "Regions"
    or column.offers == "Regions.region"
]

NAMES_PERIODS = [
    (sheet.name, column.name)
    for sheet in SHEETS.values()
    if sheet.name not in SAME_EVERYWHERE
    for column in sheet.columns
    if column.refers_to == "Periods"
]


def after(*overrides: Cells, **sheets: list[dict[str, object]]) -> Book:
    """Return the workbook after the overrides, which must fit."""
    applied = apply_sets(whole_book(*overrides, **sheets), ["s"])
    assert lines(applied.problems) == []
    return Book(applied.tables)


def said(*overrides: Cells) -> list[str]:
    """Return what `planner check` says of the workbook with these overrides."""
    return lines(check_tables(whole_book(*overrides).tables))


def kind_of(sheet: Sheet, row: Row, name: str) -> Column:
    """Return what a cell may hold; on a sheet of keys and values its row says it."""
    return sheet.row_types[row.text("key")] if sheet.typed_by and name == "value" else column_of(sheet, name)


def case_of(book: Book) -> Case:
    """Return the data that the model gets."""
    return spelled_out(expand(book))


PLAIN = case_of(whole_book())


def test_the_workbook_of_these_tests_has_a_row_on_every_sheet_and_no_problem() -> None:
    assert set(WHOLE) == set(SHEETS) == {*SAME_EVERYWHERE, *TELL_ROWS_APART}
    assert [sheet for sheet, rows in WHOLE.items() if not rows] == ["Overrides"]
    assert lines(check_tables(whole_book().tables)) == [
        "Scenarios!F3: there is no override set called 's'; add its rows to the sheet Overrides"
    ]


@pytest.mark.parametrize(("name", "column"), CHANGEABLE)
def test_a_column_can_be_set_and_what_is_set_reaches_the_model(name: str, column: str) -> None:
    sheet = SHEETS[name]
    for row in whole_book().rows(name)[: None if sheet.typed_by else 1]:
        chosen = f"{sheet.columns[0].name}={row.text(sheet.columns[0].name)}"
        kind = kind_of(sheet, row, column)
        value = another_value(sheet, kind, value_in(row, column))
        book = after({"sheet": name, "filter": chosen, "column": column, "value": value})
        found = [value_in(one, column) for one in book.rows(name) if one.number == row.number]
        if column == "active":
            assert found == []
        else:
            assert found == [clean(kind, value)]
            assert found != [value_in(row, column)]
        if column not in REMARKS and kind.name != "name" and not (sheet.typed_by and column == "active"):
            assert case_of(book) != PLAIN


@pytest.mark.parametrize(("name", "column"), [(name, column) for name, column in CHANGEABLE if name != "Settings"])
def test_numbers_can_be_multiplied_and_added_to_and_nothing_else_can(name: str, column: str) -> None:
    sheet = SHEETS[name]
    kind = column_of(sheet, column)
    change = {"sheet": name, "column": column}
    if not kind.is_numeric:
        refused = f"Overrides!F3: {kind.name} holds no numbers; use the operation set"
        assert said({**change, "operation": "add", "value": 1}) == [refused]
        return
    start = another_value(sheet, kind, None)
    end = another_value(sheet, kind, start)
    assert isinstance(start, float)
    assert isinstance(end, float)
    for operation, value in (("multiply", end / start), ("add", f"{end - start}")):
        book = after({**change, "value": start}, {**change, "operation": operation, "value": value})
        assert [value_in(row, column) for row in book.rows(name)] == [pytest.approx(end)] * len(book.rows(name))


@pytest.mark.parametrize(
    ("name", "column"), [(name, column) for name, columns in TELL_ROWS_APART.items() for column in columns]
)
def test_a_column_that_tells_rows_apart_cannot_be_changed(name: str, column: str) -> None:
    others = [one for sheet, one in CHANGEABLE if sheet == name and one != "note"]
    (line,) = said({"sheet": name, "column": column, "value": "x"})
    assert line.startswith(
        f"Overrides!E3: the column {column} tells the rows of {name} apart and cannot be changed; use {others[0]}"
    )
    assert all(one in line for one in others[:12])


@pytest.mark.parametrize("name", SAME_EVERYWHERE)
def test_a_sheet_that_is_the_same_in_all_scenarios_cannot_be_changed(name: str) -> None:
    assert said({"sheet": name, "column": SHEETS[name].columns[-1].name, "value": "x"}) == [
        f"Overrides!C3: the sheet {name} is the same in all scenarios and cannot be changed by overrides; use "
        f"{listed([sheet for sheet in SHEETS if sheet not in SAME_EVERYWHERE])}"
    ]


def noted(name: str, column: str, names: list[str], chosen: str) -> list[str]:
    """Return which of the rows that name these things a filter selects: their notes are changed."""
    rows = [{**WHOLE[name][0], column: one} for one in names]
    book = after({"sheet": name, "filter": f"{column}={chosen}", "column": "note", "value": "seen"}, **{name: rows})
    return [row.text(column) for row in book.rows(name) if row.values["note"] == "seen"]


@pytest.mark.parametrize(("name", "column"), NAMES_REGIONS)
def test_a_group_selects_the_rows_that_name_it_or_its_members(name: str, column: str) -> None:
    named = SHEETS[name].column(column)
    names = ["West", "East"]
    names += ["Hubs"] if named.allows_group or named.offers is not None else []
    names += ["*"] if named.allows_group else []
    assert noted(name, column, names, "East") == ["East"]
    assert noted(name, column, names, "Hubs") == [one for one in names if one in ("West", "Hubs")]
    if "*" in names:
        assert noted(name, column, names, "*") == ["*"]


@pytest.mark.parametrize(("name", "column"), NAMES_PERIODS)
def test_a_period_selects_the_rows_that_name_it_and_a_star_those_for_all(name: str, column: str) -> None:
    names = [*PERIODS, *(["*"] if SHEETS[name].column(column).allows_all else [])]
    assert noted(name, column, names, "2027") == ["2027"]
    assert noted(name, column, names, "2026,2028") == ["2026", "2028"]
    if "*" in names:
        assert noted(name, column, names, "*") == ["*"]


@pytest.mark.parametrize("name", [sheet.name for sheet in SHEETS.values() if sheet.period_columns is not None])
def test_a_star_as_the_column_changes_the_periods_that_the_filter_leaves(name: str) -> None:
    change = {"sheet": name, "filter": "period>=2027", "column": "*", "value": 4321}
    row = after(change).rows(name)[0]
    assert [amount == 4321 for amount in row.periods.values()] == [False, True, True]


REACHED: dict[str, tuple[Cells, Callable[[Case], object], object]] = {
    "Settings": (
        {"filter": "key=discount_rate", "column": "value", "value": 0.12},
        lambda case: case.settings.discount_rate,
        0.12,
    ),
    "Slices": (
        {"filter": "slice=night", "column": "price_factor", "operation": "multiply", "value": 0.5},
        lambda case: [one.electricity_price_factor for one in case.slices.values()],
        [1.2, 0.4],
    ),
    "Regions": (
        {"filter": "region=Hubs", "column": "hall_module_mw", "operation": "multiply", "value": 3},
        lambda case: [region.hall_module_mw for region in case.regions.values()],
        [30, 10],
    ),
    "RegionPeriods": (
        {"filter": "region=East; period=2028", "column": "grid_limit_mw", "operation": "add", "value": 20},
        lambda case: [at.grid_limit_mw for at in case.regions[RegionId("East")].at.values()],
        [80, 80, 120],
    ),
    "Pipeline": (
        {"filter": "place=Hubs", "column": "amount", "value": 35},
        lambda case: [one.amount for one in case.pipeline],
        [35],
    ),
    "Workloads": (
        {"filter": "workload=training", "column": "gbps_per_pflops", "value": 2},
        lambda case: [one.gbps_per_pflops for one in case.workloads.values()],
        [2, 1],
    ),
    "Demand": (
        {"filter": "region=*; period>=2027", "column": "*", "operation": "multiply", "value": 2},
        lambda case: [pflops for key, pflops in case.demand_pflops.items() if key[1] == "inference"],
        [300, 600, 600] * 2,
    ),
    "Profiles": (
        {"filter": "workload=inference", "column": "factor", "value": 1},
        lambda case: list(case.profile.values()),
        [1] * 4,
    ),
    "Residency": (
        {"filter": "origin=East", "column": "max_remote_fraction", "value": 0.25},
        lambda case: [rule.max_remote_fraction for key, rule in case.host_rules.items() if key[1] == "East"],
        [0.25],
    ),
    "Rental": (
        {"filter": "offer=cloud", "column": "price", "operation": "multiply", "value": 2},
        lambda case: list(case.offers[OfferId("cloud")].price_m_per_pflops.values()),
        [18] * 3,
    ),
    "Tariffs": (
        {"filter": "workload=*; period=2028", "column": "*", "operation": "multiply", "value": 2},
        lambda case: [case.tariff_m_per_pflops[RegionId("West"), WorkloadId("training"), t] for t in case.periods],
        [6, 6, 12],
    ),
    "Chips": ({"filter": "chip=A1", "column": "power_kw", "value": 1.2}, lambda case: _chip(case).power_kw, 1.2),
    "ChipSupply": (
        {"filter": "chip=A1", "column": "*", "operation": "multiply", "value": 0.5},
        lambda case: list(case.supplies[0].units_per_year.values()),
        [10_000] * 3,
    ),
    "ChipPerformance": (
        {"filter": "workload=training", "column": "performance", "operation": "multiply", "value": 2},
        lambda case: [pflops for key, pflops in case.performance_pflops.items() if key[1] == "training"],
        [0.24] * 2,
    ),
    "Porting": (
        {"filter": "stack=open", "column": "cost", "value": 9},
        lambda case: list(case.porting_cost_m.values()),
        [9],
    ),
    "Fleet": (
        {"filter": "year<=2025", "column": "units", "operation": "add", "value": 1000},
        lambda case: [line.units for line in case.fleet],
        [5000],
    ),
    "PlatformTiers": (
        {"filter": "rank=1", "column": "loss_fraction", "value": "5%"},
        lambda case: [tier.loss_fraction for tier in case.tiers.values()],
        [0.05],
    ),
    "Links": (
        {"filter": "from=Hubs", "column": "existing_gbps", "operation": "multiply", "value": 0},
        lambda case: [link.existing_gbps for link in case.links.values()],
        [0],
    ),
    "LinkModules": (
        {"filter": "link=*", "column": "max_modules", "value": 2},
        lambda case: [module.max_modules for link in case.links.values() for module in link.modules.values()],
        [2],
    ),
    "Outages": (
        {"filter": "link=West-East", "column": "remaining_fraction", "value": 0.25},
        lambda case: list(case.outages[OutageId("line cut")].link_remaining.values()),
        [0.25],
    ),
    "Budgets": (
        {"filter": "budget=capital", "column": "amount", "operation": "add", "value": 1000},
        lambda case: list(case.budgets[BudgetId("capital")].amount_m.values()),
        [10_000] * 3,
    ),
    "Policies": (
        {"filter": "metric=new_capacity", "column": "value", "value": 0.6},
        lambda case: [policy.value for policy in case.policies.values()],
        [0.6],
    ),
    "Commitments": (
        {"filter": "decision=modules_built", "column": "value", "operation": "add", "value": 1},
        lambda case: [one.value for one in case.commitments.values()],
        [2],
    ),
}
"""For each sheet an override, what of the model's data it is about, and what that is then."""


def _chip(case: Case) -> Chip:
    return case.chips[ChipId("A1")]


def test_every_sheet_that_scenarios_change_is_followed_to_the_model() -> None:
    assert set(REACHED) == set(TELL_ROWS_APART)


@pytest.mark.parametrize("name", REACHED)
def test_an_override_reaches_the_plan_of_its_scenario_and_no_other(name: str) -> None:
    override, of, expected = REACHED[name]
    book = whole_book({"sheet": name, **override}, Scenarios=[{"scenario": "usual"}, *WHOLE["Scenarios"]])
    changed = instance_of(book.tables, scenario="changed").first_case
    assert of(changed) == pytest.approx(expected)
    usual = instance_of(book.tables, scenario="usual").first_case
    assert of(usual) == of(PLAIN) != pytest.approx(expected)
    assert usual == PLAIN


def test_the_name_of_the_plan_is_that_of_its_scenario() -> None:
    book = whole_book({"sheet": "Settings", "filter": "key=name", "column": "value", "value": "tight supply"})
    assert instance_of(book.tables, scenario="changed").name == "tight supply"
    assert instance_of(book.tables, name="book").name == "book"
