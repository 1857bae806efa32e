"""What holds for the whole workbook: settings, time, budgets, policies, outages and scenarios."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from inputs.national_chips import AI_WORK, STACKS, supply
from inputs.national_data import BASE_YEAR, YEARS, Sheet, Value, assumption, cost, cost_note, target, target_note
from inputs.national_network import MAX_LEASED

SLICES = (
    ("summer day", 184 * 14, 1.30, 0.95, "summer"),
    ("summer night", 184 * 10, 0.65, 1.07, "summer"),
    ("winter day", 181 * 14, 1.20, 0.95, "winter"),
    ("winter night", 181 * 10, 0.65, 1.07, "winter"),
)
"""Name, hours, factor on the electricity price, factor on carbon, deferral group."""

DEMAND_SCENARIO = {
    "low demand": {2026: 0.96, 2027: 0.92, 2028: 0.88, 2029: 0.84, 2030: 0.80},
    "high demand": {2026: 1.05, 2027: 1.10, 2028: 1.16, 2029: 1.22, 2030: 1.28},
}
"""Factors on AI demand. The forecast for 2030 runs from 4,000 to 8,000 around 5,000 EFLOPS; the upper end is cut, as no
supply case could serve it."""

NEW_HALL_SHARE = {2028: 0.25, 2029: 0.45, 2030: 0.60}
"""What new halls are taken to draw of the hubs' power, by year."""

UNMET_M = {
    "training": 6.0,
    "realtime inference": 8.0,
    "batch inference": 5.0,
    "cloud": 70.0,
    "secured": 90.0,
    "science": 110.0,
}
"""Penalty of a PFLOPS that stays undelivered for a year, million CNY: at least two and a half times the dearest way
to serve it, so that work is left only where nothing can be bought, and then in this order."""


class Change(NamedTuple):
    """One row of Overrides without its set."""

    sheet: str
    filter: str
    column: str
    operation: str
    value: float


def settings_sheet() -> Sheet:
    """Return the sheet Settings."""
    sheet = Sheet("Settings", {"value": assumption("solver option, or a planner's choice")})
    rows = (
        ("name", "National compute plan 2026-2030", None),
        ("currency", "CNY", None),
        ("base_year", BASE_YEAR, None),
        ("discount_rate", cost("C02"), cost_note("C02")),
        ("one_off_life_years", 10, None),
        ("paths_per_pair", 1, None),
        ("mip_gap", 0.01, None),
        ("time_limit_s", 300, None),
        ("language", "en", None),
    )
    for key, value, note in rows:
        sheet.add({"key": key, "value": value}, {"value": note} if note else None)
    return sheet


def periods_sheet() -> Sheet:
    """Return the sheet Periods."""
    note = assumption("one period for each year of the horizon")
    sheet = Sheet("Periods", {"first_year": note, "years": note})
    for year in YEARS:
        sheet.add({"period": str(year), "first_year": year, "years": 1})
    return sheet


def slices_sheet() -> Sheet:
    """Return the sheet Slices."""
    sheet = Sheet(
        "Slices",
        {
            "hours": assumption("May to October and the rest of the year; day 08-22 h; 8760 h in all"),
            "price_factor": assumption("peak and valley tariffs; averages 1 by hours"),
            "carbon_factor": assumption("solar power by day; averages 1 by hours"),
        },
    )
    for name, hours, price, carbon, group in SLICES:
        row = {"slice": name, "hours": hours, "price_factor": price, "carbon_factor": carbon, "deferral_group": group}
        sheet.add(row)
    return sheet


def budgets_sheet() -> Sheet:
    """Return the sheet Budgets."""
    note = target_note("T72", "650 billion CNY in 2025, grown by about 15 % in 2026 and 8 % a year after")
    sheet = Sheet("Budgets", {"amount": note.assumed()})
    for year, amount in zip(YEARS, (750e3, 820e3, 890e3, 960e3, 1040e3), strict=True):
        sheet.add(
            {
                "budget": "capital",
                "scope": "nation",
                "period": str(year),
                "amount": amount,
                "covers": "capital",
                "carry_over": "yes",
            }
        )
    return sheet


