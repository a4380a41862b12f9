"""Undo and redo: the edits of a session on Qt's stack, and the list of them."""

from __future__ import annotations

import time
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QDialog, QListView, QVBoxLayout, QWidget

from playground.i18n import translate_template
from playground.models.edits import Edit
from playground.models.session import Session
from playground.theme import spacing

MOST_EDITS = 10_000
LARGEST_HISTORY = 64 * 2**20
"""Bytes of points and weights that edits may keep; beyond that the older half is let go."""
STRIDE = 10
"""Edits that a jump takes back in one go."""
TURN_S = 0.02
"""How long a jump may take before the user's own events have their turn."""
MERGING = 1
"""Id of all commands: which of them merge is the edits' business."""

Index: TypeAlias = QModelIndex | QPersistentModelIndex


class EditCommand(QUndoCommand):
    """One edit on the stack; it was made before it came here."""

    def __init__(self, history: History, edit: Edit) -> None:
        super().__init__(translate_template(edit.text))
        self.history, self.edit = history, edit
        self.kept = 0
        """Bytes that this edit and those before it keep."""
        self._made = True

    def id(self) -> int:
        """Let every command be asked whether it merges."""
        return MERGING

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in an edit of the same gesture."""
        if not isinstance(other, EditCommand) or not self.edit.merge(other.edit):
            return False
        self.setText(translate_template(self.edit.text))
        return True

    def undo(self) -> None:
        """Take the edit back."""
        self._made = False
        self.history.hold_screen()
        self.history.session.undo(self.edit)

    def redo(self) -> None:
        """Make the edit again; the stack asks for it when it is pushed, too."""
        if not self._made:
            self._made = True
            self.history.hold_screen()
            self.history.session.redo(self.edit)


class History(QObject):
    """Keeps the edits of a session on a stack, newest last.

    Parameters
    ----------
    session : Session
        Whose edits they are.
    undo_action, redo_action : QAction
        Show what they would undo or redo, and rest when there is nothing.

    Signals
    -------
    moved
        The stack has changed, or stands elsewhere. The stack's own signal comes
        also while it is destroyed.
    """

    moved = Signal()

    def __init__(
        self,
        session: Session,
        undo_action: QAction,
        redo_action: QAction,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(MOST_EDITS)
        self.session = session
        self._screen_due = QTimer(self)
        self._screen_due.setSingleShot(True)
        self._screen_due.timeout.connect(self.on_screen_due)
        self._way = QTimer(self)
        self._way.setSingleShot(True)
        self._way.timeout.connect(self._travel)
        self._aim = self._halt = 0
        self._undo, self._redo = undo_action, redo_action
        self.stack.indexChanged.connect(self.on_index_changed)
        session.edit_made.connect(self.on_edit_made)
        session.edits_refused.connect(self.on_edits_refused)
        self.on_index_changed()

    def on_edit_made(self, edit: Edit) -> None:
        """Put an edit on the stack, or into the one on top."""
        self._push(edit)
        oldest = self._command(0)
        if self._command(-1).kept - oldest.kept + oldest.edit.size > LARGEST_HISTORY:
            self._let_half_go()
        self.on_index_changed()  # a merge changes the text alone

    def _push(self, edit: Edit) -> None:
        self.stack.push(EditCommand(self, edit))
        newest = self._command(-1)
        below = self._command(-2).kept if self.stack.count() > 1 else 0
        newest.kept = below + newest.edit.size

    def _command(self, place: int) -> EditCommand:
        """Return a command by its place from the oldest, or as -1, -2 from the newest."""
        command = self.stack.command(place if place >= 0 else self.stack.count() + place)
        assert isinstance(command, EditCommand)
        return command

    def _let_half_go(self) -> None:
        """Forget the older half of the edits; the newest one stays."""
        edits = [self._command(place).edit for place in range(self.stack.count())]
        self.stack.clear()
        for edit in edits[len(edits) // 2 :]:
            self._push(edit)

    def on_edits_refused(self, edits: tuple[Edit, ...]) -> None:
        """Take edits off the stack that came to nothing."""
        stack = self.stack
        for place in range(stack.count()):
            command = stack.command(place)
            if isinstance(command, EditCommand) and command.edit in edits:
                # What is obsolete is neither undone nor redone, and gone once its turn has come.
                command.setObsolete(True)
        while stack.canUndo() and stack.command(stack.index() - 1).isObsolete():
            stack.undo()
        while stack.canRedo() and stack.command(stack.index()).isObsolete():
            stack.redo()

    @property
    def travelling(self) -> bool:
        """Whether a jump is under way."""
        return self._way.isActive()

    def go_to(self, index: int) -> None:
        """Undo or redo until so many edits are in force.

        A long way takes several turns of the event loop. Whatever else is done, undone or redone
        meanwhile ends it there.
        """
        self._aim, self._halt = index, self.stack.index()
        self._travel()

    @Slot()
    def _travel(self) -> None:
        self._way.stop()
        began = time.perf_counter()
        while self.stack.index() == self._halt != self._aim:
            way = self._aim - self._halt
            self.stack.setIndex(self._halt + max(min(way, STRIDE), -STRIDE))
            arrived = self.stack.index() == self._halt
            self._halt = self.stack.index()
            if arrived:
                return
            if time.perf_counter() - began > TURN_S:
                self._way.start(0)
                return

    def hold_screen(self) -> None:
        """Let controls read their values once, after all edits of one jump through the list."""
        if not self._screen_due.isActive():
            self.session.experiment_changed.pause()
            self._screen_due.start(0)

    @Slot()
    def on_screen_due(self) -> None:
        """Let controls read their values now, or when a jump is over."""
        if self.travelling:
            self._screen_due.start(0)
            return
        self.session.experiment_changed.resume(_newest)

    @Slot()
    def on_index_changed(self) -> None:
        """Say what the actions would do, and that something has changed."""
        stack = self.stack
        undo, redo = self.tr("Undo"), self.tr("Redo")
        undo_text, redo_text = stack.undoText(), stack.redoText()
        self._undo.setText(f"{undo}: {undo_text}" if undo_text else undo)
        self._redo.setText(f"{redo}: {redo_text}" if redo_text else redo)
        self._undo.setEnabled(stack.canUndo())
        self._redo.setEnabled(stack.canRedo())
        self.moved.emit()


def _newest(_older: tuple[Any, ...], newer: tuple[Any, ...]) -> tuple[Any, ...]:
    return newer


class HistoryModel(QAbstractListModel):
    """The texts of a stack, the beginning first.

    Qt's own list of a stack lays all rows out for each new one, and makes a jump in one go.
    """

    def __init__(self, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack = history.stack
        history.moved.connect(self.on_index_changed)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return the number of edits and one."""
        return 0 if parent.isValid() else self._stack.count() + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the text of a row."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._stack.text(index.row() - 1) if index.row() else self.tr("Beginning")

    @Slot()
    def on_index_changed(self) -> None:
        """Read everything anew: what was undone may have gone."""
        self.beginResetModel()
        self.endResetModel()


class HistoryWindow(QDialog):
    """All edits, oldest first; a click on one goes there."""

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.setWindowTitle(self.tr("History"))
        self._history = history
        self.view = QListView(self)
        self.view.setObjectName("history.list")
        self.view.setAccessibleName(self.tr("History"))
        self.view.setToolTip(self.tr("Everything that was set, oldest first; click to go there."))
        self.view.setUniformItemSizes(True)
        self.view.setModel(HistoryModel(history, self))
        self.view.selectionModel().currentChanged.connect(self.on_current_changed)
        history.moved.connect(self.on_index_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[spacing(2)] * 4)
        column.addWidget(self.view)
        self.resize(spacing(80), spacing(100))
        self.on_index_changed()

    @Slot(QModelIndex)
    def on_current_changed(self, row: QModelIndex) -> None:
        """Go to the row that was chosen."""
        if row.isValid() and row.row() != self._history.stack.index():
            self._history.go_to(row.row())

    @Slot()
    def on_index_changed(self) -> None:
        """Mark where the stack stands."""
        row = self.view.model().index(self._history.stack.index(), 0)
        if row != self.view.currentIndex():
            self.view.setCurrentIndex(row)
