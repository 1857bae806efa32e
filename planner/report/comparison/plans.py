"""What differs in two plans: cost, key figures, builds, chips, sharing, links, prices."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.account.ledger import CostLine
from planner.report.capacity import capacity_table, chip_table
from planner.report.comparison.differing import differ, differing
from planner.report.comparison.sides import Comparison
from planner.report.costs import ORDER
from planner.report.figures import PeriodFigures, figures_by_period
from planner.report.investments import investment_table, nation
from planner.report.links import link_table
from planner.report.prices import compute_price_table, limit_price_table, local_values
from planner.report.service import sharing_table
from planner.report.table import Block, Column, Page, Table, none_text, total_text
from planner.report.view import View
from planner.report.words import Words


def plan_pages(comparison: Comparison) -> tuple[Page, ...]:
    """Return what differs in the plans, a page for each topic; () when one of the two has no plan."""
    if comparison.views is None:
        return ()
    words = comparison.words
    pages = [Page(words("Costs"), words("Expected present value, A and B."), cost_blocks(comparison))]
    pages.append(Page(words("Key figures"), "", (figure_block(comparison),)))
    if not comparison.same_futures:
        return tuple(pages)
    return (*pages, *_pages_over_time(comparison))


def _pages_over_time(comparison: Comparison) -> tuple[Page, ...]:
    words, when = comparison.words, _time_columns(comparison)

    def block(make: Callable[[View], Table], keys: Sequence[str], values: Sequence[str], title: str) -> Block:
        return _block(comparison, make, [*keys, *when], values, title)

    chips, size = (words("Ordered, all regions"), words("Installed by region")), words("Capacity and load")
    return (
        Page(words("Investments"), "", (investment_block(comparison),)),
        Page(
            words("Chips"),
            "",
            (
                block(chip_table, ["chip"], ["bought_units"], chips[0]),
                block(chip_table, ["region", "chip"], ["installed_units"], chips[1]),
                block(capacity_table, ["region"], ["counted_pflops", "delivered_pflops", "it_mw"], size),
            ),
        ),
        Page(
            words("Sharing"),
            "",
            (block(sharing_table, ["origin", "host", "workload"], ["served_pflops"], words("Who serves whom")),),
        ),
        Page(
            words("Links"),
            "",
            (block(link_table, ["link"], ["bandwidth_gbps", "average_gbps"], words("Bandwidth and what is carried")),),
        ),
        Page(words("Prices"), local_values(words), _price_blocks(comparison)),
    )


def investment_block(comparison: Comparison) -> Block:
    """Return the investments that only one of the two makes, or makes in another size."""
    assert comparison.views is not None  # asked for when there are two plans
    keys = ["kind", "place", "item", *_time_columns(comparison), "unit"]
    tables = [investment_table(seen) for seen in comparison.views]
    title = comparison.words("Investments in one or the other")
    return differing(comparison.words, tables[0], tables[1], keys, ["quantity", "cash_m"], title, by="cash_m")


def _price_blocks(comparison: Comparison) -> tuple[Block, ...]:
    assert comparison.views is not None  # pages over time are made of two plans
    words, when, (a, b) = comparison.words, _time_columns(comparison), comparison.views
    compute = (compute_price_table(a, comparison.a.prices), compute_price_table(b, comparison.b.prices))
    limits = (limit_price_table(a, comparison.a.prices), limit_price_table(b, comparison.b.prices))
    values = ["long_run_m", "short_run_m"]
    return (
        differing(words, *compute, ["region", "workload", *when], values, words("Price of compute")),
        differing(words, *limits, ["limit", "of", *when, "unit"], values, words("Worth of limits")),
    )


def _block(
    comparison: Comparison, make: Callable[[View], Table], keys: Sequence[str], values: Sequence[str], title: str
) -> Block:
    assert comparison.views is not None  # asked for when there are two plans
    a, b = comparison.views
    return differing(comparison.words, make(a), make(b), keys, values, title)


def _time_columns(comparison: Comparison) -> list[str]:
    assert comparison.views is not None  # asked for when there are two plans
    return [column.name for column in comparison.views[0].when.columns]


def cost_blocks(comparison: Comparison) -> tuple[Block, ...]:
    """Return the expected present value of both plans by category, and by region and link."""
    words = comparison.words
    return (
        _costs(comparison, words("By category"), words("Category"), _category, order=ORDER),
        _costs(comparison, words("By region and link"), words("Region or link"), _place),
    )


def _costs(
    comparison: Comparison,
    title: str,
    heading: str,
    key: Callable[[CostLine], str],
    order: Mapping[str, int] | None = None,
) -> Block:
    assert comparison.views is not None  # asked for when there are two plans
    words, (view_a, view_b) = comparison.words, comparison.views
    a, b = _worth(view_a, key), _worth(view_b, key)
    names = [name for name in dict.fromkeys((*a, *b)) if differ(a.get(name), b.get(name)) or order is not None]
    names.sort(key=lambda name: order[name] if order is not None else -abs(b.get(name, 0.0) - a.get(name, 0.0)))
    lines = tuple((_called(view_b, name), *_both(a.get(name, 0.0), b.get(name, 0.0))) for name in names)
    total = (total_text(words), *_both(sum(a.values()), sum(b.values()))) if order is not None else None
    columns = (Column("name", heading), *_money_columns(words))
    headed = words("{title} ({unit})", title=title, unit=comparison.money)
    return Block(headed, "", columns, lines, none_text(words), total)


def _category(line: CostLine) -> str:
    return line.category


def _place(line: CostLine) -> str:
    return line.region or line.link or ""


def _called(view: View, key: str) -> str:
    """Return what a category, region or link is called; '' is the nation."""
    if key in ORDER:
        return view.names.categories[key]
    return view.names.place(key) if key else nation(view.words)


def _worth(view: View, key: Callable[[CostLine], str]) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for line in view.account.lines:
        found[key(line)] += view.probability(line.outcome) * line.present_value_m
    return found


def _both(a: float, b: float) -> tuple[float, float, float]:
    return a, b, b - a


def _money_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column("a", "A", "", "money"),
        Column("b", "B", "", "money"),
        Column("difference", words("Difference"), "", "money"),
    )


def figure_block(comparison: Comparison) -> Block:
    """Return the key figures of each period in which the two differ."""
    assert comparison.views is not None  # asked for when there are two plans
    words, (view_a, view_b) = comparison.words, comparison.views
    a, b = _figures(words, view_a, comparison.money), _figures(words, view_b, comparison.money)
    lines: list[tuple[Any, ...]] = []
    for key in dict.fromkeys((*a, *b)):
        here, there = a.get(key), b.get(key)
        if differ(here, there):
            difference = None if here is None or there is None else there - here
            lines.append((*key, here, there, difference))
    columns = (
        Column("figure", words("What")),
        Column("unit", words("Unit")),
        Column("period", words("Period")),
        Column("a", "A", "", "mixed"),
        Column("b", "B", "", "mixed"),
        Column("difference", words("Difference"), "", "mixed"),
    )
    return Block(words("Key figures by period"), "", columns, tuple(lines), words("No difference."))


def _figures(words: Words, view: View, money: str) -> dict[tuple[str, str, str], float | None]:
    found: dict[tuple[str, str, str], float | None] = {}
    periods = figures_by_period(view)
    for name, unit, value in _measures(words, money):
        for period in periods:
            found[name, unit, str(period.period)] = value(period)
    return found


def _measures(words: Words, money: str) -> tuple[tuple[str, str, Callable[[PeriodFigures], float | None]], ...]:
    """Return each key figure: its name, its unit, and where it stands."""
    return (
        (words("Demand"), "PFLOPS", lambda p: p.demand_pflops),
        (words("Counted capacity"), "PFLOPS", lambda p: p.counted_pflops),
        (words("Utilisation"), words("of installed unit-time"), lambda p: p.utilisation),
        (words("Served elsewhere"), "PFLOPS", lambda p: p.served_remotely_pflops),
        (words("Rented"), "PFLOPS", lambda p: p.rented_pflops),
        (words("Not met"), "PFLOPS", lambda p: p.unmet_pflops),
        (words("Ordered"), words("units"), lambda p: p.new_units),
        (words("IT load"), "MW", lambda p: p.it_mw),
        (words("Capital"), money, lambda p: p.capex_m),
        (words("Running costs"), words("{money} a year", money=money), lambda p: p.opex_m),
        (words("Electricity"), words("MWh a year"), lambda p: p.energy_mwh),
        (words("Carbon"), words("t CO2 a year"), lambda p: p.carbon_t),
    )
