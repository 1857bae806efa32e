"""The screening in words."""

from collections.abc import Iterator

from planner.report.wording import amount_text, several
from planner.studies.documents.effects import range_sentences
from planner.studies.documents.outages.told import Told


def answer(told: Told) -> Iterator[str]:
    """Yield what the screening found, a sentence each."""
    words, found, first = told.words, told.found, told.first
    if first.plan is None:
        yield words("There is no plan to test.")
        return
    failing = [told.loss(told.by_id(i)) for i in first.failing]
    if not failing:
        yield words.counted(
            len(found.losses),
            "The cheapest plan stands the one loss.",
            "The cheapest plan stands each of the {count} losses.",
        )
        return
    yield words.counted(
        len(found.losses),
        "The cheapest plan does not stand the one loss: {list}.",
        "The cheapest plan does not stand {failing} of {count} losses; the worst: {list}.",
        failing=len(failing),
        list=several(words, failing),
    )
    if found.hopeless:
        names = several(words, [told.loss(loss) for loss in found.hopeless])
        yield words("No plan stands the loss of any of these, whatever is built: {list}.", list=names)
    last, price = found.rounds[-1], found.price
    if last.plan is None and len(found.hopeless) == len(failing):
        return
    if last.plan is None:
        yield words.counted(
            len(last.added),
            "No plan was found that stands this loss; with --price it need not be stood whole.",
            "No plan was found that stands these {count} losses together; with --price a loss need not be stood whole.",
        )
        return
    cheapest = first.known.cost_m or 0.0
    if price is not None:
        yield words(
            "A plan made to stand {count} of them costs {price} {money} more ({share}).",
            count=len(last.added),
            price=amount_text(price.best_m),
            money=told.money,
            share=f"{price.best_m / max(abs(cheapest), 1e-9):.1%}",
        )
        yield from range_sentences(price, told.money, words)
    if last.failing:
        left = [told.loss(told.by_id(i)) for i in last.failing]
        yield words("It still leaves work undone when one of these is lost: {list}.", list=several(words, left))
    else:
        yield words("It stands every single loss.")


def method(told: Told) -> Iterator[str]:
    """Yield how it was reckoned."""
    words, asking = told.words, told.found.asking
    yield words(
        "In a loss {due} of the demand of the slice '{slice}' is due; of a lost region only work that may all be done "
        "elsewhere.",
        due=f"{asking.due:.0%}",
        slice=asking.slice,
    )
    if asking.price_m_per_pflops is not None:
        yield words(
            "What falls short is paid with {price} {money} for each PFLOPS, in each year.",
            price=amount_text(asking.price_m_per_pflops),
            money=told.money,
        )
    yield words(
        "With its investments fixed, a plan is used as well as can be in each loss; the losses that leave work undone "
        "are added to the model, and the plan is made and tested again."
    )


def alarms(told: Told) -> Iterator[str]:
    """Yield what must not be overlooked."""
    words = told.words
    untested = [loss for loss in told.found.losses if told.first.plan is not None and loss.id not in told.first.shorts]
    if untested:
        yield words.counted(len(untested), "1 loss could not be tested.", "{count} losses could not be tested.")
