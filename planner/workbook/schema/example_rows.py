"""The examples of a blank workbook: a row or two on each sheet, which together make a small plan once they count."""

from collections.abc import Mapping, Sequence
from typing import Literal

ExampleRow = Mapping[str, object]

_EXAMPLES: Mapping[str, tuple[ExampleRow, ...]] = {
    "Slices": (
        {"slice": "day", "hours": 4380, "price_factor": 1.2, "deferral_group": "any day"},
        {"slice": "night", "hours": 4380, "price_factor": 0.8, "deferral_group": "any day"},
    ),
    "Regions": (
        {
            "region": "West",
            "name": "Western plain",
            "name_zh": "西部平原",
            "latitude": 26.6,
            "longitude": 106.7,
            "party": "Carrier",
            "hall_module_mw": 10,
            "max_hall_modules": 20,
            "hall_module_cost": 320,
            "existing_hall_mw": 30,
            "grid_limit_mw": 400,
            "pue_existing": 1.4,
            "pue_new": 1.2,
            "electricity_price": 0.35,
        },
        {
            "region": "East",
            "name": "Eastern coast",
            "name_zh": "东部沿海",
            "latitude": 31.2,
            "longitude": 121.5,
            "party": "Carrier",
            "hall_module_mw": 10,
            "max_hall_modules": 4,
            "hall_module_cost": 420,
            "existing_hall_mw": 20,
            "grid_limit_mw": 80,
            "pue_existing": 1.5,
            "pue_new": 1.3,
            "electricity_price": 0.65,
        },
    ),
    "RegionPeriods": ({"region": "East", "period": "{last}", "grid_limit_mw": 100},),
    "Groups": (
        {"group": "Hubs", "region": "West"},
        {"group": "Hubs", "region": "East"},
    ),
    "Pipeline": ({"kind": "hall", "place": "West", "period": "{last}", "amount": 20},),
    "Workloads": (
        {
            "workload": "training",
            "class": "AI",
            "gbps_per_pflops": 0.5,
            "residency": "anywhere",
            "deferrable_fraction": 0.2,
            "unmet_penalty": 30,
        },
        {
            "workload": "inference",
            "class": "AI",
            "gbps_per_pflops": 1,
            "max_latency_ms": 20,
            "residency": "group",
            "unmet_penalty": 30,
        },
    ),
    "Demand": (
        {"region": "East", "workload": "training", "{each}": 900},
        {"region": "*", "workload": "inference", "{each}": 300},
    ),
    "Profiles": (
        {"workload": "inference", "region": "*", "slice": "day", "factor": 1.3},
        {"workload": "inference", "region": "*", "slice": "night", "factor": 0.7},
    ),
    "Residency": ({"workload": "inference", "origin": "East", "host": "*", "max_remote_fraction": 0.5},),
    "Rental": (
        {"offer": "cloud", "workload": "inference", "region": "East", "period": "*", "limit_pflops": 50, "price": 9},
    ),
    "Tariffs": ({"region": "*", "workload": "*", "{each}": 6},),
    "Chips": (
        {
            "chip": "A1",
            "name": "Accelerator 1",
            "vendor": "Maker",
            "stack": "open",
            "class": "AI",
            "domestic": True,
            "power_kw": 0.9,
            "price": 110_000,
            "lifetime_years": 5,
            "counted_pflops": 0.03,
        },
    ),
    "ChipSupply": ({"chip": "A1", "scope": "nation", "{each}": 20_000},),
    "ChipPerformance": (
        {"chip": "A1", "workload": "training", "performance": 0.12},
        {"chip": "A1", "workload": "inference", "performance": 0.1},
    ),
    "Porting": ({"stack": "open", "workload": "training", "cost": 0},),
    "Fleet": ({"region": "East", "chip": "A1", "year": 2025, "units": 4_000},),
    "PlatformTiers": ({"tier": "shared", "rank": 1, "joining_cost": 5, "pooled_fraction": 0.8, "loss_fraction": 0.03},),
    "Links": (
        {
            "link": "West-East",
            "from": "West",
            "to": "East",
            "party": "Carrier",
            "km": 1900,
            "direction": "both",
            "existing_gbps": 400,
        },
    ),
    "LinkModules": ({"link": "*", "module": "400G", "gbps": 400, "cost": 60, "yearly_cost": 4, "max_modules": 6},),
    "Outages": (
        {"outage": "line cut", "slice": "day", "link": "West-East", "remaining_fraction": 0.5},
        {"outage": "line cut", "workload": "*", "due_fraction": 0.7, "shortfall_price": 10},
    ),
    "Budgets": ({"budget": "capital", "scope": "nation", "period": "*", "amount": 9_000, "covers": "capital"},),
    "Policies": (
        {
            "policy": "home-made share",
            "metric": "new_capacity",
            "filter": "domestic=yes",
            "denominator": "*",
            "apply": "each period",
            "sense": ">=",
            "value": 0.5,
            "mode": "hard",
        },
    ),
    "Commitments": (
        {
            "commitment": "first hall in the West",
            "decision": "modules_built",
            "filter": "region=West; period={first}",
            "apply": "total",
            "sense": ">=",
            "value": 1,
            "mode": "fixed",
        },
    ),
    "Scenarios": (
        {"scenario": "usual", "probability": 0.7, "description": "Chips come as agreed."},
        {"scenario": "tight", "probability": 0.3, "overrides": "half the chips", "description": "Half of them come."},
    ),
    "Overrides": (
        {
            "set": "half the chips",
            "order": 1,
            "sheet": "ChipSupply",
            "filter": "chip=A1",
            "column": "*",
            "operation": "multiply",
            "value": 0.5,
        },
    ),
    "Sources": (
        {"sheet": "Regions", "cell": "electricity_price", "source": "Price list of the grid", "status": "reported"},
    ),
}

