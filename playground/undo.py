"""Undo and redo: the edits of a session on Qt's stack, and the list of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QDialog, QUndoView, QVBoxLayout, QWidget

from playground.i18n import translate_template
from playground.models.edits import Edit
from playground.models.session import Session
from playground.theme import spacing

MOST_EDITS = 500
MERGING = 1
"""Id of all commands: which of them merge is the edits' business."""


class EditCommand(QUndoCommand):
    """One edit on the stack; it was made before it came here."""

    def __init__(self, history: History, edit: Edit) -> None:
        super().__init__(translate_template(edit.text))
        self.history, self.edit = history, edit
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
    """

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
        self._undo, self._redo = undo_action, redo_action
        self.stack.indexChanged.connect(self.on_index_changed)
        session.edit_made.connect(self.on_edit_made)
        session.edits_refused.connect(self.on_edits_refused)
        self.on_index_changed()

    def on_edit_made(self, edit: Edit) -> None:
        """Put an edit on the stack, or into the one on top."""
        self.stack.push(EditCommand(self, edit))
        self.on_index_changed()  # a merge changes the text alone

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

    def hold_screen(self) -> None:
        """Let controls read their values once, after all edits of one jump through the list."""
        if not self._screen_due.isActive():
            self.session.experiment_changed.pause()
            self._screen_due.start(0)

    @Slot()
    def on_screen_due(self) -> None:
        """Let controls read their values now."""
        self.session.experiment_changed.resume(_newest)

    @Slot()
    def on_index_changed(self) -> None:
        """Say what the actions would do."""
        stack = self.stack
        undo, redo = self.tr("Undo"), self.tr("Redo")
        undo_text, redo_text = stack.undoText(), stack.redoText()
        self._undo.setText(f"{undo}: {undo_text}" if undo_text else undo)
        self._redo.setText(f"{redo}: {redo_text}" if redo_text else redo)
        self._undo.setEnabled(stack.canUndo())
        self._redo.setEnabled(stack.canRedo())


def _newest(_older: tuple[Any, ...], newer: tuple[Any, ...]) -> tuple[Any, ...]:
    return newer


class HistoryWindow(QDialog):
    """All edits, oldest first; a click on one goes there."""

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.setWindowTitle(self.tr("History"))
        self.view = QUndoView(history.stack, self)
        self.view.setObjectName("history.list")
        self.view.setAccessibleName(self.tr("History"))
        self.view.setToolTip(self.tr("Everything that was set, oldest first; click to go there."))
        self.view.setEmptyLabel(self.tr("Beginning"))
        column = QVBoxLayout(self)
        column.setContentsMargins(*[spacing(2)] * 4)
        column.addWidget(self.view)
        self.resize(spacing(80), spacing(100))
