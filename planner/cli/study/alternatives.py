"""The study of alternatives as a command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.instance import Instance
from planner.cli.study.running import Asked, Finished
from planner.errors import UsageError
from planner.report.words import Words
from planner.solve import SolveOptions
from planner.studies.alternatives import Alternatives, Of, alternatives, amounts_of
from planner.studies.documents.alternatives import Told, figures, tell
from planner.studies.solves import Solver
from planner.workbook.cells import split_list
from planner.workbook.problems import did_you_mean


@dataclass(frozen=True)
class AlternativesStudy:
    """What is counted, how much dearer plans may be, and how many there are to be."""

    of: Of
    names: str | None
    within: float
    plans: int

    name = "alternatives"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Solve for the ranges and the plans, and return their document and figures."""
        inst, words = asked.inst, Words(asked.language)
        names = self._names(inst)
        found = alternatives(
            inst, solver, of=self.of, names=names, within=self.within, plans=self.plans, options=options
        )
        document = tell(inst, found, asked.started, asked.workbook, words)
        answers = [one.answer for one in found.solves]
        return Finished(document, figures(Told(inst, found, words)), _result(found), answers)

    def _names(self, inst: Instance) -> Sequence[str]:
        known = amounts_of(inst, self.of)
        if not known:
            raise UsageError(f"--of {self.of}: the workbook has none that anything could be ordered for")
        names = split_list(self.names) if self.names is not None else ()
        for name in names:
            if name not in known:
                hint = did_you_mean(name, known) or f"; it has {', '.join(known)}"
                raise UsageError(f"--names has '{name}', but the workbook has no such {self.of[:-1]}{hint}")
        return names


def _result(found: Alternatives) -> Mapping[str, Any]:
    """Return the figures for programs."""
    return {
        "of": found.of,
        "within": found.within,
        "cost_limit": found.cost_limit_m,
        "ranges": {
            one.name: {
                "least": one.low,
                "least_bound": one.low_bound,
                "best": one.best,
                "most": one.high,
                "most_bound": one.high_bound,
            }
            for one in found.ranges
        },
        "plans": [{"name": one.name, "cost": one.plan.cost_m, "amounts": dict(one.amounts)} for one in found.plans],
    }
