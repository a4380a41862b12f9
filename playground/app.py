"""Puts the application together: Qt, theme, language, worker and window."""

from __future__ import annotations

import gc
import logging
import signal
from collections.abc import Sequence

from pyqtgraph.util.garbage_collector import GarbageCollector
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from engine import Experiment
from playground import assets, i18n, reporting
from playground.dialogs import Dialogs
from playground.main_window import MainWindow
from playground.settings import Settings
from playground.theme import Theme
from playground.worker.bridge import WorkerBridge

NAME = "backprop-playground"
COLLECTING_S = 1.0
"""How often garbage is collected."""


def make_application(argv: Sequence[str]) -> QApplication:
    """Return the Qt application, made if there is none yet."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(list(argv))
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("Backprop Playground")
    app.setDesktopFileName(NAME)
    app.setWindowIcon(assets.app_icon())
    return app


def build(
    settings: Settings,
    experiment: Experiment | None = None,
    dialogs: Dialogs | None = None,
) -> MainWindow:
    """Make the window with a worker of its own; there must be a Qt application.

    Parameters
    ----------
    settings : Settings
        What is remembered.
    experiment : Experiment, optional
        Instead of the last one.
    dialogs : Dialogs, optional
        Asks for files.
    """
    app = make_application([NAME])
    i18n.install(app, settings.language)
    theme = Theme(settings.theme, gentle=settings.gentle)
    theme.apply(app)
    bridge = WorkerBridge()
    window = MainWindow(settings, theme, bridge, experiment, dialogs)
    theme.setParent(window)
    bridge.setParent(window)
    return window


def collect_between_events() -> GarbageCollector:
    """Have garbage collected in the screen's own thread and between two events from now on.

    In the worker's thread, or in the middle of a paint, Python's own collector would destroy
    widgets under Qt's hands. What is there by now stays for good.
    """
    collector = GarbageCollector(interval=COLLECTING_S)
    gc.freeze()
    return collector


def run(argv: Sequence[str]) -> int:
    """Open the window, with the file named in ``argv`` if there is one, and stay until it closes.

    Returns
    -------
    The exit status.
    """
    app = make_application(argv)
    logging.captureWarnings(capture=True)
    handler = reporting.log_to(reporting.state_directory() / "playground.log")
    reporter = reporting.ErrorReporter(app)
    reporter.install()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in a terminal ends it at once
    window = build(Settings.default())
    reporter.failed.connect(window.on_internal_error, Qt.ConnectionType.QueuedConnection)
    files = app.arguments()[1:]
    if files:
        window.open_path(files[0])
    window.show()
    collector = collect_between_events()
    try:
        return app.exec()
    finally:
        collector.timer.stop()
        gc.enable()
        reporter.uninstall()
        if handler is not None:
            logging.getLogger().removeHandler(handler)
            handler.close()
