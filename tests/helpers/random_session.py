"""Random use of the whole application, from a seed, with windows closed and opened again."""

import threading
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from engine import Experiment
from playground import app
from playground.settings import Settings
from tests.helpers.random_user import RandomUser

LONGEST_EPOCHS = 10**6


def pause(milliseconds):
    """Let the application work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(window, milliseconds=5000):
    """Wait until the worker has answered a first time."""
    for _ in range(milliseconds // 10):
        if window.session.state is not None:
            return
        pause(10)
    raise AssertionError("the worker does not answer")


def undo_everything(window, first):
    """Take back all that was set in a window, and compare with what it began with."""
    session = window.session
    window.history.stack.setIndex(0)
    for _ in range(1000):
        pause(10)
        if session.state.experiment is not None and session.state.past is False:
            asked = session.document.training.epochs
            if session.state.experiment.with_value("training.epochs", asked) == first:
                break
    assert session.document == first, "undoing everything does not lead back"
    assert not session.frozen, "some weights are still frozen"


def use_at_random(folder: Path, actions: int, seed: int, reopen_every: int = 200):
    """Return the waits in ms and the log of what was done.

    Raises
    ------
    AssertionError
        If the worker is dead at the end of a window's life, or if undoing
        everything does not lead back to what the window began with.
    """
    waits, log = [], []
    done = 0
    experiment = Experiment().with_value("training.epochs", LONGEST_EPOCHS)
    while done < actions:
        settings = Settings.at(folder / "settings.ini")
        window = app.build(settings, experiment if done == 0 else None)
        window.resize(1440, 900)
        window.show()
        settle(window)
        first = window.session.document
        user = RandomUser(window, seed=seed * 1000 + done)
        for _ in range(min(reopen_every, actions - done)):
            user.act()
            pause(2)
        done += reopen_every
        assert window._bridge.running, "the worker died"
        undo_everything(window, first)
        answered = window.session.state.step
        window.session.set_value("data.samples", 64)
        window.session.pause()
        pause(300)
        window.session.step_batch()
        for _ in range(500):
            if window.session.state.step != answered:
                break
            pause(10)
        else:
            raise AssertionError("the worker no longer trains")
        waits += user.waits_ms
        log += user.log
        window.close()
        window.deleteLater()
        pause(10)
        alive = [t.name for t in threading.enumerate() if t is not threading.main_thread()]
        assert not [name for name in alive if "worker" in name.lower()], alive
    return waits, log
