"""The plan in words: the decision, its key figures, how good it is, and what to be careful of."""

from collections.abc import Sized
from dataclasses import dataclass

from models.audit.audit import Audit
from planner.report.facts import RunFacts
from planner.report.figures import (
    PeriodFigures,
    capital_cash_m,
    figures_by_period,
    shared_by_pair,
    sizes_by_place,
    units_by_chip,
)
from planner.report.table import Format
from planner.report.view import NEGLIGIBLE, View

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
    periods = figures_by_period(view)
    return Summary(
        title=facts.heading,
        subtitle=f"Made {facts.started} by compute-planner {facts.versions.get('compute-planner', '')}".rstrip(),
        alarms=alarms(view, audit, periods),
        sections=(
            Section("The decision", decision_sentences(view, periods)),
            Section("Key figures", (), _key_figures(view, facts, periods)),
            Section("How good the plan is", _quality(view, audit, facts)),
        ),
    )


def decision_sentences(view: View, periods: list[PeriodFigures]) -> tuple[str, ...]:
    """Return what is built, bought, joined, ported, shared, linked and rented: a word and a sentence each."""
    return tuple(
        sentence
        for sentence in (
            _build(view),
            _buy(view),
            _join(view),
            _port(view),
            _share(view, periods[-1]),
            _link(view),
            _rent(periods),
            ""
            if view.inst.tree.is_chain
            else "Note: all amounts are expected ones over the futures of the scenario tree.",
        )
        if sentence
    )


def _build(view: View) -> str:
    halls = sizes_by_place(view, "Build halls")
    if not halls:
        return "Build: no new halls; what stands and what is under construction is enough."
    total = amount_text(sum(halls.values()))
    return f"Build: {total} MW of new halls in {_count(halls, 'region')}: {_listed(halls, 'MW')}."


def _buy(view: View) -> str:
    units = units_by_chip(view)
    if not units:
        return "Buy: no chips."
    spent = sum(
        view.probability(line.outcome) * sum(line.cash_m.values())
        for line in view.account.lines
        if line.category == "chip"
    )
    kinds = _listed({str(k): amount for k, amount in units.items()}, "")
    total, cost = amount_text(sum(units.values())), amount_text(spent)
    return f"Buy: {total} units of {_count(units, 'chip')} for {cost} {view.money}: {kinds}."


def _join(view: View) -> str:
    joined = sizes_by_place(view, "Join platform tier")
    return f"Join: {_names(list(joined))} join the platform." if joined else ""


def _port(view: View) -> str:
    ported = dict.fromkeys(f"{w} to {g}" for g, w, _ in view.plan.stack_ported)
    return f"Port: {_names(list(ported))}." if ported else ""


def _share(view: View, last: PeriodFigures) -> str:
    outcomes = tuple(e for e in view.inst.outcomes if view.inst.tree.outcome(e).period == last.period)
    pairs = shared_by_pair(view, outcomes)
    if not pairs:
        return f"Share: no work is sent to another region in {last.period}."
    flows = _listed({f"{o} to {h}": pflops for (o, h), pflops in pairs.items()}, "PFLOPS")
    return f"Share: in {last.period} {last.remote_fraction:.1%} of the work is done in another region: {flows}."


def _link(view: View) -> str:
    added = sizes_by_place(view, "Add bandwidth")
    if not added:
        return "Links: no bandwidth is added." if view.inst.first_case.links else ""
    return f"Links: {amount_text(sum(added.values()))} Gbps more on {_count(added, 'link')}: {_listed(added, 'Gbps')}."


def _rent(periods: list[PeriodFigures]) -> str:
    rented = {str(period.period): period.rented_pflops for period in periods if period.rented_pflops > NEGLIGIBLE}
    return f"Rent: {_listed(rented, 'PFLOPS')}." if rented else ""


