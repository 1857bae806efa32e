"""`planner study prices`."""

from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import number, whole_number

if TYPE_CHECKING:
    from planner.cli.study.prices import PricesStudy


def prices(
    most: Annotated[
        int,
        typer.Option(
            parser=whole_number(0),
            metavar="COUNT",
            help="Limits that are tried, those of most worth, and demands as many.",
        ),
    ] = 8,
    step: Annotated[
        float,
        typer.Option(
            parser=number(1e-6, 1), metavar="FRACTION", help="Share by which a limit or demand grows when tried."
        ),
    ] = 0.01,
) -> "PricesStudy":
    """What compute costs at the margin by region, and what limits are worth: by duals, and by planning again."""
    from planner.cli.study.prices import PricesStudy

    return PricesStudy(most, step)
