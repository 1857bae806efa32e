"""`planner study uncertainty`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import choices, one_of

if TYPE_CHECKING:
    from planner.cli.study.uncertainty import UncertaintyStudy


class Fear(StrEnum):
    """What plans for several futures can make small beside the expected cost."""

    WORST_FUTURES = "worst futures"
    WORST_CASE = "worst case"
    REGRET = "regret"


def uncertainty(
    fear: Annotated[
        list[Fear] | None,
        typer.Option(
            parser=one_of(Fear),
            metavar=choices(Fear),
            help="A measure of risk by which another plan is chosen; may be given several times.",
            show_default="all",
        ),
    ] = None,
) -> "UncertaintyStudy":
    """What knowing the future is worth (EVPI), planning for all (VSS), and plans that fear the worst or regret.

    The futures are the scenarios of the workbook, together.
    """
    from planner.cli.study.uncertainty import UncertaintyStudy

    return UncertaintyStudy(tuple(one.value for one in (fear if fear is not None else Fear)))
