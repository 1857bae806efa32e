"""Solves that solve nothing, for workers: they can be sent to other processes."""

import os
import signal
import time
from pathlib import Path

from models.instance import Instance
from models.plan import Plan
from planner.solve import Ending, Outcome, SolveOptions


def demanded(inst: Instance, options: SolveOptions, *, start: Plan | None = None) -> Outcome:
    """Return an outcome whose cost is the demand of the instance."""
    return Outcome(Ending.OPTIMAL, cost_m=sum(inst.first_case.demand_pflops.values()))


def refusing(inst: Instance, options: SolveOptions, *, start: Plan | None = None) -> Outcome:
    """Fail where demand is 13."""
    outcome = demanded(inst, options)
    if outcome.cost_m == 13.0:
        raise RuntimeError("thirteen")
    return outcome


def dying(inst: Instance, options: SolveOptions, *, start: Plan | None = None) -> Outcome:
    """Kill the process where demand is 13."""
    outcome = demanded(inst, options)
    if outcome.cost_m == 13.0:
        os.kill(os.getpid(), signal.SIGKILL)
    return outcome


def dying_once(inst: Instance, options: SolveOptions, *, start: Plan | None = None) -> Outcome:
    """Kill the process where demand is 13, the first time; the name of the instance is a file that remembers it."""
    outcome, mark = demanded(inst, options), Path(inst.name)
    if outcome.cost_m == 13.0 and not mark.exists():
        mark.touch()
        time.sleep(0.5)  # long enough for the others to be under way
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.1)
    return outcome


def interrupted(inst: Instance, options: SolveOptions, *, start: Plan | None = None) -> Outcome:
    """Be stopped by the user where demand is 13."""
    outcome = demanded(inst, options)
    return Outcome(Ending.INTERRUPTED) if outcome.cost_m == 13.0 else outcome


def lasting(inst: Instance, options: SolveOptions, *, start: Plan | None = None) -> Outcome:
    """Last longer than any test; the name of the instance is a file that is given the id of the process."""
    mark = Path(inst.name)
    mark.with_suffix(".new").write_text(str(os.getpid()))
    mark.with_suffix(".new").rename(mark)
    time.sleep(600)
    return demanded(inst, options)
