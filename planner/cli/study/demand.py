"""The study of drawn demand as a command."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from models.ids import PeriodId
from models.instance import Instance
from planner.cli.study.running import Asked, Finished
from planner.errors import UsageError
from planner.report.words import Words
from planner.solve import SolveOptions
from planner.studies.demand import DemandStudy, Estimate, Sizes, study_demand
from planner.studies.documents.demand import figures, tell
from planner.studies.solves import Solver


@dataclass(frozen=True)
class DrawnDemand:
    """How much is drawn, and when demand is known."""

    sizes: Sizes
    known_from: str | None

    name = "demand"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Draw, solve and judge, and return document and figures."""
        inst = asked.inst
        if not any(workload.volatility > 0 for workload in inst.first_case.workloads.values()):
            raise UsageError(
                "no workload has a volatility, so that demand is certain; fill the column volatility of the sheet "
                "Workloads"
            )
        found = study_demand(inst, self._known_from(inst), self.sizes, solver, options)
        words = Words(asked.language)
        document = tell(inst, found, asked.started, asked.workbook, words)
        return Finished(document, figures(inst, found, words), _result(found), found.answers)

    def _known_from(self, inst: Instance) -> PeriodId:
        """Return the first period whose decisions know demand: the second, where none is named."""
        later = list(inst.periods)[1:]
        if not later:
            raise UsageError("the workbook has one period, in which demand is known; add periods to plan for")
        if self.known_from is None:
            return later[0]
        if self.known_from not in later:
            raise UsageError(f"--known-from is '{self.known_from}', but must be one of {', '.join(later)}")
        return PeriodId(self.known_from)


def _result(found: DemandStudy) -> Mapping[str, Any]:
    """Return the figures for programs."""
    return {
        "sizes": asdict(found.sizes),
        "known_from": found.known_from,
        "fresh": _estimate(found.fresh.estimate),
        "fresh_without_plan": found.fresh.failing,
        "fresh_forecast": _estimate(found.fresh_forecast.estimate),
        "fresh_forecast_without_plan": found.fresh_forecast.failing,
        "saving": _estimate(found.saving),
        "gap": None if found.gap is None else {"mean": found.gap[0], "most": found.gap[1]},
        "futures": {
            outcome.scenario: outcome.probability
            for outcome in (found.plan.inst.tree.outcome(leaf) for leaf in found.plan.inst.tree.leaves)
        },
    }


def _estimate(known: Estimate | None) -> Mapping[str, float] | None:
    return None if known is None else asdict(known)
