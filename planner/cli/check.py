"""`planner check`: every problem of a workbook at once."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.failures import exit_statuses
from planner.cli.options import Book, Debug
from planner.cli.statuses import MEANING, ExitStatus
from planner.cli.terminal import output
from planner.errors import UsageError

if TYPE_CHECKING:
    from planner.workbook.problems import Problem


def check(
    book: Book,
    annotate: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT.xlsx",
            help="Write a copy of the workbook with the problem cells marked and commented.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let --annotate replace a file that is there already.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the problems as JSON and nothing else.")] = False,
    debug: Debug = False,
) -> None:
    """List every problem of a workbook, each with sheet, cell and remedy.

    Ends with status 0 when the workbook can be solved (warnings do not count), else with 3.
    """
    with exit_statuses(debug=debug, as_json=as_json):
        from planner.workbook.reader import check_workbook

        if annotate is not None:
            _refuse(book, annotate, force)
        problems = check_workbook(book)
        if annotate is not None:
            _annotate(book, annotate, problems)
        status = ExitStatus.INVALID_WORKBOOK if _errors(problems) else ExitStatus.DONE
        if as_json:
            print(json.dumps(_record(book, problems, status), ensure_ascii=False, indent=2))
        else:
            _list(book, problems)
            if annotate is not None:
                output().print(f"Wrote {annotate}", markup=False, soft_wrap=True)
    if status is not ExitStatus.DONE:
        raise typer.Exit(status)


def _refuse(book: Path, target: Path, force: bool) -> None:
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


def _annotate(book: Path, target: Path, problems: "Sequence[Problem]") -> None:
    from planner.workbook.annotate import write_annotated

    try:
        write_annotated(book, target, problems)
    except OSError as error:
        raise UsageError(f"{target} cannot be written ({error.strerror}); choose another place") from error


def _record(book: Path, problems: "Sequence[Problem]", status: ExitStatus) -> dict[str, object]:
    """Return what `--json` prints."""
    return {
        "workbook": book.name,
        "exit_status": int(status),
        "status": MEANING[status],
        "errors": _errors(problems),
        "warnings": len(problems) - _errors(problems),
        "problems": [
            {"sheet": problem.place, "cell": problem.cell, "severity": problem.severity, "text": problem.text}
            for problem in problems
        ],
    }


def _list(book: Path, problems: "Sequence[Problem]") -> None:
    console = output()
    for problem in problems:
        mark = "" if problem.severity == "error" else "warning: "
        console.print(f"{mark}{problem.line()}", markup=False, soft_wrap=True)
    wrong = _errors(problems)
    doubtful = len(problems) - wrong
    counts = [_count(wrong, "problem")] + ([_count(doubtful, "warning")] if doubtful else [])
    console.print(f"{book.name}: {', '.join(counts)}", markup=False, soft_wrap=True)


def _errors(problems: "Sequence[Problem]") -> int:
    return sum(problem.severity == "error" for problem in problems)


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
