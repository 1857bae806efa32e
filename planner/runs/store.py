"""What a run folder holds, and the files it is written in."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from models.audit.audit import Audit
from models.instance import Instance
from models.plan import Plan
from planner.report.facts import RunFacts
from planner.report.html.report import report_html
from planner.report.prices import PriceLike
from planner.report.table import Table, written
from planner.report.tables import make_tables
from planner.report.words import Language
from planner.runs.plan_data import write_plan_data
from planner.runs.price_data import write_price_data
from planner.runs.record import run_record
from planner.workbook.plan_export import write_plan

PLAN, FAILED_PLAN = "plan.xlsx", "plan-FAILED-AUDIT.xlsx"
REPORT, FAILED_REPORT = "report.html", "report-FAILED-AUDIT.html"
"""A plan that failed its audit has names that nobody takes for those of a plan."""
PLAN_DATA, FAILED_DATA, UNAUDITED = "plan.json", "plan-FAILED-AUDIT.json", "plan-NOT-AUDITED.json"
TABLES, PRICES, RECORD, INPUT = "tables", "prices.json", "run.json", "input.xlsx"


def keep_unaudited(folder: Path, workbook: bytes, plan: Plan | None, prices: PriceLike | None) -> None:
    """Write what must not be lost, before anything that may fail: the workbook, and the plan as data."""
    folder.mkdir(exist_ok=True)
    (folder / INPUT).write_bytes(workbook)
    if plan is not None:
        write_plan_data(plan, folder / UNAUDITED)
        write_price_data(prices, folder / PRICES)


def keep(folder: Path, inst: Instance, plan: Plan | None, audit: Audit | None, facts: RunFacts) -> None:
    """Write how a solve ended, and give the plan the name that its audit earns it."""
    if plan is not None and audit is not None:
        (folder / UNAUDITED).rename(folder / (PLAN_DATA if audit.passed else FAILED_DATA))
    write_record(folder, inst, audit, facts)


def write_record(folder: Path, inst: Instance, audit: Audit | None, facts: RunFacts) -> None:
    """Write run.json."""
    record = run_record(facts, audit, inst.settings.currency)
    (folder / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_report(
    folder: Path,
    inst: Instance,
    plan: Plan | None,
    audit: Audit | None,
    prices: PriceLike | None,
    facts: RunFacts,
    language: Language = "en",
) -> None:
    """Write the plan as people read it, in their language, and the tables as programs do; nothing without a plan."""
    if plan is None or audit is None:
        return
    tables = make_tables(inst, plan, audit, prices, facts, language)
    path = folder / (PLAN if audit.passed else FAILED_PLAN)
    write_plan(tables.summary, tables.pages, path, tables.words)
    page = report_html(tables, audit)
    (folder / (REPORT if audit.passed else FAILED_REPORT)).write_text(page, encoding="utf-8", newline="\n")
    write_csv(tables.tables, folder / TABLES)


def drop_other_names(folder: Path, audit: Audit) -> None:
    """Remove what an earlier report left under the names that this audit does not earn."""
    for name in (FAILED_PLAN, FAILED_REPORT) if audit.passed else (PLAN, REPORT):
        (folder / name).unlink(missing_ok=True)


def drop_report(folder: Path) -> None:
    """Remove what there is of a report that is not whole."""
    for name in (PLAN, FAILED_PLAN, REPORT, FAILED_REPORT):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / TABLES, ignore_errors=True)


def write_log(folder: Path, text: str) -> None:
    """Write run.log."""
    (folder / "run.log").write_text(text, encoding="utf-8")


def write_csv(tables: Sequence[Table], folder: Path) -> None:
    """Write a file for each table into a new folder."""
    folder.mkdir()
    for table in tables:
        table.frame.map(written).to_csv(
            folder / f"{table.name}.csv", index=False, encoding="utf-8", lineterminator="\n"
        )
