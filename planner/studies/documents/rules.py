"""The study of rules as people read it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.instance import Instance
from planner.report.chart import Chart
from planner.report.document import Document
from planner.report.html.bars import pile_figure
from planner.report.html.figures import Figure
from planner.report.names import readable_names
from planner.report.table import Column, Page, Table, as_block, make_table
from planner.report.view import money_text
from planner.report.wording import amount_text, listed
from planner.report.words import Words
from planner.studies.documents.effects import LEAST_SHARE
from planner.studies.documents.frame import Body, framed
from planner.studies.known import NO_PLAN, Effect
from planner.studies.rules import Kind, Price, Rule, RulePrices

_MOST_DRAWN = 25


def kind_names(words: Words) -> dict[Kind, str]:
    """Return what kinds of rules are called."""
    return {
        "policies": words("Policy"),
        "residency": words("Residency of class"),
        "supply": words("Supply of chip"),
        "commitments": words("Commitment"),
    }


@dataclass(frozen=True)
class Told:
    """The study laid open for its document."""

    inst: Instance
    found: RulePrices
    words: Words

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.inst, self.words)

    def rule(self, rule: Rule) -> str:
        """Return what a rule is called."""
        name = readable_names(self.inst.first_case, self.words).chips[rule.name] if rule.kind == "supply" else rule.name
        return self.words("{kind}: {name}", kind=kind_names(self.words)[rule.kind], name=name)


def tell(inst: Instance, found: RulePrices, started: str, workbook: str, words: Words) -> Document:
    """Return the study as a document."""
    told = Told(inst, found, words)
    prices = price_table(told)
    solves = [(words("With all rules"), found.whole)]
    solves += [(words("Without {rule}", rule=told.rule(rule)), one) for rule, one in found.lifted]
    block = as_block(words, prices)
    if drawn := _drawn(found):
        column = [one.name for one in prices.columns].index("most_m")
        chart = Chart(
            words("Each rule costs at most"), "bars", told.money, "column", (column,), tuple(range(len(drawn)))
        )
        block = replace(block, charts=(chart,))
    body = Body(
        title=words("What each rule costs: {workbook}", workbook=workbook),
        answer=tuple(_answer(told)),
        method=tuple(_method(told)),
        pages=(Page(prices.title, prices.note, (block,)),),
        tables=(prices,),
        solves=solves,
        alarms=tuple(_alarms(told)),
    )
    return framed(body, started, told.money, words)


def price_table(told: Told) -> Table:
    """Return the rules with their prices, the dearest first."""
    words, found = told.words, told.found
    columns = [
        Column("kind", words("Kind of rule")),
        Column("rule", words("Rule")),
        Column("price_m", words("It costs"), told.money, "money"),
        Column("least_m", words("At least"), told.money, "money"),
        Column("most_m", words("At most"), told.money, "money"),
        Column("share", words("Share of the cost"), "", "share"),
        Column("without_m", words("Cost without it"), told.money, "money"),
        Column("remark", words("Remark")),
    ]
    names, chips = kind_names(words), readable_names(told.inst.first_case, words).chips
    rows = []
    for one in found.prices:
        name = chips[one.rule.name] if one.rule.kind == "supply" else one.rule.name
        amounts = _amounts(one.effect)
        share = None if one.effect is None or not found.known.cost_m else one.effect.best_m / found.known.cost_m
        rows.append((names[one.rule.kind], name, *amounts, share, one.known.cost_m, _remark(told, one)))
    note = words(
        "What the best plan found costs more than the one without the rule; as searches end at a gap, the true price "
        "lies from 'at least' to 'at most'. Sorted by the middle of the two. Prices of several rules do not add up."
    )
    empty = words("The workbook has no rules of the kinds that were asked for.")
    return make_table("rules", words("Prices of the rules"), note, columns, rows, empty)


def _amounts(effect: Effect | None) -> tuple[float | None, ...]:
    return (None, None, None) if effect is None else (effect.best_m, effect.least_m, effect.most_m)


def _remark(told: Told, one: Price) -> str:
    words, known = told.words, told.found.known
    if told.found.prevents(one):
        return words("without it there is a plan")
    if one.known.cost_m is None:
        return words("no plan without it either") if one.known.why == NO_PLAN else words("not known")
    if one.effect is None or one.effect.most_m is None:
        return words("not known between what")
    if known.cost_m and one.effect.most_m <= LEAST_SHARE * abs(known.cost_m):
        return words("costs nothing")
    return "" if one.effect.least_m else words("may cost nothing")


def _answer(told: Told) -> Iterator[str]:
    words, found = told.words, told.found
    if found.known.cost_m is None:
        yield words("With all rules there is no plan.")
        if preventing := [told.rule(one.rule) for one in found.prices if found.prevents(one)]:
            yield words("There is one without any single one of these: {list}.", list=words.joined(preventing))
        return
    least = LEAST_SHARE * abs(found.known.cost_m)
    yield words("With all rules the plan costs {cost} {money}.", cost=amount_text(found.known.cost_m), money=told.money)
    sure = {told.rule(one.rule): one.effect.least_m for one in found.prices if one.effect and _over(one, least)}
    if sure:
        yield words(
            "These rules surely cost something, at least ({money}): {list}.",
            money=told.money,
            list=listed(words, {name: amount for name, amount in sure.items() if amount is not None}, ""),
        )
    most_m = [one.effect.most_m for one in found.prices if one.effect and not _over(one, least)]
    open_ = [most for most in most_m if most is not None and most > least]
    if open_:
        most = max(open_)
        yield words.counted(
            len(open_),
            "1 rule may cost nothing: what the gap leaves open is at most {most} {money}.",
            "{count} rules may cost nothing: what the gap leaves open is at most {most} {money} each.",
            most=amount_text(most),
            money=told.money,
        )
    if unknown := most_m.count(None):
        yield words.counted(
            unknown,
            "1 solve ended without a bound: what this rule costs is not known.",
            "{count} solves ended without a bound: what these rules cost is not known.",
        )
    free = sum(most is not None and most <= least for most in most_m)
    if free:
        yield words.counted(
            free,
            "1 rule costs nothing: the plan would be no cheaper without it.",
            "{count} rules cost nothing: the plan would be no cheaper without them.",
        )


def _over(one: Price, least: float) -> bool:
    return one.effect is not None and (one.effect.least_m or 0.0) > least


def _method(told: Told) -> Iterator[str]:
    words = told.words
    yield words(
        "The workbook is solved with all its rules, and again without each: policies and commitments one by one, the "
        "supply limits of a chip together, residency of all workloads of a class together."
    )
    yield words(
        "Without residency, work may go to any region within its latency. Without a supply limit, a chip may be bought "
        "without limit wherever it has a price."
    )


def _alarms(told: Told) -> Iterator[str]:
    if told.found.known.cost_m is None:
        yield told.words("With all rules there is no plan.")


def _drawn(found: RulePrices) -> list[Price]:
    return [one for one in found.prices if one.effect is not None and one.effect.most_m][:_MOST_DRAWN]


def figures(told: Told) -> dict[str, list[Figure]]:
    """Return the charts of the document by the title of their page."""
    words = told.words
    drawn = _drawn(told.found)
    amounts = {
        words("At least"): [one.effect.least_m or 0.0 for one in drawn if one.effect],
        words("Left open by the gap"): [
            (one.effect.most_m or 0.0) - (one.effect.least_m or 0.0) for one in drawn if one.effect
        ],
    }
    chart = Figure(
        "prices",
        words("What each rule costs"),
        words("Between what the price of each rule lies, in {money}.", money=told.money),
        empty="" if drawn else words("There is nothing to show."),
    )
    heads = [told.rule(one.rule) for one in drawn]
    drawing = pile_figure(words, chart, amounts, heads, told.money, across=True, keep_order=True)
    return {words("Prices of the rules"): [drawing]}
