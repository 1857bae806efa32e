"""The study of business cases as people read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from models.instance import Instance
from planner.report.document import Document
from planner.report.html.bars import pile_figure
from planner.report.html.figures import Figure
from planner.report.names import Names, readable_names
from planner.report.table import Block, Column, Page, Table, as_block, make_table, spread
from planner.report.view import money_text
from planner.report.wording import amount_text, several
from planner.report.words import Words
from planner.studies.business import BusinessCase, Future, Item
from planner.studies.documents.frame import Body, framed
from planner.studies.sales import Tariff


def item_names(words: Words) -> dict[Item, str]:
    """Return what the items of a case are called."""
    return {
        "customers": words("From customers"),
        "hosting": words("Received as host"),
        "hosts": words("Paid to hosts"),
        "running": words("Running costs"),
        "capital": words("Capital"),
        "residual": words("Worth of assets at the end"),
    }


_NOTHING = 1e-6


@dataclass(frozen=True)
class Told:
    """The study laid open for its document."""

    inst: Instance
    futures: tuple[Future, ...]
    members: tuple[str, ...]
    visiting: tuple[str, ...]
    """Those of them that have demand in regions of others."""
    tariff: Tariff
    wanted_fraction: float
    """The rate of return that subsidies are to reach."""
    words: Words

    @cached_property
    def names(self) -> Names:
        """What things are called."""
        return readable_names(self.inst.first_case, self.words)

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.inst, self.words)

    def party(self, name: str) -> str:
        """Return what a party, the links or the nation is called."""
        if name in self.members:
            return self.names.regions[name]
        return {"links": self.words("Links"), "nation": self.words("Nation")}.get(name, name)

    def scenario(self, future: Future) -> str:
        """Return what a scenario is called."""
        return future.scenario or self.words("The plan")


def tell(told: Told, started: str, workbook: str) -> Document:
    """Return the study as a document."""
    words = told.words
    case, cash = case_table(told), cash_table(told)
    by_scenario = []
    if len(told.futures) > 1:
        title = words("Net present value by scenario")
        by_scenario = [spread(words, case, ["party"], "scenario", "npv_m", title)]
    body = Body(
        title=words("Business cases: {workbook}", workbook=workbook),
        answer=tuple(answer(told)),
        method=tuple(method(told)),
        pages=(
            Page(words("Cases"), case.note, (as_block(words, case), *by_scenario)),
            Page(words("Cash flow"), cash.note, tuple(_cash_blocks(told, cash))),
        ),
        tables=(case, cash),
        solves=[(told.scenario(future), future.solved) for future in told.futures],
    )
    return framed(body, started, told.money, words)


def _cash_blocks(told: Told, cash: Table) -> Iterator[Block]:
    """Yield the cash of each scenario by year, with what it comes to for each party."""
    words = told.words
    for future in told.futures:
        name = told.scenario(future)
        part = cash.frame[cash.frame["scenario"] == name]
        net = part.groupby(["scenario", "party", "year"], sort=False, as_index=False)["amount_m"].sum()
        both = pd.concat([part, net.assign(item=words("Net cash"))])
        order = {party: i for i, party in enumerate(dict.fromkeys(part["party"]))}
        both = both.sort_values("party", key=lambda names: names.map(order), kind="stable")
        one = Table(cash.name, cash.title, cash.note, cash.columns, both, cash.empty)
        title = words("Cash by year: {scenario}", scenario=name)
        yield spread(words, one, ["party", "item"], "year", "amount_m", title, row_total=True)


def case_table(told: Told) -> Table:
    """Return the figures of each case."""
    words, money = told.words, told.money
    worth = words("{money} of present value", money=money)
    columns = [
        Column("scenario", words("Scenario")),
        Column("party", words("Party")),
        Column("earned_m", words("Earned"), worth, "money"),
        Column("spent_m", words("Spent"), worth, "money"),
        Column("residual_m", words("Worth of assets at the end"), worth, "money"),
        Column("npv_m", words("Net present value"), money, "money"),
        Column("irr", words("Rate of return"), "", "share"),
        Column("payback", words("Paid back in"), "", "year"),
        Column("need_m", words("Largest cash need"), money, "money"),
        Column("subsidy_m", words("Subsidy for {rate}", rate=f"{told.wanted_fraction:.1%}"), money, "money"),
    ]
    rows = []
    for future in told.futures:
        for one in future.cases:
            head = (told.scenario(future), told.party(one.name))
            earned_m = one.present_m("customers") + one.present_m("hosting") + one.present_m("hosts")
            spent_m = -one.present_m("capital") - one.present_m("running")
            rows.append((*head, earned_m, spent_m, one.present_m("residual"), one.present_m(), *_judged(told, one)))
    note = words(
        "Of each party in the plan; links and national costs stand apart, and earn nothing. No rate of return: the net "
        "cash of all years goes one way. No year of payback: it is not back by the end."
    )
    return make_table("cases", words("Cases"), note, columns, rows, words("There is no plan with prices."))


def _judged(told: Told, one: BusinessCase) -> tuple[float | int | None, ...]:
    return (
        one.return_fraction,
        one.payback_year,
        one.largest_need_m,
        one.subsidy_m(told.wanted_fraction) if one.name in told.members else None,
    )


def cash_table(told: Told) -> Table:
    """Return the cash of each case by item and year."""
    words = told.words
    columns = [
        Column("scenario", words("Scenario")),
        Column("party", words("Party")),
        Column("item", words("Item")),
        Column("year", words("Year"), "", "year"),
        Column("amount_m", words("Amount"), told.money, "money"),
    ]
    names = item_names(words)
    rows = []
    for future in told.futures:
        for one in future.cases:
            for item in names:
                by_year = one.flows_m.get(item, {})
                rows += [
                    (told.scenario(future), told.party(one.name), names[item], year, by_year[year])
                    for year in sorted(by_year)
                ]
    note = words("Expected cash; what is spent is below 0.")
    return make_table("business_cash", words("Cash flow"), note, columns, rows, words("No cash is spent."))


def answer(told: Told) -> Iterator[str]:
    """Yield what the study found: a sentence for each scenario, then what holds in several."""
    for future in told.futures:
        yield _of_scenario(told, future)
    judged = [future for future in told.futures if future.cases]
    if len(judged) > 1:
        yield from _over_scenarios(told, judged)


def _of_scenario(told: Told, future: Future) -> str:
    words, name = told.words, told.scenario(future)
    cases = [one for one in future.cases if one.name in told.members]
    if not cases:
        return words("{scenario}: there is no plan with prices, and so no case.", scenario=name)
    need = max(cases, key=lambda one: one.largest_need_m)
    return words(
        "{scenario}: by net present value the plan pays for {pays} of {all}; {party} needs most cash, {need} "
        "{money} before it comes back; {returns}.",
        scenario=name,
        pays=sum(one.present_m() >= 0.0 for one in cases),
        all=words.counted(len(cases), "1 party", "{count} parties"),
        party=told.party(need.name),
        need=amount_text(need.largest_need_m),
        money=told.money,
        returns=_returns(told, cases),
    )


def _returns(told: Told, cases: Sequence[BusinessCase]) -> str:
    """Return whether all have the return that is wanted, or what is missing, as a part of a sentence."""
    words, rate = told.words, f"{told.wanted_fraction:.1%}"
    short = {one.name: amount for one in cases if (amount := one.subsidy_m(told.wanted_fraction)) > _NOTHING}
    if not short:
        return words("all have a return of {rate} or more", rate=rate)
    missing = [f"{told.party(party)} {amount_text(x)}" for party, x in sorted(short.items(), key=lambda one: -one[1])]
    return words(
        "for a return of {rate}, {total} {money} are missing in all ({list})",
        rate=rate,
        total=amount_text(sum(short.values())),
        money=told.money,
        list=several(words, missing),
    )


def _over_scenarios(told: Told, futures: Sequence[Future]) -> Iterator[str]:
    """Yield for whom the plans pay in all scenarios with a plan, in some, and in none."""
    words = told.words
    pays = {
        name: [one.present_m() >= 0.0 for future in futures for one in future.cases if one.name == name]
        for name in told.members
    }
    always = [told.party(name) for name, found in pays.items() if all(found)]
    never = [told.party(name) for name, found in pays.items() if not any(found)]
    sometimes = [told.party(name) for name, found in pays.items() if any(found) and not all(found)]
    if always:
        yield words("The plans of all scenarios pay for {list}.", list=several(words, always))
    if sometimes:
        yield words("It depends on the scenario whether the plan pays for {list}.", list=several(words, sometimes))
    if never:
        yield words("The plan of no scenario pays for {list}.", list=several(words, never))


def method(told: Told) -> Iterator[str]:
    """Yield how it was reckoned."""
    words = told.words
    if isinstance(told.tariff, float):
        yield words(
            "Customers pay {price} {money} for each PFLOPS delivered for a year, to the party that delivers it.",
            price=amount_text(told.tariff),
            money=told.money,
        )
    elif told.tariff == "sheet":
        yield words(
            "Customers pay what the sheet Tariffs states for their region, to the party that delivers it; what stays "
            "undelivered is not paid."
        )
    else:
        yield (
            words("Customers pay the long-run marginal cost of compute in their region.")
            if told.tariff == "long"
            else words("Customers pay the short-run marginal cost of compute in their region.")
        )
        yield words(
            "Work done for another party is paid midway between the marginal costs at origin and host. Prices that are "
            "marginal costs need not pay for what stands already or is decided as a whole."
        )
    if told.visiting:
        yield words(
            "Customers of {list} in regions of others pay it for its share of the work there, and it pays who does it, "
            "also in the same region.",
            list=several(words, [told.party(name) for name in told.visiting]),
        )
    yield words(
        "Capital is spent when ordered. Assets that outlive the horizon are worth, in its last year, the annuities "
        "that are still to come."
    )
    yield words(
        "Net present values are at the {rate} of the workbook; the subsidy is a sum in the first year of the case.",
        rate=f"{told.inst.settings.discount_rate:.1%}",
    )


def figures(told: Told) -> dict[str, list[Figure]]:
    """Return the charts of the document by the title of their page."""
    words = told.words
    found = []
    for i, future in enumerate(told.futures):
        if not future.cases:
            continue
        heads = [told.party(one.name) for one in future.cases]
        amounts = {name: [one.present_m(item) for one in future.cases] for item, name in item_names(words).items()}
        chart = Figure(
            f"cases-{i}",
            words("What each earns and spends: {scenario}", scenario=told.scenario(future)),
            words("Present value, in {money}; spending is below 0.", money=told.money),
        )
        found.append(pile_figure(words, chart, amounts, heads, told.money, across=True, keep_order=True))
    return {words("Cases"): found}
