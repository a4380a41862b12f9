"""What all lenses have in common: each looks closely at one subject of the run."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from playground.background import Background
from playground.i18n import translate_template
from playground.models.session import Session
from playground.panels.panel import Follower
from playground.theme import Theme
from playground.worker.events import Snapshot
from playground.worker.inspections.base import Finding, Inspection


class Lens(Follower):
    """A page of the microscope.

    Whoever derives from it says what is to be looked at now (`inspection`),
    calls `look_again` when that has changed, and shows what was found
    (`show_finding`, or `show_fault` where there was nothing to see). While it
    is hidden nothing is looked at, and nothing is shown.

    Parameters
    ----------
    session : Session
    theme : Theme
    parent : QWidget, optional
    """

    id: ClassVar[str]
    """Name of the lens, and of its inspection."""

    background: Background | None = None
    """Where heavy work is done; the microscope gives it, before the lens is shown."""

    @classmethod
    def title(cls) -> str:
        """Return the word or two on its tab."""
        raise NotImplementedError

    @classmethod
    def sentence(cls) -> str:
        """Return what there is to see, in one plain sentence."""
        raise NotImplementedError

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.theme = theme
        self._shown: Finding | None = None
        self.setObjectName(f"microscope.{self.id}")
        self.setAccessibleName(self.title())
        theme.theme_changed.connect(self.on_theme_changed)
        self.follow(session.snapshot_changed, self.on_snapshot)

    def inspection(self) -> Inspection | None:
        """Return what is to be looked at now; None while there is nothing to ask."""
        raise NotImplementedError

    def show_finding(self, finding: Finding) -> None:
        """Show what was found; ``finding.result`` is there."""
        raise NotImplementedError

    def show_fault(self, text: str) -> None:
        """Say why there is nothing to see."""
        raise NotImplementedError

    def look_again(self) -> None:
        """Ask for what is to be looked at now."""
        self.session.inspect(self.id, self.inspection() if self.isVisible() else None)

    @Slot()
    def on_theme_changed(self) -> None:
        """Take the colours of the theme."""

    def on_snapshot(self, snapshot: Snapshot | None) -> None:
        """Show a new finding, if it answers what is asked now."""
        finding = None if snapshot is None else snapshot.findings.get(self.id)
        if finding is None or finding is self._shown or not self.isVisible():
            return
        if finding.inspection != self.inspection():
            return
        self._shown = finding
        if finding.fault:
            self.show_fault(translate_template(finding.fault))
        else:
            self.show_finding(finding)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look."""
        super().showEvent(event)
        self._shown = None
        self.look_again()
        self.on_snapshot(self.session.snapshot)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no longer."""
        super().hideEvent(event)
        self.session.inspect(self.id, None)
