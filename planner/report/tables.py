"""Everything a reader is shown of a plan: summary, sheets and tables."""

from dataclasses import dataclass

from models.audit.audit import Audit
from models.audit.checks import Checks
from models.audit.form import readable_part
from models.instance import Instance
from models.plan import Plan
from planner.report.audit import audit_table, finding_table, warning_table
from planner.report.capacity import capacity_table, chip_table
from planner.report.costs import cash_table, cost_table
from planner.report.facts import RunFacts
from planner.report.futures import common_table, future_table
from planner.report.inputs import input_table, run_table
from planner.report.inputs_used import input_chip_table, input_region_table
from planner.report.investments import investment_table
from planner.report.links import link_table
from planner.report.pages import make_pages
from planner.report.prices import PriceLike, compute_price_table, limit_price_table
from planner.report.rules import budget_table, commitment_table, policy_table
from planner.report.service import demand_table, rental_table, sharing_table, shortfall_table
from planner.report.summary import Summary, summarise
from planner.report.table import Page, Table
from planner.report.view import View, view
from planner.report.words import Language, Words


@dataclass(frozen=True, eq=False)
class PlanTables:
    """Everything a reader is shown of a plan."""

    view: View
    summary: Summary
    pages: tuple[Page, ...]
    """The sheets, in the language of the reader."""
    read_tables: tuple[Table, ...]
    """In long form, in the language of the reader."""
    tables: tuple[Table, ...]
    """In long form, one CSV file each: in English and by ids, in whatever language the sheets are."""
    words: Words


def make_tables(
    inst: Instance,
    plan: Plan,
    audit: Audit,
    prices: PriceLike | None,
    facts: RunFacts,
    language: Language = "en",
) -> PlanTables:
    """Return summary, sheets and tables of a plan.

    Of a plan that failed its audit, only what can be read is shown.
    """
    if not audit.passed:
        plan = readable_part(inst, plan, Checks("known_ids"), Checks("finite_values"))
    seen = view(inst, plan, language)
    tables = _tables(seen, audit, prices, facts)
    return PlanTables(
        view=seen,
        summary=summarise(seen, audit, facts, prices),
        pages=make_pages(seen, tables),
        read_tables=tables,
        tables=_tables(seen.for_programs, audit, prices, facts),
        words=seen.words,
    )


def _tables(seen: View, audit: Audit, prices: PriceLike | None, facts: RunFacts) -> tuple[Table, ...]:
    return (
        investment_table(seen),
        *_of_futures(seen),
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
        audit_table(seen, audit),
        finding_table(seen, audit),
        warning_table(seen, audit),
        input_table(seen),
        input_region_table(seen),
        input_chip_table(seen),
        run_table(seen, facts),
    )


def _of_futures(seen: View) -> tuple[Table, ...]:
    """Return the tables of a plan for several futures."""
    return () if seen.inst.tree.is_chain else (future_table(seen), common_table(seen))
