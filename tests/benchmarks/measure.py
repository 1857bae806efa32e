"""One run of one solver on one instance, in this process; the record goes to standard output as one line of JSON.

python -m tests.benchmarks.measure planner 31:1 180      the planner, 31 regions, seed 1, 180 s
python -m tests.benchmarks.measure scip national 180     SCIP, the national sample
"""

import resource
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from importlib.metadata import version

import highspy
import pyomo
import pyscipopt

import models.build
from models.instance import Instance
from planner import read_workbook
from planner.solve import Progress, SolveOptions, solve
from planner.solve.compile import LinearModel, compile_model
from tests.benchmarks import peers
from tests.benchmarks.generator import Scale, generate
from tests.benchmarks.known.orlib_cfl import instance_of as warehouse_problem
from tests.benchmarks.known.scattered import CUSTOMERS, SITES, scattered
from tests.benchmarks.peers import GAP, Trace
from tests.benchmarks.proportions import NATIONAL
from tests.benchmarks.record import Record, to_json

Peer = Callable[[LinearModel, Trace, float, Callable[[], None]], str]
BY_ARRAYS: dict[str, Peer] = {"highs": peers.bare_highs, "scip": peers.scip, "cbc": peers.cbc}
_PROCESSES = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
SOLVERS = ("planner", *BY_ARRAYS, "pyomo")
WAREHOUSES = "warehouses"


def instance_of(name: str) -> Instance:
    """Return the national sample for `national`, else what is generated for regions:seed or regions:seed:charges.

    `tiny` is three regions over two years, which every solver solves in seconds; warehouses:seed is warehouse location
    with 100 sites and 1,000 customers, warehouses:seed:sites with fewer or more, ten customers for each.
    """
    if name == "national":
        return read_workbook(NATIONAL)
    if name == "tiny":
        return generate(Scale(3, periods=2), 1)
    regions, seed, *more = name.split(":")
    if regions == WAREHOUSES:
        sites = int(more[0]) if more else SITES
        return warehouse_problem(scattered(int(seed), sites, CUSTOMERS * sites // SITES), name)
    return generate(Scale(int(regions), charges=float(more[0]) if more else 1.0), int(seed))


def version_of(solver: str) -> str:
    """Return what a solver is, with its version."""
    if solver == "scip":
        return f"SCIP {pyscipopt.Model().version()}"
    if solver == "cbc":
        return f"CBC of cbcbox {version('cbcbox')}"
    highs = f"HiGHS {highspy.Highs().version()}"
    return {"planner": f"planner {version('compute-planner')}, {highs}", "highs": highs}.get(
        solver, f"Pyomo {pyomo.version.version}, {highs}"
    )


class Clock:
    """Seconds and memory since the instance stood in memory."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self._mb_before = peak_mb()
        self.build_s = self.build_mb = 0.0

    @property
    def elapsed_s(self) -> float:
        """Seconds since then."""
        return time.monotonic() - self.begun

    def inside(self) -> None:
        """Say that the model is in the solver now."""
        self.build_s, self.build_mb = self.elapsed_s, peak_mb() - self._mb_before


def run(solver: str, name: str, time_limit_s: float) -> Record:
    """Run one solver on one instance and return what it came to."""
    inst = instance_of(name)
    cpu_before = cpu_s()
    clock = Clock()
    trace = Trace(clock.begun)
    if solver == "planner":
        sizes, ending = _planner(inst, trace, time_limit_s, clock.inside)
    elif solver == "pyomo":
        # Pyomo by itself leaves Python's collector running.
        models.build.PauseGC = nullcontext  # type: ignore[attr-defined] # imported there, not exported
        sizes, ending = peers.pyomo_highs(models.build.build(inst).pyomo, trace, time_limit_s, clock.inside)
    else:
        model = compile_model(models.build.build(inst).pyomo)
        sizes = model.row_count, model.column_count, int(model.integer.sum()), int(model.matrix.nnz)
        trace.offset_m = model.offset if solver in ("scip", "cbc") else 0.0
        ending = BY_ARRAYS[solver](model, trace, max(1.0, time_limit_s - clock.elapsed_s), clock.inside)
    rows, columns, integers, nonzeros = sizes
    return Record(
        instance=name,
        solver=solver,
        version=version_of(solver),
        time_limit_s=time_limit_s,
        rows=rows,
        columns=columns,
        integers=integers,
        nonzeros=nonzeros,
        build_s=clock.build_s,
        build_mb=clock.build_mb,
        seconds=clock.elapsed_s,
        cpu_s=cpu_s() - cpu_before,
        peak_mb=peak_mb(),
        ending=ending,
        steps=tuple(trace.steps),
    )


def _planner(
    inst: Instance, trace: Trace, time_limit_s: float, inside: Callable[[], None]
) -> tuple[tuple[int, int, int, int], str]:
    """Solve as the planner does; return rows, columns, integers and non-zeros, and how it ended."""
    waiting = [True]

    def told(progress: Progress) -> None:
        if waiting and progress.phase not in ("start", "build", "hand over"):
            waiting.clear()
            inside()
        trace.note(progress.best_m, progress.bound_m)

    outcome = solve(inst, SolveOptions(gap=GAP, time_limit_s=time_limit_s, prices=False), told)
    trace.note(outcome.cost_m, outcome.bound_m)
    sizes = outcome.sizes
    found = (sizes.rows, sizes.columns, sizes.integers, sizes.nonzeros) if sizes is not None else (0, 0, 0, 0)
    return found, outcome.ending.value


def peak_mb() -> float:
    """Return the largest memory of this process, or of a solver it started, in MB."""
    return max(resource.getrusage(who).ru_maxrss for who in _PROCESSES) / 1024


def cpu_s() -> float:
    """Return the processor seconds of this process and of the solvers it started."""
    used = [resource.getrusage(who) for who in _PROCESSES]
    return sum(found.ru_utime + found.ru_stime for found in used)


def main(arguments: list[str]) -> None:
    """Run, and write the record as the last line."""
    solver, name, limit = arguments
    sys.stdout.write("\n" + to_json(run(solver, name, float(limit))) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
