"""Yes or no."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget


class FlagField(QCheckBox):
    """A check box.

    Signals
    -------
    value_changed(bool)
        The user turned it on or off.
    """

    value_changed = Signal(bool)

    def __init__(
        self, text: str = "", default: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setChecked(default)
        self.clicked.connect(self._on_clicked)

    @property
    def value(self) -> bool:
        """Whether it is on."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Turn it on or off without emitting."""
        self.setChecked(value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, tick and text; Fusion's own box cannot be seen on a dark ground."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = QStyle.SubElement.SE_CheckBoxIndicator
        box = QRectF(self.style().subElementRect(place, option, self)).adjusted(
            0.5, 0.5, -0.5, -0.5
        )
        palette, role = self.palette(), QPalette.ColorRole
        loud = self.underMouse() and self.isEnabled()
        frame = role.Highlight if self.hasFocus() else role.Shadow if loud else role.Dark
        painter.setPen(palette.color(frame if self.isEnabled() else role.Mid))
        painter.setBrush(palette.color(role.Base))
        painter.drawRoundedRect(box, 2.5, 2.5)
        if self.isChecked():
            painter.setPen(QPen(palette.color(role.WindowText), 1.8))
            corners = ((0.24, 0.52), (0.44, 0.72), (0.77, 0.28))
            size = box.width()
            painter.drawPolyline([box.topLeft() + QPointF(x * size, y * size) for x, y in corners])
        painter.setPen(palette.color(role.WindowText))
        words = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        mnemonic = Qt.TextFlag.TextShowMnemonic
        across = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(across) | int(mnemonic), self.text())
        painter.end()

    @Slot(bool)
    def _on_clicked(self) -> None:
        self.value_changed.emit(self.isChecked())
