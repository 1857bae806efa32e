"""A saved run, read again: what was solved, and the plan with a new audit."""

from dataclasses import dataclass
from pathlib import Path

from models.audit.audit import Audit, audit
from models.instance import Instance
from models.plan import Plan
from planner.errors import RunFolderError, WorkbookError
from planner.report.facts import RunFacts
from planner.report.prices import PriceLike
from planner.runs.plan_data import read_plan_data
from planner.runs.price_data import read_price_data
from planner.runs.record import BEST_COSTS, read_facts
from planner.runs.store import FAILED_DATA, INPUT, PLAN_DATA, PRICES, RECORD
from planner.runs.surroundings import fingerprint
from planner.workbook.reader import instance_of
from planner.workbook.tables import Tables, read_tables


@dataclass(frozen=True, eq=False)
class SavedRun:
    """A run folder: the workbook as it was, how the run ended, and its plan if it has one."""

    folder: Path
    facts: RunFacts
    tables: Tables
    inst: Instance
    plan: Plan | None
    prices: PriceLike | None

    def audited(self) -> Audit | None:
        """Return a new audit of the plan, from workbook and plan alone; None without a plan."""
        return None if self.plan is None else audit(self.inst, self.plan)


def read_run(folder: Path) -> SavedRun:
    """Return the run that a folder holds.

    Raises
    ------
    RunFolderError
        When the folder is not that of a run, is damaged, was changed since, or comes from a newer planner.
    """
    if not folder.is_dir():
        raise RunFolderError(f"there is no run folder {folder}")
    if not (folder / RECORD).is_file():
        raise RunFolderError(f"{folder} is not a run folder: it has no {RECORD}")
    facts = read_facts(folder / RECORD)
    source = _unchanged_input(folder, facts)
    scenario, tree = (facts.scenario if facts.basis == "scenario" else None), facts.basis == "tree"
    try:
        tables, problems = read_tables(source)
        inst = instance_of(tables, problems, name=Path(facts.workbook).stem, scenario=scenario, tree=tree)
        inst = inst.replace(best_cost_m=facts.options.get(BEST_COSTS) or {})
    except WorkbookError as error:
        raise RunFolderError(f"{source} can no longer be read as a workbook:\n{error}") from error
    data = next((folder / name for name in (PLAN_DATA, FAILED_DATA) if (folder / name).is_file()), None)
    if data is None and facts.cost_m is not None:
        raise RunFolderError(f"{folder} has lost its plan: {RECORD} tells of one, but there is no {PLAN_DATA}")
    return SavedRun(
        folder,
        facts,
        tables,
        inst,
        plan=None if data is None else read_plan_data(data),
        prices=None if data is None else read_price_data(folder / PRICES),
    )


def _unchanged_input(folder: Path, facts: RunFacts) -> Path:
    """Return the workbook of the run.

    Raises
    ------
    RunFolderError
        When it is missing, or is not the one that was solved.
    """
    source = folder / INPUT
    try:
        content = source.read_bytes()
    except OSError as error:
        raise RunFolderError(f"{source} cannot be read ({error.strerror}); without it the plan says nothing") from error
    if fingerprint(content) != facts.input_sha256:
        raise RunFolderError(
            f"{source} was changed after the run: its fingerprint is not the one in {RECORD}; put back the workbook "
            "as it was, or solve the changed one"
        )
    return source
