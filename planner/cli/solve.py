"""`planner solve`: from a workbook to an audited plan in a run folder."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.failures import exit_statuses
from planner.cli.options import Book, Debug, Lang, choices, number, one_of, whole_number


class Apart(StrEnum):
    """When the futures of a tree are solved apart."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def solve(
    book: Book,
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Solve this scenario of the sheet Scenarios.",
            show_default="base: the workbook as it stands, without any scenario",
        ),
    ] = None,
    tree: Annotated[
        bool, typer.Option("--tree", help="Solve all scenarios as one plan under uncertainty (a scenario tree).")
    ] = False,
    apart: Annotated[
        Apart,
        typer.Option(
            parser=one_of(Apart),
            metavar=choices(Apart),
            help="Solve the futures of a tree apart, brought together by mpi-sppy: where the tree is large and "
            "mpi-sppy is installed, always, or never.",
        ),
    ] = Apart.AUTO,
    mpiexec: Annotated[
        str | None,
        typer.Option(
            metavar="COMMAND",
            help="How the processes for that are started, as 'mpiexec -hostfile hosts -n 12'.",
            show_default="three on this machine",
        ),
    ] = None,
    gap: Annotated[
        float | None,
        typer.Option(
            parser=number(0, 1),
            metavar="SHARE",
            help="Stop when no plan can be cheaper by this share.",
            show_default="Settings: mip_gap",
        ),
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            parser=number(0),
            metavar="SECONDS",
            help="Stop after this time with the best plan so far (status 5, or 6 without one).",
            show_default="Settings: time_limit_s, status 0",
        ),
    ] = None,
    threads: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(1),
            metavar="NUMBER",
            help="1: the same search on every run. 2: heuristics beside it.",
            show_default="2 where there are two",
        ),
    ] = None,
    workers: Annotated[
        int,
        typer.Option(
            parser=whole_number(1),
            metavar="NUMBER",
            help="Processes that try changes to the best plan of a large model, beside the threads.",
            show_default="1: none but this one",
        ),
    ] = 1,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Try them on the Dask cluster at this address, as tcp://10.0.0.1:8786."),
    ] = None,
    seed: Annotated[
        int,
        typer.Option(
            parser=whole_number(0), metavar="NUMBER", help="Seed of the solver; the same seed gives the same search."
        ),
    ] = 0,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the run folder goes.")] = Path("runs"),
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no tables.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print run.json on the output, and nothing else.")] = False,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Find the cheapest plan, check it, and write it to a new folder under runs/.

    The search ends when the gap is small enough or the time is over, whichever comes first; Ctrl-C ends it with the
    best plan so far.

    Exit statuses: 0 done; 1 error of the planner; 2 wrong usage; 3 invalid workbook; 4 no plan exists; 5 stopped by
    your own time limit or Ctrl-C, with a plan; 6 stopped without one; 7 the plan failed its audit.
    """
    with exit_statuses(debug=debug, as_json=as_json):
        from planner.cli.request import Request
        from planner.cli.solving import solve_book
        from planner.errors import UsageError
        from planner.solve import SolveOptions

        if tree and scenario is not None:
            raise UsageError("--tree solves all scenarios together; leave out --scenario, or leave out --tree")
        if (apart is Apart.ALWAYS or mpiexec is not None) and not tree:
            raise UsageError("--apart and --mpiexec are for trees; add --tree")
        options = SolveOptions(gap=gap, time_limit_s=time_limit, threads=threads, seed=seed)
        status = solve_book(
            Request(
                book,
                scenario,
                tree,
                options,
                out,
                quiet,
                as_json,
                apart=apart.value,
                mpiexec=mpiexec,
                workers=workers,
                cluster=cluster,
                language=lang.code if lang is not None else None,
            )
        )
    raise typer.Exit(status)
