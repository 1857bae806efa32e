"""An instance as a workbook, so that it can be looked at, changed and solved from the command line.

For what the generator and the public instances use; the futures of a tree are overrides of the first one.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from models.instance import Instance
from planner.workbook.template import write_workbook
from tests.benchmarks.sheets import Cells, Sheets, sheets_of

_KEYS: Mapping[str, tuple[str, ...]] = {
    "Demand": ("region", "workload"),
    "ChipPerformance": ("chip", "workload", "region"),
    "Fleet": ("region", "chip"),
    "Links": ("link",),
}
"""Sheets whose rows may differ from future to future, and the columns that tell their rows apart."""


def write_book(inst: Instance, path: str | Path) -> None:
    """Write the workbook of an instance, of one future or of several."""
    first = inst.first_case
    sheets = sheets_of(inst.name, first)
    if not inst.tree.is_chain:
        sheets |= _futures(inst, sheets)
    write_workbook(path, {name: rows for name, rows in sheets.items() if rows}, list(first.periods))


def _futures(inst: Instance, first: Sheets) -> Sheets:
    """Return the sheets of the futures: each is what it changes of the first."""
    scenarios: list[Cells] = []
    overrides: list[Cells] = []
    leaves = [inst.tree.outcome(leaf) for leaf in inst.tree.leaves]
    known_from = next(t for t in inst.periods if sum(node.period == t for node in inst.tree.nodes) > 1)
    for leaf in leaves:
        changes = list(_changes(first, sheets_of(inst.name, inst.cases[leaf.scenario])))
        overrides += [{"set": leaf.scenario, "order": i, **change} for i, change in enumerate(changes, 1)]
        scenarios.append(
            {
                "scenario": leaf.scenario,
                "probability": leaf.probability,
                "decisions_from": known_from,
                "overrides": leaf.scenario if changes else None,
            }
        )
    return {"Scenarios": scenarios, "Overrides": overrides}


def _changes(first: Sheets, future: Sheets) -> Iterator[Cells]:
    for sheet, keys in _KEYS.items():
        before: Sequence[Cells] = first[sheet]
        for old, new in zip(before, future[sheet], strict=True):
            if any(old[key] != new[key] for key in keys):
                raise ValueError(f"the rows of {sheet} are not those of the first future")
            for column in dict.fromkeys([*old, *new]):
                if old.get(column) != new.get(column):
                    where = "; ".join(f"{key}={new[key]}" for key in keys)
                    yield {"sheet": sheet, "filter": where, "column": column, "value": new.get(column)}
