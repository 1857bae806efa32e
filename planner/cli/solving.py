"""One solve from the workbook to the run folder, and the exit status it ends with."""

import dataclasses
import json
import logging
import shlex
import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from models.instance import Instance
from models.plan import Plan
from planner.cli.interrupts import Wish
from planner.cli.keeping import Found, Kept, keep_found
from planner.cli.plan_view import show_ending
from planner.cli.progress import progress_line, showing_progress
from planner.cli.request import AS_IT_STANDS, Request
from planner.cli.statuses import ExitStatus
from planner.cli.study.view import counting
from planner.cli.terminal import errors
from planner.cli.trace import Trace
from planner.errors import ReportError, UsageError
from planner.runs.folder import Draft, folder_name
from planner.runs.record import run_record
from planner.runs.store import keep_unaudited
from planner.runs.surroundings import versions
from planner.solve import OnPlan, Outcome, Progress, solve
from planner.solve.hedging.launch import is_available
from planner.solve.hedging.solve import can_be_taken_apart, is_large, solve_by_future
from planner.solve.workers import workers_at
from planner.studies.futures import futures_alone, measures_regret, with_best_costs, without_plan
from planner.studies.solves import Solver
from planner.workbook.reader import read_workbook

log = logging.getLogger(__name__)


def solve_book(request: Request) -> ExitStatus:
    """Read, solve, audit, write the run folder, say what came out, and return the exit status."""
    started = datetime.now(UTC)
    clock = time.perf_counter()
    log.info("planner %s", versions())
    log.info("workbook %s, scenario %s, %s", request.book, request.scenario_name, request.options)
    workbook = request.book.read_bytes()  # what is solved now is kept, whatever becomes of the file meanwhile
    inst, request = _read(request)
    reading_s = time.perf_counter() - clock
    wish, trace = Wish(), Trace()
    with wish.heard():
        draft = Draft(request.out, folder_name(request.book, request.scenario_name, started))
        try:
            inst, outcome = _solve_all(inst, request, wish, trace, partial(_keep_early, draft, workbook))
        except BaseException:
            draft.discard()
            raise
        kept = keep_found(draft, Found(request, started, workbook, inst, reading_s, outcome))
    try:
        _say(request, inst, outcome, kept, trace)
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"the run folder is {kept.folder}, but what is to be said of it cannot be written ({error.strerror})"
        raise ReportError(message) from error
    return ExitStatus(kept.facts.exit_status)


def _say(request: Request, inst: Instance, outcome: Outcome, kept: Kept, trace: Trace) -> None:
    if request.as_json:
        record = run_record(kept.facts, kept.audit, inst.settings.currency) | {"run_folder": str(kept.folder)}
        print(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        show_ending(inst, outcome.plan, kept.audit, kept.facts, kept.folder, trace, quiet=request.quiet)
    sys.stdout.flush()


def _read(request: Request) -> tuple[Instance, Request]:
    """Return the instance that is asked for, and the request in the words of the workbook."""
    try:
        return read_workbook(request.book, request.scenario, request.tree), request
    except UsageError:
        if request.scenario != AS_IT_STANDS:
            raise
    # No scenario is called so: it is the workbook itself.
    return read_workbook(request.book), dataclasses.replace(request, scenario=None)


def _keep_early(draft: Draft, workbook: bytes, plan: Plan) -> None:
    """Write what the search has found, before it is cleaned up, priced and audited: the process may be killed."""
    try:
        keep_unaudited(draft.path, workbook, plan, None)
    except OSError:
        # It is written again at the end, where there is somebody to tell.
        log.exception("the plan cannot be kept yet")


def _solve_all(inst: Instance, request: Request, wish: Wish, trace: Trace, on_plan: OnPlan) -> tuple[Instance, Outcome]:
    """Return the end of the solve, and the instance with what regret is measured from where that counts."""
    if not measures_regret(inst):
        return inst, _solve(inst, request, wish, trace, on_plan)
    with counting(quiet=request.quiet or request.as_json) as on_count:
        alone = futures_alone(inst, Solver(solve, on_count=on_count), request.options)
    inst = with_best_costs(inst, alone)
    return inst, without_plan(alone) or _solve(inst, request, wish, trace, on_plan)


def _solve(inst: Instance, request: Request, wish: Wish, trace: Trace, on_plan: OnPlan) -> Outcome:
    currency = inst.settings.currency
    quiet = request.quiet or request.as_json
    with showing_progress(errors(), currency, quiet=quiet) as show:

        def take(progress: Progress) -> None:
            if wish.made:
                raise KeyboardInterrupt
            log.info(progress_line(progress, currency))
            trace.take(progress)
            show(progress)

        if _apart(inst, request):
            return solve_by_future(inst, request.options, solve, take, _from_here(request.mpiexec))
        workers = workers_at(request.cluster, request.workers)
        try:
            return solve(inst, request.options, take, workers=workers, on_plan=on_plan)
        finally:
            if workers is not None:
                workers.close()


def _from_here(command: str | None) -> str | None:
    """Return how processes are started with the whole paths of the files that it names, such as a list of machines.

    They start in a folder of their own, and whoever names a file means it from where the planner was called.
    """
    if command is None:
        return None
    program, *words = shlex.split(command)
    return shlex.join([program, *(str(Path(word).resolve()) if Path(word).is_file() else word for word in words)])


def _apart(inst: Instance, request: Request) -> bool:
    """Return whether the futures are solved apart.

    Raises
    ------
    UsageError
        When they are to be and cannot.
    """
    if request.apart == "always" or request.mpiexec is not None:
        if not can_be_taken_apart(inst):
            raise UsageError(
                "--apart needs several futures whose expected cost alone is minimised; set risk_weight to 0, or leave "
                "--apart out"
            )
        return True
    return request.apart == "auto" and can_be_taken_apart(inst) and is_large(inst) and is_available()
