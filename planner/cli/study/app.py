"""The studies as commands of `planner study`."""

import typer

from planner.cli.study.command import command_of
from planner.cli.study.commands.allocation import allocation
from planner.cli.study.commands.alternatives import alternatives
from planner.cli.study.commands.business import business
from planner.cli.study.commands.demand import demand
from planner.cli.study.commands.fragmentation import fragmentation
from planner.cli.study.commands.frontier import frontier
from planner.cli.study.commands.outages import outages
from planner.cli.study.commands.prices import prices
from planner.cli.study.commands.replan import replan
from planner.cli.study.commands.rules import rules
from planner.cli.study.commands.scenarios import scenarios
from planner.cli.study.commands.sensitivity import sensitivity
from planner.cli.study.commands.uncertainty import uncertainty

study = typer.Typer(no_args_is_help=True, help="Answer a question about a workbook with many solves.")

STUDIES = (
    allocation,
    alternatives,
    business,
    demand,
    fragmentation,
    frontier,
    outages,
    prices,
    replan,
    rules,
    scenarios,
    sensitivity,
    uncertainty,
)

for study_of in STUDIES:
    study.command(name=study_of.__name__)(command_of(study_of))
