"""The study in words."""

from collections.abc import Iterator

from planner.report.wording import amount_text, listed, several
from planner.studies.documents.effects import LEAST_SHARE, range_sentences
from planner.studies.documents.scenarios.told import Told
from planner.studies.known import NO_PLAN


def answer(told: Told) -> Iterator[str]:
    """Yield what the study found, a sentence each."""
    words, found = told.words, told.found
    costs = {s: found.best[s].cost_m or 0.0 for s in found.planned}
    if not costs:
        yield words("No scenario has a plan.")
        return
    low, high = min(costs, key=lambda s: costs[s]), max(costs, key=lambda s: costs[s])
    yield words.counted(
        len(found.own),
        "1 scenario: its best plan costs {least} {money} ('{low}').",
        "{count} scenarios: their best plans cost from {least} {money} ('{low}') to {most} ('{high}').",
        least=amount_text(costs[low]),
        most=amount_text(costs[high]),
        low=low,
        high=high,
        money=told.money,
    )
    yield from _safest(told)
    for a in found.planned:
        if barred := [b for b in found.possible if found.is_impossible(a, b)]:
            yield words(
                "The first decisions for '{plan}' cannot be carried out in: {list}.", plan=a, list=words.joined(barred)
            )
    yield words(
        "Every plan builds something of {common}; {some} built only in some plans.",
        common=words.counted(len(told.common), "1 thing", "{count} things"),
        some=words.counted(len(told.only_some), "1 is", "{count} are"),
    )
    if halls := _halls(told):
        yield words("Halls that every plan builds (modules): {list}.", list=listed(words, halls, ""))


def _safest(told: Told) -> Iterator[str]:
    words, found = told.words, told.found
    safest = found.safest
    worst = found.worst(safest) if safest is not None else None
    if safest is None or worst is None:
        yield words("There are no first decisions of which it is known that they can be lived with in every scenario.")
        return
    under, effect = worst
    if effect.best_m <= LEAST_SHARE * (found.best[under].cost_m or 0.0):
        yield words("The first decisions of the plan for '{plan}' are regretted in no scenario.", plan=safest)
    else:
        yield words(
            "Safest are the first decisions of the plan for '{plan}': the most they are regretted is {regret} {money}, "
            "in '{scenario}'.",
            plan=safest,
            regret=amount_text(effect.best_m),
            money=told.money,
            scenario=under,
        )
    yield from range_sentences(effect, told.money, words)
    if found.as_safe:
        yield words(
            "As far as the gaps tell, the first decisions for these may be as safe: {list}.",
            list=several(words, [str(s) for s in found.as_safe]),
        )


def _halls(told: Told) -> dict[str, float]:
    """Return the hall modules that every plan builds, by place, the most first."""
    amounts = {
        told.place(build): sum(amount for _, amount in told.anyway(build))
        for build in told.common
        if build.key[0] == "modules_built"
    }
    return dict(sorted(amounts.items(), key=lambda one: -one[1]))


def method(told: Told) -> Iterator[str]:
    """Yield how it was reckoned."""
    words, found = told.words, told.found
    periods = words.joined(found.first)
    if told.stated:
        yield words("First decisions are those of {periods}: before decisions may differ by scenario.", periods=periods)
    else:
        yield words(
            "The workbook does not say from when decisions may differ; first decisions are those of {periods}. "
            "State another year with --until or on the sheet Scenarios.",
            periods=periods,
        )
    yield words(
        "Each plan is made as if its scenario were known from the start. Its first decisions, and no others in those "
        "periods, are then fixed in each other scenario, and the rest is decided anew."
    )


def alarms(told: Told) -> Iterator[str]:
    """Yield what must not be overlooked."""
    words = told.words
    for s, solved in told.found.own.items():
        if solved.answer.outcome is not None and solved.plan is None:
            yield (
                words("The scenario '{scenario}' has no plan.", scenario=s)
                if solved.known.why == NO_PLAN
                else words("For the scenario '{scenario}' no plan was found.", scenario=s)
            )
