"""One solve from the workbook to the run folder, and the exit status it ends with."""

import dataclasses
import json
import logging
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from models.audit.audit import Audit, audit
from models.instance import Instance
from planner.cli.log import log_text
from planner.cli.plan_view import show_ending
from planner.cli.progress import progress_line, showing_progress
from planner.cli.statuses import MEANING, ExitStatus
from planner.cli.terminal import errors
from planner.cli.trace import Trace
from planner.errors import ReportError, UsageError
from planner.report.facts import Basis, RunFacts
from planner.report.words import Language, language_of
from planner.runs.folder import Draft, folder_name
from planner.runs.record import run_record
from planner.runs.store import UNAUDITED, drop_report, keep, keep_unaudited, write_log, write_record, write_report
from planner.runs.surroundings import fingerprint, versions
from planner.solve import Ending, Outcome, Progress, SolveOptions, solve
from planner.solve.memory import peak_memory_mb
from planner.workbook.reader import read_workbook

log = logging.getLogger(__name__)

AS_IT_STANDS = "base"
"""What the workbook without any scenario is called, unless a scenario has this name."""


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line."""

    book: Path
    scenario: str | None
    tree: bool
    options: SolveOptions
    out: Path
    quiet: bool
    as_json: bool
    language: Language | None = None
    """Of the reports; None: that of the workbook's Settings."""

    @property
    def scenario_name(self) -> str:
        """The scenario as run folder and run.json name it."""
        return "tree" if self.tree else self.scenario or AS_IT_STANDS

    @property
    def basis(self) -> Basis:
        """What of the workbook is solved."""
        return "tree" if self.tree else "as it stands" if self.scenario is None else "scenario"


def solve_book(request: Request) -> ExitStatus:
    """Read, solve, audit, write the run folder, say what came out, and return the exit status."""
    started = datetime.now(UTC)
    clock = time.perf_counter()
    log.info("planner %s", versions())
    log.info("workbook %s, scenario %s, %s", request.book, request.scenario_name, request.options)
    workbook = request.book.read_bytes()  # what is solved now is kept, whatever becomes of the file meanwhile
    inst, request = _read(request)
    reading_s = time.perf_counter() - clock
    draft = Draft(request.out, folder_name(request.book, request.scenario_name, started))
    try:
        trace = Trace()
        outcome = _solve(inst, request, trace)
    except BaseException:
        draft.discard()
        raise
    with _no_interrupts():
        keep_unaudited(draft.path, workbook, outcome.plan, outcome.prices)
        try:
            clock = time.perf_counter()
            checked = audit(inst, outcome.plan) if outcome.plan is not None else None
            audit_s = time.perf_counter() - clock
            status = status_of(outcome, checked)
            seconds = {"read": reading_s, **outcome.seconds, "audit": audit_s}
            facts = _facts(request, started, fingerprint(workbook), outcome, status, seconds)
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
        _report(draft, inst, outcome, checked, facts, request.language or language_of(inst))
        folder = draft.publish()
    if request.as_json:
        record = run_record(facts, checked, inst.settings.currency) | {"run_folder": str(folder)}
        print(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        show_ending(inst, outcome.plan, checked, facts, folder, trace, quiet=request.quiet)
    return status


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


def _read(request: Request) -> tuple[Instance, Request]:
    """Return the instance that is asked for, and the request in the words of the workbook."""
    try:
        return read_workbook(request.book, request.scenario, request.tree), request
    except UsageError:
        if request.scenario != AS_IT_STANDS:
            raise
    # No scenario is called so: it is the workbook itself.
    return read_workbook(request.book), dataclasses.replace(request, scenario=None)


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


def _solve(inst: Instance, request: Request, trace: Trace) -> Outcome:
    currency = inst.settings.currency
    quiet = request.quiet or request.as_json
    with showing_progress(errors(), currency, quiet=quiet) as show:

        def take(progress: Progress) -> None:
            log.info(progress_line(progress, currency))
            trace.take(progress)
            show(progress)

        return solve(inst, request.options, take)


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Let a second Ctrl-C not cost the plan that the first one has kept."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _facts(
    request: Request,
    started: datetime,
    input_sha256: str,
    outcome: Outcome,
    status: ExitStatus,
    seconds: dict[str, float],
) -> RunFacts:
    sizes: dict[str, Any] = dataclasses.asdict(outcome.sizes) if outcome.sizes is not None else {}
    asked = {
        "scenario": request.scenario,
        "tree": request.tree,
        "language": request.language,
        **dataclasses.asdict(request.options),
    }
    return RunFacts(
        workbook=request.book.name,
        scenario=request.scenario_name,
        started=started.isoformat(timespec="seconds"),
        input_sha256=input_sha256,
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
