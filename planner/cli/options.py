"""The arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Book = Annotated[
    Path,
    typer.Argument(metavar="BOOK", exists=True, dir_okay=False, readable=True, help="The workbook (.xlsx)."),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback if the planner itself fails.")]
