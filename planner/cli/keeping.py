"""What a search has found is kept in a run folder, whatever fails on the way."""

import dataclasses
import logging
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from models.audit.audit import Audit, audit
from models.instance import Instance
from planner.cli.log import log_text
from planner.cli.request import Request
from planner.cli.statuses import MEANING, ExitStatus
from planner.errors import ReportError, RunFolderError
from planner.report.facts import RunFacts
from planner.report.words import Language, language_of
from planner.runs.folder import Draft
from planner.runs.record import BEST_COSTS
from planner.runs.store import UNAUDITED, drop_report, keep, keep_unaudited, write_log, write_record, write_report
from planner.runs.surroundings import fingerprint, versions
from planner.solve import Ending, Outcome
from planner.solve.memory import peak_memory_mb

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """What a search was made from, and what it found."""

    request: Request
    started: datetime
    workbook: bytes
    inst: Instance
    reading_s: float
    outcome: Outcome


@dataclass(frozen=True)
class Kept:
    """A run folder and what is known of its plan."""

    folder: Path
    facts: RunFacts
    audit: Audit | None


def keep_found(draft: Draft, found: Found) -> Kept:
    """Audit the plan, write the run folder and give it its name.

    Raises
    ------
    ReportError
        When not all could be written where it was wanted; with the folder in which the plan is.
    """
    try:
        return _write(draft, found)
    except OSError as error:
        log.exception("the run folder cannot be written")
        reason = error.strerror
    draft.discard()
    elsewhere = Path(tempfile.gettempdir())
    try:
        kept = _write(Draft(elsewhere, draft.name), found, failed=True)
    except (OSError, RunFolderError) as error:
        raise ReportError(
            f"the run folder can be written neither in {draft.out} ({reason}) nor in {elsewhere} ({error})"
        ) from error
    raise ReportError(f"the run folder cannot be written in {draft.out} ({reason}); it is {kept.folder} instead")


def _write(draft: Draft, found: Found, *, failed: bool = False) -> Kept:
    """Write the folder; `failed`: it is not where it was wanted, which is an error of the run."""
    inst, outcome = found.inst, found.outcome
    keep_unaudited(draft.path, found.workbook, outcome.plan, outcome.prices)
    try:
        clock = time.perf_counter()
        checked = audit(inst, outcome.plan) if outcome.plan is not None else None
        audit_s = time.perf_counter() - clock
        status = ExitStatus.OWN_ERROR if failed else status_of(outcome, checked)
        facts = _facts(found, status, {"read": found.reading_s, **outcome.seconds, "audit": audit_s})
        _log_ending(facts, checked)
    except BaseException as error:
        log.exception("the audit has failed")
        write_log(draft.path, log_text())
        message = (
            f"the audit itself has failed ({_reason(error)}); what the search has found is {UNAUDITED} and the "
            f"cause in run.log, both in {draft.publish()}"
        )
        raise ReportError(message) from error
    keep(draft.path, inst, outcome.plan, checked, facts)
    _report(draft, inst, outcome, checked, facts, found.request.language or language_of(inst))
    return Kept(draft.publish(), facts, checked)


def status_of(outcome: Outcome, checked: Audit | None) -> ExitStatus:
    """Return the exit status that tells how the solve ended and whether its plan may be used."""
    if outcome.plan is None:
        if outcome.ending is Ending.INFEASIBLE:
            return ExitStatus.NO_PLAN_EXISTS
        stopped = outcome.ending in (Ending.TIME_LIMIT, Ending.INTERRUPTED)
        return ExitStatus.STOPPED_WITHOUT_PLAN if stopped else ExitStatus.OWN_ERROR
    if checked is None or not checked.passed:
        return ExitStatus.FAILED_AUDIT
    if outcome.ending is Ending.INTERRUPTED:
        return ExitStatus.STOPPED_WITH_PLAN
    if outcome.ending is Ending.TIME_LIMIT and not outcome.stopped_by_default:
        return ExitStatus.STOPPED_WITH_PLAN
    if outcome.ending in (Ending.OPTIMAL, Ending.GAP_REACHED, Ending.TIME_LIMIT):
        return ExitStatus.DONE
    return ExitStatus.OWN_ERROR


def _report(
    draft: Draft, inst: Instance, outcome: Outcome, checked: Audit | None, facts: RunFacts, language: Language
) -> None:
    """Write tables and log; when that fails, keep the folder without them, for the plan has cost a whole search.

    Raises
    ------
    ReportError
        With the folder in which the plan is.
    """
    try:
        write_report(draft.path, inst, outcome.plan, checked, outcome.prices, facts, language)
        write_log(draft.path, log_text())
    except BaseException as error:
        log.exception("the report cannot be written")
        failed = dataclasses.replace(facts, exit_status=int(ExitStatus.OWN_ERROR), status=MEANING[ExitStatus.OWN_ERROR])
        drop_report(draft.path)
        write_record(draft.path, inst, checked, failed)
        write_log(draft.path, log_text())
        found = "the plan is found, but " if outcome.plan is not None else ""
        kept = "the plan is plan.json" if outcome.plan is not None else "what is known is run.json"
        message = f"{found}its report cannot be written ({_reason(error)}); {kept} and the cause in run.log, both in "
        raise ReportError(f"{message}{draft.publish()}") from error


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]


def _facts(found: Found, status: ExitStatus, seconds: dict[str, float]) -> RunFacts:
    request, outcome = found.request, found.outcome
    sizes: dict[str, Any] = dataclasses.asdict(outcome.sizes) if outcome.sizes is not None else {}
    asked: dict[str, Any] = {
        "scenario": request.scenario,
        "tree": request.tree,
        "language": request.language,
        **dataclasses.asdict(request.options),
    }
    if found.inst.best_cost_m:
        asked[BEST_COSTS] = dict(found.inst.best_cost_m)
    return RunFacts(
        workbook=request.book.name,
        scenario=request.scenario_name,
        started=found.started.isoformat(timespec="seconds"),
        input_sha256=fingerprint(found.workbook),
        ending=outcome.ending.value,
        exit_status=int(status),
        status=MEANING[status],
        cost_m=outcome.cost_m,
        bound_m=outcome.bound_m,
        gap=outcome.gap,
        stopped_by_default=outcome.stopped_by_default,
        seconds=seconds,
        model=sizes,
        peak_memory_mb=peak_memory_mb() or None,
        options=asked,
        seed=request.options.seed,
        versions=versions(),
        notes=outcome.notes,
        basis=request.basis,
    )


def _log_ending(facts: RunFacts, checked: Audit | None) -> None:
    log.info("ended: %s; status %d (%s)", facts.ending, facts.exit_status, facts.status)
    log.info("cost %s, bound %s, gap %s (millions)", facts.cost_m, facts.bound_m, facts.gap)
    log.info("command %s", " ".join(sys.argv))
    if checked is not None:
        log.info("audit %s", "passed" if checked.passed else "FAILED")
