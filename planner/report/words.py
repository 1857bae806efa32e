"""The language in which a plan is read: English is written in the code, Chinese comes from one list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from models.instance import Instance
from planner.report.chinese import CHINESE

Language = Literal["en", "zh"]


@dataclass(frozen=True)
class Words:
    """What the reports say, in one language."""

    language: Language = "en"

    def __call__(self, text: str, /, **values: object) -> str:
        """Return a text in this language, with the values in its braces.

        Parameters
        ----------
        text
            In English, as a literal: a test holds every literal against the list of Chinese texts.
        values
            By the names in braces; already in the form in which they are to be read.
        """
        template = CHINESE.get(text, text) if self.language == "zh" else text
        return template.format(**values) if values else template

    def counted(self, count: int, one: str, many: str, /, **values: object) -> str:
        """Return a text about a number of things in this language: `one` of one in English, else `many`.

        `many` has `{count}` in its braces beside the values; `one` has what it needs of them. Both are literals.
        """
        text = one if count == 1 and self.language == "en" else many
        template = CHINESE.get(text, text) if self.language == "zh" else text
        return template.format(count=f"{count:,}", **values)

    def joined(self, parts: Iterable[str]) -> str:
        """Return things one after the other, as in `Harbour, Plain`."""
        return ("、" if self.language == "zh" else ", ").join(parts)

    def sentences(self, *parts: str) -> str:
        """Return sentences one after the other; empty ones are left out."""
        return ("" if self.language == "zh" else " ").join(part for part in parts if part)


def language_of(inst: Instance) -> Language:
    """Return the language that a workbook asks for."""
    return "zh" if inst.settings.language == "zh" else "en"


ENGLISH = Words("en")
