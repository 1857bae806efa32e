"""The plan in words: the decision, its key figures, how good it is, and what to be careful of."""

from dataclasses import dataclass

from models.audit.audit import Audit
from planner.report.audit import finding_text
from planner.report.facts import RunFacts
from planner.report.figures import (
    PeriodFigures,
    capital_cash_m,
    figures_by_period,
    shared_by_pair,
    sizes_by_place,
    units_by_chip,
)
from planner.report.investments import port_text
from planner.report.table import Format
from planner.report.view import NEGLIGIBLE, View
from planner.report.vocabulary import endings, notes
from planner.report.words import Words

MOST_NAMED = 6
"""Places or chips named in a sentence; the others are counted."""


@dataclass(frozen=True)
class KeyFigure:
    """A number with its name and unit."""

    label: str
    value: float | str | None
    format: Format
    unit: str = ""


@dataclass(frozen=True)
class Section:
    """Sentences and figures under one heading."""

    title: str
    sentences: tuple[str, ...]
    figures: tuple[KeyFigure, ...] = ()


@dataclass(frozen=True)
class Summary:
    """What a reader should know before any table."""

    title: str
    subtitle: str
    alarms: tuple[str, ...]
    """What must not be overlooked."""
    sections: tuple[Section, ...]


def summarise(view: View, audit: Audit, facts: RunFacts) -> Summary:
    """Return the summary of a plan."""
    periods, words = figures_by_period(view), view.words
    version = facts.versions.get("compute-planner", "")
    return Summary(
        title=facts.heading(words),
        subtitle=words("Made {time} by compute-planner {version}", time=facts.started, version=version).rstrip(),
        alarms=alarms(view, audit, periods),
        sections=(
            Section(words("The decision"), decision_sentences(view, periods)),
            Section(words("Key figures"), (), _key_figures(view, facts, periods)),
            Section(words("How good the plan is"), _quality(view, audit, facts)),
        ),
    )


def decision_sentences(view: View, periods: list[PeriodFigures]) -> tuple[str, ...]:
    """Return what is built, bought, joined, ported, shared, linked and rented: a word and a sentence each."""
    found = (
        _build(view),
        _buy(view),
        _join(view),
        _port(view),
        _share(view, periods[-1]),
        _link(view),
        _rent(view.words, periods),
        ""
        if view.inst.tree.is_chain
        else view.words("Note: all amounts are expected ones over the futures of the scenario tree."),
    )
    return tuple(sentence for sentence in found if sentence)


def _build(view: View) -> str:
    words, halls = view.words, sizes_by_place(view, "modules_built")
    if not halls:
        return words("Build: no new halls; what stands and what is under construction is enough.")
    return words(
        "Build: {mw} MW of new halls in {regions}: {list}.",
        mw=amount_text(sum(halls.values())),
        regions=region_count(words, len(halls)),
        list=_listed(words, {view.names.regions[r]: mw for r, mw in halls.items()}, "MW"),
    )


def _buy(view: View) -> str:
    words, units = view.words, units_by_chip(view)
    if not units:
        return words("Buy: no chips.")
    spent = sum(
        view.probability(line.outcome) * sum(line.cash_m.values())
        for line in view.account.lines
        if line.category == "chip"
    )
    return words(
        "Buy: {units} units of {chips} for {cost} {money}: {list}.",
        units=amount_text(sum(units.values())),
        chips=_chip_count(words, len(units)),
        cost=amount_text(spent),
        money=view.money,
        list=_listed(words, {view.names.chips[k]: amount for k, amount in units.items()}, ""),
    )


def _join(view: View) -> str:
    joined = sizes_by_place(view, "tier_joined")
    if not joined:
        return ""
    return view.words(
        "Join: {list} join the platform.", list=_names(view.words, [view.names.regions[r] for r in joined])
    )


def _port(view: View) -> str:
    ported = dict.fromkeys(port_text(view.words, w, g) for g, w, _ in view.plan.stack_ported)
    return view.words("Port: {list}.", list=_names(view.words, list(ported))) if ported else ""


def _share(view: View, last: PeriodFigures) -> str:
    words, names = view.words, view.names.regions
    outcomes = tuple(e for e in view.inst.outcomes if view.inst.tree.outcome(e).period == last.period)
    pairs = shared_by_pair(view, outcomes)
    if not pairs:
        return words("Share: no work is sent to another region in {period}.", period=view.when.said(last.period))
    flows = {words("{origin} to {host}", origin=names[o], host=names[h]): pflops for (o, h), pflops in pairs.items()}
    return words(
        "Share: in {period} {share} of the work is done in another region: {list}.",
        period=view.when.said(last.period),
        share=f"{last.remote_fraction:.1%}",
        list=_listed(words, flows, "PFLOPS"),
    )


def _link(view: View) -> str:
    words, added = view.words, sizes_by_place(view, "circuits_added")
    if not added:
        return words("Links: no bandwidth is added.") if view.inst.first_case.links else ""
    return words(
        "Links: {gbps} Gbps more on {links}: {list}.",
        gbps=amount_text(sum(added.values())),
        links=_link_count(words, len(added)),
        list=_listed(words, {view.names.links[l_]: gbps for l_, gbps in added.items()}, "Gbps"),
    )


