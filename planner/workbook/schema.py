"""The schema of the workbook: every sheet and column, declared once."""

from dataclasses import replace

from planner.workbook.schema_chips import CHIP_SHEETS
from planner.workbook.schema_network import NETWORK_SHEETS
from planner.workbook.schema_places import PLACE_SHEETS
from planner.workbook.schema_rules import RULE_SHEETS
from planner.workbook.schema_scenarios import SCENARIO_SHEETS
from planner.workbook.schema_time import TIME_SHEETS
from planner.workbook.schema_types import Column, Kind, Sheet, Value
from planner.workbook.schema_work import WORK_SHEETS

__all__ = ["OVERVIEW", "SHEETS", "SHEET_ORDER", "Column", "Kind", "Sheet", "Value", "sheet_named"]

OVERVIEW = "Overview"
"""A sheet of the template for people; the reader passes over it."""

SHEETS: dict[str, Sheet] = {
    sheet.name: replace(sheet, order=order)
    for order, sheet in enumerate(
        (
            *TIME_SHEETS,
            *PLACE_SHEETS,
            *WORK_SHEETS,
            *CHIP_SHEETS,
            *NETWORK_SHEETS,
            *RULE_SHEETS,
            *SCENARIO_SHEETS,
        )
    )
}
"""All sheets by name, in the order of the workbook."""

SHEET_ORDER: dict[str, int] = {name: sheet.order for name, sheet in SHEETS.items()}


def sheet_named(name: str) -> Sheet | None:
    """Return the sheet with this name or title, in either language and any case; None when there is none."""
    return _BY_ANY_NAME.get(" ".join(name.split()).casefold())


_BY_ANY_NAME: dict[str, Sheet] = {
    word.casefold(): sheet for sheet in SHEETS.values() for word in (sheet.title_zh, sheet.title, sheet.name)
}
