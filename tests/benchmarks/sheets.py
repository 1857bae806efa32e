"""A case laid onto the sheets of a workbook: the rows of each sheet as values by column name."""

from collections.abc import Iterator, Mapping

from models.ids import ChipId, PeriodId, PolicyId, RegionId
from models.instance import Case

Cells = dict[str, object]
Sheets = dict[str, list[Cells]]

HUBS = "Hubs"
HUB_POLICY = PolicyId("hub share of new capacity")
"""Its regions are the group that its filter names."""
MILLION = 1e6
"""Money of single things stands in the workbook in the currency itself."""
MWH = 1e3
"""A price of a MWh in millions is one of a kWh in thousands."""


def sheets_of(name: str, case: Case) -> Sheets:
    """Return the rows of every sheet."""
    return {
        "Settings": list(_settings(name, case)),
        "Periods": [{"period": t, "first_year": p.first_year, "years": p.years} for t, p in case.periods.items()],
        "Slices": list(_slices(case)),
        "Groups": list(_hubs(case)),
        "Regions": list(_regions(case)),
        "RegionPeriods": list(_region_periods(case)),
        "Pipeline": [
            {"kind": line.kind, "place": line.place, "period": line.period, "amount": line.amount}
            for line in case.pipeline
        ],
        "PlatformTiers": list(_tiers(case)),
        "Workloads": list(_workloads(case)),
        "Demand": _demand(case),
        "Profiles": [
            {"workload": w, "region": r, "slice": s, "factor": factor} for (w, r, s), factor in case.profile.items()
        ],
        "Residency": list(_residency(case)),
        "Chips": list(_chips(case)),
        "ChipSupply": list(_supply(case)),
        "ChipPerformance": list(_performance(case)),
        "Porting": [{"stack": g, "workload": w, "cost": cost} for (g, w), cost in case.porting_cost_m.items()],
        "Fleet": [
            {"region": line.region, "chip": line.chip, "year": line.year, "units": line.units} for line in case.fleet
        ],
        "Links": list(_links(case)),
        "LinkModules": list(_modules(case)),
        "Budgets": [
            {"budget": b, "period": t, "amount": amount, "covers": "capital"}
            for b, budget in case.budgets.items()
            for t, amount in budget.amount_m.items()
        ],
        "Policies": list(_policies(case)),
        "Commitments": [
            {
                "commitment": i,
                "decision": one.decision,
                "filter": one.selection.text,
                "apply": one.apply,
                "sense": one.sense,
                "value": one.value,
            }
            for i, one in case.commitments.items()
        ],
    }


def _plain(value: float) -> float:
    """Return a product without the last digits that only come from multiplying."""
    return round(value, 9)


def _settings(name: str, case: Case) -> Iterator[Cells]:
    yield {"key": "name", "value": name}
    for key in ("base_year", "discount_rate", "one_off_life_years", "paths_per_pair", "mip_gap", "time_limit_s"):
        yield {"key": key, "value": getattr(case.settings, key)}


def _slices(case: Case) -> Iterator[Cells]:
    for s, part in case.slices.items():
        yield {
            "slice": s,
            "hours": part.hours,
            "price_factor": part.electricity_price_factor,
            "carbon_factor": part.carbon_factor,
            "deferral_group": part.deferral_group,
        }


def _hubs(case: Case) -> Iterator[Cells]:
    if HUB_POLICY in case.policies:
        for r in case.policies[HUB_POLICY].selection.regions or ():
            yield {"group": HUBS, "region": r}


def _regions(case: Case) -> Iterator[Cells]:
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
            "training_cost": None
            if at.training_cost_m_per_person is None
            else _plain(at.training_cost_m_per_person * MILLION),
            "alone_fraction": at.alone_fraction,
            "max_chip_types": at.max_chip_types,
            "starting_tier": region.starting_tier,
        }


def _region_periods(case: Case) -> Iterator[Cells]:
    for r, region in case.regions.items():
        first, *later = region.at.items()
        for t, at in later:
            if at.opening_cost_m != first[1].opening_cost_m:
                yield {"region": r, "period": t, "opening_cost": at.opening_cost_m}


def _tiers(case: Case) -> Iterator[Cells]:
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


def _workloads(case: Case) -> Iterator[Cells]:
    for w, workload in case.workloads.items():
        yield {
            "workload": w,
            "class": workload.work_class,
            "gbps_per_pflops": workload.gbps_per_pflops,
            "max_latency_ms": workload.max_latency_ms,
            "residency": "region",
            "single_host": workload.single_host,
            "routing": workload.routing,
            "deferrable_fraction": workload.deferrable_fraction,
            "unmet_penalty": workload.unmet_penalty_m_per_pflops,
        }


