"""One line that tells what happened, with what can be done about it."""

from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from playground.widgets.flow_layout import FlowLayout

Severity = Literal["info", "success", "warning", "error"]

_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
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
        self._offers = QWidget(self)
        self._flow = FlowLayout(self._offers)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setHorizontalSpacing(4)
        self._flow.setVerticalSpacing(0)
        self._body = QBoxLayout(_BESIDE)
        self._body.addWidget(self._text, 1)
        self._body.addWidget(self._offers)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 4, 4)
        layout.addWidget(self._mark)
        layout.addLayout(self._body, 1)
        layout.addWidget(self._close)
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
            button = QPushButton(label, self._offers)
            button.setProperty("action", action_id)
            button.setObjectName(f"banner_{action_id}")
            button.setAccessibleName(label)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(self._on_action)
            self._flow.addWidget(button)
            self._buttons.append(button)
        self.setProperty("severity", severity)
        self.setAccessibleName(text)
        for part in (self, self._mark, self._text):
            part.style().unpolish(part)
            part.style().polish(part)
        self._arrange()
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        self.hide()
        self._remove_buttons()
        self._text.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the actions below the text where there is no room beside it."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        offers = sum(button.sizeHint().width() + 4 for button in self._buttons)
        room = self.width() - self._mark.sizeHint().width() - self._close.sizeHint().width() - 32
        words = self._text.fontMetrics().horizontalAdvance(self._text.text())
        beside = offers + min(words, room // 2) <= room
        self._body.setDirection(_BESIDE if beside else _BELOW)
        self._offers.setFixedWidth(offers if beside else room)
        self._offers.setVisible(bool(self._buttons))

    def _remove_buttons(self) -> None:
        for button in self._buttons:
            self._flow.removeWidget(button)
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
