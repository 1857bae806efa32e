"""`planner study`: questions answered by many solves of one workbook."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.failures import exit_statuses
from planner.cli.options import Book, Debug, Lang, number, whole_number

study = typer.Typer(no_args_is_help=True, help="Answer a question about a workbook with many solves.")

Scenario = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Study this scenario of the sheet Scenarios.", show_default="the base data"),
]
Gap = Annotated[
    float | None,
    typer.Option(
        parser=number(0, 1), metavar="SHARE", help="Gap at which each solve stops.", show_default="Settings: mip_gap"
    ),
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        parser=number(0),
        metavar="SECONDS",
        help="Time at which each solve stops.",
        show_default="Settings: time_limit_s",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        parser=whole_number(1),
        metavar="NUMBER",
        help="Solves at a time, each in a process of its own; 1: one after the other in this process.",
        show_default="one for each core where the workbook is large",
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Solve on the Dask cluster at this address, as tcp://10.0.0.1:8786."),
]
Out = Annotated[Path, typer.Option(metavar="DIR", help="Where the folder of the study goes.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no tables.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print study.json on the output, and nothing else.")]


class By(StrEnum):
    """Who plans alone."""

    REGION = "region"
    PARTY = "party"


class Divide(StrEnum):
    """How limits of the nation are divided among those who plan alone."""

    DEMAND = "demand"
    PURCHASES = "purchases"
    EQUAL = "equal"
    ALL = "all"


@study.command()
def fragmentation(
    book: Book,
    by: Annotated[By, typer.Option(help="Who plans alone: each region, or the regions of each party together.")] = (
        By.REGION
    ),
    groups: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="Groups of the sheet Groups that plan alone instead, with semicolons between them; regions in none of "
            "them plan together as the rest.",
        ),
    ] = None,
    divide: Annotated[
        Divide,
        typer.Option(
            help="How supplies, budgets and policies on quantities are divided: by demand, by what each would buy, "
            "equally, or all to each."
        ),
    ] = Divide.DEMAND,
    standard: Annotated[
        str | None,
        typer.Option(
            metavar="TIER", help="The first platform tier that is a common standard.", show_default="the second in rank"
        ),
    ] = None,
    scenario: Scenario = None,
    gap: Gap = None,
    time_limit: TimeLimit = None,
    workers: Workers = None,
    cluster: Cluster = None,
    out: Out = Path("runs"),
    quiet: Quiet = False,
    as_json: AsJson = False,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """What it costs that each plans alone: alone, sharing as today, one market without and with a standard.

    Finished solves are kept under runs/.solves: a study that was stopped goes on where it was.
    """
    with exit_statuses(debug=debug, as_json=as_json):
        from planner.cli.studies.fragmentation import FragmentationStudy
        from planner.cli.studying import Request, run_study
        from planner.solve import SolveOptions

        request = Request(
            book=book,
            scenario=scenario,
            options=SolveOptions(gap=gap, time_limit_s=time_limit),
            workers=workers,
            cluster=cluster,
            out=out,
            language=lang.code if lang is not None else None,
            quiet=quiet,
            as_json=as_json,
        )
        status = run_study(request, FragmentationStudy(by.value, groups, divide.value, standard))
    raise typer.Exit(status)
