"""The national sample made infeasible in twelve ways, each with a known culprit; diagnosed, repaired and solved again.

`python -m tests.studies.national_variants` prints the table of docs/commands.md, row by row; names of variants after
it leave out the others.
"""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from models.audit.audit import audit
from planner import read_workbook, solve
from planner.cli.diagnosis_view import Advice, advices
from planner.solve import SolveOptions
from planner.studies.diagnose import diagnose
from planner.workbook.cell_of import place_of
from planner.workbook.expand.book import Book
from planner.workbook.tables import read_tables

NATIONAL = Path(__file__).parent.parent.parent / "inputs" / "national.xlsx"
TIME_LIMIT_S = 300.0
"""That of `planner diagnose` where nothing is said."""
SOLVE_LIMIT_S = 300.0
YEARS = ("2026", "2027", "2028", "2029", "2030")


class Draft:
    """The sample while its numbers are changed."""

    def __init__(self) -> None:
        self.book = openpyxl.load_workbook(NATIONAL)

    def cells(self, sheet: str, column: str, **keys: str) -> set[str]:
        """Return the addresses of a column in the rows with these keys."""
        tab = self.book[sheet]
        places = _columns(tab)
        rows = [
            row
            for row in range(2, tab.max_row + 1)
            if all(tab.cell(row, places[key]).value == word for key, word in keys.items())
        ]
        assert rows, (sheet, keys)
        return {f"{sheet}!{tab.cell(row, places[column]).coordinate}" for row in rows}

    def put(self, sheet: str, column: str, value: Any, **keys: str) -> set[str]:
        """Set a column in the rows with these keys; return the addresses of the cells."""
        found = self.cells(sheet, column, **keys)
        for address in found:
            self.book[sheet][address.split("!")[1]] = value
        return found

    def add(self, sheet: str, *rows: Mapping[str, Any]) -> None:
        """Add rows to a sheet, which is made where there is none."""
        if sheet not in self.book.sheetnames:
            self.book.create_sheet(sheet).append(list(dict.fromkeys(name for row in rows for name in row)))
        tab: Worksheet = self.book[sheet]
        places = _columns(tab)
        for row in rows:
            number = tab.max_row + 1
            for name, value in row.items():
                tab.cell(number, places[name]).value = value

    def due(self, *workloads: str) -> None:
        """Let no work of these workloads be left undone at a price."""
        for workload in workloads:
            self.put("Workloads", "unmet_penalty", None, workload=workload)


def _columns(tab: Worksheet) -> dict[str, int]:
    """Return the columns of a sheet by the names in its first row."""
    return {str(cell.value): number for number, cell in enumerate(tab[1], 1)}


def quota(draft: Draft) -> set[str]:
    """A fiftieth of the servers of general purpose."""
    draft.due("cloud", "secured")
    chips = ("CPU-X86-2S", "CPU-DOM-2S")
    return set().union(*(draft.put("ChipSupply", year, 100_000, chip=chip) for chip in chips for year in YEARS))


def grid(draft: Draft) -> set[str]:
    """Beijing, whose secured work stays there, has 60 MW of grid."""
    draft.due("secured")
    return draft.put("Regions", "grid_limit_mw", 60, region="Beijing")


def budget(draft: Draft) -> set[str]:
    """A fortieth of the nation's capital."""
    draft.due("cloud", "secured", "science")
    return set().union(*(draft.put("Budgets", "amount", 20_000, budget="capital", period=year) for year in YEARS))


def latency(draft: Draft) -> set[str]:
    """Inference in real time has 1 ms, and Beijing not the grid to do all of its own."""
    draft.due("realtime inference")
    draft.put("Regions", "grid_limit_mw", 400, region="Beijing")
    return draft.put("Workloads", "max_latency_ms", 1, workload="realtime inference")


def residency(draft: Draft) -> set[str]:
    """The training of Beijing stays there, and there are 100 MW of grid for it."""
    draft.due("training")
    draft.put("Regions", "grid_limit_mw", 100, region="Beijing")
    draft.add("Residency", {"workload": "training", "origin": "Beijing", "host": "*", "allowed": "no"})
    return draft.cells("Residency", "allowed", workload="training", origin="Beijing")


def pair(draft: Draft) -> set[str]:
    """Of what is added at least 60 % is to stand in the hubs, as in the sample, and at most 50 %."""
    draft.due("secured")
    rule = {"metric": "new_capacity", "filter": "region=Hubs", "denominator": "*", "apply": "total", "mode": "hard"}
    draft.add("Policies", {"policy": "hub share at most", **rule, "sense": "<=", "value": 0.5})
    return draft.cells("Policies", "value", metric="new_capacity", filter="region=Hubs")


def commitment(draft: Draft) -> set[str]:
    """50,000 units of a chip are ordered for a year in which 20,000 are to be had."""
    order = {"commitment": "order", "decision": "bought_units", "filter": "chip=ASC-960;period=2027"}
    draft.add("Commitments", {**order, "sense": ">=", "value": 50_000, "apply": "total"})
    return draft.cells("Commitments", "value") | draft.cells("ChipSupply", "2027", chip="ASC-960")


def outage(draft: Draft) -> set[str]:
    """A tenth of Beijing is left on a summer day, and all of the secured work is due."""
    draft.due("cloud", "secured")
    name = {"outage": "blackout", "slice": "summer day"}
    others = ("training", "realtime inference", "batch inference", "science", "cloud")
    draft.add(
        "Outages",
        {**name, "region": "Beijing", "remaining_fraction": 0.1},
        {**name, "workload": "secured", "due_fraction": 1},
        *({**name, "workload": workload, "due_fraction": 0} for workload in others),
    )
    return draft.cells("Outages", "due_fraction", workload="secured")


