"""Marked copies of a workbook: where they may go, and writing them."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import UsageError

if TYPE_CHECKING:
    from planner.workbook.annotate import Wording
    from planner.workbook.problems import Problem


def refuse_copy(book: Path, target: Path, force: bool) -> None:
    """Stop before the copy takes the place of the workbook, or of another file.

    Raises
    ------
    UsageError
        When the target is no .xlsx, is the workbook itself or there already, or its folder is not there.
    """
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"{target} must end in .xlsx")
    if target.exists() and target.samefile(book):
        raise UsageError(f"{target} is the workbook itself; choose another name for the copy")
    if target.is_dir():
        raise UsageError(f"{target} is a folder; choose another name")
    if target.exists() and not force:
        raise UsageError(f"{target} is there already; choose another name, or replace it with --force")
    if not target.parent.is_dir():
        raise UsageError(f"the folder {target.parent} does not exist; make it first")


def write_copy(book: Path, target: Path, problems: "Iterable[Problem]", wording: "Wording | None" = None) -> None:
    """Write the copy, or stop with the reason why it cannot be written.

    Raises
    ------
    UsageError
        When the file cannot be written.
    """
    from planner.workbook.annotate import OF_CHECK, write_annotated

    try:
        write_annotated(book, target, problems, wording or OF_CHECK)
    except OSError as error:
        raise UsageError(f"{target} cannot be written ({error.strerror}); choose another place") from error
