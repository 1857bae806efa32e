"""`planner study business`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import choices, number, one_of
from planner.cli.study.commands.parties import Among

if TYPE_CHECKING:
    from planner.cli.study.business import BusinessStudy


class Tariff(StrEnum):
    """What customers pay."""

    LONG = "long"
    SHORT = "short"
    SHEET = "sheet"


def business(
    by: Annotated[
        Among,
        typer.Option(
            parser=one_of(Among),
            metavar=choices(Among),
            help="Whose cases: of each region; of the regions of each party together; or of these and of those who "
            "have demand in regions of others, links, platform tiers or software, and no region.",
        ),
    ] = Among.REGION,
    groups: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="Groups of the sheet Groups whose cases these are instead, with semicolons between them; regions in "
            "none of them are together the rest.",
        ),
    ] = None,
    tariff: Annotated[
        Tariff,
        typer.Option(
            parser=one_of(Tariff),
            metavar=choices(Tariff),
            help="Customers pay the marginal cost in their region, in the long or the short run, or what the sheet "
            "Tariffs states.",
        ),
    ] = Tariff.LONG,
    price: Annotated[
        float | None,
        typer.Option(
            parser=number(0),
            metavar="MILLIONS",
            help="Customers pay this instead, for each PFLOPS delivered for a year, in millions.",
        ),
    ] = None,
    irr: Annotated[
        float,
        typer.Option(parser=number(0), metavar="FRACTION", help="The rate of return that subsidies are to reach."),
    ] = 0.08,
    every_scenario: Annotated[
        bool, typer.Option("--every-scenario", help="Under each scenario of the workbook, one after the other.")
    ] = False,
) -> "BusinessStudy":
    """The business case of each party: what it earns and spends, net present value, rate of return, payback, largest
    cash need, and the subsidy for a stated return."""
    from planner.cli.study.business import BusinessStudy

    return BusinessStudy(by.value, groups, tariff.value if price is None else price, irr, every_scenario)
