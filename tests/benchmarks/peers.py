"""The planner's model in the hands of others: bare HiGHS, SCIP, CBC, and HiGHS by Pyomo's own interface.

Each gets the arrays or the Pyomo model in the planner's units, one thread, a time limit, and else its default settings.
"""

import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cbcbox
import highspy
import numpy as np
import pyomo.environ as pyo
import pyscipopt
from pyomo.contrib.appsi.solvers import Highs as PyomoHighs

from planner.solve.compile import LinearModel
from planner.solve.highs import HighsSolver
from planner.solve.scaling import no_scaling
from tests.benchmarks.record import Step

GAP = 1e-3
"""At which a run may end."""


@dataclass
class Trace:
    """The steps of a run, by a clock that began with the instance."""

    begun: float
    offset_m: float = 0.0
    """Added to what the solver reports."""
    steps: list[Step] = field(default_factory=list)

    def note(self, best: float | None, bound: float | None, seconds: float | None = None) -> None:
        """Keep a step if it says anything new; `seconds` is its time where it is not now."""
        best_m = best + self.offset_m if best is not None and abs(best) < 1e19 else None
        bound_m = bound + self.offset_m if bound is not None and abs(bound) < 1e19 else None
        if not self.steps or (self.steps[-1].best_m, self.steps[-1].bound_m) != (best_m, bound_m):
            now = time.monotonic() - self.begun
            self.steps.append(Step(now if seconds is None else seconds, best_m, bound_m))


def bare_highs(model: LinearModel, trace: Trace, time_limit_s: float, inside: Callable[[], None]) -> str:
    """Solve by HiGHS as it is; return how it ended."""
    solver = HighsSolver(model, no_scaling(model))
    highs = solver._highs
    inside()
    highs.setOptionValue("mip_rel_gap", GAP)
    highs.setOptionValue("time_limit", time_limit_s)

    def told(event: Any) -> None:
        trace.note(float(event.data_out.mip_primal_bound), float(event.data_out.mip_dual_bound))

    highs.cbMipLogging.subscribe(told)
    highs.cbMipImprovingSolution.subscribe(told)
    highs.run()
    info = highs.getInfo()
    trace.note(float(info.objective_function_value), float(info.mip_dual_bound))
    return str(highs.modelStatusToString(highs.getModelStatus()))


def scip(model: LinearModel, trace: Trace, time_limit_s: float, inside: Callable[[], None]) -> str:
    """Solve by SCIP; return how it ended."""
    solver = pyscipopt.Model()
    solver.hideOutput()
    with tempfile.TemporaryDirectory() as folder:
        solver.readProblem(str(write_mps(model, Path(folder))))
    inside()
    solver.setParams({"limits/gap": GAP, "limits/time": time_limit_s, "parallel/maxnthreads": 1})

    class Listener(pyscipopt.Eventhdlr):
        """Notes every better plan and bound."""

        events = pyscipopt.SCIP_EVENTTYPE.BESTSOLFOUND | pyscipopt.SCIP_EVENTTYPE.LPSOLVED

        def eventinit(self) -> None:
            self.model.catchEvent(self.events, self)

        def eventexit(self) -> None:
            self.model.dropEvent(self.events, self)

        def eventexec(self, event: Any) -> None:
            trace.note(self.model.getPrimalbound(), self.model.getDualbound())

    solver.includeEventhdlr(Listener(), "listener", "notes plans and bounds")
    solver.optimize()
    trace.note(solver.getPrimalbound(), solver.getDualbound())
    return str(solver.getStatus())


_CBC_SAYS = tuple(
    re.compile(pattern)
    for pattern in (
        r"LP Optimal .*Obj: (?P<bound>\S+) .*Time: (?P<at>[\d.]+)s",
        r"^ ★ .*solution\s+(?P<best>\S+)\s+(?P<at>[\d.]+)$",
        r"^\s+\d+\s+\d+\s+\d+\s+\d+\s+[\d.]+\s+(?P<bound>\S+)\s+(?P<at>[\d.]+)$",
        r"(?P<best>\S+)\s+(?:[A-Za-z].*?\s+)?(?P<bound>\S+)\s+[\d.]+%\s+(?P<at>[\d.]+)$",
        r"^Objective value:\s+(?P<best>\S+)",
        r"^Lower bound:\s+(?P<bound>\S+)",
    )
)
"""The relaxation, a plan of the feasibility pump, a round of cuts, a line of the tree, the end."""
_CBC_END = re.compile(r"Result - (.*)")


def cbc(model: LinearModel, trace: Trace, time_limit_s: float, inside: Callable[[], None]) -> str:
    """Solve by CBC, whose log says where it stands and when; return how it ended. The log comes late, in blocks."""
    best = bound = None
    ending = "no result"
    with tempfile.TemporaryDirectory() as folder:
        path = write_mps(model, Path(folder))
        limits = ["-sec", f"{time_limit_s:.0f}", "-timeMode", "elapsed", "-ratio", f"{GAP}", "-threads", "0"]
        command = [cbcbox.cbc_bin_path(), str(path), *limits, "-solve", "-quit"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        inside()
        before_s = time.monotonic() - trace.begun
        assert process.stdout is not None
        for line in map(str.rstrip, process.stdout):
            if end := _CBC_END.search(line):
                ending = end[1]
            said = next((found.groupdict() for pattern in _CBC_SAYS if (found := pattern.search(line))), {})
            known = {name: number for name, text in said.items() if (number := _number(text)) is not None}
            best, bound = known.get("best", best), known.get("bound", bound)
            trace.note(best, bound, before_s + known["at"] if "at" in known else None)
        process.wait()
    return ending


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def pyomo_highs(
    m: pyo.ConcreteModel, trace: Trace, until_s: float, inside: Callable[[], None]
) -> tuple[tuple[int, int, int, int], str]:
    """Solve by HiGHS through Pyomo's own interface, until the trace's clock says `until_s`.

    Returns rows, columns, integers and non-zeros as the solver has them, and how it ended.
    """
    solver = PyomoHighs()
    solver.config.load_solution = False
    solver.config.mip_gap = GAP
    solver.highs_options = {"threads": 1}
    solver.set_instance(m)
    inside()
    lp = solver._solver_model.getLp()
    integers = sum(kind == highspy.HighsVarType.kInteger for kind in lp.integrality_)
    sizes = lp.num_row_, lp.num_col_, integers, len(lp.a_matrix_.value_)
    solver.config.time_limit = max(1.0, until_s - (time.monotonic() - trace.begun))
    result = solver.solve(m)
    trace.note(result.best_feasible_objective, result.best_objective_bound)
    return sizes, str(result.termination_condition.name)


def write_mps(model: LinearModel, folder: Path) -> Path:
    """Write a model as an MPS file and return where it is. The objective's constant stays out."""
    path = folder / "model.mps"
    plain = LinearModel(
        cost=model.cost,
        offset=0.0,
        matrix=model.matrix,
        row_lower=model.row_lower,
        row_upper=model.row_upper,
        lower=model.lower,
        upper=model.upper,
        integer=np.asarray(model.integer),
        column_families=model.column_families,
        row_families=model.row_families,
    )
    # Without names of rows and columns HiGHS makes some, and warns.
    status = HighsSolver(plain, no_scaling(plain))._highs.writeModel(str(path))
    if status == highspy.HighsStatus.kError or not path.is_file():
        raise OSError(f"HiGHS could not write {path}")
    return path
