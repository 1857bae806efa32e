"""Demand: what the fleet delivers in the base year at the use reported for it, grown by the national forecasts.

A national "scale" is installed capacity. Delivered work is its performance (efficiency included) times the share of
time in which it is occupied; the two never stand in the same number.
"""

from collections.abc import Mapping

from inputs.national_chips import AI_WORK, GENERAL_WORK, INFERENCE_ONLY, performance
from inputs.national_data import (
    EXISTING,
    NAMES,
    PERIODS,
    YEARS,
    Note,
    Sheet,
    assumption,
    national_series,
    rounded,
    target,
    weights,
)
from inputs.national_fleet import GENERAL_CHIPS, fleet_units, peak_pflops

AI_USE = target("T63")
"""Share of time in which AI units are occupied at the end of 2025."""
GENERAL_USE_AT_PEAK = target("T42")
"""Share of time in which general nodes are occupied in the busiest slice."""
GENERAL_GROWTH = {2026: 1.17, 2027: 1.17, 2028: 1.16, 2029: 1.15, 2030: 1.15}
GENERAL_SHARE = {"cloud": 0.35, "secured": 0.55, "science": 0.10}
"""How the occupied time of general nodes is divided. Secured work may not leave its region."""
LATENCY_SENSITIVE = 0.4
"""Share of inference that must be answered at once."""

SCALE = "intelligent computing scale, rescaled to the end-2025 survey"
INFERENCE = "inference share of AI compute"

PROFILE: Mapping[str, Mapping[str, float]] = {
    "realtime inference": {"day": 1.25, "night": 0.65},
    "batch inference": {"day": 0.9, "night": 1.14},
    "cloud": {"day": 1.10, "night": 0.86},
    "secured": {"day": 1.20, "night": 0.72},
}
"""Factors on demand by time of day; 14 hours of day and 10 of night make each average 1."""


def occupied_shares() -> dict[str, float]:
    """Return how the occupied time of the AI fleet in the base year is divided, weighted by FP16 peak."""
    inference = national_series(INFERENCE)[2025]
    return {
        "training": 1 - inference,
        "realtime inference": inference * LATENCY_SENSITIVE,
        "batch inference": inference * (1 - LATENCY_SENSITIVE),
    }


def general_use() -> float:
    """Return the average use of general nodes that reaches the reported use in the busiest slice."""
    peak = sum(share * max(PROFILE.get(work, {"all": 1.0}).values()) for work, share in GENERAL_SHARE.items())
    return GENERAL_USE_AT_PEAK / peak


def base_demand() -> dict[str, float]:
    """Return delivered PFLOPS at the end of 2025 by workload."""
    units: dict[str, float] = {}
    for (_, chip, _), count in fleet_units().items():
        units[chip] = units.get(chip, 0.0) + count
    demand = dict.fromkeys((*AI_WORK, *GENERAL_WORK), 0.0)
    ai_peak = {chip: count * peak_pflops(chip) for chip, count in units.items() if chip not in GENERAL_CHIPS}
    trains = sum(peak for chip, peak in ai_peak.items() if chip not in INFERENCE_ONLY)
    shares = occupied_shares()
    inference = 1 - shares["training"]
    training_time = shares["training"] * sum(ai_peak.values()) / trains
    for chip in ai_peak:
        for work in AI_WORK:
            if work == "training":
                time = 0.0 if chip in INFERENCE_ONLY else training_time
            else:
                time = (1.0 if chip in INFERENCE_ONLY else 1 - training_time) * shares[work] / inference
            demand[work] += AI_USE * time * units[chip] * (performance(chip, work) or 0.0)
    for chip in GENERAL_CHIPS:
        for work, share in GENERAL_SHARE.items():
            demand[work] += general_use() * share * units[chip] * (performance(chip, work) or 0.0)
    return demand


def growth(work: str) -> dict[int, float]:
    """Return demand of each year over that of the end of 2025."""
    if work in GENERAL_WORK:
        factors, value = {}, 1.0
        for year in YEARS:
            value *= GENERAL_GROWTH[year]
            factors[year] = value
        return factors
    scale, inference = national_series(SCALE), national_series(INFERENCE)

    def work_scale(year: int) -> float:
        share = 1 - inference[year] if work == "training" else inference[year]
        return scale[year] * share

    return {year: work_scale(year) / work_scale(2025) for year in YEARS}