def policies_sheet() -> Sheet:
    """Return the sheet Policies."""
    sheet = Sheet(
        "Policies", {"price": assumption("price of a soft limit; dear enough to be followed where it can be")}
    )
    late = ";".join(str(year) for year in YEARS[2:])

    def add(policy: str, source: str, remark: str, row: Mapping[str, Value]) -> None:
        row = {"policy": policy, "mode": "hard", **row, "note": remark or None}
        sheet.add(row, {"value": target_note(source, remark)})

    add(
        "AI share",
        "T02",
        "share of counted capacity on the FP32 count (AI cards FP16 / 8)",
        {
            "metric": "counted_capacity",
            "filter": "class=AI",
            "denominator": "*",
            "apply": "each period",
            "sense": ">=",
            "value": target("T02"),
        },
    )
    add(
        "hub share of new capacity",
        "T06",
        "new counted capacity in the 14 hub regions, over the horizon",
        {
            "metric": "new_capacity",
            "filter": "region=Hubs",
            "denominator": "*",
            "apply": "total",
            "sense": ">=",
            "value": target("T06"),
        },
    )
    add(
        "west share of new AI capacity",
        "T70",
        "70 % of new compute of 2021-2025; half taken, as the twelve western regions hold 43 % of the AI stock",
        {
            "metric": "new_capacity",
            "filter": "class=AI; region=West",
            "denominator": "class=AI",
            "apply": "total",
            "sense": ">=",
            "value": 0.5,
        },
    )
    add(
        "average PUE of a region",
        "T11",
        "",
        {"metric": "pue", "apply": "each region", "sense": "<=", "value": target("T11")},
    )
    add(
        "average PUE of the country",
        "T35",
        "1.42 was reported in 2025; limit between it and the 1.25 and 1.30 of new halls",
        {"metric": "pue", "apply": "each period", "period": late, "sense": "<=", "value": 1.32},
    )
    add(
        "domestic share of new AI",
        "T57",
        "state-funded centres buy domestic; forecasts near 80 % (chip_supply.csv)",
        {
            "metric": "new_capacity",
            "filter": "class=AI; domestic=yes",
            "denominator": "class=AI",
            "apply": "each period",
            "sense": ">=",
            "value": 0.8,
            "mode": "soft",
            "price": 0.3,
        },
    )
    add(
        "domestic share of new general nodes",
        "T57",
        "the rule is for AI chips; a quarter of general nodes taken for state buyers",
        {
            "metric": "new_units",
            "filter": "class=general; domestic=yes",
            "denominator": "class=general",
            "apply": "each period",
            "sense": ">=",
            "value": 0.25,
        },
    )
    add(
        "utilisation of the west",
        "T15",
        "50 % of racks in policy; 40 % of unit-time taken here",
        {
            "metric": "utilisation",
            "filter": "region=West",
            "apply": "each period",
            "period": late,
            "sense": ">=",
            "value": 0.4,
            "mode": "soft",
            "price": 0.05,
        },
    )
    for year, share in NEW_HALL_SHARE.items():
        add(
            f"green power of hubs {year}",
            "T07",
            f"80 % is asked of new halls, which are taken to draw {share:.0%} of the hubs' power in {year}",
            {
                "metric": "green_share",
                "filter": "region=Hubs",
                "apply": "each period",
                "period": str(year),
                "sense": ">=",
                "value": round(target("T07") * share, 3),
                "mode": "soft",
                "price": 0.0002,
            },
        )
    return sheet


def scenarios_sheet() -> Sheet:
    """Return the sheet Scenarios."""
    sheet = Sheet("Scenarios", {"probability": assumption("judgement; used only when futures are weighed together")})
    for name, probability, text in (
        ("base", 0.35, "Base chip supply, links built, forecast demand"),
        ("tight", 0.20, "Tight export control: memory-limited domestic makers, no foreign cards"),
        ("loose", 0.15, "Loose export control: memory and licence relief"),
        ("leased links", 0.10, "Bandwidth is leased at a hundred times the cost of building it"),
        ("low demand", 0.10, "AI demand a fifth lower in 2030"),
        ("high demand", 0.10, "AI demand more than a quarter higher in 2030"),
    ):
        overrides = None if name == "base" else name
        sheet.add({"scenario": name, "probability": probability, "overrides": overrides, "description": text})
    return sheet


def overrides_sheet() -> Sheet:
    """Return the sheet Overrides."""
    sheet = Sheet("Overrides", {"order": assumption("order within the set")})
    for name, band in (("tight", "low"), ("loose", "high")):
        base, table = supply(), supply(band)
        changed = [
            Change("ChipSupply", f"chip={chip}", str(year), "set", table[chip][year])
            for chip in STACKS
            for year in YEARS
            if chip in table and table[chip][year] != base[chip][year]
        ]
        _add_set(sheet, name, changed, f"planning limit, {band} column of chip_supply.csv")
    modules = [
        Change("LinkModules", "module=built pair", "max_modules", "set", 0),
        Change("LinkModules", "module=leased waves", "max_modules", "set", MAX_LEASED),
    ]
    _add_set(sheet, "leased links", modules, "links are either built or leased; docs/national.md, Links")
    work = f"workload={','.join(AI_WORK)}"
    for name, factors in DEMAND_SCENARIO.items():
        changed = [Change("Demand", work, str(year), "multiply", factor) for year, factor in factors.items()]
        _add_set(sheet, name, changed, "forecasts for 2030 run from 4,000 to 8,000 around 5,000; upper end cut")
    return sheet


def _add_set(sheet: Sheet, name: str, changes: Iterable[Change], remark: str) -> None:
    for order, change in enumerate(changes, start=1):
        row = {
            "set": name,
            "order": order,
            "sheet": change.sheet,
            "filter": change.filter,
            "column": change.column,
            "operation": change.operation,
            "value": change.value,
        }
        sheet.add(row, {"value": assumption(remark)})
