"""All neuron maps of the diagram in one image, made anew for each frame by a few operations."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from playground.widgets.colours import FloatArray, PixelArray, ViewColours, packed

CORNER = 3.0  # radius, in device pixels at scale 1
FAINTEST = 1e-6  # a map whose largest value is below this is drawn as flat
OPAQUE: Final = np.uint32(0xFFFFFFFF)


class ThumbnailAtlas:
    """A column of square thumbnails in one buffer that a `QImage` looks at without copying.

    Parameters
    ----------
    size
        Edge of a thumbnail in device pixels.
    count
        Number of thumbnails.
    ratio
        Device pixels per logical pixel.
    colours
        Colour table of the maps, frame and line colours.
    """

    def __init__(self, size: int, count: int, ratio: float, colours: ViewColours) -> None:
        self.size = size
        self.count = count
        self._table = packed(colours.diverging)
        self._line = np.uint32(colours.text.rgb())
        self._axis = np.uint32(colours.hairline.rgb())
        self._ground = np.uint32(colours.background.rgb())
        self._keep, self._frame = _frame_of(size, ratio, colours.hairline)
        self._pixels: PixelArray = np.empty((count, size, size), dtype=np.uint32)
        self._pixels[:] = (self._table[128] & self._keep) | self._frame
        self.image = QImage(
            self._pixels.data,
            size,
            size * count,
            4 * size,
            QImage.Format.Format_ARGB32_Premultiplied,
        )

    def source(self, index: int) -> QRectF:
        """Return the rectangle of one thumbnail in the image, in device pixels."""
        return QRectF(0, index * self.size, self.size, self.size)

    def fill(
        self, first: int, maps: FloatArray, value_range: tuple[float, float] | None = None
    ) -> None:
        """Draw maps into consecutive thumbnails.

        Parameters
        ----------
        first
            Number of the first thumbnail.
        maps : ndarray of shape (units, n, n) or (units, n)
            Values on a square, row 0 at the bottom; or along a line, drawn as a small curve.
        value_range
            Values shown at the two ends of the colour table. None: each map by its own largest
            absolute value.
        """
        steps = ((np.arange(self.size) + 0.5) * (maps.shape[-1] / self.size)).astype(np.intp)
        rows = maps if maps.ndim == 2 else maps.take(steps[::-1], axis=1)
        sampled = rows.take(steps, axis=-1)
        position = _positions(sampled, value_range)
        target = self._pixels[first : first + len(maps)]
        if maps.ndim == 3:
            np.take(self._table, position.astype(np.uint8), out=target)
        else:
            target[:] = self._curves(position)
        np.bitwise_and(target, self._keep, out=target)
        np.bitwise_or(target, self._frame, out=target)

    def _curves(self, position: FloatArray) -> PixelArray:
        """Return curves (units, size) with values 0..255 as pictures (units, size, size)."""
        edge = max(2, self.size // 10)
        height = edge + (1.0 - position / 255.0) * (self.size - 1 - 2 * edge)
        before = np.concatenate([height[:, :1], height[:, :-1]], axis=1)
        top = np.minimum(before, height)[:, None, :] - 0.5
        bottom = np.maximum(before, height)[:, None, :] + 0.5
        rows = np.arange(self.size, dtype=np.float32)[None, :, None]
        ground = np.full((self.size, 1), self._ground, dtype=np.uint32)
        ground[self.size // 2] = self._axis
        return np.where((rows >= top) & (rows <= bottom), self._line, ground)


def _positions(values: FloatArray, value_range: tuple[float, float] | None) -> FloatArray:
    """Scale values to positions in a table of 256 entries, clipped."""
    scaled: FloatArray
    if value_range is None:
        axes = tuple(range(1, values.ndim))
        peak = np.maximum(
            values.max(axis=axes, keepdims=True), -values.min(axis=axes, keepdims=True)
        )
        scaled = values * (127.0 / np.maximum(peak, FAINTEST))
        scaled += 128.0
        return scaled
    low, high = value_range
    scaled = (values - low) * (255.0 / max(high - low, FAINTEST))
    return np.clip(scaled, 0.0, 255.0, out=scaled)


def _frame_of(
    size: int, ratio: float, colour: QColor
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the mask of pixels that show the map, and the rounded frame laid around them."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, ratio))
    inset = ratio / 2
    radius = CORNER * ratio
    box = QRectF(inset, inset, size - ratio, size - ratio)
    painter.drawRoundedRect(box, radius, radius)
    painter.end()
    frame = np.frombuffer(picture.constBits(), dtype=np.uint32).reshape(size, size).copy()

    inside = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    inside.fill(Qt.GlobalColor.transparent)
    painter = QPainter(inside)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawRoundedRect(QRectF(0, 0, size, size), radius, radius)
    painter.end()
    covered = np.frombuffer(inside.constBits(), dtype=np.uint32).reshape(size, size) != 0
    keep = np.where(covered & (frame == 0), OPAQUE, np.uint32(0))
    return keep, frame
