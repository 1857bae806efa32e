"""What is handed to the processes of `mpiexec`, and under which names it is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.instance import Instance
from planner.solve.hedging.groups import Group

PROBLEM, PROGRESS, STOP = "problem.pickle", "progress.jsonl", "stop"
"""Files: the problem, how far it is, and the wish to stop."""
HOPELESS, REFUSED = "hopeless", "refused"
"""Files: the future that has no plan whatever is shared, and why so many processes cannot work together."""
KINDS = 3
"""Of processes: those that lead, those for the bound, and those that try decisions; as many of each."""


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

    def why_refused(self, processes: int) -> str | None:
        """Return why so many processes cannot share the work; None: they can."""
        most = KINDS * len(self.groups)
        if processes % KINDS == 0 and processes <= most:
            return None
        return (
            f"it starts {processes} processes, but for {len(self.groups)} futures it has to start a multiple of "
            f"{KINDS}, and at most {most}"
        )
