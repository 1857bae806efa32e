"""`planner study scenarios`."""

from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import YEAR

if TYPE_CHECKING:
    from planner.cli.study.scenarios import ScenariosStudy


def scenarios(
    until: Annotated[
        int | None,
        typer.Option(
            parser=YEAR,
            metavar="YEAR",
            help="Decisions may differ from this year on; those before it are the first decisions.",
            show_default="Scenarios: decisions_from; else after the first period",
        ),
    ] = None,
) -> "ScenariosStudy":
    """All scenarios side by side: the plan for each, what its first decisions cost in every other, what all build."""
    from planner.cli.study.scenarios import ScenariosStudy

    return ScenariosStudy(until)
