"""A small square picture with a word below it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.widgets.colours import PixelArray, ViewColours
from playground.widgets.plot_canvas import pen_of

LEAST, USUAL = 6, 9
"""Edge of the picture, in heights of a letter x; USUAL is the preferred one."""
SPACE = 3.0


class PictureTile(QWidget):
    """Shows pixels; as large as there is room, and always square.

    Parameters
    ----------
    colours : ViewColours
        The palette.
    caption : str
        The word below.
    """

    def __init__(
        self, colours: ViewColours, caption: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._colours, self._caption = colours, caption
        self._image: QImage | None = None
        self._pixels: PixelArray | None = None
        self._strong = False
        self.setAccessibleName(caption)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_pixels(self, pixels: PixelArray | None) -> None:
        """Show pixels (n, n), 0xAARRGGBB, the lowest row first; None for nothing."""
        self._pixels = None if pixels is None else pixels[::-1].copy()
        self._image = None
        if self._pixels is not None:
            height, width = self._pixels.shape
            self._image = QImage(
                self._pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32
            )
        self.update()

    def set_strong(self, strong: bool) -> None:
        """Frame it as the one that matters."""
        self._strong = strong
        self.update()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the usual picture."""
        return self._room(USUAL)

    def minimumSizeHint(self) -> QSize:
        """Return room for the smallest picture."""
        return self._room(LEAST)

    def _room(self, edge: int) -> QSize:
        metrics = QFontMetricsF(self.font())
        side = round(edge * metrics.xHeight())
        words = round(metrics.height() + SPACE) if self._caption else 0
        return QSize(side, side + words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw picture, frame and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        metrics = QFontMetricsF(self.font())
        words = metrics.height() + SPACE if self._caption else 0.0
        side = max(1.0, min(self.width(), self.height() - words) - 2.0)
        square = QRectF((self.width() - side) / 2.0, 1.0, side, side)
        if self._image is not None:
            painter.drawImage(square, self._image)
        frame = self._colours.accent if self._strong else self._colours.hairline
        painter.setPen(pen_of(frame, 2.0 if self._strong else 1.0))
        painter.drawRect(square)
        if self._caption:
            painter.setPen(self._colours.muted)
            text = metrics.elidedText(self._caption, Qt.TextElideMode.ElideRight, self.width())
            below = QRectF(0.0, square.bottom() + SPACE, self.width(), metrics.height())
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, text)
        painter.end()
