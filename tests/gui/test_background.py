"""The background process behind its signals, with a real process."""

import pytest

from playground.background import Background
from playground.worker.jobs import Jobs
from tests.helpers import job_functions


@pytest.fixture
def background(qapp):
    background = Background(jobs=Jobs(grace_s=1e9))
    yield background
    background.close()


def test_progress_result_failure_and_cancel_are_told(background, qtbot):
    told = []
    for signal in (background.progress, background.done, background.failed, background.cancelled):
        signal.connect(told.append)
    with qtbot.waitSignal(background.done, timeout=30_000):
        added = background.submit(job_functions.add, 1, 2, generation=7)
    assert [(m.job_id, m.generation) for m in told] == [(added, 7)] * 2
    assert (told[0].fraction, told[0].payload, told[1].result) == (0.5, "half", 3)
    with qtbot.waitSignal(background.failed) as failed:
        background.submit(job_functions.fail)
    assert failed.args[0].message == "no such luck"
    with qtbot.waitSignal(background.progress):
        endless = background.submit(job_functions.until_cancelled)
    with qtbot.waitSignal(background.cancelled) as given_up:
        background.cancel(endless)
    assert given_up.args[0].job_id == endless
    background.cancel(None)


def test_it_is_warmed_up_once_and_nothing_is_heard_after_it_was_closed(qtbot):
    jobs = Jobs()
    background = Background(jobs=jobs)
    background.warm_up()
    process = jobs.process_id
    background.warm_up()
    assert process is not None
    assert jobs.process_id == process
    told = []
    background.done.connect(told.append)
    background.submit(job_functions.add, 1, 2)
    background.close()
    assert jobs.process_id is None
    background._look()
    assert told == []
