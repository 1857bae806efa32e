"""`planner study frontier`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import choices, one_of, whole_number

if TYPE_CHECKING:
    from planner.cli.study.frontier import FrontierStudy


class Better(StrEnum):
    """Which way a metric gets better."""

    LOW = "low"
    HIGH = "high"


def frontier(
    metric: Annotated[
        str,
        typer.Option(metavar="METRIC", help="A metric of the sheet Policies, over all years: carbon_t, served."),
    ] = "carbon_t",
    filter_: Annotated[
        str, typer.Option("--filter", metavar="FILTER", help="What of it counts, as in Policies: domestic=yes.")
    ] = "",
    share_of: Annotated[
        str, typer.Option(metavar="FILTER", help="Take the share of this, as in Policies; `*` is everything.")
    ] = "",
    better: Annotated[
        Better,
        typer.Option(
            parser=one_of(Better),
            metavar=choices(Better),
            help="Whether less or more of it is better; more only of a share.",
        ),
    ] = Better.LOW,
    against: Annotated[
        str | None,
        typer.Option(metavar="METRIC", help="Another metric that it is set against.", show_default="the cost"),
    ] = None,
    against_filter: Annotated[str, typer.Option(metavar="FILTER", help="What of that counts.")] = "",
    against_share_of: Annotated[str, typer.Option(metavar="FILTER", help="Take the share of this.")] = "",
    against_better: Annotated[
        Better,
        typer.Option(parser=one_of(Better), metavar=choices(Better), help="Whether less or more of that is better."),
    ] = Better.LOW,
    points: Annotated[
        int, typer.Option(parser=whole_number(2), metavar="NUMBER", help="Plans, with both ends; 2 or more.")
    ] = 7,
) -> "FrontierStudy":
    """What less of a metric costs: plans between the cheapest and the best, none better in both.

    Carbon is the metric unless another is named; `--metric served --filter "tier=*" --share-of "*"` is the share of
    work done elsewhere, `--metric new_capacity --filter domestic=yes --share-of "*" --better high` the domestic share.
    """
    from planner.cli.study.frontier import FrontierStudy, Wanted

    return FrontierStudy(
        Wanted(metric, filter_, share_of, better.value),
        Wanted(against, against_filter, against_share_of, against_better.value, prefix="against-"),
        points,
    )
