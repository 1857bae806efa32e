"""The study of rules as a command."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.cli.study.running import Asked, Finished
from planner.report.words import Words
from planner.solve import SolveOptions
from planner.studies.documents.rules import Told, figures, tell
from planner.studies.rules import Kind, RulePrices, rule_prices
from planner.studies.solves import Solver


@dataclass(frozen=True)
class RulesStudy:
    """Which kinds of rules are lifted."""

    kinds: tuple[Kind, ...]

    name = "rules"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Solve with and without each rule, and return the document and figures."""
        found = rule_prices(asked.inst, solver, options, self.kinds)
        words = Words(asked.language)
        document = tell(asked.inst, found, asked.started, asked.workbook, words)
        answers = [found.whole.answer, *(one.answer for _, one in found.lifted)]
        return Finished(document, figures(Told(asked.inst, found, words)), _result(found), answers)


def _result(found: RulePrices) -> Mapping[str, Any]:
    """Return the figures for programs."""
    return {
        "cost": found.known.cost_m,
        "bound": found.known.bound_m,
        "rules": [
            {
                "kind": one.rule.kind,
                "rule": one.rule.name,
                "cost_without": one.known.cost_m,
                "price": None if one.effect is None else one.effect.best_m,
                "least": None if one.effect is None else one.effect.least_m,
                "most": None if one.effect is None else one.effect.most_m,
                "prevents_a_plan": found.prevents(one),
            }
            for one in found.prices
        ],
    }
