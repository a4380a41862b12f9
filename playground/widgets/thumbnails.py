"""All neuron maps of the diagram in one image, made anew for each frame by a few operations."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from playground.widgets.colours import FloatArray, PixelArray, ViewColours, packed
from playground.widgets.stamps import Fragments

CORNER = 3.0  # radius, in device pixels at scale 1
FAINTEST = 1e-6  # a map whose largest value is below this is drawn as flat
OWN_RANGES: Final[Mapping[int, tuple[float, float]]] = MappingProxyType({})


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
        self._covered, self._frame = _frame_of(size, ratio, colours.hairline)
        self._pixels: PixelArray = np.full((count, size * size), self._table[128], np.uint32)
        self._pixels[:, self._covered] = self._frame
        self._values = np.zeros((count, size * size), np.float32)
        self._sampling: dict[int, NDArray[np.intp]] = {}
        self._ratio = ratio
        self._fragments = Fragments()
        self.image = QImage(
            self._pixels.data,
            size,
            size * count,
            4 * size,
            QImage.Format.Format_ARGB32_Premultiplied,
        )

    def place(self, x: FloatArray, y: FloatArray) -> None:
        """Say where the middle of each thumbnail is, (count,) logical pixels."""
        tops = np.arange(self.count) * self.size
        self._fragments.place(x, y, 0.0, tops, self.size, self._ratio)

    def lay(self, painter: QPainter) -> None:
        """Paint all thumbnails at their places."""
        unseen = Qt.ImageConversionFlag.NoOpaqueDetection  # it would look at every pixel
        self._fragments.lay(painter, QPixmap.fromImage(self.image, unseen))

    def fill(
        self,
        maps: Mapping[int, FloatArray],
        ranges: Mapping[int, tuple[float, float]] = OWN_RANGES,
    ) -> None:
        """Draw maps into thumbnails, all in one pass.

        Parameters
        ----------
        maps
            By the number of the first thumbnail that they go to: (units, n, n), values on a
            square, row 0 at the bottom; or (units, n), along a line, drawn as a small curve.
        ranges
            By the same number, the values shown at the two ends of the colour table. Without
            one, each map is shown by its own largest absolute value.
        """
        squares = [(first, each) for first, each in maps.items() if each.ndim == 3]
        if squares:
            self._fill_squares(squares, ranges)
        for first, each in maps.items():
            if each.ndim == 2:
                rows = each.take(_steps(each.shape[-1], self.size), axis=-1)
                ends = [(slice(None), ranges[first])] if first in ranges else []
                here = self._pixels[first : first + len(each)]
                here[...] = self._curves(_positions(rows, ends)).reshape(len(each), -1)
                here[:, self._covered] = self._frame

    def _fill_squares(
        self,
        squares: Sequence[tuple[int, FloatArray]],
        ranges: Mapping[int, tuple[float, float]],
    ) -> None:
        """Draw maps of squares, with all thumbnails from the first to the last of them."""
        for first, each in squares:
            places, here = self._places(each.shape[-1]), self._values[first : first + len(each)]
            each.reshape(len(each), -1).take(places, axis=1, out=here, mode="clip")
        begin = min(first for first, _ in squares)
        end = max(first + len(each) for first, each in squares)
        ends = [
            (slice(first - begin, first - begin + len(each)), ranges[first])
            for first, each in squares
            if first in ranges
        ]
        # As whole words: the table would turn bytes into such, in twice the time.
        position = _positions(self._values[begin:end], ends).astype(np.intp)
        self._table.take(position, out=self._pixels[begin:end], mode="clip")
        self._pixels[begin:end, self._covered] = self._frame

    def _places(self, n: int) -> NDArray[np.intp]:
        """Return which of the n² values of a map each pixel of a thumbnail shows."""
        if n not in self._sampling:
            steps = _steps(n, self.size)
            self._sampling[n] = np.add.outer(steps[::-1] * n, steps).ravel()
        return self._sampling[n]

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


def _steps(n: int, size: int) -> NDArray[np.intp]:
    """Return which of n values each of so many pixels shows."""
    return ((np.arange(size) + 0.5) * (n / size)).astype(np.intp)


def _positions(values: FloatArray, ends: Sequence[tuple[slice, tuple[float, float]]]) -> FloatArray:
    """Scale values (rows, M) to positions in a table of 256 entries.

    `ends` says for some rows what lies at the ends of the table; of the others each has its own.
    """
    peak = np.maximum(values.max(axis=1), -values.min(axis=1))
    scaled: FloatArray = values * (127.0 / np.maximum(peak, FAINTEST))[:, np.newaxis]
    scaled += 128.0
    for rows, (low, high) in ends:
        spread = (values[rows] - low) * (255.0 / max(high - low, FAINTEST))
        np.clip(spread, 0.0, 255.0, out=scaled[rows])
    return scaled


def _frame_of(
    size: int, ratio: float, colour: QColor
) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
    """Return the pixels (M,) that show no map, and what they show: a rounded frame."""
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
    frame = np.frombuffer(picture.constBits(), dtype=np.uint32).copy()

    inside = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    inside.fill(Qt.GlobalColor.transparent)
    painter = QPainter(inside)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawRoundedRect(QRectF(0, 0, size, size), radius, radius)
    painter.end()
    outside = np.frombuffer(inside.constBits(), dtype=np.uint32) == 0
    covered = np.flatnonzero(outside | (frame != 0))
    return covered, frame[covered]
