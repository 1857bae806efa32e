"""Override sets: changes of a column in the rows that a filter selects."""

from pathlib import Path

import pytest

from planner.workbook.expand import expand
from planner.workbook.expand.book import Book
from planner.workbook.override_row import FIXED
from planner.workbook.overrides import apply_sets
from planner.workbook.problems import listed
from planner.workbook.reader import check_workbook
from planner.workbook.schema import SHEETS
from planner.workbook.tables import Row
from planner.workbook.template import write_workbook
from tests.workbook.books import SMALL
from tests.workbook.sheets import Rows, changed, example, lines


def after(*overrides: dict[str, object], **sheets: Rows) -> Book:
    """Return the example after the overrides, which must fit."""
    applied = apply_sets(overridden(*overrides, **sheets), ["s"])
    assert lines(applied.problems) == []
    return Book(applied.tables)


def overridden(*overrides: dict[str, object], **sheets: Rows) -> Book:
    """Return the example with one override set, `s`."""
    rows = [{"set": "s", "order": order, **row} for order, row in enumerate(overrides, 1)]
    return changed(Overrides=rows, **sheets)


def said(*overrides: dict[str, object], **sheets: Rows) -> list[str]:
    """Return what is wrong with the overrides."""
    return lines(apply_sets(overridden(*overrides, **sheets), ["s"]).problems)


def column(book: Book, sheet: str, name: str) -> list[object]:
    """Return the values of a column."""
    return [row.values[name] for row in book.rows(sheet)]


def in_period(rows: tuple[Row, ...], period: str) -> list[object]:
    """Return the values of the column of a period."""
    return [amount for row in rows for name, amount in row.periods.items() if name == period]


def test_set_replaces_multiply_scales_and_add_adds() -> None:
    book = after(
        {"sheet": "Chips", "filter": "chip=A100", "column": "price", "operation": "multiply", "value": 2},
        {"sheet": "Chips", "filter": "chip=A100", "column": "price", "operation": "add", "value": -50_000},
        {"sheet": "Chips", "filter": "stack=cann", "column": "lead_years", "value": 3},
    )
    assert column(book, "Chips", "price") == [150_000.0, 80_000.0]
    assert column(book, "Chips", "lead_years") == [0.0, 3.0]


def test_changes_are_made_by_their_order_and_not_by_their_row() -> None:
    rows = [
        {"set": "s", "order": 2, "sheet": "Chips", "column": "power_kw", "operation": "multiply", "value": 2},
        {"set": "s", "order": 1, "sheet": "Chips", "column": "power_kw", "value": 1},
    ]
    book = Book(apply_sets(changed(Overrides=rows), ["s"]).tables)
    assert column(book, "Chips", "power_kw") == [2.0, 2.0]


def test_later_sets_lie_on_top() -> None:
    row = {"order": 1, "sheet": "Chips", "column": "power_kw"}
    book = changed(Overrides=[{"set": "a", "value": 1, **row}, {"set": "b", "value": 2, **row}])
    assert column(Book(apply_sets(book, ["a", "b"]).tables), "Chips", "power_kw") == [2.0, 2.0]
    assert column(Book(apply_sets(book, ["b", "a"]).tables), "Chips", "power_kw") == [1.0, 1.0]


def test_the_column_may_be_a_period() -> None:
    book = after({"sheet": "ChipSupply", "filter": "chip=A100", "column": "2027", "value": 0})
    assert in_period(book.rows("ChipSupply"), "2027") == [0.0, 900.0]
    assert in_period(book.rows("ChipSupply"), "2026") == [500.0, 900.0]


def test_a_star_is_all_periods_that_the_filter_leaves() -> None:
    book = after(
        {
            "sheet": "Demand",
            "filter": "workload=training; period>=2027",
            "column": "*",
            "operation": "multiply",
            "value": 1.5,
        }
    )
    assert in_period(book.rows("Demand"), "2026") == [10.0, 1.0]
    assert in_period(book.rows("Demand"), "2027") == [30.0, 2.0]


def test_a_group_in_a_filter_fits_rows_that_name_it_or_its_members() -> None:
    demand = [*example("Demand"), {"region": "Gansu", "workload": "training", "2026": 1}]
    book = after({"sheet": "Demand", "filter": "region=West", "column": "2026", "value": 7}, Demand=demand)
    assert in_period(book.rows("Demand"), "2026") == [10.0, 7.0, 7.0]


