"""How the tables stand on the sheets of plan.xlsx: a topic each, what is read over time spread over the periods."""

from collections.abc import Mapping, Sequence

from planner.report.costs import CASH_NOTE, COST_NOTE, cash_blocks, cost_blocks
from planner.report.prices import LOCAL
from planner.report.table import Block, Page, Table, as_block, spread
from planner.report.view import View

BY_CHIP, BY_REGION = ("chip", "stack"), ("region",)
BY_REGION_CHIP, BY_REGION_WORKLOAD = ("region", "chip"), ("region", "workload")
BY_PAIR = ("origin", "host", "workload", "path")
BY_LINK = ("link", "from", "to")

MOST_FINDINGS = 500
Chances = Mapping[str, float] | None


def make_pages(view: View, tables: Sequence[Table]) -> tuple[Page, ...]:
    """Return the sheets in the order in which a plan is read."""
    named = {table.name: table for table in tables}
    across = view.when.across
    expected = "" if view.chances is None else " All amounts are expected over the scenarios."
    return (
        Page("Investments", named["investments"].note, (_investments(named["investments"], view.chances),)),
        Page("Chips", named["chips"].note, _chips(named["chips"], across, view.chances)),
        Page("Sharing", named["sharing"].note, _sharing(named, across)),
        Page("Links", named["links"].note, _links(named["links"], across)),
        Page("Capacity", named["capacity"].note, _capacity(named["capacity"], across)),
        Page("Costs", f"{COST_NOTE}{expected}", cost_blocks(view)),
        Page("Cash flow", f"{CASH_NOTE}{expected}", cash_blocks(view)),
        Page(
            "Policies",
            "Where the plan stands with what the workbook demands of it.",
            tuple(as_block(named[name], own_note=True) for name in ("policies", "budgets", "commitments")),
        ),
        Page("Prices", LOCAL, _prices(named, across)),
        Page(
            "Audit",
            named["audit"].note,
            tuple(as_block(named[name], most=MOST_FINDINGS) for name in ("audit_findings", "audit_warnings", "audit")),
        ),
        Page("Inputs", named["inputs"].note, (as_block(named["inputs"]), as_block(named["run"], own_note=True))),
    )


def _investments(table: Table, chances: Chances) -> Block:
    return as_block(table, total=("cash_m",), weight=None if chances is None else "probability")


def _chips(chips: Table, across: str, chances: Chances) -> tuple[Block, ...]:
    def ordered(rows: Sequence[str], title: str) -> Block:
        return spread(chips, rows, across, "bought_units", title, row_total=True, column_total=True, chances=chances)

    return (
        ordered(BY_CHIP, "Ordered, all regions"),
        spread(chips, BY_CHIP, across, "installed_units", "Installed, all regions", column_total=True),
        ordered(BY_REGION_CHIP, "Ordered by region"),
        spread(chips, BY_REGION_CHIP, across, "retired_units", "Retired early by region", column_total=True),
        spread(chips, BY_REGION_CHIP, across, "installed_units", "Installed by region", column_total=True),
    )


def _sharing(named: dict[str, Table], across: str) -> tuple[Block, ...]:
    demand = named["demand"]
    return (
        spread(
            named["sharing"],
            BY_PAIR,
            across,
            "served_pflops",
            "Who serves whom",
            empty="No region serves another.",
            column_total=True,
        ),
        spread(demand, BY_REGION, across, "demand_pflops", "Demand", column_total=True),
        spread(demand, BY_REGION, across, "remote_pflops", "Served elsewhere", column_total=True),
        spread(demand, BY_REGION, across, "rented_pflops", "Rented", column_total=True),
        spread(demand, BY_REGION_WORKLOAD, across, "unmet_pflops", "Not met", column_total=True),
        as_block(named["rental"]),
        as_block(named["shortfall"]),
    )


def _links(links: Table, across: str) -> tuple[Block, ...]:
    return (
        spread(links, BY_LINK, across, "bandwidth_gbps", "Bandwidth"),
        spread(links, BY_LINK, across, "average_gbps", "Carried, both ways"),
        spread(links, BY_LINK, across, "fullest_fraction", "How full at most"),
    )


def _capacity(capacity: Table, across: str) -> tuple[Block, ...]:
    return (
        spread(capacity, BY_REGION, across, "counted_pflops", "Counted capacity", column_total=True),
        spread(capacity, BY_REGION, across, "delivered_pflops", "Delivered", column_total=True),
        spread(capacity, BY_REGION, across, "utilisation", "Utilisation"),
        spread(capacity, BY_REGION, across, "it_mw", "IT load", column_total=True),
        as_block(capacity),
    )


def _prices(named: dict[str, Table], across: str) -> tuple[Block, ...]:
    compute, none = named["prices_compute"], named["prices_compute"].empty
    note = "What one PFLOPS of demand, all year round, costs at the margin."
    return (
        spread(compute, BY_REGION_WORKLOAD, across, "long_run_m", "Price of compute, long run", note=note, empty=none),
        spread(
            compute, BY_REGION_WORKLOAD, across, "short_run_m", "Price of compute, short run", note=note, empty=none
        ),
        as_block(named["prices_limits"], own_note=True),
    )
