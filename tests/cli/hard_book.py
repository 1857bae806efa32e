"""A workbook that is quickly solved well and slowly to the end: twenty places, each dear to open."""

from itertools import combinations
from pathlib import Path

from planner.workbook.template import write_workbook

PLACES = 20


def write_hard_book(path: Path, time_limit_s: float = 300, places: int = PLACES) -> Path:
    """Write the workbook: where to open halls, in modules, for work that may go anywhere over a net of links."""
    names = [f"P{i:02}" for i in range(places)]
    spread = [(37 * i * i + 11 * i) % 101 / 101 for i in range(places)]
    near = [(a, b) for a, b in combinations(range(places), 2) if b - a in (1, 2, 5)]
    sheets: dict[str, list[dict[str, object]]] = {
        "Settings": [{"key": "base_year", "value": 2027}, {"key": "time_limit_s", "value": time_limit_s}],
        "Periods": [{"period": year, "first_year": int(year)} for year in ("2027", "2028")],
        "Regions": [
            {
                "region": name,
                "electricity_price": 0.3 + 0.4 * u,
                "hall_module_mw": 3,
                "hall_module_cost": 20 + 15 * u,
                "max_hall_modules": 8,
                "opening_cost": 60 + 50 * v,
                "starting_tier": "net",
            }
            for name, u, v in zip(names, spread, reversed(spread), strict=True)
        ],
        "PlatformTiers": [{"tier": "net", "rank": 1}],
        "Workloads": [{"workload": "work", "residency": "anywhere", "gbps_per_pflops": 1}],
        "Demand": [
            {"region": name, "workload": "work", "2027": 100 + 300 * u, "2028": 150 + 500 * u}
            for name, u in zip(names, spread, strict=True)
        ],
        "Chips": [{"chip": "a", "stack": "s", "power_kw": 10, "price": 100_000}],
        "ChipPerformance": [{"chip": "a", "workload": "work", "performance": 1}],
        "Links": [
            {
                "link": f"{names[a]}-{names[b]}",
                "from": names[a],
                "to": names[b],
                "km": 200 * (b - a),
                "existing_gbps": 10,
            }
            for a, b in near
        ],
        "LinkModules": [
            {"link": "*", "module": "line", "gbps": 100, "cost": 9, "max_modules": 6},
            {"link": "*", "module": "trunk", "gbps": 400, "cost": 25, "max_modules": 3},
        ],
    }
    write_workbook(path, sheets, ["2027", "2028"])
    return path