def test_the_demand_of_one_party_grows_and_with_it_its_share() -> None:
    demand = [
        {"region": "Guizhou", "workload": "office", "2026": 6, "2027": 6},
        {"region": "Guizhou", "party": "Bank", "workload": "office", "2026": 2, "2027": 2},
    ]
    growth = {"sheet": "Demand", "filter": "party=Bank; period>=2027", "column": "*", "operation": "multiply"}
    case = expand(after({**growth, "value": 3}, Demand=demand))
    assert list(case.demand_pflops.values()) == [8.0, 12.0]
    assert list(case.party_fraction.values()) == [{"Bank": 0.25}, {"Bank": 0.5}]
    assert said({**growth, "filter": "party=Banc", "value": 3}, Demand=demand) == [
        "Overrides!D3: no row of the sheet Demand has the party 'Banc'; did you mean 'Bank'?"
    ]


def test_a_blank_value_sets_the_cell_blank_again() -> None:
    book = after({"sheet": "Chips", "filter": "chip=A100", "column": "price"})
    assert column(book, "Chips", "price") == [None, 80_000.0]
    book = after({"sheet": "Regions", "column": "max_hall_modules"})
    assert column(book, "Regions", "max_hall_modules") == [0, 0, 0]


def test_a_row_made_inactive_is_gone() -> None:
    book = after({"sheet": "Links", "filter": "link=S-B", "column": "active", "value": "no"})
    assert book.names("Links") == ("G-B",)


def test_a_row_that_is_not_active_counts_once_an_override_says_so() -> None:
    spare = {"link": "G-S", "from": "Guizhou", "to": "Gansu", "km": 900, "active": "no"}
    links = [spare, *example("Links")]
    wake = {"sheet": "Links", "filter": "link=G-S", "column": "active", "value": "yes"}
    assert changed(Links=links).names("Links") == ("G-B", "S-B")
    assert after(wake, Links=links).names("Links") == ("G-S", "G-B", "S-B")
    longer = {"sheet": "Links", "filter": "link=G-S", "column": "km", "value": 950}
    assert said(longer, Links=links) == [
        "Overrides!D3: row 3 of the sheet Links, with the link 'G-S', is not active; make it active by an override "
        "before this one"
    ]
    book = after(wake, longer, Links=links)
    assert column(book, "Links", "km") == [950.0, 2000.0, 1500.0]


def test_what_is_wrong_with_a_row_matters_once_an_override_makes_it_active(tmp_path: Path) -> None:
    chips = [*SMALL["Chips"], {"chip": "b", "power_kw": "much", "active": "no"}]
    wake = {"set": "s", "order": 1, "sheet": "Chips", "filter": "chip=b", "column": "active", "value": "yes"}
    sheets = {
        **SMALL,
        "Demand": [{**SMALL["Demand"][0], "2027": 0, "2028": 0}],
        "Chips": chips,
        "Scenarios": [{"scenario": "late", "overrides": "s"}],
    }
    write_workbook(tmp_path / "without.xlsx", {**sheets, "Scenarios": []}, ["2027", "2028"])
    write_workbook(tmp_path / "with.xlsx", {**sheets, "Overrides": [wake]}, ["2027", "2028"])
    assert [one.line() for one in check_workbook(tmp_path / "without.xlsx") if one.severity == "error"] == []
    assert [one.line() for one in check_workbook(tmp_path / "with.xlsx") if one.severity == "error"] == [
        "Overrides!G3: it makes row 4 active, and Chips!G4: power_kw is 'much', but must be a number"
    ]


def test_a_row_made_active_is_wrong_where_another_has_its_key() -> None:
    links = [*example("Links"), {**example("Links")[0], "km": 900, "active": "no"}]
    wake = {"sheet": "Links", "filter": "km=900", "column": "active", "value": "yes"}
    assert said(wake, Links=links) == [
        "Overrides!G3: it makes row 5 active, and Links!A5: link 'G-B' is on row 3 already"
    ]
    rest = {"sheet": "Links", "filter": "km=2000", "column": "active", "value": "no"}
    assert column(after(rest, wake, Links=links), "Links", "km") == [1500.0, 900.0]


