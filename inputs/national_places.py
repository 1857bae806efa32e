"""Regions: halls, power, prices and people; groups of regions; what is under construction."""

from collections.abc import Mapping

from inputs.national_chips import unit_kw
from inputs.national_data import (
    DEMAND,
    EXISTING,
    NAMES,
    POWER,
    REGIONS,
    WEST,
    WEST_HUBS,
    Note,
    Sheet,
    assumption,
    codes,
    cost,
    cost_note,
    of_file,
    records,
    rounded,
    target,
    target_note,
)
from inputs.national_fleet import fleet_units

MODULE_MW = ((400.0, 100.0), (100.0, 50.0), (0.0, 20.0))
"""Size of a hall module by the halls that stand in the region already: the first step that they reach."""
HEADROOM = 1.10
"""Existing halls have at least this much room over the nameplate of the fleet they hold."""
LARGE_HOSTS = codes(("HE", "NM", "GZ", "GS", "NX", "QH", "XJ", "SX"))
"""Regions with resources for large campuses."""
EAST_HUB_SITES = codes(("BJ", "TJ", "SH", "JS", "ZJ", "GD"))
"""Regions at the eastern site cost (C10)."""
WEST_SITES = codes(("NM", "NX", "GS", "GZ", "QH", "XJ"))
"""Regions at the western site cost (C08)."""
CITY_LIMIT = {"CN-BJ": 300.0, "CN-SH": 500.0, "CN-TJ": 800.0, "CN-XZ": 300.0}
"""Room of the grid for new halls where it is scarce, MW."""
PIPELINE_YEARS = (2026, 2027)
"""Years in which halls open that were ordered before the horizon; new orders stand from 2028."""
PIPELINE_WEST = 0.7
"""Share of it in western hubs and other regions with resources (T48: 70 to 80 percent of new volume is remote)."""

HOST_GROUPS = {
    "Training hosts": codes(("HE", "NM", "GZ", "GS", "NX", "SX", "HA")),
    "Batch hosts": codes(("HE", "NM", "GZ", "GS", "NX", "QH")),
    "Science hosts": codes(("TJ", "GD", "HA", "SD", "SC")),
    "Northern hosts": codes(("HE", "NM")),
    "Eastern hosts": codes(("JS", "ZJ", "AH")),
    "Southern hosts": codes(("GD", "GZ")),
    "Southwestern hosts": codes(("SC", "CQ", "GZ")),
    "Northwestern hosts": codes(("GS", "NX", "NM")),
    "Northern side": codes(("BJ", "TJ", "HE", "SX", "NM", "LN", "JL", "HL", "SD", "HA")),
    "Eastern side": codes(("SH", "JS", "ZJ", "AH", "FJ", "JX", "HB")),
    "Southern side": codes(("GD", "GX", "HI", "HN")),
    "Southwestern side": codes(("CQ", "SC", "GZ", "YN", "XZ")),
    "Northwestern side": codes(("SN", "GS", "QH", "NX", "XJ")),
}
"""Who hosts what for whom. Training and batch work go to the western hubs, Hebei, and two or one provinces whose
capacity is above their own demand; scientific work to seats of national supercomputing centres; work that waits for no
one to the hubs of its own side of the country, as the policy of the hubs has it."""

STARTING_TIER = "basic connection"


def party_names() -> dict[str, str]:
    """Return the party of each region: whoever builds and operates there, taken together."""
    return {code: f"{name} operators" for code, name in NAMES.items()}


def fleet_mw() -> dict[str, float]:
    """Return the nameplate power of the fleet by region, MW."""
    power = dict.fromkeys(NAMES, 0.0)
    for (code, chip, _), units in fleet_units().items():
        power[code] += units * unit_kw(chip) / 1000
    return power


def existing_mw(code: str, installed: Mapping[str, float]) -> float:
    """Return the IT power of existing halls: racks in use at 2.5 kW, and never less than the fleet needs."""
    row = EXISTING[code]
    in_use = float(row["racks_standard_mid2025"]) * 2.5 / 1000 * float(row["rack_use_rate"])
    return round(max(in_use, installed[code] * HEADROOM))


