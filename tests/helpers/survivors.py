"""What a test of the screen has left behind: threads, windows, running timers."""

import gc
import threading
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

_timers: WeakSet[QTimer] = WeakSet()
_make_timer = QTimer.__init__


def _make_known_timer(timer, *arguments, **options):
    _make_timer(timer, *arguments, **options)
    _timers.add(timer)


# Asking the garbage collector for all timers takes a third of a second for each test.
QTimer.__init__ = _make_known_timer


def everything() -> set:
    """Return the threads, top-level widgets and running timers that there are."""
    running = {timer for timer in _timers if shiboken6.isValid(timer) and timer.isActive()}
    return {*threading.enumerate(), *QApplication.topLevelWidgets(), *running}


def survivors(before: set) -> list[str]:
    """Name what was not there before and will not go by itself."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=2)
    if not everything() <= before:
        gc.collect()  # what only hangs together in a circle is as good as gone
    return [repr(thing) for thing in everything() - before]
