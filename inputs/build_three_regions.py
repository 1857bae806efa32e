"""Builds inputs/three-regions.xlsx, the sample of docs/tutorial.md: `python -m inputs.build_three_regions`.

All numbers are invented, and so round that the best plan can be worked out by hand: costs are not discounted, and each
price divided by its life is a round sum a year.
"""

from pathlib import Path

from planner.workbook.template import write_workbook

PATH = Path(__file__).parent / "three-regions.xlsx"
PERIODS = ("2027", "2028")

Row = dict[str, str | int | float | None]


def three_regions_rows() -> dict[str, list[Row]]:
    """Return the rows of every sheet of the workbook."""
    return {
        **_frame(),
        **_regions(),
        **_work(),
        **_chips(),
        **_sharing(),
        **_rules(),
    }


def _frame() -> dict[str, list[Row]]:
    return {
        "Settings": [
            {"key": "name", "value": "Three regions"},
            {"key": "currency", "value": "CNY"},
            {"key": "base_year", "value": 2027},
            {"key": "discount_rate", "value": 0, "note": "a cost counts the same in both years"},
            {"key": "one_off_life_years", "value": 10, "note": "a one-off cost of 10 million is 1 million a year"},
            {"key": "unmet_penalty", "value": 1, "note": "over ten times what any work costs: it is done if it can be"},
            {"key": "mip_gap", "value": 0, "note": "so small a plan can be solved to the end"},
        ],
        "Periods": [{"period": period, "first_year": int(period), "years": 1} for period in PERIODS],
    }


def _regions() -> dict[str, list[Row]]:
    power = (
        ("Harbour", "海港", 0.80, 2, 80, 3, 50, "1 MW of servers: 8,760 h * 1.25 * 0.80 = 8.76 million a year"),
        ("Plain", "平原", 0.20, 2, 20, 4, 20, "1 MW of servers: 8,760 h * 1.25 * 0.20 = 2.19 million a year"),
        ("Ridge", "山岭", 0.40, 2, 30, 2, 20, "1 MW of servers: 8,760 h * 1.25 * 0.40 = 4.38 million a year"),
    )
    return {
        "Regions": [
            {
                "region": region,
                "name_zh": chinese,
                "hall_module_mw": 2,
                "hall_module_cost": module_cost,
                "max_hall_modules": most,
                "opening_cost": opening,
                "hall_life_years": 20,
                "existing_hall_mw": existing_mw,
                "pue_existing": 1.25,
                "pue_new": 1.25,
                "electricity_price": price,
                "note": note,
            }
            for region, chinese, price, existing_mw, module_cost, most, opening, note in power
        ]
    }


def _work() -> dict[str, list[Row]]:
    demand = (
        ("Harbour", "training", 400, 800),
        ("Harbour", "inference", 200, 400),
        ("Plain", "training", 200, 200),
        ("Plain", "inference", 200, 200),
        ("Ridge", "training", 200, 300),
        ("Ridge", "inference", 100, 100),
    )
    return {
        "Workloads": [
            {
                "workload": "training",
                "class": "AI",
                "gbps_per_pflops": 0.25,
                "description": "Training of AI models; it does not mind where it is done.",
            },
            {
                "workload": "inference",
                "class": "AI",
                "gbps_per_pflops": 0.25,
                "max_latency_ms": 5,
                "description": "Answers that people wait for; no link here is short enough.",
            },
        ],
        "Demand": [
            {"region": region, "workload": work, "2027": first, "2028": second}
            for region, work, first, second in demand
        ],
        "Tariffs": [
            {"region": "*", "workload": "training", "2027": 0.07, "2028": 0.07},
            {"region": "*", "workload": "inference", "2027": 0.09, "2028": 0.09},
            {"region": "Harbour", "workload": "inference", "2027": 0.12, "2028": 0.12, "note": "where power is dear"},
        ],
    }


def _chips() -> dict[str, list[Row]]:
    return {
        "Chips": [
            {
                "chip": "Alpha",
                "name": "Alpha server",
                "stack": "alpha stack",
                "class": "AI",
                "power_kw": 10,
                "price": 500_000,
                "lifetime_years": 5,
                "counted_pflops": 2,
                "note": "0.1 million a year; 100 servers are 1 MW",
            },
            {
                "chip": "Beta",
                "name": "Beta server",
                "stack": "beta stack",
                "class": "AI",
                "domestic": "yes",
                "power_kw": 10,
                "price": 300_000,
                "lifetime_years": 5,
                "counted_pflops": 2,
                "note": "0.06 million a year; 100 servers are 1 MW",
            },
        ],
        "ChipSupply": [
            {"chip": "Alpha", "2027": 400, "2028": 400},
            {"chip": "Beta", "2027": 1000, "2028": 1000, "note": "more than anybody needs here"},
        ],
        "ChipPerformance": [
            {"chip": "Alpha", "workload": "training", "performance": 2},
            {"chip": "Alpha", "workload": "inference", "performance": 2},
            {"chip": "Beta", "workload": "training", "performance": 1, "note": "half as fast, once it is ported"},
            {"chip": "Beta", "workload": "inference", "performance": 2, "note": "as fast as Alpha, and cheaper"},
        ],
        "Porting": [{"stack": "beta stack", "workload": "training", "cost": 200, "note": "20 million a year"}],
        "Fleet": [
            {"region": "Harbour", "chip": "Beta", "year": 2025, "units": 100, "note": "paid for; serves until 2029"},
            {"region": "Ridge", "chip": "Alpha", "year": 2025, "units": 100, "note": "paid for; serves until 2029"},
        ],
    }


def _sharing() -> dict[str, list[Row]]:
    return {
        "PlatformTiers": [
            {
                "tier": "platform",
                "rank": 1,
                "joining_cost": 10,
                "yearly_fee": 0.5,
                "national_cost": 30,
                "note": "a year: 3 million for the nation, 1 and a fee of 0.5 for each member",
            }
        ],
        "Links": [
            {"link": "coast line", "from": "Harbour", "to": "Ridge", "km": 1200, "existing_gbps": 100, "note": "6 ms"},
            {"link": "inland line", "from": "Ridge", "to": "Plain", "km": 1200, "existing_gbps": 0, "note": "6 ms"},
        ],
        "LinkModules": [
            {
                "link": "*",
                "module": "100G",
                "gbps": 100,
                "cost": 20,
                "max_modules": 4,
                "note": "20 years: 1 million a year",
            }
        ],
    }


def _rules() -> dict[str, list[Row]]:
    return {
        "Policies": [
            {
                "policy": "not all in one place",
                "metric": "served",
                "filter": "host=Plain",
                "denominator": "*",
                "sense": "<=",
                "value": 0.65,
                "note": "Plain may do at most 65 % of all work",
            }
        ],
        "Scenarios": [
            {"scenario": "usual", "probability": 0.5, "description": "The chips come as agreed."},
            {
                "scenario": "tight",
                "probability": 0.5,
                "parent": "usual",
                "decisions_from": "2028",
                "overrides": "half the Alphas",
                "description": "Only half as many Alphas can be had.",
            },
        ],
        "Overrides": [
            {
                "set": "half the Alphas",
                "order": 1,
                "sheet": "ChipSupply",
                "filter": "chip=Alpha",
                "column": "*",
                "operation": "multiply",
                "value": 0.5,
            }
        ],
    }


def main() -> None:
    """Write the workbook and say where it is."""
    rows = three_regions_rows()
    write_workbook(PATH, rows, PERIODS)
    print(f"{PATH.name}: {sum(map(len, rows.values())):,} rows on {len(rows)} sheets")


if __name__ == "__main__":
    main()