_NAMES_ZH: Mapping[str, str] = {
    "day": "白天",
    "night": "夜间",
    "any day": "每日",
    "West": "西部",
    "East": "东部",
    "West-East": "西部-东部",
    "Western plain": "西部平原",
    "Eastern coast": "东部沿海",
    "Carrier": "运营商",
    "Hubs": "枢纽",
    "training": "训练",
    "inference": "推理",
    "cloud": "公有云",
    "Accelerator 1": "加速卡 1",
    "Maker": "厂商甲",
    "open": "开放",
    "shared": "共享",
    "line cut": "光缆中断",
    "home-made share": "国产占比",
    "domestic=yes": "国产=是",
    "first hall in the West": "西部首个机房",
    "region=West; period={first}": "地区=西部; 时期={first}",
    "usual": "常规",
    "tight": "紧缺",
    "half the chips": "芯片减半",
    "chip=A1": "芯片=A1",
    "Chips come as agreed.": "芯片按约供应。",
    "Half of them come.": "仅半数到货。",
    "Price list of the grid": "电网价目表",
}
"""The names of the examples in Chinese; words that the planner knows are put into Chinese by the schema."""

_NOTE = {
    "en": "example: delete the row, or change it and set active to yes",
    "zh": "示例：可删除该行，或修改后将“启用”改为“是”",
}


def example_rows(language: Literal["en", "zh"], periods: Sequence[str]) -> dict[str, list[dict[str, object]]]:
    """Return the examples by sheet, for a workbook with these periods; none of the rows is active."""
    return {
        sheet: [{**_row(row, language, periods), "active": False, "note": _NOTE[language]} for row in rows]
        for sheet, rows in _EXAMPLES.items()
    }


def _row(row: ExampleRow, language: Literal["en", "zh"], periods: Sequence[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for column, value in row.items():
        if isinstance(value, str):
            value = (_NAMES_ZH.get(value, value) if language == "zh" else value).format(
                first=periods[0], last=periods[-1]
            )
        names = periods if column == "{each}" else (column,)
        found |= dict.fromkeys(names, value)
    return found
