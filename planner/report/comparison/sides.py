"""What a comparison is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, Protocol

from planner.report.facts import RunFacts
from planner.report.names import Called, Names
from planner.report.prices import PriceLike
from planner.report.view import View
from planner.report.words import Words

Letter = Literal["A", "B"]


@dataclass(frozen=True)
class Side:
    """One of the two runs."""

    letter: Letter
    facts: RunFacts
    currency: str
    view: View | None
    """None: it has no plan, or one that failed its audit."""
    prices: PriceLike | None = None
    has_plan: bool = True
    """Whether there is a plan at all, audited or not."""

    @property
    def cost_m(self) -> float | None:
        """The cost of the plan."""
        return None if self.view is None else self.facts.cost_m


@dataclass(frozen=True)
class InputChange:
    """A cell whose value differs, or a row that only one workbook has; in the language of the reader."""

    group: str
    """Code of the group that it belongs to."""
    sheet: str
    row: str
    """What names the row."""
    column: str
    """'' for a whole row."""
    a: Any
    b: Any
    cell_a: str
    cell_b: str


class EffectLike(Protocol):
    """A difference in cost, in millions."""

    @property
    def best_m(self) -> float:
        """Between the best plans found."""

    @property
    def least_m(self) -> float | None:
        """What the difference between the cheapest plans is at least; None: not known."""

    @property
    def most_m(self) -> float | None:
        """What it is at most."""


class KnownLike(Protocol):
    """What a solve knows."""

    @property
    def cost_m(self) -> float | None:
        """Cost of the best plan; None: no plan."""

    @property
    def why(self) -> str:
        """Why there is no plan."""


class ShareLike(Protocol):
    """What one group of changes does to the cost."""

    @property
    def group(self) -> str:
        """Code of the group."""

    @property
    def alone(self) -> KnownLike:
        """With this group's changes alone in the data of A."""

    @property
    def effect(self) -> EffectLike | None:
        """Of these changes alone."""

    @property
    def in_turn(self) -> EffectLike | None:
        """Of these changes after those of the groups before."""


class AttributionLike(Protocol):
    """The difference in cost by groups of changes."""

    @property
    def shares(self) -> Sequence[ShareLike]:
        """By group."""

    @property
    def together(self) -> EffectLike | None:
        """The groups' effects added up."""

    @property
    def interaction(self) -> EffectLike | None:
        """The rest."""

    @property
    def order(self) -> Sequence[str]:
        """The groups one after the other; empty: each alone only."""


@dataclass(frozen=True)
class Comparison:
    """Two runs, and everything that is told of their differences."""

    a: Side
    b: Side
    changes: Mapping[str, Sequence[InputChange]]
    """By the code of their group."""
    causes: Sequence[str]
    """Codes of the groups whose changes can change the cost."""
    whole: EffectLike | None
    """The difference in cost; None where one has no plan, or the currencies differ."""
    attribution: AttributionLike | None
    words: Words
    is_unrelated: bool = False
    """Whether the two workbooks have no region, no workload or no period in common."""
    is_stopped: bool = False
    """Whether the user stopped the search for what each group does."""

    @cached_property
    def views(self) -> tuple[View, View] | None:
        """Both plans, with the same thing called the same in both; None when one has no plan."""
        if self.a.view is None or self.b.view is None:
            return None
        names = _merged(self.a.view.names, self.b.view.names)
        return replace(self.a.view, names=names), replace(self.b.view, names=names)

    @property
    def same_futures(self) -> bool:
        """Whether both plans are for one future, or for the same branches."""
        if self.views is None:
            return False
        a, b = (view.inst for view in self.views)
        return (a.tree.is_chain and b.tree.is_chain) or (
            not (a.tree.is_chain or b.tree.is_chain) and set(a.outcomes) == set(b.outcomes)
        )

    @property
    def money(self) -> str:
        """The unit of money of both."""
        side = self.a.view or self.b.view
        return "" if side is None else side.money


def _merged(a: Names, b: Names) -> Names:
    """Return the names of both; where they differ, those of the second."""
    return replace(
        b,
        regions=Called({**a.regions, **b.regions}),
        chips=Called({**a.chips, **b.chips}),
        links=Called({**a.links, **b.links}),
    )
