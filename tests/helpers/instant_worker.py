"""The worker without a thread: it obeys when told to, so that tests of the screen need no waiting.

It is the real loop, taken by the hand: commands are carried out one after
another, steps asked for are made and past moments reached, but while playing
it trains only as told.
"""

import itertools

from playground.worker.loop import WorkerLoop
from playground.worker.mailbox import Mailbox


class InstantWorker:
    """Collects commands; ``work()`` carries them out and hands the answers to the session."""

    def __init__(self):
        self.session = None
        self.commands = []
        self._mailbox = Mailbox()
        ticks = itertools.count()
        self._loop = WorkerLoop(self._mailbox, clock=lambda: next(ticks) * 1e6)  # time is no matter

    @property
    def trainer(self):
        return self._loop._trainer

    def send(self, command):
        self.commands.append(command)
        self._mailbox.send(command)

    def sent(self, kind):
        return [command for command in self.commands if isinstance(command, kind)]

    def work(self):
        """Obey everything, also what the answers bring about, and show the result."""
        while (command := self._mailbox.receive()) is not None:
            self._loop._obey(command)
            while self._loop._goal is not None or self._loop._travelling:
                self._mailbox.frame_drawn()
                self._loop._work(self.trainer)
            self._deliver()
        self.show()

    def train(self, steps):
        self.trainer.run(steps=steps)
        self.show()

    def show(self):
        if self.trainer is not None:
            self._mailbox.frame_drawn()
            self._loop._show(self.trainer)
            self._deliver()

    def _deliver(self):
        events, snapshot = self._mailbox.collect()
        for event in events:
            self.session.on_event(event)
        if snapshot is not None:
            self.session.on_snapshot(snapshot)
        self._mailbox.frame_drawn()
