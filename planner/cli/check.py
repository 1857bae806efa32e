"""`planner check`: every problem of a workbook at once."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.copies import refuse_copy, write_copy
from planner.cli.failures import exit_statuses
from planner.cli.options import Book, Debug
from planner.cli.statuses import MEANING, ExitStatus
from planner.cli.terminal import output

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
            refuse_copy(book, annotate, force)
        problems = check_workbook(book)
        if annotate is not None:
            write_copy(book, annotate, problems)
        status = ExitStatus.INVALID_WORKBOOK if _errors(problems) else ExitStatus.DONE
        if as_json:
            print(json.dumps(_record(book, problems, status), ensure_ascii=False, indent=2))
        else:
            _list(book, problems)
            if annotate is not None:
                output().print(f"Wrote {annotate}", markup=False, soft_wrap=True)
    if status is not ExitStatus.DONE:
        raise typer.Exit(status)


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
    from planner.workbook.problems import foremost

    console = output()
    told = foremost(problems)
    for problem in told:
        mark = "" if problem.severity == "error" else "warning: "
        console.print(f"{mark}{problem.line()}", markup=False, soft_wrap=True)
    if len(problems) > len(told):
        console.print(f"... and {len(problems) - len(told):,} more; --json or --annotate has all", markup=False)
    wrong = _errors(problems)
    doubtful = len(problems) - wrong
    counts = [_count(wrong, "problem")] + ([_count(doubtful, "warning")] if doubtful else [])
    console.print(f"{book.name}: {', '.join(counts)}", markup=False, soft_wrap=True)


def _errors(problems: "Sequence[Problem]") -> int:
    return sum(problem.severity == "error" for problem in problems)


def _count(number: int, word: str) -> str:
    figure = f"{number:,}" if number else "no"
    return f"{figure} {word}{'' if number == 1 else 's'}"
