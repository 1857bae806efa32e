"""`planner diagnose`: which cells to change in a workbook that has no plan."""

from typing import Annotated

import typer

from planner.cli.failures import exit_statuses
from planner.cli.options import Book, Debug


def diagnose(
    book: Book,
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Diagnose this scenario of the sheet Scenarios.", show_default="the base data"
        ),
    ] = None,
    time_limit: Annotated[
        float, typer.Option(min=1.0, metavar="SECONDS", help="Stop after about this time with what is known.")
    ] = 300.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the diagnosis as JSON, and nothing else.")] = False,
    debug: Debug = False,
) -> None:
    """Say which cells to change in a workbook that has no plan.

    Each repair is a set of changes that together give a plan: the smallest first, then others that leave its cells as
    they are. After them come the cells that clash. Ends with status 0 when a diagnosis was made, also when the
    workbook has a plan; with 6 when the time was over first.
    """
    with exit_statuses(debug=debug, as_json=as_json):
        from planner.cli.diagnosing import diagnose_book

        status = diagnose_book(book, scenario, time_limit, as_json=as_json)
    raise typer.Exit(status)
