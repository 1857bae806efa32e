"""The section of money: what is charged, where it goes, and when cash is due."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from models.account.ledger import CostLine
from planner.report.costs import ORDER, cash_blocks, cash_note, cost_blocks, cost_note
from planner.report.html.bars import colours_of, grouped, pile_figure
from planner.report.html.figures import Figure, figure_html
from planner.report.html.markup import element, join
from planner.report.html.page import WebSection, paragraphs
from planner.report.investments import nation
from planner.report.view import View

MOST_PLACES = 16
"""Bars of the chart by place; the others are added up in one."""
BIG_M = 10_000
"""Millions from which on a larger unit is read more easily."""

Cells = dict[tuple[str, str], float]
"""Amounts in millions by category and head of the axis."""


def money_section(view: View) -> WebSection:
    """Return the charts of costs and cash."""
    words = view.words
    expected = "" if view.chances is None else words("All amounts are expected over the scenarios.")
    place, charges, cash = (figure_html(figure, words) for figure in money_figures(view))
    notes = paragraphs((words.sentences(cost_note(words), cash_note(words), expected),), "note")
    content = join(notes, place, element("div", charges, cash, class_="pair"))
    return WebSection("money", words("Money"), content)


def money_figures(view: View) -> tuple[Figure, ...]:
    """Return present value by place, charges by year, cash by year; each adds up to that of the account."""
    return _worth(view), _charges(view), _cash(view)


def money_scale(view: View, largest_m: float) -> tuple[float, str]:
    """Return how many millions the unit of a chart has, and what it is called."""
    words, currency = view.words, view.inst.settings.currency
    if largest_m < BIG_M:
        return 1.0, view.money
    if words.language != "zh":
        return 1000.0, words("billion {currency}", currency=currency)
    if currency == "CNY":
        return 100.0, words("hundred million CNY")
    return 100.0, words("hundred million {currency}", currency=currency)


def _worth(view: View) -> Figure:
    words = view.words
    cells = _cells(view, lambda line: {_place(view, line): line.present_value_m})
    # By place what it costs; and its size, so that costs that cancel each other are not taken for none.
    totals: dict[str, list[float]] = {}
    for (_, place), amount in cells.items():
        total = totals.setdefault(place, [0.0, 0.0])
        total[0] += amount
        total[1] += abs(amount)
    kept = grouped(totals, words, MOST_PLACES)
    others = next((name for name in kept if name not in totals), "")
    shown: Cells = {}
    for (category, place), amount in cells.items():
        if not any(totals[place]):
            continue
        key = category, place if place in kept else others
        shown[key] = shown.get(key, 0.0) + amount
    base = view.inst.settings.base_year
    return _figure(
        view,
        Figure(
            id="worth",
            title=words("Where the money goes"),
            reading=words("Present value of {year} of all costs, by place and category.", year=base),
            tables=cost_blocks(view)[1:2],
        ),
        shown,
        list(kept),
        across=True,
    )


def _charges(view: View) -> Figure:
    words = view.words
    cells = _cells(view, lambda line: {str(year): amount for year, amount in line.charge_m.items()})
    reading = words("Costs as they are charged to each year, by category.")
    figure = Figure("charges", words("Costs by year"), reading, tables=cost_blocks(view)[:1])
    return _figure(view, figure, cells, _years(cells))


def _cash(view: View) -> Figure:
    words = view.words
    cells = _cells(view, lambda line: {str(year): amount for year, amount in line.cash_m.items()})
    reading = words("Cash in the year in which it is due, by category.")
    figure = Figure("cash", words("Cash flow"), reading, tables=cash_blocks(view)[:1])
    return _figure(view, figure, cells, _years(cells))


def _figure(view: View, figure: Figure, cells: Cells, heads: list[str], *, across: bool = False) -> Figure:
    """Return the figure with a pile for each head, in a unit that suits the highest."""
    piles: dict[str, float] = {}
    for (_, head), amount in cells.items():
        piles[head] = piles.get(head, 0.0) + amount
    factor, unit = money_scale(view, max(piles.values(), default=0.0))
    amounts: dict[str, list[float]] = {}
    for (category, head), amount in cells.items():
        amounts.setdefault(category, [0.0] * len(heads))[heads.index(head)] += amount / factor
    if not any(cells.values()):
        return replace(figure, empty=view.words("The plan costs nothing."))
    colours = colours_of(_worth_by_category(view), view.words)
    return pile_figure(view.words, figure, amounts, heads, unit, across=across, colours=colours)


def _worth_by_category(view: View) -> dict[str, list[float]]:
    """Return the present value of each category; its rank gives the category its colour in all charts."""
    found: dict[str, list[float]] = {}
    for (category, _), amount in _cells(view, lambda line: {"": line.present_value_m}).items():
        found[category] = [amount]
    return found


def _cells(view: View, amounts: Callable[[CostLine], Mapping[str, float]]) -> Cells:
    """Return expected amounts of the cost lines by category and head."""
    found: Cells = {}
    for line in sorted(view.account.lines, key=lambda line: ORDER[line.category]):
        for head, amount in amounts(line).items():
            key = view.names.categories[line.category], head
            found[key] = found.get(key, 0.0) + view.probability(line.outcome) * amount
    return found


def _place(view: View, line: CostLine) -> str:
    if line.region is not None:
        return view.names.regions[line.region]
    return view.words("All links") if line.link is not None else nation(view.words)


def _years(cells: Cells) -> list[str]:
    return sorted({head for _, head in cells}, key=int)
