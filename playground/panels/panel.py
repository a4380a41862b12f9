"""What all panels have in common: they follow the session, and rest while hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from weakref import WeakMethod

from psygnal import SignalInstance
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from playground.models.session import Session
from playground.theme import Theme, spacing
from playground.widgets.labels import text_label

ROOMY = 96
"""Height, in spacing units, from which on a panel has room for more than its picture."""


class Link:
    """A connection from the session to a widget, cut before the widget is gone."""

    def __init__(self, signal: SignalInstance, method: Callable[..., Any]) -> None:
        self._signal = signal
        self._method = WeakMethod(method)
        signal.connect(method)

    def cut(self) -> None:
        """Disconnect; a second time does nothing."""
        method = self._method()
        if method is not None:
            self._signal.disconnect(method, missing_ok=True)


class Follower(QWidget):
    """A widget that listens to a session for as long as it lives."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._links: list[Link] = []

    def follow(self, signal: SignalInstance, method: Callable[..., Any]) -> None:
        """Call a method of this widget on every emission, until the widget is destroyed."""
        link = Link(signal, method)
        self._links.append(link)
        self.destroyed.connect(link.cut)


class Panel(Follower):
    """One room of the main window.

    A panel tells the session which of its ``views`` are looked at; one that
    shows now this, now that says so in ``wanted_views`` and calls
    ``update_watch``. What comes while it is hidden is not drawn; ``refresh``
    catches up.
    """

    views: ClassVar[tuple[str, ...]] = ()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.theme = theme
        self._watching: frozenset[str] = frozenset()
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.theme_changed.connect(self.on_theme_changed)

    def refresh(self) -> None:
        """Show the newest state; called whenever the panel appears."""

    @Slot()
    def on_theme_changed(self) -> None:
        """Take the colours of the theme."""

    def wanted_views(self) -> frozenset[str]:
        """Return the views that are looked at while the panel is visible."""
        return frozenset(self.views)

    def update_watch(self) -> None:
        """Tell the session what is looked at now, if that has changed."""
        wanted = self.wanted_views() if self.isVisible() else frozenset()
        before, self._watching = self._watching, wanted
        for view in sorted(before ^ wanted):
            self.session.watch(view, view in wanted, self)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the views and catch up."""
        super().showEvent(event)
        self.update_watch()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for nothing more."""
        super().hideEvent(event)
        self.update_watch()


def panel_layout(panel: QWidget, title: str | QLabel, *beside: QWidget) -> QVBoxLayout:
    """Return a column with a heading on top, and what stands beside the heading on its right."""
    heading = text_label(title, "heading") if isinstance(title, str) else title
    panel.setAccessibleName(heading.text())
    column = QVBoxLayout(panel)
    column.setContentsMargins(spacing(3), spacing(3), spacing(3), spacing(2))
    column.setSpacing(spacing(2))
    head = QHBoxLayout()
    head.setSpacing(spacing(2))
    head.addWidget(heading, 1)
    for widget in beside:
        head.addWidget(widget)
    column.addLayout(head)
    return column


def is_roomy(panel: QWidget) -> bool:
    """Return whether a panel is high enough for more than its picture."""
    return panel.height() >= spacing(ROOMY)


def fit_margins(panel: QWidget, *, roomy: bool) -> None:
    """Keep less room around the parts of a panel where there is little."""
    column = panel.layout()
    assert isinstance(column, QVBoxLayout)
    edge, gap = (3, 2) if roomy else (2, 1)
    column.setContentsMargins(spacing(3), spacing(edge), spacing(3), spacing(gap))
    column.setSpacing(spacing(gap))


def filled(widget: QWidget) -> QWidget:
    """Return a widget that is filled with the ground of panels, without any style sheet."""
    widget.setAutoFillBackground(True)
    widget.setBackgroundRole(QPalette.ColorRole.Base)
    return widget


def scrolled(*parts: QWidget) -> QScrollArea:
    """Return parts one above the other, to be scrolled together."""
    inner = filled(QWidget())
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it scrolls to whatever gets the focus
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    filled(area)
    return area
