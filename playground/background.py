"""Heavy work for the screen, done in a process of its own, told in signals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from playground.worker.jobs import (
    JobCancelled,
    JobDone,
    JobFailed,
    JobProgress,
    Jobs,
    load_engine,
)

LOOK_MS = 15
"""Time between two looks for news while there is a job; without one nobody looks."""
CLOSING_S = 0.5
"""How long the process may take to end."""


class Background(QObject):
    """The one background process of a window, and who is told what of it.

    Jobs are done one after another. All who listen hear of all jobs: compare the ``job_id``
    with what `submit` returned.

    Signals
    -------
    progress, done, failed, cancelled
        With a `JobProgress`, `JobDone`, `JobFailed`, `JobCancelled`.
    """

    progress = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal(object)

    def __init__(self, parent: QObject | None = None, jobs: Jobs | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs() if jobs is None else jobs
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def warm_up(self) -> None:
        """Start the process now, with the engine in it, so that the first job need not wait."""
        if self._jobs.process_id is None:
            self.submit(load_engine)

    def submit(self, function: Callable[..., Any], *args: Any, generation: int = 0) -> int:
        """Queue ``function(progress, *args)`` and return the job's id; see `Jobs.submit`."""
        job_id = self._jobs.submit(function, *args, generation=generation)
        self._timer.start()
        return job_id

    def cancel(self, job_id: int | None) -> None:
        """Give up a job; None, or one that is over, is no error."""
        if job_id is not None:
            self._jobs.cancel(job_id)

    def close(self) -> None:
        """Forget all jobs and end the process; nothing is heard of them any more."""
        self._timer.stop()
        self._jobs.close(CLOSING_S)

    @Slot()
    def _look(self) -> None:
        """Tell the news."""
        for message in self._jobs.poll():
            match message:
                case JobProgress():
                    self.progress.emit(message)
                case JobDone():
                    self.done.emit(message)
                case JobFailed():
                    self.failed.emit(message)
                case JobCancelled():
                    self.cancelled.emit(message)
        if not self._jobs.busy:
            self._timer.stop()
