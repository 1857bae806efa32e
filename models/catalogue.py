"""What each family of decisions and rows of the model is: its unit, and one sentence for people."""

from dataclasses import dataclass
from typing import Literal

Unit = Literal[
    "yes/no", "count", "units", "PFLOPS", "MW", "MWh", "Gbps", "hours x PFLOPS", "persons", "million", "policy"
]


@dataclass(frozen=True)
class Family:
    """A family of variables or rows."""

    name: str
    kind: Literal["decision", "row"]
    unit: Unit
    """Of a decision, its own; of a row, that of its two sides. `policy`: the unit of the metric in question."""
    sentence: str
    ties: bool = False
    """Whether the row only ties a flow to a yes-no decision, so that it takes no part in prices."""
    tightens: bool = False
    """Whether the row follows from the others once all decisions are whole, so that it takes no part in prices."""


def _decision(name: str, unit: Unit, sentence: str) -> Family:
    return Family(name, "decision", unit, sentence)


def _row(name: str, unit: Unit, sentence: str, *, ties: bool = False, tightens: bool = False) -> Family:
    return Family(name, "row", unit, sentence, ties, tightens)


DECISIONS: tuple[Family, ...] = (
    _decision("opened", "yes/no", "A region is opened for new halls."),
    _decision("modules_built", "count", "Hall modules are ordered in a region."),
    _decision("chip_adopted", "yes/no", "A region takes up a chip type."),
    _decision("bought_units", "units", "Units of a chip are ordered for a region."),
    _decision("lots_bought", "count", "Whole lots of a chip are ordered for a region."),
    _decision("installed_units", "units", "Units of a chip stand in a region."),
    _decision("retired_units", "units", "Units of the fleet go out of service early."),
    _decision("tier_joined", "yes/no", "A region joins a tier of the platform."),
    _decision("tier_established", "yes/no", "A tier of the platform is set up for the nation."),
    _decision("stack_ported", "yes/no", "A workload is brought to a software stack."),
    _decision("link_opened", "yes/no", "A link is opened for new circuits."),
    _decision("circuits_added", "count", "Circuits are ordered on a link."),
    _decision("trained_staff", "persons", "People are trained in a region."),
    _decision("host_chosen", "yes/no", "A host is chosen for work that needs one host."),
    _decision("outage_host_chosen", "yes/no", "A host is chosen for such work during an outage."),
    _decision("pooled_units", "units", "Units are given to the pool of a tier."),
    _decision("existing_hall_load_mw", "MW", "Installed IT load stands in existing halls."),
    _decision("existing_hall_draw_mw", "MW", "Power is drawn in existing halls."),
    _decision("new_hall_load_mw", "MW", "Installed IT load stands in new halls."),
    _decision("new_hall_draw_mw", "MW", "Power is drawn in new halls."),
    _decision("run", "PFLOPS", "Work that may be shared runs on a chip."),
    _decision("confined_run", "PFLOPS", "Work that may not leave its region runs on a chip."),
    _decision("served_at_home", "PFLOPS", "Work is served in its own region."),
    _decision("served_remotely", "PFLOPS", "Work is served by another region."),
    _decision("deferred", "PFLOPS", "Work is moved into or out of a slice."),
    _decision("carried_gbps", "Gbps", "Traffic of an origin is carried on a link."),
    _decision("rented", "PFLOPS", "Compute is rented from an offer."),
    _decision("unmet", "PFLOPS", "Demand is left unmet."),
    _decision("shortfall", "PFLOPS", "Work falls short in an outage."),
    _decision("green_mwh", "MWh", "Green power is bought."),
    _decision("policy_excess", "policy", "A soft policy is exceeded."),
    _decision("policy_lack", "policy", "A soft equality is fallen short of."),
    _decision("commitment_above", "policy", "A preferred decision is exceeded."),
    _decision("commitment_below", "policy", "A preferred decision is fallen short of."),
    _decision("value_at_risk", "million", "The cost that only the worst futures exceed."),
    _decision("excess_cost", "million", "What a future costs beyond the value at risk."),
    _decision("worst_cost", "million", "What the dearest future costs."),
    _decision("largest_regret", "million", "The most that a future costs more than its own best plan."),
)

