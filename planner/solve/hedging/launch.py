"""Starts the processes of `mpiexec`, hears how far they are, and ends them when it is time."""

import importlib.util
import json
import os
import pickle
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner.errors import SolverError
from planner.solve.hedging import keeper
from planner.solve.hedging.kept import last_cost_m
from planner.solve.hedging.problem import HOPELESS, KINDS, PROBLEM, PROGRESS, REFUSED, STOP, Problem

_LOOK_S = 0.2
_EXCEPTION = re.compile(r"(\w+\.)*\w+(Error|Exception): ")
"""The last line of a traceback, which tells more than what launchers say of the process that ended with it."""
_GRACE_S = 60.0
"""In which processes end after their time limit, a model that they are building included."""


@dataclass(frozen=True)
class Standing:
    """Where the search stands after a round."""

    best_m: float | None
    bound_m: float | None
    round: int | None
    """None: the last word."""
    interrupted: bool = False
    """Whether the user has stopped it."""
    hopeless: str | None = None
    """The name of a group of futures that has no plan, whatever it shares with others."""


OnStanding = Callable[[Standing], None]


def is_available() -> bool:
    """Return whether mpi-sppy and a launcher of MPI are installed."""
    modules = all(importlib.util.find_spec(name) is not None for name in ("mpisppy", "mpi4py"))
    return modules and _launcher() is not None


def launch(problem: Problem, folder: Path, command: str | None, on_standing: OnStanding) -> Standing:
    """Run the processes to their end and return where they ended; the folder then has the best decisions.

    They end also when this process is killed, whichever way.

    Parameters
    ----------
    command
        How they are started, without the program: as `mpiexec -hostfile hosts -n 12`; None: on this machine.
    on_standing
        Called from time to time; may raise KeyboardInterrupt, after which the processes end with what they have.

    Raises
    ------
    SolverError
        When they cannot be started, or fail.
    """
    (folder / PROBLEM).write_bytes(pickle.dumps(problem))
    program = [sys.executable, "-m", "mpi4py", "-m", "planner.solve.hedging.cylinders", str(folder.resolve())]
    started = [*_start(command), *program]
    if shutil.which(started[0]) is None:
        raise SolverError(f"'{command or 'mpiexec'}' cannot be started (there is no such program)")
    log = folder / "mpiexec.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, keeper.__file__, str(folder.resolve()), *started],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_environment(),
            # The library writes logs of its own into the folder that it is started in.
            cwd=folder,
            start_new_session=True,
        )
        try:
            last = _follow(process, folder, problem, on_standing)
        finally:
            _end(process)
    if (folder / REFUSED).exists():
        raise SolverError(f"'{command}' does not fit: {(folder / REFUSED).read_text(encoding='utf-8')}")
    over = (folder / STOP).exists()
    if process.returncode != 0 and not over and last.best_m is None and last.hopeless is None:
        raise SolverError(f"the processes of mpiexec have failed: {_last_words(log)}")
    return last


def _follow(process: "subprocess.Popen[bytes]", folder: Path, problem: Problem, on_standing: OnStanding) -> Standing:
    stopping = False
    latest = time.monotonic() + problem.time_limit_s + _GRACE_S
    while True:
        ended = process.poll() is not None
        last = _standing(folder, problem)
        if not ended and time.monotonic() > latest:
            (folder / STOP).touch()
            ended = True
        if ended:
            return replace(last, interrupted=stopping)
        try:
            if not stopping:
                on_standing(last)
            time.sleep(_LOOK_S)
        except KeyboardInterrupt:
            (folder / STOP).touch()
            stopping, latest = True, min(latest, time.monotonic() + _GRACE_S)


def _standing(folder: Path, problem: Problem) -> Standing:
    """Return where the search stands by its files."""
    progress, hopeless = folder / PROGRESS, folder / HOPELESS
    text = progress.read_text(encoding="utf-8") if progress.exists() else ""
    lines = text[: text.rfind("\n") + 1].splitlines()  # the last one may be half written
    found: dict[str, Any] = json.loads(lines[-1]) if lines else {"round": 0, "bound": None}
    return Standing(
        last_cost_m(folder, len(problem.groups)),
        found["bound"],
        found["round"],
        hopeless=hopeless.read_text(encoding="utf-8") if hopeless.exists() else None,
    )


def _start(command: str | None) -> list[str]:
    if command is not None:
        return shlex.split(command)
    launcher = _launcher()
    if launcher is None:
        raise SolverError(
            "trees are taken apart with mpi-sppy, which needs a launcher of MPI: install compute-planner[stochastic], "
            "and mpiexec where it is not there"
        )
    return [launcher, "-n", str(KINDS)]


def _launcher() -> str | None:
    """Return the launcher beside this Python, or on the path."""
    beside = Path(sys.executable).parent / "mpiexec"
    return str(beside) if beside.is_file() else shutil.which("mpiexec")


def _environment() -> dict[str, str]:
    """Return the surroundings of the processes: three of them also where there are fewer cores, and also for root."""
    more = {"PRTE_MCA_rmaps_default_mapping_policy": ":oversubscribe", "OMPI_MCA_rmaps_base_oversubscribe": "1"}
    more |= {"PRTE_MCA_hwloc_default_binding_policy": "none", "OMP_NUM_THREADS": "1"}
    # Processes that wait for each other leave the cores to those that work.
    more |= {"OMPI_MCA_mpi_yield_when_idle": "1"}
    # One machine, or several over any network: the part for InfiniBand alone complains where there is none.
    more |= {"OMPI_MCA_osc": "^ucx"}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        more |= {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
    return {**os.environ, **more}


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the processes that were started, if they still run."""
    assert process.stdin is not None
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    process.stdin.close()


def _last_words(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if "Error" in line or "error" in line]
    python = [line for line in telling if _EXCEPTION.match(line)]
    return (python or telling or lines or ["they said nothing"])[-1]
