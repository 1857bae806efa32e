"""A generated instance as a workbook, so that it can be looked at, changed and solved from the command line."""

from collections.abc import Iterator
from pathlib import Path

from models.ids import PolicyId
from models.instance import Case, Instance
from planner.workbook.template import write_workbook
from tests.benchmarks.technology import PRICE_TREND

Row = dict[str, object]
HUBS = "Hubs"
MILLION = 1e6
"""Money of single things stands in the workbook in the currency itself."""
MWH = 1e3
"""A price of a MWh in millions is one of a kWh in thousands."""


def write_book(inst: Instance, path: str | Path) -> None:
    """Write the workbook of a generated instance."""
    case = inst.first_case
    write_workbook(path, rows_of(inst.name, case), list(case.periods))


def rows_of(name: str, case: Case) -> dict[str, list[Row]]:
    """Return the rows of every sheet that a generated instance needs."""
    return {
        "Settings": list(_settings(name, case)),
        "Periods": [{"period": t, "first_year": p.first_year, "years": p.years} for t, p in case.periods.items()],
        "Slices": [
            {
                "slice": s,
                "hours": part.hours,
                "price_factor": part.electricity_price_factor,
                "carbon_factor": part.carbon_factor,
                "deferral_group": part.deferral_group,
            }
            for s, part in case.slices.items()
        ],
        "Groups": list(_hubs(case)),
        "Regions": list(_regions(case)),
        "Pipeline": [
            {"kind": line.kind, "place": line.place, "period": line.period, "amount": line.amount}
            for line in case.pipeline
        ],
        "PlatformTiers": list(_tiers(case)),
        "Workloads": list(_workloads(case)),
        "Demand": [
            {"region": r, "workload": w, **{t: case.demand_pflops[r, w, t] for t in case.periods}}
            for r in case.regions
            for w in case.workloads
        ],
        "Profiles": [
            {"workload": w, "region": r, "slice": s, "factor": factor} for (w, r, s), factor in case.profile.items()
        ],
        "Residency": list(_residency(case)),
        "Chips": list(_chips(case)),
        "ChipSupply": [{"chip": supply.chip, **supply.units_per_year} for supply in case.supplies],
        "ChipPerformance": list(_performance(case)),
        "Porting": [{"stack": g, "workload": w, "cost": cost} for (g, w), cost in case.porting_cost_m.items()],
        "Fleet": [
            {"region": line.region, "chip": line.chip, "year": line.year, "units": line.units} for line in case.fleet
        ],
        "Links": list(_links(case)),
        "LinkModules": list(_modules(case)),
        "Budgets": list(_budgets(case)),
        "Policies": list(_policies(case)),
    }


def _plain(value: float) -> float:
    """Return a product without the last digits that only come from multiplying."""
    return round(value, 9)


def _settings(name: str, case: Case) -> Iterator[Row]:
    yield {"key": "name", "value": name}
    yield {"key": "base_year", "value": case.settings.base_year}
    yield {"key": "discount_rate", "value": case.settings.discount_rate}
    yield {"key": "one_off_life_years", "value": case.settings.one_off_life_years}


def _hubs(case: Case) -> Iterator[Row]:
    hubs = case.policies[PolicyId("hub share of new capacity")].selection.regions
    for r in hubs or ():
        yield {"group": HUBS, "region": r}


def _regions(case: Case) -> Iterator[Row]:
    first = next(iter(case.periods))
    for r, region in case.regions.items():
        at = region.at[first]
        yield {
            "region": r,
            "name": region.name,
            "latitude": region.latitude,
            "longitude": region.longitude,
            "hall_module_mw": region.hall_module_mw,
            "hall_module_cost": at.hall_module_cost_m,
            "max_hall_modules": at.max_hall_modules,
            "opening_cost": at.opening_cost_m,
            "hall_lead_years": region.hall_lead_years,
            "hall_life_years": region.hall_life_years,
            "hall_fixed_om": region.hall_fixed_om_fraction,
            "existing_hall_mw": region.existing_hall_mw,
            "grid_limit_mw": at.grid_limit_mw,
            "pue_existing": region.pue_existing,
            "pue_new": region.pue_new,
            "electricity_price": _plain(at.electricity_price_m_per_mwh * MWH),
            "grid_carbon": at.grid_carbon_t_per_mwh,
            "carbon_price": _plain(at.carbon_price_m_per_t * MILLION),
            "green_premium": None if at.green_premium_m_per_mwh is None else _plain(at.green_premium_m_per_mwh * MWH),
            "staff_per_mw": region.staff_per_mw,
            "staff_limit": at.staff_limit,
            "staff_cost": _plain(at.staff_cost_m_per_person * MILLION),
            "training_cost": _plain((at.training_cost_m_per_person or 0.0) * MILLION),
            "alone_fraction": at.alone_fraction,
            "max_chip_types": at.max_chip_types,
            "starting_tier": region.starting_tier,
        }


