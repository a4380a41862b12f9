"""Old curves by name: the legend of replaced runs, for all plots."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QWidget

from playground.i18n import translate_template
from playground.models.ghosts import Ghost
from playground.models.session import Session
from playground.panels.panel import Follower
from playground.theme import Theme, spacing
from playground.widgets.ghost_entry import GhostEntry


class GhostBar(Follower):
    """One entry for each former run; hidden while there is none."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._theme = theme
        self._entries: dict[int, GhostEntry] = {}
        self.setAccessibleName(self.tr("Old curves"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(spacing(1))
        self._row.addStretch(1)
        theme.theme_changed.connect(self.on_theme_changed)
        self.follow(session.ghosts_changed, self.on_ghosts_changed)
        self.on_ghosts_changed(session.ghosts)

    def on_ghosts_changed(self, ghosts: tuple[Ghost, ...]) -> None:
        """Show an entry for each ghost."""
        there = {ghost.id for ghost in ghosts}
        for ghost_id in [each for each in self._entries if each not in there]:
            entry = self._entries.pop(ghost_id)
            self._row.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        for ghost in ghosts:
            if ghost.id not in self._entries:
                self._entries[ghost.id] = self._new_entry(ghost)
            entry = self._entries[ghost.id]
            entry.set_name(translate_template(ghost.name))
            entry.setChecked(ghost.visible)
        self.setVisible(bool(ghosts))

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        for entry in self._entries.values():
            entry.set_colours(self._theme.view_colours())

    @Slot(int, bool)
    def on_toggled(self, ghost_id: int, shown: bool) -> None:
        """Show or hide a ghost."""
        self.session.show_ghost(ghost_id, visible=shown)

    @Slot(int)
    def on_remove_asked(self, ghost_id: int) -> None:
        """Forget a ghost."""
        self.session.remove_ghost(ghost_id)

    @Slot(int)
    def on_rename_asked(self, ghost_id: int) -> None:
        """Ask for another name."""
        dialog = QInputDialog(self)
        dialog.setObjectName("rename_ghost")
        dialog.setWindowTitle(self.tr("Old curves"))
        dialog.setLabelText(self.tr("Name of the old curve"))
        dialog.setTextValue(self._entries[ghost_id].text())
        dialog.setProperty("ghost", ghost_id)
        dialog.textValueSelected.connect(self.on_named)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def on_named(self, name: str) -> None:
        """Give the ghost that was asked about its new name, if it is still there."""
        ghost_id = self.sender().property("ghost")
        if ghost_id in self._entries:
            self.session.rename_ghost(ghost_id, name)

    def _new_entry(self, ghost: Ghost) -> GhostEntry:
        entry = GhostEntry(ghost.id, self._theme.view_colours(), self)
        entry.ghost_toggled.connect(self.on_toggled)
        entry.rename_asked.connect(self.on_rename_asked)
        entry.remove_asked.connect(self.on_remove_asked)
        self._row.addWidget(entry)
        return entry
