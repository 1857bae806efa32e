"""The study of the frontier between two metrics as people read it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from models.instance import Instance
from planner.report.chart import Chart
from planner.report.document import Document
from planner.report.html.figures import Figure, Trace
from planner.report.html.markup import label
from planner.report.html.numbers import decimals_for
from planner.report.html.palette import SERIES
from planner.report.table import Column, Format, Table, make_table
from planner.report.view import money_text
from planner.report.vocabulary import metric_units, metrics
from planner.report.wording import amount_text
from planner.report.words import Words
from planner.studies.documents.frame import Body, framed, table_page
from planner.studies.documents.quality import Named
from planner.studies.frontier import Frontier, Point
from planner.studies.measure import Measure


@dataclass(frozen=True)
class Told:
    """The study laid open for its document."""

    inst: Instance
    found: Frontier
    words: Words

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.inst, self.words)

    def called(self, measure: Measure | None) -> str:
        """Return what a metric is called; None: the cost."""
        words = self.words
        if measure is None:
            return words("Cost")
        name = metrics(words)[measure.metric]
        name = words("{name} ({filter})", name=name, filter=text) if (text := measure.selection.text) else name
        if measure.denominator is None:
            return name
        of = measure.denominator.text.replace("*", "")
        return words("Share of {name} in {of}", name=name, of=of) if of else words("Share of {name}", name=name)

    def unit(self, measure: Measure | None) -> str:
        """Return the unit of a metric over all years; '' for a share."""
        words = self.words
        if measure is None:
            return self.money
        if measure.is_share:
            return ""
        units = {
            "energy_mwh": "MWh",
            "green_mwh": "MWh",
            "carbon_t": words("t CO2"),
            "new_capacity": words("PFLOPS counted"),
            "new_units": words("units"),
            "modules": words("modules"),
            "regions_opened": words("regions"),
            "capex": self.money,
            "opex": self.money,
        }
        return units.get(measure.metric) or words("{unit} times years", unit=metric_units(words)[measure.metric])

    def amount(self, measure: Measure | None, value: float) -> str:
        """Return a value as text with its unit."""
        if measure is not None and measure.is_share:
            return f"{value:.1%}"
        return f"{amount_text(value)} {self.unit(measure)}"

    def name(self, place: int) -> str:
        """Return what a point is called."""
        last = len(self.found.points) - 1
        if place == 0:
            return self.words("Best in: {what}", what=self.called(self.found.against))
        if place == last:
            return self.words("Best in: {what}", what=self.called(self.found.measure))
        return self.words("Point {number} of {count}", number=place + 1, count=last + 1)


def tell(inst: Instance, found: Frontier, started: str, workbook: str, words: Words) -> Document:
    """Return the study as a document."""
    told = Told(inst, found, words)
    points = point_table(told)
    title = words(
        "{what} against {other}: {workbook}",
        what=told.called(found.measure),
        other=told.called(found.against),
        workbook=workbook,
    )
    places = {one.name: i for i, one in enumerate(points.columns)}
    rows = tuple(range(len(found.curve)))
    other = told.called(found.against)
    chart = Chart(other, "curve", told.unit(found.against), "column", (places["against"],), rows, places["value"])
    body = Body(
        title=title,
        answer=tuple(_answer(told)),
        method=tuple(_method(told)),
        pages=(table_page(points, words, *([chart] if len(rows) > 1 else [])),),
        tables=(points,),
        solves=tuple(_solves(told)),
    )
    return framed(body, started, told.money, words)


def point_table(told: Told) -> Table:
    """Return the plans between the ends, those of the curve first, with what each step costs."""
    words, found = told.words, told.found
    kind, other = _form(found.measure), _form(found.against)
    columns = [
        Column("point", words("Plan")),
        Column("limit", words("Kept within"), told.unit(found.measure), kind),
        Column("value", told.called(found.measure), told.unit(found.measure), kind),
        Column("against", told.called(found.against), told.unit(found.against), other),
        Column("bound", words("No such plan has less than"), told.unit(found.against), other),
        Column("more", words("More than the first"), told.unit(found.against), other),
        Column("remark", words("Remark")),
    ]
    first = found.points[0].against if found.points else None
    others = [one for one in found.points if one not in found.curve]
    rows = [
        (
            told.name(found.points.index(one)),
            one.limit,
            one.value,
            one.against,
            one.bound,
            None if one.against is None or first is None else one.against - first,
            _remark(told, one),
        )
        for one in (*found.curve, *others)
    ]
    note = words(
        "Each plan keeps the metric within a limit, evenly spread between the ends; the other is made as good as the "
        "gap asks for. Amounts are sums over all years."
    )
    return make_table("points", words("Points"), note, columns, rows, words("There is no plan."))


def _form(measure: Measure | None) -> Format:
    if measure is None:
        return "money"
    return "share" if measure.is_share else "fine"


def _remark(told: Told, one: Point) -> str:
    if one.value is None:
        return told.words("no plan was found")
    return told.words("another plan is as good in both") if told.found.is_dominated(one) else ""


def figures(told: Told) -> dict[str, list[Figure]]:
    """Return the charts of the document by the title of their page."""
    words, found = told.words, told.found
    chart = Figure(
        "frontier",
        words("{what} against {other}", what=told.called(found.measure), other=told.called(found.against)),
        words("Each mark is a plan; on the line none is better in both."),
        height_px=440,
    )
    if not found.curve:
        return {words("Points"): [replace(chart, empty=words("There is nothing to show."))]}
    axes = {
        f"{axis}axis": {
            "title": {"text": label(_with_unit(told, measure)), "standoff": 10},
            "tickformat": ".1%" if measure is not None and measure.is_share else ",~r",
        }
        for axis, measure in (("x", found.measure), ("y", found.against))
    }
    beaten = [one for one in found.points if one.value is not None and found.is_dominated(one)]
    traces = [_marks(told, words("Plans of the frontier"), found.curve, "lines+markers", 0)]
    if beaten:
        traces.append(_marks(told, words("Not on the curve"), tuple(beaten), "markers", 1))
    return {words("Points"): [replace(chart, traces=traces, layout={**axes, "showlegend": True})]}


def _with_unit(told: Told, measure: Measure | None) -> str:
    unit = told.unit(measure)
    return f"{told.called(measure)} [{unit}]" if unit else told.called(measure)


def _marks(told: Told, name: str, points: tuple[Point, ...], mode: str, colour: int) -> Trace:
    found = told.found
    x, y = [one.value or 0.0 for one in points], [one.against or 0.0 for one in points]
    texts = [
        f"{label(told.name(found.points.index(one)))}<br>{label(told.amount(found.measure, one.value or 0.0))}<br>"
        f"{label(told.amount(found.against, one.against or 0.0))}"
        for one in points
    ]
    return {
        "type": "scatter",
        "mode": mode,
        "name": label(name),
        "x": x,
        "y": y,
        "text": texts,
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"color": SERIES[colour], "size": 10, "symbol": "circle" if colour == 0 else "x"},
        "line": {"color": SERIES[colour], "width": 2},
    }


def _answer(told: Told) -> Iterator[str]:
    words, found = told.words, told.found
    curve = found.curve
    if not curve:
        yield words("There is no plan, and so no frontier.")
        return
    first, last = curve[0], curve[-1]
    what, other = told.called(found.measure), told.called(found.against)
    begin, value = told.amount(found.against, first.against or 0.0), told.amount(found.measure, first.value or 0.0)
    if found.against is not None and found.against.better == "high":
        yield words(
            "{other} is greatest with {against}; then {what} is {value}.",
            other=other,
            against=begin,
            what=what,
            value=value,
        )
    else:
        yield words(
            "{other} is least with {against}; then {what} is {value}.",
            other=other,
            against=begin,
            what=what,
            value=value,
        )
    if len(curve) == 1:
        yield words("That plan is the best in both: there is nothing to trade.")
        return
    yield words(
        "At the other end of the plans found {what} is {value} and {other} {against}.",
        what=what,
        value=told.amount(found.measure, last.value or 0.0),
        other=other,
        against=told.amount(found.against, last.against or 0.0),
    )
    yield from _steps(told, curve)
    if beaten := sum(one.value is not None and found.is_dominated(one) for one in found.points):
        yield words("Plans that another equals or beats in both, and that are not on the curve: {count}.", count=beaten)


def _steps(told: Told, curve: tuple[Point, ...]) -> Iterator[str]:
    """Yield what the first step along the curve costs, and what the last."""
    found, words = told.found, told.words
    rates = [
        (abs((b.against or 0.0) - (a.against or 0.0)) / abs((b.value or 0.0) - (a.value or 0.0)))
        for a, b in pairwise(curve)
        if a.value != b.value
    ]
    if len(rates) > 1:
        share = found.measure.is_share
        scale = 0.01 if share else 1.0
        decimals = max(2, decimals_for([rate * scale for rate in rates]))
        yield words(
            "Each {unit} costs {first} {money} on the first step and {last} on the last.",
            unit=words("point of a percent") if share else told.unit(found.measure),
            first=f"{rates[0] * scale:,.{decimals}f}",
            last=f"{rates[-1] * scale:,.{decimals}f}",
            money=told.unit(found.against),
        )


def _method(told: Told) -> Iterator[str]:
    words = told.words
    yield words(
        "First the two ends are found, then plans within limits that are evenly spread between them (augmented "
        "epsilon-constraint method; Mavrotas 2009); each begins with the plan of a stricter limit. No plan leaves more "
        "work undone than the first."
    )


def _solves(told: Told) -> Iterator[Named]:
    words, found = told.words, told.found
    yield from zip((words("The cheapest"), words("The far end")), found.searched, strict=False)
    for i, point in enumerate(found.points):
        yield told.name(i), point.solved
