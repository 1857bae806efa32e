"""The screening as a document: summary, pages and charts."""

from models.instance import Instance
from planner.report.document import Document
from planner.report.html.bars import piled
from planner.report.html.figures import Figure
from planner.report.table import Page, as_block
from planner.report.words import Words
from planner.studies.documents.frame import Body, framed
from planner.studies.documents.outages.sentences import alarms, answer, method
from planner.studies.documents.outages.tables import building_table, loss_table, round_table
from planner.studies.documents.outages.told import Told
from planner.studies.outages import Screening

_MOST_BARS = 20


def tell(inst: Instance, found: Screening, started: str, workbook: str, words: Words) -> Document:
    """Return the screening as a document."""
    told = Told(inst, found, words)
    losses, rounds, built = loss_table(told), round_table(told), building_table(told)
    pages = (
        Page(words("Losses"), losses.note, (as_block(words, losses),)),
        Page(words("Rounds"), "", (as_block(words, rounds, own_note=True), as_block(words, built, own_note=True))),
    )
    body = Body(
        title=words("What stands when something is lost: {workbook}", workbook=workbook),
        answer=tuple(answer(told)),
        method=tuple(method(told)),
        pages=pages,
        tables=(losses, rounds, built),
        # The tests are no plans: what they cost says nothing.
        solves=[(words("Round {round}", round=i), one.solved) for i, one in enumerate(found.rounds)],
        alarms=tuple(alarms(told)),
    )
    return framed(body, started, told.money, words)


def figures(inst: Instance, found: Screening, words: Words) -> dict[str, list[Figure]]:
    """Return the charts of the document by the title of their page."""
    told = Told(inst, found, words)
    worst = told.first.failing[:_MOST_BARS]
    if not worst:
        return {}
    heads = [told.loss(told.by_id(i)) for i in worst]
    undone = {words("Undone"): [told.first.shorts[i].pflops for i in worst]}
    chart = Figure(
        "undone",
        words("What the cheapest plan leaves undone"),
        words.counted(
            len(worst),
            "PFLOPS that cannot be done when one region or link is lost; the worst.",
            "PFLOPS that cannot be done when one region or link is lost; the {count} worst.",
        ),
        piled(undone, heads, "PFLOPS", words, across=True),
        {"showlegend": False, "yaxis": {"type": "category", "autorange": "reversed"}},
        120 + 24 * len(heads),
    )
    return {words("Losses"): [chart]}
