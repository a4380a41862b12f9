"""The only QObject of the worker, with a real thread and a real trainer."""

import sys
import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread, Slot

from engine import Experiment, Trainer
from playground.worker.bridge import WorkerBridge
from playground.worker.commands import ALL_VIEWS, Pause, Reset, Run, Watch
from playground.worker.events import Acknowledged, Failed, Snapshot, Started

SMALL = (
    Experiment()
    .with_value("data.samples", 64)
    .with_value("model.hidden", (4,))
    .with_value("training.epochs", 10**9)
)


class Screen(QObject):
    """Notes what arrives, and in which thread."""

    def __init__(self, bridge, *, draws=True):
        super().__init__()
        self.bridge, self.draws = bridge, draws
        self.mail, self.threads = [], set()
        bridge.event_received.connect(self.on_message)
        bridge.snapshot_ready.connect(self.on_message)

    @Slot(object)
    def on_message(self, message):
        self.mail.append(message)
        self.threads.add(QThread.currentThread())
        if self.draws and isinstance(message, Snapshot):
            self.bridge.frame_drawn()

    def of(self, kind):
        return [message for message in self.mail if isinstance(message, kind)]


@pytest.fixture
def bridge(qapp):
    bridge = WorkerBridge()
    yield bridge
    assert bridge.shutdown()


def begin(bridge):
    bridge.send(Watch(ALL_VIEWS, 20, id=1, generation=0))
    bridge.send(Reset(SMALL, id=2, generation=1))


def test_messages_arrive_in_the_screens_thread_and_in_order(bridge, qtbot):
    screen = Screen(bridge)
    begin(bridge)
    bridge.send(Run(id=3, generation=1))
    qtbot.waitUntil(lambda: any(s.playing for s in screen.of(Snapshot)))
    bridge.send(Pause(id=4, generation=1))
    qtbot.waitUntil(lambda: len(screen.of(Acknowledged)) == 4)
    qtbot.waitUntil(lambda: not screen.of(Snapshot)[-1].playing)
    assert screen.threads == {QThread.currentThread()}
    assert [answer.command_id for answer in screen.of(Acknowledged)] == [1, 2, 3, 4]
    kinds = [type(message) for message in screen.mail]
    assert kinds.index(Started) < kinds.index(Snapshot)
    assert screen.of(Snapshot)[-1].step == screen.of(Acknowledged)[-1].state.step


def test_a_screen_that_never_draws_is_trained_for_all_the_same(bridge, qtbot):
    screen = Screen(bridge, draws=False)
    begin(bridge)
    bridge.send(Run(id=3, generation=1))
    qtbot.waitUntil(lambda: len([s for s in screen.of(Snapshot) if s.playing]) >= 3)
    steps = [s.step for s in screen.of(Snapshot) if s.playing]
    assert steps == sorted(set(steps))


class CountingBridge(WorkerBridge):
    """Counts its wake-up calls."""

    wake_ups = 0

    def _wake(self):
        self.wake_ups += 1
        super()._wake()


def test_one_wake_up_waits_however_much_is_sent(qapp, qtbot):
    bridge = CountingBridge()
    begin(bridge)
    answered = threading.Event()
    plain_post = bridge._mailbox.post

    def post(event):
        plain_post(event)
        if isinstance(event, Acknowledged) and event.command_id == 199:
            answered.set()

    bridge._mailbox.post = post
    for number in range(10, 200):
        bridge.send(Pause(id=number, generation=1))
    assert answered.wait(20.0)  # the event loop of this thread stands still meanwhile
    assert bridge.wake_ups == 1
    screen = Screen(bridge)
    qtbot.waitUntil(lambda: len(screen.of(Acknowledged)) == 192)
    assert bridge.shutdown()


def test_errors_arrive_as_data(qapp, qtbot):
    def broken(experiment):
        raise ValueError("does not fit")

    bridge = WorkerBridge(trainer_factory=broken)
    screen = Screen(bridge)
    begin(bridge)
    qtbot.waitUntil(lambda: bool(screen.of(Failed)))
    assert screen.of(Failed)[0].message == "does not fit"
    assert bridge.running
    assert bridge.shutdown()


def test_shutdown_ends_the_thread_in_mid_run_and_silences_it(qapp, qtbot):
    interval = sys.getswitchinterval()
    bridge = WorkerBridge()
    screen = Screen(bridge)
    begin(bridge)
    bridge.send(Run(id=3, generation=1))
    qtbot.waitUntil(lambda: any(s.playing for s in screen.of(Snapshot)))
    assert bridge.shutdown(timeout_s=2.0)
    assert not bridge.running
    assert bridge.shutdown()
    assert sys.getswitchinterval() == interval
    count = len(screen.mail)
    qapp.processEvents()
    assert len(screen.mail) == count


def test_shutdown_does_not_wait_for_a_busy_thread_longer_than_told(qapp):
    entered, leave = threading.Event(), threading.Event()

    def slow(experiment):
        entered.set()
        leave.wait(20.0)
        return Trainer(experiment)

    bridge = WorkerBridge(trainer_factory=slow)
    begin(bridge)
    assert entered.wait(20.0)
    assert not bridge.shutdown(timeout_s=0.01)
    leave.set()
    assert bridge.shutdown(timeout_s=20.0)


def test_a_deleted_bridge_ends_its_thread(qapp, qtbot):
    bridge = WorkerBridge()
    screen = Screen(bridge)
    begin(bridge)
    bridge.send(Run(id=3, generation=1))
    qtbot.waitUntil(lambda: any(s.playing for s in screen.of(Snapshot)))
    thread = bridge._thread
    interval = bridge._old_switch_interval_s
    shiboken6.delete(bridge)
    thread.join(20.0)
    assert not thread.is_alive()
    sys.setswitchinterval(interval)
