"""How good the plans of a study are: a table of its solves, the same in a sentence, and what must not be overlooked."""

from collections.abc import Iterator, Sequence

from planner.report.table import Column, Table, make_table
from planner.report.vocabulary import endings
from planner.report.words import Words
from planner.solve import Ending
from planner.studies.known import Known
from planner.studies.solved import Solved

Named = tuple[str, Solved]
"""A solve with its name as the reader sees it."""


def gap_of(known: Known) -> float | None:
    """Return how much less the cheapest plan could cost, as a share of the cost; None: not known."""
    if known.cost_m is None or known.bound_m is None:
        return None
    return max(0.0, known.cost_m - known.bound_m) / max(abs(known.cost_m), 1e-9)


def solve_table(solves: Sequence[Named], money: str, words: Words) -> Table:
    """Return the solves of a study: cost, bound, gap, ending, audit and time."""
    columns = [
        Column("solve", words("Solve")),
        Column("cost_m", words("Cost"), money, "money"),
        Column("bound_m", words("No plan costs less than"), money, "money"),
        Column("gap", words("Gap"), "", "share"),
        Column("ending", words("How it ended")),
        Column("audit", words("Audit")),
        Column("seconds", words("Time"), words("seconds"), "whole"),
    ]
    rows = [(name, *_cells(one, words)) for name, one in solves]
    note = words("Every solve of this study. Those without a time were solved earlier and kept.")
    return make_table("solves", words("Solves"), note, columns, rows)


def _cells(one: Solved, words: Words) -> tuple[float | str | None, ...]:
    known = one.known
    seconds = None if one.answer.kept else one.answer.seconds
    return (known.cost_m, known.bound_m, gap_of(known), _ending(one, words), _verdict(one, words), seconds)


def _ending(one: Solved, words: Words) -> str:
    outcome = one.answer.outcome
    if outcome is None:
        return words("failed: {why}", why=one.answer.failure)
    if one.task.options.goal is not None and outcome.ending is Ending.OPTIMAL:
        return words("no plan goes further")
    return endings(words).get(outcome.ending.value, outcome.ending.value)


def _verdict(one: Solved, words: Words) -> str:
    if one.audit is None:
        return words("no plan")
    return words("passed") if one.audit.passed else words("FAILED")


def quality(solves: Sequence[Named], words: Words) -> Iterator[str]:
    """Yield how good the plans are, together."""
    gaps = [gap for _, one in solves if (gap := gap_of(one.known)) is not None]
    audited = [one for _, one in solves if one.plan is not None]
    yield words(
        "{solves}, {plans}; largest gap {gap}.",
        solves=words.counted(len(solves), "1 solve", "{count} solves"),
        plans=words.counted(len(audited), "1 plan that passed its audit", "{count} plans that passed their audit"),
        gap=f"{max(gaps):.2%}" if gaps else words("not known"),
    )


def solve_alarms(solves: Sequence[Named], words: Words) -> Iterator[str]:
    """Yield the solves that failed, and the plans that failed their audit."""
    for name, one in solves:
        if one.answer.outcome is None:
            yield words("{solve} was not solved: {why}.", solve=name, why=one.answer.failure)
        elif one.audit is not None and not one.audit.passed:
            yield words("The plan of {solve} FAILED its audit and is not used.", solve=name)
