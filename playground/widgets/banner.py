"""One line that tells what happened, with what can be done about it."""

from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

Severity = Literal["info", "success", "warning", "error"]

_MARKS = {"info": "i", "success": "✓", "warning": "!", "error": "×"}


class Banner(QFrame):
    """A strip that is hidden until there is something to say.

    Signals
    -------
    action_chosen(str)
        The id of the action that the user chose.
    closed
        The user closed the strip.
    """

    action_chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity: Severity = "info"
        self._mark = QLabel(self)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._mark.setProperty("role", "mark")
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons: list[QPushButton] = []
        self._close = QToolButton(self)
        self._close.setText("×")
        self._close.setObjectName("banner_close")
        self._close.setAccessibleName(self.tr("Close message"))
        self._close.setToolTip(self.tr("Close message"))
        self._close.clicked.connect(self._on_closed)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(8, 4, 4, 4)
        self._layout.addWidget(self._mark)
        self._layout.addWidget(self._text, 1)
        self._layout.addWidget(self._close)
        self.hide()

    @property
    def severity(self) -> Severity:
        """How grave the last message was."""
        return self._severity

    @property
    def text(self) -> str:
        """The message; empty when nothing is said."""
        return self._text.text()

    @property
    def action_buttons(self) -> tuple[QPushButton, ...]:
        """The buttons of the actions offered."""
        return tuple(self._buttons)

    def show_message(
        self, severity: Severity, text: str, actions: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Say something.

        Parameters
        ----------
        severity : {"info", "success", "warning", "error"}
            Sets the colour and the mark.
        text : str
            One sentence.
        actions : tuple of (id, label)
            At most a few things that the user can do about it.
        """
        self._remove_buttons()
        self._severity = severity
        self._mark.setText(_MARKS[severity])
        self._text.setText(text)
        for action_id, label in actions:
            button = QPushButton(label, self)
            button.setProperty("action", action_id)
            button.setObjectName(f"banner_{action_id}")
            button.setAccessibleName(label)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(self._on_action)
            self._layout.insertWidget(self._layout.count() - 1, button)
            self._buttons.append(button)
        self.setProperty("severity", severity)
        self.setAccessibleName(text)
        for part in (self, self._mark, self._text):
            part.style().unpolish(part)
            part.style().polish(part)
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        self.hide()
        self._remove_buttons()
        self._text.clear()

    def _remove_buttons(self) -> None:
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()

    @Slot()
    def _on_action(self) -> None:
        chosen = self.sender()
        if isinstance(chosen, QPushButton):
            self.action_chosen.emit(str(chosen.property("action")))

    @Slot()
    def _on_closed(self) -> None:
        self.clear()
        self.closed.emit()
