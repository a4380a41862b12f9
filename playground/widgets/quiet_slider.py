"""A slider that goes where it is clicked and leaves the wheel to the page."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

POSITIONS = 1000

_STEPS = {
    Qt.Key.Key_Left: (-1, False),
    Qt.Key.Key_Down: (-1, False),
    Qt.Key.Key_Right: (1, False),
    Qt.Key.Key_Up: (1, False),
    Qt.Key.Key_PageDown: (-1, True),
    Qt.Key.Key_PageUp: (1, True),
}


class QuietSlider(QSlider):
    """A horizontal slider of 1,001 positions whose owner decides what a step is.

    Signals
    -------
    stepped(direction, big)
        An arrow key (or page key, for a big step) was pressed.
    reset_requested
        It was double-clicked.
    """

    stepped = Signal(int, bool)
    reset_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, POSITIONS)
        self.setPageStep(POSITIONS // 10)
        self.setProperty("part", "slider")
        self.setMinimumWidth(32)
        self.setMouseTracking(True)
        self._pointed_at = False

    def share(self) -> float:
        """Return the position between 0 and 1."""
        return self.value() / POSITIONS

    def set_share(self, share: float) -> None:
        """Move to a position between 0 and 1."""
        self.setValue(round(share * POSITIONS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn arrow and page keys into steps."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(*step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to the place of the click; dragging goes on from there."""
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            handle = self.style().subControlRect(
                QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
            )
            if not handle.contains(event.position().toPoint()):
                room = self.width() - handle.width()
                place = round(event.position().x() - handle.width() / 2)
                leftwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                self.setSliderDown(True)
                self.setSliderPosition(
                    QStyle.sliderValueFromPosition(0, POSITIONS, place, room, leftwards)
                )
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Note that the mouse came here, rather than the slider to the mouse by scrolling."""
        self._pointed_at = True
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the mouse."""
        self._pointed_at = False
        super().leaveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the default value."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_requested.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page that scrolls, unless the slider has focus and mouse.

        A slider that scrolling carries under the mouse does not take the wheel from the page.
        """
        if self.hasFocus() and self._pointed_at:
            self.stepped.emit(1 if event.angleDelta().y() > 0 else -1, False)
            event.accept()
        else:
            event.ignore()
