"""What a solve is asked for on the command line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from planner.report.facts import Basis
from planner.report.words import Language
from planner.solve import SolveOptions

AS_IT_STANDS = "base"
"""What the workbook without any scenario is called, unless a scenario has this name."""


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line."""

    book: Path
    scenario: str | None
    tree: bool
    options: SolveOptions
    out: Path
    quiet: bool
    as_json: bool
    apart: Literal["auto", "always", "never"] = "auto"
    """Whether the futures of a tree are solved apart: where it is large, always, or never."""
    mpiexec: str | None = None
    """How the processes for that are started; None: on this machine."""
    workers: int = 1
    """Processes that try moves from the best plan; 1: this one alone."""
    cluster: str | None = None
    """Address of the Dask cluster that does so in their place."""
    language: Language | None = None
    """Of the reports; None: that of the workbook's Settings."""

    @property
    def scenario_name(self) -> str:
        """The scenario as run folder and run.json name it."""
        return "tree" if self.tree else self.scenario or AS_IT_STANDS

    @property
    def basis(self) -> Basis:
        """What of the workbook is solved."""
        return "tree" if self.tree else "as it stands" if self.scenario is None else "scenario"
