"""The command `planner` with a solver that ends as its first argument says, for endings that take long to provoke."""

import os
import signal
import sys
import time

import planner.cli.keeping
import planner.cli.solving
import planner.runs.store
from models.instance import Instance
from models.plan import Plan
from planner.cli.start import run
from planner.solve import Ending, OnPlan, Outcome, Progress, SolveOptions, solve
from planner.solve.outcome import OnProgress
from planner.solve.workers import Workers


def no_tables(*_args: object) -> None:
    raise TypeError("the pen is dry")


def fake(
    inst: Instance, options: SolveOptions, on_progress: OnProgress, *, workers: Workers | None, on_plan: OnPlan
) -> Outcome:
    """Return an outcome of the wanted kind."""
    wanted = sys.argv[0]
    if wanted == "fails":
        raise RuntimeError("the wheel came off")
    if wanted == "interrupted-before":
        raise KeyboardInterrupt
    if wanted == "audit-fails":
        planner.cli.keeping.audit = no_tables
    if wanted == "report-fails":
        planner.runs.store.make_tables = no_tables
    if wanted == "memory":
        raise MemoryError
    if wanted == "full-output":
        os.dup2(os.open("/dev/full", os.O_WRONLY), sys.stdout.fileno())
    if wanted == "waits":
        for second in range(60):
            on_progress(Progress("waiting", float(second)))
            time.sleep(1)
    found = solve(inst, options)
    assert found.plan is not None
    plan = found.plan
    if wanted == "killed-after-search":
        on_plan(plan)
        os.kill(os.getpid(), signal.SIGKILL)
    if wanted == "wrong-plan":
        half = {key: units / 2 for key, units in plan.bought_units.items()}
        plan = Plan(**{**vars(plan), "bought_units": half})
    if wanted == "unreadable-plan":
        plan = Plan(**{**vars(plan), "bought_units": {("Nowhere", "a", "2027"): 1.0}})
    endings = {
        "stopped": Ending.INTERRUPTED,
        "limit": Ending.TIME_LIMIT,
        "default-limit": Ending.TIME_LIMIT,
        "stopped-empty": Ending.INTERRUPTED,
        "limit-empty": Ending.TIME_LIMIT,
        "default-limit-empty": Ending.TIME_LIMIT,
        "gives-up": Ending.FAILED,
    }
    without = wanted.endswith("-empty") or wanted == "gives-up"
    return Outcome(
        ending=endings.get(wanted, Ending.OPTIMAL),
        cost_m=None if without else plan.cost_m,
        bound_m=plan.cost_m / 2,
        gap=None if without else 0.5,
        plan=None if without else plan,
        stopped_by_default=wanted.startswith("default"),
    )


if __name__ == "__main__":
    planner.cli.solving.solve = fake
    del sys.argv[0]
    run()
