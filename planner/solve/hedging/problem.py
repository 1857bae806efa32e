"""What is handed to the processes of `mpiexec`, and under which names it is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.instance import Instance

PROBLEM, PROGRESS, STOP, DECISIONS = "problem.pickle", "progress.jsonl", "stop", "decisions"
"""Files of the problem, of the rounds and of the wish to stop, and the folder with the decisions that futures share."""


@dataclass(frozen=True)
class Problem:
    """What is to be solved, and when to stop."""

    inst: Instance
    shared: Mapping[str, tuple[tuple[str, Any], ...]]
    """By stage, family and index of the decisions that its futures share."""
    gap: float
    """Relative, between the best decisions and the bound."""
    time_limit_s: float
    most_rounds: int = 10_000
