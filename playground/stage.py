"""The real window, driven by the program itself: for the self-test and for screenshots.

Settings are temporary ones, so that nothing of the user's is read or written.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QGraphicsView

from engine import Experiment
from playground import app, display
from playground.main_window import MainWindow
from playground.settings import Settings

TICK_MS = 10
"""How often a condition is looked at while the window goes on."""
PATIENCE_S = 20.0
SETTLING_S = 0.2
"""Time for the window to draw what has arrived."""
SIZE = (1440, 900)


def draw_offscreen(always: bool = False) -> None:
    """Draw without a screen where there is none; call it before Qt is started."""
    if always or not (os.environ.get("QT_QPA_PLATFORM") or display.has_screen()):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


@contextmanager
def open_window(
    experiment: Experiment,
    theme: str = "light",
    size: tuple[int, int] = SIZE,
    language: str = "",
) -> Iterator[MainWindow]:
    """Show the window with its worker, and close both at the end.

    Parameters
    ----------
    experiment : Experiment
        What to begin with.
    theme : {"light", "dark", "high_contrast", "system"}
        Colours.
    size : tuple of int
        Width and height, in pixels at scale 1.
    language : str
        A code such as ``"de"``; empty for the system's.

    Raises
    ------
    TimeoutError
        If the worker does not begin.
    """
    with tempfile.TemporaryDirectory(prefix="playground-") as folder:
        settings = Settings.at(Path(folder) / "settings.ini")
        settings.theme = theme
        settings.language = language
        app.make_application([app.NAME])
        window = app.build(settings, experiment)
        try:
            window.resize(*size)
            window.show()
            wait_until(lambda: window.session.snapshot is not None, "the worker to begin")
            yield window
        finally:
            window.close()
            window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def wait_until(condition: Callable[[], bool], what: str, timeout_s: float = PATIENCE_S) -> None:
    """Let the window go on until a condition holds.

    Raises
    ------
    TimeoutError
        If it still does not after ``timeout_s`` seconds.
    """
    deadline = time.perf_counter() + timeout_s
    while not condition():
        if time.perf_counter() > deadline:
            raise TimeoutError(f"waited {timeout_s:g} s in vain for {what}")
        go_on(TICK_MS / 1000)


def go_on(seconds: float) -> None:
    """Let the window go on for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def train_epochs(window: MainWindow, epochs: int) -> None:
    """Train so many epochs, neither more nor less, and wait until they are drawn."""
    session = window.session
    for _ in range(epochs):
        state = session.state
        assert state is not None
        aim = (state.epoch + 1) * state.steps_per_epoch
        session.step_epoch()
        wait_until(partial(_stands_at, window, aim), f"update {aim}")


def _stands_at(window: MainWindow, step: int) -> bool:
    state, snapshot = window.session.state, window.session.snapshot
    if state is None or snapshot is None:
        return False
    return state.step == snapshot.step == step and not state.stepping


def settled_picture(window: MainWindow) -> QImage:
    """Return a picture of the window once nothing in it moves any more."""
    latest = window.grab().toImage()

    def unchanged() -> bool:
        nonlocal latest
        go_on(SETTLING_S)
        before, latest = latest, window.grab().toImage()
        return before == latest

    wait_until(unchanged, "the window to stand still")
    return latest


def with_dialogs(picture: QImage, window: MainWindow) -> QImage:
    """Return the picture of a window with the dialogs that are open laid on its middle."""
    painter = QPainter(picture)
    for dialog in (each for each in window.findChildren(QDialog) if each.isVisible()):
        laid = dialog.grab()
        free = window.size() - dialog.size()
        painter.drawPixmap(free.width() // 2, free.height() // 2, laid)
        painter.setPen(dialog.palette().color(QPalette.ColorRole.Dark))
        painter.drawRect(
            free.width() // 2, free.height() // 2, dialog.width() - 1, dialog.height() - 1
        )
    painter.end()
    return picture


class FrameCounter(QObject):
    """Counts how often the output, the map of the network's answers, is painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.count = 0
        view = window.output_panel.map
        drawn = view if isinstance(view, QGraphicsView) else view.findChild(QGraphicsView)
        assert isinstance(drawn, QGraphicsView)
        drawn.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count; hinder nothing."""
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return super().eventFilter(watched, event)
