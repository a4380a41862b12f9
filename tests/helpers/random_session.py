"""Random use of the whole application, from a seed, in one window or several after each other."""

import threading
from pathlib import Path

import numpy as np

from engine import Experiment
from playground import app
from playground.settings import Settings
from tests.helpers.random_user import RandomUser, let_go_on

LONGEST_EPOCHS = 10**6
PATIENCE_MS = 20000


def wait_for(condition, what):
    """Let the application work until a condition holds."""
    for _ in range(PATIENCE_MS // 10):
        if condition():
            return
        let_go_on(10)
    raise AssertionError(f"waited in vain for {what}")


def agrees(session):
    """Return whether the worker has in force what the screen shows, in the present."""
    state = session.state
    return (
        state is not None
        and not state.past
        and state.experiment == session.experiment
        and session.run is session._dispatcher.run_in_force
        and session._dispatcher.settled
    )


def points_of(session):
    """Return the rows that the worker trains on, and those it does not."""
    data = session.data
    return [data.train_points, data.train_labels, data.test_points, data.test_labels]


def take_everything_back(window, first, points):
    """Undo all that was set in a window, and compare with what it began with."""
    session, stack = window.session, window.history.stack
    stack.setIndex(0)
    wait_for(lambda: stack.index() == 0 and agrees(session), "everything to be undone")
    assert session.document == first, "undoing everything does not lead back to the settings"
    assert not session.frozen, "some weights are still frozen"
    for now, then in zip(points_of(session), points, strict=True):
        np.testing.assert_array_equal(now, then)


def make_everything_again(window, last):
    """Redo all that was undone, and compare with what stood there."""
    session, stack = window.session, window.history.stack
    stack.setIndex(stack.count())
    wait_for(lambda: stack.index() == stack.count() and agrees(session), "all to be made again")
    assert session.document == last, "redoing everything does not lead there again"


def trains(window):
    """Make one update on few rows, to see that the worker lives."""
    session = window.session
    session.open(Experiment())
    session.step_batch()
    wait_for(lambda: agrees(session) and session.state.step == 1, "an update")


def use_at_random(
    folder: Path,
    actions: int,
    seed: int,
    *,
    windows: int = 1,
    undo_every=None,
    tell=None,
    opened=None,
):
    """Return how long each of ``actions`` took, done in ``windows`` one after the other.

    At the end of each window, and after every ``undo_every`` actions, everything is
    undone; on the way it is then all made again. ``tell`` hears a line of it each time,
    ``opened`` is called when the first window is there.

    Raises
    ------
    AssertionError
        If the worker is dead at the end of a window's life, or if undoing
        everything does not lead back to what the window began with.
    """
    waits = []
    experiment = Experiment().with_value("training.epochs", LONGEST_EPOCHS)
    share = actions // windows
    for number in range(windows):
        settings = Settings.at(folder / "settings.ini")
        window = app.build(settings, None if number else experiment)
        session = window.session
        window.resize(1440, 900)
        window.show()
        wait_for(lambda session=session: session.state is not None, "the worker to begin")
        if opened is not None and number == 0:
            opened()
        first, points = session.document, points_of(session)
        user = RandomUser(window, seed=seed * 1000 + number)
        for done in range(1, share + 1):
            user.act()
            if done == share or (undo_every and done % undo_every == 0):
                session.pause()
                session.return_to_now()
                wait_for(lambda session=session: agrees(session), "the last wish")
                last, index = session.document, window.history.stack.index()
                if tell is not None:
                    tell(f"{len(waits) + done} actions; {index} edits are being undone")
                take_everything_back(window, first, points)
                if done < share and index == window.history.stack.count():
                    make_everything_again(window, last)
        assert window._bridge.running, "the worker died"
        trains(window)
        waits += user.waits
        window.close()
        window.deleteLater()
        let_go_on(10)
        alive = [t.name for t in threading.enumerate() if t is not threading.main_thread()]
        assert not [name for name in alive if "worker" in name.lower()], alive
    return waits
