"""What a reader should know before any table: the decision, its key figures, how good it is, what it rests on."""

from dataclasses import dataclass, replace

from models.audit.audit import Audit
from planner.report.assumptions import assumption_sentences, risk_words
from planner.report.audit import finding_text
from planner.report.blocks import leading
from planner.report.chart import Chart
from planner.report.decision import decision_sentences
from planner.report.drivers import driver_sentences
from planner.report.facts import RunFacts
from planner.report.figures import PeriodFigures, capital_cash_m, figures_by_period
from planner.report.prices import PriceLike
from planner.report.table import Block, Column, Format, total_text
from planner.report.view import NEGLIGIBLE, View
from planner.report.vocabulary import endings, notes
from planner.report.wording import listed, several
from planner.report.words import Words

MOST_CATEGORIES = 7


@dataclass(frozen=True)
class KeyFigure:
    """A number with its name and unit."""

    label: str
    value: float | str | None
    format: Format
    unit: str = ""


@dataclass(frozen=True)
class Section:
    """Sentences, figures and a table under one heading."""

    title: str
    sentences: tuple[str, ...]
    figures: tuple[KeyFigure, ...] = ()
    block: Block | None = None


@dataclass(frozen=True)
class Summary:
    """What a reader should know before any table."""

    title: str
    subtitle: str
    alarms: tuple[str, ...]
    """What must not be overlooked."""
    sections: tuple[Section, ...]


def summarise(view: View, audit: Audit, facts: RunFacts, prices: PriceLike | None = None) -> Summary:
    """Return the summary of a plan."""
    periods, words = figures_by_period(view), view.words
    version = facts.versions.get("compute-planner", "")
    return Summary(
        title=facts.heading(words, view.inst.name),
        subtitle=words("Made {time} by compute-planner {version}", time=facts.started_text, version=version).rstrip(),
        alarms=alarms(view, audit, periods),
        sections=(
            Section(words("The decision"), decision_sentences(view, periods)),
            Section(words("Key figures"), (), _key_figures(view, facts, periods)),
            Section(words("The plan over time"), (), (), _over_time(view, periods)),
            Section(words("How good the plan is"), _quality(view, audit, facts)),
            Section(words("What the plan assumes"), assumption_sentences(view, facts)),
            Section(words("What drives the plan"), driver_sentences(view, prices)),
            Section(words("Where the money goes"), (), (), _money(view)),
        ),
    )


def alarms(view: View, audit: Audit, periods: list[PeriodFigures]) -> tuple[str, ...]:
    """Return what must not be overlooked, a sentence each."""
    words, found = view.words, []
    if not audit.passed:
        found.append(
            words.counted(
                len(audit.findings),
                "THIS IS NOT A PLAN: its audit failed (1 finding: {first}). "
                "Do not use these figures; see the sheet Audit.",
                "THIS IS NOT A PLAN: its audit failed ({count} findings, first: {first}). "
                "Do not use these figures; see the sheet Audit.",
                first=finding_text(view, audit.findings[0]),
            )
        )
    unmet = {view.when.listed(p.period): p.unmet_pflops for p in periods if p.unmet_pflops > NEGLIGIBLE}
    if unmet:
        found.append(
            words("Demand is left unmet, at the penalty of the workbook: {list}.", list=listed(words, unmet, "PFLOPS"))
        )
    short = sum(pflops for pflops in view.plan.shortfall.values() if pflops > NEGLIGIBLE)
    if short > NEGLIGIBLE:
        found.append(words("In some outages less is served than is due; see the sheet Sharing."))
    passed = sorted({p.policy for p in view.account.policies if p.price_m is not None and p.excess > NEGLIGIBLE})
    if passed:
        found.append(
            words("Soft policies are passed, at their price: {list}.", list=several(words, [str(p) for p in passed]))
        )
    return tuple(found)


def _key_figures(view: View, facts: RunFacts, periods: list[PeriodFigures]) -> tuple[KeyFigure, ...]:
    """Return the figures of the whole horizon."""
    words, money = view.words, view.money
    worth = words("{money}, present value of {year}", money=money, year=view.inst.settings.base_year)
    cash = words("{money} in cash, undiscounted", money=money)
    units, unknown = sum(p.new_units for p in periods), words("not known")
    return (
        *_costs(view, worth),
        KeyFigure(
            words("No plan costs less than"), unknown if facts.bound_m is None else facts.bound_m, "money", worth
        ),
        KeyFigure(
            words("Gap"), unknown if facts.gap is None else facts.gap, "share", words("how much less a plan could cost")
        ),
        KeyFigure(words("Capital, all periods"), capital_cash_m(view), "money", cash),
        KeyFigure(words("Units ordered, all periods"), units, "whole", words("units of chips")),
    )


def _costs(view: View, worth: str) -> tuple[KeyFigure, ...]:
    """Return what the plan costs; where risk counts, on average and with the risk."""
    words, settings = view.words, view.inst.settings
    if not view.weighs_risk:
        return (KeyFigure(words("Cost of the plan"), view.account.objective_m, "money", worth),)
    weighed = words("{weight} of it {risk}", weight=f"{settings.risk_weight:.1%}", risk=risk_words(words, settings))
    return (
        KeyFigure(words("Expected cost"), view.account.expected_cost_m, "money", worth),
        KeyFigure(words("Cost and risk together"), view.account.objective_m, "money", weighed),
    )


