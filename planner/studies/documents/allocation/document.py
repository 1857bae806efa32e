"""The study as a document: summary, pages and charts."""

from planner.report.document import Document
from planner.report.html.bars import piled
from planner.report.html.figures import Figure
from planner.report.html.markup import label
from planner.report.table import Page, as_block, spread
from planner.report.words import Words
from planner.studies.allocation import Allocation
from planner.studies.documents.allocation.sentences import alarms, answer, method
from planner.studies.documents.allocation.tables import (
    coalition_table,
    payment_table,
    saving_table,
    shapley_table,
    side_payment_table,
    stability_table,
    transfer_table,
)
from planner.studies.documents.allocation.told import Told, rule_names
from planner.studies.documents.frame import Body, framed

_MOST_COALITIONS = 200


def tell(found: Allocation, started: str, workbook: str, words: Words) -> Document:
    """Return the study as a document."""
    told = Told(found, words)
    payment, saving, stable = payment_table(told), saving_table(told), stability_table(told)
    shapley, side, transfer = shapley_table(told), side_payment_table(told), transfer_table(told)
    coalition = coalition_table(told)
    pages = (
        Page(
            words("Divisions"),
            payment.note,
            (
                as_block(words, payment, [column.name for column in payment.columns[1:]]),
                as_block(words, stable, own_note=True),
                as_block(words, shapley, own_note=True),
            ),
        ),
        Page(
            words("Savings"),
            saving.note,
            tuple(
                spread(words, saving, ["party"], "division", column, saving.column(column).title)
                for column in ("saving_m", "least_m", "share")
            ),
        ),
        Page(
            words("Side payments"),
            side.note,
            (
                as_block(words, side, ["borne_m", "cost_m", "side_payment_m"]),
                as_block(words, transfer, own_note=True),
            ),
        ),
        Page(words("Coalitions"), coalition.note, (as_block(words, coalition, most=_MOST_COALITIONS),)),
    )
    tables = (payment, saving, stable, shapley, side, transfer, coalition)
    body = Body(
        title=words("Who pays what: {workbook}", workbook=workbook),
        answer=tuple(answer(told)),
        method=tuple(method(told)),
        pages=pages,
        tables=tables,
        solves=[(told.coalition(s), one) for s, one in found.solved.items()],
        alarms=tuple(alarms(told)),
    )
    return framed(body, started, told.money, words)


def figures(found: Allocation, words: Words) -> dict[str, list[Figure]]:
    """Return the charts of the document by the title of their page."""
    told = Told(found, words)
    if found.agreed is None:
        return {}
    heads = [told.party(name) for name in found.members]
    paid = {
        rule_names(words)[division.rule]: [division.cost_m[name] for name in found.members]
        for division in found.divisions.values()
    }
    bars = Figure(
        "divisions",
        words("What each pays, by division"),
        words("Present value, in {money}, beside each other for each party.", money=told.money),
        piled(paid, heads, told.money, words, keep_order=True),
        {"barmode": "group", "yaxis": {"title": {"text": label(told.money)}}},
        420,
    )
    payments_m = {told.party(name): amount_m for name, amount_m in found.payments_m.items()}
    sides = Figure(
        "side-payments",
        words("Side payments"),
        words("What each pays besides what it bears in the plan, in {money}; below 0: receives.", money=told.money),
        piled({words("Side payment"): list(payments_m.values())}, list(payments_m), told.money, words, across=True),
        {"showlegend": False},
        120 + 26 * len(payments_m),
    )
    return {words("Divisions"): [bars], words("Side payments"): [sides]}
