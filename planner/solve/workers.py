"""Where solves, and parts of a solve, run beside each other: on processes of this machine, or on a Dask cluster."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from planner.errors import UsageError

_TRIES = 3
"""How often a cluster may begin anew what was lost with the worker that had it."""


class Pending(Protocol):
    """What will come from a worker."""

    def result(self, timeout: float | None = None) -> Any:
        """Return what came; raise TimeoutError when it has not after so many seconds."""

    def cancel(self) -> Any:
        """Ask for it no longer."""


Submit = Callable[..., Pending]
"""Calls a function with the thing that is shared and further arguments."""


class Workers(Protocol):
    """A place with several workers."""

    @property
    def count(self) -> int:
        """How many tasks run at a time."""

    def pool(self) -> AbstractContextManager[Executor]:
        """Yield the workers as an executor; left with an exception, what they are at is given up."""

    def sharing(self, thing: object) -> AbstractContextManager[Submit]:
        """Give all workers a thing that many tasks need, once; yield what starts a task with it."""

    def close(self) -> None:
        """Leave the place."""


class Processes:
    """Processes of this machine."""

    def __init__(self, count: int) -> None:
        self.count = count

    @contextmanager
    def pool(self) -> Iterator[Executor]:
        """Yield new processes as an executor.

        Left with an exception, as on Ctrl-C, they end at once: one at a terminal reaches them too, but one that another
        program sends does not.
        """
        with self._pool(_end_with_parent) as executor:
            try:
                yield executor
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                for process in multiprocessing.active_children():
                    process.terminate()
                raise

    @contextmanager
    def sharing(self, thing: object) -> Iterator[Submit]:
        """Start processes that have a thing, and yield what starts a task with it."""
        executor = self._pool(_begin_with, thing)
        try:
            yield lambda function, *arguments: executor.submit(_with_kept, function, *arguments)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """Do nothing: each pool ends its own processes."""

    def _pool(self, initializer: Callable[..., None], *arguments: object) -> ProcessPoolExecutor:
        # A forked process would inherit the locks of threads it does not have.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.count, mp_context=context, initializer=initializer, initargs=arguments)


_KEPT: list[Any] = []
"""The thing that this process, as a worker, was begun with."""


def _begin_with(thing: object) -> None:
    _KEPT[:] = [thing]
    _end_with_parent()


def _with_kept(function: Callable[..., Any], *arguments: object) -> Any:
    return function(_KEPT[0], *arguments)


def _end_with_parent() -> None:
    """End this worker as soon as its parent has ended, whatever it is at: who is killed says no goodbye."""
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
    def count(self) -> int:
        """How many tasks it runs at a time."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    @contextmanager
    def pool(self) -> Iterator[Executor]:
        """Yield its workers as an executor."""
        executor: Executor = self._client.get_executor(retries=_TRIES, pure=False)
        with executor:
            try:
                yield executor
            except BaseException:
                executor.shutdown(wait=False)
                raise

    @contextmanager
    def sharing(self, thing: object) -> Iterator[Submit]:
        """Send a thing to all of its workers, and yield what starts a task with it."""
        there = self._client.scatter(thing, broadcast=True, hash=False)

        def submit(function: Callable[..., Any], *arguments: object) -> Pending:
            return _OnCluster(self._client.submit(function, there, *arguments, pure=False, retries=_TRIES))

        try:
            yield submit
        finally:
            there.cancel()

    def close(self) -> None:
        """Leave the cluster; it goes on without us."""
        self._client.close()


class _OnCluster:
    """What will come from a cluster."""

    def __init__(self, future: Any) -> None:
        self._future = future

    def result(self, timeout: float | None = None) -> Any:
        from distributed import KilledWorker

        try:
            return self._future.result(timeout)
        except (KilledWorker, CancelledError) as error:
            raise BrokenExecutor(str(error)) from error

    def cancel(self) -> None:
        self._future.cancel()


def workers_at(cluster: str | None, processes: int) -> Workers | None:
    """Return the cluster at an address, or else so many processes of this machine; None for one: this process.

    Raises
    ------
    UsageError
        When there is no cluster to be had there.
    """
    if cluster is not None:
        return Cluster(cluster)
    return Processes(processes) if processes > 1 else None
