"""The study of drawn demand as people read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from models.instance import Instance
from planner.report.document import Document
from planner.report.futures import common_table
from planner.report.html.branches import tree_figure
from planner.report.html.figures import Figure
from planner.report.html.markup import label
from planner.report.html.palette import SERIES
from planner.report.table import Column, Page, Table, as_block, make_table
from planner.report.view import View, money_text, view
from planner.report.wording import amount_text
from planner.report.words import Words
from planner.studies.demand import DemandStudy, Estimate
from planner.studies.documents.frame import Body, framed
from planner.studies.documents.quality import Named


@dataclass(frozen=True)
class Told:
    """The study laid open for its document."""

    inst: Instance
    found: DemandStudy
    words: Words

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.inst, self.words)

    @cached_property
    def laid(self) -> View | None:
        """The plan, laid open; None: there is none."""
        plan = self.found.plan
        return None if plan.plan is None else view(plan.inst, plan.plan, self.words.language)


def tell(inst: Instance, found: DemandStudy, started: str, workbook: str, words: Words) -> Document:
    """Return the study as a document."""
    told = Told(inst, found, words)
    judged, draws = judged_table(told), draw_table(told)
    tables = [judged, draws]
    pages = [Page(words("How good the plan is"), "", tuple(as_block(words, one, own_note=True) for one in tables))]
    if told.laid is not None:
        tables.append(common_table(told.laid))
        pages.append(Page(words("Decisions"), tables[-1].note, (as_block(words, tables[-1]),)))
    solves: list[Named] = [(words("The plan"), found.plan), (words("Plan for the forecast"), found.forecast)]
    solves += [(words("Batch {number}", number=i), batch.best) for i, batch in enumerate(found.batches, 1)]
    body = Body(
        title=words("A plan for demand that nobody knows: {workbook}", workbook=workbook),
        answer=tuple(_answer(told)),
        method=tuple(_method(told)),
        pages=pages,
        tables=tables,
        solves=solves,
        alarms=tuple(_alarms(told)),
    )
    return framed(body, started, told.money, words)


def judged_table(told: Told) -> Table:
    """Return what both plans cost on fresh draws, what the plan saves, and how far it is from the best."""
    words, found = told.words, told.found
    columns = [
        Column("what", words("What")),
        Column("mean_m", words("Mean"), told.money, "fine"),
        Column("low_m", words("At least"), told.money, "fine"),
        Column("high_m", words("At most"), told.money, "fine"),
        Column("draws", words("Draws"), "", "whole"),
        Column("failing", words("Of them without a plan"), "", "whole"),
    ]
    fresh, other = found.fresh, found.fresh_forecast
    rows = [
        _row(words("The plan, on fresh draws"), fresh.estimate, len(fresh.solves), fresh.failing),
        _row(words("Plan for the forecast, on the same draws"), other.estimate, len(other.solves), other.failing),
        _row(words("Saved by the plan"), found.saving, len(fresh.solves), None),
    ]
    if found.gap is not None:
        mean_m, most_m = found.gap
        name = words("Farther from the best than any plan need be, by batches")
        rows.append((name, mean_m, 0.0, most_m, found.sizes.futures * found.sizes.batches, None))
    note = words(
        "Expected costs as present value, from draws that the plan was not made for: what is decided here and now "
        "stays, the rest is decided when demand is known. The mean of all draws lies between with a confidence of 95 "
        "%."
    )
    return make_table("judged", words("On fresh draws"), note, columns, rows)


def _row(name: str, known: Estimate | None, draws: int, failing: int | None) -> tuple[object, ...]:
    if known is None:
        return (name, None, None, None, draws, failing)
    return (name, known.mean_m, known.low_m, known.high_m, draws, failing)


def draw_table(told: Told) -> Table:
    """Return what each fresh draw costs."""
    words = told.words
    columns = [
        Column("draw", words("Draw"), "", "whole"),
        Column("demand_pflops", words("Demand, last period"), "PFLOPS", "whole"),
        Column("plan_m", words("The plan"), told.money, "money"),
        Column("forecast_m", words("Plan for the forecast"), told.money, "money"),
    ]
    last = list(told.inst.periods)[-1]
    rows = []
    pairs = zip(told.found.fresh.solves, told.found.fresh_forecast.solves, strict=False)
    for i, (own, other) in enumerate(pairs, 1):
        demand = sum(x for (_, _, t), x in own.inst.first_case.demand_pflops.items() if t == last)
        rows.append((i, demand, own.known.cost_m, other.known.cost_m))
    note = words("Each draw with the demand of all regions and workloads, and what it costs with either plan.")
    return make_table("draws", words("Fresh draws"), note, columns, rows)


def figures(inst: Instance, found: DemandStudy, words: Words) -> dict[str, list[Figure]]:
    """Return the charts of the document by the title of their page."""
    told = Told(inst, found, words)
    draws = draw_table(told).frame
    traces = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": label(name),
            "x": [float(x) for x in draws["demand_pflops"]],
            "y": [None if y is None or y != y else float(y) for y in draws[column]],
            "marker": {"color": SERIES[i], "symbol": ("circle", "x")[i], "size": 8},
        }
        for i, (name, column) in enumerate(
            ((words("The plan"), "plan_m"), (words("Plan for the forecast"), "forecast_m"))
        )
    ]
    chart = Figure(
        "draws",
        words("Cost by demand"),
        words(
            "Each mark is a fresh draw: its demand in the last period, and what it costs in {money}.", money=told.money
        ),
        traces,
        {"showlegend": True, "xaxis": {"title": {"text": "PFLOPS"}}, "yaxis": {"title": {"text": label(told.money)}}},
        400,
        empty="" if len(draws) else words("There is nothing to show."),
    )
    drawn = {words("How good the plan is"): [chart]}
    if told.laid is not None:
        drawn[words("Decisions")] = [tree_figure(told.laid)]
    return drawn


def _answer(told: Told) -> Iterator[str]:
    words, found, money = told.words, told.found, told.money
    known, saving = found.fresh.estimate, found.saving
    if found.plan.plan is None or known is None:
        yield words("There is no plan to judge.")
        return
    yield words(
        "On {count} fresh draws of demand the plan costs {mean} {money} on average ({low} to {high} with a confidence "
        "of 95 %).",
        count=known.count,
        mean=amount_text(known.mean_m),
        low=amount_text(known.low_m),
        high=amount_text(known.high_m),
        money=money,
    )
    if saving is not None and saving.mean_m >= 0:
        yield words(
            "It saves {mean} {money} on average against the plan for the forecast ({low} to {high}).",
            mean=amount_text(saving.mean_m),
            low=amount_text(saving.low_m),
            high=amount_text(saving.high_m),
            money=money,
        )
    elif saving is not None:
        yield words(
            "On these draws the plan for the forecast costs {mean} {money} less on average ({low} to {high}).",
            mean=amount_text(-saving.mean_m),
            low=amount_text(-saving.high_m),
            high=amount_text(-saving.low_m),
            money=money,
        )
    if found.fresh_forecast.failing or found.fresh.failing:
        yield words(
            "In {own} of {count} draws the first decisions of the plan leave no plan, in {other} those of the plan "
            "for the forecast.",
            own=found.fresh.failing,
            other=found.fresh_forecast.failing,
            count=len(found.fresh.solves),
        )
    if found.gap is not None:
        mean_m, most_m = found.gap
        yield words(
            "No other first decisions would be cheaper by more than {most} {money} on average, with a confidence of "
            "95 % ({mean} by the batches).",
            most=amount_text(most_m),
            mean=amount_text(mean_m),
            money=money,
        )


def _method(told: Told) -> Iterator[str]:
    words, found = told.words, told.found
    sizes = found.sizes
    yield words(
        "{draws} draws of demand around its forecast, lognormal, with the volatility of each workload and the "
        "correlations of the settings; {futures} of them stand for all, each with the share of those nearest to it.",
        draws=sizes.draws,
        futures=sizes.futures,
    )
    yield words("Demand is known when {period} is decided.", period=found.known_from)
    yield words.counted(
        sizes.batches,
        "The gap: 1 plan for {futures} futures drawn anew; what the plan costs more on the same futures, on average "
        "and with Student's distribution.",
        "The gap: {count} plans for {futures} futures drawn anew each; what the plan costs more on the same "
        "futures, on average and with Student's distribution.",
        futures=sizes.futures,
    )


def _alarms(told: Told) -> Iterator[str]:
    words, found = told.words, told.found
    if found.plan.plan is None:
        yield words("There is no plan for the futures that were drawn.")
    elif found.fresh.failing:
        yield words(
            "In {count} of {all} fresh draws the first decisions of the plan leave no plan; averages are over the "
            "others. A penalty on unmet demand (Settings: unmet_penalty) gives those draws a price.",
            count=found.fresh.failing,
            all=len(found.fresh.solves),
        )
