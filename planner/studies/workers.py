"""Where the solves of a study run: processes of this machine, or a Dask cluster by its address."""

import multiprocessing
import os
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from typing import Any

from planner.errors import UsageError
from planner.studies.solves import Pool

_TRIES = 3
"""How often a cluster may begin a solve anew when the worker that had it is lost."""


def processes(workers: int) -> Pool:
    """Return a pool of processes of this machine."""

    def pool() -> Executor:
        # A forked process would inherit the locks of threads it does not have.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)

    return pool


def _end_with_parent() -> None:
    """End this worker as soon as its study has ended, whatever it is at: a study that is killed says no goodbye."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Cluster:
    """A Dask cluster that is running already.

    Raises
    ------
    UsageError
        When Dask is not installed, or nothing answers at the address.
    """

    def __init__(self, address: str, *, patience_s: float = 10.0) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError("a cluster needs Dask; install it with: pip install distributed") from error
        try:
            self._client: Any = Client(address, timeout=patience_s)
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(f"no Dask cluster answers at {address}; name the address its scheduler shows") from error

    @property
    def workers(self) -> int:
        """How many solves it runs at a time."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def pool(self) -> Executor:
        """Return its workers as an executor."""
        executor: Executor = self._client.get_executor(retries=_TRIES, pure=False)
        return executor

    def close(self) -> None:
        """Leave the cluster; it goes on without us."""
        self._client.close()