def _demand(case: Case) -> list[Cells]:
    """Return a row for each origin of work, also where this future has none of it."""
    rows: dict[tuple[str, str], Cells] = {(o, w): {"region": o, "workload": w} for w, o, _ in case.host_rules}
    for (r, w, t), pflops in case.demand_pflops.items():
        rows.setdefault((r, w), {"region": r, "workload": w})[t] = pflops
    return list(rows.values())


def _residency(case: Case) -> Iterator[Cells]:
    for w, o in case.remote_fraction:
        yield {"workload": w, "origin": o, "host": "*", "max_remote_fraction": case.remote_fraction[w, o]}
    for w, o, h in case.host_rules:
        yield {"workload": w, "origin": o, "host": h, "allowed": True}


def _price_everywhere(case: Case, k: ChipId, t: PeriodId) -> float | None:
    """Return the price of a chip in a period if it is sold in all regions at the same price; None for others."""
    prices = {case.chip_price_m.get((k, r, t)) for r in case.regions}
    return prices.pop() if len(prices) == 1 else None


def _chips(case: Case) -> Iterator[Cells]:
    first, *later = case.periods
    for k, chip in case.chips.items():
        price_m = _price_everywhere(case, k, first)
        trend = None
        if price_m and later:
            years = case.periods[later[0]].first_year - case.periods[first].first_year
            trend = _plain((case.chip_price_m[k, next(iter(case.regions)), later[0]] / price_m) ** (1 / years) - 1)
        yield {
            "chip": k,
            "name": chip.name,
            "stack": chip.stack,
            "class": chip.chip_class,
            "domestic": chip.domestic,
            "power_kw": chip.power_kw,
            "price": None if price_m is None else _plain(price_m * MILLION),
            "price_year": case.periods[first].first_year,
            "price_trend": trend,
            "lead_years": chip.lead_years,
            "lifetime_years": chip.lifetime_years,
            "fixed_om": chip.fixed_om_fraction,
            "idle_power_fraction": chip.idle_power_fraction,
            "integration_cost": chip.integration_cost_m,
            "counted_pflops": chip.counted_pflops,
        }


def _supply(case: Case) -> Iterator[Cells]:
    """Yield the national limits of supply, and for chips that are sold in some regions only their prices and limits."""
    first = next(iter(case.periods))
    everywhere = tuple(case.regions)
    limits: dict[tuple[str, RegionId], Mapping[str, float | None]] = {}
    for supply in case.supplies:
        if supply.regions == everywhere and supply.scope == "nation":
            yield {"chip": supply.chip, **supply.units_per_year}
        else:
            limits[supply.chip, supply.regions[0]] = dict(supply.units_per_year)
    for k in case.chips:
        if _price_everywhere(case, k, first) is None:
            for r in case.regions:
                if (price_m := case.chip_price_m.get((k, r, first))) is not None:
                    yield {"chip": k, "scope": r, "price": _plain(price_m * MILLION), **limits.get((k, r), {})}


def _performance(case: Case) -> Iterator[Cells]:
    """Yield one row where a chip does as well in every region, and one for each region elsewhere."""
    by_pair: dict[tuple[str, str], dict[RegionId, float]] = {}
    for (k, w, r), pflops in case.performance_pflops.items():
        by_pair.setdefault((k, w), {})[r] = pflops
    for (k, w), found in by_pair.items():
        if len(found) == len(case.regions) > 1 and len(set(found.values())) == 1:
            yield {"chip": k, "workload": w, "region": None, "performance": next(iter(found.values()))}
        else:
            yield from ({"chip": k, "workload": w, "region": r, "performance": each} for r, each in found.items())


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
            "carrying_cost": _plain(link.carrying_cost_m_per_gbps * MILLION),
            "opening_cost": link.opening_cost_m,
            "lead_years": link.lead_years,
            "life_years": link.life_years,
        }


def _modules(case: Case) -> Iterator[Cells]:
    for l, link in case.links.items():
        for i, module in link.modules.items():
            yield {
                "link": l,
                "module": i,
                "gbps": module.gbps,
                "cost": next(iter(module.cost_m.values())),
                "max_modules": module.max_modules,
            }


def _policies(case: Case) -> Iterator[Cells]:
    for i, policy in case.policies.items():
        yield {
            "policy": i,
            "mode": "hard" if policy.price_m is None else "soft",
            "metric": policy.metric,
            "filter": policy.selection.text,
            "denominator": None if policy.denominator is None else policy.denominator.text,
            "apply": policy.apply,
            "sense": policy.sense,
            "value": policy.value,
            "price": policy.price_m,
        }
