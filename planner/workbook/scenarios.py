"""Scenarios: what each stacks on the workbook, when it branches off, and the tree that they make."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.ids import PeriodId, ScenarioId
from models.tree import Branch, Tree, grow
from planner.workbook.cells import split_list
from planner.workbook.expand.book import Book
from planner.workbook.tables import Row


@dataclass(frozen=True)
class Scenario:
    """A row of the sheet Scenarios."""

    id: ScenarioId
    row: Row
    probability: float
    parent: ScenarioId | None
    data_from: PeriodId | None
    decisions_from: PeriodId | None
    sets: tuple[str, ...]
    """Its own override sets, without those of its parents."""


def scenarios_of(book: Book) -> Mapping[ScenarioId, Scenario]:
    """Return the scenarios; those without a probability share equally what the others leave."""
    rows = book.rows("Scenarios")
    stated = [row.number_in("probability") for row in rows]
    left = 1.0 - sum(share for share in stated if share is not None)
    share = max(0.0, left) / max(1, stated.count(None))
    return {
        (name := ScenarioId(row.text("scenario"))): Scenario(
            name,
            row,
            share if probability is None else probability,
            parent=ScenarioId(row.text("parent")) if row.text("parent") else None,
            data_from=PeriodId(row.text("data_from")) if row.text("data_from") else None,
            decisions_from=PeriodId(row.text("decisions_from")) if row.text("decisions_from") else None,
            sets=split_list(row.text("overrides")),
        )
        for row, probability in zip(rows, stated, strict=True)
    }


def lineage(scenarios: Mapping[ScenarioId, Scenario], scenario: ScenarioId) -> tuple[Scenario, ...]:
    """Return the scenarios from which this one descends, the first of all first, and itself.

    A parent that is unknown or met a second time ends the line.
    """
    line: dict[ScenarioId, Scenario] = {}
    name: ScenarioId | None = scenario
    while name is not None and name in scenarios and name not in line:
        line[name] = scenarios[name]
        name = scenarios[name].parent
    return tuple(reversed(line.values()))


def sets_stacked(scenarios: Mapping[ScenarioId, Scenario], scenario: ScenarioId) -> tuple[str, ...]:
    """Return the override sets of a scenario: those of its parents, then its own, in their order."""
    return tuple(name for one in lineage(scenarios, scenario) for name in one.sets)


def tree_of(book: Book, scenarios: Mapping[ScenarioId, Scenario]) -> Tree:
    """Return the tree that all scenarios together make."""
    branches = [
        Branch(one.id, one.probability, one.parent, one.data_from, one.decisions_from) for one in scenarios.values()
    ]
    return grow(book.periods, branches)
