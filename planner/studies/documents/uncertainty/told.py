"""What the document tells of the study: its plans laid open, and what its criteria are called."""

from dataclasses import dataclass
from functools import cached_property

from planner.report.assumptions import risk_words
from planner.report.view import View, money_text, view
from planner.report.words import Words
from planner.studies.uncertainty import Choice, Criterion, Uncertainty


@dataclass(frozen=True)
class Told:
    """The study, ready to be told in a language."""

    found: Uncertainty
    words: Words

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.found.inst, self.words)

    @cached_property
    def views(self) -> dict[Criterion, View]:
        """The plans that there are, laid open."""
        return {
            criterion: view(choice.inst, choice.plan, self.words.language)
            for criterion, choice in self.found.choices.items()
            if choice.plan is not None
        }

    @property
    def choices(self) -> list[Choice]:
        """The criteria that have a plan."""
        return [choice for choice in self.found.choices.values() if choice.plan is not None]

    def criterion(self, criterion: Criterion) -> str:
        """Return what a criterion is called."""
        names: dict[Criterion, str] = {
            "expected": self.words("Expected cost"),
            "worst futures": self.words("Worst futures"),
            "worst case": self.words("Worst case"),
            "regret": self.words("Largest regret"),
        }
        return names[criterion]

    def what(self, choice: Choice) -> str:
        """Return what a criterion makes small."""
        if choice.criterion == "expected":
            return self.words("the expected cost")
        return risk_words(self.words, choice.inst.settings)
