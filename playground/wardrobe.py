"""Dresses the parts of a window in the colours of the theme, one part a turn of the event loop."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from playground.theme import Theme


class Wardrobe(QObject):
    """Puts the style sheet of the theme on parts of a window, now and when the theme changes.

    Qt dresses all that is inside a widget in one go, which takes a third of a second for a window
    with all its lenses. So each part has the sheet for itself. After a change of theme the window
    stands as it is until all that is in sight wears the new one; what is hidden follows.

    Parameters
    ----------
    theme : Theme
        Whose sheet it is.
    window : QWidget
        Where the parts are.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self._sheet = theme.style_sheet()
        self._parts: list[QWidget] = []
        self._waiting: list[QWidget] = []
        self._next = QTimer(self)
        self._next.timeout.connect(self._dress_next)
        theme.theme_changed.connect(self.on_theme_changed)

    def add(self, *parts: QWidget) -> None:
        """Dress parts, from now on."""
        self._parts = [part for part in self._parts if shiboken6.isValid(part)]
        for part in parts:
            if part not in self._parts:
                self._parts.append(part)
                part.setStyleSheet(self._sheet)

    @Slot()
    def on_theme_changed(self) -> None:
        """Begin to dress all parts anew."""
        sheet = self._theme.style_sheet()
        if sheet == self._sheet:
            return
        self._sheet = sheet
        self._waiting = sorted(filter(shiboken6.isValid, self._parts), key=QWidget.isVisible)
        self._window.setUpdatesEnabled(False)
        self._next.start(0)

    @Slot()
    def _dress_next(self) -> None:
        while self._waiting:
            part = self._waiting.pop()
            if shiboken6.isValid(part):
                part.setStyleSheet(self._sheet)
                break
        if not any(shiboken6.isValid(part) and part.isVisible() for part in self._waiting):
            self._window.setUpdatesEnabled(True)
        if not self._waiting:
            self._next.stop()
