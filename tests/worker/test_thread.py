"""The loop in a real thread with the real trainer: it ends whenever it is told to."""

import threading

import numpy as np
import pytest

from engine import Trainer
from playground.worker.commands import ALL_VIEWS, Close, Pause, Reset, Run, Watch
from playground.worker.events import Acknowledged, Snapshot, Started
from playground.worker.loop import WorkerLoop
from playground.worker.mailbox import Mailbox

PATIENCE_S = 20.0


class Worker:
    """A worker thread and a screen that may draw."""

    def __init__(self, factory=Trainer):
        self.woken = threading.Event()
        self.mailbox = Mailbox(self.woken.set)
        self.thread = threading.Thread(target=WorkerLoop(self.mailbox, factory).run, daemon=True)
        self.thread.start()
        self.mail = []

    def wait_for(self, wanted, *, draw=True):
        """Collect until ``wanted(message)`` holds, and return that message."""
        while True:
            assert self.woken.wait(PATIENCE_S), "nothing came"
            self.woken.clear()
            events, snapshot = self.mailbox.collect()
            new = [*events, snapshot] if snapshot else events
            self.mail += new
            if draw:
                self.mailbox.frame_drawn()
            for message in new:
                if wanted(message):
                    return message

    def ended(self):
        self.thread.join(PATIENCE_S)
        return not self.thread.is_alive()


@pytest.fixture
def worker():
    worker = Worker()
    yield worker
    worker.mailbox.close()
    assert worker.ended()


def playing(message):
    return isinstance(message, Snapshot) and message.playing and message.step > 0


def begin(worker, small):
    worker.mailbox.send(Watch(ALL_VIEWS, id=1, generation=0))
    worker.mailbox.send(Reset(small.with_value("training.epochs", 10**9), id=2, generation=1))


@pytest.mark.parametrize("how", ["command", "mailbox"])
@pytest.mark.parametrize("when", ["new", "paused", "slow", "running", "not drawn"])
def test_it_ends_at_once_whatever_it_does(worker, small, when, how):
    if when != "new":
        begin(worker, small)
        worker.wait_for(lambda message: isinstance(message, Snapshot))
    if when in ("slow", "running", "not drawn"):
        worker.mailbox.send(Run(0.5 if when == "slow" else None, id=3, generation=1))
        worker.wait_for(playing, draw=when != "not drawn")
    if how == "command":
        worker.mailbox.send(Close(id=4, generation=1))
    else:
        worker.mailbox.close()
    assert worker.ended()


def test_it_trains_shows_and_pauses(worker, small):
    begin(worker, small)
    worker.mailbox.send(Run(id=3, generation=1))
    first = worker.wait_for(playing)
    later = worker.wait_for(lambda m: playing(m) and m.step > first.step)
    assert later.updates_per_second > 0.0
    worker.mailbox.send(Pause(id=4, generation=1))
    paused = worker.wait_for(lambda m: isinstance(m, Acknowledged) and m.command_id == 4)
    last = next(
        (m for m in worker.mail if isinstance(m, Snapshot) and not m.playing and m.step), None
    )
    last = last or worker.wait_for(lambda m: isinstance(m, Snapshot) and not m.playing)
    assert last.step == paused.state.step
    assert np.isfinite(last.maps.output).all()


def test_standing_still_burns_no_time(worker, small):
    begin(worker, small)
    worker.wait_for(lambda message: isinstance(message, Snapshot))
    idle = threading.Event()
    plain = worker.mailbox.receive
    calls = []

    def receive(timeout_s=0.0):
        calls.append(timeout_s)
        idle.set()
        return plain(timeout_s)

    worker.mailbox.receive = receive
    worker.mailbox.send(Pause(id=3, generation=1))
    assert idle.wait(PATIENCE_S)
    worker.mailbox.send(Close(id=4, generation=1))
    assert worker.ended()
    assert len(calls) <= 4  # the pause, the picture, the long wait, the end


def test_a_slow_start_does_not_keep_the_mailbox_from_closing(small):
    entered, leave = threading.Event(), threading.Event()

    def slow_factory(experiment):
        entered.set()
        leave.wait(PATIENCE_S)
        return Trainer(experiment)

    worker = Worker(slow_factory)
    begin(worker, small)
    assert entered.wait(PATIENCE_S)
    worker.mailbox.close()
    leave.set()
    assert worker.ended()
    events, snapshot = worker.mailbox.collect()
    assert not any(isinstance(event, Started) for event in events)
    assert snapshot is None
