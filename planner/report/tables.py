"""All tables of a plan, and how they stand on the sheets of plan.xlsx."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.audit.audit import Audit
from models.audit.checks import Checks
from models.audit.form import readable_part
from models.instance import Instance
from models.plan import Plan
from planner.report.audit import audit_table, finding_table, warning_table
from planner.report.capacity import capacity_table, chip_table
from planner.report.costs import cash_blocks, cash_table, cost_blocks, cost_table
from planner.report.facts import RunFacts
from planner.report.inputs import input_table, run_table
from planner.report.investments import investment_table
from planner.report.links import link_table
from planner.report.prices import PriceLike, compute_price_table, limit_price_table
from planner.report.rules import budget_table, commitment_table, policy_table
from planner.report.service import demand_table, rental_table, sharing_table, shortfall_table
from planner.report.summary import Summary, summarise
from planner.report.table import Page, Table, as_block, spread
from planner.report.view import View, view


@dataclass(frozen=True, eq=False)
class PlanTables:
    """Everything a reader is shown of a plan."""

    summary: Summary
    pages: tuple[Page, ...]
    tables: tuple[Table, ...]
    """In long form, one CSV file each."""


def make_tables(inst: Instance, plan: Plan, audit: Audit, prices: PriceLike | None, facts: RunFacts) -> PlanTables:
    """Return summary, sheets and tables of a plan.

    Of a plan that failed its audit, only what can be read is shown.
    """
    if not audit.passed:
        plan = readable_part(inst, plan, Checks("known_ids"), Checks("finite_values"))
    seen = view(inst, plan)
    tables = _tables(seen, audit, prices, facts)
    pages = _pages(seen, {table.name: table for table in tables})
    return PlanTables(summarise(seen, audit, facts), pages, tables)


def _tables(seen: View, audit: Audit, prices: PriceLike | None, facts: RunFacts) -> tuple[Table, ...]:
    return (
        investment_table(seen),
        chip_table(seen),
        sharing_table(seen),
        demand_table(seen),
        rental_table(seen),
        shortfall_table(seen),
        link_table(seen),
        capacity_table(seen),
        cost_table(seen),
        cash_table(seen),
        policy_table(seen),
        budget_table(seen),
        commitment_table(seen),
        compute_price_table(seen, prices),
        limit_price_table(seen, prices),
        audit_table(audit),
        finding_table(audit),
        warning_table(audit),
        input_table(seen.inst),
        run_table(facts),
    )


def _pages(seen: View, tables: Mapping[str, Table]) -> tuple[Page, ...]:
    """Return the sheets: what is read over time is spread over the periods."""
    across = seen.when.across
    chips, capacity, links = tables["chips"], tables["capacity"], tables["links"]
    compute, demand = tables["prices_compute"], tables["demand"]
    of_chip, of_pair = ("region", "chip"), ("origin", "host", "workload", "path")
    return (
        Page("Investments", (as_block(tables["investments"], total=("cash_m",)),)),
        Page(
            "Chips",
            (
                spread(
                    chips,
                    ("chip", "stack"),
                    across,
                    "bought_units",
                    "Ordered, all regions",
                    column_total=True,
                    row_total=True,
                ),
                spread(
                    chips, ("chip", "stack"), across, "installed_units", "Installed, all regions", column_total=True
                ),
                spread(chips, of_chip, across, "bought_units", "Ordered by region", column_total=True, row_total=True),
                spread(chips, of_chip, across, "retired_units", "Retired early by region", column_total=True),
                spread(chips, of_chip, across, "installed_units", "Installed by region", column_total=True),
            ),
        ),
        Page(
            "Sharing",
            (
                spread(tables["sharing"], of_pair, across, "served_pflops", column_total=True),
                spread(demand, ("region",), across, "demand_pflops", "Demand", column_total=True),
                spread(demand, ("region",), across, "remote_pflops", "Served elsewhere", column_total=True),
                spread(demand, ("region",), across, "rented_pflops", "Rented", column_total=True),
                spread(demand, ("region", "workload"), across, "unmet_pflops", "Not met", column_total=True),
                as_block(tables["rental"]),
                as_block(tables["shortfall"]),
            ),
        ),
        Page(
            "Links",
            (
                spread(links, ("link", "from", "to"), across, "bandwidth_gbps", "Bandwidth"),
                spread(links, ("link", "from", "to"), across, "average_gbps", "Carried, both ways"),
                spread(links, ("link", "from", "to"), across, "fullest_fraction", "How full at most"),
            ),
        ),
        Page(
            "Capacity",
            (
                spread(capacity, ("region",), across, "counted_pflops", "Counted capacity", column_total=True),
                spread(capacity, ("region",), across, "delivered_pflops", "Delivered", column_total=True),
                spread(capacity, ("region",), across, "utilisation", "Utilisation"),
                spread(capacity, ("region",), across, "it_mw", "IT load", column_total=True),
                as_block(capacity),
            ),
        ),
        Page("Costs", cost_blocks(seen)),
        Page("Cash flow", cash_blocks(seen)),
        Page("Policies", (as_block(tables["policies"]), as_block(tables["budgets"]), as_block(tables["commitments"]))),
        Page(
            "Prices",
            (
                spread(compute, ("region", "workload"), across, "long_run_m", "Price of compute, long run"),
                spread(compute, ("region", "workload"), across, "short_run_m", "Price of compute, short run"),
                as_block(tables["prices_limits"]),
            ),
        ),
        Page(
            "Audit", (as_block(tables["audit_findings"]), as_block(tables["audit_warnings"]), as_block(tables["audit"]))
        ),
        Page("Inputs", (as_block(tables["inputs"]), as_block(tables["run"]))),
    )
