"""`planner template`: a workbook to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.failures import exit_statuses
from planner.cli.options import Debug, Language, choices, one_of
from planner.cli.terminal import output
from planner.errors import UsageError


def template(
    target: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="The workbook to write.")],
    example: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Write a filled workbook, three-regions or national, instead of a blank one."
        ),
    ] = None,
    lang: Annotated[
        Language,
        typer.Option(
            parser=one_of(Language),
            metavar=choices(Language),
            help="Language of tabs, titles, comments and drop-downs.",
        ),
    ] = Language.ENGLISH,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    debug: Debug = False,
) -> None:
    """Write a workbook to begin with: blank, or a filled example."""
    with exit_statuses(debug=debug):
        _refuse(target, force)
        try:
            if example is None:
                from planner.workbook.template import write_template

                write_template(target, language=lang.code)
            else:
                from planner.workbook.examples import write_example

                write_example(example, target, lang.code)
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
