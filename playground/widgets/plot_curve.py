"""One curve of a plot with the band of its extremes."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPen

from playground.widgets.colours import ViewColours, mixed
from playground.widgets.curve_thinning import Band, logarithmic, make_band, thinned, visible
from playground.widgets.plot_canvas import PlotCanvas, pen_of
from playground.widgets.plot_items import PathItem

BAND_SHARE = 0.16  # of the curve's colour in its band
MOST_IN_LINE = 360  # places along the x axis; more cannot be told apart
MOST_IN_BAND = 240
SPIKES = 0.02  # share of a band's extremes that need not fit
NOTHING = make_band((), ())


class PlotCurve:
    """Data of a curve, and the two items that draw it."""

    def __init__(self, canvas: PlotCanvas, colour: int, dashed: bool, width: float) -> None:
        self._colour = colour
        self._dashed = dashed
        self._width = width
        self.data: Band = NOTHING
        self.drawn: Band = NOTHING
        self.visible = True
        self._band = PathItem(canvas, 1)
        self._line = PathItem(canvas, 3)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        colour = colours.curve_colour(self._colour)
        self._line.set_style(pen_of(colour, self._width, dashed=self._dashed), QBrush())
        filling = QBrush(mixed(colour, colours.background, BAND_SHARE))
        self._band.set_style(QPen(Qt.PenStyle.NoPen), filling)

    def set_visible(self, visible: bool) -> None:
        """Show or hide curve and band."""
        self.visible = visible
        self._line.setVisible(visible)
        self._band.setVisible(visible)

    def draw(self, x_range: tuple[float, float] | None, log: bool) -> None:
        """Draw what lies in a range of x, or all."""
        data = self.data if x_range is None else visible(self.data, *x_range)
        data = thinned(data, MOST_IN_LINE if data.is_line else MOST_IN_BAND)
        drawn = logarithmic(data) if log else data
        self.drawn = drawn
        self._line.set_corners(drawn.x, drawn.mean)
        if drawn.is_line:
            self._band.set_corners(drawn.x[:0], drawn.mean[:0])
        else:
            self._band.set_corners(
                np.concatenate([drawn.x, drawn.x[::-1]]),
                np.concatenate([drawn.high, drawn.low[::-1]]),
            )

    def extremes(self) -> tuple[float, float] | None:
        """Return the lowest and highest value worth showing; single spikes may be cut off."""
        if not len(self.drawn):
            return None
        low, high = float(self.drawn.mean.min()), float(self.drawn.mean.max())
        if not self.drawn.is_line:
            place = int(SPIKES * len(self.drawn))
            low = min(low, float(np.partition(self.drawn.low, place)[place]))
            high = max(high, -float(np.partition(-self.drawn.high, place)[place]))
        return low, high
