"""What is handed to the processes of `mpiexec`, and under which names it is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.instance import Instance
from planner.solve.hedging.groups import Group

PROBLEM, PROGRESS, STOP, HOPELESS = "problem.pickle", "progress.jsonl", "stop", "hopeless"
"""Files: the problem, how far it is, the wish to stop, and the future that has no plan whatever is shared."""


@dataclass(frozen=True)
class Problem:
    """What is to be solved, and when to stop."""

    inst: Instance
    groups: tuple[Group, ...]
    """Of futures, each with a model of its own."""
    shared: Mapping[str, tuple[tuple[str, Any], ...]]
    """By stage, family and index of the decisions that its groups share."""
    gap: float
    """Relative, between the best decisions and the bound."""
    time_limit_s: float
    most_rounds: int = 10_000

    def group(self, name: str) -> Group:
        """Return the group with this name."""
        return next(group for group in self.groups if group.name == name)
