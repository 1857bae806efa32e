"""The study of uncertainty as a command."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.cli.study.running import Asked, Finished
from planner.report.words import Words
from planner.solve import SolveOptions
from planner.studies.documents.uncertainty.document import figures, tell
from planner.studies.known import Effect, Known
from planner.studies.solves import Solver
from planner.studies.uncertainty import Criterion, Uncertainty, uncertainty


@dataclass(frozen=True)
class UncertaintyStudy:
    """By what, beside the expected cost, plans are chosen."""

    criteria: tuple[Criterion, ...]

    name = "uncertainty"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Solve the futures alone and together, and return their document and figures."""
        found = uncertainty(asked.all_futures(), solver, options, self.criteria)
        words = Words(asked.language)
        document = tell(found, asked.started, asked.workbook, words)
        return Finished(document, figures(found, words), _result(found), found.answers)


def _result(found: Uncertainty) -> Mapping[str, Any]:
    """Return the figures for programs."""
    tree = found.inst.tree
    return {
        "wait_and_see": _known(found.wait_and_see),
        "here_and_now": _known(found.here_and_now),
        "here_and_now_as_for_the_mean": _known(found.blind_known),
        "evpi": _effect(found.worth_of_knowing),
        "vss": _effect(found.worth_of_planning_for_all),
        "criteria": {criterion: choice.value_m for criterion, choice in found.choices.items()},
        "futures": {
            tree.outcome(leaf).scenario: {
                "probability": tree.outcome(leaf).probability,
                "alone": solved.known.cost_m,
                **{criterion: choice.leaf_cost_m.get(leaf) for criterion, choice in found.choices.items()},
            }
            for leaf, solved in found.alone.items()
        },
    }


def _known(known: Known) -> Mapping[str, float | None]:
    return {"cost": known.cost_m, "bound": known.bound_m}


def _effect(effect: Effect | None) -> Mapping[str, float | None] | None:
    return None if effect is None else {"best": effect.best_m, "least": effect.least_m, "most": effect.most_m}
