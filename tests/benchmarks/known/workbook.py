"""An instance laid onto the sheets of a workbook, its futures as overrides of the first.

For what the benchmarks use: regions with halls, chips, single-host work, links with modules, policies and commitments.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from models.ids import RegionId
from models.instance import Case, Instance
from models.records import Region
from planner.workbook.template import write_workbook

Cells = dict[str, object]
Sheets = dict[str, list[Cells]]

MILLION = 1e6
_KEYS: Mapping[str, tuple[str, ...]] = {
    "Demand": ("region", "workload"),
    "ChipPerformance": ("chip", "workload", "region"),
    "Fleet": ("region", "chip"),
    "Links": ("link",),
}
"""Sheets whose rows may differ from future to future, and the columns that tell their rows apart."""


def write(inst: Instance, path: Path) -> None:
    """Write the workbook of an instance, of one future or of several."""
    first = inst.first_case
    sheets = sheets_of(first)
    if not inst.tree.is_chain:
        sheets |= _futures(inst, sheets)
    write_workbook(path, {name: rows for name, rows in sheets.items() if rows}, list(first.periods))


def sheets_of(case: Case) -> Sheets:
    """Return the rows of each sheet."""
    settings = case.settings
    return {
        "Settings": [
            {"key": "base_year", "value": settings.base_year},
            {"key": "discount_rate", "value": settings.discount_rate},
            {"key": "one_off_life_years", "value": settings.one_off_life_years},
            {"key": "paths_per_pair", "value": settings.paths_per_pair},
            {"key": "mip_gap", "value": settings.mip_gap},
            {"key": "time_limit_s", "value": settings.time_limit_s},
        ],
        "Periods": [
            {"period": t, "first_year": period.first_year, "years": period.years} for t, period in case.periods.items()
        ],
        "Regions": [_region(region) for region in case.regions.values()],
        "RegionPeriods": list(_region_periods(case)),
        "Workloads": [
            {
                "workload": w,
                "gbps_per_pflops": work.gbps_per_pflops,
                "residency": "region",
                "single_host": work.single_host,
                "routing": work.routing,
                "unmet_penalty": work.unmet_penalty_m_per_pflops,
            }
            for w, work in case.workloads.items()
        ],
        "Demand": _demand(case),
        "Residency": [{"workload": w, "origin": o, "host": h, "allowed": True} for w, o, h in case.host_rules],
        "Chips": list(_chips(case)),
        "ChipSupply": list(_supply(case)),
        "ChipPerformance": [
            {"chip": k, "workload": w, "region": r, "performance": pflops}
            for (k, w, r), pflops in case.performance_pflops.items()
        ],
        "Fleet": [
            {"region": line.region, "chip": line.chip, "year": line.year, "units": line.units} for line in case.fleet
        ],
        "PlatformTiers": [{"tier": q, "rank": tier.rank} for q, tier in case.tiers.items()],
        "Links": list(_links(case)),
        "LinkModules": [
            {
                "link": l,
                "module": i,
                "gbps": module.gbps,
                "cost": next(iter(module.cost_m.values())),
                "max_modules": module.max_modules,
            }
            for l, link in case.links.items()
            for i, module in link.modules.items()
        ],
        "Policies": [
            {
                "policy": name,
                "metric": policy.metric,
                "filter": policy.selection.text,
                "denominator": None if policy.denominator is None else policy.denominator.text,
                "apply": policy.apply,
                "sense": policy.sense,
                "value": policy.value,
            }
            for name, policy in case.policies.items()
        ],
        "Commitments": [
            {
                "commitment": name,
                "decision": one.decision,
                "filter": one.selection.text,
                "apply": one.apply,
                "sense": one.sense,
                "value": one.value,
            }
            for name, one in case.commitments.items()
        ],
    }


def _region(region: Region) -> Cells:
    first = next(iter(region.at.values()))
    return {
        "region": region.id,
        "hall_module_mw": region.hall_module_mw,
        "max_hall_modules": first.max_hall_modules,
        "opening_cost": first.opening_cost_m,
        "hall_lead_years": region.hall_lead_years,
        "hall_life_years": region.hall_life_years,
        "starting_tier": region.starting_tier,
    }


def _region_periods(case: Case) -> Iterator[Cells]:
    for r, region in case.regions.items():
        first, *later = region.at.items()
        for t, at in later:
            if at.opening_cost_m != first[1].opening_cost_m:
                yield {"region": r, "period": t, "opening_cost": at.opening_cost_m}


def _demand(case: Case) -> list[Cells]:
    """Return a row for each origin of work, also where this future has none of it."""
    rows: dict[tuple[str, str], Cells] = {(o, w): {"region": o, "workload": w} for w, o, _ in case.host_rules}
    for (r, w, t), pflops in case.demand_pflops.items():
        rows.setdefault((r, w), {"region": r, "workload": w})[t] = pflops
    return list(rows.values())


def _price_everywhere(case: Case, k: str) -> float | None:
    """Return the price of a chip that is sold in all regions at the same price in all periods; None for others."""
    prices = {case.chip_price_m.get((k, r, t)) for r in case.regions for t in case.periods}
    return prices.pop() if len(prices) == 1 else None


def _chips(case: Case) -> Iterator[Cells]:
    for k, chip in case.chips.items():
        price_m = _price_everywhere(case, k)
        yield {
            "chip": k,
            "stack": chip.stack,
            "power_kw": chip.power_kw,
            "price": None if price_m is None else price_m * MILLION,
            "lead_years": chip.lead_years,
            "lifetime_years": chip.lifetime_years,
            "integration_cost": chip.integration_cost_m,
        }


def _supply(case: Case) -> Iterator[Cells]:
    """Yield the prices of chips that are sold in some regions only, and the limits of their supply."""
    first = next(iter(case.periods))
    limits: dict[tuple[str, RegionId], Mapping[str, float | None]] = {
        (supply.chip, supply.regions[0]): dict(supply.units_per_year) for supply in case.supplies
    }
    for k in case.chips:
        if _price_everywhere(case, k) is not None:
            continue
        for r in case.regions:
            if (price_m := case.chip_price_m.get((k, r, first))) is not None:
                yield {"chip": k, "scope": r, "price": price_m * MILLION, **limits.get((k, r), {})}


def _links(case: Case) -> Iterator[Cells]:
    for l, link in case.links.items():
        yield {
            "link": l,
            "from": link.tail,
            "to": link.head,
            "one_way_ms": link.one_way_ms,
            "direction": link.direction,
            "existing_gbps": link.existing_gbps,
            "usable_fraction": link.usable_fraction,
            "existing_yearly_cost": link.existing_yearly_cost_m,
            "carrying_cost": link.carrying_cost_m_per_gbps * MILLION,
            "opening_cost": link.opening_cost_m,
            "lead_years": link.lead_years,
            "life_years": link.life_years,
        }


def _futures(inst: Instance, first: Sheets) -> Sheets:
    """Return the sheets of the futures: each is what it changes of the first."""
    scenarios: list[Cells] = []
    overrides: list[Cells] = []
    leaves = [inst.tree.outcome(leaf) for leaf in inst.tree.leaves]
    known_from = next(t for t in inst.periods if sum(node.period == t for node in inst.tree.nodes) > 1)
    for leaf in leaves:
        changes = list(_changes(first, sheets_of(inst.cases[leaf.scenario])))
        overrides += [{"set": leaf.scenario, "order": i, **change} for i, change in enumerate(changes, 1)]
        scenarios.append(
            {
                "scenario": leaf.scenario,
                "probability": leaf.probability,
                "decisions_from": known_from,
                "overrides": leaf.scenario if changes else None,
            }
        )
    return {"Scenarios": scenarios, "Overrides": overrides}


def _changes(first: Sheets, future: Sheets) -> Iterator[Cells]:
    for sheet, keys in _KEYS.items():
        before: Sequence[Cells] = first[sheet]
        for old, new in zip(before, future[sheet], strict=True):
            if any(old[key] != new[key] for key in keys):
                raise ValueError(f"the rows of {sheet} are not those of the first future")
            for column in dict.fromkeys([*old, *new]):
                if old.get(column) != new.get(column):
                    where = "; ".join(f"{key}={new[key]}" for key in keys)
                    yield {"sheet": sheet, "filter": where, "column": column, "value": new.get(column)}