def staff(draft: Draft) -> set[str]:
    """Hebei, whose secured work stays there, has a staff of 40 and trains nobody."""
    draft.due("secured")
    draft.put("Regions", "training_cost", None, region="Hebei")
    return draft.put("Regions", "staff_limit", 40, region="Hebei")


def link(draft: Draft) -> set[str]:
    """Hainan has neither halls nor power for its training, and its links of 10 Gbps cannot be widened."""
    draft.due("training")
    for column in ("grid_limit_mw", "existing_hall_mw", "max_hall_modules"):
        draft.put("Regions", column, 0, region="Hainan")
    draft.put("Pipeline", "active", "no", place="Hainan")
    cells: set[str] = set()
    for row in draft.book["Links"].iter_rows(min_row=3):
        if "Hainan" in (row[1].value, row[2].value):
            cells |= draft.put("Links", "existing_gbps", 10, link=str(row[0].value))
            cells |= draft.put("LinkModules", "max_modules", 0, link=str(row[0].value))
    return cells


def types(draft: Draft) -> set[str]:
    """Hainan, whose secured work stays there, may have no type of chip, and has none."""
    draft.due("secured")
    fleet = draft.book["Fleet"]
    for row in range(fleet.max_row, 2, -1):
        if fleet.cell(row, 1).value == "Hainan":
            fleet.delete_rows(row)
    return draft.put("Regions", "max_chip_types", 0, region="Hainan")


def shares(draft: Draft) -> set[str]:
    """Of the counted capacity 35 % is to be AI, as in the sample, and from 2028 on 70 % of general purpose."""
    draft.due("secured")
    rule = {"metric": "counted_capacity", "filter": "class=general", "denominator": "*", "apply": "each period"}
    years = "2028;2029;2030"
    draft.add(
        "Policies",
        {"policy": "general share", **rule, "period": years, "sense": ">=", "value": 0.7, "mode": "hard"},
    )
    return draft.cells("Policies", "value", metric="counted_capacity")


VARIANTS: tuple[Callable[[Draft], set[str]], ...] = (
    quota,
    grid,
    budget,
    latency,
    residency,
    pair,
    commitment,
    outage,
    staff,
    link,
    types,
    shares,
)


@dataclass(frozen=True)
class Row:
    """What became of one variant."""

    name: str
    named_in: int
    """The number of the first repair that has a cell of the culprit; 0: none has."""
    repair: str
    """The first repair, in words."""
    seconds: float
    cpu_s: float
    tried: bool
    """Whether the diagnosis itself has found a plan with it."""
    solved: bool
    """Whether the workbook has a plan that passes its audit when its cells are changed as the repair says."""

    def line(self) -> str:
        """Return the row of the table."""
        named = f"repair {self.named_in}" if self.named_in else "no"
        tried, solved = ("yes" if found else "no" for found in (self.tried, self.solved))
        return f"| {self.name} | {named} | {self.repair} | {self.seconds:.0f} | {self.cpu_s:.0f} | {tried} | {solved} |"


HEAD = (
    "| culprit | named in | first repair | seconds | CPU s | tried | plan after it |",
    "|---|---|---|---|---|---|---|",
)


def run(variant: Callable[[Draft], set[str]], folder: Path) -> Row:
    """Make a variant, diagnose it, do what its first repair says, and solve it."""
    draft = Draft()
    culprit = variant(draft)
    path = folder / f"{variant.__name__}.xlsx"
    draft.book.save(path)
    book = Book(read_tables(path)[0])
    began, cpu_s = time.monotonic(), time.process_time()
    found = diagnose(
        read_workbook(path),
        solve,
        time_limit_s=TIME_LIMIT_S,
        group_of=lambda key: place_of(book, key[0], key[1:]).address,
    )
    seconds, cpu_s = time.monotonic() - began, time.process_time() - cpu_s
    told = [advices(book, one.repair.changes) for one in found.repairs]
    named = [number for number, cells in enumerate(told, 1) if culprit & {advice.place.address for advice in cells}]
    solved = bool(told) and has_plan(path, told[0])
    tried = bool(found.repairs) and found.repairs[0].has_plan
    return Row(
        variant.__name__,
        named[0] if named else 0,
        "; ".join(_in_words(advice) for advice in told[0]) if told else "none found",
        seconds,
        cpu_s,
        tried,
        solved,
    )


def has_plan(path: Path, repair: Sequence[Advice]) -> bool:
    """Change the cells of a workbook as a repair says, and return whether an audited plan comes out of it."""
    book = openpyxl.load_workbook(path)
    for advice in repair:
        book[advice.place.sheet][advice.place.cell] = advice.place.needed or advice.needed
    path = path.with_stem(f"{path.stem} repaired")
    book.save(path)
    inst = read_workbook(path)
    plan = solve(inst, SolveOptions(gap=inf, patience=0.0, time_limit_s=SOLVE_LIMIT_S, threads=1, prices=False)).plan
    return plan is not None and audit(inst, plan).passed


def _in_words(advice: Advice) -> str:
    if advice.place.needed is not None:
        return f"{advice.place.address} {advice.place.now} -> {advice.place.needed}"
    return f"{advice.place.address} {advice.now:,.6g} -> {advice.needed:,.6g}"


def main(names: Sequence[str]) -> None:
    """Print the table of the variants with these names, or of all."""
    _tell(*HEAD)
    with TemporaryDirectory() as folder:
        for variant in VARIANTS:
            if not names or variant.__name__ in names:
                _tell(run(variant, Path(folder)).line())


def _tell(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
