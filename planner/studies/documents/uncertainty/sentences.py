"""The study in words."""

from collections.abc import Iterator

from models.mean import shared_periods
from planner.report.wording import amount_text
from planner.studies.documents.effects import LEAST_SHARE, range_sentences
from planner.studies.documents.uncertainty.told import Told


def answer(told: Told) -> Iterator[str]:
    """Yield what the study found, a sentence each."""
    words, found, money = told.words, told.found, told.money
    cost_m = found.here_and_now.cost_m
    if cost_m is None:
        yield words("There is no plan for all futures together.")
        return
    yield words(
        "One plan for all {count} futures costs {cost} {money} on average.",
        count=len(found.inst.tree.leaves),
        cost=amount_text(cost_m),
        money=money,
    )
    knowing, planning = found.worth_of_knowing, found.worth_of_planning_for_all
    if knowing is not None:
        yield words(
            "To know which comes would save {worth} {money} ({share}): no forecast is worth more (EVPI).",
            worth=amount_text(knowing.best_m),
            money=money,
            share=f"{knowing.best_m / max(abs(cost_m), 1e-9):.0%}",
        )
        yield from range_sentences(knowing, money, words)
    if planning is not None:
        yield words(
            "To decide here and now as for the mean of all futures would cost {worth} {money} more on average (VSS).",
            worth=amount_text(planning.best_m),
            money=money,
        )
        yield from range_sentences(planning, money, words)
    elif found.blind is not None:
        yield words(
            "The decisions of here and now that are best for the mean of all futures do not do for each of them."
        )
    expected = found.choices["expected"]
    for choice in told.choices[1:]:
        value, before = choice.value_m[choice.criterion], expected.value_m[choice.criterion]
        more = choice.value_m["expected"] - expected.value_m["expected"]
        if before - value <= LEAST_SHARE * abs(before):
            yield words(
                "The plan with the least expected cost is also that with the least of {what}.", what=told.what(choice)
            )
            continue
        yield words(
            "To keep {what} small: {value} instead of {before} {money}, for {more} {money} more on average.",
            what=told.what(choice),
            value=amount_text(value),
            before=amount_text(before),
            more=amount_text(max(0.0, more)),
            money=money,
        )


def method(told: Told) -> Iterator[str]:
    """Yield how it was reckoned."""
    words, inst = told.words, told.found.inst
    now = shared_periods(inst)
    yield words(
        "Here and now are the periods whose decisions all futures share: {periods}.",
        periods=words.joined(now) if now else words("none"),
    )
    yield words(
        "For the mean future every number of the workbook is averaged over the futures by their probabilities; what it "
        "decides here and now is then lived with in each of them, and the rest decided when it is known which comes."
    )
    yield words(
        "A risk counts with 99.9 % of what is made small and the expected cost with the rest, so that of the plans "
        "that are as good in the worst the cheapest on average is taken."
    )


def alarms(told: Told) -> Iterator[str]:
    """Yield what must not be overlooked."""
    words, tree = told.words, told.found.inst.tree
    for leaf, one in told.found.alone.items():
        if one.plan is None:
            yield words("The future '{future}' has no plan even alone.", future=tree.outcome(leaf).scenario)
    for criterion, choice in told.found.choices.items():
        if choice.plan is None:
            yield words("'{criterion}' has no plan.", criterion=told.criterion(criterion))
