"""The schema is complete and agrees with itself."""

import re
from pathlib import Path
from typing import get_args

import pytest

from models.records import Decision, Metric
from planner.workbook.cells import clean
from planner.workbook.expand.budgets import COVERABLE
from planner.workbook.expand.selections import DECISION_KEYS, METRIC_KEYS
from planner.workbook.reference import reference_page
from planner.workbook.schema import OVERVIEW, SHEET_ORDER, SHEETS, Column, Sheet, is_overview, sheet_named
from planner.workbook.schema.keys import FILTER_KEYS_ZH
from planner.workbook.units import SAME_IN_BOTH, UNITS_ZH

_ROOT = Path(__file__).resolve().parents[2]


def _columns(sheet: Sheet) -> list[Column]:
    extra = [sheet.period_columns] if sheet.period_columns is not None else []
    return [*sheet.columns, *sheet.rows, *extra]


_ALL = [
    pytest.param(sheet, column, id=f"{sheet.name}.{column.name}")
    for sheet in SHEETS.values()
    for column in _columns(sheet)
]


def test_sheets_stand_in_the_order_in_which_they_are_filled() -> None:
    assert list(SHEETS)[:4] == ["Settings", "Periods", "Slices", "Regions"]
    assert [SHEET_ORDER[name] for name in SHEETS] == list(range(len(SHEETS)))
    assert len(SHEETS) == 28


def test_the_sheets_that_are_needed_are_those_without_which_there_is_no_plan() -> None:
    needed = [name for name, sheet in SHEETS.items() if sheet.required]
    assert needed == ["Periods", "Regions", "Workloads", "Demand", "Chips", "ChipPerformance"]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_names_and_titles_of_a_sheet_tell_its_columns_apart(sheet: Sheet) -> None:
    seen: dict[str, str] = {}
    for column in sheet.columns:
        for word in (column.name.replace("_", " "), column.title, column.title_zh):
            assert seen.setdefault(word.casefold(), column.name) == column.name


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_every_sheet_has_active_and_note(sheet: Sheet) -> None:
    assert sheet.column("active").default is True
    assert sheet.column("note").default is None
    assert sheet.sentence.endswith(".")
    assert sheet.sentence_zh.endswith("。")
    for tab in (sheet.name, sheet.title, sheet.title_zh):
        assert len(tab) <= 31
        assert not set(tab) & set("[]:*?/\\'")


@pytest.mark.parametrize(("sheet", "column"), _ALL)
def test_a_column_says_what_it_means_and_what_blank_means(sheet: Sheet, column: Column) -> None:
    assert column.sentence.endswith(".")
    assert column.sentence_zh.endswith("。")
    assert column.title
    assert column.title_zh
    assert column.required or column.default is not None or (column.blank and column.blank_zh)
    assert not (column.required and column.default is not None)
    assert "(" not in column.title


@pytest.mark.parametrize(("sheet", "column"), _ALL)
def test_a_default_is_within_the_bounds_of_its_column(sheet: Sheet, column: Column) -> None:
    if column.default is not None:
        assert clean(column, column.default) == column.default
        assert type(clean(column, column.default)) is type(column.default)
    if column.usual is not None:
        low, high = column.usual
        assert low < high
        assert column.minimum is None or column.minimum <= low
        assert column.maximum is None or high <= column.maximum


@pytest.mark.parametrize(("sheet", "column"), _ALL)
def test_numbers_have_units_and_references_lead_to_a_sheet(sheet: Sheet, column: Column) -> None:
    without_unit = {"paths_per_pair", "rank", "order"}
    assert bool(column.unit) == (column.is_numeric and column.name not in without_unit)
    assert column.kind != "choice" or column.choices
    assert not column.choices or column.kind in ("choice", "key", "list")
    assert column.refers_to is None or column.refers_to in SHEETS
    assert column.kind == "key" or not (column.allows_all or column.allows_group or column.refers_to)


@pytest.mark.parametrize(("sheet", "column"), _ALL)
def test_every_word_to_choose_has_its_chinese(sheet: Sheet, column: Column) -> None:
    assert len(column.choices_zh) == (0 if column.name == "sense" else len(column.choices))
    assert len({*column.choices, *column.choices_zh}) == len(column.choices) + len(column.choices_zh)
    for choice, chinese in zip(column.choices, column.choices_zh, strict=False):
        assert clean(column, choice) == clean(column, chinese) == choice


def test_every_metric_decision_and_cost_has_its_chinese() -> None:
    policies, commitments, budgets = (SHEETS[name] for name in ("Policies", "Commitments", "Budgets"))
    assert policies.column("metric").choices == get_args(Metric)
    assert commitments.column("decision").choices == get_args(Decision)
    assert budgets.column("covers").choices == tuple(COVERABLE)
    used = [*METRIC_KEYS.values(), *DECISION_KEYS.values()]
    assert set(FILTER_KEYS_ZH) == frozenset().union(*used)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_chinese_sentences_name_no_english_sheet(sheet: Sheet) -> None:
    for thing in (sheet, *_columns(sheet)):
        words = re.findall("[A-Za-z]+", thing.sentence_zh + (thing.blank_zh if isinstance(thing, Column) else ""))
        assert not {word for word in words if word in SHEETS}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_what_a_column_offers_is_on_another_sheet(sheet: Sheet) -> None:
    for column in sheet.columns:
        if column.offers is not None:
            other, name = column.offers.split(".")
            assert SHEETS[other].has(name)


@pytest.mark.parametrize(("sheet", "column"), _ALL)
def test_every_unit_has_its_chinese(sheet: Sheet, column: Column) -> None:
    assert (column.unit in UNITS_ZH) != (column.unit in SAME_IN_BOTH)


def test_a_sheet_is_found_by_name_and_title_in_any_case() -> None:
    for word in ("regions", "REGIONS", " Regions ", "地区"):
        found = sheet_named(word)
        assert found is not None
        assert found.name == "Regions"
    assert sheet_named("Regins") is None
    assert is_overview(OVERVIEW.lower())
    assert is_overview("概览")


def test_the_reference_page_is_what_the_schema_says() -> None:
    assert (_ROOT / "docs" / "workbook.md").read_text(encoding="utf-8") == reference_page()
