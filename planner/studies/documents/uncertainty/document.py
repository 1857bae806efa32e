"""The study as a document: summary, pages and charts."""

from planner.report.document import Document
from planner.report.html.bars import piled
from planner.report.html.branches import tree_figure
from planner.report.html.figures import Figure
from planner.report.table import Page, as_block
from planner.report.words import Words
from planner.studies.documents.frame import Body, framed
from planner.studies.documents.quality import Named
from planner.studies.documents.uncertainty.sentences import alarms, answer, method
from planner.studies.documents.uncertainty.tables import common, criterion_table, future_table, now_table, worth_table
from planner.studies.documents.uncertainty.told import Told
from planner.studies.uncertainty import Uncertainty


def tell(found: Uncertainty, started: str, workbook: str, words: Words) -> Document:
    """Return the study as a document."""
    told = Told(found, words)
    worth, criterion, future, now = worth_table(told), criterion_table(told), future_table(told), now_table(told)
    decided = common(told)
    pages = [
        Page(words("Futures"), "", tuple(as_block(words, table, own_note=True) for table in (worth, future))),
        Page(words("Criteria"), "", tuple(as_block(words, table, own_note=True) for table in (criterion, now))),
    ]
    if decided is not None:
        pages.append(Page(words("Decisions"), decided.note, (as_block(words, decided),)))
    tables = (worth, future, criterion, now, *([decided] if decided is not None else []))
    body = Body(
        title=words("One plan for several futures: {workbook}", workbook=workbook),
        answer=tuple(answer(told)),
        method=tuple(method(told)),
        pages=pages,
        tables=tables,
        solves=_solves(told),
        alarms=tuple(alarms(told)),
    )
    return framed(body, started, told.money, words)


def _solves(told: Told) -> list[Named]:
    """Return all solves with the names that readers know them by."""
    words, found, tree = told.words, told.found, told.found.inst.tree
    named = [(words("{future} alone", future=tree.outcome(leaf).scenario), one) for leaf, one in found.alone.items()]
    named += [(told.criterion(criterion), choice.solved) for criterion, choice in found.choices.items()]
    named.append((words("The mean of all futures"), found.mean))
    if found.blind is not None:
        named.append((words("Here and now as for the mean of all futures"), found.blind))
    return named


def figures(found: Uncertainty, words: Words) -> dict[str, list[Figure]]:
    """Return the charts of the document by the title of their page."""
    told = Told(found, words)
    laid = told.views.get("expected")
    drawn = {words("Futures"): [tree_figure(laid)]} if laid is not None else {}
    if told.choices:
        names = [found.inst.tree.outcome(leaf).scenario for leaf in found.inst.tree.leaves]
        costs = {
            told.criterion(choice.criterion): [choice.leaf_cost_m[leaf] for leaf in found.inst.tree.leaves]
            for choice in told.choices
        }
        drawn[words("Criteria")] = [
            Figure(
                "costs",
                words("Cost of each future"),
                words("By what the plan makes small, in {money}.", money=told.money),
                piled(costs, names, told.money, words, keep_order=True),
                {"barmode": "group", "showlegend": True, "yaxis": {"title": {"text": told.money}}},
                400,
            )
        ]
    return drawn
