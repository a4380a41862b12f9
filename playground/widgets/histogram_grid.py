"""Histograms of all layers side by side, as many in a row as can be read."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from playground.widgets.colours import ViewColours
from playground.widgets.gentle_range import GentleRange
from playground.widgets.histogram_plot import HistogramPlot, Spread

SPACE = 12
"""Pixels between two plots."""


class HistogramGrid(QScrollArea):
    """Equal columns, and rows that are scrolled where they do not fit.

    With ``same_axis`` all plots share one axis, so that layers can be compared; without it each
    has one that fits.
    """

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._axis = GentleRange(gentle=colours.gentle)
        self._spreads: tuple[Spread, ...] = ()
        self._same_axis = True
        self._columns = 0
        self.plots: list[HistogramPlot] = []
        inner = QWidget()
        inner.setProperty("panel", True)
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE)
        self._grid.setVerticalSpacing(SPACE // 2)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("arrows", True)
        self.setProperty("panel", True)
        self.setWidget(inner)

    @property
    def columns(self) -> int:
        """How many plots stand side by side."""
        return self._columns

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self._axis.gentle = colours.gentle
        for plot in self.plots:
            plot.set_colours(colours)

    def set_same_axis(self, same: bool) -> None:
        """Let all layers share one axis, or give each its own."""
        if same != self._same_axis:
            self._same_axis = same
            self.forget()
            self.show_spreads(self._spreads)

    def forget(self) -> None:
        """Jump to the next numbers: they are of another kind."""
        self._axis.forget()
        for plot in self.plots:
            plot.forget()

    def show_spreads(self, spreads: Sequence[Spread]) -> None:
        """Draw a histogram for each layer."""
        self._spreads = tuple(spreads)
        self._fit_count(len(spreads))
        shared = None
        if self._same_axis and spreads:
            self._axis.follow(
                min(float(each.edges[0]) for each in spreads),
                max(float(each.edges[-1]) for each in spreads),
            )
            shared = self._axis.shown
        for plot, spread in zip(self.plots, spreads, strict=True):
            plot.show_spread(spread, shared)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many side by side as can be read."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange anew for another size of type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _fit_count(self, count: int) -> None:
        if count == len(self.plots):
            return
        while len(self.plots) > count:
            plot = self.plots.pop()
            self._grid.removeWidget(plot)
            plot.hide()
            plot.deleteLater()
        while len(self.plots) < count:
            plot = HistogramPlot(self._colours, self.widget())
            plot.setObjectName(f"{self.objectName()}.{len(self.plots) + 1}")
            self.plots.append(plot)
        self._columns = 0
        self._arrange()

    def _arrange(self) -> None:
        """Share the plots out over rows of equal length."""
        if not self.plots:
            return
        count = len(self.plots)
        usual, narrow = (size.width() + SPACE for size in self.plots[0].least_sizes)
        fitting = min(max(1, (self.viewport().width() + SPACE) // usual), count)
        rows = -(-count // fitting)
        high = self.plots[0].minimumSizeHint().height() + SPACE // 2
        low = max(1, (self.viewport().height() + SPACE // 2) // high)
        if rows > low:  # rather narrow ones than some out of sight
            rows = max(low, -(-count * narrow // (self.contentsRect().width() + SPACE)))
        columns = -(-count // rows)
        if columns == self._columns:
            return
        self._columns = columns
        for k, plot in enumerate(self.plots):
            self._grid.addWidget(plot, k // columns, k % columns)
            plot.show()  # now: the layout would do it after the next picture
        for k in range(max(count, self._grid.columnCount())):
            self._grid.setColumnStretch(k, int(k < columns))