def test_a_setting_is_changed_by_its_key() -> None:
    settings = [{"key": "discount_rate", "value": 0.05}]
    book = after(
        {"sheet": "Settings", "filter": "key=discount_rate", "column": "value", "value": 0.1}, Settings=settings
    )
    assert column(book, "Settings", "value") == [0.1]


def test_the_tables_of_the_workbook_stay_as_they_are() -> None:
    book = overridden({"sheet": "Chips", "column": "power_kw", "value": 9})
    apply_sets(book, ["s"])
    assert column(book, "Chips", "power_kw") == [0.5, 0.4]


@pytest.mark.parametrize(
    ("override", "line"),
    [
        (
            {"sheet": "Chipz", "column": "price", "value": 1},
            "Overrides!C3: there is no sheet called 'Chipz'; did you mean 'Chips'?",
        ),
        (
            {"sheet": "Periods", "column": "years", "value": 2},
            "Overrides!C3: the sheet Periods is the same in all scenarios and cannot be changed by overrides; use "
            + listed([sheet for sheet in SHEETS if sheet not in FIXED]),
        ),
        (
            {"sheet": "Chips", "column": "prise", "value": 1},
            "Overrides!E3: the sheet Chips has no column 'prise'; did you mean 'price'?",
        ),
        (
            {"sheet": "Chips", "column": "chip", "value": 1},
            "Overrides!E3: the column chip tells the rows of Chips apart and cannot be changed; use name, vendor, "
            "stack, class, domestic, power_kw, price, price_year, price_trend, lead_years, lifetime_years, fixed_om or "
            "one of 5 more",
        ),
        (
            {"sheet": "Demand", "column": "2031", "value": 1},
            "Overrides!E3: the sheet Demand has no column '2031'; use active, 2026, 2027 or *",
        ),
        (
            {"sheet": "Chips", "filter": "vender=N", "column": "price", "value": 1},
            "Overrides!D3: the filter key 'vender' is not known for the sheet Chips; did you mean 'vendor'?",
        ),
        (
            {"sheet": "Regions", "filter": "period=2027", "column": "grid_limit_mw", "value": 1},
            "Overrides!D3: the sheet Regions holds for all periods; change the sheet RegionPeriods instead",
        ),
        (
            {"sheet": "Chips", "filter": "chip=H20", "column": "price", "value": 1},
            "Overrides!D3: there is no chip called 'H20'; use A100 or 910B",
        ),
        (
            {"sheet": "Chips", "filter": "chip", "column": "price", "value": 1},
            "Overrides!D3: 'chip' is not a condition; write key=value, such as region=West",
        ),
        (
            {"sheet": "ChipSupply", "filter": "chip=A100,H20", "column": "price", "value": 1},
            "Overrides!D3: there is no chip called 'H20'; use A100 or 910B",
        ),
        (
            {"sheet": "Chips", "filter": "chip=A100; stack=cann", "column": "price", "value": 1},
            "Overrides!D3: no row of the sheet Chips fits the filter 'chip=A100; stack=cann'; an override adds no rows",
        ),
        (
            {"sheet": "Chips", "filter": "stack=cudo", "column": "price", "value": 1},
            "Overrides!D3: no row of the sheet Chips has the stack 'cudo'; did you mean 'cuda'?",
        ),
        (
            {"sheet": "Chips", "filter": "stack!=cudo", "column": "price", "value": 1},
            "Overrides!D3: no row of the sheet Chips has the stack 'cudo'; did you mean 'cuda'?",
        ),
        (
            {"sheet": "Chips", "filter": "domestic=perhaps", "column": "price", "value": 1},
            "Overrides!D3: in the condition 'domestic=perhaps', domestic is 'perhaps', but must be yes or no",
        ),
        (
            {"sheet": "Chips", "filter": "chip>A", "column": "price", "value": 1},
            "Overrides!D3: the condition 'chip>A' compares names; use = or != with chip",
        ),
        (
            {"sheet": "Regions", "filter": "region=Wast", "column": "grid_limit_mw", "value": 1},
            "Overrides!D3: there is no region or group called 'Wast'; did you mean 'West'?",
        ),
        (
            {"sheet": "Regions", "filter": "region=*", "column": "grid_limit_mw", "value": 1},
            "Overrides!D3: no row of the sheet Regions has the region '*'; leave region out of the filter for all rows",
        ),
        (
            {"sheet": "Demand", "filter": "region=*", "column": "2026", "value": 1},
            "Overrides!D3: no row of the sheet Demand has the region '*'; leave region out of the filter for all rows",
        ),
        (
            {"sheet": "Demand", "filter": "region=Gansu", "column": "2026", "value": 1},
            "Overrides!D3: no row of the sheet Demand has the region 'Gansu', for which row 4 holds by 'West'; an "
            "override adds no rows",
        ),
        (
            {"sheet": "Demand", "filter": "period>=2031x", "column": "*", "value": 1},
            "Overrides!D3: the period 2031x is not on the sheet Periods; use 2026 or 2027",
        ),
        (
            {"sheet": "ChipSupply", "filter": "period=2027", "column": "price", "value": 1},
            "Overrides!D3: the column price holds for all periods; name a period or * as the column, or leave period "
            "out of the filter",
        ),
        (
            {"sheet": "Rental", "column": "price", "value": 1},
            "Overrides!D3: the sheet Rental has no rows; an override adds no rows",
        ),
        (
            {"sheet": "Chips", "column": "power_kw", "value": -5},
            "Overrides!G3: power_kw is -5, but must be 0 or more",
        ),
        (
            {"sheet": "Chips", "column": "power_kw", "value": "much"},
            "Overrides!G3: power_kw is 'much', but must be a number",
        ),
        (
            {"sheet": "Links", "column": "to", "value": "Biejing"},
            "Overrides!G3: there is no region called 'Biejing'; did you mean 'Beijing'?",
        ),
        (
            {"sheet": "Links", "column": "direction", "value": "bath"},
            "Overrides!G3: direction is 'bath', but must be one, both or shared; did you mean 'both'?",
        ),
        (
            {"sheet": "Chips", "column": "power_kw"},
            "Overrides!G3: power_kw must be given and cannot be made blank",
        ),
        (
            {"sheet": "Chips", "column": "vendor", "operation": "multiply", "value": 2},
            "Overrides!F3: vendor holds no numbers; use the operation set",
        ),
        (
            {"sheet": "Chips", "column": "price", "operation": "add", "value": "much"},
            "Overrides!G3: the operation add needs a number as its value, but value is 'much'",
        ),
        (
            {"sheet": "Chips", "column": "lot_size", "operation": "add", "value": 2},
            "Overrides!F3: lot_size is blank in all the rows that fit, so that nothing is changed; use set",
        ),
    ],
)
def test_an_override_that_cannot_be_made_names_its_cell(override: dict[str, object], line: str) -> None:
    assert said(override) == [line]


