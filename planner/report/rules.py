"""Where the plan stands with policies, budgets and commitments."""

from models.account.policies import PolicyPosition
from models.records import Policy, Selection
from planner.report.names import Names
from planner.report.over_futures import tightest
from planner.report.table import Column, Table, make_table
from planner.report.view import View
from planner.report.vocabulary import metric_units
from planner.report.words import Words

BINDING = 1e-6
"""Slack below this share of the limit (plus one unit of it) counts as none."""
NOISE = 1e-9
"""Slack below this share is rounding of the solver and written as 0."""


def policy_table(view: View) -> Table:
    """Return each policy row with its value, limit and slack."""
    words = view.words
    columns = [
        Column("policy", words("Policy")),
        Column("metric", words("Metric")),
        Column("filter", words("Filter")),
        *view.when.columns,
        Column("region", words("Region")),
        Column("mode", words("Mode")),
        Column("sense", words("Must be")),
        Column("stated", words("Stated limit"), "", "mixed"),
        Column("reached", words("Reached"), words("in the terms of the limit"), "mixed"),
        Column("value", words("Value"), "", "mixed"),
        Column("limit", words("Limit"), "", "mixed"),
        Column("slack", words("Slack"), "", "mixed"),
        Column("unit", words("Unit of value, limit, slack")),
        Column("status", words("Status")),
    ]
    units = metric_units(words)
    rows = [_policy_row(view, units, position) for position in view.account.policies]
    note = words("Slack is the room left before the limit; below 0 a soft limit is passed at its price.")
    return make_table("policies", words("Policies"), note, columns, rows, words("The workbook states no policies."))


def _policy_row(view: View, units: dict[str, str], position: PolicyPosition) -> tuple[object, ...]:
    policy = view.inst.case(position.outcome).policies[position.policy]
    when = (
        view.when.of_outcome(position.outcome) if policy.apply != "total" else view.when.all_periods(position.outcome)
    )
    return (
        policy.id,
        view.names.metrics[policy.metric],
        _filter_text(view.words, policy),
        *when,
        view.names.regions[position.region] if position.region is not None else None,
        view.names.statuses["hard" if position.price_m is None else "soft"],
        position.sense,
        policy.value,
        position.ratio if position.base is not None else position.value,
        position.value,
        position.limit,
        0.0 if abs(position.slack) <= NOISE * (1.0 + abs(position.limit)) else position.slack,
        units[policy.metric],
        view.names.statuses[status(position)],
    )


def _filter_text(words: Words, policy: Policy) -> str:
    part = _selection_text(words, policy.selection)
    if policy.denominator is None:
        return part
    return words("{part}, as a share of {whole}", part=part, whole=_selection_text(words, policy.denominator))


def _selection_text(words: Words, selection: Selection) -> str:
    return selection.text or words("all")


def status(position: PolicyPosition) -> str:
    """Return how a policy row stands: `met`, `binding`, or a soft one `passed` or `missed`."""
    size = BINDING * (1.0 + abs(position.limit))
    if position.slack < -size and position.sense != "=":
        return "passed"
    if position.sense == "=" and position.excess > size:
        return "missed"
    return "binding" if abs(position.slack) <= size else "met"


def budget_table(view: View) -> Table:
    """Return each budget with what is spent and left."""
    words, money = view.words, view.money
    columns = [
        Column("budget", words("Budget")),
        *view.when.columns,
        view.money_column("covered_m", words("Cash covered")),
        view.money_column("borne_by_payer_m", words("of it borne by the payer")),
        view.money_column("available_m", words("Available"), words("{money} with what is carried over", money=money)),
        view.money_column("spent_m", words("Spent"), words("{money} against it", money=money)),
        view.money_column("left_m", words("Left")),
    ]
    rows = [
        (
            position.budget,
            *view.when.of_outcome(position.outcome),
            position.covered_m,
            position.borne_by_payer_m,
            position.available_m,
            position.spent_m,
            position.left_m,
        )
        for position in view.account.budgets
    ]
    note = words("Cash against each budget; empty where the budget has no limit in the period.")
    return make_table("budgets", words("Budgets"), note, columns, rows, words("The workbook states no budgets."))


def commitment_table(view: View) -> Table:
    """Return each commitment with the decision it names."""
    words, names = view.words, view.names
    columns = [
        Column("commitment", words("Commitment")),
        Column("decision", words("Decision")),
        Column("what", words("Of")),
        *view.when.columns,
        Column("mode", words("Mode")),
        Column("sense", words("Must be")),
        Column("limit", words("Stated"), "", "mixed"),
        Column("value", words("Decided"), "", "mixed"),
        Column("departure", words("Departure"), "", "mixed"),
    ]
    rows = []
    for position in view.account.commitments:
        commitment = view.inst.case(position.outcome).commitments[position.commitment]
        total = commitment.apply == "total"
        times = view.when.all_periods(position.outcome) if total else view.when.of_outcome(position.outcome)
        what = words("total") if total else words.joined(_part_text(names, part) for part in position.key)
        mode = names.statuses["fixed" if position.price_m is None else "preferred"]
        numbers = (position.limit, position.value, position.departure)
        decision = names.decisions[commitment.decision]
        rows.append((commitment.id, decision, what, *times, mode, position.sense, *numbers))
    note, empty = (
        words("Decisions that the workbook fixes, bounds or prefers."),
        words("The workbook states no commitments."),
    )
    return make_table("commitments", words("Commitments"), note, columns, rows, empty)


def policies_read(view: View, table: Table) -> Table:
    """Return the policies as they are read: of many branches that which is nearest to its limit, or past it."""
    return tightest(
        view, table, ("policy", "filter", "region"), table.frame["slack"] / (1 + table.frame["limit"].abs())
    )


def budgets_read(view: View, table: Table) -> Table:
    """Return the budgets as they are read: of many branches that in which least is left."""
    return tightest(view, table, ("budget",), table.frame["left_m"])


def commitments_read(view: View, table: Table) -> Table:
    """Return the commitments as they are read: of many branches that which departs most from what is stated."""
    return tightest(view, table, ("commitment", "decision", "what"), -table.frame["departure"].abs())


def _part_text(names: Names, part: object) -> str:
    id_ = str(part)
    return names.chips[id_] if id_ in names.chips else names.place(id_)
