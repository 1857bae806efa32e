"""The arguments and options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

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
    Language | None, typer.Option("--lang", help="Language of the reports.", show_default="Settings: language")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback if the planner itself fails.")]