def test_a_result_out_of_bounds_names_the_cell_that_would_hold_it() -> None:
    override = {"sheet": "Chips", "filter": "chip=A100", "column": "power_kw", "operation": "add", "value": -1}
    assert said(override) == [
        "Overrides!G3: it makes Chips!G3 wrong: power_kw is -0.5, but must be 0 or more",
    ]
    override = {"sheet": "Demand", "filter": "region=Beijing", "column": "2026", "operation": "add", "value": -11}
    assert said(override) == [
        "Overrides!G3: it makes Demand!F3 wrong: demand of 2026 is -1, but must be 0 or more",
    ]


def test_a_group_selects_its_regions_on_their_own_sheet() -> None:
    book = after({"sheet": "Regions", "filter": "region=West", "column": "grid_limit_mw", "value": 9})
    assert column(book, "Regions", "grid_limit_mw") == [9.0, 9.0, None]


def test_a_word_of_a_filter_may_be_in_either_language() -> None:
    links = [{**row, "direction": direction} for row, direction in zip(example("Links"), ("both", "one"), strict=True)]
    change = {"sheet": "链路", "filter": "方向=双向", "column": "现有带宽", "operation": "相乘", "value": "50%"}
    assert column(after(change, Links=links), "Links", "existing_gbps") == [200.0, 400.0]


def test_a_setting_that_is_no_number_is_not_multiplied() -> None:
    settings = [{"key": "discount_rate", "value": 0.05}, {"key": "currency", "value": "EUR"}]
    override = {"sheet": "Settings", "column": "value", "operation": "multiply", "value": 2}
    assert said(override, Settings=settings) == [
        "Overrides!F3: Settings!B4 is 'EUR', which is no number; narrow the filter, or use the operation set"
    ]


def test_a_set_that_is_not_there_changes_nothing() -> None:
    book = changed()
    assert apply_sets(book, ["none"]).tables == book.tables
