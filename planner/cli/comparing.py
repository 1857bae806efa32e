"""One comparison from two run folders to a folder of its own."""

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from planner.cli.attributing import Sides, attribution_of
from planner.cli.comparison_view import comparison_data, show_comparison
from planner.cli.log import log_text
from planner.cli.statuses import ExitStatus
from planner.errors import UsageError
from planner.report.comparison.sides import Comparison, Letter, Side
from planner.report.comparison.told import tell
from planner.report.comparison.web import comparison_html
from planner.report.view import view
from planner.report.words import Language, Words, language_of
from planner.runs.folder import Draft, folder_name
from planner.runs.saved import SavedRun, read_run
from planner.runs.surroundings import versions
from planner.solve import Ending, SolveOptions
from planner.studies.attribution import Attribution
from planner.studies.known import FAILED_AUDIT, NO_PLAN, NOT_FOUND, Known, difference
from planner.workbook.blend import Inputs, Pair, side_by_side
from planner.workbook.change_list import change_list
from planner.workbook.plan_export import write_plan

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line."""

    a: Path
    b: Path
    out: Path | None
    attribution: bool
    order: str | None
    options: SolveOptions
    language: Language | None
    quiet: bool
    as_json: bool


def compare_runs(request: Request) -> ExitStatus:
    """Read two runs, compare them, write the comparison, say what came out, and return the exit status."""
    started = datetime.now(UTC)
    if request.out is not None and request.out.exists():
        raise UsageError(f"{request.out} is there already; name a new folder with --out")
    log.info("planner %s", versions())
    log.info("comparing %s with %s", request.a, request.b)
    a, b = _checked(request.a), _checked(request.b)
    pair = side_by_side(_inputs(a.run), _inputs(b.run))
    found, is_stopped = None, False
    try:
        if request.attribution and _can_be_attributed(a, b, pair):
            silent = request.quiet or request.as_json
            sides = Sides(a.known, b.known, a.run.inst, b.run.inst)
            found = attribution_of(pair, sides, request.order, request.options, silent=silent)
    except KeyboardInterrupt:
        is_stopped = True
    language = request.language or language_of(b.run.inst)
    comparison = _comparison(a, b, pair, found, language, is_stopped=is_stopped)
    in_english = _comparison(a, b, pair, found, "en", is_stopped=is_stopped)
    data = comparison_data(in_english)
    folder = _write(request, comparison, data, started)
    if request.as_json:
        print(json.dumps(data | {"folder": str(folder)}, ensure_ascii=False, indent=2))
    else:
        show_comparison(in_english, folder, quiet=request.quiet)
    return ExitStatus.STOPPED_WITH_PLAN if is_stopped else ExitStatus.DONE


@dataclass(frozen=True, eq=False)
class _Checked:
    """A run with what its new audit says."""

    run: SavedRun
    passed: bool

    @property
    def known(self) -> Known:
        """What is known of the cheapest cost."""
        facts, plan = self.run.facts, self.run.plan
        if plan is None:
            why = NO_PLAN if facts.ending == Ending.INFEASIBLE.value else NOT_FOUND
            return Known(bound_m=facts.bound_m, why=why)
        if not self.passed:
            return Known(bound_m=facts.bound_m, why=FAILED_AUDIT)
        return Known(facts.cost_m, facts.bound_m, plan)

    def side(self, letter: Letter, language: Language) -> Side:
        """Return the run as a side of a comparison."""
        run = self.run
        seen = view(run.inst, run.plan, language) if run.plan is not None and self.passed else None
        return Side(letter, run.facts, run.inst.settings.currency, seen, run.prices, run.plan is not None)


def _checked(folder: Path) -> _Checked:
    run = read_run(folder)
    audit = run.audited()
    return _Checked(run, audit is not None and audit.passed)


def _inputs(run: SavedRun) -> Inputs:
    scenario = run.facts.scenario if run.facts.basis == "scenario" else None
    return Inputs(run.tables, scenario, run.facts.basis == "tree")


def _can_be_attributed(a: _Checked, b: _Checked, pair: Pair) -> bool:
    return bool(pair.causes) and not pair.is_unrelated and a.run.inst.settings.currency == b.run.inst.settings.currency


def _comparison(
    a: _Checked, b: _Checked, pair: Pair, found: Attribution | None, language: Language, *, is_stopped: bool
) -> Comparison:
    words = Words(language)
    same_money = a.run.inst.settings.currency == b.run.inst.settings.currency
    whole = found.whole if found is not None else difference([(1.0, b.known), (-1.0, a.known)])
    return Comparison(
        a=a.side("A", language),
        b=b.side("B", language),
        changes=change_list(pair.changes, words),
        causes=pair.causes,
        whole=whole if same_money else None,
        attribution=found,
        words=words,
        is_unrelated=pair.is_unrelated,
        is_stopped=is_stopped,
    )


def _write(request: Request, comparison: Comparison, data: dict[str, Any], started: datetime) -> Path:
    """Write the comparison to a new folder and return where it is."""
    if request.out is not None:
        draft = Draft(request.out.parent, request.out.name)
    else:
        sides = (comparison.a.facts, comparison.b.facts)
        names = "-".join(f"{Path(facts.workbook).stem}-{facts.scenario}" for facts in sides)
        draft = Draft(Path("runs"), folder_name(Path("compare"), names, started))
    try:
        told = tell(comparison)
        write_plan(told.summary, told.pages, draft.path / "compare.xlsx", comparison.words)
        page = comparison_html(comparison, told)
        (draft.path / "compare.html").write_text(page, encoding="utf-8")
        text = json.dumps(data, ensure_ascii=False, indent=2)
        (draft.path / "compare.json").write_text(text + "\n", encoding="utf-8")
        (draft.path / "compare.log").write_text(log_text(), encoding="utf-8")
    except BaseException:
        draft.discard()
        raise
    return draft.publish()
