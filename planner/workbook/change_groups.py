"""Which changes of a workbook belong together, so that their effect on the cost can be told apart from others'."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.workbook.differences import WHOLE_ROW, Difference
from planner.workbook.filters import parse
from planner.workbook.schema import SHEETS, Column
from planner.workbook.tables import Row, Tables

NAMES = "New and dropped things"
"""A chip that is new comes with its rows on several sheets, none of which stands without the others."""
SCENARIOS = "Scenarios"
SEARCH = "How long is searched"
NO_EFFECT = "No effect on the plan"

_CHIP_PRICES, _CHIPS, _SUPPLY = "Prices of chips", "Chips and software", "Supply of chips"
_HALLS, _ENERGY, _STAFF = "Halls and power", "Electricity and carbon", "Staff"
_PLACES, _PLATFORM = "Regions", "Platform and pooling"
_OF_SHEET: Mapping[str, str] = {
    "Settings": "Money and penalties",
    "Periods": "Time and slices",
    "Slices": "Time and slices",
    "Demand": "Demand",
    "Profiles": "Demand",
    "Workloads": "Workloads",
    "Residency": "Residency",
    "Rental": "Rental",
    "Chips": _CHIPS,
    "ChipPerformance": _CHIPS,
    "Porting": _CHIPS,
    "ChipSupply": _SUPPLY,
    "Fleet": "Fleet and pipeline",
    "Pipeline": "Fleet and pipeline",
    "Regions": _PLACES,
    "RegionPeriods": _PLACES,
    "Groups": _PLACES,
    "PlatformTiers": _PLATFORM,
    "Links": "Links",
    "LinkModules": "Links",
    "Outages": "Outages",
    "Budgets": "Budgets",
    "Policies": "Policies",
    "Commitments": "Commitments",
    "Scenarios": SCENARIOS,
    "Overrides": SCENARIOS,
    "Sources": NO_EFFECT,
    "Tariffs": NO_EFFECT,
}
_HALL_COLUMNS = (
    "hall_module_mw",
    "hall_module_cost",
    "max_hall_modules",
    "opening_cost",
    "hall_lead_years",
    "hall_life_years",
    "hall_fixed_om",
    "existing_hall_mw",
    "grid_limit_mw",
    "pue_existing",
    "pue_new",
)
_REGION_COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(_HALL_COLUMNS, _HALLS),
    **dict.fromkeys(("electricity_price", "grid_carbon", "carbon_price", "green_premium"), _ENERGY),
    **dict.fromkeys(("staff_per_mw", "staff_limit", "staff_cost", "training_cost"), _STAFF),
    **dict.fromkeys(("alone_fraction", "starting_tier"), _PLATFORM),
    **dict.fromkeys(("name", "name_zh", "latitude", "longitude"), NO_EFFECT),
}
_OF_COLUMN: Mapping[str, Mapping[str, str]] = {
    "Regions": _REGION_COLUMNS,
    "RegionPeriods": _REGION_COLUMNS,
    "Chips": {**dict.fromkeys(("price", "price_year", "price_trend"), _CHIP_PRICES), "name": NO_EFFECT},
    "ChipSupply": dict.fromkeys(("price_factor", "price"), _CHIP_PRICES),
    "Workloads": {"description": NO_EFFECT},
    "Scenarios": {"description": NO_EFFECT},
}
_OF_SETTING: Mapping[str, str] = {
    **dict.fromkeys(("mip_gap", "time_limit_s"), SEARCH),
    **dict.fromkeys(("name", "language"), NO_EFFECT),
}
_SHEETS_OF_THINGS = ("Periods", "Slices", "Regions", "Groups", "Workloads", "Chips", "PlatformTiers", "Links")
"""Their first columns are the names that other sheets refer to."""


@dataclass(frozen=True)
class Grouping:
    """The groups that the changes between two workbooks belong to."""

    names: frozenset[str]
    """Names of things that only one of the two has."""

    def group_of(self, change: Difference) -> str:
        """Return the group of a change."""
        if change.column == "note":
            return NO_EFFECT
        sheet = SHEETS[change.sheet]
        if change.sheet not in ("Sources", "Settings") and self._is_aboutnames_of(change):
            return NAMES
        if change.sheet == "Settings":
            return _OF_SETTING.get(change.row.text("key"), _OF_SHEET["Settings"])
        by_column = _OF_COLUMN.get(sheet.name, {})
        if change.column == WHOLE_ROW:
            # A row of one concern belongs to it, others to the sheet.
            filled = [column.name for column in sheet.columns if change.row.values[column.name] != column.default]
            about = {by_column[name] for name in filled if name in by_column}
            others = [name for name in filled if name not in by_column and not sheet.column(name).key]
            amounts = any(amount is not None for amount in change.row.periods.values())
            return about.pop() if len(about) == 1 and not others and not amounts else _OF_SHEET[sheet.name]
        return by_column.get(change.column, _OF_SHEET[sheet.name])

    def grouped(self, changes: Iterable[Difference]) -> dict[str, list[Difference]]:
        """Return the changes by group, in the order of the workbook; last what has no effect on the cheapest plan."""
        found: dict[str, list[Difference]] = {}
        for change in changes:
            found.setdefault(self.group_of(change), []).append(change)
        return {name: found[name] for name in sorted(found, key=_place)}

    def _is_aboutnames_of(self, change: Difference) -> bool:
        """Return whether a change stands or falls with a thing that only one of the two has."""
        if not self.names:
            return False
        sheet = SHEETS[change.sheet]
        if change.column in self.names and not sheet.has(change.column):
            return True  # the column of a period
        columns = [column for column in sheet.columns if column.key or column is sheet.columns[0]]
        if change.column == WHOLE_ROW:
            columns = list(sheet.columns)
        elif sheet.has(change.column):
            columns.append(sheet.column(change.column))
        rows = [row for row in (change.row_a, change.row_b) if row is not None]
        return any(self._mentions(column, row) for row in rows for column in columns)

    def _mentions(self, column: Column, row: Row) -> bool:
        text = row.text(column.name)
        if column.kind == "filter":
            return any(value in self.names for term in parse(text).terms for value in term.values)
        if column.kind == "list":
            return any(part.strip() in self.names for part in text.split(";"))
        return column.kind == "key" and text in self.names


def grouping(a: Tables, b: Tables) -> Grouping:
    """Return how the changes from one workbook to another are grouped."""
    one_sided: set[str] = set()
    for sheet in _SHEETS_OF_THINGS:
        one_sided |= names_of(a, sheet) ^ names_of(b, sheet)
    return Grouping(frozenset(one_sided))


def all_groups() -> tuple[str, ...]:
    """Return the names of all groups whose changes can change the cost, in their order."""
    columns = (group for by_column in _OF_COLUMN.values() for group in by_column.values())
    found = dict.fromkeys((NAMES, *_OF_SHEET.values(), *columns))
    return tuple(sorted((name for name in found if name not in (SEARCH, NO_EFFECT)), key=_place))


def names_of(tables: Tables, sheet: str) -> set[str]:
    """Return what the first column of a sheet names."""
    first = SHEETS[sheet].columns[0].name
    return {row.text(first) for row in tables.get(sheet, ())}


_ORDER = (
    NAMES,
    "Time and slices",
    "Demand",
    "Workloads",
    "Residency",
    _SUPPLY,
    _CHIP_PRICES,
    _CHIPS,
    "Fleet and pipeline",
    _PLACES,
    _HALLS,
    _ENERGY,
    _STAFF,
    _PLATFORM,
    "Links",
    "Outages",
    "Rental",
    "Budgets",
    "Policies",
    "Commitments",
    "Money and penalties",
    SCENARIOS,
    SEARCH,
    NO_EFFECT,
)


def _place(group: str) -> int:
    return _ORDER.index(group)
