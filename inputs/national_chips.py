"""Chips: price and power with their share of server and network, what they deliver, and how many can be had."""

from collections.abc import Mapping
from math import sqrt

from inputs.national_data import (
    CARDS,
    PERIODS,
    YEARS,
    Note,
    Sheet,
    assumption,
    cost,
    cost_note,
    records,
    rounded,
    target,
)
from inputs.national_fleet import GENERAL_CHIPS, peak_pflops

STACKS: Mapping[str, str] = {
    "A800-80": "CUDA",
    "H800-80": "CUDA",
    "H20-96": "CUDA",
    "H200-141": "CUDA",
    "ASC-910B": "CANN",
    "ASC-910C": "CANN",
    "ASC-950PR": "CANN",
    "ASC-950DT": "CANN",
    "ASC-960": "CANN",
    "ASC-970": "CANN",
    "CAM-590": "Neuware",
    "KUN-P800": "XPU",
    "THD-PPU": "PPU",
    "MET-C550": "MACA",
    "MET-C600": "MACA",
    "HYG-K100AI": "DTK",
    "MTT-S5000": "MUSA",
    "CPU-X86-2S": "x86",
    "CPU-DOM-2S": "Arm",
}
"""The chips of the workbook, in its order, with their software stack."""

FLEET_ONLY = ("A800-80", "H800-80", "MET-C550")

INFERENCE_ONLY = ("H20-96", "ASC-950PR", "THD-PPU", "HYG-K100AI", "MTT-S5000")
"""Cards bought as single servers: a light network, and no training of large models on them."""

AI_WORK = ("training", "realtime inference", "batch inference")
GENERAL_WORK = ("cloud", "secured", "science")

CUDA_EFFICIENCY = cost("C64")
DOMESTIC_EFFICIENCY = cost("C65")
PFLOPS_PER_TB_S = 0.989 / 3.35
"""Memory bandwidth is weighed as the H100 class has it, so that an H100 is neutral."""
REALTIME_FACTOR = 0.85
"""Small batches keep a card from its best rate."""

GENERAL_EFFICIENCY = {
    "CPU-X86-2S": {"cloud": 0.30, "secured": 0.30, "science": 0.25},
    "CPU-DOM-2S": {"cloud": 0.55, "secured": 0.55, "science": 0.35},
}
"""Share of peak FP32 that general work reaches. Whole-number work uses little of the wide vector units that make up
the x86 peak, so a domestic node delivers 62 % of an x86 node and not the 34 % of the peaks."""

OTHER_DOMESTIC = {"MET-C600": 0.40, "HYG-K100AI": 0.35, "MTT-S5000": 0.25}
"""How the pooled supply of the other domestic makers is split."""

NODE_SUPPLY = {"CPU-X86-2S": 5_000_000, "CPU-DOM-2S": 1_500_000}
"""General nodes that the market can deliver in a year; above what servers have sold in any year so far."""

PRICE_TREND = {"accelerator": -0.05, "node": -0.02}
INTEGRATION_M = {"CUDA": 10.0, "CANN": 20.0, "x86": 2.0, "Arm": 5.0}
INTEGRATION_OTHER_M = 30.0
APPLICATION_GROUPS = 200
"""Groups of AI applications in the country that are ported at the price of C60 each."""
PORTED_BEFORE = 0.5
"""Part of the port of a stack that the fleet's use has paid already."""
INFERENCE_PORT = 0.2
"""Porting inference against porting training."""


STORAGE_TB = 0.5
"""All-flash storage that a card brings with it, TB."""


def efficiency(chip: str) -> float:
    """Return the share of peak FP16 that training reaches on a chip."""
    return CUDA_EFFICIENCY if STACKS[chip] == "CUDA" else DOMESTIC_EFFICIENCY


