"""Heavy background work in one spawned process, out of the screen's and the worker's way.

The process is started with the first job. It works on copies, one job after
another, and ends when its parent does. A job that does not heed a cancel is
ended with its process; the next job gets a new one.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import queue
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import connection
from multiprocessing.context import SpawnProcess
from typing import Any

BLAS_THREADS = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)
"""Variables by which linear algebra libraries are told how many threads to use."""

Pipe = Any
"""An end of a pipe; its class has another name on each system."""


@dataclass(frozen=True)
class JobProgress:
    """How far a job is, from 0 to 1, and what it has found so far."""

    job_id: int
    generation: int
    fraction: float
    payload: Any = None


@dataclass(frozen=True)
class JobDone:
    """A job's result."""

    job_id: int
    generation: int
    result: Any


@dataclass(frozen=True)
class JobFailed:
    """A job ended without a result; ``message`` is for people, ``details`` for the log."""

    job_id: int
    generation: int
    message: str
    details: str = ""


@dataclass(frozen=True)
class JobCancelled:
    """A job was cancelled; nothing more comes from it."""

    job_id: int
    generation: int


JobMessage = JobProgress | JobDone | JobFailed | JobCancelled


class Cancelled(Exception):  # noqa: N818 - not an error
    """Raised inside a job, by its own report of progress, when it is no longer wanted."""


@dataclass
class _Job:
    """A job as the parent knows it: ``work`` is the pickled function with its arguments."""

    id: int
    generation: int
    work: bytes = field(repr=False)


class Jobs:
    """Runs functions in one background process.

    Nothing here blocks: ask for news with :meth:`poll` from a timer.

    Parameters
    ----------
    grace_s : float
        How long a cancelled job may take to notice before its process is ended.
    clock : callable
        Seconds, rising.
    """

    def __init__(self, grace_s: float = 0.5, clock: Callable[[], float] = time.monotonic) -> None:
        self._grace_s = grace_s
        self._clock = clock
        self._next_id = 1
        self._waiting: deque[_Job] = deque()
        self._running: _Job | None = None
        self._unheeded_since: float | None = None  # the running job was cancelled then
        self._news: list[JobMessage] = []
        self._process: SpawnProcess | None = None
        self._pipe: Pipe = None
        self._ready = False

    @property
    def busy(self) -> bool:
        """Whether there is a job to wait for, or news to fetch."""
        return bool(self._waiting or self._running or self._news)

    @property
    def process_id(self) -> int | None:
        """Id of the background process, None when there is none."""
        return None if self._process is None else self._process.pid

    def submit(self, function: Callable[..., Any], *args: Any, generation: int = 0) -> int:
        """Queue ``function(progress, *args)`` and return the job's id.

        ``progress(fraction, payload=None)`` sends a :class:`JobProgress`; it is
        also where a cancelled job ends, so call it a few times a second. The
        arguments are copied at once: later changes do not reach the job.

        Raises
        ------
        TypeError
            If the function or an argument cannot be sent to another process.
        """
        try:
            work = pickle.dumps((function, args))
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise TypeError(f"A job takes a top-level function and plain data: {error}") from error
        job = _Job(self._next_id, generation, work)
        self._next_id += 1
        self._waiting.append(job)
        if self._process is None:
            self._start()
        self._send_next()
        return job.id

    def cancel(self, job_id: int) -> None:
        """Give up a job; the next :meth:`poll` says so. An ended or unknown job is no error."""
        for queued in self._waiting:
            if queued.id == job_id:
                self._waiting.remove(queued)
                self._news.append(JobCancelled(job_id, queued.generation))
                return
        job = self._running
        if job is not None and job.id == job_id and self._unheeded_since is None:
            self._unheeded_since = self._clock()
            self._news.append(JobCancelled(job_id, job.generation))
            self._send(("cancel", job_id))

    def poll(self) -> list[JobMessage]:
        """Return the news since the last call, oldest first, without waiting."""
        self._receive()
        overdue = (
            self._unheeded_since is not None
            and self._clock() - self._unheeded_since >= self._grace_s
        )
        if overdue:
            self._end_process(timeout_s=0.0)
            self._running = self._unheeded_since = None
        if self._waiting and self._process is None:
            self._start()
        self._send_next()
        news, self._news = self._news, []
        return news

    def close(self, timeout_s: float = 1.0) -> None:
        """Forget all jobs and end the process, waiting ``timeout_s`` for it at most."""
        self._waiting.clear()
        self._news.clear()
        self._running = self._unheeded_since = None
        self._end_process(timeout_s)

    # The process -------------------------------------------------------------------------

    def _start(self) -> None:
        """Start a process; it says when it is ready for a job.

        Where the system gives none, all jobs that wait have failed.
        """
        context = multiprocessing.get_context("spawn")
        own_end, childs_end = context.Pipe()
        process = context.Process(
            target=_serve, args=(childs_end,), name="playground-jobs", daemon=True
        )
        try:
            with _one_blas_thread():
                process.start()
        except (OSError, RuntimeError) as error:
            own_end.close()
            message = f"No process could be started for it: {error}"
            while self._waiting:
                job = self._waiting.popleft()
                self._news.append(JobFailed(job.id, job.generation, message, _text_of(error)))
            return
        finally:
            childs_end.close()  # so that its end is noticed
        self._process, self._pipe, self._ready = process, own_end, False

    def _end_process(self, timeout_s: float) -> None:
        """End the process, and with it whatever it works on."""
        if self._process is None:
            return
        self._pipe.close()
        self._process.terminate()
        self._process.join(timeout_s)
        if self._process.exitcode is None and timeout_s > 0.0:
            self._process.kill()
        self._process, self._pipe, self._ready = None, None, False

    def _send_next(self) -> None:
        """Send the next job once the process can take it, so that no sending blocks."""
        if self._ready and self._running is None and self._waiting:
            self._running = self._waiting.popleft()
            self._send(("job", self._running.id, self._running.work))

    def _send(self, message: tuple[Any, ...]) -> None:
        """Send a message; if the process is gone :meth:`_receive` will find that out."""
        try:
            if self._pipe is not None:
                self._pipe.send(message)
        except OSError:
            self._ready = False

    def _receive(self) -> None:
        """Take everything that the process has sent."""
        while self._pipe is not None:
            try:
                if not self._pipe.poll():
                    return
                message = self._pipe.recv()
            except (EOFError, OSError):
                self._lose_process()
                return
            except Exception as error:  # noqa: BLE001 - a result that cannot be rebuilt here
                self._take(("failed", f"Its result cannot be read: {error}", _text_of(error)))
            else:
                self._take(message)

    def _take(self, message: tuple[Any, ...]) -> None:
        """Turn a message of the process into news; what was cancelled is dropped."""
        kind, *content = message
        if kind == "ready":
            self._ready = True
            return
        job = self._running
        if job is None:
            return
        if self._unheeded_since is None:
            if kind == "progress":
                self._news.append(JobProgress(job.id, job.generation, *content))
            elif kind == "done":
                self._news.append(JobDone(job.id, job.generation, *content))
            elif kind == "failed":
                self._news.append(JobFailed(job.id, job.generation, *content))
        if kind != "progress":
            self._running = self._unheeded_since = None

    def _lose_process(self) -> None:
        """Report that the process ended by itself; a job still queued gets a new one."""
        assert self._process is not None
        self._process.join(0.1)
        code = self._process.exitcode
        # A process that dies before it was ready would die again: fail what it was meant for.
        job = self._running
        if job is None and not self._ready and self._waiting:
            job = self._waiting.popleft()
        if job is not None and self._unheeded_since is None:
            how = f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"
            text = f"The background process ended unexpectedly ({how}). Try again."
            self._news.append(JobFailed(job.id, job.generation, text))
        self._running = self._unheeded_since = None
        self._end_process(timeout_s=0.0)