def module_mw(code: str, halls: float) -> float:
    """Return the size of a hall module in a region."""
    if code in LARGE_HOSTS:
        return MODULE_MW[0][1]
    return next(size for least, size in MODULE_MW if halls >= least)


def headroom_mw(code: str) -> float:
    """Return what the grid can carry beyond existing and pipeline halls, MW at the meter."""
    if code in CITY_LIMIT:
        return CITY_LIMIT[code]
    if code in LARGE_HOSTS:
        return 6000.0
    return max(800.0, round(3500.0 * float(DEMAND[code]["general_demand_weight"]) / 0.1, -2))


def site_cost(code: str) -> str:
    """Return the parameter of costs.csv with the site cost of a region."""
    return "C10" if code in EAST_HUB_SITES else "C08" if code in WEST_SITES else "C09"


def yearly_pipeline_mw() -> float:
    """Return the IT power that opens in each year of the pipeline: as much as in the second half of 2025.

    The racks added between the two counts, at 2.5 kW and the use rate of the clusters.
    """
    return round((target("T34") - target("T33")) * 2.5 / 1000 * target("T37"), -2)


def pipeline_mw() -> dict[tuple[str, int], float]:
    """Return halls under construction by region and year, MW."""
    installed = fleet_mw()
    halls = {code: existing_mw(code, installed) for code in NAMES}
    remote = {code: halls[code] for code in LARGE_HOSTS}
    others = {code: halls[code] for code in NAMES if code not in LARGE_HOSTS}
    return {
        (code, year): round(yearly_pipeline_mw() * share * size / sum(part.values()))
        for year in PIPELINE_YEARS
        for part, share in ((remote, PIPELINE_WEST), (others, 1 - PIPELINE_WEST))
        for code, size in part.items()
    }


def regions_sheet() -> Sheet:
    """Return the sheet Regions."""
    sheet = Sheet("Regions", _region_notes())
    parties, installed, opening = party_names(), fleet_mw(), pipeline_mw()
    for code, name in NAMES.items():
        row, power = REGIONS[code], POWER[code]
        halls = existing_mw(code, installed)
        under_way = sum(opening.get((code, year), 0.0) for year in PIPELINE_YEARS)
        pue_old, pue_new = float(power["pue_existing"]), float(power["pue_limit_new"])
        room = headroom_mw(code)
        site, module = site_cost(code), module_mw(code, halls)
        sheet.add(
            {
                "region": name,
                "name": name,
                "name_zh": row["name_zh"],
                "latitude": float(row["lat_deg"]),
                "longitude": float(row["lon_deg"]),
                "party": parties[code],
                "hall_module_mw": module,
                "hall_module_cost": module * cost(site),
                "max_hall_modules": int(room / pue_new / module),
                "opening_cost": 200.0 if code in EAST_HUB_SITES else 100.0,
                "hall_lead_years": cost("C14") / 12,
                "hall_life_years": 15,
                "hall_fixed_om": cost("C55"),
                "existing_hall_mw": halls,
                "grid_limit_mw": rounded(halls * pue_old + under_way * pue_new + room, 4),
                "pue_existing": pue_old,
                "pue_new": pue_new,
                "electricity_price": float(power["industrial_price_cny_per_kwh"]),
                "grid_carbon": float(power["carbon_2023_kgco2_per_kwh"]),
                "carbon_price": cost("C58"),
                "green_premium": 0.065 if code in WEST else 0.08,
                "staff_per_mw": cost("C51"),
                "staff_limit": round(halls * 1.2),
                "staff_cost": cost("C52"),
                "training_cost": 50000,
                "alone_fraction": target("T42"),
                "max_chip_types": 12,
                "starting_tier": STARTING_TIER if row["national_platform_linked_2025"] == "1" else None,
            },
            {
                "hall_module_cost": cost_note(site, f"x {module:g} MW"),
                "electricity_price": _file_note("electricity.csv", power, "price_status", "industrial price"),
                "pue_existing": _file_note("electricity.csv", power, "pue_existing_status", "PUE of existing halls"),
            },
        )
    return sheet


def _file_note(file: str, row: Mapping[str, str], status: str, text: str) -> Note:
    return of_file(file, row[status], text, 2025)


