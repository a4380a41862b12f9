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


class Stamps:
    """Square pictures side by side in one; Qt lays down any number in one call.

    That takes a fifth of the time of a call for each. pyqtgraph's own
    scatter plots go the same way.

    Parameters
    ----------
    edge
        Width and height of a picture, in pixels.
    """

    def __init__(self, edge: float) -> None:
        self._edge = edge
        self._sheet = QPixmap()
        self._fragments: Any = PrimitiveArray(QPainter.PixmapFragment, 10)
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
        if not len(x):
            return
        side = self._sheet.height()
        self._fragments.resize(len(x))
        table = self._fragments.ndarray()
        table[:, 0], table[:, 1] = x, y
        table[:, 2], table[:, 3] = numbers * side, 0.0  # where it begins on the sheet
        table[:, 4:6] = side
        table[:, 6:10] = (1.0 / self.ratio, 1.0 / self.ratio, 0.0, 1.0)  # scale, turn, opacity
        first, count = self._fragments.drawargs()
        painter.drawPixmapFragments(first, count, self._sheet)
