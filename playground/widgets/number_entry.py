"""A line in which a number is typed."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from playground.widgets.labels import tabular

_STEPS = {
    Qt.Key.Key_Down: (-1, False),
    Qt.Key.Key_Up: (1, False),
    Qt.Key.Key_PageDown: (-1, True),
    Qt.Key.Key_PageUp: (1, True),
}


_TAKING_BACK = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class NumberEntry(QLineEdit):
    """A line edit for numbers; what counts as one is its owner's business.

    Signals
    -------
    committed(text)
        Enter was pressed, or the focus left after something was typed.
    stepped(direction, big)
        Up or down (page up, page down for a big step) was pressed.
    cancelled
        Escape was pressed.
    """

    committed = Signal(str)
    stepped = Signal(int, bool)
    cancelled = Signal()

    def __init__(self, digits: int = 7, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "entry")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMaxLength(32)
        self.setFont(tabular(self.font()))
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * digits + 12)
        self.editingFinished.connect(self._on_editing_finished)

    def set_wrong(self, wrong: bool) -> None:
        """Show in the frame that the text was refused."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window while nothing has been typed."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not self.isModified()
            and any(map(event.matches, _TAKING_BACK))
        ):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn up and down into steps, Escape into taking back."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(*step)
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all, so that typing replaces."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    @Slot()
    def _on_editing_finished(self) -> None:
        if self.isModified():
            self.setModified(False)
            self.committed.emit(self.text())