def _tiers(case: Case) -> Iterator[Row]:
    for q, tier in case.tiers.items():
        yield {
            "tier": q,
            "rank": tier.rank,
            "joining_cost": tier.joining_cost_m,
            "yearly_fee": tier.yearly_fee_m,
            "national_cost": tier.national_cost_m,
            "pooled_fraction": tier.pooled_fraction,
            "loss_fraction": tier.loss_fraction,
            "available_from": tier.available_from,
        }


def _workloads(case: Case) -> Iterator[Row]:
    for w, workload in case.workloads.items():
        yield {
            "workload": w,
            "class": workload.work_class,
            "gbps_per_pflops": workload.gbps_per_pflops,
            "max_latency_ms": workload.max_latency_ms,
            "residency": "region",
            "deferrable_fraction": workload.deferrable_fraction,
            "unmet_penalty": workload.unmet_penalty_m_per_pflops,
        }


def _residency(case: Case) -> Iterator[Row]:
    for w, o in case.remote_fraction:
        yield {"workload": w, "origin": o, "host": "*", "max_remote_fraction": case.remote_fraction[w, o]}
    for w, o, h in case.host_rules:
        yield {"workload": w, "origin": o, "host": h, "allowed": "yes"}


def _chips(case: Case) -> Iterator[Row]:
    r, first = next(iter(case.regions)), next(iter(case.periods))
    for k, chip in case.chips.items():
        yield {
            "chip": k,
            "name": chip.name,
            "stack": chip.stack,
            "class": chip.chip_class,
            "domestic": "yes" if chip.domestic else "no",
            "power_kw": chip.power_kw,
            "price": _plain(case.chip_price_m[k, r, first] * MILLION),
            "price_year": case.periods[first].first_year,
            "price_trend": PRICE_TREND[chip.chip_class],
            "lead_years": chip.lead_years,
            "lifetime_years": chip.lifetime_years,
            "fixed_om": chip.fixed_om_fraction,
            "idle_power_fraction": chip.idle_power_fraction,
            "integration_cost": chip.integration_cost_m,
            "counted_pflops": chip.counted_pflops,
        }


def _performance(case: Case) -> Iterator[Row]:
    r = next(iter(case.regions))
    for (k, w, at), pflops in case.performance_pflops.items():
        if at == r:
            yield {"chip": k, "workload": w, "performance": pflops}


def _links(case: Case) -> Iterator[Row]:
    for l, link in case.links.items():
        yield {
            "link": l,
            "from": link.tail,
            "to": link.head,
            "one_way_ms": link.one_way_ms,
            "direction": link.direction,
            "existing_gbps": link.existing_gbps,
            "carrying_cost": _plain(link.carrying_cost_m_per_gbps * MILLION),
            "lead_years": link.lead_years,
            "life_years": link.life_years,
        }


def _modules(case: Case) -> Iterator[Row]:
    for l, link in case.links.items():
        for i, module in link.modules.items():
            first = next(iter(case.periods))
            yield {
                "link": l,
                "module": i,
                "gbps": module.gbps,
                "cost": module.cost_m[first],
                "max_modules": module.max_modules,
            }


def _budgets(case: Case) -> Iterator[Row]:
    for b, budget in case.budgets.items():
        for t, amount in budget.amount_m.items():
            yield {"budget": b, "period": t, "amount": amount, "covers": "capital"}


def _policies(case: Case) -> Iterator[Row]:
    for i, policy in case.policies.items():
        yield {
            "policy": i,
            "mode": "hard" if policy.price_m is None else "soft",
            "metric": policy.metric,
            "filter": policy.selection.text,
            "denominator": policy.denominator.text if policy.denominator is not None else None,
            "apply": policy.apply,
            "sense": policy.sense,
            "value": policy.value,
            "price": policy.price_m,
        }
