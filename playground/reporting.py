"""Errors that nobody caught: into the log, and one quiet sentence on the screen."""

from __future__ import annotations

import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QStandardPaths, Signal

LOG_BYTES = 1_000_000
LOG_FILES = 3
log = logging.getLogger("playground")


def state_directory() -> Path:
    """Return the user's directory for logs, which may not exist yet."""
    place = QStandardPaths.StandardLocation.GenericStateLocation
    return Path(QStandardPaths.writableLocation(place)) / "backprop-playground"


def log_to(path: Path) -> logging.Handler | None:
    """Keep a rotating log at ``path``; where it cannot be written, do without and say so."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True
        )
    except OSError as error:
        log.warning("No log is kept: %s", error)
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler


class ErrorReporter(QObject):
    """Takes the place of Python's last resort for exceptions.

    The hooks run in whichever thread failed. They write to the log and emit
    ``failed``; who shows it connects a slot of a QObject, which then runs in
    the thread of the screen.
    """

    failed = Signal(str)

    def install(self) -> None:
        """Catch what nobody caught, in every thread."""
        self._old = sys.excepthook, threading.excepthook
        sys.excepthook = self.report
        threading.excepthook = self._report_of_thread

    def uninstall(self) -> None:
        """Put the former hooks back."""
        sys.excepthook, threading.excepthook = self._old

    def report(
        self,
        kind: type[BaseException],
        error: BaseException,
        traceback: TracebackType | None,
    ) -> None:
        """Log an exception and tell in one line what it was."""
        log.error("Uncaught exception", exc_info=(kind, error, traceback))
        root = error.__cause__ if error.__cause__ is not None else error
        self.failed.emit(f"{type(root).__name__}: {root}")

    def _report_of_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
