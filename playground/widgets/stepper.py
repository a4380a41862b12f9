"""A small number with a minus on its left and a plus on its right."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from playground.widgets.labels import text_label
from playground.widgets.numbers import MINUS


class Stepper(QWidget):
    """A count that is changed by one: layers, neurons.

    Parameters
    ----------
    value, minimum, maximum : int
        The count and its limits.
    text : str
        What stands between the buttons; ``{n}`` is the count.

    Signals
    -------
    value_changed(int)
        The user changed the count.
    """

    value_changed = Signal(int)

    def __init__(
        self,
        value: int = 1,
        minimum: int = 0,
        maximum: int = 100,
        text: str = "{n}",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._value, self._limits, self._text = value, (minimum, maximum), text
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.minus = self._button(MINUS, self.tr("One less"))
        self.minus.clicked.connect(self._on_minus)
        self.plus = self._button("+", self.tr("One more"))
        self.plus.clicked.connect(self._on_plus)
        self._label = text_label("", "number", self)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.minus, self._label, self.plus):
            layout.addWidget(part)
        layout.addStretch(1)
        self._show_value()

    @property
    def value(self) -> int:
        """The count."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a count without emitting."""
        self._value = value
        self._show_value()

    def set_range(self, minimum: int, maximum: int) -> None:
        """Set the limits that the buttons keep to."""
        self._limits = (minimum, maximum)
        self._show_value()

    def set_text(self, text: str) -> None:
        """Set what stands between the buttons; ``{n}`` is the count."""
        self._text = text
        self._show_value()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count by the arrow keys, plus and minus."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Plus):
            self._on_plus()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Minus):
            self._on_minus()
        else:
            super().keyPressEvent(event)

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setAutoRepeat(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    @Slot()
    def _on_minus(self) -> None:
        self._count(-1)

    @Slot()
    def _on_plus(self) -> None:
        self._count(1)

    def _count(self, step: int) -> None:
        low, high = self._limits
        new = min(high, max(low, self._value + step))
        if new != self._value:
            self._value = new
            self._show_value()
            self.value_changed.emit(new)

    def _show_value(self) -> None:
        low, high = self._limits
        self._label.setText(self._text.format(n=self._value))
        widest = self._text.format(n="0" * len(str(high)))
        self._label.setMinimumWidth(self._label.fontMetrics().horizontalAdvance(widest) + 4)
        self.minus.setEnabled(self._value > low)
        self.plus.setEnabled(self._value < high)
