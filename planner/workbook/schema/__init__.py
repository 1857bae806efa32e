"""The schema of the workbook: every sheet and column, declared once."""

from dataclasses import replace

from planner.workbook.schema.budgets import BUDGETS_SHEET
from planner.workbook.schema.chips import CHIPS_SHEET
from planner.workbook.schema.links import LINK_SHEETS
from planner.workbook.schema.outages import OUTAGES_SHEET
from planner.workbook.schema.places import PLACE_SHEETS
from planner.workbook.schema.platform import TIERS_SHEET
from planner.workbook.schema.regions import REGIONS_SHEET
from planner.workbook.schema.rules import RULE_SHEETS
from planner.workbook.schema.scenarios import SCENARIO_SHEETS
from planner.workbook.schema.service import SERVICE_SHEETS
from planner.workbook.schema.settings import SETTINGS_SHEET
from planner.workbook.schema.supply import SUPPLY_SHEETS
from planner.workbook.schema.tariffs import TARIFFS_SHEET
from planner.workbook.schema.time import TIME_SHEETS
from planner.workbook.schema.types import Column, Kind, Sheet, Value, folded
from planner.workbook.schema.work import WORK_SHEETS

__all__ = [
    "OVERVIEW",
    "OVERVIEW_ZH",
    "PROBLEMS",
    "SHEETS",
    "SHEET_ORDER",
    "Column",
    "Kind",
    "Sheet",
    "Value",
    "folded",
    "is_overview",
    "is_problem_list",
    "sheet_named",
]

OVERVIEW = "Overview"
OVERVIEW_ZH = "概览"
"""A sheet of the template for people; the reader passes over it."""
PROBLEMS = "Problems"
"""The sheet that `planner check --annotate` puts in front; the reader passes over it."""

SHEETS: dict[str, Sheet] = {
    sheet.name: replace(sheet, order=order)
    for order, sheet in enumerate(
        (
            SETTINGS_SHEET,
            *TIME_SHEETS,
            REGIONS_SHEET,
            *PLACE_SHEETS,
            *WORK_SHEETS,
            *SERVICE_SHEETS,
            TARIFFS_SHEET,
            CHIPS_SHEET,
            *SUPPLY_SHEETS,
            TIERS_SHEET,
            *LINK_SHEETS,
            OUTAGES_SHEET,
            BUDGETS_SHEET,
            *RULE_SHEETS,
            *SCENARIO_SHEETS,
        )
    )
}
"""All sheets by name, in the order of the workbook."""

SHEET_ORDER: dict[str, int] = {name: sheet.order for name, sheet in SHEETS.items()}


def sheet_named(name: str) -> Sheet | None:
    """Return the sheet with this name or title, in either language and any case; None when there is none."""
    return _BY_ANY_NAME.get(folded(name))


def is_overview(name: str) -> bool:
    """Return whether a sheet of this name is the one for people that the reader passes over."""
    return folded(name) in (folded(OVERVIEW), OVERVIEW_ZH)


def is_problem_list(name: str) -> bool:
    """Return whether a sheet of this name lists the problems of a workbook, which the reader passes over."""
    return folded(name) == folded(PROBLEMS)


_BY_ANY_NAME: dict[str, Sheet] = {
    folded(word): sheet for sheet in SHEETS.values() for word in (sheet.title_zh, sheet.title, sheet.name)
}
