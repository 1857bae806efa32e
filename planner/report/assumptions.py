"""What the plan rests on: time and money, lives, usable share of chip time, demand, penalties, the search."""

from collections.abc import Iterator, Mapping

from models.ids import PeriodId
from models.instance import Case
from models.records import RiskMeasure, Settings
from planner.report.facts import RunFacts
from planner.report.inputs import KWH_PER_MWH, MILLION, scenario_text, seconds_text
from planner.report.service import money_per_pflops
from planner.report.view import View
from planner.report.wording import amount_text, share_text, span_text
from planner.report.words import Words


def assumption_sentences(view: View, facts: RunFacts) -> tuple[str, ...]:
    """Return what a reader must know of the inputs to judge the plan, a sentence each."""
    return tuple(_sentences(view, facts, view.inst.first_case))


def _sentences(view: View, facts: RunFacts, case: Case) -> Iterator[str]:
    words, settings = view.words, case.settings
    periods = tuple(case.periods)
    yield words("Scenario: {scenario}.", scenario=scenario_text(words, facts))
    yield words(
        "Time and money: {first} to {last}; costs are discounted by {rate} a year to {base}.",
        first=case.periods[periods[0]].calendar_years[0],
        last=case.periods[periods[-1]].calendar_years[-1],
        rate=f"{settings.discount_rate:.1%}",
        base=settings.base_year,
    )
    yield _lives(view, case)
    yield _demand(view, periods[0], periods[-1])
    yield _usable(view, case, periods[0])
    yield _unmet(view, case)
    prices = [
        region.at[periods[0]].electricity_price_m_per_mwh * MILLION / KWH_PER_MWH for region in case.regions.values()
    ]
    if any(prices):
        yield words(
            "Electricity: {span} {currency} per kWh in {period}, by region.",
            span=span_text(words, prices),
            currency=settings.currency,
            period=view.when.said(periods[0]),
        )
    if view.weighs_risk:
        risk = risk_words(words, settings)
        yield words("Risk: {weight} of what is minimised is {risk}.", weight=f"{settings.risk_weight:.1%}", risk=risk)
    gap, limit = facts.options.get("gap"), facts.options.get("time_limit_s")
    yield words(
        "Search: it ends when no plan can be cheaper by more than {gap}, or after {time}.",
        gap=f"{gap if isinstance(gap, float) else settings.mip_gap:.2%}",
        time=seconds_text(words, limit if isinstance(limit, float) else settings.time_limit_s),
    )


def risk_words(words: Words, settings: Settings) -> str:
    """Return what is feared of the futures."""
    told: Mapping[RiskMeasure, str] = {
        "worst futures": words("the mean cost of the worst {tail} of futures", tail=f"{1 - settings.cvar_level:.1%}"),
        "worst case": words("the cost of the dearest future"),
        "regret": words("the most that a future costs more than the best plan for it alone"),
    }
    return told[settings.risk_measure]


def _lives(view: View, case: Case) -> str:
    words = view.words
    chips = [chip.lifetime_years for chip in case.chips.values()]
    halls = [region.hall_life_years for region in case.regions.values()]
    links = [link.life_years for link in case.links.values()]
    once = amount_text(case.settings.one_off_life_years)
    if not links:
        return words(
            "Lives: chips {chips} years, halls {halls}; one-off costs are spread over {once} years.",
            chips=span_text(words, chips),
            halls=span_text(words, halls),
            once=once,
        )
    return words(
        "Lives: chips {chips} years, halls {halls}, links {links}; one-off costs are spread over {once} years.",
        chips=span_text(words, chips),
        halls=span_text(words, halls),
        links=span_text(words, links),
        once=once,
    )


def _demand(view: View, first: PeriodId, last: PeriodId) -> str:
    words, inst = view.words, view.inst

    def total(period: PeriodId) -> float:
        """Return the demand of a period, expected over its outcomes."""
        outcomes = [out for out in inst.tree.outcomes if out.period == period]
        return sum(
            out.probability * pflops
            for out in outcomes
            for (_, _, t), pflops in inst.cases[out.scenario].demand_pflops.items()
            if t == period
        ) / sum(out.probability for out in outcomes)

    before, after = total(first), total(last)
    if first == last or before <= 0:
        return words("Demand: {pflops} PFLOPS in {period}.", pflops=amount_text(after), period=view.when.said(last))
    years = inst.periods[last].first_year - inst.periods[first].first_year
    return words(
        "Demand: from {before} PFLOPS in {first} to {after} in {last}, {growth} a year.",
        before=amount_text(before),
        first=view.when.said(first),
        after=amount_text(after),
        last=view.when.said(last),
        growth=f"{(after / before) ** (1 / years) - 1:+.0%}",
    )


def _usable(view: View, case: Case, first: PeriodId) -> str:
    words = view.words
    alone = share_text(words, [region.at[first].alone_fraction for region in case.regions.values()])
    if not case.tiers:
        return words("Usable chip time: {alone} of what is installed.", alone=alone)
    tiers = words.joined(f"{q} {tier.pooled_fraction:.0%}" for q, tier in case.tiers.items())
    return words(
        "Usable chip time: {alone} of what is installed where a region works alone; pooled on the platform {tiers}.",
        alone=alone,
        tiers=tiers,
    )


def _unmet(view: View, case: Case) -> str:
    words = view.words
    penalties = [w.unmet_penalty_m_per_pflops for w in case.workloads.values()]
    priced = [penalty for penalty in penalties if penalty is not None]
    if not priced:
        return words("Demand that is not met: none is allowed.")
    price = words("{amount} {unit}", amount=span_text(words, priced), unit=money_per_pflops(view))
    if len(priced) == len(penalties):
        return words("Demand that is not met: a penalty of {price}.", price=price)
    return words("Demand that is not met: a penalty of {price}; for some workloads none is allowed.", price=price)
