"""Where the plan stands with policies, budgets and commitments."""

from models.account.policies import PolicyPosition
from models.records import Policy, Selection
from planner.report.table import Column, Table, make_table
from planner.report.view import View

BINDING = 1e-6
"""Slack below this share of the limit (plus one unit of it) counts as none."""
NOISE = 1e-9
"""Slack below this share is rounding of the solver and written as 0."""

UNIT = {
    "counted_capacity": "PFLOPS counted",
    "new_capacity": "PFLOPS counted",
    "units": "units",
    "new_units": "units",
    "chip_types": "types",
    "regions_opened": "regions",
    "modules": "modules",
    "it_mw": "MW",
    "energy_mwh": "MWh a year",
    "green_mwh": "MWh a year",
    "pue": "MWh a year",
    "green_share": "MWh a year",
    "carbon_t": "t CO2 a year",
    "capex": "million",
    "opex": "million a year",
    "served": "PFLOPS",
    "served_remotely": "PFLOPS",
    "rented": "PFLOPS",
    "unmet": "PFLOPS",
    "utilisation": "PFLOPS counted",
}
"""Units of the metrics."""


def policy_table(view: View) -> Table:
    """Return each policy row with its value, limit and slack."""
    columns = [
        Column("policy", "Policy"),
        Column("metric", "Metric"),
        Column("filter", "Filter"),
        *view.when.columns,
        Column("region", "Region"),
        Column("mode", "Mode"),
        Column("sense", "Must be"),
        Column("stated", "Stated limit", "", "mixed"),
        Column("reached", "Reached", "in the terms of the limit", "mixed"),
        Column("value", "Value", "", "mixed"),
        Column("limit", "Limit", "", "mixed"),
        Column("slack", "Slack", "", "mixed"),
        Column("unit", "Unit of value, limit, slack"),
        Column("status", "Status"),
    ]
    rows = [_policy_row(view, position) for position in view.account.policies]
    note = "Slack is the room left before the limit; below 0 a soft limit is passed at its price."
    return make_table("policies", "Policies", note, columns, rows, "The workbook states no policies.")


def _policy_row(view: View, position: PolicyPosition) -> tuple[object, ...]:
    policy = view.inst.case(position.outcome).policies[position.policy]
    when = (
        view.when.of_outcome(position.outcome) if policy.apply != "total" else view.when.all_periods(position.outcome)
    )
    return (
        policy.id,
        policy.metric,
        _filter_text(policy),
        *when,
        position.region,
        "hard" if position.price_m is None else "soft",
        position.sense,
        policy.value,
        position.ratio if position.base is not None else position.value,
        position.value,
        position.limit,
        0.0 if abs(position.slack) <= NOISE * (1.0 + abs(position.limit)) else position.slack,
        UNIT[policy.metric],
        _status(position),
    )


def _filter_text(policy: Policy) -> str:
    if policy.denominator is None:
        return _selection_text(policy.selection)
    return f"{_selection_text(policy.selection)}, as a share of {_selection_text(policy.denominator)}"


def _selection_text(selection: Selection) -> str:
    return selection.text or "all"


def _status(position: PolicyPosition) -> str:
    size = BINDING * (1.0 + abs(position.limit))
    if position.slack < -size and position.sense != "=":
        return "passed"
    if position.sense == "=" and position.excess > size:
        return "missed"
    return "binding" if abs(position.slack) <= size else "met"


def budget_table(view: View) -> Table:
    """Return each budget with what is spent and left."""
    columns = [
        Column("budget", "Budget"),
        *view.when.columns,
        view.money_column("covered_m", "Cash covered"),
        view.money_column("borne_by_payer_m", "of it borne by the payer"),
        view.money_column("available_m", "Available", "with what is carried over"),
        view.money_column("spent_m", "Spent", "against it"),
        view.money_column("left_m", "Left"),
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
    note = "Cash against each budget; empty where the budget has no limit in the period."
    return make_table("budgets", "Budgets", note, columns, rows, "The workbook states no budgets.")


def commitment_table(view: View) -> Table:
    """Return each commitment with the decision it names."""
    columns = [
        Column("commitment", "Commitment"),
        Column("decision", "Decision"),
        Column("what", "Of"),
        *view.when.columns,
        Column("mode", "Mode"),
        Column("sense", "Must be"),
        Column("limit", "Stated", "", "mixed"),
        Column("value", "Decided", "", "mixed"),
        Column("departure", "Departure", "", "mixed"),
    ]
    rows = []
    for position in view.account.commitments:
        commitment = view.inst.case(position.outcome).commitments[position.commitment]
        total = commitment.apply == "total"
        times = view.when.all_periods(position.outcome) if total else view.when.of_outcome(position.outcome)
        what = "total" if total else ", ".join(str(part) for part in position.key)
        mode = "fixed" if position.price_m is None else "preferred"
        numbers = (position.limit, position.value, position.departure)
        rows.append((commitment.id, commitment.decision, what, *times, mode, position.sense, *numbers))
    note = "Decisions that the workbook fixes, bounds or prefers."
    return make_table("commitments", "Commitments", note, columns, rows, "The workbook states no commitments.")
