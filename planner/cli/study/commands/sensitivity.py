"""`planner study sensitivity`."""

from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import whole_number

if TYPE_CHECKING:
    from planner.cli.study.sensitivity import SensitivityStudy

_FORM = "Sheet!column[filter]=low..high"


def sensitivity(
    inputs: Annotated[
        list[str] | None,
        typer.Option(
            "--input",
            metavar="INPUT",
            help=f"An input to move, as {_FORM}; filter and range may be left out, and ends be values or changes such "
            "as -20%..+20%. May be given several times.",
            show_default="prices of chips and links, chip supply, demand, power and halls, PUE, discount rate",
        ),
    ] = None,
    morris: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(2),
            metavar="N",
            help="Also move all inputs together, on N ways through their ranges (needs SALib).",
        ),
    ] = None,
    break_even: Annotated[
        str | None,
        typer.Option(
            metavar="INPUT",
            help=f"Look for the value of this input, as {_FORM}, from which on a chip is bought; alone, unless other "
            "inputs are named.",
        ),
    ] = None,
    chip: Annotated[
        str | None,
        typer.Option(metavar="CHIP", help="The chip of --break-even.", show_default="the chip that its filter names"),
    ] = None,
) -> "SensitivityStudy":
    """How much the cost depends on single inputs, each moved and solved again; and at which value a chip enters."""
    from planner.cli.study.sensitivity import SensitivityStudy

    return SensitivityStudy(tuple(inputs or ()), morris, break_even, chip)
