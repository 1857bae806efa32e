"""The facts of a run that the reports tell beside the plan itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, Literal

from planner.report.words import Words

Basis = Literal["as it stands", "scenario", "tree"]


@dataclass(frozen=True)
class RunFacts:
    """What was solved, how it ended, and what is needed to judge the run and to do it again."""

    workbook: str
    """File name."""
    scenario: str
    """As the run folder names it: that of the workbook as it stands is `base`, that of a tree `tree`."""
    started: str
    """UTC, ISO 8601."""
    input_sha256: str
    ending: str
    """Why the solve ended, in the words of the planner."""
    exit_status: int
    status: str
    cost_m: float | None = None
    bound_m: float | None = None
    """No plan costs less; None: not known."""
    gap: float | None = None
    stopped_by_default: bool = False
    """Whether a stopping rule ended the search that the user did not set."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """By phase, in order."""
    model: Mapping[str, Any] = field(default_factory=dict)
    """Sizes of the model."""
    peak_memory_mb: float | None = None
    options: Mapping[str, object] = field(default_factory=dict)
    """As they were asked for; None: the workbook's Settings decided."""
    seed: int = 0
    versions: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """What a reader should know about how it was solved."""
    basis: Basis = "as it stands"
    """What of the workbook was solved: itself without any scenario, one scenario, or all as a tree."""

    @property
    def started_text(self) -> str:
        """When the run began, as people write it."""
        began = datetime.fromisoformat(self.started).astimezone(UTC)
        return f"{began:%Y-%m-%d %H:%M} UTC"

    def heading(self, words: Words, name: str = "") -> str:
        """Say what the plan is for; `name` is what the workbook calls itself, if anything."""
        if name and name != PurePath(self.workbook).stem:
            return f"{name}: {self.heading(words)}"
        if self.basis == "as it stands":
            return words("Plan for {workbook} as it stands", workbook=self.workbook)
        if self.basis == "tree":
            return words("Plan for {workbook}, all scenarios as one tree", workbook=self.workbook)
        return words("Plan for {workbook}, scenario {scenario}", workbook=self.workbook, scenario=self.scenario)
