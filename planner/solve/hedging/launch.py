"""Starts the processes of `mpiexec`, hears how far they are, and ends them when it is time."""

import importlib.util
import json
import os
import pickle
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner.errors import SolverError
from planner.solve.hedging.problem import DECISIONS, PROBLEM, PROGRESS, STOP, Problem

PROCESSES = 3
"""One that leads, one for the bound, one that tries decisions; on a cluster a multiple of it."""
_LOOK_S = 0.2
_GRACE_S = 60.0
"""In which processes end after their time limit, each with the solve that it is at."""


@dataclass(frozen=True)
class Standing:
    """Where the search stands after a round."""

    best_m: float | None
    bound_m: float | None
    round: int | None
    """None: the last word."""
    interrupted: bool = False
    """Whether the user has stopped it."""


OnStanding = Callable[[Standing], None]


def is_available() -> bool:
    """Return whether mpi-sppy and a launcher of MPI are installed."""
    modules = all(importlib.util.find_spec(name) is not None for name in ("mpisppy", "mpi4py"))
    return modules and _launcher() is not None


def launch(problem: Problem, folder: Path, command: str | None, on_standing: OnStanding) -> Standing:
    """Run the processes to their end and return where they ended; the folder then has the decisions.

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
    log = folder / "mpiexec.log"
    with log.open("wb") as output:
        try:
            process = subprocess.Popen(
                [*_start(command), *program],
                stdout=output,
                stderr=subprocess.STDOUT,
                env=_environment(),
                # The library writes logs of its own into the folder that it is started in.
                cwd=folder,
                start_new_session=True,
            )
        except OSError as error:
            raise SolverError(f"'{command or 'mpiexec'}' cannot be started ({error.strerror})") from error
        try:
            last = _follow(process, folder, problem, on_standing)
        finally:
            _end(process)
    if process.returncode != 0 and not any((folder / DECISIONS).glob("*.json")):
        raise SolverError(f"the processes of mpiexec have failed: {_last_words(log)}")
    return last


def decisions(folder: Path, leaf: int) -> Iterator[tuple[str, tuple[Any, ...], float]]:
    """Yield family, index and value of the shared decisions of a future, by its number among the leaves."""
    for family, key, value in json.loads((folder / DECISIONS / f"{leaf}.json").read_text(encoding="utf-8")):
        yield family, tuple(key), value


def _follow(process: "subprocess.Popen[bytes]", folder: Path, problem: Problem, on_standing: OnStanding) -> Standing:
    last, read, stopping = Standing(None, None, 0), 0, False
    latest = time.monotonic() + 1.5 * problem.time_limit_s + _GRACE_S
    while True:
        ended = process.poll() is not None
        lines = (folder / PROGRESS).read_text(encoding="utf-8").splitlines() if (folder / PROGRESS).exists() else []
        for line in lines[read:]:
            found = json.loads(line)
            last = Standing(found["best"], found["bound"], found["round"])
        read = len(lines)
        if ended or time.monotonic() > latest:
            return replace(last, interrupted=stopping)
        try:
            if not stopping:
                on_standing(last)
            time.sleep(_LOOK_S)
        except KeyboardInterrupt:
            (folder / STOP).touch()
            stopping, latest = True, time.monotonic() + _GRACE_S


def _start(command: str | None) -> list[str]:
    if command is not None:
        return shlex.split(command)
    launcher = _launcher()
    if launcher is None:
        raise SolverError(
            "trees are taken apart with mpi-sppy, which needs a launcher of MPI: install compute-planner[stochastic], "
            "and mpiexec where it is not there"
        )
    return [launcher, "-n", str(PROCESSES)]


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
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _last_words(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if "Error" in line or "error" in line]
    return (telling or lines or ["they said nothing"])[-1]
