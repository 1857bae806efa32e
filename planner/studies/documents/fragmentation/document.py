"""The study as a document: summary, pages and charts."""

from models.instance import Instance
from planner.report.document import Document
from planner.report.html.bars import pile_figure
from planner.report.html.figures import Figure
from planner.report.summary import Section, Summary
from planner.report.table import Page, as_block
from planner.report.words import Words
from planner.studies.documents.fragmentation.sentences import alarms, answer, method, quality
from planner.studies.documents.fragmentation.tables import flow_table, market_table, member_table, payment_table
from planner.studies.documents.fragmentation.told import Told, way_names
from planner.studies.fragmentation import Fragmentation

_MOST_FLOWS = 100
"""Flows that do not pay and are listed: those that lose most."""


def tell(inst: Instance, found: Fragmentation, started: str, workbook: str, words: Words) -> Document:
    """Return the study as a document."""
    told = Told(inst, found, words)
    market, member = market_table(told), member_table(told)
    payment, flow = payment_table(told), flow_table(told)
    summary = Summary(
        title=words("What it costs to plan alone: {workbook}", workbook=workbook),
        subtitle=words("Made {started}", started=started),
        alarms=tuple(alarms(told)),
        sections=(
            Section(words("The answer"), tuple(answer(told))),
            Section(words("How it was reckoned"), tuple(method(told))),
            Section(words("How good the plans are"), tuple(quality(told))),
        ),
    )
    pages = (
        Page(words("Markets"), market.note, (as_block(words, market),)),
        Page(words("Members"), member.note, (as_block(words, member),)),
        Page(
            words("Flows"),
            "",
            (as_block(words, payment, own_note=True), as_block(words, flow, own_note=True, most=_MOST_FLOWS)),
        ),
    )
    return Document(summary, pages, (market, member, payment, flow), words)


def figures(told: Told) -> dict[str, list[Figure]]:
    """Return the charts of the document by the title of their page."""
    words = told.words
    ways = [way for way, market in told.found.markets.items() if market.known.cost_m is not None]
    names = [way_names(words)[way] for way in ways]
    penalties_m = [told.penalties_m[way] for way in ways]
    whole_m = [told.found.markets[way].known.cost_m or 0.0 for way in ways]
    costs = {
        words("Costs that are paid"): [cost - penalty for cost, penalty in zip(whole_m, penalties_m, strict=True)],
        words("Penalties"): penalties_m,
    }
    cost = Figure(
        "costs",
        words("Cost of each market"),
        words("Present value of all costs, in {money}.", money=told.money),
    )
    found = {words("Markets"): [pile_figure(words, cost, costs, names, told.money, across=True, keep_order=True)]}
    if told.balances:
        gains = {words("Gain"): [one.gain_m for one in told.balances]}
        heads = [told.member(one.name) for one in told.balances]
        gain = Figure(
            "gains",
            words("Who gains and who loses"),
            words("What each saves by the market against being alone, in {money}.", money=told.money),
        )
        found[words("Members")] = [pile_figure(words, gain, gains, heads, told.money, across=True)]
    return found
