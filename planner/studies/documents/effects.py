"""Differences in cost in words: what the best plans found make of them, and between what the gaps leave them."""

from collections.abc import Iterator

from planner.report.wording import amount_text
from planner.report.words import Words
from planner.studies.known import Effect

LEAST_SHARE = 1e-4
"""Share of an amount below which another is not worth a sentence."""


def range_sentences(effect: Effect, money: str, words: Words) -> Iterator[str]:
    """Yield between what a difference lies, where the gaps leave more than a point."""
    least_m, most_m = effect.least_m, effect.most_m
    if least_m is not None and most_m is not None and most_m - least_m > LEAST_SHARE * abs(effect.best_m):
        yield words(
            "Between the cheapest plans there are, the difference lies from {least} to {most} {money}.",
            least=amount_text(least_m),
            most=amount_text(most_m),
            money=money,
        )