def alarms(view: View, audit: Audit, periods: list[PeriodFigures]) -> tuple[str, ...]:
    """Return what must not be overlooked, a sentence each."""
    found = []
    if not audit.passed:
        first = audit.findings[0]
        found.append(
            f"THIS IS NOT A PLAN: its audit failed ({len(audit.findings)} findings, first: {first}). "
            "Do not use these figures; see the sheet Audit."
        )
    unmet = {str(p.period): p.unmet_pflops for p in periods if p.unmet_pflops > NEGLIGIBLE}
    if unmet:
        found.append(f"Demand is left unmet, at the penalty of the workbook: {_listed(unmet, 'PFLOPS')}.")
    short = sum(pflops for pflops in view.plan.shortfall.values() if pflops > NEGLIGIBLE)
    if short > NEGLIGIBLE:
        found.append("In some outages less is served than is due; see the sheet Sharing.")
    passed = sorted({p.policy for p in view.account.policies if p.price_m is not None and p.excess > NEGLIGIBLE})
    if passed:
        found.append(f"Soft policies are passed, at their price: {_names([str(p) for p in passed])}.")
    return tuple(found)


def _key_figures(view: View, facts: RunFacts, periods: list[PeriodFigures]) -> tuple[KeyFigure, ...]:
    first, last = periods[0], periods[-1]
    base = view.inst.settings.base_year
    capital = capital_cash_m(view)
    green = last.green_mwh / last.energy_mwh if last.energy_mwh > NEGLIGIBLE else None
    name = last.period
    return (
        KeyFigure("Cost of the plan", view.account.objective_m, "money", f"{view.money}, present value of {base}"),
        KeyFigure("No plan costs less than", facts.bound_m, "money", view.money),
        KeyFigure("Gap", facts.gap, "share", "how much less a plan could cost"),
        KeyFigure("Capital, all periods", capital, "money", f"{view.money} in cash, undiscounted"),
        KeyFigure(f"Running costs in {name}", last.opex_m, "money", f"{view.money} a year"),
        KeyFigure("Units ordered, all periods", sum(p.new_units for p in periods), "whole", "units of chips"),
        KeyFigure(f"Counted capacity in {first.period}", first.counted_pflops, "whole", "PFLOPS"),
        KeyFigure(f"Counted capacity in {name}", last.counted_pflops, "whole", "PFLOPS"),
        KeyFigure(f"Demand in {name}", last.demand_pflops, "fine", "PFLOPS delivered, yearly average"),
        KeyFigure(f"Utilisation in {name}", last.utilisation, "share", "of installed unit-time"),
        KeyFigure(f"Served in another region in {name}", last.remote_fraction, "share", "of the work done"),
        KeyFigure(f"IT load in {name}", last.it_mw, "whole", "MW, nameplate"),
        KeyFigure(f"Electricity in {name}", last.energy_mwh / 1000.0, "whole", "GWh a year"),
        KeyFigure(f"Green share in {name}", green, "share", "of the electricity"),
        KeyFigure(f"Carbon in {name}", last.carbon_t, "whole", "t CO2 a year"),
    )


def _quality(view: View, audit: Audit, facts: RunFacts) -> tuple[str, ...]:
    ended = f"The search ended: {facts.ending}"
    gap = f", with a gap of {facts.gap:.2%}" if facts.gap is not None else ", with a gap that is not known"
    default = " (a default stopping rule)" if facts.stopped_by_default else ""
    checks = sum(audit.checks.values())
    verdict = "passed" if audit.passed else "FAILED"
    sentences = [
        f"{ended}{gap}{default}.",
        f"Audit {verdict}: {checks:,} checks of {len(audit.checks)} rules, largest residual "
        f"{audit.worst_residual:.1e}; the cost, added up again, differs by "
        f"{abs(audit.cost_difference_m):.2g} {view.money}.",
    ]
    if audit.warnings:
        sentences.append(
            f"{_count(audit.warnings, 'investment')} could be left out without breaking a rule; see the sheet Audit."
        )
    return (*sentences, *(f"Note: {note}." for note in facts.notes))


def _count(found: Sized, word: str) -> str:
    return f"{len(found)} {word}{'' if len(found) == 1 else 's'}"


def _listed(amounts: dict[str, float], unit: str) -> str:
    named = [f"{name} {amount_text(amount)} {unit}".rstrip() for name, amount in list(amounts.items())[:MOST_NAMED]]
    return _more(named, len(amounts))


def _names(names: list[str]) -> str:
    return _more(names[:MOST_NAMED], len(names))


def _more(named: list[str], total: int) -> str:
    rest = total - len(named)
    return ", ".join(named) + (f" and {rest} more" if rest else "")


def amount_text(amount: float) -> str:
    """Return an amount with about three digits."""
    return f"{amount:,.0f}" if abs(amount) >= 100 else f"{amount:.3g}"
