"""The command `planner`: its commands, each in a file of its own."""

from importlib.metadata import version
from typing import Annotated

import typer

from planner.cli.check import check
from planner.cli.compare import compare
from planner.cli.diagnose import diagnose
from planner.cli.report import report
from planner.cli.solve import solve
from planner.cli.study.app import study
from planner.cli.template import template

app = typer.Typer(
    name="planner",
    help="Plan computing capacity from an Excel workbook: where to build, what to share, which chips to buy, "
    "which links to upgrade, what it costs.",
    epilog="Begin with: planner template my.xlsx --example three-regions; planner solve my.xlsx",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"planner {version('compute-planner')}")
        raise typer.Exit


@app.callback()
def planner(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Hold the options that stand before a command."""


app.command()(template)
app.command()(check)
app.command()(solve)
app.command()(diagnose)
app.command()(report)
app.command()(compare)
app.add_typer(study, name="study")
