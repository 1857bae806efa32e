"""run.json: what is needed to judge a run and to do it again."""

import dataclasses
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.audit.audit import Audit
from planner.errors import RunFolderError
from planner.report.facts import RunFacts

BEST_COSTS = "best_costs"
"""Among the options: what the best plan for each future alone costs, where regret is measured from it."""
FORMAT = 1
"""Raised when an older reader could not understand the file any more."""


def run_record(facts: RunFacts, audit: Audit | None, currency: str) -> dict[str, Any]:
    """Return the content of run.json: plain values only, null for what is not known or not finite."""
    record = {
        "format": FORMAT,
        "status": facts.status,
        "exit_status": facts.exit_status,
        "ending": facts.ending,
        "stopped_by_default": facts.stopped_by_default,
        "workbook": facts.workbook,
        "scenario": facts.scenario,
        "basis": facts.basis,
        "started": facts.started,
        "currency": currency,
        "cost": facts.cost_m,
        "bound": facts.bound_m,
        "gap": facts.gap,
        "audit": None if audit is None else _audit(audit),
        "seconds": dict(facts.seconds),
        "model": dict(facts.model),
        "peak_memory_mb": facts.peak_memory_mb,
        "options": dict(facts.options),
        "seed": facts.seed,
        "versions": dict(facts.versions),
        "input_sha256": facts.input_sha256,
        "notes": list(facts.notes),
    }
    return {name: _plain(value) for name, value in record.items()}


def read_facts(path: Path) -> RunFacts:
    """Return the facts of the run that run.json tells.

    Raises
    ------
    RunFolderError
        When the file is missing, is not the record of a run, or comes from a newer planner.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["format"] > FORMAT:
            raise RunFolderError(f"{path} was written by a newer planner; read it with that one")
        named = {"cost_m": record["cost"], "bound_m": record["bound"], "notes": tuple(record["notes"])}
        same = [field.name for field in dataclasses.fields(RunFacts) if field.name not in named]
        return RunFacts(**named, **{name: record[name] for name in same})
    except OSError as error:
        raise RunFolderError(f"{path} cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RunFolderError(f"{path} is damaged: it is not the record of a run") from error


def _audit(audit: Audit) -> dict[str, Any]:
    return {
        "passed": audit.passed,
        "worst_residual": audit.worst_residual,
        "worst_rule": audit.worst_rule,
        "worst_where": audit.worst_where,
        "checks": sum(audit.checks.values()),
        "cost_difference": audit.cost_difference_m,
        "findings": [str(finding) for finding in audit.findings],
        "warnings": [str(warning) for warning in audit.warnings],
    }


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
