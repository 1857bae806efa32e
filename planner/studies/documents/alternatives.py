"""The study of alternatives as people read it."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.instance import Instance
from planner.report.document import Document
from planner.report.html.bars import pile_figure
from planner.report.html.figures import Figure
from planner.report.html.spans import span_figure
from planner.report.names import readable_names
from planner.report.table import Column, Table, make_table
from planner.report.view import money_text
from planner.report.wording import MOST_NAMED, amount_text
from planner.report.words import Words
from planner.studies.alternatives import Alternatives, Range, distance
from planner.studies.documents.frame import Body, bar_chart, framed, table_page
from planner.studies.documents.quality import Named

_ALL_THE_SAME = 0.02
"""Share of an amount: a range no wider leaves no choice."""
_LITTLE = 0.2
"""Share of what the cheapest plan has."""
_NOTHING = 1e-6


@dataclass(frozen=True)
class Told:
    """The study laid open for its document."""

    inst: Instance
    found: Alternatives
    words: Words

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.inst, self.words)

    @property
    def unit(self) -> str:
        """What things are counted in."""
        words = self.words
        return {"regions": words("MW of IT"), "chips": words("units"), "links": "Gbps"}[self.found.of]

    @property
    def kind(self) -> str:
        """What a thing is."""
        words = self.words
        return {"regions": words("Region"), "chips": words("Chip"), "links": words("Link")}[self.found.of]

    def called(self, name: str) -> str:
        """Return what a region, chip or link is called."""
        names = readable_names(self.inst.first_case, self.words)
        return {"regions": names.regions, "chips": names.chips, "links": names.links}[self.found.of][name]

    def plan(self, name: str) -> str:
        """Return what a plan is called."""
        words = self.words
        return words("The cheapest") if name == "best" else words("Plan {number}", number=name.split()[-1])

    @property
    def within(self) -> str:
        """The share that a plan may cost more than the cheapest."""
        return f"{100 * self.found.within:.3g}%"

    @property
    def ranges(self) -> list[Range]:
        """The ranges with something in them, the widest first."""
        used = [one for one in self.found.ranges if max(one.high or 0.0, one.high_bound or 0.0, one.best) > _NOTHING]
        return sorted(used, key=lambda one: (one.low or 0.0) - (one.high or 0.0))


def tell(inst: Instance, found: Alternatives, started: str, workbook: str, words: Words) -> Document:
    """Return the study as a document."""
    told = Told(inst, found, words)
    ranges, plans, amounts = range_table(told), plan_table(told), amount_table(told)
    body = Body(
        title=words("Plans that cost little more: {workbook}", workbook=workbook),
        answer=tuple(_answer(told)),
        method=tuple(_method(told)),
        pages=(
            table_page(
                ranges, words, bar_chart(ranges, words("From the least to the most"), told.unit, ("low", "high"))
            ),
            table_page(plans, words),
            table_page(amounts, words),
        ),
        tables=(ranges, plans, amounts),
        solves=tuple(_solves(told)),
    )
    return framed(body, started, told.money, words)


def range_table(told: Told) -> Table:
    """Return how little and how much of each thing there can be."""
    words = told.words
    columns = [
        Column("name", told.kind),
        Column("low", words("Least, in a plan found"), told.unit, "fine"),
        Column("low_bound", words("No plan has less than"), told.unit, "fine"),
        Column("best", words("In the cheapest plan"), told.unit, "fine"),
        Column("high", words("Most, in a plan found"), told.unit, "fine"),
        Column("high_bound", words("No plan has more than"), told.unit, "fine"),
    ]
    rows = [(told.called(one.name), one.low, one.low_bound, one.best, one.high, one.high_bound) for one in told.ranges]
    note = words(
        "Of all plans that cost at most {within} more than the cheapest one found: how little and how much is ordered "
        "over the whole horizon. Each end is a plan of its own; not all ends can be had together.",
        within=told.within,
    )
    return make_table("ranges", words("Ranges"), note, columns, rows, words("There is no plan to start from."))


def plan_table(told: Told) -> Table:
    """Return the plans, what they cost, and how they differ."""
    words, plans = told.words, told.found.plans
    best_m = plans[0].plan.cost_m if plans else 0.0
    columns = [
        Column("plan", words("Plan")),
        Column("cost_m", words("Cost"), told.money, "money"),
        Column("dearer", words("Dearer than the cheapest"), "", "share"),
        *(
            Column(f"from_{i}", words("Unlike {plan}", plan=told.plan(one.name)), "", "share")
            for i, one in enumerate(plans)
        ),
    ]
    rows = [
        (
            told.plan(one.name),
            one.plan.cost_m,
            (one.plan.cost_m - best_m) / max(abs(best_m), 1e-9),
            *(distance(one.amounts, other.amounts) for other in plans),
        )
        for one in plans
    ]
    note = words("Unlike: the share of what two plans build that one builds in another place than the other.")
    return make_table("plans", words("Plans"), note, columns, rows, words("There is no plan to start from."))


def amount_table(told: Told) -> Table:
    """Return how much of each thing each plan has."""
    words, plans = told.words, told.found.plans
    columns = [
        Column("name", told.kind),
        *(Column(f"plan_{i}", told.plan(one.name), told.unit, "fine") for i, one in enumerate(plans)),
    ]
    names = [name for name in (plans[0].amounts if plans else ()) if any(one.amounts[name] > _NOTHING for one in plans)]
    rows = [(told.called(name), *(one.amounts[name] for one in plans)) for name in names]
    note = words("What each plan orders over the whole horizon.")
    return make_table("amounts", words("What the plans build"), note, columns, rows, words("The plans build nothing."))


def figures(told: Told) -> dict[str, list[Figure]]:
    """Return the charts of the document by the title of their page."""
    words, plans = told.words, told.found.plans
    ranges = [one for one in told.ranges if one.low is not None and one.high is not None]
    span = Figure(
        "ranges",
        words("From the least to the most"),
        words(
            "Ordered over the whole horizon, in {unit}, at most {within} dearer.", unit=told.unit, within=told.within
        ),
    )
    spans = {words("Least to most"): [(one.low or 0.0, one.high or 0.0) for one in ranges]}
    marks = {words("The cheapest"): [one.best for one in ranges]}
    heads = [told.called(one.name) for one in ranges]
    pile = Figure("plans", words("What the plans build"), words("Over the whole horizon, in {unit}.", unit=told.unit))
    amounts = {told.called(name): [one.amounts[name] for one in plans] for name in (plans[0].amounts if plans else ())}
    names = [told.plan(one.name) for one in plans]
    return {
        words("Ranges"): [span_figure(words, span, heads, spans, told.unit, marks)],
        words("What the plans build"): [pile_figure(words, pile, amounts, names, told.unit, across=True)],
    }


def _answer(told: Told) -> Iterator[str]:
    words, found = told.words, told.found
    if found.cost_limit_m is None:
        yield words("There is no plan, and so none near it.")
        return
    yield words(
        "The cheapest plan costs {cost} {money}; the plans here cost at most {within} more.",
        cost=amount_text(found.plans[0].plan.cost_m),
        money=told.money,
        within=told.within,
    )
    needed = {told.called(one.name): one.low_bound or 0.0 for one in told.ranges if (one.low_bound or 0.0) > _NOTHING}
    if needed:
        listed = (f"{name} {amount_text(amount)}" for name, amount in list(needed.items())[:MOST_NAMED])
        yield words("No such plan has less than ({unit}): {list}.", unit=told.unit, list=words.joined(listed))
    spare = [
        told.called(one.name)
        for one in told.ranges
        if one.best > _NOTHING and one.low is not None and one.low <= _LITTLE * one.best
    ]
    if spare:
        shown = words.joined(spare[:MOST_NAMED])
        yield words("In the cheapest plan, but another does with a fifth of it or none: {list}.", list=shown)
    unused = [told.called(one.name) for one in told.ranges if one.best <= _NOTHING and (one.high or 0.0) > _NOTHING]
    if unused:
        shown = words.joined(unused[:MOST_NAMED])
        yield words("Not in the cheapest plan, but in others: {list}.", list=shown)
    others = found.plans[1:]
    if others:
        most = max(distance(one.amounts, found.plans[0].amounts) for one in others)
        yield words.counted(
            len(others),
            "1 other plan was found; {share} of what it builds stands elsewhere than in the cheapest.",
            "{count} other plans were found; up to {share} of what they build stands elsewhere than in the cheapest.",
            share=f"{most:.0%}",
        )


def _method(told: Told) -> Iterator[str]:
    words = told.words
    yield words(
        "The cost of the cheapest plan found, and {within} more, becomes a limit; with it the least and the most of "
        "each thing is looked for, all else free. What no plan goes beyond is proven by the solver.",
        within=told.within,
    )
    yield words(
        "The other plans are found one after the other: each has as little as it can of what the plans before it have, "
        "each of these counting alike (hop, skip and jump; Brill, Chang and Hopkins 1982)."
    )
    if not told.inst.tree.is_chain:
        yield words("Amounts are averages of the futures.")


def _solves(told: Told) -> Iterator[Named]:
    words, found = told.words, told.found
    yield words("The cheapest"), found.best
    for one in found.ranges:
        yield words("Least of {name}", name=told.called(one.name)), one.least
        yield words("Most of {name}", name=told.called(one.name)), one.most
    for tried in found.tried:
        yield told.plan(tried.name), tried
