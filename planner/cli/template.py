"""`planner template`: a workbook to begin with."""

import shutil
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.failures import exit_statuses
from planner.cli.options import Debug
from planner.cli.terminal import output
from planner.errors import UsageError


class Example(StrEnum):
    """The filled workbooks that come with the planner."""

    THREE_REGIONS = "three-regions"
    NATIONAL = "national"


class Language(StrEnum):
    """The languages of titles and comments in a blank workbook."""

    ENGLISH = "en"
    CHINESE = "zh"


def template(
    target: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="The workbook to write.")],
    example: Annotated[
        Example | None, typer.Option(help="Write this filled workbook instead of a blank one.", show_default=False)
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language of the titles and comments of a blank workbook.")] = (
        Language.ENGLISH
    ),
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    debug: Debug = False,
) -> None:
    """Write a workbook to begin with: blank, or a filled example."""
    with exit_statuses(debug=debug):
        _refuse(target, force)
        try:
            if example is None:
                from planner.workbook.template import write_template

                write_template(target, language="zh" if lang is Language.CHINESE else "en")
            else:
                from planner.workbook.examples import example_path

                shutil.copyfile(example_path(example.value), target)
        except OSError as error:
            raise UsageError(f"{target} cannot be written ({error.strerror}); choose another place") from error
        console = output()
        console.print(f"Wrote {target}", markup=False, soft_wrap=True)
        step = "fill it in, then run" if example is None else "see what it leads to with"
        command = "check" if example is None else "solve"
        console.print(f"Next: {step}  planner {command} {target}", markup=False, soft_wrap=True)


def _refuse(target: Path, force: bool) -> None:
    """Stop before a wrong name or a loss.

    Raises
    ------
    UsageError
        When the target is no .xlsx, is there already, or its folder is not.
    """
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"{target} must end in .xlsx")
    if target.exists() and not force:
        raise UsageError(f"{target} is there already; choose another name, or replace it with --force")
    if not target.parent.is_dir():
        raise UsageError(f"the folder {target.parent} does not exist; make it first")
