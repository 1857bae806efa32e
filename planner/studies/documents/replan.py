"""The study of replanning as people read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.report.document import Document
from planner.report.html.figures import Figure
from planner.report.html.spans import span_figure
from planner.report.investments import port_text, units
from planner.report.names import readable_names
from planner.report.table import Column, Page, Table, make_table
from planner.report.view import money_text
from planner.report.vocabulary import decisions
from planner.report.wording import MOST_NAMED, amount_text
from planner.report.words import Words
from planner.studies.documents.frame import Body, framed, table_page
from planner.studies.documents.quality import Named
from planner.studies.holding import Hold, Place
from planner.studies.known import NO_PLAN
from planner.studies.replan import Replan


@dataclass(frozen=True)
class Told:
    """The study laid open for its document."""

    found: Replan
    old_run: str
    """Name of the folder of the earlier plan."""
    old_cost_m: float
    """Of the earlier plan, with the data it was made for."""
    inputs: Page
    """What differs in the data."""
    groups: Sequence[str]
    """What the groups are called whose data differ."""
    words: Words

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.found.new, self.words)

    def holds(self) -> dict[Hold, str]:
        """Return what the ways to hold decisions are called."""
        words = self.words
        return {"locked": words("locked"), "preferred": words("preferred"), "free": words("free")}

    def where(self, place: Place) -> str:
        """Return where and of what a decision is."""
        names = readable_names(self.found.new.first_case, self.words)
        case = self.found.new.first_case
        if place[0] in case.stacks and len(place) == 2 and place[1] in case.workloads:
            return port_text(self.words, str(place[1]), str(place[0]))
        first = names.place(str(place[0]))
        rest = [names.chips[str(part)] for part in place[1:]]
        return self.words.joined([first, *rest])


def tell(told: Told, started: str, workbook: str) -> Document:
    """Return the study as a document."""
    words, found = told.words, told.found
    changed, costs, unknown = change_table(told), cost_table(told), unknown_table(told)
    solves: list[Named] = [
        (words("With what was decided"), found.kept),
        (words("As if nothing was decided"), found.free),
    ]
    if found.unkept is not None:
        solves.append((words("With as little unlocked as can be"), found.unkept))
    body = Body(
        title=words("A plan again with new data: {workbook}", workbook=workbook),
        answer=tuple(_answer(told)),
        method=tuple(_method(told)),
        pages=(
            *(table_page(table, words) for table in (changed, costs)),
            told.inputs,
            *([table_page(unknown, words)] if found.holding.unknown else []),
        ),
        tables=(changed, costs, unknown),
        solves=solves,
        alarms=tuple(_alarms(told)),
    )
    return framed(body, started, told.money, words)


def change_table(told: Told) -> Table:
    """Return the decisions that are not what they were."""
    words = told.words
    columns = [
        Column("period", words("Period")),
        Column("decision", words("What is decided")),
        Column("where", words("Where and of what")),
        Column("before", words("Earlier plan"), "", "mixed"),
        Column("after", words("New plan"), "", "mixed"),
        Column("unit", words("Unit")),
        Column("hold", words("Held")),
    ]
    named, counted, holds = decisions(words), units(words), told.holds()
    rows = [
        (
            str(one.period),
            named[one.decision],
            told.where(one.place),
            one.before,
            one.after,
            counted[one.decision],
            holds[one.hold],
        )
        for one in told.found.changes
    ]
    note = words("Decisions of the new plan that differ from the earlier one, in the periods that both have.")
    return make_table("changes", words("What changes"), note, columns, rows, words("Nothing changes."))


def cost_table(told: Told) -> Table:
    """Return what the earlier plan cost, and what the new ones cost."""
    words, found = told.words, told.found
    columns = [
        Column("plan", words("Plan")),
        Column("cost_m", words("Cost"), told.money, "money"),
        Column("charge_m", words("Charged for changes"), told.money, "money"),
    ]
    rows = [
        (words("Earlier plan, with its own data"), told.old_cost_m, None),
        (
            words("With what was decided"),
            found.known.cost_m,
            found.departure_m if found.kept.plan is not None else None,
        ),
        (words("As if nothing was decided"), found.free.known.cost_m, None),
    ]
    note = words(
        "Costs are without the charge for changes, which nobody pays. Periods that one of the two workbooks lacks make "
        "their costs differ."
    )
    return make_table("costs", words("Costs"), note, columns, rows)


def unknown_table(told: Told) -> Table:
    """Return the earlier decisions that the new data do not know."""
    words = told.words
    columns = [
        Column("period", words("Period")),
        Column("decision", words("What is decided")),
        Column("where", words("Where and of what")),
        Column("value", words("Earlier plan"), "", "mixed"),
    ]
    named = decisions(words)
    rows = [
        (str(one.period), named[one.decision], told.where(one.place), one.value) for one in told.found.holding.unknown
    ]
    note = words(
        "Decisions about periods or things that the new workbook does not have. What stands already belongs on the "
        "sheets Fleet, Pipeline and Regions."
    )
    return make_table("unknown", words("Not in the new workbook"), note, columns, rows, words("None."))


def figures(told: Told) -> dict[str, list[Figure]]:
    """Return the charts of the document by the title of their page."""
    words, found = told.words, told.found
    costs = {
        words("Earlier plan, with its own data"): told.old_cost_m,
        words("With what was decided"): found.known.cost_m,
        words("As if nothing was decided"): found.free.known.cost_m,
    }
    known = {name: cost for name, cost in costs.items() if cost is not None}
    chart = Figure("costs", words("Costs"), words("Present value of all costs, in {money}.", money=told.money))
    spans = {words("Cost"): [(0.0, cost) for cost in known.values()]}
    return {words("Costs"): [span_figure(words, chart, list(known), spans, told.money)]}


def _answer(told: Told) -> Iterator[str]:
    words, found = told.words, told.found
    if found.free.plan is None:
        yield words("With the new data there is no plan, whatever is decided.")
        return
    changes = found.changes
    if found.kept.plan is None and found.kept.known.why == NO_PLAN:
        unlocked = [told.where(one.place) for one in changes if one.hold == "locked"]
        shown = words.joined(dict.fromkeys(unlocked[: 3 * MOST_NAMED]))
        yield words(
            "What is locked cannot be kept with the new data. At least this would have to change: {list}.", list=shown
        )
        return
    if found.known.cost_m is not None:
        yield words.counted(
            len(changes),
            "With what was decided, the new plan costs {cost} {money}; 1 decision changes.",
            "With what was decided, the new plan costs {cost} {money}; {count} decisions change.",
            cost=amount_text(found.known.cost_m),
            money=told.money,
        )
    price = found.price_of_keeping
    if price is not None:
        yield words(
            "Planned as if nothing had been decided it would cost {cost} {money}: keeping to the earlier plan costs "
            "{price} {money}.",
            cost=amount_text(found.free.known.cost_m or 0.0),
            price=amount_text(price.best_m),
            money=told.money,
        )
    if told.groups:
        yield words("What differs in the data: {list}.", list=words.joined(told.groups))
    else:
        yield words("The data do not differ.")


def _method(told: Told) -> Iterator[str]:
    words, found = told.words, told.found
    by_hold = {hold: [str(t) for t, one in found.holds.items() if one == hold] for hold in told.holds()}
    yield words("The earlier plan is that of {run}.", run=told.old_run)
    if by_hold["locked"]:
        yield words("Its decisions are locked in {periods}.", periods=words.joined(by_hold["locked"]))
    if by_hold["preferred"]:
        yield words(
            "They are preferred in {periods}: to change one is charged {share} of its price in the search, up or down.",
            periods=words.joined(by_hold["preferred"]),
            share=f"{100 * found.changing:.3g}%",
        )
    if by_hold["free"]:
        yield words("They are free in {periods}.", periods=words.joined(by_hold["free"]))
    yield words("Among the inputs that differ, A is the workbook of the earlier plan and B the new one.")


def _alarms(told: Told) -> Iterator[str]:
    count = len(told.found.holding.unknown)
    if count:
        yield told.words.counted(
            count,
            "1 decision of the earlier plan is about a period or thing that the new workbook does not have.",
            "{count} decisions of the earlier plan are about periods or things that the new workbook does not have.",
        )
