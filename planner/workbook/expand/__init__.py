"""From the tables of one scenario to its case: the sheets in the order in which one would explain them."""

from models.instance import Case
from planner.workbook.expand.book import Book
from planner.workbook.expand.budgets import budgets_of
from planner.workbook.expand.chips import chips_of, fleet_of, performance_of, port_parties_of, porting_of
from planner.workbook.expand.links import links_of, pipeline_of
from planner.workbook.expand.outages import outages_of
from planner.workbook.expand.platform import tiers_of
from planner.workbook.expand.regions import regions_of
from planner.workbook.expand.residency import HostRules, remote_fractions_of
from planner.workbook.expand.rules import commitments_of, policies_of
from planner.workbook.expand.settings import periods_of, settings_of, slices_of
from planner.workbook.expand.supply import chip_prices_of, supplies_of
from planner.workbook.expand.work import (
    demand_of,
    offers_of,
    party_fractions_of,
    profile_of,
    tariffs_of,
    workloads_of,
)


def expand(book: Book) -> Case:
    """Return the case that tables without errors describe, as far as checks need it: `spelled_out` makes it whole."""
    return Case(
        settings=settings_of(book),
        periods=periods_of(book),
        slices=slices_of(book),
        regions=regions_of(book),
        workloads=workloads_of(book),
        chips=chips_of(book),
        demand_pflops=demand_of(book),
        party_fraction=party_fractions_of(book),
        performance_pflops=performance_of(book),
        chip_price_m=chip_prices_of(book),
        host_rules=HostRules(book),
        remote_fraction=remote_fractions_of(book),
        profile=profile_of(book),
        tiers=tiers_of(book),
        supplies=supplies_of(book),
        porting_cost_m=porting_of(book),
        port_party=port_parties_of(book),
        fleet=fleet_of(book),
        links=links_of(book),
        pipeline=pipeline_of(book),
        offers=offers_of(book),
        tariff_m_per_pflops=tariffs_of(book),
        outages=outages_of(book),
        policies=policies_of(book),
        budgets=budgets_of(book),
        commitments=commitments_of(book),
    )


def spelled_out(case: Case) -> Case:
    """Return an expanded case with every pair of regions that residency allows, for solving and for comparing."""
    rules = case.host_rules
    return case.replace(host_rules=rules.spelled_out()) if isinstance(rules, HostRules) else case
