"""How long a large workbook takes to be read and checked, against openpyxl's own iteration over the same cells.

`make bench-reading`, or `python -m tests.benchmarks.reading [repeats]`, writes a workbook of 340 regions and more
than 100,000 cells of data, and prints the seconds of processor time of both ways in turn, and the median of their
ratios.
"""

import itertools
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import openpyxl

from planner.workbook.reader import check_workbook
from planner.workbook.template import write_workbook

REGIONS = 340
PERIODS = tuple(str(year) for year in range(2026, 2036))
WORKLOADS = ("training", "inference", "batch", "scientific", "storage")
GOAL = 2.0
"""Reading and checking should take at most so many times as long as looking at each cell once."""

Row = dict[str, str | float]


def large_rows() -> dict[str, list[Row]]:
    """Return the rows of a workbook with 340 regions in two rings, over 100,000 cells of data, and no problem."""
    regions = [f"R{number:03}" for number in range(REGIONS)]
    return {
        "Settings": [{"key": "unmet_penalty", "value": 30}],
        "Periods": [{"period": period, "first_year": int(period)} for period in PERIODS],
        "Slices": [{"slice": f"s{number}", "hours": 2190} for number in range(4)],
        "Groups": [{"group": f"cluster {number // 20}", "region": region} for number, region in enumerate(regions)],
        "Regions": list(_regions(regions)),
        "RegionPeriods": [
            {
                "region": region,
                "period": period,
                "grid_limit_mw": 400 + number % 50,
                "electricity_price": 0.3 + number % 40 / 100,
                "grid_carbon": 0.5,
                "carbon_price": 80 + 5 * year,
                "max_hall_modules": 40,
                "hall_module_cost": 300,
            }
            for number, region in enumerate(regions)
            for year, period in enumerate(PERIODS)
        ],
        "Workloads": [{"workload": name, "class": "AI", "residency": "anywhere"} for name in WORKLOADS],
        "Demand": list(_demand(regions)),
        "Profiles": [
            {"workload": workload, "region": region, "slice": f"s{number}", "factor": (0.8, 0.9, 1.1, 1.2)[number]}
            for workload in WORKLOADS
            for region in regions
            for number in range(4)
        ],
        "Residency": list(_residency(regions)),
        "Chips": [
            {
                "chip": f"chip {number}",
                "power_kw": 1 + number / 10,
                "price": 100_000,
                "stack": "open",
                "counted_pflops": 0.1,
            }
            for number in range(10)
        ],
        "ChipSupply": [{"chip": f"chip {number}", **dict.fromkeys(PERIODS, 900_000.0)} for number in range(10)],
        "Fleet": [
            {"region": region, "chip": f"chip {number}", "year": year, "units": 100 + 10 * number}
            for region in regions
            for number in range(3)
            for year in (2023, 2024, 2025)
        ],
        "ChipPerformance": [
            {"chip": f"chip {number}", "workload": workload, "performance": 0.1 + number / 100}
            for number in range(10)
            for workload in WORKLOADS
        ],
        "PlatformTiers": [{"tier": "shared", "rank": 1, "pooled_fraction": 0.8}],
        "Links": [
            {"link": f"{one}-{other}", "from": one, "to": other, "km": 3000 + number, "existing_gbps": 400}
            for number, (one, other) in enumerate(_ways(regions))
        ],
        "LinkModules": [
            {"link": f"{one}-{other}", "module": "100G", "gbps": 100, "cost": 20, "max_modules": 8}
            for one, other in _ways(regions)
        ],
    }


def _ways(regions: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the two ends of each link: from every region to the next, and to the seventh after it."""
    for ahead in (1, 7):
        yield from zip(regions, [*regions[ahead:], *regions[:ahead]], strict=True)


def _regions(regions: list[str]) -> Iterator[Row]:
    for number, region in enumerate(regions):
        yield {
            "region": region,
            "name": f"Region {number}",
            "latitude": 22 + number % 20,
            "longitude": 90 + number // 20 * 2,
            "party": f"party {number % 12}",
            "hall_module_mw": 10,
            "max_hall_modules": 40,
            "hall_module_cost": 300,
            "existing_hall_mw": 50 + number % 30,
            "grid_limit_mw": 500,
            "pue_existing": 1.4,
            "pue_new": 1.2,
            "electricity_price": 0.4,
            "alone_fraction": 0.4 + number % 10 / 100,
            "staff_per_mw": 2,
            "staff_limit": 2000,
            "staff_cost": 200_000,
        }


def _demand(regions: list[str]) -> Iterator[Row]:
    for number, (region, workload) in enumerate(itertools.product(regions, WORKLOADS)):
        amounts = {period: round(10 + number % 90 + year * 1.5, 1) for year, period in enumerate(PERIODS)}
        yield {"region": region, "workload": workload, **amounts}


def _residency(regions: list[str]) -> Iterator[Row]:
    """Yield what stays at home: a share of each workload, more of some regions' work, and what two clusters forbid."""
    for workload in WORKLOADS:
        yield {"workload": workload, "origin": "*", "host": "*", "max_remote_fraction": 0.6}
    for region in regions[::4]:
        yield {"workload": "storage", "origin": region, "host": "*", "max_remote_fraction": 0.3}
    for one, other in itertools.pairwise(regions[::5]):
        yield {"workload": "training", "origin": one, "host": other, "allowed": "no"}
    for cluster in ("cluster 1", "cluster 2"):
        yield {"workload": "training", "origin": cluster, "host": "cluster 3", "allowed": "no"}


def data_cells(path: Path) -> int:
    """Look at every cell as openpyxl does in read-only mode; return how many hold something."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        return sum(cell is not None for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    finally:
        book.close()


def _seconds(work: Callable[[Path], object], path: Path) -> float:
    """Return the processor time that a way takes, which other work on the machine troubles least."""
    start = time.process_time()
    work(path)
    return time.process_time() - start


def main(repeats: int = 7) -> None:
    """Measure both ways in turn, so that other work on the machine troubles them alike, and print the ratio."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        rows = large_rows()
        write_workbook(path, rows, PERIODS)
        filled = sum(len(row) for table in rows.values() for row in table)
        problems = check_workbook(path)
        sys.stdout.write(f"{REGIONS} regions, {filled:,} data cells, problems: {len(problems)}\n")
        ratios = []
        for _ in range(repeats):
            looked, read = _seconds(data_cells, path), _seconds(check_workbook, path)
            ratios.append(read / looked)
            sys.stdout.write(f"openpyxl {looked:.2f} s, read and checked {read:.2f} s, ratio {ratios[-1]:.2f}\n")
        sys.stdout.write(f"median ratio {median(ratios):.2f}, goal {GOAL:g}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
