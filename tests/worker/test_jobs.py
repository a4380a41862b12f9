import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from playground.worker.jobs import (
    BLAS_THREADS,
    JobCancelled,
    JobDone,
    JobFailed,
    JobProgress,
    Jobs,
)

HELPERS = str(Path(__file__).parents[1] / "helpers")
PATIENCE = 3000  # looks at the pipe, of a hundredth of a second each at most


@pytest.fixture
def functions(monkeypatch):
    monkeypatch.syspath_prepend(HELPERS)
    import job_functions

    return job_functions


@pytest.fixture
def jobs(functions):
    jobs = Jobs()
    yield jobs
    jobs.close()
    assert jobs.process_id is None


def wait_for(jobs, kind, job_id=None):
    """Poll until a message of a kind came; return all messages up to then."""
    news = []
    pause = threading.Event()
    for _ in range(PATIENCE):
        news += jobs.poll()
        if any(isinstance(m, kind) and job_id in (None, m.job_id) for m in news):
            return news
        pause.wait(0.01)
    raise AssertionError(f"no {kind.__name__} among {news}")


def test_nothing_is_started_before_the_first_job():
    jobs = Jobs()
    assert jobs.poll() == []
    assert not jobs.busy
    assert jobs.process_id is None
    jobs.close()


def test_results_and_progress_carry_id_and_generation(jobs, functions):
    first = jobs.submit(functions.add, 1, 2, generation=5)
    second = jobs.submit(functions.add, 3, 4, generation=6)
    assert jobs.busy
    assert wait_for(jobs, JobDone, second) == [
        JobProgress(first, 5, 0.5, "half"),
        JobDone(first, 5, 3),
        JobProgress(second, 6, 0.5, "half"),
        JobDone(second, 6, 7),
    ]
    assert not jobs.busy


def test_a_job_works_on_a_copy_made_when_it_was_submitted(jobs, functions):
    array = np.ones(100_000)  # more than a pipe holds
    job = jobs.submit(functions.total, array)
    array[:] = 7.0
    assert wait_for(jobs, JobDone)[-1] == JobDone(job, 0, 100_000.0)


def test_errors_come_as_data_and_the_next_job_runs_in_the_same_process(jobs, functions):
    job = jobs.submit(functions.fail)
    (failed,) = wait_for(jobs, JobFailed)
    assert (failed.job_id, failed.message) == (job, "no such luck")
    assert "ValueError" in failed.details
    process = jobs.process_id
    jobs.submit(functions.unpicklable)
    (failed,) = wait_for(jobs, JobFailed)
    assert "pickle" in failed.message
    jobs.submit(functions.add, 1, 1)
    assert wait_for(jobs, JobDone)[-1].result == 2
    assert jobs.process_id == process


def test_what_cannot_be_sent_is_refused_at_once(jobs, functions):
    with pytest.raises(TypeError, match="top-level"):
        jobs.submit(lambda progress: None)
    with pytest.raises(TypeError, match="plain data"):
        jobs.submit(functions.add, threading.Lock(), 1)
    assert not jobs.busy


def test_linear_algebra_uses_one_thread_there_and_is_left_alone_here(jobs, functions, monkeypatch):
    monkeypatch.setenv(BLAS_THREADS[0], "2")
    monkeypatch.delenv(BLAS_THREADS[1], raising=False)
    for name in BLAS_THREADS[:2]:
        jobs.submit(functions.environment, name)
        assert wait_for(jobs, JobDone)[-1].result == "1"
    assert os.environ[BLAS_THREADS[0]] == "2"
    assert BLAS_THREADS[1] not in os.environ


def test_a_queued_job_can_be_cancelled(jobs, functions):
    first, second = jobs.submit(functions.add, 1, 1), jobs.submit(functions.add, 2, 2)
    jobs.cancel(second)
    news = wait_for(jobs, JobDone, first)
    assert JobCancelled(second, 0) in news
    assert not jobs.busy
    jobs.cancel(first)  # long over
    assert jobs.poll() == []


def test_a_running_job_notices_a_cancel_and_its_process_lives_on(functions):
    jobs = Jobs(grace_s=1e9)
    job = jobs.submit(functions.until_cancelled, generation=3)
    wait_for(jobs, JobProgress)
    process = jobs.process_id
    jobs.cancel(job)
    jobs.cancel(job)
    after = jobs.submit(functions.add, 1, 1)
    news = wait_for(jobs, JobDone, after)
    assert news.count(JobCancelled(job, 3)) == 1
    assert not any(isinstance(m, JobProgress) and m.job_id == job for m in news)
    assert jobs.process_id == process
    jobs.close()


def test_a_deaf_job_is_ended_with_its_process_and_the_queue_goes_on(functions):
    now = [0.0]
    jobs = Jobs(grace_s=0.5, clock=lambda: now[0])
    deaf, after = jobs.submit(functions.deaf), jobs.submit(functions.add, 1, 1)
    wait_for(jobs, JobProgress, deaf)
    process = jobs.process_id
    jobs.cancel(deaf)
    assert jobs.poll() == [JobCancelled(deaf, 0)]
    assert jobs.process_id == process
    now[0] = 1.0
    assert wait_for(jobs, JobDone, after)[-1] == JobDone(after, 0, 2)
    assert jobs.process_id != process
    jobs.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal to kill with")
def test_a_killed_process_is_told_plainly_and_replaced(jobs, functions):
    job = jobs.submit(functions.die)
    (failed,) = wait_for(jobs, JobFailed)
    assert failed.job_id == job
    assert failed.message == "The background process ended unexpectedly (signal 9). Try again."
    jobs.submit(functions.add, 1, 1)
    assert wait_for(jobs, JobDone)[-1].result == 2


def test_closing_does_not_wait_for_a_deaf_job(functions):
    jobs = Jobs()
    jobs.submit(functions.deaf)
    wait_for(jobs, JobProgress)
    jobs.close()
    assert jobs.process_id is None
    assert jobs.poll() == []
    jobs.close()


PARENT = f"""
import os, sys, threading
sys.path.insert(0, {HELPERS!r})
import job_functions
from playground.worker.jobs import Jobs, JobProgress

if __name__ == "__main__":
    jobs = Jobs()
    jobs.submit(job_functions.deaf)
    pause = threading.Event()
    while not any(isinstance(message, JobProgress) for message in jobs.poll()):
        pause.wait(0.01)
    sys.stdout.write("running")
    sys.stdout.flush()
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal to kill with")
def test_the_process_ends_with_its_parent(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    # The child inherits the pipe: reading it to its end waits for the child's end too.
    done = subprocess.run(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.stdout == b"running"
    assert done.returncode == -signal.SIGKILL


def test_where_no_process_can_be_started_jobs_fail_and_closing_works(jobs, functions, monkeypatch):
    def refuse(_process):
        raise OSError("too many")

    with monkeypatch.context() as hindered:
        hindered.setattr(multiprocessing.get_context("spawn").Process, "start", refuse)
        job_id = jobs.submit(functions.add, 1, 2, generation=3)
        [told] = jobs.poll()
    assert (type(told), told.job_id, told.generation) == (JobFailed, job_id, 3)
    assert told.message == "No process could be started for it: too many"
    jobs.close()
    job_id = jobs.submit(functions.add, 1, 2)
    assert wait_for(jobs, JobDone)[-1].result == 3
