"""The network: platform tiers, links and their modules, who may serve whom, and compute for rent."""

from inputs.national_chips import CUDA_EFFICIENCY
from inputs.national_data import NAMES, Note, Record, Sheet, assumption, cost, cost_note, of_file, records, target_note
from inputs.national_data import target as national_target
from inputs.national_places import STARTING_TIER

WAVE_GBPS = 400.0
WAVES_BUILT = 80
"""A module that is built lights one fibre pair: 32 Tbps."""
WAVES_LEASED = 8
"""A module that is leased: 3.2 Tbps."""
UPKEEP = 0.10
"""Yearly upkeep of a link as a share of its cost, as in the build cost of links.csv."""
MAX_BUILT = 4
MAX_LEASED = 40
"""Largest number of leased modules where leasing is the choice; 0 in the base case."""

EXISTING_GBPS = (
    ("hub_400G_mesh", 3200.0),
    ("chinanet_2010_core", 3200.0),
    ("reported_400G", 3200.0),
    ("chinanet_2010", 1600.0),
    ("cernet_2006", 1600.0),
    ("reported", 1600.0),
    ("neighbour", 800.0),
)
"""Share of the backbone at hand for moving compute, by the first kind that a link's kinds contain: 10, 5 and 2.5 %
of one 32 Tbps fibre pair. Lit capacity is not public; all links together are about a tenth of the 14,060 trunk ports
of 400G (T49), counting two ports for each wavelength."""

CENTRES_PER_REGION = 18
"""Compute centres that join with a region: some 550 AI centres running or planned (T66), over 31 regions."""
TRAINING_ABROAD_PFLOPS = 1500.0
RENTED_USE = 0.6
"""Share of rented time that is occupied."""


def tiers_sheet() -> Sheet:
    """Return the sheet PlatformTiers."""
    alone = national_target("T42")
    members = CENTRES_PER_REGION * cost("C67") / 1e6
    platform = cost("C66") / 1e6
    sheet = Sheet("PlatformTiers", {"rank": assumption("order of the tiers")})
    sheet.add(
        {
            "tier": STARTING_TIER,
            "rank": 1,
            "joining_cost": platform,
            "yearly_fee": platform * cost("C68"),
            "national_cost": 0,
            "pooled_fraction": round(alone * (1 + national_target("T67")), 4),
            "loss_fraction": national_target("T44"),
            "available_from": "2026",
        },
        {
            "joining_cost": cost_note("C66"),
            "yearly_fee": cost_note("C68", "of the platform's cost"),
            "national_cost": assumption("the national platform of August 2025 exists"),
            "pooled_fraction": target_note("T67", "0.38 (T42) x 1.25"),
            "loss_fraction": target_note("T44", "the brief: more than 10 % lost where standards are missing"),
        },
    )
    sheet.add(
        {
            "tier": "common standard",
            "rank": 2,
            "joining_cost": members,
            "yearly_fee": (platform + members) * cost("C68"),
            "national_cost": 500,
            "pooled_fraction": round(alone * (1 + national_target("T45")), 4),
            "loss_fraction": 0.04,
            "available_from": "2028",
        },
        {
            "joining_cost": cost_note("C67", f"x {CENTRES_PER_REGION} centres in a region (T66 / 31)"),
            "yearly_fee": cost_note("C68", "of the cost of platform and centres"),
            "national_cost": assumption("identifiers, scheduling and settlement software of the standard"),
            "pooled_fraction": target_note("T45", "0.38 (T42) x 1.40; the standard is due in 2028 (T17)"),
            "loss_fraction": assumption("what remains of the 10 % with common identifiers and scheduling"),
        },
    )
    sheet.add(
        {
            "tier": "national market",
            "rank": 3,
            "joining_cost": members / 2,
            "yearly_fee": (platform + 1.5 * members) * cost("C68"),
            "national_cost": 500,
            "pooled_fraction": national_target("T43"),
            "loss_fraction": 0.02,
            "available_from": "2030",
        },
        {
            "joining_cost": cost_note("C67", f"half as much again for {CENTRES_PER_REGION} centres"),
            "yearly_fee": cost_note("C68", "of the cost of platform and centres"),
            "national_cost": assumption("exchange, metering and guarantees of the market"),
            "pooled_fraction": target_note("T43", "the world benchmark of the brief"),
            "loss_fraction": assumption("what remains of the 10 % when tasks move like goods"),
        },
    )
    return sheet


def existing_gbps(link: Record) -> float:
    """Return the bandwidth at hand on a link for moving compute, Gbps."""
    kinds = link["kinds"].split(";")
    return next(gbps for kind, gbps in EXISTING_GBPS if any(name.startswith(kind) for name in kinds))


def link_name(link: Record) -> str:
    """Return the id of a link: the two regions it joins."""
    return f"{NAMES[link['from_region']]} - {NAMES[link['to_region']]}"


