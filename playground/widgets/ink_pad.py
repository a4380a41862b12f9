"""A square to draw on with the mouse, or with arrow keys and the space bar."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.widgets.colours import FloatArray, PixelArray, ViewColours, rgb_of
from playground.widgets.ink import COARSE, FINE, PEN, Ink

STEP = FINE / COARSE / 2  # of the pen by an arrow key: half of a coarse pixel
LEAP = 2 * STEP
EDGE, LEAST = 220, 72  # pixels
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class InkPad(QWidget):
    """Draws ink: left button or space bar lay it, the right button takes it away.

    Signals
    -------
    drawn
        The picture has changed by the user's hand.
    """

    drawn = Signal()

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.ink = Ink()
        self._last: tuple[float, float] | None = None  # where the mouse was
        self._erasing = False
        self._pen = (FINE / 2, FINE / 2)
        self._pen_down = False
        self._by_keys = False  # whether the pen is shown
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("arrows", True)
        self.setProperty("presses", True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def values(self) -> FloatArray:
        """The picture as the data set has them, row by row, (64,)."""
        return self.ink.blocks().ravel()

    @property
    def pen_down(self) -> bool:
        """Whether arrow keys draw."""
        return self._pen_down

    def clear(self) -> None:
        """Take all ink away, and tell so."""
        self.ink.clear()
        self._changed()

    def show_values(self, values: FloatArray) -> None:
        """Show a picture (64,) of the data set without emitting."""
        self.ink.show_blocks(np.reshape(values, (COARSE, COARSE)))
        self.update()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square."""
        return QSize(EDGE, EDGE)

    def minimumSizeHint(self) -> QSize:
        """Return a small square."""
        return QSize(LEAST, LEAST)

    # The hand ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a line."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._by_keys = False
            self._last = self._place_of(event.position())
            self._erasing = event.button() == Qt.MouseButton.RightButton
            self._draw_to(self._last)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on."""
        if self._last is not None:
            self._draw_to(self._place_of(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the line where the mouse is."""
        if self._last is not None:
            self._draw_to(self._place_of(event.position()))
        self._last = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the pen, put it down and lift it, clear the sheet."""
        key = Qt.Key(event.key())
        self._by_keys |= key in _ARROWS or key == Qt.Key.Key_Space
        if key in _ARROWS:
            leap = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._move_pen(*((LEAP if leap else STEP) * each for each in _ARROWS[key]))
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pen_down = not self._pen_down
            if self._pen_down:
                self.ink.draw(self._pen, self._pen)
                self._changed()
            self.update()
        elif key == Qt.Key.Key_Escape and self._pen_down:
            self._pen_down = False
            self.update()
        elif key in _CLEARING:
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Lift the pen."""
        super().focusOutEvent(event)
        self._pen_down = False
        self.update()

    def _draw_to(self, place: tuple[float, float]) -> None:
        self.ink.draw(self._last or place, place, erase=self._erasing)
        self._last = place
        self._changed()

    def _move_pen(self, across: float, down: float) -> None:
        before = self._pen
        x, y = before[0] + across, before[1] + down
        self._pen = min(max(x, 0.0), float(FINE)), min(max(y, 0.0), float(FINE))
        if self._pen_down:
            self.ink.draw(before, self._pen)
            self._changed()
        self.update()

    def _changed(self) -> None:
        self.update()
        self.drawn.emit()

    # Drawing -----------------------------------------------------------------------------------

    def _sheet(self) -> QRectF:
        """Return the square in the middle."""
        edge = min(self.width(), self.height()) - 2
        return QRectF((self.width() - edge) / 2, (self.height() - edge) / 2, edge, edge)

    def _place_of(self, pixel: QPointF) -> tuple[float, float]:
        sheet = self._sheet()
        scale = FINE / max(sheet.width(), 1.0)
        return (pixel.x() - sheet.left()) * scale, (pixel.y() - sheet.top()) * scale

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ink, the grid of coarse pixels, and the pen."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet, colours = self._sheet(), self._colours
        pixels = self._pixels()
        picture = QImage(pixels.data, FINE, FINE, 4 * FINE, QImage.Format.Format_RGB32)
        painter.drawImage(sheet, picture)
        painter.setPen(QPen(colours.hairline, 1.0))
        step = sheet.width() / COARSE
        for k in range(COARSE + 1):
            x, y = sheet.left() + k * step, sheet.top() + k * step
            painter.drawLine(QPointF(x, sheet.top()), QPointF(x, sheet.bottom()))
            painter.drawLine(QPointF(sheet.left(), y), QPointF(sheet.right(), y))
        if self.hasFocus():
            painter.setPen(QPen(colours.accent, 2.0))
            painter.drawRect(sheet)
        if self.hasFocus() and self._by_keys:
            scale = sheet.width() / FINE
            centre = sheet.topLeft() + QPointF(*self._pen) * scale
            if self._pen_down:
                painter.setBrush(colours.accent)
            painter.drawEllipse(centre, PEN * scale, PEN * scale)
        painter.end()

    def _pixels(self) -> PixelArray:
        ground, text = rgb_of(self._colours.background), rgb_of(self._colours.text)
        mixed = ground + self.ink.pixels[:, :, np.newaxis] * (text - ground)
        red, green, blue = (mixed[:, :, k].astype(np.uint32) for k in range(3))
        return np.ascontiguousarray(0xFF000000 | red << 16 | green << 8 | blue, dtype=np.uint32)
