"""The area between two curves, such as the gap between training and test."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPen

from playground.widgets.colours import ViewColours, mixed
from playground.widgets.plot_canvas import PlotCanvas
from playground.widgets.plot_curve import PlotCurve
from playground.widgets.plot_items import PathItem

SHARE = 0.12  # of the upper curve's colour


class PlotGap:
    """Shades what lies between two curves, as they are drawn."""

    def __init__(self, canvas: PlotCanvas, first: PlotCurve, second: PlotCurve) -> None:
        self._first, self._second = first, second
        self._area = PathItem(canvas, 0.5)
        self._drawn: tuple[object, object] = (None, None)
        self.visible = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shaded."""
        return self._area.is_empty

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        colour = mixed(self._second.style.of(colours), colours.background, SHARE)
        self._area.set_style(QPen(Qt.PenStyle.NoPen), QBrush(colour))

    def draw(self) -> None:
        """Follow the curves; nothing is shaded while one of them is hidden."""
        first, second = self._first.drawn, self._second.drawn
        shown = self.visible and self._first.visible and self._second.visible
        if not (shown and len(first) and len(second)):
            self._drawn = (None, None)
            self._area.set_corners(np.zeros(0), np.zeros(0))
            return
        if self._drawn[0] is first and self._drawn[1] is second:
            return
        self._drawn = (first, second)
        low, high = max(first.x[0], second.x[0]), min(first.x[-1], second.x[-1])
        common = (first.x >= low) & (first.x <= high)
        x, y = first.x[common], first.mean[common]
        other = np.interp(x, second.x, second.mean)
        self._area.set_corners(np.concatenate([x, x[::-1]]), np.concatenate([y, other[::-1]]))
