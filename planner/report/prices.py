"""Marginal prices: what compute costs by region and workload, and what one more unit of a limit is worth."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Protocol

from models.account.lifetimes import discount_factor
from models.ids import BudgetId, LinkId, OutcomeId, PolicyId, RegionId, SliceId, StateId, WorkloadId
from models.instance import Case
from planner.report.links import left_fraction, outage_of
from planner.report.rules import UNIT
from planner.report.table import Column, Table, make_table
from planner.report.view import View

PriceKey = tuple[str, Hashable]
"""Row family and index."""
LOCAL = (
    "Local values: they hold for small changes around this plan. Short run: every investment stays as it is. "
    "Long run: yes-no decisions stay, sizes and purchases may follow, in any fraction. "
    "Where everything is just full, one PFLOPS more can cost more than one PFLOPS less saves; the price lies between."
)


class PriceLike(Protocol):
    """The prices of a solve, in expected present value, in millions."""

    @property
    def short_run(self) -> Mapping[PriceKey, float]:
        """With every investment as in the plan."""

    @property
    def long_run(self) -> Mapping[PriceKey, float]:
        """With the yes-no decisions as in the plan."""


Named = tuple[Any, ...]
"""A row of a table, without its prices."""


def compute_price_table(view: View, prices: PriceLike | None) -> Table:
    """Return what one PFLOPS of demand, all year round, costs at the margin."""
    columns = [
        Column("region", "Region"),
        Column("workload", "Workload"),
        *view.when.columns,
        view.money_column("short_run_m", "Short run", "per PFLOPS and year"),
        view.money_column("long_run_m", "Long run", "per PFLOPS and year"),
    ]

    def name(index: Any, value: float) -> tuple[Named, float]:
        o, w, e, s = RegionId(index[0]), WorkloadId(index[1]), OutcomeId(index[2]), index[3]
        due = due_share(view.inst.case(e), o, w, StateId(s))
        return (o, w, *view.when.of_outcome(e)), value * due / _year_worth(view, e)

    rows = _rows(prices, {"demand_balance": name, "outage_demand": name})
    note = f"What one PFLOPS of demand, all year round, costs at the margin. {LOCAL}"
    return make_table("prices_compute", "Price of compute", note, columns, rows, _missing(prices))


def due_share(case: Case, o: RegionId, w: WorkloadId, s: StateId) -> float:
    """Return what is due in a state for each PFLOPS of yearly average demand."""
    if SliceId(s) in case.slices:
        return case.profile.get((w, o, SliceId(s)), 1.0)
    outage = outage_of(case, s)
    return case.profile.get((w, o, outage.slice), 1.0) * outage.due_fraction.get(w, 1.0)


def limit_price_table(view: View, prices: PriceLike | None) -> Table:
    """Return what one more unit of each limit would save."""
    columns = [
        Column("limit", "One more unit of"),
        Column("of", "Of"),
        *view.when.columns,
        Column("unit", "Unit"),
        Column("short_run_m", "Short run", f"{view.money} of present value", "mixed"),
        Column("long_run_m", "Long run", f"{view.money} of present value", "mixed"),
    ]
    rows = _rows(prices, _limits(view))
    note = "What one more unit of a limit that binds would save over the whole horizon."
    return make_table("prices_limits", "Worth of limits", note, columns, rows, _missing(prices))


Namer = Callable[[Any, float], tuple[Named, float]]
"""From a row's index and dual to the row of the table and its price."""


def _rows(prices: PriceLike | None, namers: Mapping[str, Namer]) -> list[Named]:
    """Return rows with both prices; rows of the model that share a name add up."""
    if prices is None:
        return []
    found: dict[Named, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for column, run in enumerate((prices.short_run, prices.long_run)):
        for (family, index), value in run.items():
            if family in namers:
                named, price = namers[family](index, value)
                found[named][column] += price
    return [(*named, *both) for named, both in found.items()]


def _limits(view: View) -> dict[str, Namer]:
    def in_region(limit: str, unit: str) -> Namer:
        def name(index: Any, value: float) -> tuple[Named, float]:
            r, e = index
            return (limit, r, *view.when.of_outcome(OutcomeId(e)), unit), value

        return name

    def supply(index: Any, value: float) -> tuple[Named, float]:
        i, e = index
        quota = view.inst.case(OutcomeId(e)).supplies[i]
        return ("Supply of a chip", f"{quota.chip}, {quota.scope}", *view.when.of_outcome(OutcomeId(e)), "unit"), value

    def link(index: Any, value: float) -> tuple[Named, float]:
        l_, e, s = LinkId(index[0]), OutcomeId(index[2]), StateId(index[3])
        left = left_fraction(view.inst.case(e), s, l_)
        return ("Bandwidth of a link", l_, *view.when.of_outcome(e), "Gbps"), value * left

    def budget(index: Any, value: float) -> tuple[Named, float]:
        b, e = BudgetId(index[0]), OutcomeId(index[1])
        return ("Budget", b, *view.when.of_outcome(e), view.money), value

    def policy(index: Any, value: float) -> tuple[Named, float]:
        i, place, e = PolicyId(index[0]), index[1], OutcomeId(index[2])
        stated = view.inst.case(e).policies[i]
        times = (view.when.all_periods if stated.apply == "total" else view.when.of_outcome)(e)
        return ("Limit of a policy", f"{i}, {place}" if place else i, *times, UNIT[stated.metric]), value

    return {
        "policy_limit": policy,
        "supply_limit": supply,
        "existing_hall_limit": in_region("Existing halls", "MW"),
        "hall_power_limit": in_region("New halls", "MW"),
        "grid_limit": in_region("Grid", "MW"),
        "staff_limit": in_region("Trained people", "person"),
        "link_capacity": link,
        "budget_limit": budget,
    }


def _year_worth(view: View, e: OutcomeId) -> float:
    """Return the expected present value of one unit of money in each year of an outcome."""
    settings, period = view.inst.settings, view.inst.period_of(e)
    return view.probability(e) * sum(discount_factor(settings, year) for year in period.calendar_years)


def _missing(prices: PriceLike | None) -> str:
    return "No prices were worked out." if prices is None else "No limit binds."
