"""Experiment files of one window: opened, saved, dropped, remembered."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from engine import Experiment, ExperimentError
from playground.dialogs import Dialogs
from playground.models.problems import Problem
from playground.models.session import Session
from playground.settings import Settings

log = logging.getLogger(__name__)


class Documents(QObject):
    """Opens and saves the experiment of a session.

    Parameters
    ----------
    session : Session
        Whose experiment it is.
    dialogs : Dialogs
        Asks for files.
    window : QWidget
        The dialogs belong to it.

    Signals
    -------
    named(str)
        The experiment has another name, or none.
    refused : Problem
        A file could not be opened or saved.
    """

    named = Signal(str)
    refused = Signal(object)

    def __init__(self, session: Session, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._dialogs, self._window = session, dialogs, window
        self._path: Path | None = None
        dialogs.open_chosen.connect(self.open_path)
        dialogs.save_chosen.connect(self.save_path)

    def ask_open(self) -> None:
        """Ask for a file to open."""
        self._dialogs.open_file(self._window, self._name_filter())

    def ask_save(self) -> None:
        """Ask for a file to write."""
        suggestion = str(self._path) if self._path is not None else "experiment.toml"
        self._dialogs.save_file(self._window, self._name_filter(), suggestion)

    def _name_filter(self) -> str:
        return self.tr("Experiments") + " (*.toml *.json)"

    def open(self, experiment: Experiment) -> None:
        """Open an experiment that has no file."""
        self._name(None)
        self._session.open(experiment)

    @Slot(str)
    def open_path(self, path: str) -> bool:
        """Open an experiment file; a bad one is explained and changes nothing."""
        try:
            experiment = Experiment.load(path)
        except ExperimentError as error:
            self._refuse(error)
            return False
        self._name(Path(path))
        self._session.open(experiment)
        return True

    @Slot(str)
    def save_path(self, path: str) -> bool:
        """Write the experiment; a name without an ending gets ``.toml``."""
        place = Path(path)
        if not place.suffix:
            place = place.with_suffix(".toml")
        try:
            self._session.document.save(place)
        except (ExperimentError, OSError) as error:
            self._refuse(error)
            return False
        self._name(place)
        return True

    def _name(self, path: Path | None) -> None:
        self._path = path
        self.named.emit("" if path is None else path.stem)

    def _refuse(self, error: Exception) -> None:
        self.refused.emit(Problem("error", str(error)))


def dropped_path(event: QDropEvent) -> str | None:
    """Return the one experiment file that is being dropped, if it is one."""
    paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    if len(paths) == 1 and paths[0].lower().endswith((".toml", ".json")):
        return paths[0]
    return None


def remembered(settings: Settings) -> Experiment | None:
    """Return the experiment of last time; one that is no longer possible is forgotten."""
    text = settings.experiment_text
    if not text:
        return None
    try:
        return Experiment.from_text(text, ".toml")
    except ExperimentError as error:
        log.warning("The last experiment cannot be opened again: %s", error)
        return None
