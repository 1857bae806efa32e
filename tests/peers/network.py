"""The same problems as a PyPSA network: a bus is a region, power is PFLOPS, a generator the chips of a period."""

import pandas as pd
import pypsa

from models.instance import Case
from tests.peers.continuous import PERFORMANCE

HOURS_A_YEAR = 8760.0


def network_of(case: Case) -> pypsa.Network:
    """Return the network of a continuous instance: of one chip and one workload, with 1 Gbps a PFLOPS."""
    network = pypsa.Network()
    years = {t: period.first_year for t, period in case.periods.items()}
    network.snapshots = pd.MultiIndex.from_product([list(years.values()), list(case.slices)])
    network.investment_periods = list(years.values())
    for t, period in case.periods.items():
        network.investment_period_weightings.loc[years[t], "years"] = period.years
        network.investment_period_weightings.loc[years[t], "objective"] = sum(
            (1 + case.settings.discount_rate) ** (case.settings.base_year - year) for year in period.calendar_years
        )
    network.snapshot_weightings["objective"] = [case.slices[s].hours / HOURS_A_YEAR for _, s in network.snapshots]
    for name in ("chips", "rent", "unmet", "work"):
        network.add("Carrier", name)
    for r in case.regions:
        network.add("Bus", r, carrier="work")
        _add_demand(network, case, r)
        _add_chips(network, case, r)
    for l, link in case.links.items():
        room = [case.slices[s].link_availability for _, s in network.snapshots]
        for way, tail, head in (("there", link.tail, link.head), ("back", link.head, link.tail)):
            network.add(
                "Link",
                f"{l} {way}",
                bus0=tail,
                bus1=head,
                carrier="work",
                p_nom=link.existing_gbps,
                p_max_pu=pd.Series(room, network.snapshots),
                marginal_cost=link.carrying_cost_m_per_gbps,
            )
    return network


def _add_demand(network: pypsa.Network, case: Case, r: str) -> None:
    due = [case.demand_pflops[r, "work", str(year)] * case.profile["work", r, s] for year, s in network.snapshots]
    network.add("Load", r, bus=r, carrier="work", p_set=pd.Series(due, network.snapshots))
    unmet_m = case.workloads["work"].unmet_penalty_m_per_pflops
    network.add("Generator", f"{r} unmet", bus=r, carrier="unmet", p_nom=1e4, marginal_cost=unmet_m)
    offer = case.offers["cloud"]
    most = [offer.limit_pflops["work", r, str(year)] for year, _ in network.snapshots]
    price_m = [offer.price_m_per_pflops["work", r, str(year)] for year, _ in network.snapshots]
    network.add(
        "Generator",
        f"{r} rent",
        bus=r,
        carrier="rent",
        p_nom=1.0,
        p_max_pu=pd.Series(most, network.snapshots),
        marginal_cost=pd.Series(price_m, network.snapshots),
    )


def _add_chips(network: pypsa.Network, case: Case, r: str) -> None:
    """Add what is installed, and what can be ordered in each period; both last past the horizon."""
    chip, region = case.chips["chip"], case.regions[r]
    usable = next(iter(region.at.values())).alone_fraction
    pflops_per_unit = PERFORMANCE * usable
    running_m = []
    for year, s in network.snapshots:
        at, part = region.at[str(year)], case.slices[s]
        mwh = chip.power_kw / 1000 * region.pue_existing / PERFORMANCE * HOURS_A_YEAR
        power_m = at.electricity_price_m_per_mwh * part.electricity_price_factor
        carbon_m = at.carbon_price_m_per_t * at.grid_carbon_t_per_mwh * part.carbon_factor
        running_m.append(mwh * (power_m + carbon_m))
    usual = {
        "bus": r,
        "carrier": "chips",
        "lifetime": chip.lifetime_years,
        "p_max_pu": pd.Series([case.slices[s].availability for _, s in network.snapshots], network.snapshots),
        "marginal_cost": pd.Series(running_m, network.snapshots),
    }
    units = sum(line.units for line in case.fleet if line.region == r)
    network.add("Generator", f"{r} fleet", build_year=2025, p_nom=units * pflops_per_unit, **usual)
    rate, life = case.settings.discount_rate, chip.lifetime_years
    annuity = rate / (1 - (1 + rate) ** -life)
    (supply,) = (supply for supply in case.supplies if r in supply.regions)
    for t, period in case.periods.items():
        most = (supply.units_per_year[t] or 0.0) * period.years
        network.add(
            "Generator",
            f"{r} {t}",
            build_year=period.first_year,
            p_nom_extendable=True,
            p_nom_max=most * pflops_per_unit,
            capital_cost=case.chip_price_m["chip", r, t] * annuity / pflops_per_unit,
            **usual,
        )
