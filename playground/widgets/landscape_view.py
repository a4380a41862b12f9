"""A landscape from above: heights as colours and contour lines, with a path and arrows on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.widgets.chart import Arrow, Dot, Marks
from playground.widgets.colours import ByteArray, FloatArray, ViewColours, packed
from playground.widgets.fields import Extent, contour_lines, values_at
from playground.widgets.map_legend import MapLegend, scale_text
from playground.widgets.plot_canvas import pen_of
from playground.widgets.plot_items import PathItem, Picture
from playground.widgets.pointed_view import PointedView

BEYOND = 1e30
"""Heights from here on are not told apart."""
LINES = 11
DEEPEST = 1e-9
"""Share of the greatest height below which a logarithm is not followed."""


@dataclass(frozen=True)
class Height:
    """What lies at a place."""

    x: float
    y: float
    value: float


class LandscapeView(PointedView):
    """Heights over a plane; a click, or Enter at the cross, tells a place (`clicked`).

    Parameters
    ----------
    colours : ViewColours
        The palette.
    table : ndarray of shape (256, 4)
        Colours from low to high.
    parent : QWidget, optional
    """

    def __init__(
        self, colours: ViewColours, table: ByteArray, parent: QWidget | None = None
    ) -> None:
        super().__init__(colours, parent)
        self._table = table
        self._heights: FloatArray | None = None
        self._extent: Extent = ((-1.0, 1.0), (-1.0, 1.0))
        self._words = ("", "", "")
        self._logarithmic = True
        self._picture = Picture(self.canvas, 0)
        self._contours = PathItem(self.canvas, 1)
        self._halo, self._path = PathItem(self.canvas, 2), PathItem(self.canvas, 3)
        self._marks = Marks(self.canvas, colours, 5, set_off=True)
        self.legend = MapLegend(colours, self)
        self._under.insertWidget(0, self.legend, 1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        self._under.setParent(None)  # above the picture, where it is seen in a low window, too
        column.insertLayout(0, self._under)
        self.show_note("")
        self.set_look(colours, table)

    @property
    def texts(self) -> tuple[str, ...]:
        """All words on the picture."""
        return tuple(text for text, *_ in self._marks.words())

    @property
    def extent(self) -> Extent:
        """Lowest and highest coordinate across and up."""
        return self._extent

    def show_heights(
        self,
        heights: FloatArray,
        extent: Extent,
        *,
        across: str,
        up: str,
        what: str,
        labels: tuple[str, str] = ("", ""),
    ) -> None:
        """Show heights (n, n), row 0 the lowest, and name the axes and what is high.

        ``labels`` are shorter names, for the axes themselves.
        """
        self._heights, self._extent, self._words = heights, extent, (across, up, what)
        (x0, x1), (y0, y1) = extent
        self._picture.set_rect(QRectF(x0, y0, x1 - x0, y1 - y0))
        self.canvas.set_axis_labels(*labels)
        self.canvas.set_range(*extent)
        self._colour()
        self.refresh_reading()

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Let equal steps of colour be equal factors, or equal differences."""
        self._logarithmic = logarithmic
        self._colour()

    def show_marks(
        self, path: FloatArray, dots: Sequence[Dot] = (), arrows: Sequence[Arrow] = ()
    ) -> None:
        """Show a path (K, 2), dots and arrows on the picture."""
        for item in (self._halo, self._path):
            item.set_corners(*np.asarray(path, float).reshape(-1, 2).T)
        self._marks.set((), tuple(dots), tuple(arrows), ())

    def clear(self) -> None:
        """Show nothing."""
        self._heights = None
        self._picture.clear()
        self._contours.set_corners(np.zeros(0), np.zeros(0))
        self.show_marks(np.zeros((0, 2)))
        self.refresh_reading()

    def reading_at(self, point: QPointF) -> Height | None:
        """Return the height at a point."""
        if self._heights is None:
            return None
        (value,) = values_at(self._heights[np.newaxis], self._extent, point.x(), point.y())
        return Height(point.x(), point.y(), value)

    def sentence(self, reading: object) -> str:
        """Put a height into words."""
        assert isinstance(reading, Height)
        across, up, what = self._words
        height = f"≥ {scale_text(BEYOND)}" if reading.value >= BEYOND else f"{reading.value:.4g}"
        where = f"{across}: {scale_text(reading.x)}\n{up}: {scale_text(reading.y)}"
        return f"{what}: {height}\n{where}\n{self.tr('Click or Enter: stand here')}"

    def set_look(self, colours: ViewColours, table: ByteArray) -> None:
        """Draw in other colours."""
        self._table = table
        self.set_colours(colours)
        self._marks.set_colours(colours)
        self.legend.set_colours(colours)
        self.legend.set_table(table)
        line = QColor(colours.background)
        line.setAlphaF(0.55)
        none = QBrush()
        self._contours.set_style(pen_of(line, 1.0), none)
        self._halo.set_style(pen_of(colours.background, 4.0), none)
        self._path.set_style(pen_of(colours.text, 1.8), none)
        self._colour()

    def _colour(self) -> None:
        """Colour the picture, trace its lines, and say what the colours mean."""
        if self._heights is None:
            return
        heights = np.asarray(self._heights, float)
        seen = heights[heights < BEYOND]
        low, high = (float(seen.min()), float(seen.max())) if len(seen) else (0.0, 1.0)
        scaled = np.clip(heights, low, high)
        if self._logarithmic:
            floor = max(high * DEEPEST, 1e-300)
            low, high = max(low, floor), max(high, floor)
            scaled = np.log(np.maximum(scaled, floor))
        bottom = float(scaled.min())
        span = (float(scaled.max()) - bottom) or 1.0
        shares = (scaled - bottom) / span
        self._picture.show_pixels(packed(self._table)[(255.0 * shares).astype(np.uint8)])
        levels = np.linspace(0.0, 1.0, LINES + 2)[1:-1].tolist()
        x, y = contour_lines(shares, self._extent, levels)
        self._contours.set_corners(x, y, pairs=True)
        what = self._words[2]
        equal = self.tr("{what}; a line: an equal factor") if self._logarithmic else self.tr(
            "{what}; a line: an equal step"
        )  # fmt: skip
        self.legend.show_scale(low, high, equal.format(what=what))
