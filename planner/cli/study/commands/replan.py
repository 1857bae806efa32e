"""`planner study replan`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import YEAR, choices, number, one_of

if TYPE_CHECKING:
    from planner.cli.study.replan import ReplanStudy


class Later(StrEnum):
    """How decisions are held that are not locked."""

    PREFERRED = "preferred"
    FREE = "free"


def replan(
    run: Annotated[
        Path,
        typer.Option(
            metavar="RUN",
            exists=True,
            file_okay=False,
            show_default=False,
            help="Folder of the run with the earlier plan.",
        ),
    ],
    lock_before: Annotated[
        int | None,
        typer.Option(
            parser=YEAR,
            metavar="YEAR",
            help="Periods that begin before this year stay as they were decided.",
            show_default="none",
        ),
    ] = None,
    later: Annotated[
        Later,
        typer.Option(
            parser=one_of(Later),
            metavar=choices(Later),
            help="The other periods: changed where it saves more than changing costs, or planned anew.",
        ),
    ] = Later.PREFERRED,
    cost_of_changing: Annotated[
        float,
        typer.Option(
            parser=number(0),
            metavar="NUMBER",
            help="What changing a preferred decision is charged, as a share of its price.",
        ),
    ] = 0.1,
) -> "ReplanStudy":
    """A plan for new data that keeps to an earlier one: what was decided is locked, preferred or free.

    The workbook is the one with the new data.
    """
    from planner.cli.study.replan import ReplanStudy

    return ReplanStudy(run, lock_before, later.value, cost_of_changing)