@contextmanager
def _one_blas_thread() -> Iterator[None]:
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


def _text_of(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


# In the background process ---------------------------------------------------------------


def _serve(pipe: Pipe) -> None:
    """Work on one job after another until the parent ends or hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is the parent's affair
    jobs: queue.SimpleQueue[tuple[int, bytes]] = queue.SimpleQueue()
    cancelled: set[int] = set()
    threading.Thread(target=_listen, args=(pipe, jobs, cancelled), daemon=True).start()
    pipe.send(("ready",))
    while True:
        job_id, work = jobs.get()
        with suppress(BrokenPipeError):  # the parent is gone, and _listen ends the process
            _do(pipe, job_id, work, cancelled)


def _do(pipe: Pipe, job_id: int, work: bytes, cancelled: set[int]) -> None:
    """Do a job and send how it ended."""

    def progress(fraction: float, payload: Any = None) -> None:
        if job_id in cancelled:
            raise Cancelled
        pipe.send(("progress", fraction, payload))

    try:
        function, args = pickle.loads(work)
        pipe.send(("done", function(progress, *args)))
    except Cancelled:
        pipe.send(("cancelled",))
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - errors travel as data
        pipe.send(("failed", str(error) or type(error).__name__, _text_of(error)))


def _listen(pipe: Pipe, jobs: queue.SimpleQueue[tuple[int, bytes]], cancelled: set[int]) -> None:
    """Pass on what the parent sends; when the parent is gone, end the process at once."""
    parent = multiprocessing.parent_process()
    watched = [pipe] if parent is None else [pipe, parent.sentinel]
    while True:
        try:
            ready = connection.wait(watched)
            if pipe not in ready:
                break
            message = pipe.recv()
        except (EOFError, OSError):
            break
        if message[0] == "job":
            jobs.put(message[1:])
        else:
            cancelled.add(message[1])
    os._exit(0)


def load_engine(_progress: Callable[..., None]) -> None:
    """Do nothing, in a process that has loaded all that heavy jobs need.

    The functions of jobs live in modules that import no Qt: it would be loaded there as well.
    """
    import engine.microscope  # noqa: F401
