"""The study as a document: summary, pages and charts."""

from dataclasses import replace

from planner.report.chart import Chart
from planner.report.document import Document
from planner.report.html.bars import pile_figure
from planner.report.html.figures import Figure
from planner.report.table import Page, as_block, spread
from planner.studies.documents.frame import Body, framed
from planner.studies.documents.scenarios.sentences import alarms, answer, method
from planner.studies.documents.scenarios.tables import (
    anyway_table,
    regret_table,
    scenario_table,
    some_table,
    worst_table,
)
from planner.studies.documents.scenarios.told import Told


def tell(told: Told, started: str, workbook: str) -> Document:
    """Return the study as a document."""
    words, found = told.words, told.found
    scenario, regret, worst = scenario_table(told), regret_table(told), worst_table(told)
    anyway, some = anyway_table(told), some_table(told)
    side = as_block(words, scenario)
    chart = Chart(words("Cost of each scenario"), "bars", told.money, "column", (1,), tuple(range(len(side.rows))))
    matrix = as_block(words, worst, own_note=True)
    heat = (tuple(range(1, 1 + len(found.possible))),) if matrix.rows else ()
    things = ("kind", "place", "item", "unit")
    common = spread(words, anyway, things, "period", "quantity", anyway.title, note=anyway.note, empty=anyway.empty)
    solves = [(words("Best plan for {scenario}", scenario=s), one) for s, one in found.own.items()]
    solves += [
        (words("First decisions for {plan}, then {scenario}", plan=a, scenario=b), one)
        for (a, b), one in found.crossed.items()
    ]
    body = Body(
        title=words("Scenarios side by side: {workbook}", workbook=workbook),
        answer=tuple(answer(told)),
        method=tuple(method(told)),
        pages=(
            Page(scenario.title, scenario.note, (replace(side, charts=(chart,)),)),
            Page(regret.title, regret.note, (replace(matrix, heat=heat), as_block(words, regret))),
            Page(words("Builds"), "", (common, as_block(words, some, own_note=True))),
        ),
        tables=(scenario, regret, worst, anyway, some),
        solves=solves,
        alarms=tuple(alarms(told)),
    )
    return framed(body, started, told.money, words)


def figures(told: Told) -> dict[str, list[Figure]]:
    """Return the charts of the document by the title of their page."""
    words, found = told.words, told.found
    costs = Figure(
        "costs", words("Cost of each scenario"), words("Present value of all costs, in {money}.", money=told.money)
    )
    amounts = {words("Cost"): [found.best[s].cost_m or 0.0 for s in found.planned]}
    drawn = {words("Scenarios"): [pile_figure(words, costs, amounts, list(found.planned), told.money, across=True)]}
    regrets = {
        str(s): [effect.best_m if (effect := found.regret(a, s)) is not None else 0.0 for a in found.planned]
        for s in found.possible
    }
    chart = Figure(
        "regrets",
        words("What first decisions are regretted"),
        words("By the scenario they are made for, in the scenario that comes, in {money}.", money=told.money),
        empty="" if any(any(values) for values in regrets.values()) else words("Nothing is regretted."),
    )
    heads = list(found.planned)
    drawing = pile_figure(words, chart, regrets, heads, told.money, across=True, keep_order=True)
    if not drawing.empty:
        height = 120 + len(heads) * (24 + 12 * len(regrets))
        drawing = replace(drawing, layout={**drawing.layout, "barmode": "group"}, height_px=height)
    drawn[words("Regret")] = [drawing]
    return drawn
