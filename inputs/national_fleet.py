"""The fleet: published capacity of end-2025 turned into installed units by region, chip and year.

National capacity by chip and year follows the shipment figures and sums to the two published totals; regions take
their published share. Both totals are met at once by scaling rows and columns in turn.
"""

from collections.abc import Mapping
from functools import cache

from inputs.national_data import BASE_YEAR, CARDS, EXISTING, NAMES, Note, Sheet, Value, assumption, codes, cost, of_file

AI_BEFORE_2025_EFLOPS = 725.0
"""End of 2024, FP16, IDC; what is left of the end-2025 total came in 2025."""

OLD_CARDS: Mapping[str, Mapping[int, float]] = {
    "A800-80": {2022: 260e3, 2023: 300e3},
    "H800-80": {2023: 160e3, 2024: 90e3},
    "H20-96": {2024: 1000e3},
    "ASC-910B": {2023: 60e3, 2024: 200e3},
}
"""Cards shipped before 2025. H20 and Ascend of 2024 are reported; the rest fills the 725 EFLOPS of end-2024."""

CARDS_2025: Mapping[str, float] = {
    "H20-96": 750e3 + 1290e3 * 119.5 / 148,
    "ASC-910B": 512e3,
    "ASC-910C": 300e3,
    "THD-PPU": 265e3,
    "CAM-590": 116e3,
    "KUN-P800": 116e3,
    "MET-C550": 341e3,
}
"""Cards shipped in 2025: H20, Ascend and domestic cards as reported. The other NVIDIA and AMD cards (2.2 million
NVIDIA of all classes and 0.16 million AMD) are inference cards of the L20 class, counted as H20 by their FP16 rate;
MetaX C550 stands for all other domestic makers."""

HOME = {
    "THD-PPU": codes(("HE", "ZJ", "NM", "QH", "GD")),
    "CAM-590": codes(("JS", "GS", "SH", "SN", "NX")),
    "KUN-P800": codes(("BJ", "HE", "JS", "SX", "SC")),
    "MET-C550": codes(("SH", "HA", "GZ", "SD", "HN", "HB", "XJ", "AH")),
    "H800-80": codes(("BJ", "HE", "SH", "NM", "NX", "GS", "GZ", "GD", "ZJ", "SX")),
    "ASC-910C": codes(("GD", "GZ", "AH", "NM", "GS", "HE", "NX", "CQ", "SC", "SH", "TJ", "JS", "ZJ", "HA")),
}
"""Regions in which a chip stands; chips not named here stand in all. Placement is not published; it follows the
makers' and the large clouds' known sites, and keeps the number of types in a region at eight or fewer."""

NODE_SHARE = {2021: 0.2, 2022: 0.2, 2023: 0.2, 2024: 0.2, 2025: 0.2}
"""General nodes by year: those of 2021 count at the end of 2025 and are gone when the first period begins."""
DOMESTIC_NODE_SHARE = 0.20
"""Share of general nodes that are domestic, by number."""
LIFETIME_YEARS = cost("C69")
"""Of accelerators and of general nodes alike (C69, C70)."""
GENERAL_CHIPS = ("CPU-X86-2S", "CPU-DOM-2S")


def peak_pflops(chip: str) -> float:
    """Return what statistics count for a unit on its own basis: FP16 for accelerators, FP32 for general nodes."""
    row = CARDS[chip]
    return float(row["fp32_tflops"] if chip in GENERAL_CHIPS else row["bf16_dense_tflops"]) / 1000


def ai_total_eflops() -> float:
    """Return the AI capacity of end-2025, FP16."""
    return sum(float(row["ai_eflops_fp16_end2025"]) for row in EXISTING.values())


def national_ai_eflops() -> dict[tuple[str, int], float]:
    """Return AI capacity by chip and year, so that end-2024 and end-2025 are the published totals."""
    old = {
        (chip, year): units * peak_pflops(chip) / 1000
        for chip, years in OLD_CARDS.items()
        for year, units in years.items()
    }
    new = {(chip, 2025): units * peak_pflops(chip) / 1000 for chip, units in CARDS_2025.items()}
    known = {("H20-96", 2024), ("ASC-910B", 2024)}
    free = sum(value for key, value in old.items() if key not in known)
    fill = (AI_BEFORE_2025_EFLOPS - sum(old[key] for key in known)) / free
    scale = (ai_total_eflops() - AI_BEFORE_2025_EFLOPS) / sum(new.values())
    return {
        **{key: value * (1 if key in known else fill) for key, value in old.items()},
        **{key: value * scale for key, value in new.items()},
    }


def ai_eflops_by_region() -> dict[tuple[str, str, int], float]:
    """Return AI capacity by region, chip and year that meets the regional and the national totals."""
    national = national_ai_eflops()
    region_total = {code: float(EXISTING[code]["ai_eflops_fp16_end2025"]) for code in NAMES}
    table = {
        (code, chip, year): region_total[code] * value
        for (chip, year), value in national.items()
        for code in HOME.get(chip, tuple(NAMES))
    }
    for _ in range(300):
        for axis, totals in ((0, region_total), (1, national)):
            sums: dict[object, float] = {}
            for key, value in table.items():
                part = key[0] if axis == 0 else key[1:]
                sums[part] = sums.get(part, 0.0) + value
            table = {
                key: value * totals[key[0] if axis == 0 else key[1:]] / sums[key[0] if axis == 0 else key[1:]]
                for key, value in table.items()
            }
    return table


@cache
def fleet_units() -> Mapping[tuple[str, str, int], int]:
    """Return installed units of end-2025 by region, chip and year of commissioning."""
    units = {
        (code, chip, year): round(eflops * 1000 / peak_pflops(chip))
        for (code, chip, year), eflops in ai_eflops_by_region().items()
    }
    shares = {"CPU-X86-2S": 1 - DOMESTIC_NODE_SHARE, "CPU-DOM-2S": DOMESTIC_NODE_SHARE}
    mean_peak = sum(share * peak_pflops(chip) for chip, share in shares.items())
    for code in NAMES:
        nodes = float(EXISTING[code]["general_eflops_fp32_mid2025"]) * 1000 / mean_peak
        for chip, share in shares.items():
            for year, part in NODE_SHARE.items():
                units[code, chip, year] = round(nodes * share * part)
    order = {code: place for place, code in enumerate(NAMES)}
    return dict(sorted(((key, count) for key, count in units.items() if count), key=lambda item: order[item[0][0]]))


def fleet_sheet(party: Mapping[str, str]) -> Sheet:
    """Return the sheet Fleet."""
    sheet = Sheet("Fleet", {"year": assumption("year of commissioning; see docs/national.md, Fleet", 2025)})
    for (code, chip, year), units in fleet_units().items():
        row: dict[str, Value] = {
            "region": NAMES[code],
            "party": party[code],
            "chip": chip,
            "year": year,
            "units": units,
        }
        if year + LIFETIME_YEARS <= BASE_YEAR:
            row |= {"active": "no", "note": "part of the stock of end-2025; out of service before 2026"}
        sheet.add(row, {"units": _note(code, chip)})
    return sheet


def _note(code: str, chip: str) -> Note:
    row = EXISTING[code]
    if chip in GENERAL_CHIPS:
        text = "180 EFLOPS FP32 by racks; nodes by assumed mix of types and years"
        return Note(row["source"], row["year"], "derived", text)
    text = (
        f"{row['ai_eflops_fp16_end2025']} EFLOPS FP16 of the region ({row['ai_status']}), divided among chips and years"
        " by national shipments (chip_supply.csv) and assumed placement"
    )
    return of_file("existing_compute.csv", "derived", text, 2025)