def links_sheet() -> Sheet:
    """Return the sheet Links."""
    notes = {
        "existing_gbps": assumption("2.5, 5 or 10 % of a 32 Tbps fibre pair by kind; lit capacity is not public"),
        "carrying_cost": of_file("links.csv", "derived", "10 % upkeep of the build cost, for each Gbps carried", 2025),
        "lead_years": assumption("equipment ordered and lit within a year"),
        "life_years": assumption("as in the build cost of links.csv: equipment sets the life, not the fibre (C73)"),
    }
    sheet = Sheet("Links", notes)
    for link in records("links.csv"):
        per_gbps = float(link["build_cost_cny_per_400g"]) / WAVE_GBPS
        length = Note(link["source"], link["year"], "derived", "great circle x 1.4; latency 5 microseconds per km")
        sheet.add(
            {
                "link": link_name(link),
                "from": NAMES[link["from_region"]],
                "to": NAMES[link["to_region"]],
                "party": "carriers",
                "km": float(link["fibre_km"]),
                "one_way_ms": float(link["latency_one_way_ms"]),
                "direction": "both",
                "existing_gbps": existing_gbps(link),
                "carrying_cost": round(per_gbps * UPKEEP, 1),
                "lead_years": 1,
                "life_years": 10,
            },
            {"km": length, "one_way_ms": length},
        )
    return sheet


def link_modules_sheet() -> Sheet:
    """Return the sheet LinkModules: a fibre pair that is built, and wavelengths that are leased."""
    built = of_file("links.csv", "derived", "80 wavelengths of 400G on one fibre pair x build cost per 400G", 2025)
    leased = of_file("links.csv", "assumption", "8 wavelengths of 400G x 400 Gbps x lease price (see C42)", 2025)
    sheet = Sheet("LinkModules", {})
    for link in records("links.csv"):
        sheet.add(
            {
                "link": link_name(link),
                "module": "built pair",
                "gbps": WAVE_GBPS * WAVES_BUILT,
                "cost": round(float(link["build_cost_cny_per_400g"]) * WAVES_BUILT / 1e6, 3),
                "yearly_cost": 0,
                "max_modules": MAX_BUILT,
            },
            {
                **dict.fromkeys(("gbps", "cost"), built),
                "yearly_cost": assumption("upkeep is in the cost of carrying"),
                "max_modules": assumption("fibre pairs free on a route"),
            },
        )
    for link in records("links.csv"):
        gbps = WAVE_GBPS * WAVES_LEASED
        sheet.add(
            {
                "link": link_name(link),
                "module": "leased waves",
                "gbps": gbps,
                "cost": 0,
                "yearly_cost": round(float(link["lease_price_cny_per_gbps_year"]) * gbps / 1e6, 3),
                "max_modules": 0,
            },
            {
                **dict.fromkeys(("gbps", "yearly_cost"), leased),
                "cost": assumption("leased waves are paid by the year"),
                "max_modules": assumption("0 in the base case; the scenario leased links makes it 40"),
            },
        )
    return sheet


def residency_sheet() -> Sheet:
    """Return the sheet Residency: who may serve work that does not stay at home."""
    limit = assumption("data security: most cloud work of a region stays there")
    sheet = Sheet("Residency", {"max_remote_fraction": limit})
    for workload, hosts in (
        ("training", "Training hosts"),
        ("batch inference", "Batch hosts"),
        ("science", "Science hosts"),
    ):
        sheet.add({"workload": workload, "origin": "*", "host": hosts, "allowed": "yes"})
    for workload in ("realtime inference", "cloud"):
        for side in ("Northern", "Eastern", "Southern", "Southwestern", "Northwestern"):
            row = {"workload": workload, "origin": f"{side} side", "host": f"{side} hosts", "allowed": "yes"}
            sheet.add(row)
    sheet.add({"workload": "cloud", "origin": "*", "host": "*", "max_remote_fraction": 0.4})
    return sheet


def rental_sheet() -> Sheet:
    """Return the sheet Rental: training abroad, rented by firms of four regions."""
    sheet = Sheet(
        "Rental",
        {
            "limit_pflops": assumption("about 1 to 8 % of national training demand, by year"),
            "price": cost_note("C45", f"over efficiency {CUDA_EFFICIENCY} and {RENTED_USE:.0%} occupied time"),
        },
    )
    price = cost("C45") / 1e6 / CUDA_EFFICIENCY / RENTED_USE
    for code in ("CN-BJ", "CN-SH", "CN-ZJ", "CN-GD"):
        sheet.add(
            {
                "offer": "abroad",
                "workload": "training",
                "region": NAMES[code],
                "period": "*",
                "limit_pflops": TRAINING_ABROAD_PFLOPS,
                "price": round(price, 3),
            }
        )
    return sheet
