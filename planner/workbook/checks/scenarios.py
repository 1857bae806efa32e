"""Checks of the sheets Scenarios and Overrides."""

from collections.abc import Iterator

from models.ids import PeriodId
from planner.workbook.checks.time import column_range
from planner.workbook.expand.book import Book
from planner.workbook.overrides import apply_rows, sets_of
from planner.workbook.problems import Problem, did_you_mean
from planner.workbook.scenarios import lineage, scenarios_of


def probabilities_make_one(book: Book) -> Iterator[Problem]:
    """Report probabilities that do not sum to 1."""
    rows = book.rows("Scenarios")
    stated = [row.number_in("probability") for row in rows]
    total = sum(share for share in stated if share is not None)
    if not rows or abs(total - 1.0) <= 1e-6 or (None in stated and total < 1.0):
        return
    text = f"the probabilities of the scenarios sum to {total:.10g}, but must sum to 1"
    yield Problem("Scenarios", column_range(rows, "probability"), text)


def parents_lead_to_a_root(book: Book) -> Iterator[Problem]:
    """Report scenarios that descend from themselves."""
    scenarios = scenarios_of(book)
    for scenario in scenarios.values():
        line = lineage(scenarios, scenario.id)
        if line and line[0].parent == scenario.id:
            circle = " -> ".join([str(one.id) for one in line] + [str(line[0].id)])
            text = f"the scenario '{scenario.id}' descends from itself ({circle}); name another parent"
            yield Problem("Scenarios", scenario.row.cell("parent"), text)


def branches_begin_in_order(book: Book) -> Iterator[Problem]:
    """Report scenarios whose decisions differ before their data, or that begin before the one they branch from."""
    order = {period: i for i, period in enumerate(book.periods)}
    scenarios = scenarios_of(book)

    def start(period: PeriodId | None) -> int:
        return 0 if period is None else order.get(period, 0)

    for scenario in scenarios.values():
        row, parent = scenario.row, None if scenario.parent is None else scenarios.get(scenario.parent)
        if scenario.decisions_from is not None and start(scenario.decisions_from) < start(scenario.data_from):
            text = (
                f"decisions_from is {scenario.decisions_from}, but must not be before data_from, "
                f"which is {scenario.data_from}"
            )
            yield Problem("Scenarios", row.cell("decisions_from"), text)
        if scenario.parent is None and start(scenario.data_from) > 0:
            text = (
                f"data_from is {scenario.data_from}, but the scenario names no parent whose data it has before; "
                "fill parent, or clear data_from"
            )
            yield Problem("Scenarios", row.cell("data_from"), text)
        if parent is not None and start(scenario.data_from) < start(parent.data_from):
            text = (
                f"data_from is {scenario.data_from or book.periods[0]}, but must not be before {parent.data_from}, "
                f"when its parent '{parent.id}' begins"
            )
            yield Problem("Scenarios", row.cell("data_from"), text)


def stacked_sets_are_known(book: Book) -> Iterator[Problem]:
    """Report override sets that are not on the sheet Overrides."""
    known = sets_of(book)
    for scenario in scenarios_of(book).values():
        for name in scenario.sets:
            if name not in known:
                yield Problem("Scenarios", scenario.row.cell("overrides"), _unknown_set(book, name, list(known)))


def _unknown_set(book: Book, name: str, known: list[str]) -> str:
    hint = did_you_mean(name, known) or f"; add its rows to the sheet {book.tab('Overrides')}"
    return f"there is no override set called '{name}'{hint}"


def sets_are_stacked(book: Book) -> Iterator[Problem]:
    """Warn of override sets that no scenario applies; not where a misspelt one is reported, which may be meant."""
    stacked = {name for scenario in scenarios_of(book).values() for name in scenario.sets}
    known = sets_of(book)
    for name, rows in known.items():
        if name not in stacked and stacked <= known.keys():
            text = (
                f"no scenario applies the set '{name}', so that it changes nothing; name it under overrides on the "
                f"sheet {book.tab('Scenarios')}, or set active to no"
            )
            first = min(rows, key=lambda row: row.number)
            yield Problem("Overrides", first.cell("set"), text, "warning")


def override_sets_can_be_applied(book: Book) -> Iterator[Problem]:
    """Report rows of Overrides that cannot be read, change nothing, or leave the bounds of their column."""
    for rows in sets_of(book).values():
        yield from apply_rows(book, rows).problems


def risk_leaves_something_to_the_mean(book: Book) -> Iterator[Problem]:
    """Warn of a weight of risk that weighs the worst futures alone."""
    for row in book.rows("Settings"):
        if row.text("key") == "risk_weight" and row.values["value"] == 1 and book.rows("Scenarios"):
            text = (
                "risk_weight is 1, so that a plan for all scenarios may waste money in any future but the worst; 0.999 "
                "takes the cheapest of the plans that are as good in the worst"
            )
            yield Problem("Settings", row.cell("value"), text, "warning")


CHECKS = (
    probabilities_make_one,
    parents_lead_to_a_root,
    branches_begin_in_order,
    stacked_sets_are_known,
    sets_are_stacked,
    override_sets_can_be_applied,
    risk_leaves_something_to_the_mean,
)
