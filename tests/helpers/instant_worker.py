"""A worker without a thread: it obeys when told to, so that tests of the screen need no waiting."""

from collections import deque

from engine import Trainer
from engine.errors import ExperimentError
from playground.worker.camera import Camera
from playground.worker.commands import CURVES, Change, Pause, Reset, Run, Step, Watch
from playground.worker.events import Acknowledged, Failed, Stopped, WorkerState
from playground.worker.report import curves_of, started


class InstantWorker:
    """Collects commands; ``work()`` carries them out and hands the answers to the session."""

    def __init__(self):
        self.session = None
        self.commands = []
        self.trainer = None
        self.generation = 0
        self.playing = False
        self.outcome = None
        self._queue = deque()
        self._camera = Camera()

    def send(self, command):
        self.commands.append(command)
        self._queue.append(command)

    def work(self):
        """Obey everything, also what the answers bring about, and show the result."""
        while self._queue:
            self._obey(self._queue.popleft())
        self.show()

    def train(self, steps):
        self.trainer.run(steps=steps)
        self.show()

    def show(self):
        if self.trainer is not None:
            if CURVES in self._camera.watch.views:
                self.session.on_event(curves_of(self.trainer, self.generation))
            snapshot = self._camera.take(
                self.trainer, self.generation, playing=False, hurried=False, speed=None,
                updates_per_second=0.0,
            )  # fmt: skip
            self.session.on_snapshot(snapshot)

    def sent(self, kind):
        return [command for command in self.commands if isinstance(command, kind)]

    def _obey(self, command):
        try:
            match command:
                case Reset():
                    self.trainer = Trainer(command.experiment)
                    self.generation, self.playing = command.generation, False
                    self._camera.forget()
                    self.session.on_event(started(self.trainer, self.generation, self._state()))
                case Change():
                    self.trainer.change(command.experiment)
                case Watch():
                    self._camera.point_at(command)
                case Run() | Pause():
                    self.playing = isinstance(command, Run)
                case Step():
                    counted = "steps" if command.unit == "batch" else "epochs"
                    self.outcome = self.trainer.run(**{counted: command.count})
        except ExperimentError as error:
            place = type(command).__name__.lower()
            self.session.on_event(
                Failed(command.id, self.generation, str(error), place, "", self._state())
            )
            return
        self.session.on_event(Acknowledged(command.id, self.generation, self._state()))
        if isinstance(command, Step):
            self.session.on_event(Stopped(self.generation, self.outcome, self._state()))

    def _state(self):
        trainer = self.trainer
        if trainer is None:
            return WorkerState(self.generation)
        return WorkerState(
            generation=self.generation,
            playing=self.playing,
            step=trainer.step_count,
            epoch=trainer.epoch,
            steps_per_epoch=trainer.steps_per_epoch,
            outcome=self.outcome,
            experiment=trainer.experiment,
        )
