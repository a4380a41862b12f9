"""The background without a process: a job is done when a test says so, and told as always."""

from PySide6.QtCore import QObject, Signal

from playground.worker.jobs import JobDone, JobProgress


class InstantBackground(QObject):
    """Collects jobs; ``work()`` does those that were not cancelled."""

    progress = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal(object)

    def __init__(self):
        super().__init__()
        self.submitted = 0
        self._waiting = {}

    def warm_up(self):
        """Nothing has to be started."""

    def submit(self, function, *arguments, generation=0):
        self.submitted += 1
        self._waiting[self.submitted] = (function, arguments, generation)
        return self.submitted

    def cancel(self, job_id):
        self._waiting.pop(job_id, None)

    def work(self):
        while self._waiting:
            job_id, (function, arguments, generation) = self._waiting.popitem()

            def tell(share, payload=None, told=(job_id, generation)):
                self.progress.emit(JobProgress(*told, share, payload))

            self.done.emit(JobDone(job_id, generation, function(tell, *arguments)))
