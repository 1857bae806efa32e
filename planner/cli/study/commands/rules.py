"""`planner study rules`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import choices, one_of

if TYPE_CHECKING:
    from planner.cli.study.rules import RulesStudy


class Only(StrEnum):
    """Kinds of rules."""

    POLICIES = "policies"
    RESIDENCY = "residency"
    SUPPLY = "supply"
    COMMITMENTS = "commitments"


def rules(
    only: Annotated[
        list[Only] | None,
        typer.Option(
            parser=one_of(Only),
            metavar=choices(Only),
            help="A kind of rules; may be given several times.",
            show_default="all",
        ),
    ] = None,
) -> "RulesStudy":
    """What each rule costs: the plan again without each policy, residency rule, chip quota or commitment.

    Quotas are lifted chip by chip, residency by class of workloads.
    """
    from planner.cli.study.rules import RulesStudy

    return RulesStudy(tuple(kind.value for kind in only or Only))
