"""`planner study demand`."""

from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import whole_number

if TYPE_CHECKING:
    from planner.cli.study.demand import DrawnDemand


def demand(
    futures: Annotated[
        int,
        typer.Option(parser=whole_number(2), metavar="NUMBER", help="Futures that the plan is made for; 2 or more."),
    ] = 6,
    draws: Annotated[
        int,
        typer.Option(
            parser=whole_number(10), metavar="NUMBER", help="Draws of demand that they are chosen from; 10 or more."
        ),
    ] = 500,
    fresh: Annotated[
        int,
        typer.Option(
            parser=whole_number(2), metavar="NUMBER", help="Fresh draws on which plans are judged; 2 or more."
        ),
    ] = 40,
    batches: Annotated[
        int,
        typer.Option(
            parser=whole_number(0),
            metavar="NUMBER",
            help="Plans for futures drawn anew, for the distance to the best; 0: none.",
        ),
    ] = 5,
    known_from: Annotated[
        str | None,
        typer.Option(
            metavar="PERIOD", help="First period whose decisions know demand.", show_default="the second period"
        ),
    ] = None,
    seed: Annotated[int, typer.Option(parser=whole_number(0), metavar="NUMBER", help="Seed of the draws.")] = 0,
) -> "DrawnDemand":
    """A plan for demand that nobody knows: for a few drawn futures, judged on fresh draws."""
    from planner.cli.study.demand import DrawnDemand
    from planner.studies.demand import Sizes

    return DrawnDemand(Sizes(draws, futures, fresh, batches, seed), known_from)
