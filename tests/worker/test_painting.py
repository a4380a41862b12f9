"""Points that are painted while the worker trains."""

import numpy as np

from engine import Experiment, PaintedPoints
from playground.models.session import Session
from playground.worker.commands import ALL_VIEWS, Change, Reset
from tests.helpers.instant_worker import InstantWorker

WAITING = "Nothing to learn from: training goes on once points are painted."


def points(count):
    rng = np.random.default_rng(count)
    return PaintedPoints(np.column_stack([rng.uniform(-6, 6, (count, 2)), np.arange(count) % 2]))


def session_on(count):
    experiment = Experiment().with_values(
        {"data.dataset": "painted", "data.points": points(count), "model.hidden": (4,)}
    )
    worker = InstantWorker()
    worker.session = session = Session(worker.send, experiment)
    session.start()
    for view in ALL_VIEWS:
        session.watch(view, True)
    worker.work()
    return session, worker


def go_on(worker):
    """Obey, and let the loop do what it does next, however often it wants to."""
    worker.work()
    for _ in range(3):
        if worker._loop._seconds_to_wait() is not None:
            worker._loop._work(worker.trainer)
    worker.work()


def shown(session):
    return len(session.data.train_points) + len(session.data.test_points)


def test_further_points_reach_the_run_and_the_screen():
    session, worker = session_on(50)
    worker.train(20)
    told = []
    session.data_changed.connect(told.append)
    session.set_value("data.points", points(80))
    worker.work()
    assert len(worker.sent(Reset)) == 1
    assert len(worker.sent(Change)) == 1
    assert shown(session) == 80
    assert told == [session.data]
    assert session.state.step == 20
    worker.train(5)
    assert len(told) == 1


def test_nothing_painted_is_shown_and_painted_on():
    session, worker = session_on(0)
    assert session.problem is None
    assert session.data is not None
    assert shown(session) == 0
    assert session.snapshot.maps is not None
    assert session.status_text == "Ready to paint: click and drag on the output."
    session.step_batch()
    worker.work()
    assert session.status_text == "There is nothing to learn from: paint some points first."
    session.set_value("data.points", points(30))
    worker.work()
    assert not session.playing
    assert shown(session) == 30
    session.step_batch()
    worker.work()
    assert session.state.step == 1
    session.set_value("data.points", PaintedPoints())
    worker.work()
    assert shown(session) == 0
    assert session.state.step == 1
    assert session.problem is None


def test_a_run_that_plays_waits_for_points_and_goes_on():
    session, worker = session_on(0)
    session.set_speed(10.0)  # so that the worker takes a step or two at a time
    session.play()
    for erasing in (False, True):
        if erasing:
            session.set_value("data.points", PaintedPoints())
        go_on(worker)
        assert session.playing
        assert session.status_text == WAITING
        assert worker._loop._seconds_to_wait() is None
        before = session.snapshot.step
        session.set_value("training.optimizer.learning_rate", 0.02 + 0.01 * erasing)
        go_on(worker)
        assert session.status_text == WAITING
        session.set_value("data.points", points(40))
        go_on(worker)
        assert session.status_text == "Training."
        assert session.snapshot.step > before
    session.set_value("data.points", PaintedPoints())
    go_on(worker)
    session.pause()
    worker.work()
    session.set_value("data.points", points(40))
    worker.work()
    assert not session.playing
    assert session.status_text == "Paused."


def test_a_past_moment_shows_the_points_of_its_time():
    session, worker = session_on(50)
    worker.train(300)
    session.set_value("data.points", points(90))
    worker.work()
    worker.train(300)
    session.seek(280)
    worker.work()
    assert shown(session) == 50
    session.seek(600)
    worker.work()
    assert shown(session) == 90
