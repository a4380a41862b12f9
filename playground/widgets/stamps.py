"""Small pictures that are drawn once and laid down thousands of times."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from playground.widgets.colours import FloatArray

DrawStamp = Callable[[QPainter, QPointF], None]
"""Draws one of them around a point."""


class Fragments:
    """Square pieces of a sheet, laid down by one call of Qt.

    That takes a fifth of the time of a call for each. pyqtgraph's own scatter plots go the same
    way.
    """

    def __init__(self) -> None:
        self._table: Any = PrimitiveArray(QPainter.PixmapFragment, 10)
        self._count = 0

    def place(
        self,
        x: FloatArray,
        y: FloatArray,
        left: NDArray[np.intp] | float,
        top: NDArray[np.intp] | float,
        side: int,
        ratio: float,
    ) -> None:
        """Say where pieces go, and where each is found.

        Parameters
        ----------
        x, y : ndarray of shape (N,)
            Middles of the pieces in the picture, in logical pixels.
        left, top : ndarray of shape (N,) or float
            Upper left corners on the sheet, in its own pixels.
        side
            Width and height of a piece, in pixels of the sheet.
        ratio
            Pixels of the sheet for one logical pixel.
        """
        self._count = len(x)
        self._table.resize(max(self._count, 1))
        table = self._table.ndarray()[: self._count]
        table[:, 0], table[:, 1] = x, y
        table[:, 2], table[:, 3] = left, top
        table[:, 4:6] = side
        table[:, 6:10] = (1.0 / ratio, 1.0 / ratio, 0.0, 1.0)  # scale, turn, opacity

    def lay(self, painter: QPainter, sheet: QPixmap) -> None:
        """Lay the pieces down."""
        if self._count:
            first, count = self._table.drawargs()
            painter.drawPixmapFragments(first, count, sheet)


class Stamps:
    """Square pictures side by side in one; any number is laid down in one call.

    Parameters
    ----------
    edge
        Width and height of a picture, in pixels.
    """

    def __init__(self, edge: float) -> None:
        self._edge = edge
        self._sheet = QPixmap()
        self._fragments = Fragments()
        self.ratio = 0.0
        """Pixels of the screen for one of ours; 0 before they were made."""
        self.zoom = 1.0
        """How many times as large as they are described they are drawn."""

    def make(self, drawings: Sequence[DrawStamp], ratio: float, zoom: float = 1.0) -> None:
        """Draw the pictures anew."""
        self.ratio, self.zoom = ratio, zoom
        ratio *= zoom
        side = round(self._edge * ratio)
        self._sheet = QPixmap(max(side * len(drawings), 1), side)
        self._sheet.setDevicePixelRatio(ratio)
        self._sheet.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, draw in enumerate(drawings):
            draw(painter, QPointF((number + 0.5) * side / ratio, self._edge / 2))
        painter.end()

    def lay(
        self, painter: QPainter, x: FloatArray, y: FloatArray, numbers: NDArray[np.intp]
    ) -> None:
        """Lay picture `numbers` (N,) with their middles at pixels `x` and `y` (N,)."""
        self.place(x, y, numbers)
        self.lay_again(painter)

    def place(self, x: FloatArray, y: FloatArray, numbers: NDArray[np.intp]) -> None:
        """Say which pictures are laid, and where."""
        side = self._sheet.height()
        self._fragments.place(x, y, numbers * side, 0.0, side, self.ratio)

    def lay_again(self, painter: QPainter) -> None:
        """Lay down what was placed last."""
        self._fragments.lay(painter, self._sheet)
