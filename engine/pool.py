"""A pool of processes that share the cores of this machine well.

Two processes with two threads of linear algebra each would fight over two
cores, and with other sums of the same numbers than on one thread. So each
process of this pool has one.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection
from multiprocessing.context import SpawnContext, SpawnProcess

BLAS_THREADS = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)
"""Variables by which linear algebra libraries are told how many threads to use."""


def process_pool(workers: int | None = None) -> ProcessPoolExecutor:
    """Return a pool of fresh processes, each with one thread of linear algebra.

    The processes end with this one, however it ends. A script that uses them
    needs the customary ``if __name__ == "__main__":``, as each of them imports it.

    Parameters
    ----------
    workers : int, optional
        Number of processes; as many as there are cores if not given.

    Examples
    --------
    >>> with process_pool(1) as pool:
    ...     pool.submit(max, 1, 2).result()
    2
    """
    return ProcessPoolExecutor(
        workers or os.cpu_count(), _OneThreadContext(), initializer=_attach_to_parent
    )


class _OneThreadProcess(SpawnProcess):
    """A process that is told its number of threads before it loads any library."""

    def start(self) -> None:
        with one_blas_thread():
            super().start()


class _OneThreadContext(SpawnContext):
    Process = _OneThreadProcess


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Let processes started meanwhile use one thread for linear algebra."""
    before = {name: os.environ.get(name) for name in BLAS_THREADS}
    os.environ.update(dict.fromkeys(BLAS_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _attach_to_parent() -> None:
    """In a new process: leave Ctrl-C to the parent, and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
