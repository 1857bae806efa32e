"""How the tables stand on the sheets of plan.xlsx: a topic each, what is read over time spread over the periods."""

from collections.abc import Sequence

from planner.report.costs import cash_blocks, cash_note, cost_blocks, cost_note
from planner.report.prices import local_values, margin_note
from planner.report.table import Block, Page, Table, as_block, spread
from planner.report.view import View

BY_CHIP, BY_REGION = ("chip", "stack"), ("region",)
BY_REGION_CHIP, BY_REGION_WORKLOAD = ("region", "chip"), ("region", "workload")
BY_PAIR = ("origin", "host", "workload", "path")
BY_LINK = ("link", "from", "to")

MOST_FINDINGS = 500


def make_pages(view: View, tables: Sequence[Table]) -> tuple[Page, ...]:
    """Return the sheets in the order in which a plan is read."""
    named = {table.name: table for table in tables}
    words = view.words
    expected = "" if view.chances is None else words("All amounts are expected over the scenarios.")
    return (
        Page(words("Investments"), named["investments"].note, (_investments(view, named["investments"]),)),
        Page(words("Chips"), named["chips"].note, _chips(view, named["chips"])),
        Page(words("Sharing"), named["sharing"].note, _sharing(view, named)),
        Page(words("Links"), named["links"].note, _links(view, named["links"])),
        Page(words("Capacity"), named["capacity"].note, _capacity(view, named["capacity"])),
        Page(words("Costs"), words.sentences(cost_note(words), expected), cost_blocks(view)),
        Page(words("Cash flow"), words.sentences(cash_note(words), expected), cash_blocks(view)),
        Page(
            words("Policies"),
            words("Where the plan stands with what the workbook demands of it."),
            tuple(as_block(words, named[name], own_note=True) for name in ("policies", "budgets", "commitments")),
        ),
        Page(words("Prices"), local_values(words), _prices(view, named)),
        Page(
            words("Audit"),
            named["audit"].note,
            tuple(
                as_block(words, named[name], most=MOST_FINDINGS)
                for name in ("audit_findings", "audit_warnings", "audit")
            ),
        ),
        Page(
            words("Inputs"),
            named["inputs"].note,
            (as_block(words, named["inputs"]), as_block(words, named["run"], own_note=True)),
        ),
    )


def _investments(view: View, table: Table) -> Block:
    return as_block(view.words, table, total=("cash_m",), weight=None if view.chances is None else "probability")


def _chips(view: View, chips: Table) -> tuple[Block, ...]:
    words, across = view.words, view.when.across

    def ordered(rows: Sequence[str], title: str) -> Block:
        return spread(
            words, chips, rows, across, "bought_units", title, row_total=True, column_total=True, chances=view.chances
        )

    def over_time(rows: Sequence[str], value: str, title: str) -> Block:
        return spread(words, chips, rows, across, value, title, column_total=True)

    return (
        ordered(BY_CHIP, words("Ordered, all regions")),
        over_time(BY_CHIP, "installed_units", words("Installed, all regions")),
        ordered(BY_REGION_CHIP, words("Ordered by region")),
        over_time(BY_REGION_CHIP, "retired_units", words("Retired early by region")),
        over_time(BY_REGION_CHIP, "installed_units", words("Installed by region")),
    )


def _sharing(view: View, named: dict[str, Table]) -> tuple[Block, ...]:
    words, across, sharing = view.words, view.when.across, named["sharing"]

    def met(rows: Sequence[str], value: str, title: str) -> Block:
        return spread(words, named["demand"], rows, across, value, title, column_total=True)

    return (
        spread(
            words,
            sharing,
            BY_PAIR,
            across,
            "served_pflops",
            words("Who serves whom"),
            empty=sharing.empty,
            column_total=True,
        ),
        met(BY_REGION, "demand_pflops", words("Demand")),
        met(BY_REGION, "remote_pflops", words("Served elsewhere")),
        met(BY_REGION, "rented_pflops", words("Rented")),
        met(BY_REGION_WORKLOAD, "unmet_pflops", words("Not met")),
        as_block(words, named["rental"]),
        as_block(words, named["shortfall"]),
    )


def _links(view: View, links: Table) -> tuple[Block, ...]:
    words, across = view.words, view.when.across
    return (
        spread(words, links, BY_LINK, across, "bandwidth_gbps", words("Bandwidth")),
        spread(words, links, BY_LINK, across, "average_gbps", words("Carried, both ways")),
        spread(words, links, BY_LINK, across, "fullest_fraction", words("How full at most")),
    )


def _capacity(view: View, capacity: Table) -> tuple[Block, ...]:
    words, across = view.words, view.when.across

    def added(value: str, title: str) -> Block:
        return spread(words, capacity, BY_REGION, across, value, title, column_total=True)

    return (
        added("counted_pflops", words("Counted capacity")),
        added("delivered_pflops", words("Delivered")),
        spread(words, capacity, BY_REGION, across, "utilisation", words("Utilisation")),
        added("it_mw", words("IT load")),
        as_block(words, capacity),
    )


def _prices(view: View, named: dict[str, Table]) -> tuple[Block, ...]:
    words, compute = view.words, named["prices_compute"]

    def price(value: str, title: str) -> Block:
        note = margin_note(words)
        across = view.when.across
        return spread(words, compute, BY_REGION_WORKLOAD, across, value, title, note=note, empty=compute.empty)

    return (
        price("long_run_m", words("Price of compute, long run")),
        price("short_run_m", words("Price of compute, short run")),
        as_block(words, named["prices_limits"], own_note=True),
    )
