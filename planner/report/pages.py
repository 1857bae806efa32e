"""How the tables stand on the sheets of plan.xlsx: a topic each, what is read over time spread over the periods."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from planner.report.blocks import first_of_each, side_by_side
from planner.report.chart import Chart
from planner.report.costs import cash_blocks, cash_note, cost_blocks, cost_note
from planner.report.futures import futures_page
from planner.report.over_futures import over_time
from planner.report.pages_chips import capacity_page, chip_page
from planner.report.pages_investments import investment_pages
from planner.report.pages_work import BY_REGION_WORKLOAD, link_page, sharing_page
from planner.report.prices import local_values, margin_note
from planner.report.rules import budgets_read, commitments_read, policies_read
from planner.report.table import Block, Column, Page, Table, Tone, as_block, spread
from planner.report.view import View

MOST_FINDINGS, MOST_LIMITS = 500, 8
OVER_TIME = (
    *("investments", "chips", "sharing", "demand", "shortfall", "links", "capacity"),
    *("prices_compute", "prices_limits"),
)
"""Tables that are read over the periods, whatever the number of branches."""
WORTHS = ("prices_limits",)
"""Those of them whose numbers are expected already."""
LIMITS_FILE = "tables/prices_limits.csv"
POLICY_COLUMNS = ("policy", "metric", "filter", "period", "branch", "region", "mode", "sense", "stated", "reached")


def make_pages(view: View, tables: Sequence[Table]) -> tuple[Page, ...]:
    """Return the sheets in the order in which a plan is read."""
    each = {table.name: table for table in tables}
    named = each | {name: over_time(view, each[name], worths=name in WORTHS) for name in OVER_TIME}
    words = view.words
    expected = "" if view.chances is None else words("All amounts are expected over the scenarios.")
    futures = () if view.chances is None else (futures_page(view, each["futures"], each["common"]),)
    return (
        *futures,
        *investment_pages(view, named["investments"]),
        chip_page(view, named["chips"], each["chips"]),
        sharing_page(view, named),
        link_page(view, named["links"]),
        capacity_page(view, named["capacity"]),
        Page(words("Costs"), words.sentences(cost_note(words), expected), cost_blocks(view)),
        Page(words("Cash flow"), words.sentences(cash_note(words), expected), cash_blocks(view)),
        _price_page(view, named),
        _rule_page(view, each),
        _audit_page(view, each),
        _input_page(view, named),
    )


def _price_page(view: View, named: dict[str, Table]) -> Page:
    words, compute = view.words, named["prices_compute"]

    def price(value: str, title: str) -> Block:
        block = spread(words, compute, BY_REGION_WORKLOAD, view.across, value, title, empty=compute.empty)
        return replace(block, heat=(tuple(range(2, len(block.columns))),))

    average: tuple[Block, ...] = ()
    places: tuple[Block, ...] = (price("long_run_m", words("Price of compute, long run")),)
    if places[0].rows:
        average = (_average_price(view, compute, named["demand"]),)
        both = (price("long_run_m", words("Long run")), price("short_run_m", words("Short run")))
        places = side_by_side(words, words("Price of compute by region and workload"), both)
    limits = named["prices_limits"]
    worth = spread(
        words,
        limits,
        ("limit", "of", "unit"),
        view.across,
        "long_run_m",
        words("Worth of one more unit of each limit, long run"),
        note=limits.note,
        empty=limits.empty,
    )
    left_out = words("The {count} largest of each kind; the others are in {file}.", count=MOST_LIMITS, file=LIMITS_FILE)
    worth = first_of_each(worth, MOST_LIMITS, words.sentences(limits.note, left_out))
    return Page(words("Prices"), words.sentences(margin_note(words), local_values(words)), (*average, worth, *places))


def _average_price(view: View, compute: Table, demand: Table) -> Block:
    """Return the long-run price of each workload, weighted by the demand of the regions."""
    words, across = view.words, view.across
    keys = ["region", "workload", across]
    worth: dict[tuple[str, str], float] = defaultdict(float)
    weight: dict[tuple[str, str], float] = defaultdict(float)
    merged = compute.frame.merge(demand.frame[[*keys, "demand_pflops"]], on=keys)
    for record in merged[["workload", across, "long_run_m", "demand_pflops"]].itertuples(index=False, name=None):
        w, head, price_m, pflops = record
        worth[w, head] += price_m * pflops
        weight[w, head] += pflops
    heads = list(dict.fromkeys(merged[across]))
    rows = tuple(
        (w, *(worth[w, head] / weight[w, head] if weight[w, head] > 0 else None for head in heads))
        for w in dict.fromkeys(merged["workload"])
    )
    unit = compute.column("long_run_m").unit
    title = words("Average price of compute, long run, weighted by demand")
    columns = (Column("workload", words("Workload")), *(Column(str(head), str(head), "", "money") for head in heads))
    chart = Chart(
        words("Average price of compute"),
        "columns",
        unit,
        "row",
        tuple(range(1, len(columns))),
        tuple(range(len(rows))),
    )
    heading = words("{title} ({unit})", title=title, unit=unit)
    return Block(heading, "", columns, rows, compute.empty, charts=(chart,) if rows else ())


def policy_tones(view: View) -> dict[str, Tone]:
    """Return which statuses of a policy should catch the eye."""
    statuses = view.names.statuses
    return {statuses["binding"]: "watch", statuses["passed"]: "bad", statuses["missed"]: "bad"}


def _rule_page(view: View, named: dict[str, Table]) -> Page:
    words, tones = view.words, policy_tones(view)
    only = (*POLICY_COLUMNS, "slack", "unit", "status")
    return Page(
        words("Policies"),
        words("Where the plan stands with what the workbook demands of it."),
        (
            as_block(words, budgets_read(view, named["budgets"]), own_note=True),
            as_block(words, commitments_read(view, named["commitments"]), own_note=True),
            as_block(words, policies_read(view, named["policies"]), own_note=True, only=only, tones=tones),
        ),
    )


def _input_page(view: View, named: dict[str, Table]) -> Page:
    words, inputs = view.words, named["inputs"]
    about = replace(inputs, frame=inputs.frame[inputs.frame["about"] != words("Demand")])
    demand = spread(
        words,
        named["demand"],
        ("workload",),
        view.across,
        "demand_pflops",
        words("Demand by workload"),
        empty=named["demand"].empty,
        column_total=True,
    )
    others = (as_block(words, named[name], own_note=True) for name in ("input_regions", "input_chips", "run"))
    return Page(words("Inputs"), inputs.note, (as_block(words, about), demand, *others))


def _audit_page(view: View, named: dict[str, Table]) -> Page:
    words = view.words
    tones: dict[str, Tone] = {view.names.statuses["BROKEN"]: "bad"}
    rules = named["audit"]
    checked = rules.frame[rules.frame["checks"] > 0]
    idle = words.counted(
        len(rules.frame) - len(checked),
        "1 rule had nothing to check; it is in {file}.",
        "{count} rules had nothing to check; they are in {file}.",
        file="tables/audit.csv",
    )
    return Page(
        words("Audit"),
        words.sentences(rules.note, idle if len(checked) < len(rules.frame) else ""),
        (
            as_block(words, named["audit_findings"], most=MOST_FINDINGS),
            as_block(words, named["audit_warnings"], most=MOST_FINDINGS, own_note=True),
            as_block(words, replace(rules, frame=checked), tones=tones),
        ),
    )