def performance(chip: str, workload: str) -> float | None:
    """Return delivered PFLOPS of a fully occupied unit; None: the chip cannot run the workload."""
    if chip in GENERAL_CHIPS:
        share = GENERAL_EFFICIENCY[chip].get(workload)
        return None if share is None else peak_pflops(chip) * share
    if workload not in AI_WORK:
        return None
    if workload == "training":
        return None if chip in INFERENCE_ONLY else peak_pflops(chip) * efficiency(chip)
    bandwidth = float(CARDS[chip]["memory_bw_tb_per_s"]) * PFLOPS_PER_TB_S
    batch = sqrt(peak_pflops(chip) * bandwidth) * efficiency(chip)
    return batch * (REALTIME_FACTOR if workload == "realtime inference" else 1.0)


def unit_price(chip: str) -> float:
    """Return the price of a unit with its share of server, network and storage, CNY."""
    card = float(CARDS[chip]["price_cny"])
    if chip in GENERAL_CHIPS:
        return card
    network = cost("C35") + cost("C36") if chip in INFERENCE_ONLY else cost("C37")
    return card + cost("C32") + network + cost("C78") * STORAGE_TB


def unit_kw(chip: str) -> float:
    """Return the power of a unit with its share of the server, kW."""
    card = float(CARDS[chip]["tdp_w"]) / 1000
    return card if chip in GENERAL_CHIPS else card * cost("C33")


def counted(chip: str) -> float:
    """Return the PFLOPS that statistics count for a unit, on the FP32 count for all chips."""
    return peak_pflops(chip) / (1.0 if chip in GENERAL_CHIPS else target("T56"))


def chips_sheet() -> Sheet:
    """Return the sheet Chips."""
    sheet = Sheet(
        "Chips",
        {
            "lead_years": assumption("delivered within the year of the order"),
            "lifetime_years": cost_note("C69"),
            "fixed_om": cost_note("C54"),
            "idle_power_fraction": assumption("idle draw of accelerators 0.30, of general nodes 0.45 of full power"),
            "price_trend": assumption("fall in price for the same unit: accelerators 5 %, general nodes 2 % a year"),
            "integration_cost": assumption("team of platform engineers (costs.csv C53) for each type in a region"),
        },
    )
    for chip, stack in STACKS.items():
        node = chip in GENERAL_CHIPS
        card = CARDS[chip]
        bought = chip not in FLEET_ONLY
        sheet.add(
            {
                "chip": chip,
                "name": card["name"],
                "vendor": card["vendor"],
                "stack": stack,
                "class": "general" if node else "AI",
                "domestic": "yes" if card["domestic"] == "1" else "no",
                "power_kw": rounded(unit_kw(chip), 4),
                "price": unit_price(chip) if bought else None,
                "price_year": int(card["price_year"]) if bought else None,
                "price_trend": (PRICE_TREND["node" if node else "accelerator"]) if bought else None,
                "lead_years": 0,
                "lifetime_years": cost("C70" if node else "C69"),
                "fixed_om": cost("C54"),
                "idle_power_fraction": 0.45 if node else 0.30,
                "integration_cost": INTEGRATION_M.get(stack, INTEGRATION_OTHER_M),
                "counted_pflops": rounded(counted(chip), 6),
            },
            _chip_notes(chip),
        )
    return sheet


def _chip_notes(chip: str) -> dict[str, Note]:
    card = CARDS[chip]
    node = chip in GENERAL_CHIPS
    network = "400G card and cable (C35, C36)" if chip in INFERENCE_ONLY else "three-layer cluster network (C37)"
    added = "" if node else f" + chassis (C32) + {network} + 0.5 TB storage (C78)"
    status = "derived" if card["price_status"] != "assumption" else "assumption"
    price = Note(
        card["source"],
        card["price_year"],
        card["price_status"] if node else status,
        f"{card['price_cny']} CNY ({card['price_status']}){added}",
    )
    spec = Note(card["source"], card["year"], "derived", f"{card['tdp_w']} W" + ("" if node else " x 1.5 (C33)"))
    peak = "FP32 peak" if node else f"FP16 peak {card['bf16_dense_tflops']} TFLOPS / 8 (T56)"
    count = Note(card["source"], card["year"], "derived", f"{peak}; specification {card['spec_status']}")
    return {
        "power_kw": spec,
        "price": price,
        "price_year": price.saying("year of the price"),
        "counted_pflops": count,
        **({"lifetime_years": cost_note("C70")} if node else {}),
    }


