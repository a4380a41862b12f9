"""How the numbers of one layer are spread: a histogram, with what it comes to in figures."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QBrush, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.widgets.colours import FloatArray, ViewColours
from playground.widgets.describe import tool_tip
from playground.widgets.gentle_range import GentleRange
from playground.widgets.labels import ElidedLabel, tabular
from playground.widgets.numbers import format_number
from playground.widgets.plot_canvas import PlotCanvas, pen_of
from playground.widgets.plot_items import PathItem

LEAST_LETTERS, FEW_LETTERS, LEAST_LINES = 18, 11, 6
"""Room for all that is told, for the figures alone, and for a histogram that can be read."""
MOST_OVER_OTHERS = 3.0
"""The bar of zeros is cut off where it is so many times as high as the highest other one."""


@dataclass(frozen=True, eq=False)
class Spread:
    """The numbers of one layer: counts (B,) between edges (B + 1,), and what they come to.

    ``zeros`` is the share that is exactly zero.
    """

    name: str
    edges: FloatArray
    counts: NDArray[np.integer]
    zeros: float
    mean: float
    deviation: float

    @property
    def figures(self) -> str:
        """Mean and standard deviation.

        Examples
        --------
        >>> Spread("", np.arange(3), np.arange(2), 0.0, -0.123, 3e-7).figures
        '-0.12 ± 3e-7'
        """
        return f"{format_number(self.mean, 2)} ± {format_number(self.deviation, 2)}"

    @property
    def zeros_text(self) -> str:
        """The share of zeros, in words."""
        percent = f"{100 * self.zeros:.0f}" if not 0 < self.zeros < 0.01 else "< 1"
        return QCoreApplication.translate("Spread", "{percent} % zeros").format(percent=percent)


class HistogramPlot(QWidget):
    """A small plot: blue above zero, orange below it, grey what is exactly zero.

    Its height has no unit: the highest bar fills it, and it moves gently. So do the ends of its
    axis, which come from outside, so that several plots can share one.
    """

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spread: Spread | None = None
        self._height = GentleRange(gentle=colours.gentle)
        self.x_range = GentleRange(gentle=colours.gentle)
        """An axis of its own, for when none is shared."""
        self.name = ElidedLabel("", "caption")
        self.zeros = ElidedLabel("", "caption")
        self.figures = ElidedLabel("")
        for label in (self.zeros, self.figures):
            label.setFont(tabular(label.font()))
        self.canvas = PlotCanvas(self)
        self.canvas.make_small()
        self.canvas.set_range((-1.0, 1.0), (0.0, 1.0))
        self._below, self._above, self._zeros = (PathItem(self.canvas, k) for k in range(3))
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.name, 1)
        head.addWidget(self.zeros)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.figures)
        column.addWidget(self.canvas, 1)
        self.set_colours(colours)

    def minimumSizeHint(self) -> QSize:
        """Return the room for the figures, and for bars below them."""
        return self.least_sizes[1]

    @property
    def least_sizes(self) -> tuple[QSize, QSize]:
        """The room for all that is told, and for no more than the figures."""
        metrics = self.fontMetrics()
        letter, height = metrics.averageCharWidth(), LEAST_LINES * metrics.lineSpacing()
        return QSize(LEAST_LETTERS * letter, height), QSize(FEW_LETTERS * letter, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the share of zeros out where there is no room for it."""
        super().resizeEvent(event)
        self.zeros.setVisible(event.size().width() >= self.least_sizes[0].width())

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self.canvas.set_colours(colours)
        self._height.gentle = self.x_range.gentle = colours.gentle
        styles = ((self._below, colours.negative), (self._above, colours.positive))
        for item, colour in (*styles, (self._zeros, colours.muted)):
            item.set_style(pen_of(colour), QBrush(colour))  # the line shows the narrowest bar

    def forget(self) -> None:
        """Jump to the next numbers: they are of another kind."""
        self._height.forget()
        self.x_range.forget()

    def show_spread(self, spread: Spread, x_range: tuple[float, float] | None) -> None:
        """Draw numbers on an axis; None lets the axis follow them."""
        self.name.setText(spread.name)
        self.zeros.setText(spread.zeros_text)
        self.figures.setText(spread.figures)
        told = f"{spread.figures}, {spread.zeros_text}"
        self.setAccessibleName(spread.name)
        self.setAccessibleDescription(told)
        note = QCoreApplication.translate(
            "Spread", "Mean ± standard deviation; blue is above zero, orange below. The grey bar "
            "counts what is exactly zero; where it is very high it is cut off."
        )  # fmt: skip
        self.setToolTip(tool_tip(note, title=f"{spread.name}: {told}"))
        if x_range is None:
            self.x_range.follow(float(spread.edges[0]), float(spread.edges[-1]))
            x_range = self.x_range.shown
        if x_range is not None and x_range != self.canvas.shown()[0]:
            self.canvas.set_range(x=x_range)
            self.canvas.set_x_ticks(few_ticks(*x_range))
        self._draw(spread)

    def _draw(self, spread: Spread) -> None:
        """Draw bars whose areas are shares: heights stay when the width of the bins changes."""
        edges = spread.edges.astype(np.float64)
        width, total = edges[1] - edges[0], max(1, int(spread.counts.sum()))
        first = int(np.searchsorted(edges, 0.0))  # the bin of zero begins at it
        shares = spread.counts / total
        others = shares.copy()
        others[first] = max(0.0, others[first] - spread.zeros)
        top = min(shares.max(), MOST_OVER_OTHERS * others.max() or 1.0) / width
        self._height.follow(0.0, top)
        highest = self._height.shown[1] if self._height.shown is not None else top
        heights = np.minimum(shares / width / highest, 1.0)
        grey = min(spread.zeros / width / highest, 1.0)
        _draw_bars(self._below, edges[: first + 1], heights[:first])
        _draw_bars(self._above, edges[first:], heights[first:])
        _draw_bars(self._zeros, edges[first : first + 2], np.full(int(grey > 0.0), grey))


def few_ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Return zero and two round places with short texts, for an axis from `low` <= 0 to `high`.

    Examples
    --------
    >>> few_ticks(-0.1, 2.1), few_ticks(-0.00021, 0.00021)
    ([(0.0, '0'), (1.0, '1'), (2.0, '2')], [(-0.0002, '-2e-4'), (0.0, '0'), (0.0002, '2e-4')])
    """
    power = math.floor(math.log10(high))
    last = max(place for digit in (0.5, 1, 2, 5) if (place := float(f"{digit}e{power}")) <= high)
    places = (-last, 0.0, last) if low < -0.5 * last else (0.0, last / 2, last)
    return [(place, _short(place)) for place in places]


def _short(number: float) -> str:
    """Return a number of one or two figures; small and large ones by their power of ten."""
    if number == 0.0 or 0.005 <= abs(number) < 10_000:
        return format_number(number)
    mantissa, power = f"{number:.1e}".split("e")
    return f"{mantissa.removesuffix('.0')}e{int(power)}"


def _draw_bars(item: PathItem, edges: FloatArray, heights: FloatArray) -> None:
    """Draw the outline of bars that stand side by side; without height there is none."""
    if not heights.any():
        item.set_corners(np.zeros(0), np.zeros(0))
        return
    item.set_corners(np.repeat(edges, 2), np.concatenate([[0.0], np.repeat(heights, 2), [0.0]]))