def _region_notes() -> dict[str, Note]:
    place = Note(records("regions.csv")[0]["source"].split(" ; ")[0], "2010", "reported", "regions.csv, capital city")
    grid = assumption("existing x PUE + pipeline x PUE + room for new halls by kind of region; docs/national.md, Halls")
    return {
        "latitude": place,
        "longitude": place,
        "hall_module_mw": cost_note("C17", "50 to 300 MW; 100 MW, and 50 or 20 MW where little stands").assumed(),
        "max_hall_modules": grid.saying("modules that the room of the grid can feed at the PUE of new halls"),
        "opening_cost": assumption("land and grid connection of the first new campus; land prices in C12, C13"),
        "hall_lead_years": cost_note("C14", "18 months"),
        "hall_life_years": assumption("between plant 12 (C71) and building 20 years (C72)"),
        "hall_fixed_om": cost_note("C55"),
        "existing_hall_mw": of_file(
            "existing_compute.csv",
            "derived",
            "racks x 2.5 kW x rack use rate, and at least 1.10 x nameplate of the fleet; idle 2.5 kW racks do not"
            " count, as they cannot hold servers of 10 to 30 kW (C16)",
            2025,
        ),
        "grid_limit_mw": grid,
        "pue_new": target_note("T14", "T13 elsewhere; limit of policy for new halls, by region in electricity.csv"),
        "grid_carbon": of_file("electricity.csv", "reported", "provincial factor of 2023 (Tibet: regional)", 2023),
        "carbon_price": cost_note("C58"),
        "green_premium": assumption("green certificate and wheeling: 0.065 CNY/kWh in the west, 0.08 in the east"),
        "staff_per_mw": cost_note("C51"),
        "staff_limit": assumption("people at hand: 1.2 x existing MW x 1 person"),
        "staff_cost": cost_note("C52"),
        "training_cost": assumption("a third of a year's pay"),
        "alone_fraction": target_note("T42", "what a region can occupy of its units on its own"),
        "max_chip_types": assumption("types that one region's engineers can keep running, fleet included"),
    }


def groups_sheet() -> Sheet:
    """Return the sheet Groups: hubs, clusters, policy sides, grids and macro regions."""
    sheet = Sheet("Groups", {})
    groups: dict[str, list[str]] = {}
    hubs = [code for code in NAMES if REGIONS[code]["is_hub_region"] == "1"]
    for code in hubs:
        groups.setdefault(f"Hub {REGIONS[code]['hub_name']}", []).append(code)
    for row in records("clusters.csv"):
        groups.setdefault(f"Cluster {row['name_en']}", []).append(row["region_id"])
    yrd = [code for code in hubs if REGIONS[code]["cluster_in_region"].startswith("YRD")]
    groups["Cluster YRD Demonstration Zone"] = yrd
    groups["Hubs"] = hubs
    groups["Western hubs"] = list(WEST_HUBS)
    groups["West"] = list(WEST)
    groups["East"] = [code for code in NAMES if code not in WEST]
    groups.update({group: list(members) for group, members in HOST_GROUPS.items()})
    for code in NAMES:
        grid = REGIONS[code]["grid_region"].split(" (")[0]
        groups.setdefault(f"Grid {grid}", []).append(code)
    for code in NAMES:
        groups.setdefault(f"Macro {REGIONS[code]['macro_region']}", []).append(code)
    for group, members in groups.items():
        for code in members:
            sheet.add({"group": group, "region": NAMES[code]})
    return sheet


def pipeline_sheet() -> Sheet:
    """Return the sheet Pipeline."""
    note = target_note(
        "T34",
        "less 10.85 million (T33) x 2.5 kW x 62.7 % use (T37) = 2,600 MW in half a year, taken for 2026 and for 2027;"
        " 70 % in western hubs and other remote regions (T48), by existing halls",
    ).assumed()
    sheet = Sheet("Pipeline", {"amount": note})
    for (code, year), amount in pipeline_mw().items():
        sheet.add({"kind": "hall", "place": NAMES[code], "period": str(year), "amount": amount})
    return sheet