ROWS: tuple[Family, ...] = (
    _row("opened_once", "yes/no", "A region is opened once."),
    _row("lot_size", "units", "Units are bought in whole lots."),
    _row("installed_balance", "units", "What is installed is what was bought or was there, and stands."),
    _row("fleet_limit", "units", "No more of the fleet retires than there is."),
    _row("purchase_needs_adoption", "units", "A chip is bought where its type is adopted.", ties=True),
    _row("adopted_once", "yes/no", "A type is adopted once in a region."),
    _row("chip_type_limit", "count", "A region runs a limited number of chip types."),
    _row("supply_limit", "units", "Purchases of a chip stay within its supply."),
    _row("existing_hall_limit", "MW", "What stands in existing halls fits them."),
    _row("hall_load_balance", "MW", "All that is installed stands in halls."),
    _row("hall_power_limit", "MW", "What stands in new halls fits them."),
    _row("grid_limit", "MW", "Halls draw no more than the grid gives."),
    _row("hall_module_limit", "count", "Modules are built in opened regions, up to their largest number."),
    _row("staff_limit", "persons", "Halls have the people they need."),
    _row("tier_once", "yes/no", "A region joins a tier once."),
    _row("tier_established_once", "yes/no", "A tier is set up once."),
    _row("tier_order", "yes/no", "Tiers are reached in rank order."),
    _row("joining_needs_tier", "yes/no", "A tier is joined after it is set up."),
    _row("membership_needs_company", "yes/no", "A member has another member in reach."),
    _row("sending_needs_tier", "PFLOPS", "Work leaves regions that have joined.", ties=True),
    _row("hosting_needs_tier", "PFLOPS", "Work goes to regions that have joined.", ties=True),
    _row("remote_share_limit", "PFLOPS", "No more of a region's work leaves it than residency allows."),
    _row("host_share_limit", "PFLOPS", "No host takes more of a region's work than residency allows."),
    _row("single_host_work", "PFLOPS", "Single-host work is served by the host chosen.", ties=True),
    _row("one_host", "yes/no", "Single-host work has one host."),
    _row("one_host_in_outage", "yes/no", "Single-host work has one host in an outage."),
    _row("demand_balance", "PFLOPS", "All work is served, rented or unmet."),
    _row("outage_demand", "PFLOPS", "What is due in an outage is served, rented or falls short."),
    _row("deferral_balance", "hours x PFLOPS", "Work that waits is done in the same group of slices."),
    _row("host_balance", "PFLOPS", "A host runs what it serves, with the loss of sharing."),
    _row("confined_balance", "PFLOPS", "Work that may not leave runs at home."),
    _row("chip_time_limit", "units", "Chips are occupied no longer than can be used."),
    _row("confined_time_limit", "units", "Work that may not leave fits chips used alone."),
    _row("pooled_units_limit", "units", "No more units are pooled than are installed."),
    _row("pooling_needs_tier", "units", "Units are pooled in regions that have joined.", ties=True),
    _row("pooling_in_halls", "MW", "Regions that have joined pool what stands in their halls.", tightens=True),
    _row("run_needs_port", "PFLOPS", "Work runs on stacks to which it was ported.", ties=True),
    _row("ported_once", "yes/no", "A port is made once."),
    _row("new_draw_limit", "MW", "New halls draw no more than stands in them."),
    _row("existing_draw_limit", "MW", "Existing halls draw no more than stands in them."),
    _row("draw_balance", "MW", "All power is drawn in some hall."),
    _row("green_limit", "MWh", "No more green power is bought than power is used."),
    _row("link_opened_once", "yes/no", "A link is opened once."),
    _row("circuit_limit", "count", "Circuits are added to opened links, up to their largest number."),
    _row("flow_balance", "Gbps", "Traffic is neither lost nor made on its way."),
    _row("link_capacity", "Gbps", "Links carry no more than their bandwidth."),
    _row("policy_limit", "policy", "A policy is kept."),
    _row("commitment_limit", "policy", "A commitment is kept."),
    _row("budget_limit", "million", "Cash spent stays within the budget."),
    _row("cost_limit", "million", "A plan with another aim than the least cost costs no more than it may."),
    _row("leaf_excess", "million", "A future's cost beyond the value at risk is counted."),
    _row("leaf_cost", "million", "No future costs more than the dearest."),
    _row("leaf_regret", "million", "No future is regretted more than the one regretted most."),
)

FAMILIES: dict[str, Family] = {family.name: family for family in (*DECISIONS, *ROWS)}
"""Every family by name."""
