"""`planner report`: the report of a saved run again, without solving."""

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.failures import exit_statuses
from planner.cli.options import Debug, Language, choices, one_of
from planner.cli.statuses import ExitStatus
from planner.cli.terminal import output, say_error


def report(
    run: Annotated[
        Path, typer.Argument(metavar="RUN", exists=True, file_okay=False, help="The folder of a run, under runs/.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="A new folder for the report.",
            show_default="the run folder itself, in place of the report there",
        ),
    ] = None,
    lang: Annotated[
        Language | None,
        typer.Option(
            "--lang",
            parser=one_of(Language),
            metavar=choices(Language),
            help="Language of the report.",
            show_default="that of the solve",
        ),
    ] = None,
    debug: Debug = False,
) -> None:
    """Make the report of a saved run again, without solving.

    The plan is audited again, from the workbook and the plan in the folder. Ends with status 0; with 7 when it fails.
    """
    with exit_statuses(debug=debug):
        from planner.runs.remake import remake
        from planner.runs.saved import read_run

        remade = remake(read_run(run), out, lang.code if lang is not None else None)
        findings = remade.audit.findings
        if findings:
            say_error(
                "the plan fails its audit and is not to be used; its report is plan-FAILED-AUDIT.xlsx. "
                f"Findings: {len(findings)}; the first: {findings[0]}."
            )
        output().print(f"Report: {remade.folder}", markup=False, soft_wrap=True)
    if findings:
        raise typer.Exit(ExitStatus.FAILED_AUDIT)
