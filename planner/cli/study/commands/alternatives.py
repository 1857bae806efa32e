"""`planner study alternatives`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import choices, number, one_of, whole_number

if TYPE_CHECKING:
    from planner.cli.study.alternatives import AlternativesStudy


class Of(StrEnum):
    """What is counted."""

    REGIONS = "regions"
    CHIPS = "chips"
    LINKS = "links"


def alternatives(
    of: Annotated[
        Of,
        typer.Option(
            parser=one_of(Of),
            metavar=choices(Of),
            help="What is counted: IT load ordered for regions, units of chips, or Gbps added to links.",
        ),
    ] = Of.REGIONS,
    names: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="The regions, chips or links whose ranges are looked for, with semicolons between them. Each takes "
            "two solves.",
            show_default="all",
        ),
    ] = None,
    within: Annotated[
        float,
        typer.Option(
            parser=number(0, 10),
            metavar="NUMBER",
            help="Share by which a plan may be dearer than the best one found; up to 10.",
        ),
    ] = 0.03,
    plans: Annotated[
        int,
        typer.Option(
            parser=whole_number(1, 50), metavar="NUMBER", help="Plans unlike each other, with the cheapest; up to 50."
        ),
    ] = 4,
) -> "AlternativesStudy":
    """Plans that cost little more than the best: how little and how much of each thing, and plans unlike each other."""
    from planner.cli.study.alternatives import AlternativesStudy

    return AlternativesStudy(of.value, names, within, plans)
