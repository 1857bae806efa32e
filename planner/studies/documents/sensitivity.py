"""The study of sensitivity as people read it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from models.ids import ChipId, NodeId, RegionId
from models.instance import Instance
from planner.report.chart import Chart
from planner.report.document import Document
from planner.report.html.figures import Figure
from planner.report.html.spans import Span, span_figure
from planner.report.names import readable_names
from planner.report.table import Column, Table, make_table
from planner.report.view import money_text
from planner.report.wording import MOST_NAMED, amount_text
from planner.report.words import Words
from planner.studies.documents.effects import LEAST_SHARE
from planner.studies.documents.frame import Body, bar_chart, framed, table_page
from planner.studies.documents.quality import Named
from planner.studies.known import Effect
from planner.studies.sensitivity import Bar, Screening, Tornado, Turning

ValueText = Callable[[str, float], str]
"""Returns the value of an input, by the name of the input, as a reader sees it."""


@dataclass(frozen=True)
class Found:
    """All that was asked for."""

    tornado: Tornado | None = None
    screening: Screening | None = None
    turning: Turning | None = None
    turned: str = ""
    """Name of the input that is moved to a turning point."""
    chip: str = ""
    """Id of the chip that enters there."""


@dataclass(frozen=True)
class Told:
    """The study laid open for its document."""

    inst: Instance
    found: Found
    value_text: ValueText
    names: Mapping[str, str]
    """What the inputs are called, by their names in the study."""
    words: Words

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.inst, self.words)

    @property
    def chip(self) -> str:
        """What the chip is called that enters."""
        return readable_names(self.inst.first_case, self.words).chips[self.found.chip]


def tell(told: Told, started: str, workbook: str) -> Document:
    """Return the study as a document."""
    words, found = told.words, told.found
    tables = [
        *([bar_table(told, found.tornado)] if found.tornado is not None else []),
        *([screening_table(told, found.screening)] if found.screening is not None else []),
        *([turning_table(told, found.turning)] if found.turning is not None else []),
    ]
    body = Body(
        title=words("What the plan depends on: {workbook}", workbook=workbook),
        answer=tuple(_answer(told)),
        method=tuple(_method(told)),
        pages=tuple(table_page(table, words, *_charts(told, table)) for table in tables),
        tables=tables,
        solves=tuple(_solves(told)),
    )
    return framed(body, started, told.money, words)


def _charts(told: Told, table: Table) -> tuple[Chart, ...]:
    """Return what is drawn of a table on its sheet."""
    words = told.words
    if table.name == "tornado":
        return (bar_chart(table, words("What each input does to the cost"), told.money, ("swing_m",)),)
    if table.name == "elementary":
        return (bar_chart(table, words("How much each input matters"), told.money, ("mean_size_m",)),)
    return ()


def bar_table(told: Told, found: Tornado) -> Table:
    """Return what each input does to the cost by itself, the one that moves it most first."""
    words = told.words
    columns = [Column("input", words("Input")), Column("low", words("Low")), Column("high", words("High"))]
    columns += [
        Column("low_m", words("Low: cost changes by"), told.money, "money"),
        Column("low_least_m", words("At least"), told.money, "money"),
        Column("low_most_m", words("At most"), told.money, "money"),
        Column("high_m", words("High: cost changes by"), told.money, "money"),
        Column("high_least_m", words("At least"), told.money, "money"),
        Column("high_most_m", words("At most"), told.money, "money"),
    ]
    columns.append(Column("swing_m", words("Swing"), told.money, "money"))
    rows = [
        (
            told.names[bar.name],
            *(told.value_text(bar.name, end) for end in bar.ends),
            *_amounts(bar.low_effect),
            *_amounts(bar.high_effect),
            bar.swing_m,
        )
        for bar in found.bars
    ]
    note = words(
        "Each input moved alone, and the workbook solved again; empty: no plan to use. As searches end at a gap, a "
        "change between the cheapest plans lies from 'at least' to 'at most'."
    )
    return make_table("tornado", words("One at a time"), note, columns, rows, words("No input was moved."))


def screening_table(told: Told, found: Screening) -> Table:
    """Return the elementary effects."""
    words = told.words
    columns = [
        Column("input", words("Input")),
        Column("mean_size_m", words("Mean size of its effects"), told.money, "money"),
        Column("mean_m", words("Mean effect"), told.money, "money"),
        Column("deviation_m", words("Standard deviation"), told.money, "money"),
    ]
    rows = [(told.names[one.name], one.mean_size_m, one.mean_m, one.deviation_m) for one in found.effects]
    note = words(
        "What moving an input from one end of its range to the other does to the cost, the others anywhere in theirs. "
        "A deviation that is large beside the size: it depends on the others, or is no straight line."
    )
    empty = words.counted(
        found.without_plan,
        "1 of the points has no plan, so that there are no effects to tell.",
        "{count} of the points have no plan, so that there are no effects to tell.",
    )
    return make_table("elementary", words("All together"), note, columns, rows, empty)


def turning_table(told: Told, found: Turning) -> Table:
    """Return the values tried on the way to the turning point."""
    words = told.words
    columns = [
        Column("value", told.names[told.found.turned]),
        Column("cost_m", words("Cost"), told.money, "money"),
        Column("units", words("Units ordered of {chip}", chip=told.chip), "", "fine"),
    ]
    rows = [
        (
            told.value_text(told.found.turned, value),
            one.known.cost_m,
            None if one.plan is None else bought(told.found.chip, one.plan.bought_units),
        )
        for value, one in found.steps
    ]
    note = words("The values that were tried, in rising order.")
    return make_table("turning", words("Break-even"), note, columns, rows)


def bought(chip: str, bought_units: Mapping[tuple[RegionId, ChipId, NodeId], float]) -> float:
    """Return the units of a chip that a plan orders, of all regions and times."""
    return sum(units for (_, k, _), units in bought_units.items() if k == chip)


def figures(told: Told) -> dict[str, list[Figure]]:
    """Return the charts of the document by the title of their page."""
    words, found = told.words, told.found
    drawn: dict[str, list[Figure]] = {}
    if found.tornado is not None:
        bars = [bar for bar in found.tornado.bars if bar.swing_m is not None]
        chart = Figure(
            "tornado",
            words("What each input does to the cost"),
            words("Change of the cost when one input alone is moved, in {money}.", money=told.money),
        )
        spans = {
            words("Low"): [_span(bar.low_effect) for bar in bars],
            words("High"): [_span(bar.high_effect) for bar in bars],
        }
        heads = [_head(told, bar) for bar in bars]
        drawn[words("One at a time")] = [span_figure(words, chart, heads, spans, told.money)]
    if found.screening is not None and found.screening.effects:
        effects = found.screening.effects
        chart = Figure(
            "elementary",
            words("How much each input matters"),
            words("Mean size of its effects on the cost, in {money}.", money=told.money),
        )
        sizes = {words("Mean size of its effects"): [(0.0, one.mean_size_m) for one in effects]}
        heads = [told.names[one.name] for one in effects]
        marks = {words("Standard deviation"): [one.deviation_m for one in effects]}
        drawn[words("All together")] = [span_figure(words, chart, heads, sizes, told.money, marks)]
    return drawn


def _head(told: Told, bar: Bar) -> str:
    low, high = (told.value_text(bar.name, end) for end in bar.ends)
    return told.words("{input} ({low} to {high})", input=told.names[bar.name], low=low, high=high)


def _span(effect: Effect | None) -> Span:
    amount = 0.0 if effect is None else effect.best_m
    return min(0.0, amount), max(0.0, amount)


def _amounts(effect: Effect | None) -> tuple[float | None, ...]:
    return (None, None, None) if effect is None else (effect.best_m, effect.least_m, effect.most_m)


def _answer(told: Told) -> Iterator[str]:
    words, found = told.words, told.found
    if found.tornado is not None:
        yield from _of_bars(told, found.tornado)
    if found.screening is not None and found.screening.effects:
        first = found.screening.effects[0]
        yield words(
            "With all inputs moved together, {name} matters most: {size} {money} on average from one end of its range "
            "to the other.",
            name=told.names[first.name],
            size=amount_text(first.mean_size_m),
            money=told.money,
        )
    if found.turning is not None:
        yield _of_turning(told, found.turning)


def _of_bars(told: Told, found: Tornado) -> Iterator[str]:
    words, known = told.words, found.base.known
    if known.cost_m is None:
        yield words("The workbook as it is has no plan, and so nothing to compare with.")
        return
    yield words("As it is, the plan costs {cost} {money}.", cost=amount_text(known.cost_m), money=told.money)
    least = LEAST_SHARE * abs(known.cost_m)
    moving = [bar for bar in found.bars if bar.swing_m is not None and bar.swing_m > least]
    if moving:
        listed = (f"{told.names[bar.name]} {amount_text(bar.swing_m or 0.0)}" for bar in moving[:MOST_NAMED])
        yield words("What moves the cost most ({money}): {list}.", money=told.money, list=words.joined(listed))
    idle = [told.names[bar.name] for bar in found.bars if bar.swing_m is not None and bar.swing_m <= least]
    if idle:
        yield words("Without effect in their ranges: {list}.", list=words.joined(idle[:MOST_NAMED]))
    missing = [told.names[bar.name] for bar in found.bars if bar.swing_m is None]
    if missing:
        yield words(
            "At one end of their ranges no plan came out that can be used: {list}.",
            list=words.joined(missing[:MOST_NAMED]),
        )


def _of_turning(told: Told, found: Turning) -> str:
    words, name = told.words, told.names[told.found.turned]
    low, high = (told.value_text(told.found.turned, value) for value in found.between or found.ends)
    first, last = found.is_so
    if first is None or last is None:
        text = words(
            "{input}: at one end, {low} or {high}, no plan came out that can be asked.", input=name, low=low, high=high
        )
    elif first and last:
        text = words(
            "{chip} is ordered all the way from {low} to {high} of {input}.",
            chip=told.chip,
            low=low,
            high=high,
            input=name,
        )
    elif first:
        text = words(
            "{chip} is ordered up to a value of {input} between {low} and {high}, and not above it.",
            chip=told.chip,
            low=low,
            high=high,
            input=name,
        )
    elif last:
        text = words(
            "{chip} is ordered from a value of {input} between {low} and {high} on, and not below it.",
            chip=told.chip,
            low=low,
            high=high,
            input=name,
        )
    else:
        text = words(
            "{chip} is ordered nowhere from {low} to {high} of {input}.", chip=told.chip, low=low, high=high, input=name
        )
    return text


def _method(told: Told) -> Iterator[str]:
    words, found = told.words, told.found
    if found.tornado is not None:
        yield words(
            "Each input is moved to the ends of its range, the others as they are, and the workbook solved again."
        )
    if found.screening is not None:
        yield words(
            "Elementary effects: {count} points on ways through all ranges on which one input after the other is moved "
            "(Morris 1991; sizes after Campolongo, Cariboni and Saltelli 2007).",
            count=len(found.screening.solves),
        )
    if found.turning is not None:
        yield words(
            "The break-even is found by halving the range, with a new solve each time. As each search ends at a gap, "
            "a plan on the wrong side of it may be about as cheap as one on the right side."
        )


def _solves(told: Told) -> Iterator[Named]:
    words, found = told.words, told.found
    if found.tornado is not None:
        yield words("As it is"), found.tornado.base
        for bar in found.tornado.bars:
            for value, one in zip(bar.ends, (bar.low, bar.high), strict=True):
                text = told.value_text(bar.name, value)
                yield words("{input} at {value}", input=told.names[bar.name], value=text), one
    if found.screening is not None:
        for number, one in enumerate(found.screening.solves, start=1):
            yield words("Point {number}", number=number), one
    if found.turning is not None:
        for value, one in found.turning.steps:
            text = told.value_text(told.found.turned, value)
            yield words("{input} at {value}", input=told.names[told.found.turned], value=text), one