def region_shares(work: str, year: int) -> dict[str, float]:
    """Return how demand is divided among regions.

    AI demand follows its weight from the start. General work stands where its machines stand at the end of 2025, as
    most of it may not leave, and moves evenly to its weight by 2030.
    """
    if work in AI_WORK:
        return weights("ai_demand_weight")
    weight = weights("general_demand_weight")
    stock = {code: float(EXISTING[code]["general_eflops_fp32_mid2025"]) for code in NAMES}
    moved = (year - 2025) / (YEARS[-1] - 2025)
    whole = sum(stock.values())
    return {code: (1 - moved) * stock[code] / whole + moved * weight[code] for code in NAMES}


def demand_pflops() -> dict[tuple[str, str, int], float]:
    """Return delivered PFLOPS by region, workload and year."""
    base, growths = base_demand(), {work: growth(work) for work in (*AI_WORK, *GENERAL_WORK)}
    return {
        (code, work, year): base[work] * growths[work][year] * region_shares(work, year)[code]
        for work in base
        for year in YEARS
        for code in NAMES
    }


def demand_sheet(party: Mapping[str, str]) -> Sheet:
    """Return the sheet Demand."""
    sheet = Sheet("Demand", {})
    values = demand_pflops()
    for code in NAMES:
        for work in (*AI_WORK, *GENERAL_WORK):
            keys = {"region": NAMES[code], "party": party[code], "workload": work}
            years = {str(year): rounded(values[code, work, year], 4) for year in YEARS}
            note = _demand_note("ai" if work in AI_WORK else "general")
            sheet.add({**keys, **years}, dict.fromkeys(PERIODS, note))
    return sheet


def _demand_note(kind: str) -> Note:
    weight = f"divided among regions by {kind}_demand_weight of demand.csv (assumption)"
    if kind == "general":
        weight = "divided by machines in place, moving evenly to general_demand_weight by 2030 (assumption)"
    if kind == "ai":
        text = f"fleet x performance x 30 % use (T63), grown by scale x training or inference share; {weight}"
        return Note("demand_national.csv, IDC/Inspur rescaled to the end-2025 survey", "2026-2030", "assumption", text)
    text = f"fleet x performance x average use that makes 38 % (T42) in the busiest slice, +15 to 17 % a year; {weight}"
    return Note("demand_national.csv, general computing scale, CAGR 18.8 %; T71 +20 %", "2026-2030", "assumption", text)


def profiles_sheet() -> Sheet:
    """Return the sheet Profiles."""
    note = assumption("day 08-22 h, night 22-08 h; averages exactly 1 by hours")
    sheet = Sheet("Profiles", {"factor": note})
    for work, factors in PROFILE.items():
        for season in ("summer", "winter"):
            for part, factor in factors.items():
                sheet.add({"workload": work, "region": "*", "slice": f"{season} {part}", "factor": factor})
    return sheet


def workloads_sheet(unmet_m: Mapping[str, float]) -> Sheet:
    """Return the sheet Workloads; `unmet_m` is the penalty by workload, million CNY per PFLOPS-year."""
    bandwidth = assumption("planning value; derivation in docs/national.md, Links")
    sheet = Sheet(
        "Workloads",
        {
            "gbps_per_pflops": bandwidth,
            "deferrable_fraction": assumption("share of jobs that may wait for the other half of the day"),
            "unmet_penalty": assumption("three times the dearest supply or more; docs/national.md, Unmet demand"),
            "max_latency_ms": assumption("10 ms one way: the 20 ms between hubs (T08) read as a return time"),
        },
    )
    rows = (
        ("training", "AI", 0.2, None, 0.0, "paths", "Training of AI models; data and checkpoints travel"),
        ("realtime inference", "AI", 0.5, 10, 0.0, "paths", "Inference answered at once: chat, search, speech, video"),
        ("batch inference", "AI", 0.2, None, 0.25, "paths", "Inference that may wait: labelling, recommendation"),
        ("cloud", "general", 30, 10, 0.05, "paths", "General compute on public clouds, movable within limits"),
        ("secured", "general", 0, None, 0.0, "paths", "General compute that must stay in its region"),
        ("science", "HPC", 5, None, 0.3, "paths", "Scientific and engineering batch work"),
    )
    for work, kind, gbps, latency, deferrable, routing, text in rows:
        sheet.add(
            {
                "workload": work,
                "class": kind,
                "gbps_per_pflops": gbps,
                "max_latency_ms": latency,
                "residency": "region",
                "deferrable_fraction": deferrable,
                "single_host": "no",
                "routing": routing,
                "unmet_penalty": unmet_m[work],
                "description": text,
            }
        )
    return sheet
