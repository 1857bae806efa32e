"""What is decided: every investment with its place, size, first year of service and cost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.account.lifetimes import commissioned
from models.ids import NodeId, PeriodId
from models.instance import Case, Instance
from models.plan import Plan
from models.records import Decision
from planner.report.over_futures import branches_note
from planner.report.table import Column, Table, make_table
from planner.report.view import NEGLIGIBLE, View
from planner.report.words import Words

DUST_SHARE, DUST = 1e-6, 1e-2
"""Of the largest amount of its kind, and in units: what is below both is rounding of the solver."""


@dataclass(frozen=True)
class Investment:
    """One decision, as a reader of the plan sees it."""

    n: NodeId
    decision: Decision
    place: str
    """Id of a region or link; '': the nation."""
    item: str
    """What is bought or reached there, in the words of the view."""
    quantity: float
    size: float | None = None
    """Quantity times the size of a unit, in the unit that `size_units` gives."""
    cost_m: float = 0.0
    """Cash in the period of decision, expected over its outcomes."""
    lead_years: float = 0.0


def investments(view: View) -> list[Investment]:
    """Return the decisions of a plan in the order of time, and then of sites, chips, platform and links."""
    moments = _moments(view.inst)
    found = [
        *_sites(moments, view.plan),
        *_chips(moments, view),
        *_platform(moments, view),
        *_links(moments, view.plan),
    ]
    return sorted(_without_dust(found), key=lambda item: view.when.node_place(item.n))


def _without_dust(found: Sequence[Investment]) -> Iterator[Investment]:
    """Yield the decisions that are more than rounding of the solver, which is larger among larger amounts."""
    largest: dict[Decision, float] = {}
    for item in found:
        largest[item.decision] = max(item.quantity, largest.get(item.decision, 0.0))
    for item in found:
        dust = min(DUST_SHARE * largest[item.decision], DUST)
        if item.quantity > max(dust, NEGLIGIBLE):
            yield item


def investment_table(view: View) -> Table:
    """Return the decisions as a table."""
    inst, when, words = view.inst, view.when, view.words
    in_tree = not inst.tree.is_chain
    columns = [
        *when.columns,
        *([Column("probability", words("Probability"), "", "share")] if in_tree else []),
        Column("kind", words("What is decided")),
        Column("place", words("Where")),
        Column("item", words("Item")),
        Column("quantity", words("Quantity"), "", "mixed"),
        Column("unit", words("Unit")),
        Column("size", words("Size"), "", "mixed"),
        Column("size_unit", words("Unit of size")),
        Column("in_service_year", words("In service from"), words("year"), "year"),
        view.money_column("cash_m", words("Cash")),
    ]
    periods = tuple(inst.periods.values())

    def service_year(item: Investment) -> int | None:
        start = commissioned(periods, inst.period_at(item.n), item.lead_years)
        return start.first_year if start is not None else None

    unit, size_unit = units(words), size_units(words)
    rows = [
        (
            *when.of_node(item.n),
            *([view.node_weight(item.n)] if in_tree else []),
            view.names.decisions[item.decision],
            view.names.place(item.place) if item.place else nation(words),
            item.item,
            item.quantity,
            unit[item.decision],
            item.size,
            size_unit.get(item.decision, ""),
            service_year(item),
            item.cost_m,
        )
        for item in investments(view)
    ]
    note = words.sentences(
        words(
            "Every investment in the period in which it is ordered; it serves from the year named, after its lead time."
        ),
        branches_note(view),
    )
    empty = words("The plan invests in nothing.")
    return make_table("investments", words("Investments"), note, columns, rows, empty)


def units(words: Words) -> dict[Decision, str]:
    """Return what each decision is counted in."""
    return {
        "opened": words("region"),
        "modules_built": words("modules"),
        "trained_staff": words("people"),
        "chip_adopted": words("type"),
        "bought_units": words("units"),
        "retired_units": words("units"),
        "tier_established": words("tier"),
        "tier_joined": words("tier"),
        "stack_ported": words("port"),
        "link_opened": words("link"),
        "circuits_added": words("modules"),
    }


def size_units(words: Words) -> dict[Decision, str]:
    """Return what the size of each decision is measured in, where it has one."""
    return {"modules_built": "MW", "bought_units": words("MW of IT"), "circuits_added": "Gbps"}


def port_text(words: Words, workload: str, stack: str) -> str:
    """Return a port in words."""
    return words("{workload} to {stack}", workload=workload, stack=stack)


def nation(words: Words) -> str:
    """Return what is said where a cost or a decision is of no region and no link."""
    return words("nation")


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
        yield Investment(n, "opened", r, "", value, cost_m=value * cost)
    for (r, n), value in plan.modules_built.items():
        at = moments[n]
        region = at.case.regions[r]
        cost = at.mean(case.regions[r].at[at.period].hall_module_cost_m for case in at.cases)
        mw = value * region.hall_module_mw
        yield Investment(n, "modules_built", r, "", value, mw, value * cost, region.hall_lead_years)
    for (r, n), value in plan.trained_staff.items():
        at = moments[n]
        cost = at.mean(case.regions[r].at[at.period].training_cost_m_per_person or 0.0 for case in at.cases)
        yield Investment(n, "trained_staff", r, "", value, cost_m=value * cost)


def _chips(moments: Moments, view: View) -> Iterator[Investment]:
    plan, names = view.plan, view.names
    for (r, k, n), value in plan.chip_adopted.items():
        at = moments[n]
        cost = at.mean(case.chips[k].integration_cost_m for case in at.cases)
        yield Investment(n, "chip_adopted", r, names.chips[k], value, cost_m=value * cost)
    for (r, k, n), value in plan.bought_units.items():
        at = moments[n]
        chip = at.case.chips[k]
        cost = at.mean(case.chip_price_m.get((k, r, at.period), 0.0) for case in at.cases)
        mw = value * chip.power_kw / 1000.0
        yield Investment(n, "bought_units", r, names.chips[k], value, mw, value * cost, chip.lead_years)
    for (r, k, year, n), value in plan.retired_units.items():
        item = view.words("{chip} of {year}", chip=names.chips[k], year=year)
        yield Investment(n, "retired_units", r, item, value)


def _platform(moments: Moments, view: View) -> Iterator[Investment]:
    plan = view.plan
    for (q, n), value in plan.tier_established.items():
        at = moments[n]
        cost = at.mean(case.tiers[q].national_cost_m for case in at.cases)
        yield Investment(n, "tier_established", "", q, value, cost_m=value * cost)
    for (r, q, n), value in plan.tier_joined.items():
        at = moments[n]
        cost = at.mean(case.tiers[q].joining_cost_m for case in at.cases)
        yield Investment(n, "tier_joined", r, q, value, cost_m=value * cost)
    for (g, w, n), value in plan.stack_ported.items():
        at = moments[n]
        cost = at.mean(case.porting_cost_m.get((g, w), 0.0) for case in at.cases)
        yield Investment(n, "stack_ported", "", port_text(view.words, w, g), value, cost_m=value * cost)


def _links(moments: Moments, plan: Plan) -> Iterator[Investment]:
    for (l_, n), value in plan.link_opened.items():
        at = moments[n]
        cost = at.mean(case.links[l_].opening_cost_m for case in at.cases)
        yield Investment(n, "link_opened", l_, "", value, cost_m=value * cost)
    for (l_, m, n), value in plan.circuits_added.items():
        at = moments[n]
        link = at.case.links[l_]
        cost = at.mean(case.links[l_].modules[m].cost_m[at.period] for case in at.cases)
        gbps = value * link.modules[m].gbps
        yield Investment(n, "circuits_added", l_, m, value, gbps, value * cost, link.lead_years)
