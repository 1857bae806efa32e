"""The language in which a plan is read: English is written in the code, Chinese comes from one list."""

from dataclasses import dataclass
from typing import Literal

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
