"""A plan as JSON, so that a saved run can be read again."""

import dataclasses
import json
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

from models.plan import Plan
from planner.errors import RunFolderError

FORMAT = 1
"""Raised when an older reader could not understand the file any more."""


def write_plan_data(plan: Plan, path: Path) -> None:
    """Write every decision of the plan: each table is a list of keys with their value."""
    tables = {
        field.name: [[*key, value] for key, value in getattr(plan, field.name).items()]
        for field in dataclasses.fields(plan)
        if field.name != "cost_m"
    }
    data = {"format": FORMAT, "cost_m": plan.cost_m, "tables": tables}
    # Under another name first: a plan that stands there already is replaced by a whole one only.
    draft = path.with_name(f".{path.name}")
    draft.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)


def read_plan_data(path: Path) -> Plan:
    """Return the plan that `write_plan_data` wrote.

    Raises
    ------
    RunFolderError
        When the file is missing, is not such a plan, or comes from a newer planner.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] > FORMAT:
            raise RunFolderError(f"{path} was written by a newer planner; read it with that one")
        tables = {name: {_key(name, row): float(row[-1]) for row in rows} for name, rows in data["tables"].items()}
        return Plan(cost_m=data["cost_m"], **tables)
    except OSError as error:
        raise RunFolderError(f"{path} cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise RunFolderError(f"{path} is damaged: it is not a saved plan") from error


def _key(table: str, row: list[Any]) -> tuple[Any, ...]:
    """Return the key of a row; a route comes back from JSON as a list and was a tuple."""
    if len(row) != _key_lengths()[table] + 1:
        raise ValueError(f"a row of {table} has {len(row)} parts")
    return tuple(tuple(part) if isinstance(part, list) else part for part in row[:-1])


@cache
def _key_lengths() -> dict[str, int]:
    """Return of how many ids the keys of each table are made."""
    hints = get_type_hints(Plan)
    return {name: len(get_args(get_args(hint)[0])) for name, hint in hints.items() if name != "cost_m"}
