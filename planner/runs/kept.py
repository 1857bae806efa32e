"""Finished solves of studies on disk, under the fingerprint of what was solved."""

import dataclasses
import hashlib
import json
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from models.instance import Instance
from planner.errors import RunFolderError
from planner.runs.plan_data import read_plan_data, write_plan_data
from planner.runs.price_data import read_price_data, write_price_data
from planner.runs.surroundings import versions
from planner.solve import Ending, Outcome, Prices, SolveOptions
from planner.studies.solves import Task

_OUTCOME, _PLAN, _PRICES = "outcome.json", "plan.json", "prices.json"
_PLAIN = ("cost_m", "bound_m", "gap", "goal_value", "goal_bound", "stopped_by_default", "peak_memory_mb")


class KeptSolves:
    """A folder of finished solves; a solve whose files are damaged counts as not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, task: Task) -> Outcome | None:
        """Return the outcome of the same instance with the same options and versions; None: there is none."""
        folder = self.folder / fingerprint_of(task.inst, task.options)
        if not (folder / _OUTCOME).is_file():
            return None
        try:
            data = json.loads((folder / _OUTCOME).read_text(encoding="utf-8"))
            saved = read_price_data(folder / _PRICES)
            return Outcome(
                ending=Ending(data["ending"]),
                plan=read_plan_data(folder / _PLAN) if (folder / _PLAN).is_file() else None,
                prices=None if saved is None else Prices(saved.short_run, saved.long_run),
                seconds=data["seconds"],
                notes=tuple(data["notes"]),
                **{name: data[name] for name in _PLAIN},
            )
        except (OSError, ValueError, KeyError, TypeError, RunFolderError):
            return None

    def put(self, task: Task, outcome: Outcome) -> None:
        """Keep an outcome, whole or not at all; the sizes of its model are not kept."""
        target = self.folder / fingerprint_of(task.inst, task.options)
        draft = self.folder / f".{uuid.uuid4().hex}"
        draft.mkdir(parents=True)
        data = {name: getattr(outcome, name) for name in _PLAIN}
        data |= {"ending": outcome.ending.value, "seconds": dict(outcome.seconds), "notes": list(outcome.notes)}
        (draft / _OUTCOME).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        if outcome.plan is not None:
            write_plan_data(outcome.plan, draft / _PLAN)
        write_price_data(outcome.prices, draft / _PRICES)
        shutil.rmtree(target, ignore_errors=True)
        # Another study may have kept the same solve meanwhile; either will do.
        with suppress(OSError):
            draft.rename(target)
        shutil.rmtree(draft, ignore_errors=True)


def fingerprint_of(inst: Instance, options: SolveOptions) -> str:
    """Return the SHA-256 of everything that a result depends on: data, options, and the versions of the programs.

    The name of the instance and the number of threads are no part of it.
    """
    digest = hashlib.sha256()
    asked = dataclasses.replace(options, threads=None)
    made_with = {name: text for name, text in versions().items() if name != "system"}
    for part in (*_parts((inst.tree, inst.cases, inst.best_cost_m)), *_parts(asked), *_parts(made_with)):
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def _parts(value: Any) -> Iterator[str]:
    """Yield a value as text, piece by piece, so that different values never give the same pieces."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield f"{type(value).__name__}("
        for field in dataclasses.fields(value):
            yield field.name
            yield from _parts(getattr(value, field.name))
        yield ")"
    elif isinstance(value, Mapping):
        yield "{"
        for key, item in value.items():
            yield from _parts(key)
            yield from _parts(item)
        yield "}"
    elif isinstance(value, tuple | list):
        yield "["
        for item in value:
            yield from _parts(item)
        yield "]"
    else:
        yield f"{type(value).__name__} {value!r}"
