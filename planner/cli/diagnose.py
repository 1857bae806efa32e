"""`planner diagnose`: which cells to change in a workbook that has no plan."""

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.copies import refuse_copy
from planner.cli.failures import exit_statuses
from planner.cli.options import Book, Debug, number


def diagnose(
    book: Book,
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Diagnose this scenario of the sheet Scenarios.", show_default="the base data"
        ),
    ] = None,
    time_limit: Annotated[
        float, typer.Option(parser=number(1), metavar="SECONDS", help="Stop after about this time with what is known.")
    ] = 300.0,
    annotate: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT.xlsx",
            help="Write a copy of the workbook with the cells to change marked and commented.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let --annotate replace a file that is there already.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the diagnosis as JSON, and nothing else.")] = False,
    debug: Debug = False,
) -> None:
    """Say which cells to change in a workbook that has no plan.

    Each repair is a set of changes that together give a plan: the smallest first, then others that leave its cells as
    they are. After them come the cells that clash. A value is called the smallest that works when nothing nearer to
    the present one, in four digits, would do beside the other changes, and a plan was found with it. Ends with status 0
    when a diagnosis was made, also when the workbook has a plan; with 6 when the time was over first.
    """
    with exit_statuses(debug=debug, as_json=as_json):
        from planner.cli.diagnosing import Inquiry, diagnose_book

        if annotate is not None:
            refuse_copy(book, annotate, force)
        status = diagnose_book(Inquiry(book, scenario, time_limit, annotate, quiet, as_json))
    raise typer.Exit(status)
