"""Marginal prices: what compute costs by region and workload, and what one more unit of a limit is worth."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Protocol

from models.account.lifetimes import discount_factor
from models.ids import BudgetId, LinkId, OutcomeId, PolicyId, RegionId, SliceId, StateId, WorkloadId
from models.instance import Case
from planner.report.investments import nation
from planner.report.links import left_fraction, outage_of
from planner.report.service import money_per_pflops
from planner.report.table import Column, Table, make_table
from planner.report.view import View
from planner.report.vocabulary import metric_units
from planner.report.words import Words

PriceKey = tuple[str, Hashable]
"""Row family and index."""


def local_values(words: Words) -> str:
    """Return how far prices can be trusted."""
    return words(
        "Local values: they hold for small changes around this plan. Short run: every investment stays as it is. "
        "Long run: yes-no decisions stay, sizes and purchases may follow, in any fraction. "
        "Where everything is just full, one PFLOPS more can cost more than one PFLOPS less saves; the price lies "
        "between."
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
    words, unit = view.words, money_per_pflops(view)
    columns = [
        Column("region", words("Region")),
        Column("workload", words("Workload")),
        *view.when.columns,
        view.money_column("short_run_m", words("Short run"), unit),
        view.money_column("long_run_m", words("Long run"), unit),
    ]

    def name(index: Any, value: float) -> tuple[Named, float]:
        o, w, e, s = RegionId(index[0]), WorkloadId(index[1]), OutcomeId(index[2]), index[3]
        due = due_share(view.inst.case(e), o, w, StateId(s))
        return (view.names.regions[o], w, *view.when.of_outcome(e)), value * due / _year_worth(view, e)

    rows = _rows(prices, {"demand_balance": name, "outage_demand": name})
    note = words.sentences(margin_note(words), local_values(words))
    return make_table("prices_compute", words("Price of compute"), note, columns, rows, _missing(words, prices))


def margin_note(words: Words) -> str:
    """Return what a price of compute is."""
    return words("What one PFLOPS of demand, all year round, costs at the margin.")


def due_share(case: Case, o: RegionId, w: WorkloadId, s: StateId) -> float:
    """Return what is due in a state for each PFLOPS of yearly average demand."""
    if SliceId(s) in case.slices:
        return case.profile.get((w, o, SliceId(s)), 1.0)
    outage = outage_of(case, s)
    return case.profile.get((w, o, outage.slice), 1.0) * outage.due(w, o)


def limit_price_table(view: View, prices: PriceLike | None) -> Table:
    """Return what one more unit of each limit would save."""
    words = view.words
    unit = words("{money} of present value", money=view.money)
    columns = [
        Column("limit", words("One more unit of")),
        Column("of", words("Of")),
        *view.when.columns,
        Column("unit", words("Unit")),
        Column("short_run_m", words("Short run"), unit, "mixed"),
        Column("long_run_m", words("Long run"), unit, "mixed"),
    ]
    rows = _rows(prices, limit_price_names(view))
    note = words("What one more unit of a limit that binds would save over the whole horizon.")
    return make_table("prices_limits", words("Worth of limits"), note, columns, rows, _missing(words, prices))


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


def limit_price_names(view: View) -> dict[str, Namer]:
    """Return, by family of rows, how a limit is named and priced in its own unit."""
    words, names, units = view.words, view.names, metric_units(view.words)

    def in_region(limit: str, unit: str) -> Namer:
        def name(index: Any, value: float) -> tuple[Named, float]:
            r, e = index
            return (limit, names.regions[r], *view.when.of_outcome(OutcomeId(e)), unit), value

        return name

    def supply(index: Any, value: float) -> tuple[Named, float]:
        i, e = index
        quota = view.inst.case(OutcomeId(e)).supplies[i]
        scope = nation(words) if quota.scope == "nation" else names.regions[quota.scope]
        of = words.joined((names.chips[quota.chip], scope))
        return (words("Supply of a chip"), of, *view.when.of_outcome(OutcomeId(e)), words("unit")), value

    def link(index: Any, value: float) -> tuple[Named, float]:
        l_, e, s = LinkId(index[0]), OutcomeId(index[2]), StateId(index[3])
        left = left_fraction(view.inst.case(e), s, l_)
        return (words("Bandwidth of a link"), names.links[l_], *view.when.of_outcome(e), "Gbps"), value * left

    def budget(index: Any, value: float) -> tuple[Named, float]:
        b, e = BudgetId(index[0]), OutcomeId(index[1])
        return (words("Budget"), b, *view.when.of_outcome(e), view.money), value

    def policy(index: Any, value: float) -> tuple[Named, float]:
        i, place, e = PolicyId(index[0]), index[1], OutcomeId(index[2])
        stated = view.inst.case(e).policies[i]
        times = (view.when.all_periods if stated.apply == "total" else view.when.of_outcome)(e)
        of = words.joined((i, names.regions[place])) if place else i
        return (words("Limit of a policy"), of, *times, units[stated.metric]), value

    return {
        "policy_limit": policy,
        "supply_limit": supply,
        "existing_hall_limit": in_region(words("Existing halls"), "MW"),
        "hall_power_limit": in_region(words("New halls"), "MW"),
        "grid_limit": in_region(words("Grid"), "MW"),
        "staff_limit": in_region(words("Trained people"), words("person")),
        "link_capacity": link,
        "budget_limit": budget,
    }


def _year_worth(view: View, e: OutcomeId) -> float:
    """Return the expected present value of one unit of money in each year of an outcome."""
    settings, period = view.inst.settings, view.inst.period_of(e)
    return view.probability(e) * sum(discount_factor(settings, year) for year in period.calendar_years)


def _missing(words: Words, prices: PriceLike | None) -> str:
    return words("No prices were worked out.") if prices is None else words("No limit binds.")
