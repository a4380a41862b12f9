"""The only QObject of the worker: carries messages between Qt and the thread.

The worker's wake-up call is one queued signal, emitted at most once before
the screen has collected what is there. The slot it reaches belongs to this
object and therefore runs in the thread of the screen.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from playground.worker.commands import Close, Command
from playground.worker.events import Event, Snapshot
from playground.worker.loop import TrainerFactory, WorkerLoop, new_trainer
from playground.worker.mailbox import Mailbox

SWITCH_INTERVAL_S = 0.0005
"""How long the worker keeps the interpreter once the screen wants it (Python's default: 5 ms)."""
LONGEST_TURN_S = 0.02
"""After so long, what is still to be handed out lets the user's own events pass."""


class WorkerBridge(QObject):
    """Owns the worker thread and hands out what it sends.

    Parameters
    ----------
    parent : QObject, optional
        Owner in Qt's sense.
    trainer_factory, clock : callable
        As for :class:`WorkerLoop`.
    """

    snapshot_ready = Signal(object)
    """A :class:`Snapshot`: the newest one; older ones never arrive."""
    event_received = Signal(object)
    """An event; all arrive, in order, those collected together before the snapshot."""
    _woken = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        trainer_factory: TrainerFactory = new_trainer,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(parent)
        self._mailbox = Mailbox(self._wake)
        self._woken.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        self._events: deque[Event] = deque()
        self._snapshot: Snapshot | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._hand_out)
        self._old_switch_interval_s = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        loop = WorkerLoop(self._mailbox, trainer_factory, clock)
        self._thread = threading.Thread(target=loop.run, name="worker", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether the thread lives."""
        return self._thread.is_alive()

    def send(self, command: Command) -> None:
        """Leave a command for the worker."""
        self._mailbox.send(command)

    @Slot()
    def frame_drawn(self) -> None:
        """Say that the newest snapshot is on the screen; the worker waits for that."""
        self._mailbox.frame_drawn()

    def shutdown(self, timeout_s: float = 2.0) -> bool:
        """Ask the thread to end and wait for it; return whether it has.

        Nothing arrives after this call. A thread that is late is left to
        end by itself: it dies with the process at the latest.
        """
        self._mailbox.send(Close(id=0, generation=0))
        self._mailbox.close()
        self._thread.join(timeout_s)
        self._rest.stop()
        self._events.clear()
        self._snapshot = None
        sys.setswitchinterval(self._old_switch_interval_s)
        return not self.running

    def _wake(self) -> None:
        """Ask the screen's thread to collect (called in the worker's thread)."""
        try:
            self._woken.emit()
        except RuntimeError:  # Qt has deleted this object without a shutdown
            self._mailbox.close()

    @Slot()
    def _collect(self) -> None:
        """Take what the worker has sent (in the screen's thread)."""
        if self._mailbox.closed:
            return
        events, snapshot = self._mailbox.collect()
        self._events.extend(events)
        self._snapshot = snapshot or self._snapshot
        waiting = self._events or self._snapshot is not None
        if waiting and not self._rest.isActive():
            self._rest.start(0)  # what the user does, and is drawn for it, goes first

    @Slot()
    def _hand_out(self) -> None:
        """Hand out what was taken, in more than one turn of the event loop if it takes long."""
        began = time.perf_counter()
        while self._events:
            self.event_received.emit(self._events.popleft())
            if time.perf_counter() - began > LONGEST_TURN_S and (self._events or self._snapshot):
                self._rest.start(0)  # a queued signal would come in the same turn
                return
        snapshot, self._snapshot = self._snapshot, None
        if snapshot is not None:
            self.snapshot_ready.emit(snapshot)
