"""A worker loop on a fake clock, run in the test's own thread, without Qt."""

import itertools
from dataclasses import dataclass, field

import pytest

from engine import Experiment, Trainer
from playground.worker.commands import ALL_VIEWS, Reset, Watch
from playground.worker.events import Snapshot
from playground.worker.loop import WorkerLoop
from playground.worker.mailbox import Mailbox

SMALL = (
    Experiment()
    .with_value("data.samples", 64)
    .with_value("model.hidden", (4,))
    .with_value("training.batch_size", 8)
)


class Clock:
    def __init__(self, now=1000.0):
        self.now = now

    def __call__(self):
        return self.now

    def advance(self, seconds):
        self.now += seconds


class ScriptedMailbox(Mailbox):
    """Delivers commands at given times, advances the clock instead of waiting, keeps all mail."""

    def __init__(self, clock, draw_s):
        super().__init__()
        self.clock, self.draw_s = clock, draw_s
        self.script = []
        self.mail = []  # (time, event or snapshot)
        self.waits_for_drawing = []

    def receive(self, timeout_s=0.0):
        if self.draw_s is not None and timeout_s != 0.0:  # there is time to draw meanwhile
            self.collect()
            self.frame_drawn()
        while self.script and self.script[0][0] <= self.clock():
            self.send(self.script.pop(0)[1])
        command = super().receive(0.0)
        if command is None and timeout_s != 0.0:
            moments = [self.script[0][0]] if self.script else []
            moments += [] if timeout_s is None else [self.clock() + timeout_s]
            if moments:
                self.clock.now = max(self.clock(), min(moments))
            else:
                self.close()
        return command

    def post(self, event):
        self.mail.append((self.clock(), event))
        super().post(event)

    def publish(self, snapshot, curves=None):
        self.mail += [(self.clock(), each) for each in (curves, snapshot) if each is not None]
        super().publish(snapshot, curves)

    def wait_until_drawn(self, timeout_s):
        self.waits_for_drawing.append(timeout_s)
        if self.draw_s is None or self.draw_s > timeout_s:
            self.clock.advance(timeout_s)
            return False
        self.clock.advance(self.draw_s)
        self.collect()
        self.frame_drawn()
        return True


def make_paced_trainer(clock, step_s):
    """Return a trainer class whose steps take ``step_s`` on the fake clock."""

    class PacedTrainer(Trainer):
        def run(self, steps=None, epochs=None, until=None):
            limited = steps is None and epochs is None
            last_step = self.step_count + steps if steps is not None else float("inf")
            last_epoch = self.epoch + epochs if epochs is not None else float("inf")
            while True:
                if limited and self.epoch >= self.experiment.training.epochs:
                    return super().run()
                outcome = super().run(steps=1)
                clock.advance(step_s)
                at_end = self.step_count >= last_step or self.epoch >= last_epoch
                if outcome.stopped or at_end or (until is not None and clock() >= until):
                    return outcome

    return PacedTrainer


@dataclass
class Studio:
    """Runs a script of (seconds, command) and keeps what came of it."""

    clock: Clock = field(default_factory=Clock)
    step_s: float = 0.001
    draw_s: float | None = 0.002
    watch: frozenset = ALL_VIEWS
    experiment: Experiment = SMALL
    trainer_class: type | None = None

    def __post_init__(self):
        self.mailbox = ScriptedMailbox(self.clock, self.draw_s)
        self.trainers = []
        self.began = self.clock()
        self.ids = itertools.count(1)

    def make_trainer(self, experiment):
        kind = self.trainer_class or make_paced_trainer(self.clock, self.step_s)
        self.trainers.append(kind(experiment))
        return self.trainers[-1]

    def play(self, script, *, watch_first=True):
        """Play (seconds, command) pairs to their end; a command is a class with its arguments."""
        first = [(0.0, Watch(self.watch, 20, id=-2, generation=0))] if watch_first else []
        first.append((0.0, Reset(self.experiment, id=-1, generation=1)))
        self.mailbox.script = [(self.began + s, c) for s, c in [*first, *script]]
        WorkerLoop(self.mailbox, self.make_trainer, self.clock).run()
        return self

    def of(self, kind):
        return [message for _, message in self.mailbox.mail if isinstance(message, kind)]

    def times(self, kind):
        return [t - self.began for t, message in self.mailbox.mail if isinstance(message, kind)]

    @property
    def snapshots(self):
        return self.of(Snapshot)


@pytest.fixture
def studio_class():
    return Studio


@pytest.fixture
def clock_class():
    return Clock


@pytest.fixture
def small():
    return SMALL
