"""`planner compare`: what differs between two runs, and which inputs caused it."""

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.failures import exit_statuses
from planner.cli.options import Debug, Lang, number

_RUN = "The folder of a run, under runs/."


def compare(
    a: Annotated[Path, typer.Argument(metavar="A", exists=True, file_okay=False, show_default=False, help=_RUN)],
    b: Annotated[Path, typer.Argument(metavar="B", exists=True, file_okay=False, show_default=False, help=_RUN)],
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A new folder for the comparison.", show_default="a new folder under runs/"),
    ] = None,
    attribution: Annotated[
        bool,
        typer.Option(
            "--attribution/--no-attribution", help="Solve for what each group of changed inputs does to the cost."
        ),
    ] = True,
    order: Annotated[
        str | None,
        typer.Option(
            metavar="GROUP,GROUP...",
            help="Also make the groups of changes one after the other, these first, the others after them; "
            "'all' for the order in which they are listed.",
            show_default="each group alone",
        ),
    ] = None,
    gap: Annotated[
        float | None,
        typer.Option(parser=number(0, 1), metavar="SHARE", help="Gap of each solve.", show_default="Settings: mip_gap"),
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            parser=number(0), metavar="SECONDS", help="Time of each solve.", show_default="Settings: time_limit_s"
        ),
    ] = None,
    lang: Lang = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no tables.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON, and nothing else.")] = False,
    debug: Debug = False,
) -> None:
    """Say what differs between two runs, and what each group of changed inputs does to the cost.

    Writes compare.xlsx, compare.html and compare.json. Inputs are compared cell by cell, whatever the order of rows.
    For the cost, each group of changed inputs is made alone in the data of A and solved; Ctrl-C ends that and keeps the
    rest of the comparison.
    """
    with exit_statuses(debug=debug, as_json=as_json):
        from planner.cli.comparing import Request, compare_runs
        from planner.solve import SolveOptions

        options = SolveOptions(gap=gap, time_limit_s=time_limit, prices=False)
        language = lang.code if lang is not None else None
        status = compare_runs(Request(a, b, out, attribution, order, options, language, quiet, as_json))
    raise typer.Exit(status)
