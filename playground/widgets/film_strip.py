"""The output over the run in a row of small pictures."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.widgets.colours import FloatArray, ViewColours

MOST_FRAMES = 12
RESOLUTION = 32  # values kept along each axis of a picture
EDGE, SPACE = 34, 3  # pixels
_TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)
LINE_HEIGHT = 0.8  # share of a picture's height that a curve spans


class Film:
    """Pictures of a run at moments about as far from each other.

    Of each stretch of so many updates the first picture is kept; when there
    are too many, stretches become twice as long. What is kept depends on the
    moments seen alone, not on their order.
    """

    def __init__(self, most: int = MOST_FRAMES) -> None:
        self._most = most
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.stretch = 1
        self._frames: dict[int, tuple[int, FloatArray]] = {}

    def cut(self, step: int) -> None:
        """Forget what came after a moment."""
        self._frames = {key: frame for key, frame in self._frames.items() if frame[0] <= step}

    @property
    def steps(self) -> list[int]:
        """The moments, in order."""
        return [step for step, _ in self.frames]

    @property
    def frames(self) -> list[tuple[int, FloatArray]]:
        """Moment and picture of each, in order."""
        return [self._frames[stretch] for stretch in sorted(self._frames)]

    def wants(self, step: int) -> bool:
        """Return whether a picture of a moment would be kept.

        Examples
        --------
        >>> film = Film(most=3)
        >>> for step in range(10):
        ...     film.add(step, np.zeros((1, 2, 2)))
        >>> film.stretch, film.steps, film.wants(11), film.wants(12)
        (4, [0, 4, 8], False, True)
        """
        known = self._frames.get(step // self.stretch)
        return known is None or step < known[0]

    def add(self, step: int, picture: FloatArray) -> None:
        """Keep a picture if it is wanted."""
        if not self.wants(step):
            return
        self._frames[step // self.stretch] = step, picture
        while len(self._frames) > self._most:
            self.stretch *= 2
            kept: dict[int, tuple[int, FloatArray]] = {}
            for frame in self.frames:
                kept.setdefault(frame[0] // self.stretch, frame)
            self._frames = kept


class FilmStrip(QWidget):
    """Small pictures of the output, the oldest first; each leads back to its moment.

    Parameters
    ----------
    colours
        The palette.
    pixels_of
        Makes 0xAARRGGBB pixels (n, n), row 0 at the bottom, of a map (K, n, n).
    parent

    Signals
    -------
    chosen : int
        The moment, in updates, of a picture that was clicked.
    """

    chosen = Signal(int)

    def __init__(
        self,
        colours: ViewColours,
        pixels_of: Callable[[FloatArray], NDArray[np.uint32]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._colours = colours
        self._pixels_of = pixels_of
        self.film = Film()
        self._images: dict[int, QImage] = {}
        self._moment = 0
        self._painted: int | None = None
        self._cursor: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("arrows", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def clear(self) -> None:
        """Forget the run."""
        self.film.clear()
        self._images.clear()
        self.update()

    def cut(self, step: int) -> None:
        """Forget what came after a moment."""
        self.film.cut(step)
        self.update()

    def see(self, step: int, output: FloatArray) -> None:
        """Take the output's map (K, n, n), or curves (K, n), at a moment."""
        if not self.film.wants(step):
            return
        stride = max(1, output.shape[-1] // RESOLUTION)
        few = np.s_[:, ::stride, ::stride] if output.ndim == 3 else np.s_[:, ::stride]
        self.film.add(step, output[few].copy())
        self._images = {s: self._images[s] for s in self.film.steps if s in self._images}
        self.update()

    def set_moment(self, step: int) -> None:
        """Mark the picture of the moment shown, or the last one before it."""
        self._moment = step
        if self._marked() != self._painted:
            self.update()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.redraw()

    def redraw(self) -> None:
        """Colour all pictures anew."""
        self._images.clear()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for one row of pictures."""
        return QSize(MOST_FRAMES * (EDGE + SPACE), EDGE + 2 * SPACE)

    def minimumSizeHint(self) -> QSize:
        """Return room for a few of them; the others are left out."""
        return QSize(3 * (EDGE + SPACE), EDGE + 2 * SPACE)

    # Mouse and keys ----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the moment of the picture."""
        step = self.step_at(event.position())
        if step is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from picture to picture, and go to the moment of one."""
        steps = self.shown_steps()
        key = Qt.Key(event.key())
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if steps and key in ways:
            here = self._marked() if self._cursor is None else self._cursor
            place = steps.index(here) if here in steps else 0
            place = min(max(place + ways[key], 0), len(steps) - 1)
            self._point_at(steps[place])
        elif steps and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._point_at(steps[0 if key == Qt.Key.Key_Home else -1])
        elif key in _TAKING and self._cursor in steps:
            self.chosen.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the moment shown."""
        super().focusInEvent(event)
        self._cursor = self._marked()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the cursor away."""
        super().focusOutEvent(event)
        self._cursor = None
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell the moment of the picture under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            step = self.step_at(QPointF(event.pos()))
            if step is not None:
                QToolTip.showText(event.globalPos(), self._words(step), self)
                return True
        return super().event(event)

    def step_at(self, place: QPointF) -> int | None:
        """Return the moment of the picture at a place of the strip."""
        return next((s for s, box in self._boxes() if box.contains(place)), None)

    def shown_steps(self) -> list[int]:
        """Return the moments of the pictures that there is room for."""
        return [step for step, _ in self._boxes()]

    def _point_at(self, step: int) -> None:
        self._cursor = step
        self.setAccessibleDescription(self._words(step))
        self.update()

    def _words(self, step: int) -> str:
        return self.tr("Update {step}").format(step=f"{step:,}")

    def _marked(self) -> int | None:
        """Return the moment of the last picture shown up to that one."""
        return next((s for s in reversed(self.shown_steps()) if s <= self._moment), None)

    # Drawing -----------------------------------------------------------------------------------

    def _boxes(self) -> list[tuple[int, QRectF]]:
        """Return where each picture lies; where there is no room for all, some are left out."""
        steps = self.film.steps
        room = max(1, (self.width() + SPACE) // (EDGE + SPACE))
        stride = -(-len(steps) // room)
        shown = steps[::stride] if stride else []
        return [
            (step, QRectF(k * (EDGE + SPACE) + 1, SPACE, EDGE - 2, EDGE - 2))
            for k, step in enumerate(shown)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pictures, a frame around the moment shown, and one around the cursor."""
        del event
        pictures = dict(self.film.frames)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self._painted = self._marked()
        for step, box in self._boxes():
            self._paint(painter, step, pictures[step], box)
            cursor = step == self._cursor
            colour = self._colours.accent if step == marked else self._colours.hairline
            width = 2.0 if step == marked else 1.0
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._colours.text if cursor else colour, 2.0 if cursor else width))
            painter.drawRect(box)
        painter.end()

    def _paint(self, painter: QPainter, step: int, values: FloatArray, box: QRectF) -> None:
        if values.ndim == 2:
            self._paint_curves(painter, values, box)
            return
        if step not in self._images:
            pixels = np.ascontiguousarray(self._pixels_of(values)[::-1])
            rows, columns = pixels.shape
            image = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
            self._images[step] = image.copy()
        painter.drawImage(box, self._images[step])

    def _paint_curves(self, painter: QPainter, values: FloatArray, box: QRectF) -> None:
        """Draw curves on a scale that all pictures share."""
        everything = np.concatenate([picture.ravel() for _, picture in self.film.frames])
        low, high = float(everything.min()), float(everything.max())
        scale = LINE_HEIGHT * box.height() / max(high - low, 1e-12)
        for curve in values:
            x = np.linspace(box.left(), box.right(), len(curve)).tolist()
            y = (box.center().y() - (curve - (low + high) / 2) * scale).tolist()
            painter.setPen(QPen(self._colours.negative, 1.5))
            painter.drawPolyline(QPolygonF([QPointF(*at) for at in zip(x, y, strict=True)]))
