"""`planner study outages`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import choices, number, one_of, whole_number

if TYPE_CHECKING:
    from planner.cli.study.outages import OutageStudy


class Of(StrEnum):
    """What may be lost."""

    ALL = "all"
    REGIONS = "regions"
    LINKS = "links"


def outages(
    of: Annotated[
        Of, typer.Option(parser=one_of(Of), metavar=choices(Of), help="What may be lost, one at a time.")
    ] = Of.ALL,
    due: Annotated[
        float,
        typer.Option(parser=number(0, 1), metavar="NUMBER", help="Share of the demand that is still due in a loss."),
    ] = 1.0,
    price: Annotated[
        float | None,
        typer.Option(
            parser=number(0),
            metavar="MILLION",
            help="Price of each PFLOPS short in a year, where a loss need not be stood whole.",
            show_default="it must be",
        ),
    ] = None,
    part: Annotated[
        str | None,
        typer.Option("--slice", metavar="NAME", help="Slice in which it happens.", show_default="with most demand"),
    ] = None,
    most: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(0),
            metavar="NUMBER",
            help="Losses that are added to the model; 0: the plan is tested only.",
            show_default="all",
        ),
    ] = None,
) -> "OutageStudy":
    """Which single losses of a region or link the plan does not stand, and what it costs to stand them (N-1)."""
    from planner.cli.study.outages import OutageStudy

    return OutageStudy(of.value, due, price, part, most)
