"""The study of scenarios as a command."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.ids import PeriodId
from planner.cli.study.running import Asked, Finished
from planner.errors import UsageError
from planner.report.words import Words
from planner.solve import SolveOptions
from planner.studies.documents.scenarios.document import figures, tell
from planner.studies.documents.scenarios.told import Told
from planner.studies.scenarios import SideBySide, side_by_side
from planner.studies.solves import Solver
from planner.workbook.scenarios import scenarios_of


@dataclass(frozen=True)
class ScenariosStudy:
    """Until when decisions are made before it is known which scenario comes."""

    until: int | None
    """Year from which they may differ; None: as the sheet Scenarios says."""

    name = "scenarios"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Solve each scenario, and each with the first decisions of the others; return document and figures."""
        scenarios = asked.each_scenario()
        first, stated = self._first(asked)
        found = side_by_side(scenarios, first, solver, options)
        told = Told(found, stated, Words(asked.language))
        answers = [one.answer for one in (*found.own.values(), *found.crossed.values())]
        return Finished(tell(told, asked.started, asked.workbook), figures(told), _result(found), answers)

    def _first(self, asked: Asked) -> tuple[tuple[PeriodId, ...], bool]:
        """Return the periods of the first decisions, and whether it was said which they are.

        Raises
        ------
        UsageError
            When all decisions would be first ones, or none.
        """
        periods = asked.inst.periods
        stated = [year for one in scenarios_of(asked.book).values() if (year := one.decisions_from or one.data_from)]
        if self.until is not None:
            first = tuple(t for t, period in periods.items() if period.first_year < self.until)
            if not first or len(first) == len(periods):
                years = [period.first_year for period in periods.values()]
                allowed = f"a year after {years[0]}, and no later than {years[-1]}"
                raise UsageError(f"--until is {self.until}, but must be {allowed}, the beginning of the last period")
            return first, True
        order = list(periods)
        begin = min((order.index(one) for one in stated), default=0)
        return tuple(order[: begin or 1]), begin > 0


def _result(found: SideBySide) -> Mapping[str, Any]:
    """Return the figures for programs."""
    return {
        "first_decisions": list(found.first),
        "scenarios": {s: {"cost": best.cost_m, "bound": best.bound_m} for s, best in found.best.items()},
        "regret": [
            {
                "first_decisions_for": a,
                "scenario": b,
                "cost": found.known(a, b).cost_m,
                "regret": None if (effect := found.regret(a, b)) is None else effect.best_m,
                "least": None if effect is None else effect.least_m,
                "most": None if effect is None else effect.most_m,
                "impossible": found.is_impossible(a, b),
            }
            for a in found.planned
            for b in found.possible
        ],
        "safest": found.safest,
        "as_safe": list(found.as_safe),
    }
