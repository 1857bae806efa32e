"""How fast plans are found and proven: the planner beside bare solvers on the same models, each run in its own process.

make bench                         the standard set
make bench BENCH="--sizes 31 --solvers planner highs"

First every solver solves a tiny instance, and nothing is measured unless all find the same cost.
"""

import argparse
import csv
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.known.scattered import SITES
from tests.benchmarks.measure import SOLVERS, WAREHOUSES
from tests.benchmarks.peers import GAP
from tests.benchmarks.record import GAPS, Record, from_json

ROOT = Path(__file__).parent.parent.parent
TINY_LIMIT_S = 120.0
GRACE_S = 900.0
"""Over the time limit, for building and for solvers that look at the clock rarely."""


def run_apart(solver: str, instance: str, time_limit_s: float) -> Record | str:
    """Return the record of one run in a process of its own, or the last line of what it said when it failed."""
    command = [sys.executable, "-m", "tests.benchmarks.measure", solver, instance, f"{time_limit_s:g}"]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=time_limit_s + GRACE_S
        )
    except subprocess.TimeoutExpired:
        return f"did not end {GRACE_S:.0f} s after its time limit"
    lines = [line for line in (done.stdout if done.returncode == 0 else done.stderr).splitlines() if line.strip()]
    if done.returncode != 0:
        return f"status {done.returncode}: {lines[-1] if lines else 'no message'}"
    return from_json(lines[-1])


def table_of(records: Iterable[Record]) -> Table:
    """Return the runs as a table for the terminal."""
    table = Table(
        "instance", "solver", "rows", "columns", "integers", "non-zeros", "build s", "build MB", "first plan s"
    )
    for gap in GAPS:
        table.add_column(f"{gap:.1%} s")
    for name in ("gap at end", "seconds", "processor s", "peak MB", "ending"):
        table.add_column(name)
    for record in records:
        table.add_row(*cells(record))
    return table


def cells(record: Record) -> list[str]:
    """Return what a table says of a run."""
    gap = record.last.gap
    return [
        record.instance,
        record.solver,
        *(f"{size:,}" for size in (record.rows, record.columns, record.integers, record.nonzeros)),
        f"{record.build_s:.1f}",
        f"{record.build_mb:.0f}",
        _seconds(record.first_plan_s),
        *(_seconds(record.seconds_to(target)) for target in GAPS),
        "none" if gap is None else f"{gap:.2%}",
        f"{record.seconds:.0f}",
        f"{record.cpu_s:.0f}",
        f"{record.peak_mb:.0f}",
        record.ending,
    ]


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"


HEADINGS = (
    "instance",
    "solver",
    "version",
    "time_limit_s",
    "rows",
    "columns",
    "integers",
    "nonzeros",
    "build_s",
    "build_mb",
    "seconds",
    "cpu_s",
    "peak_mb",
    "ending",
)


def write_csv(records: Sequence[Record], folder: Path) -> None:
    """Write `runs.csv`, a line for each run, and `steps.csv`, a line for each better plan or bound."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "runs.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            [*HEADINGS, "first_plan_s", *(f"seconds_to_{gap:g}" for gap in GAPS), "best_m", "bound_m", "gap"]
        )
        for record in records:
            last = record.last
            own = [getattr(record, name) for name in HEADINGS]
            reached = [record.first_plan_s, *(record.seconds_to(gap) for gap in GAPS)]
            writer.writerow([_short(value) for value in (*own, *reached, last.best_m, last.bound_m, last.gap)])
    with (folder / "steps.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["instance", "solver", "seconds", "best_m", "bound_m"])
        for record in records:
            for step in record.steps:
                values = (step.seconds, step.best_m, step.bound_m)
                writer.writerow([record.instance, record.solver, *(_short(value) for value in values)])


def _short(value: object) -> object:
    return "" if value is None else f"{value:.10g}" if isinstance(value, float) else value


def disagreements(solvers: Sequence[str]) -> list[str]:
    """Return what is wrong when the solvers do not find the same cost for a tiny instance, within their gaps."""
    found = {solver: run_apart(solver, "tiny", TINY_LIMIT_S) for solver in solvers}
    wrong = [f"{solver}: {record}" for solver, record in found.items() if isinstance(record, str)]
    costs = {solver: record.last.best_m for solver, record in found.items() if isinstance(record, Record)}
    wrong += [f"{solver} found no plan" for solver, cost_m in costs.items() if cost_m is None]
    known = [cost_m for cost_m in costs.values() if cost_m is not None]
    if known and max(known) - min(known) > 2 * GAP * abs(min(known)):
        wrong.append("costs differ: " + ", ".join(f"{solver} {cost_m}" for solver, cost_m in costs.items()))
    return wrong


def arguments_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description="The planner beside bare solvers, each run in its own process.")
    parser.add_argument("--sizes", type=int, nargs="*", default=[8, 31], help="regions of the generated instances")
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument("--charges", type=float, default=1.0, help="factor on all fixed charges of generated instances")
    parser.add_argument("--warehouses", type=int, nargs="*", default=[], help="seeds of warehouse locations")
    parser.add_argument("--sites", type=int, default=SITES, help="of a warehouse location, ten customers for each")
    parser.add_argument("--national", action="store_true", help="also the national sample")
    parser.add_argument("--solvers", nargs="*", default=list(SOLVERS), choices=SOLVERS)
    parser.add_argument("--time-limit", type=float, default=180.0, help="seconds of each run, building included")
    parser.add_argument("--at-a-time", type=int, default=1, help="bare solvers, of one thread each, that run at a time")
    parser.add_argument("--out", type=Path, default=ROOT / "runs" / "bench", help="folder of runs.csv and steps.csv")
    return parser.parse_args(arguments)


def main() -> None:
    """Run all that was asked for, and say and write what came out."""
    asked = arguments_of(None)
    console = Console(width=200)
    if wrong := disagreements(asked.solvers):
        sys.exit("The solvers do not agree on a tiny instance: " + "; ".join(wrong))
    names = ["national"] if asked.national else []
    charges = "" if asked.charges == 1 else f":{asked.charges:g}"
    names += [f"{size}:{seed}{charges}" for size in asked.sizes for seed in asked.seeds]
    sites = "" if asked.sites == SITES else f":{asked.sites}"
    names += [f"{WAREHOUSES}:{seed}{sites}" for seed in asked.warehouses]
    records = run_all(names, asked, console)
    console.print(table_of(records))
    console.print(f"{asked.out / 'runs.csv'}")


def run_all(names: Sequence[str], asked: argparse.Namespace, console: Console) -> list[Record]:
    """Run the planner, which takes all cores, on one instance after the other, then the bare solvers; say what came."""
    runs = [(name, solver) for name in names for solver in asked.solvers]
    found: dict[tuple[str, str], Record] = {}

    def run_one(run: tuple[str, str]) -> None:
        name, solver = run
        record = run_apart(solver, name, asked.time_limit)
        if isinstance(record, str):
            console.print(f"{name} {solver}: {record}")
            return
        gap = record.last.gap
        console.print(f"{name} {solver}: {'no gap' if gap is None else f'{gap:.2%}'} after {record.seconds:.0f} s")
        found[run] = record
        write_csv([found[done] for done in runs if done in found], asked.out)

    for workers, alone in ((1, True), (asked.at_a_time, False)):
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(run_one, [run for run in runs if (run[1] == "planner") is alone]))
    return [found[run] for run in runs if run in found]


if __name__ == "__main__":
    main()
