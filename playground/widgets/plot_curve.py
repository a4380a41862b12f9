"""One curve of a plot: its line, smoothed if that is asked for, and the band of its extremes."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from playground.widgets.colours import ViewColours, mixed
from playground.widgets.curve_thinning import Band, logarithmic, make_band, thinned, visible
from playground.widgets.plot_canvas import PlotCanvas, pen_of
from playground.widgets.plot_items import PathItem
from playground.widgets.smoothing import smooth_band

BAND_SHARE = 0.16  # of the curve's colour in its band
RAW_SHARE = 0.3  # of the curve's colour in the unsmoothed curve behind it
MOST_IN_LINE = 360  # places along the x axis, and at most one for two of the screen's pixels
MOST_IN_BAND = 240
SPIKES = 0.02  # share of a band's extremes that need not fit
NOTHING = make_band((), ())


@dataclass(frozen=True)
class CurveStyle:
    """How a curve looks.

    Parameters
    ----------
    colour
        Index into the theme's curves.
    dashed, width
        Of the line.
    ramp
        Place between two colours, from 0 to 1, for curves that have an order; `colour` is then
        of no matter.
    share
        Of the colour; the rest is ground.
    smooth
        Whether the curve is noisy, so that smoothing makes sense.
    """

    colour: int = 0
    dashed: bool = False
    width: float = 2.0
    ramp: float | None = None
    share: float = 1.0
    smooth: bool = True

    def of(self, colours: ViewColours) -> QColor:
        """Return the colour of the line."""
        colour = colours.curve_colour(self.colour)
        if self.ramp is not None:
            colour = colours.ramp_colour(self.ramp)
        return colour if self.share >= 1.0 else mixed(colour, colours.background, self.share)


class PlotCurve:
    """Data of a curve, and the items that draw it."""

    def __init__(self, canvas: PlotCanvas, style: CurveStyle) -> None:
        self.style = style
        self.drawn: Band = NOTHING
        self._given: Band = NOTHING
        self.visible = True
        self._data: Band = NOTHING
        self._smoothing = 0.0
        self._smooth: Band | None = None
        self._as_drawn: object = None
        self._most = MOST_IN_LINE
        self._canvas = canvas
        self._band = PathItem(canvas, 1)
        self._raw = PathItem(canvas, 2)
        self._line = PathItem(canvas, 3)

    @property
    def data(self) -> Band:
        """The curve as it was given."""
        return self._data

    @data.setter
    def data(self, data: Band) -> None:
        if not data.equals(self._data):
            self._data, self._smooth, self._as_drawn = data, None, None

    @property
    def smooth(self) -> Band:
        """The curve as its line shows it."""
        if self._smooth is None:
            self._smooth = smooth_band(self._data, self._smoothing)
        return self._smooth

    @property
    def is_smoothed(self) -> bool:
        """Whether the line shows other values than were given."""
        return self._smoothing > 0.0

    def set_smoothing(self, weight: float) -> None:
        """Let each value keep a share of those before it."""
        weight = weight if self.style.smooth else 0.0
        if weight != self._smoothing:
            self._smoothing, self._smooth, self._as_drawn = weight, None, None

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        colour, width, dashed = self.style.of(colours), self.style.width, self.style.dashed
        self._line.set_style(pen_of(colour, width, dashed=dashed), QBrush())
        faint = mixed(colour, colours.background, RAW_SHARE)
        self._raw.set_style(pen_of(faint, min(width, 1.0)), QBrush())
        filling = QBrush(mixed(colour, colours.background, BAND_SHARE))
        self._band.set_style(QPen(Qt.PenStyle.NoPen), filling)

    def set_visible(self, visible: bool) -> None:
        """Show or hide line and band."""
        self.visible = visible
        for item in (self._line, self._raw, self._band):
            item.setVisible(visible and not item.is_empty)

    def remove(self) -> None:
        """Take the curve out of the plot."""
        for item in (self._line, self._raw, self._band):
            self._canvas.remove(item)

    def draw(self, x_range: tuple[float, float] | None, log: bool) -> None:
        """Draw what lies in a range of x, or all; nothing is done if it stands there already."""
        viewport = self._canvas.viewport
        self._most = min(MOST_IN_LINE, round(viewport.width() * viewport.devicePixelRatio() / 2))
        if self._as_drawn == (x_range, log, self._most):
            return
        self._as_drawn = (x_range, log, self._most)
        given = self._given = self._thinned(self._data, x_range, log)
        self.drawn = given
        if self.is_smoothed:
            self.drawn = self._thinned(self.smooth, x_range, log)
        raw = given if self.is_smoothed else NOTHING
        self._raw.set_corners(raw.x, raw.mean)
        self._line.set_corners(self.drawn.x, self.drawn.mean)
        band = NOTHING if given.is_line else given
        self._band.set_corners(
            np.concatenate([band.x, band.x[::-1]]), np.concatenate([band.high, band.low[::-1]])
        )
        self.set_visible(self.visible)

    def extremes(self) -> tuple[float, float] | None:
        """Return the lowest and highest value worth showing; single spikes may be cut off."""
        if not len(self.drawn):
            return None
        low, high = float(self.drawn.mean.min()), float(self.drawn.mean.max())
        given = self._given
        if not given.is_line:
            place = int(SPIKES * len(given))
            low = min(low, float(np.partition(given.low, place)[place]))
            high = max(high, -float(np.partition(-given.high, place)[place]))
        elif self.is_smoothed:
            low, high = min(low, float(given.mean.min())), max(high, float(given.mean.max()))
        return low, high

    def _thinned(self, data: Band, x_range: tuple[float, float] | None, log: bool) -> Band:
        data = data if x_range is None else visible(data, *x_range)
        data = thinned(data, self._most if data.is_line else min(self._most, MOST_IN_BAND))
        return logarithmic(data) if log else data