def _over_time(view: View, periods: list[PeriodFigures]) -> Block:
    """Return the key figures of each period, with a drawing of demand and capacity."""
    words, money, yearly = view.words, view.money, view.yearly_pflops
    lines: tuple[tuple[str, str, Format, list[float | None]], ...] = (
        (words("Demand"), yearly, "fine", [p.demand_pflops for p in periods]),
        (words("Counted capacity"), "PFLOPS", "fine", [p.counted_pflops for p in periods]),
        (words("Utilisation"), words("of installed unit-time"), "share", [p.utilisation for p in periods]),
        (words("Served elsewhere"), words("of the work done"), "share", [p.remote_fraction for p in periods]),
        (words("Rented"), yearly, "fine", [p.rented_pflops for p in periods]),
        (words("Not met"), yearly, "fine", [p.unmet_pflops for p in periods]),
        (words("Ordered"), words("units of chips"), "whole", [p.new_units for p in periods]),
        (words("IT load"), words("MW, nameplate"), "fine", [p.it_mw for p in periods]),
        (words("Electricity"), words("GWh a year"), "fine", [p.energy_mwh / 1000.0 for p in periods]),
        (words("Green share"), words("of the electricity"), "share", [_green(p) for p in periods]),
        (words("Carbon"), words("kt CO2 a year"), "fine", [p.carbon_t / 1000.0 for p in periods]),
        (words("Capital"), words("{money} in cash", money=money), "money", [p.capex_m for p in periods]),
        (words("Running costs"), words("{money} a year", money=money), "money", [p.opex_m for p in periods]),
    )
    shown = [line for line in lines if any(value is not None and abs(value) > NEGLIGIBLE for value in line[3])]
    columns = (
        Column("figure", words("Figure")),
        Column("unit", words("Unit")),
        *(Column(str(p.period), str(p.period), "", "mixed") for p in periods),
    )
    rows = tuple((label, unit, *values) for label, unit, _, values in shown)
    drawn = tuple(i for i, row in enumerate(rows) if row[0] in (words("Demand"), words("Counted capacity")))
    title = words("Demand and counted capacity")
    chart = Chart(title, "columns", "PFLOPS", "row", tuple(range(2, len(columns))), drawn)
    formats = tuple(form for _, _, form, _ in shown)
    return Block("", "", columns, rows, "", charts=(chart,), row_formats=formats)


def _green(figures: PeriodFigures) -> float | None:
    return figures.green_mwh / figures.energy_mwh if figures.energy_mwh > NEGLIGIBLE else None


def _money(view: View) -> Block:
    """Return the largest cost categories with their share of the present value, and a drawing of them."""
    words = view.words
    worth: dict[str, float] = {}
    for line in view.account.lines:
        name = view.names.categories[line.category]
        worth[name] = worth.get(name, 0.0) + view.probability(line.outcome) * line.present_value_m
    total = sum(worth.values())
    columns = (
        Column("category", words("Category")),
        Column("present_value_m", words("Present value"), view.money, "money"),
        Column("share", words("Share"), "", "share"),
    )
    rows = tuple((name, amount, amount / total) for name, amount in worth.items()) if total > 0 else ()
    block = leading(words, Block("", "", columns, rows, words("The plan costs nothing.")), MOST_CATEGORIES)
    chart = Chart(words("Where the money goes"), "bars", view.money, "column", (1,), tuple(range(len(block.rows))))
    return replace(block, total=(total_text(words), total, 1.0), charts=(chart,)) if rows else block


def _quality(view: View, audit: Audit, facts: RunFacts) -> tuple[str, ...]:
    words = view.words
    ending = endings(words).get(facts.ending, facts.ending)
    if facts.gap is None:
        ended = words("The search ended: {ending}. The gap is not known.", ending=ending)
    else:
        ended = words("The search ended: {ending}. The gap is {gap}.", ending=ending, gap=f"{facts.gap:.2%}")
    default = words("A default stopping rule ended it.") if facts.stopped_by_default else ""
    verdict = words("Audit passed") if audit.passed else words("Audit FAILED")
    audited = words(
        "{verdict}: {checks} checks of {rules} rules, largest residual {residual}; the cost, added up again, differs "
        "by {difference} {money}.",
        verdict=verdict,
        checks=f"{sum(audit.checks.values()):,}",
        rules=len(audit.checks),
        residual=f"{audit.worst_residual:.1e}",
        difference=f"{abs(audit.cost_difference_m):.2g}",
        money=view.money,
    )
    spare = ""
    if audit.warnings:
        spare = words(
            "{investments} could be left out without breaking a rule; see the sheet Audit.",
            investments=_investment_count(words, len(audit.warnings)),
        )
    said = notes(words)
    remarks = (words("Note: {note}.", note=said.get(note, note)) for note in facts.notes)
    return tuple(sentence for sentence in (words.sentences(ended, default), audited, spare, *remarks) if sentence)


def _investment_count(words: Words, count: int) -> str:
    return words.counted(count, "1 investment", "{count} investments")
