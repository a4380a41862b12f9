"""The map of the output after an update, with the boundary as it was before."""

import numpy as np
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QWidget

from playground.widgets.colours import FloatArray, ViewColours
from playground.widgets.fields import contour_lines
from playground.widgets.map_view import MapView
from playground.widgets.plot_canvas import pen_of
from playground.widgets.plot_items import PathItem


class BoundaryView(MapView):
    """A map whose contours are drawn twice: dashed as they were, solid as they will be."""

    _before: PathItem | None = None

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(colours, parent)
        self._before = PathItem(self.canvas, 0.6)
        self.legend.hide()
        self.canvas.hide_axes()
        self.set_contours(True)
        self.set_colours(colours)

    def set_maps(self, before: FloatArray, after: FloatArray) -> None:
        """Show outputs (K, n, n) before and after."""
        assert self._before is not None
        self.set_map(before)
        strong, fine = self._contour_levels()
        pieces = [contour_lines(values, self._extent, levels) for values, levels in strong or fine]
        x = np.concatenate([np.zeros(0), *(x for x, _ in pieces)])
        y = np.concatenate([np.zeros(0), *(y for _, y in pieces)])
        self._before.set_corners(x, y, pairs=True)
        self.set_map(after)
        self._lines.setVisible(not strong)  # where there is a boundary, nothing else is drawn

    def set_colours(self, colours: ViewColours) -> None:
        """Draw everything in other colours."""
        super().set_colours(colours)
        if self._before is not None:
            self._before.set_style(pen_of(colours.accent, 2.0, dashed=True), QBrush())
