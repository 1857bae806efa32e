"""What is decided: every investment with its place, size, first year of service and cost."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.account.lifetimes import commissioned
from models.ids import NodeId, PeriodId
from models.instance import Case, Instance
from models.plan import Plan
from planner.report.table import EXCLUSIVE, Column, Table, make_table
from planner.report.view import NEGLIGIBLE, View


@dataclass(frozen=True)
class Investment:
    """One decision, as a reader of the plan sees it."""

    n: NodeId
    kind: str
    place: str
    item: str
    quantity: float
    unit: str
    size: float | None = None
    """Quantity times the size of a unit."""
    size_unit: str = ""
    cost_m: float = 0.0
    """Cash in the period of decision, expected over its outcomes."""
    lead_years: float = 0.0


def investments(view: View) -> list[Investment]:
    """Return the decisions of a plan in the order of time, and then of sites, chips, platform and links."""
    plan = view.plan
    moments = _moments(view.inst)
    found = [*_sites(moments, plan), *_chips(moments, plan), *_platform(moments, plan), *_links(moments, plan)]
    return sorted((item for item in found if item.quantity > NEGLIGIBLE), key=lambda item: view.when.node_place(item.n))


def investment_table(view: View) -> Table:
    """Return the decisions as a table."""
    inst, when = view.inst, view.when
    in_tree = not inst.tree.is_chain
    columns = [
        *when.columns,
        *([Column("probability", "Probability", "", "share")] if in_tree else []),
        Column("kind", "What is decided"),
        Column("place", "Where"),
        Column("item", "Item"),
        Column("quantity", "Quantity", "", "mixed"),
        Column("unit", "Unit"),
        Column("size", "Size", "", "mixed"),
        Column("size_unit", "Unit of size"),
        Column("in_service_year", "In service from", "year", "year"),
        view.money_column("cash_m", "Cash"),
    ]
    periods = tuple(inst.periods.values())

    def service_year(item: Investment) -> int | None:
        start = commissioned(periods, inst.period_at(item.n), item.lead_years)
        return start.first_year if start is not None else None

    rows = [
        (
            *when.of_node(item.n),
            *([view.node_weight(item.n)] if in_tree else []),
            item.kind,
            item.place,
            item.item,
            item.quantity,
            item.unit,
            item.size,
            item.size_unit,
            service_year(item),
            item.cost_m,
        )
        for item in investments(view)
    ]
    note = "Every investment in the period in which it is ordered; it serves from the year named, after its lead time."
    if in_tree:
        note += f" {EXCLUSIVE}"
    return make_table("investments", "Investments", note, columns, rows, "The plan invests in nothing.")


@dataclass(frozen=True)
class _Moment:
    """A decision node with the data it may find itself in."""

    n: NodeId
    period: PeriodId
    cases: tuple[Case, ...]
    weights: tuple[float, ...]

    @property
    def case(self) -> Case:
        """Any of the data, for what is the same in all."""
        return self.cases[0]

    def mean(self, values: Iterable[float]) -> float:
        """Return the expectation of one value for each of the cases."""
        return sum(weight * value for weight, value in zip(self.weights, values, strict=True))


def _moments(inst: Instance) -> dict[NodeId, _Moment]:
    found = {}
    for node in inst.tree.nodes:
        outcomes = inst.tree.outcomes_at(node.id)
        total = sum(outcome.probability for outcome in outcomes)
        weights = tuple(outcome.probability / total for outcome in outcomes)
        cases = tuple(inst.cases[outcome.scenario] for outcome in outcomes)
        found[node.id] = _Moment(node.id, node.period, cases, weights)
    return found


Moments = Mapping[NodeId, _Moment]


def _sites(moments: Moments, plan: Plan) -> Iterator[Investment]:
    for (r, n), value in plan.opened.items():
        at = moments[n]
        cost = at.mean(case.regions[r].at[at.period].opening_cost_m for case in at.cases)
        yield Investment(n, "Open region", r, "", value, "region", cost_m=value * cost)
    for (r, n), value in plan.modules_built.items():
        at = moments[n]
        region = at.case.regions[r]
        cost = at.mean(case.regions[r].at[at.period].hall_module_cost_m for case in at.cases)
        mw = value * region.hall_module_mw
        yield Investment(n, "Build halls", r, "", value, "modules", mw, "MW", value * cost, region.hall_lead_years)
    for (r, n), value in plan.trained_staff.items():
        at = moments[n]
        cost = at.mean(case.regions[r].at[at.period].training_cost_m_per_person or 0.0 for case in at.cases)
        yield Investment(n, "Train staff", r, "", value, "people", cost_m=value * cost)


def _chips(moments: Moments, plan: Plan) -> Iterator[Investment]:
    for (r, k, n), value in plan.chip_adopted.items():
        at = moments[n]
        cost = at.mean(case.chips[k].integration_cost_m for case in at.cases)
        yield Investment(n, "Adopt chip type", r, k, value, "type", cost_m=value * cost)
    for (r, k, n), value in plan.bought_units.items():
        at = moments[n]
        chip = at.case.chips[k]
        cost = at.mean(case.chip_price_m.get((k, r, at.period), 0.0) for case in at.cases)
        mw = value * chip.power_kw / 1000.0
        yield Investment(n, "Buy chips", r, k, value, "units", mw, "MW of IT", value * cost, chip.lead_years)
    for (r, k, year, n), value in plan.retired_units.items():
        yield Investment(n, "Retire chips early", r, f"{k} of {year}", value, "units")


def _platform(moments: Moments, plan: Plan) -> Iterator[Investment]:
    for (q, n), value in plan.tier_established.items():
        at = moments[n]
        cost = at.mean(case.tiers[q].national_cost_m for case in at.cases)
        yield Investment(n, "Establish platform tier", "nation", q, value, "tier", cost_m=value * cost)
    for (r, q, n), value in plan.tier_joined.items():
        at = moments[n]
        cost = at.mean(case.tiers[q].joining_cost_m for case in at.cases)
        yield Investment(n, "Join platform tier", r, q, value, "tier", cost_m=value * cost)
    for (g, w, n), value in plan.stack_ported.items():
        at = moments[n]
        cost = at.mean(case.porting_cost_m.get((g, w), 0.0) for case in at.cases)
        yield Investment(n, "Port workload to stack", "nation", f"{w} to {g}", value, "port", cost_m=value * cost)


def _links(moments: Moments, plan: Plan) -> Iterator[Investment]:
    for (l_, n), value in plan.link_opened.items():
        at = moments[n]
        cost = at.mean(case.links[l_].opening_cost_m for case in at.cases)
        yield Investment(n, "Open link", l_, "", value, "link", cost_m=value * cost)
    for (l_, m, n), value in plan.circuits_added.items():
        at = moments[n]
        link = at.case.links[l_]
        cost = at.mean(case.links[l_].modules[m].cost_m[at.period] for case in at.cases)
        gbps = value * link.modules[m].gbps
        yield Investment(n, "Add bandwidth", l_, m, value, "modules", gbps, "Gbps", value * cost, link.lead_years)
