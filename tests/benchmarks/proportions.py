"""Fixed charges beside what is spent anyway: what makes an instance hard, whatever its size.

python -m tests.benchmarks.proportions      the national sample and generated instances, side by side
"""

import sys
from collections.abc import Mapping, Sequence
from math import inf
from pathlib import Path
from statistics import fmean, pstdev

import numpy as np

from models.ids import PeriodId, RegionId
from models.instance import Case
from planner import read_workbook
from tests.benchmarks.generator import Scale, generate

NATIONAL = Path(__file__).parent.parent.parent / "inputs" / "national.xlsx"


def proportions(case: Case) -> dict[str, float]:
    """Return each kind of fixed charge as a share of the yearly chip spending of the mean region.

    The chip spending is that of serving all demand of the first period by the chips with the lowest price for each
    delivered PFLOPS, spread over their life; nothing is pooled.
    """
    first = next(iter(case.periods))
    spending_m = fmean(_chip_spending_m(case, r, first) for r in case.regions)
    regions, count = case.regions.values(), len(case.regions)
    modules = [module for link in case.links.values() for module in link.modules.values()]
    return {
        "integration of a chip type": fmean(chip.integration_cost_m for chip in case.chips.values()) / spending_m,
        "opening of a region": fmean(region.at[first].opening_cost_m for region in regions) / spending_m,
        "a hall module": fmean(region.at[first].hall_module_cost_m for region in regions) / spending_m,
        "joining all tiers": sum(tier.joining_cost_m for tier in case.tiers.values()) / spending_m,
        "yearly fee": max(tier.yearly_fee_m for tier in case.tiers.values()) / spending_m,
        "establishing all tiers": sum(tier.national_cost_m for tier in case.tiers.values()) / spending_m / count,
        "a port": fmean(case.porting_cost_m.values()) / spending_m / count,
        "a circuit": fmean(module.cost_m[first] for module in modules) / spending_m,
    }


def shape(case: Case) -> dict[str, float]:
    """Return what else the instances of a family share."""
    first = next(iter(case.periods))
    movable = {w for w, _, _ in case.host_rules}
    sizes = {w: [case.demand_pflops.get((r, w, first), 0.0) for r in case.regions] for w in case.workloads}
    hosts = fmean(sum(1 for (w, o, _) in case.host_rules if o == r) / len(movable) for r in case.regions)
    return {
        "spread of demand": fmean(
            pstdev(np.log([pflops for pflops in found if pflops > 0])) for found in sizes.values()
        ),
        "largest region": fmean(max(found) / sum(found) for found in sizes.values()),
        "hosts of an origin": hosts,
        "links of a region": len(case.links) / len(case.regions),
        "halls over fleet": _halls_mw(case) / _fleet_mw(case),
    }


def _chip_spending_m(case: Case, r: RegionId, period: PeriodId) -> float:
    total = 0.0
    for w in case.workloads:
        cheapest = min(
            (
                case.chip_price_m[k, r, period] / chip.lifetime_years / pflops
                for k, chip in case.chips.items()
                if (pflops := case.performance_pflops.get((k, w, r), 0.0)) > 0 and (k, r, period) in case.chip_price_m
            ),
            default=inf,
        )
        total += case.demand_pflops.get((r, w, period), 0.0) * cheapest / case.regions[r].at[period].alone_fraction
    return total


def _halls_mw(case: Case) -> float:
    return sum(region.existing_hall_mw for region in case.regions.values())


def _fleet_mw(case: Case) -> float:
    return sum(line.units * case.chips[line.chip].power_kw / 1000 for line in case.fleet)


def table(cases: Mapping[str, Case]) -> str:
    """Return the proportions of several instances as text, one column each."""
    found = {name: {**proportions(case), **shape(case)} for name, case in cases.items()}
    rows: Sequence[str] = list(next(iter(found.values())))
    lines = [f"{'':28}" + "".join(f"{name:>14}" for name in found)]
    lines += [f"{row:28}" + "".join(f"{values[row]:14.5f}" for values in found.values()) for row in rows]
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    cases = {"national": read_workbook(NATIONAL).first_case}
    cases |= {f"{regions} regions": generate(Scale(regions), 1).first_case for regions in (8, 31, 100, 340)}
    sys.stdout.write(table(cases) + "\n")


if __name__ == "__main__":
    main()
