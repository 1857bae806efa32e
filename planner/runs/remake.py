"""The report of a saved run made again: beside what is there first, and in its place only when it is whole."""

import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

from models.audit.audit import Audit
from planner.errors import RunFolderError
from planner.report.words import Language, language_of
from planner.runs.folder import Draft
from planner.runs.saved import SavedRun
from planner.runs.store import drop_other_names, write_report


@dataclass(frozen=True)
class Remade:
    """A report made again."""

    folder: Path
    audit: Audit
    """Made anew, from workbook and plan."""


def remake(run: SavedRun, out: Path | None = None, language: Language | None = None) -> Remade:
    """Audit the plan of a run again, write its report again, and return both.

    Parameters
    ----------
    out
        A new folder for it; None: the run folder itself, where it takes the place of the earlier one.
    language
        In which people read it; None: as it was asked for in the solve, or else as the Settings have it.

    Raises
    ------
    RunFolderError
        When the run has no plan, or the report cannot be written there.
    """
    checked = run.audited()
    if checked is None:
        raise RunFolderError(f"{run.folder} has no plan to report on: its solve ended with '{run.facts.status}'")
    read_in = language or _language(run)
    if out is None:
        _in_place(run, checked, read_in)
        return Remade(run.folder, checked)
    if out.exists():
        raise RunFolderError(f"{out} is there already; name a new folder with --out")
    draft = Draft(out.parent, out.name)
    try:
        _write(run, checked, draft.path, read_in)
    except BaseException:
        draft.discard()
        raise
    return Remade(draft.publish(), checked)


def _language(run: SavedRun) -> Language:
    asked = run.facts.options.get("language")
    return asked if asked in ("en", "zh") else language_of(run.inst)


def _in_place(run: SavedRun, checked: Audit, language: Language) -> None:
    draft = run.folder / f".report.{uuid.uuid4().hex[:8]}.partial"
    try:
        draft.mkdir()
        _write(run, checked, draft, language)
        _take_the_place(draft, run.folder)
        drop_other_names(run.folder, checked)
    except OSError as error:
        raise RunFolderError(
            f"the report cannot be written in {run.folder} ({error.strerror}); close its files where they are open, "
            "or name a new folder with --out"
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(run: SavedRun, checked: Audit, folder: Path, language: Language) -> None:
    write_report(folder, run.inst, run.plan, checked, run.prices, run.facts, language)


def _take_the_place(draft: Path, folder: Path) -> None:
    """Put each file and folder of the draft in the place of the earlier one."""
    for path in sorted(draft.iterdir()):
        target = folder / path.name
        if not path.is_dir() or not target.exists():
            path.replace(target)
            continue
        old = draft / f"{path.name}.old"
        target.rename(old)
        try:
            path.rename(target)
        except OSError:
            old.rename(target)
            raise
