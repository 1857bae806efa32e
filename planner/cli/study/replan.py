"""The study of replanning as a command."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from planner.cli.study.running import Asked, Finished
from planner.errors import UsageError
from planner.report.comparison.causes import group_names, input_page
from planner.report.comparison.sides import Comparison, Side
from planner.report.facts import RunFacts
from planner.report.words import Words
from planner.runs.saved import SavedRun, read_run
from planner.solve import Ending, SolveOptions
from planner.studies.documents.replan import Told, figures, tell
from planner.studies.replan import Replan, holds_of, replan
from planner.studies.solves import Solver
from planner.workbook.blend import Inputs, Pair, side_by_side
from planner.workbook.change_list import change_list


@dataclass(frozen=True)
class ReplanStudy:
    """The earlier plan, and how its decisions are held."""

    run_folder: Path
    lock_before: int | None
    later: Literal["preferred", "free"]
    changing: float

    name = "replan"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Solve with the earlier decisions held and without, and return the document and figures."""
        earlier = read_run(self.run_folder)
        if earlier.plan is None:
            raise UsageError(f"the run {self.run_folder} has no plan to keep to")
        audit = earlier.audited()
        if audit is None or not audit.passed:
            raise UsageError(f"the plan of {self.run_folder} failed its audit, and is none to keep to")
        words = Words(asked.language)
        holds = holds_of(asked.inst, self.lock_before, later=self.later)
        found = replan(
            earlier.inst, earlier.plan, asked.inst, solver, holds=holds, changing=self.changing, options=options
        )
        pair = side_by_side(_inputs(earlier), Inputs(asked.tables, asked.scenario))
        names = group_names(words)
        told = Told(
            found,
            self.run_folder.resolve().name,
            earlier.plan.cost_m,
            input_page(_comparison(earlier, asked, pair, words)),
            [names[group] for group in pair.causes],
            words,
        )
        document = tell(told, asked.started, asked.workbook)
        return Finished(document, figures(told), _result(found, earlier), [one.answer for one in found.solves])


def _inputs(run: SavedRun) -> Inputs:
    scenario = run.facts.scenario if run.facts.basis == "scenario" else None
    return Inputs(run.tables, scenario, run.facts.basis == "tree")


def _comparison(earlier: SavedRun, asked: Asked, pair: Pair, words: Words) -> Comparison:
    """Return what is needed to tell of the inputs of both."""
    facts = RunFacts(
        workbook=asked.workbook,
        scenario=asked.scenario or "base",
        started=asked.started,
        input_sha256="",
        ending=Ending.OPTIMAL.value,
        exit_status=0,
        status="",
    )
    return Comparison(
        a=Side("A", earlier.facts, earlier.inst.settings.currency, None),
        b=Side("B", facts, asked.inst.settings.currency, None),
        changes=change_list(pair.changes, words),
        causes=pair.causes,
        whole=None,
        attribution=None,
        words=words,
        is_unrelated=pair.is_unrelated,
    )


def _result(found: Replan, earlier: SavedRun) -> Mapping[str, Any]:
    """Return the figures for programs."""
    price = found.price_of_keeping
    return {
        "run": str(earlier.folder),
        "holds": dict(found.holds),
        "cost_of_changing": found.changing,
        "earlier_cost": earlier.facts.cost_m,
        "cost": found.known.cost_m,
        "charged_for_changes": found.departure_m if found.kept.plan is not None else None,
        "cost_as_if_nothing_was_decided": found.free.known.cost_m,
        "price_of_keeping": None if price is None else price.best_m,
        "locked_can_be_kept": found.kept.plan is not None if found.unkept is not None or found.kept.plan else None,
        "changes": [
            {
                "decision": one.decision,
                "of": [str(part) for part in one.place],
                "period": one.period,
                "before": one.before,
                "after": one.after,
                "held": one.hold,
            }
            for one in found.changes
        ],
        "unknown": [
            {
                "decision": one.decision,
                "of": [str(part) for part in one.place],
                "period": one.period,
                "value": one.value,
            }
            for one in found.holding.unknown
        ],
    }
