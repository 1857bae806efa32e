"""What the plan costs: by category, region, party and year, as charged and as paid."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

from models.account.ledger import CostLine
from models.account.lifetimes import discount_factor
from models.costs import CAPITAL, PENALTY, RUNNING
from planner.report.chart import Chart
from planner.report.investments import nation
from planner.report.table import Block, Column, Table, make_table, none_text, total_text
from planner.report.view import View
from planner.report.words import Words

KIND: dict[str, str] = (
    dict.fromkeys(CAPITAL, "capital") | dict.fromkeys(RUNNING, "running") | dict.fromkeys(PENALTY, "penalty")
)
ORDER: dict[str, int] = {category: i for i, category in enumerate((*CAPITAL, *RUNNING, *PENALTY))}


def cost_note(words: Words) -> str:
    """Return how to read the charges."""
    return words(
        "Capital is charged as annuities over each asset's life, from commissioning, for the years inside the horizon; "
        "present value is discounted to the base year."
    )


def cash_note(words: Words) -> str:
    """Return how to read the cash."""
    return words("Cash counts when it is ordered or due, undiscounted; penalties are nobody's cash.")


def cost_table(view: View) -> Table:
    """Return the charges by category, place, party and year."""
    columns = [
        *_columns(view),
        view.money_column("charge_m", view.words("Charge")),
        view.money_column("present_value_m", view.words("Present value")),
    ]
    settings = view.inst.settings
    found: dict[tuple[object, ...], float] = defaultdict(float)
    for line in view.account.lines:
        for year, amount in line.charge_m.items():
            found[(*_key(view, line), year)] += amount
    rows = [(*key, amount, amount * discount_factor(settings, _year(key))) for key, amount in _in_order(found)]
    title, empty = view.words("Costs as charged"), view.words("The plan costs nothing.")
    return make_table("costs", title, cost_note(view.words), columns, rows, empty)


def cash_table(view: View) -> Table:
    """Return the cash by category, place, party and year."""
    columns = [*_columns(view), view.money_column("cash_m", view.words("Cash"))]
    found: dict[tuple[object, ...], float] = defaultdict(float)
    for line in view.account.lines:
        for year, amount in line.cash_m.items():
            found[(*_key(view, line), year)] += amount
    rows = [(*key, amount) for key, amount in _in_order(found)]
    title, empty = view.words("Cash flow"), view.words("No cash is spent.")
    return make_table("cash_flow", title, cash_note(view.words), columns, rows, empty)


def _columns(view: View) -> list[Column]:
    words = view.words
    columns = [
        Column("kind", words("Kind")),
        Column("category", words("Category")),
        Column("region", words("Region")),
        Column("link", words("Link")),
    ]
    columns += [Column("party", words("Party")), Column("chip", words("Chip"))]
    if not view.inst.tree.is_chain:
        columns += [Column("branch", words("Branch")), Column("probability", words("Probability"), "", "share")]
    return [*columns, Column("year", words("Year"), "", "year")]


def _key(view: View, line: CostLine) -> tuple[object, ...]:
    key: tuple[object, ...] = (KIND[line.category], line.category, line.region, line.link, line.party, line.chip)
    if view.inst.tree.is_chain:
        return key
    outcome = view.inst.tree.outcome(line.outcome)
    return (*key, view.when.branch(outcome.id), outcome.probability)


def _year(key: tuple[object, ...]) -> int:
    year = key[-1]
    assert isinstance(year, int)  # every key ends in its year
    return year


def _in_order(found: dict[tuple[object, ...], float]) -> list[tuple[tuple[object, ...], float]]:
    def place(item: tuple[tuple[object, ...], float]) -> tuple[object, ...]:
        key = item[0]
        return (ORDER[str(key[1])], *(str(part) for part in key[2:-1]), key[-1])

    return sorted(((key, amount) for key, amount in found.items() if amount), key=place)


Naming = Callable[[CostLine], str]


def cost_blocks(view: View) -> tuple[Block, ...]:
    """Return the charges by kind, category, place and party over the years, with their present value."""
    blocks = [_charges_by(view, *axis) for axis in _axes(view)]
    over_years, worth = view.words("Costs as charged, by year"), view.words("Present value by category")
    return _drawn(view, blocks, over_years, worth, sums=2)


def cash_blocks(view: View) -> tuple[Block, ...]:
    """Return the cash by kind, category, place and party over the years."""
    blocks = [_cash_by(view, *axis) for axis in _axes(view)]
    return _drawn(view, blocks, view.words("Cash by year"), view.words("Cash of all years by category"), sums=1)


def _drawn(view: View, blocks: list[Block], by_year: str, by_category: str, *, sums: int) -> tuple[Block, ...]:
    """Return the blocks with a drawing of the kinds over the years and of the last column by category."""
    kinds, categories, *others = blocks
    if not kinds.rows:
        return tuple(blocks)
    years, last = tuple(range(1, len(kinds.columns) - sums)), len(categories.columns) - 1
    stacked = Chart(by_year, "stacked", view.money, "row", years, tuple(range(len(kinds.rows))))
    bars = Chart(by_category, "bars", view.money, "column", (last,), tuple(range(len(categories.rows))))
    return (replace(kinds, charts=(stacked,)), replace(categories, charts=(bars,)), *others)


def _axes(view: View) -> tuple[tuple[str, str, Naming], ...]:
    words, names = view.words, view.names
    nowhere, nobody, all_links = nation(words), words("no party named"), words("all links")

    def kind(line: CostLine) -> str:
        return names.kinds[KIND[line.category]]

    def category(line: CostLine) -> str:
        return names.categories[line.category]

    def place(line: CostLine) -> str:
        if line.link:
            return all_links
        return names.regions[line.region] if line.region else nowhere

    def party(line: CostLine) -> str:
        return line.party or nobody

    parties = ((words("By party"), words("Party"), party),) if any(line.party for line in view.account.lines) else ()
    return (
        (words("By kind"), words("Kind"), kind),
        (words("By category"), words("Category"), category),
        (words("By region"), words("Region"), place),
        *parties,
    )


def _charges_by(view: View, title: str, heading: str, name: Naming) -> Block:
    worth: dict[str, float] = defaultdict(float)
    for line in view.account.lines:
        worth[name(line)] += view.probability(line.outcome) * line.present_value_m
    block = _by_year(view, title, heading, name, lambda line: line.charge_m)
    columns = (*block.columns, Column("present_value_m", view.words("Present value"), "", "money"))
    rows = tuple((*row, worth[row[0]]) for row in block.rows)
    total = (*block.total, sum(worth.values())) if block.total is not None else None
    return Block(block.title, "", columns, rows, block.empty, total)


def _cash_by(view: View, title: str, heading: str, name: Naming) -> Block:
    return _by_year(view, title, heading, name, lambda line: line.cash_m)


def _by_year(
    view: View, title: str, first: str, name: Naming, amounts: Callable[[CostLine], Mapping[int, float]]
) -> Block:
    """Return expected amounts with a column for each calendar year, the order of lines kept."""
    found: dict[str, dict[int, float]] = {}
    for line in sorted(view.account.lines, key=lambda line: ORDER[line.category]):
        for year, amount in amounts(line).items():
            if amount:
                years = found.setdefault(name(line), {})
                years[year] = years.get(year, 0.0) + view.probability(line.outcome) * amount
    heads = sorted({year for years in found.values() for year in years})
    rows = tuple((key, *(years.get(year, 0.0) for year in heads), sum(years.values())) for key, years in found.items())
    columns = (
        Column("name", first),
        *(Column(str(year), str(year), "", "money") for year in heads),
        Column("total", view.words("All years"), "", "money"),
    )
    sums = [sum(years.get(year, 0.0) for years in found.values()) for year in heads]
    total = (total_text(view.words), *sums, sum(sums))
    heading = view.words("{title} ({unit})", title=title, unit=view.money)
    return Block(heading, "", columns, rows, none_text(view.words), total)
