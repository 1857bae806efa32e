"""`planner study allocation`."""

from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import choices, one_of, whole_number
from planner.cli.study.commands.parties import Among, Divide

if TYPE_CHECKING:
    from planner.cli.study.allocation import AllocationStudy


def allocation(
    by: Annotated[
        Among,
        typer.Option(
            parser=one_of(Among),
            metavar=choices(Among),
            help="Who the parties are: each region; the regions of each party together; or these and those who have "
            "demand in regions of others, links, chips of the fleet, platform tiers or software, and no region.",
        ),
    ] = Among.REGION,
    groups: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="Groups of the sheet Groups that are the parties instead, with semicolons between them; regions in "
            "none of them are together the rest.",
        ),
    ] = None,
    divide: Annotated[
        Divide,
        typer.Option(
            parser=one_of(Divide),
            metavar=choices(Divide),
            help="What a coalition may use of supplies, budgets and policies on quantities: its share by demand, by "
            "what each would buy, equally, or all.",
        ),
    ] = Divide.DEMAND,
    transit: Annotated[
        bool, typer.Option("--transit", help="Let the work of a coalition cross regions of others.")
    ] = False,
    most: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(0),
            metavar="NUMBER",
            help="Coalitions that are solved at most for the nucleolus and the most tempted ones, beside those of the "
            "Shapley value.",
            show_default="all that bounds do not settle",
        ),
    ] = None,
    orders: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(0),
            metavar="PAIRS",
            help="Sample the Shapley value by so many random orders and their reverses; 0: no Shapley value, so that "
            "only the coalitions that matter for the nucleolus are solved.",
            show_default="all coalitions of up to 10 parties, 20 of more",
        ),
    ] = None,
) -> "AllocationStudy":
    """Who pays what of the common plan: nucleolus, Shapley value, duals and plain rules, who would leave, and the side
    payments."""
    from planner.cli.study.allocation import AllocationStudy

    return AllocationStudy(by.value, groups, divide.value, transit, orders, most)
