"""One study, from the workbook to a folder of its own."""

import json
import logging
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from models.ids import ScenarioId
from models.instance import Instance
from planner.cli.log import log_text
from planner.cli.statuses import ExitStatus
from planner.cli.study.view import counting, show_study
from planner.cli.terminal import say_error
from planner.errors import UsageError
from planner.report.document import Document
from planner.report.html.document import document_html
from planner.report.html.figures import Figure
from planner.report.words import Language, language_of
from planner.runs.folder import Draft, folder_name
from planner.runs.kept import KeptSolves
from planner.runs.store import INPUT, write_csv
from planner.runs.surroundings import fingerprint, versions
from planner.solve import SolveOptions, solve
from planner.solve.workers import workers_at
from planner.studies.solves import Answer, Solver, shared_out
from planner.workbook.expand.book import Book
from planner.workbook.overrides import in_scenario
from planner.workbook.plan_export import write_plan
from planner.workbook.reader import instance_of, read_workbook
from planner.workbook.scenarios import scenarios_of
from planner.workbook.tables import Tables, read_tables

log = logging.getLogger(__name__)

SOLVES = ".solves"
"""Folder of finished solves, beside those of the runs."""
_LARGE = 8
"""Regions from which a solve takes longer than a process takes to start."""


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line."""

    book: Path
    scenario: str | None
    options: SolveOptions
    workers: int | None
    cluster: str | None
    out: Path
    language: Language | None
    quiet: bool
    as_json: bool


@dataclass(frozen=True, eq=False)
class Asked:
    """What a study is about."""

    inst: Instance
    tables: Tables
    """Of the workbook as it stands."""
    book: Book
    """As the scenario has it."""
    workbook: str
    """File name."""
    scenario: str | None
    """That is studied; None: the workbook as it stands."""
    started: str
    """UTC, ISO 8601."""
    language: Language

    def each_scenario(self) -> Mapping[ScenarioId, Instance]:
        """Return each scenario of the workbook alone.

        Raises
        ------
        UsageError
            When one scenario is asked for, or there are fewer than two.
        WorkbookError
            When the workbook cannot be used under one of them.
        """
        if self.scenario is not None:
            raise UsageError("this study takes all scenarios of the workbook; leave out --scenario")
        names = scenarios_of(self.book)
        if len(names) < 2:
            raise UsageError(f"there are not two scenarios to compare; list them on {self.book.tab('Scenarios')}")
        tables, name = self.book.tables, Path(self.workbook).stem
        return {one: instance_of(tables, name=name, scenario=one) for one in names}

    def all_futures(self) -> Instance:
        """Return all scenarios of the workbook as one tree.

        Raises
        ------
        UsageError
            When one scenario is asked for, or the workbook has none.
        WorkbookError
            When the scenarios make no tree.
        """
        return instance_of(self.book.tables, name=Path(self.workbook).stem, scenario=self.scenario, tree=True)


@dataclass(frozen=True, eq=False)
class Finished:
    """What a study has found."""

    document: Document
    figures: Mapping[str, Sequence[Figure]]
    result: Mapping[str, Any]
    """For programs."""
    answers: Sequence[Answer]


class Study(Protocol):
    """A study with its own options."""

    @property
    def name(self) -> str:
        """Name of the command."""

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Solve, and return what was found."""


def run_study(request: Request, study: Study) -> ExitStatus:
    """Read, solve, write the folder of the study, say what came out, and return the exit status."""
    started, clock = datetime.now(UTC), time.perf_counter()
    content = request.book.read_bytes()
    inst = read_workbook(request.book, request.scenario)
    tables, _ = read_tables(request.book)
    asked = Asked(
        inst,
        tables,
        Book(in_scenario(tables, request.scenario).tables),
        request.book.name,
        request.scenario,
        started.isoformat(timespec="seconds"),
        request.language or language_of(inst),
    )
    draft = Draft(request.out, folder_name(request.book, study.name, started))
    try:
        with _solving(request, inst) as (solver, options):
            finished = study.run(asked, solver, options)
        record = _record(request, study, asked, finished, fingerprint(content), time.perf_counter() - clock)
        _write(draft.path, content, finished, record)
    except KeyboardInterrupt:
        draft.discard()
        say_error("Stopped; the solves that were finished are kept, and the same command goes on from them.")
        return ExitStatus.STOPPED_WITHOUT_PLAN
    except BaseException:
        draft.discard()
        raise
    folder = draft.publish()
    if request.as_json:
        print(json.dumps(record | {"folder": str(folder)}, ensure_ascii=False, indent=2))
    else:
        show_study(finished.document, finished.answers, folder, quiet=request.quiet)
    return ExitStatus.DONE


@contextmanager
def _solving(request: Request, inst: Instance) -> Iterator[tuple[Solver, SolveOptions]]:
    """Yield what the study solves with: this process, others, or a cluster."""
    workers = workers_at(request.cluster, request.workers or _usual_workers(inst))
    try:
        with counting(quiet=request.quiet or request.as_json) as on_count:
            pool = workers.pool if workers is not None else None
            count = workers.count if workers is not None else 1
            solver = Solver(solve, pool, count, KeptSolves(request.out / SOLVES), on_count)
            # On a cluster each worker has a machine, or its part of one, to itself.
            yield solver, request.options if request.cluster is not None else shared_out(request.options, count)
    finally:
        if workers is not None:
            workers.close()


def _usual_workers(inst: Instance) -> int:
    return (os.cpu_count() or 1) if len(inst.first_case.regions) >= _LARGE else 1


def _record(
    request: Request, study: Study, asked: Asked, finished: Finished, input_sha256: str, seconds: float
) -> dict[str, Any]:
    return {
        "study": study.name,
        "workbook": asked.workbook,
        "scenario": request.scenario,
        "started": asked.started,
        "currency": asked.inst.settings.currency,
        "result": dict(finished.result),
        "solves": [_solve_record(answer) for answer in finished.answers],
        "seconds": seconds,
        "options": asdict(replace(request.options)),
        "versions": versions(),
        "input_sha256": input_sha256,
    }


def _solve_record(answer: Answer) -> dict[str, Any]:
    outcome = answer.outcome
    return {
        "name": answer.task,
        "ending": None if outcome is None else outcome.ending.value,
        "cost": None if outcome is None else outcome.cost_m,
        "bound": None if outcome is None else outcome.bound_m,
        "gap": None if outcome is None else outcome.gap,
        "seconds": answer.seconds,
        "kept": answer.kept,
        "failure": answer.failure or None,
    }


def _write(folder: Path, content: bytes, finished: Finished, record: Mapping[str, Any]) -> None:
    document = finished.document
    (folder / INPUT).write_bytes(content)
    write_plan(document.summary, document.pages, folder / "study.xlsx", document.words)
    (folder / "study.html").write_text(document_html(document, finished.figures), encoding="utf-8")
    write_csv(document.tables, folder / "tables")
    (folder / "study.json").write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "run.log").write_text(log_text(), encoding="utf-8")
