"""Builds inputs/national.xlsx from the data beside it: `python -m inputs.build_national`."""

from pathlib import Path

from inputs.national_chips import chips_sheet, performance_sheet, porting_sheet, supply_sheet
from inputs.national_data import PERIODS, Sheet, Value
from inputs.national_demand import demand_sheet, profiles_sheet, workloads_sheet
from inputs.national_fleet import fleet_sheet
from inputs.national_network import link_modules_sheet, links_sheet, rental_sheet, residency_sheet, tiers_sheet
from inputs.national_places import groups_sheet, party_names, pipeline_sheet, regions_sheet
from inputs.national_rules import (
    UNMET_M,
    budgets_sheet,
    overrides_sheet,
    periods_sheet,
    policies_sheet,
    scenarios_sheet,
    settings_sheet,
    slices_sheet,
)
from inputs.national_sources import columns_of, sources_rows
from planner.workbook.template import write_workbook

PATH = Path(__file__).parent / "national.xlsx"


def national_sheets() -> tuple[Sheet, ...]:
    """Return all sheets of the workbook but Sources."""
    parties = party_names()
    return (
        settings_sheet(),
        periods_sheet(),
        slices_sheet(),
        groups_sheet(),
        regions_sheet(),
        pipeline_sheet(),
        tiers_sheet(),
        workloads_sheet(UNMET_M),
        demand_sheet(parties),
        profiles_sheet(),
        residency_sheet(),
        rental_sheet(),
        chips_sheet(),
        supply_sheet(),
        performance_sheet(),
        porting_sheet(),
        fleet_sheet(parties),
        links_sheet(),
        link_modules_sheet(),
        budgets_sheet(),
        policies_sheet(),
        scenarios_sheet(),
        overrides_sheet(),
    )


def national_rows() -> dict[str, list[dict[str, Value]]]:
    """Return the rows of every sheet of the workbook, Sources included."""
    sheets = national_sheets()
    columns = {sheet.name: columns_of(sheet.name, PERIODS) for sheet in sheets}
    return {**{sheet.name: sheet.rows for sheet in sheets}, "Sources": sources_rows(sheets, columns)}


def main() -> None:
    """Write the workbook and say where it is."""
    rows = national_rows()
    write_workbook(PATH, rows, PERIODS)
    print(f"{PATH.name}: {sum(map(len, rows.values())):,} rows on {len(rows)} sheets")


if __name__ == "__main__":
    main()
