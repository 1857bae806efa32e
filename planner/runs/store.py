"""What a run folder holds, and the files it is written in."""

import json
from collections.abc import Callable
from pathlib import Path

from models.audit.audit import Audit
from models.instance import Instance
from models.plan import Plan
from planner.report.facts import RunFacts
from planner.report.prices import PriceLike
from planner.report.tables import PlanTables, make_tables
from planner.runs.plan_data import write_plan_data
from planner.runs.record import run_record
from planner.workbook.plan_export import write_plan

PLAN, FAILED_PLAN = "plan.xlsx", "plan-FAILED-AUDIT.xlsx"
"""A plan that failed its audit has a name that nobody takes for a plan."""


def fill(
    folder: Path,
    workbook: bytes,
    inst: Instance,
    plan: Plan | None,
    audit: Audit | None,
    prices: PriceLike | None,
    facts: RunFacts,
    log_text: Callable[[], str],
) -> None:
    """Write everything that a run leaves: without a plan, what is known."""
    (folder / "input.xlsx").write_bytes(workbook)
    if plan is not None and audit is not None:
        tables = make_tables(inst, plan, audit, prices, facts)
        write_plan(tables.summary, tables.pages, folder / (PLAN if audit.passed else FAILED_PLAN))
        _write_csv(tables, folder / "tables")
        write_plan_data(plan, folder / ("plan.json" if audit.passed else "plan-FAILED-AUDIT.json"))
    record = run_record(facts, audit, inst.settings.currency)
    (folder / "run.json").write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "run.log").write_text(log_text(), encoding="utf-8")


def _write_csv(tables: PlanTables, folder: Path) -> None:
    folder.mkdir()
    for table in tables.tables:
        table.frame.to_csv(folder / f"{table.name}.csv", index=False, encoding="utf-8", lineterminator="\n")
