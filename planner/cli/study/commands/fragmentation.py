"""`planner study fragmentation`."""

from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import choices, one_of
from planner.cli.study.commands.parties import By, Divide

if TYPE_CHECKING:
    from planner.cli.study.fragmentation import FragmentationStudy


def fragmentation(
    by: Annotated[
        By,
        typer.Option(
            parser=one_of(By),
            metavar=choices(By),
            help="Who plans alone: each region, or the regions of each party together.",
        ),
    ] = By.REGION,
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
            parser=one_of(Divide),
            metavar=choices(Divide),
            help="How supplies, budgets and policies on quantities are divided: by demand, by what each would buy, "
            "equally, or all to each.",
        ),
    ] = Divide.DEMAND,
    standard: Annotated[
        str | None,
        typer.Option(
            metavar="TIER", help="The first platform tier that is a common standard.", show_default="the second in rank"
        ),
    ] = None,
) -> "FragmentationStudy":
    """What it costs that each plans alone: alone, sharing as today, one market without and with a standard."""
    from planner.cli.study.fragmentation import FragmentationStudy

    return FragmentationStudy(by.value, groups, divide.value, standard)
