"""The study laid open for its document: names of parties, divisions and verdicts."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import isfinite

from models.instance import Instance
from planner.report.names import Names, readable_names
from planner.report.view import money_text
from planner.report.words import Words
from planner.studies.allocation import Allocation, DivisionRule, named
from planner.studies.games.core import Verdict
from planner.studies.members import visitors


def rule_names(words: Words) -> dict[DivisionRule, str]:
    """Return what the divisions are called."""
    return {
        "nucleolus": words("Nucleolus"),
        "shapley": words("Shapley value"),
        "duals": words("At marginal values"),
        "demand": words("By demand"),
        "alone": words("By the cost alone"),
        "savings": words("Same saving for each"),
        "equal": words("Same payment for each"),
    }


def verdict_names(words: Words) -> dict[Verdict, str]:
    """Return whether a division holds, in a word or two."""
    return {
        Verdict.YES: words("holds"),
        Verdict.NO: words("does not hold"),
        Verdict.UNDECIDED: words("undecided within the gaps"),
    }


def finite(amount: float | None) -> float | None:
    """Return an amount as a table has it: nothing where it is not known or has no end."""
    return None if amount is None or not isfinite(amount) else amount


@dataclass(frozen=True)
class Told:
    """The study laid open for its document."""

    found: Allocation
    words: Words

    @property
    def inst(self) -> Instance:
        """The instance of all together."""
        return self.found.inst

    @cached_property
    def names(self) -> Names:
        """What things are called."""
        return readable_names(self.inst.first_case, self.words)

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.inst, self.words)

    def party(self, name: str) -> str:
        """Return what a party, the links or the nation is called."""
        if name in self.found.members:
            return self.names.regions[name]
        return {"links": self.words("Links"), "nation": self.words("Nation")}.get(name, name)

    def coalition(self, members: Iterable[str]) -> str:
        """Return the names of a coalition, in the order of the parties."""
        inside = frozenset(members)
        if inside == self.found.game.everyone:
            return self.words("All parties")
        return " + ".join(self.party(name) for name in named(inside, self.found.game.parties))

    @cached_property
    def visiting(self) -> tuple[str, ...]:
        """The parties that have demand in regions of others."""
        return visitors(self.inst, self.found.members)

    @property
    def alone_m(self) -> float:
        """What the best plans of all alone cost; infinite where one has no plan."""
        return sum(self.found.alone_m(name).most_m for name in self.found.members)