def performance_sheet() -> Sheet:
    """Return the sheet ChipPerformance."""
    sheet = Sheet("ChipPerformance", {})
    for chip in STACKS:
        for workload in (*AI_WORK, *GENERAL_WORK):
            value = performance(chip, workload)
            if value is not None:
                row = {"chip": chip, "workload": workload, "performance": rounded(value, 4)}
                sheet.add(row, {"performance": _performance_note(chip, workload)})
    return sheet


def _performance_note(chip: str, workload: str) -> Note:
    card = CARDS[chip]
    if chip in GENERAL_CHIPS:
        share = GENERAL_EFFICIENCY[chip][workload]
        return Note(card["source"], card["year"], "assumption", f"FP32 peak x {share} reached by such work")
    param = "C64" if STACKS[chip] == "CUDA" else "C65"
    if workload == "training":
        text = f"FP16 peak x training efficiency {efficiency(chip)} ({param})"
    else:
        text = f"geometric mean of FP16 peak and memory bandwidth (as H100 = 1) x {efficiency(chip)} ({param})" + (
            f" x {REALTIME_FACTOR} for small batches" if workload == "realtime inference" else ""
        )
    return Note(card["source"], card["year"], "derived", f"{text}; specification {card['spec_status']}")


def supply(band: str = "value") -> dict[str, dict[int, float]]:
    """Return units per year by chip from chip_supply.csv; `band` is low, value or high."""
    table: dict[str, dict[int, float]] = {}
    for row in records("chip_supply.csv"):
        if row["kind"] != "planning supply limit":
            continue
        shares = OTHER_DOMESTIC if row["chip_id"] == "OTHER-DOM" else {row["chip_id"]: 1.0}
        for chip, share in shares.items():
            years = table.setdefault(chip, dict.fromkeys(YEARS, 0.0))
            years[int(row["supply_year"])] = round(float(row[band]) * share)
    return table


def supply_sheet() -> Sheet:
    """Return the sheet ChipSupply; a chip has a quota of 0 in years in which it is not offered."""
    row = next(row for row in records("chip_supply.csv") if row["kind"] == "planning supply limit")
    note = Note(row["source"], "2026", "assumption", "planning limit, base column of chip_supply.csv; 0: not offered")
    split = note.saying("pooled limit of the other domestic makers, split 40/35/25 among three chips")
    sheet = Sheet("ChipSupply", dict.fromkeys(PERIODS, note))
    table = supply()
    for chip in STACKS:
        if chip in table:
            years = {str(year): table[chip][year] for year in YEARS}
            sheet.add({"chip": chip, **years}, dict.fromkeys(PERIODS, split) if chip in OTHER_DOMESTIC else None)
        elif chip in NODE_SUPPLY:
            market = assumption("what the server market can deliver in a year; meant not to bind")
            sheet.add({"chip": chip, **dict.fromkeys(PERIODS, NODE_SUPPLY[chip])}, dict.fromkeys(PERIODS, market))
    return sheet


def porting_sheet() -> Sheet:
    """Return the sheet Porting: CUDA and x86 run all their work already."""
    text = f"{APPLICATION_GROUPS} application groups; half of it paid by the fleet's use where the fleet has the stack;"
    sheet = Sheet("Porting", {"cost": cost_note("C60", f"{text} inference 0.2 of training")})
    fleet_stacks = {"CANN", "Neuware", "XPU", "PPU", "MACA"}
    full = cost("C60") * APPLICATION_GROUPS / 1e6
    for stack in dict.fromkeys(STACKS.values()):
        if stack in ("CUDA", "x86"):
            continue
        if stack == "Arm":
            for workload in GENERAL_WORK:
                sheet.add({"stack": stack, "workload": workload, "cost": full * INFERENCE_PORT})
            continue
        share = 1 - PORTED_BEFORE if stack in fleet_stacks else 1.0
        trains = any(STACKS[chip] == stack and performance(chip, "training") for chip in STACKS)
        for workload in AI_WORK if trains else AI_WORK[1:]:
            part = 1.0 if workload == "training" else INFERENCE_PORT
            sheet.add({"stack": stack, "workload": workload, "cost": full * share * part})
    return sheet
