"""Where the screen and the worker thread leave messages for each other.

Commands go one way through a queue. Back come a queue of events that loses
nothing and one slot for the newest snapshot. One lock guards everything and
is held for a few assignments only, so neither side ever waits for the other.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from playground.worker.commands import Command
from playground.worker.events import Event, Points, Snapshot, Started


def _no_wake_up() -> None:
    """Wake nobody: whoever collects looks by itself."""


class Mailbox:
    """Commands in, events and the newest snapshot out.

    Parameters
    ----------
    wake : callable
        Called in the worker's thread when there is something to collect. It
        is not called again before :meth:`collect`: at most one wake-up is
        pending, however much is posted.
    """

    def __init__(self, wake: Callable[[], None] = _no_wake_up) -> None:
        self._wake = wake
        self._changed = threading.Condition()
        self._commands: deque[Command] = deque()
        self._events: deque[Event] = deque()
        self._snapshot: Snapshot | None = None
        self._generation = 0
        self._wake_up_pending = False
        self._drawn = True
        self._closed = False

    # The screen's side -------------------------------------------------------------------

    def send(self, command: Command) -> None:
        """Leave a command; after :meth:`close` it is dropped."""
        with self._changed:
            if not self._closed:
                self._commands.append(command)
                self._changed.notify_all()

    def collect(self) -> tuple[list[Event], Snapshot | None]:
        """Take all events, oldest first, and the newest snapshot if there is one."""
        with self._changed:
            events, snapshot = list(self._events), self._snapshot
            self._events.clear()
            self._snapshot = None
            self._wake_up_pending = False
            return events, snapshot

    def frame_drawn(self) -> None:
        """Say that the snapshot collected last is on the screen.

        It counts only if no newer one waits in the slot.
        """
        with self._changed:
            self._drawn = self._snapshot is None
            self._changed.notify_all()

    def close(self) -> None:
        """Take no more messages and wake whoever waits."""
        with self._changed:
            self._closed = True
            self._events.clear()
            self._snapshot = None
            self._changed.notify_all()

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._closed

    # The worker's side -------------------------------------------------------------------

    def receive(self, timeout_s: float | None = 0.0) -> Command | None:
        """Take the oldest command, waiting for one up to ``timeout_s`` (None: for ever).

        Returns None when none came, and at once when the mailbox is closed.
        """
        with self._changed:
            if timeout_s != 0.0:
                self._changed.wait_for(lambda: self._commands or self._closed, timeout_s)
            return self._commands.popleft() if self._commands and not self._closed else None

    def post(self, event: Event) -> None:
        """Leave an event.

        Curves waiting at the end of the queue give way to newer ones, which
        contain them: a screen that does not collect cannot fill the memory.
        A new generation empties the slot of the old one.
        """
        with self._changed:
            if self._closed:
                return
            if isinstance(event, Started):
                self._generation = event.generation
                self._snapshot = None
            self._add(event)
            wake = self._wants_wake_up()
        if wake:
            self._wake()

    def _add(self, event: Event) -> None:
        """Put an event at the end of the queue (the lock is held)."""
        newest = self._events[-1] if self._events else None
        if (
            isinstance(event, Points)
            and isinstance(newest, Points)
            and newest.generation == event.generation
        ):
            self._events.pop()
        self._events.append(event)

    def publish(self, snapshot: Snapshot, curves: Points | None = None) -> None:
        """Leave a snapshot in the slot, and curves to be collected together with it.

        A snapshot that nobody collected is gone.
        """
        with self._changed:
            if self._closed or snapshot.generation < self._generation:
                return
            if curves is not None:
                self._add(curves)
            self._snapshot = snapshot
            self._drawn = False
            wake = self._wants_wake_up()
        if wake:
            self._wake()

    def wait_until_drawn(self, timeout_s: float) -> bool:
        """Wait until the last snapshot is drawn; return whether it is.

        A command or the end cuts the waiting short.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._drawn or self._commands or self._closed, timeout_s)
            return self._drawn

    @property
    def drawn(self) -> bool:
        """Whether the last snapshot published was drawn."""
        return self._drawn

    def _wants_wake_up(self) -> bool:
        """Claim the one wake-up that may be pending (the lock is held)."""
        wanted = not self._wake_up_pending
        self._wake_up_pending = True
        return wanted
