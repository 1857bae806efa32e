"""The arguments and options that several commands share."""

from collections.abc import Callable
from enum import StrEnum
from math import inf, isfinite
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import typer

Word = TypeVar("Word", bound=StrEnum)


def number(least: float, most: float = inf) -> Callable[[str], float]:
    """Return what reads a number of this range, or refuses it with what was found and what is allowed."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = inf
        if isfinite(value) and least <= value <= most:
            return value
        raise typer.BadParameter(f"'{text}' is not a number {_allowed(least, most)}")

    return read


def whole_number(least: int, most: float = inf) -> Callable[[str], int]:
    """Return what reads a whole number of this range, or refuses it with what was found and what is allowed."""

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = least - 1
        if least <= value <= most:
            return value
        raise typer.BadParameter(f"'{text}' is not a whole number {_allowed(least, most)}")

    return read


def one_of(words: type[Word]) -> Callable[[str], Word]:
    """Return what reads one of these words, in any case, or refuses it with what was found and what is allowed."""

    def read(text: str) -> Word:
        for word in words:
            if word.value == text.strip().casefold():
                return word
        from planner.workbook.problems import did_you_mean, listed

        allowed = [word.value for word in words]
        raise typer.BadParameter(f"'{text}' is not one of {listed(allowed, last='and')}{did_you_mean(text, allowed)}")

    return read


def choices(words: type[StrEnum]) -> str:
    """Return the words of an option as its help shows them."""
    return f"[{'|'.join(word.value for word in words)}]"


YEAR = whole_number(1990, 2200)
"""Reads a calendar year, within what the workbook allows."""


def _allowed(least: float, most: float) -> str:
    return f"of {least:g} or more" if most == inf else f"from {least:g} to {most:g}"


Book = Annotated[
    Path,
    typer.Argument(metavar="BOOK", exists=True, dir_okay=False, readable=True, help="The workbook (.xlsx)."),
]


class Language(StrEnum):
    """The languages of what the planner writes."""

    ENGLISH = "en"
    CHINESE = "zh"

    @property
    def code(self) -> Literal["en", "zh"]:
        """The language as reports and templates know it."""
        return "zh" if self is Language.CHINESE else "en"


Lang = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        parser=one_of(Language),
        metavar=choices(Language),
        help="Language of the reports.",
        show_default="Settings: language",
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback if the planner itself fails.")]
