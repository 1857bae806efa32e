"""No cell, however wrong, ends in anything but a problem or a plan."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from planner.workbook.cells import CellError, clean
from planner.workbook.problems import Problem
from planner.workbook.reader import check_tables, instance_of
from planner.workbook.schema import SHEETS, Column
from planner.workbook.tables import Row, Tables
from tests.workbook.sheets import EXAMPLE, Sheets, lines, tables

FULL: Sheets = {
    **EXAMPLE,
    "Settings": [{"key": "base_year", "value": 2025}, {"key": "unmet_penalty", "value": 3}],
    "Slices": [
        {"slice": "day", "hours": 4380, "deferral_group": "d"},
        {"slice": "night", "hours": 4380, "deferral_group": "d"},
    ],
    "RegionPeriods": [
        {"region": "West", "period": "*", "grid_limit_mw": 30},
        {"region": "Guizhou", "period": "2027", "max_chip_types": 2},
    ],
    "Pipeline": [
        {"kind": "hall", "place": "Gansu", "period": "2027", "amount": 3},
        {"kind": "link", "place": "G-B", "period": "2027", "amount": 3},
    ],
    "Profiles": [
        {"workload": "office", "region": "*", "slice": "day", "factor": 1.5},
        {"workload": "office", "region": "*", "slice": "night", "factor": 0.5},
    ],
    "Residency": [
        {"workload": "office", "origin": "*", "host": "Beijing", "allowed": "no"},
        {"workload": "training", "origin": "Beijing", "host": "*", "max_remote_fraction": 0.5},
    ],
    "Rental": [{"offer": "cloud", "workload": "*", "region": "*", "period": "*", "price": 3, "limit_pflops": 2}],
    "Tariffs": [
        {"region": "*", "workload": "*", "2026": 3, "2027": 4},
        {"region": "West", "workload": "office", "2027": 2},
    ],
    "Porting": [{"stack": "cann", "workload": "training", "cost": 3}],
    "Fleet": [{"region": "Gansu", "chip": "A100", "year": 2024, "units": 5, "party": "Mobile"}],
    "LinkModules": [{"link": "*", "module": "400G", "gbps": 400, "cost": 3, "max_modules": 2}],
    "Outages": [
        {"outage": "quake", "slice": "day", "region": "West", "remaining_fraction": 0.1},
        {"outage": "quake", "link": "G-B"},
        {"outage": "quake", "workload": "*", "due_fraction": 0.5, "shortfall_price": 2},
    ],
    "Budgets": [
        {"budget": "nation", "period": "*", "amount": 100},
        {"budget": "west", "scope": "West", "period": "2026", "amount": 10, "payer": "nation"},
    ],
    "Policies": [
        {
            "policy": "domestic",
            "metric": "new_capacity",
            "filter": "domestic=yes",
            "denominator": "*",
            "sense": ">=",
            "value": 0.3,
        },
        {"policy": "spent", "metric": "capex", "filter": "region=West; period>=2027", "sense": "<=", "value": 1000},
    ],
    "Commitments": [
        {
            "commitment": "few",
            "decision": "bought_units",
            "filter": "chip=A100; region=Gansu",
            "sense": "<=",
            "value": 3,
        }
    ],
    "Scenarios": [
        {"scenario": "base", "probability": 0.5},
        {"scenario": "ban", "parent": "base", "data_from": "2027", "overrides": "ban"},
    ],
    "Overrides": [
        {"set": "ban", "order": 1, "sheet": "ChipSupply", "filter": "chip=A100", "column": "2027", "value": 0}
    ],
    "Sources": [{"sheet": "Regions"}],
}
"""A row or two on every sheet, without a problem."""


def test_every_sheet_can_be_right_at_once() -> None:
    assert set(FULL) == set(SHEETS)
    assert lines(check_tables(tables(FULL))) == []


@pytest.mark.slow
@pytest.mark.parametrize("sheet", list(SHEETS))
@pytest.mark.parametrize("raw", [None, "unknown"])
def test_no_cell_stops_the_checks(sheet: str, raw: object) -> None:
    for wrong, problems in _with_each_cell(tables(FULL), sheet, raw):
        found = check_tables(wrong, problems)
        assert all(problem.line() for problem in found)
        if all(problem.severity == "warning" for problem in found):
            instance_of(wrong)
            instance_of(wrong, tree=True)


def _with_each_cell(right: Tables, sheet: str, raw: object) -> Iterator[tuple[Tables, list[Problem]]]:
    """Yield the tables with each cell of a sheet changed in turn, as the reader of tables would leave them."""
    for i, row in enumerate(right[sheet]):
        for column, period in _columns(row):
            problems = []
            try:
                value = clean(column, raw)
            except CellError:
                value = None
                problems.append(Problem(sheet, "A1", "the cell cannot be used"))
            if value is None and column.required:
                problems.append(Problem(sheet, "A1", "the cell is blank"))
            value = column.default if value is None else value
            if period is not None:
                changed = replace(row, periods={**row.periods, period: value})
            else:
                name = "value" if column.name in SHEETS[sheet].row_types else column.name
                changed = replace(row, values={**row.values, name: value})
            rows = (*right[sheet][:i], *([changed] if changed.values["active"] else []), *right[sheet][i + 1 :])
            yield right.changed(sheet, rows), problems


def _columns(row: Row) -> Iterator[tuple[Column, str | None]]:
    """Yield the columns of a row, with the period of those that have one."""
    sheet = SHEETS[row.sheet]
    for column in sheet.columns:
        if sheet.typed_by is not None and column.name == "value":
            yield sheet.row_types[row.text(sheet.typed_by)], None
        else:
            yield column, None
    for period in row.periods:
        assert sheet.period_columns is not None
        yield sheet.period_columns, period
