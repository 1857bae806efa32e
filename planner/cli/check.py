"""`planner check`: every problem of a workbook at once."""

import typer

from planner.cli.failures import exit_statuses
from planner.cli.options import Book, Debug
from planner.cli.statuses import ExitStatus
from planner.cli.terminal import output


def check(book: Book, debug: Debug = False) -> None:
    """List every problem of a workbook, each with sheet, cell and remedy.

    Ends with status 0 when the workbook can be solved (warnings do not count), else with 3.
    """
    with exit_statuses(debug=debug):
        from planner.workbook.reader import check_workbook

        problems = check_workbook(book)
        wrong = sum(problem.severity == "error" for problem in problems)
        doubtful = len(problems) - wrong
        console = output()
        for problem in problems:
            mark = "" if problem.severity == "error" else "warning: "
            console.print(f"{mark}{problem.line()}", markup=False, soft_wrap=True)
        counts = [_count(wrong, "problem")] + ([_count(doubtful, "warning")] if doubtful else [])
        console.print(f"{book.name}: {', '.join(counts)}", markup=False, soft_wrap=True)
    if wrong:
        raise typer.Exit(ExitStatus.INVALID_WORKBOOK)


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
