"""The options that all studies share, and how a study gets them beside its own."""

import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planner.cli.failures import exit_statuses
from planner.cli.options import Book, Debug, Lang, number, whole_number

if TYPE_CHECKING:
    from planner.cli.study.running import Study

Scenario = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Study this scenario of the sheet Scenarios.", show_default="the base data"),
]
Gap = Annotated[
    float | None,
    typer.Option(
        parser=number(0, 1), metavar="SHARE", help="Gap at which each solve stops.", show_default="Settings: mip_gap"
    ),
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        parser=number(0),
        metavar="SECONDS",
        help="Time at which each solve stops.",
        show_default="Settings: time_limit_s",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        parser=whole_number(1),
        metavar="NUMBER",
        help="Solves at a time, each in a process of its own; 1: one after the other in this process.",
        show_default="one for each core where the workbook is large",
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Solve on the Dask cluster at this address, as tcp://10.0.0.1:8786."),
]
Out = Annotated[Path, typer.Option(metavar="DIR", help="Where the folder of the study goes.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no tables.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print study.json on the output, and nothing else.")]

_KEPT = "Finished solves are kept under runs/.solves: a study that was stopped goes on where it was."


def command_of(study_of: Callable[..., "Study"]) -> Callable[..., None]:
    """Return the command of a study.

    Parameters
    ----------
    study_of
        Its parameters are the options of the study alone; it returns the study that is then run on the workbook. Its
        docstring is the help of the command.
    """

    def command(**given: Any) -> None:
        shared = {name: given.pop(name) for name in _SHARED if name in given}
        with exit_statuses(debug=shared["debug"], as_json=shared["as_json"]):
            status = _run(study_of(**given), shared)
        raise typer.Exit(status)

    own = inspect.signature(study_of).parameters.values()
    parameters = [_SHARED["book"], *own, *(one for name, one in _SHARED.items() if name != "book")]
    named = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
    vars(command)["__signature__"] = inspect.Signature(named)
    command.__annotations__ = {one.name: one.annotation for one in named}
    command.__doc__ = f"{inspect.getdoc(study_of)}\n\n{_KEPT}"
    return command


def _run(study: "Study", shared: Mapping[str, Any]) -> int:
    from planner.cli.study.running import Request, run_study
    from planner.solve import SolveOptions

    lang = shared["lang"]
    request = Request(
        book=shared["book"],
        scenario=shared["scenario"],
        options=SolveOptions(gap=shared["gap"], time_limit_s=shared["time_limit"]),
        workers=shared["workers"],
        cluster=shared["cluster"],
        out=shared["out"],
        language=lang.code if lang is not None else None,
        quiet=shared["quiet"],
        as_json=shared["as_json"],
    )
    return run_study(request, study)


def _of_all_studies(
    book: Book,
    scenario: Scenario = None,
    gap: Gap = None,
    time_limit: TimeLimit = None,
    workers: Workers = None,
    cluster: Cluster = None,
    out: Out = Path("runs"),
    quiet: Quiet = False,
    as_json: AsJson = False,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Hold the parameters that every study has."""


_SHARED = dict(inspect.signature(_of_all_studies).parameters)