def _rent(words: Words, periods: list[PeriodFigures]) -> str:
    rented = {str(period.period): period.rented_pflops for period in periods if period.rented_pflops > NEGLIGIBLE}
    return words("Rent: {list}.", list=_listed(words, rented, "PFLOPS")) if rented else ""


def alarms(view: View, audit: Audit, periods: list[PeriodFigures]) -> tuple[str, ...]:
    """Return what must not be overlooked, a sentence each."""
    words, found = view.words, []
    if not audit.passed:
        found.append(
            words(
                "THIS IS NOT A PLAN: its audit failed ({count} findings, first: {first}). "
                "Do not use these figures; see the sheet Audit.",
                count=len(audit.findings),
                first=finding_text(view, audit.findings[0]),
            )
        )
    unmet = {str(p.period): p.unmet_pflops for p in periods if p.unmet_pflops > NEGLIGIBLE}
    if unmet:
        found.append(
            words("Demand is left unmet, at the penalty of the workbook: {list}.", list=_listed(words, unmet, "PFLOPS"))
        )
    short = sum(pflops for pflops in view.plan.shortfall.values() if pflops > NEGLIGIBLE)
    if short > NEGLIGIBLE:
        found.append(words("In some outages less is served than is due; see the sheet Sharing."))
    passed = sorted({p.policy for p in view.account.policies if p.price_m is not None and p.excess > NEGLIGIBLE})
    if passed:
        found.append(
            words("Soft policies are passed, at their price: {list}.", list=_names(words, [str(p) for p in passed]))
        )
    return tuple(found)


def _key_figures(view: View, facts: RunFacts, periods: list[PeriodFigures]) -> tuple[KeyFigure, ...]:
    words, money = view.words, view.money
    first, last = periods[0], periods[-1]
    base = view.inst.settings.base_year
    capital = capital_cash_m(view)
    green = last.green_mwh / last.energy_mwh if last.energy_mwh > NEGLIGIBLE else None
    name = view.when.said(last.period)
    return (
        KeyFigure(
            words("Cost of the plan"),
            view.account.objective_m,
            "money",
            words("{money}, present value of {year}", money=money, year=base),
        ),
        KeyFigure(words("No plan costs less than"), facts.bound_m, "money", money),
        KeyFigure(words("Gap"), facts.gap, "share", words("how much less a plan could cost")),
        KeyFigure(words("Capital, all periods"), capital, "money", words("{money} in cash, undiscounted", money=money)),
        KeyFigure(
            words("Running costs in {period}", period=name),
            last.opex_m,
            "money",
            words("{money} a year", money=money),
        ),
        KeyFigure(
            words("Units ordered, all periods"), sum(p.new_units for p in periods), "whole", words("units of chips")
        ),
        KeyFigure(
            words("Counted capacity in {period}", period=view.when.said(first.period)),
            first.counted_pflops,
            "whole",
            "PFLOPS",
        ),
        KeyFigure(words("Counted capacity in {period}", period=name), last.counted_pflops, "whole", "PFLOPS"),
        KeyFigure(
            words("Demand in {period}", period=name),
            last.demand_pflops,
            "fine",
            words("PFLOPS delivered, yearly average"),
        ),
        KeyFigure(
            words("Utilisation in {period}", period=name), last.utilisation, "share", words("of installed unit-time")
        ),
        KeyFigure(
            words("Served in another region in {period}", period=name),
            last.remote_fraction,
            "share",
            words("of the work done"),
        ),
        KeyFigure(words("IT load in {period}", period=name), last.it_mw, "whole", words("MW, nameplate")),
        KeyFigure(
            words("Electricity in {period}", period=name), last.energy_mwh / 1000.0, "whole", words("GWh a year")
        ),
        KeyFigure(words("Green share in {period}", period=name), green, "share", words("of the electricity")),
        KeyFigure(words("Carbon in {period}", period=name), last.carbon_t, "whole", words("t CO2 a year")),
    )


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


def region_count(words: Words, count: int) -> str:
    """Return a number of regions."""
    return words("1 region") if count == 1 else words("{count} regions", count=count)


def _chip_count(words: Words, count: int) -> str:
    return words("1 chip") if count == 1 else words("{count} chips", count=count)


def _link_count(words: Words, count: int) -> str:
    return words("1 link") if count == 1 else words("{count} links", count=count)


def _investment_count(words: Words, count: int) -> str:
    return words("1 investment") if count == 1 else words("{count} investments", count=count)


def _listed(words: Words, amounts: dict[str, float], unit: str) -> str:
    named = [f"{name} {amount_text(amount)} {unit}".rstrip() for name, amount in list(amounts.items())[:MOST_NAMED]]
    return _more(words, named, len(amounts))


def _names(words: Words, names: list[str]) -> str:
    return _more(words, names[:MOST_NAMED], len(names))


def _more(words: Words, named: list[str], total: int) -> str:
    rest = total - len(named)
    return words("{list} and {rest} more", list=words.joined(named), rest=rest) if rest else words.joined(named)


def amount_text(amount: float) -> str:
    """Return an amount with about three digits."""
    return f"{amount:,.0f}" if abs(amount) >= 100 else f"{amount:.3g}"
