"""A live plot of curves over the run: loss, accuracy, learning rate and the like."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from playground.widgets.colours import ViewColours
from playground.widgets.curve_thinning import make_band
from playground.widgets.flag_field import FlagField
from playground.widgets.gentle_range import GentleRange
from playground.widgets.labels import tabular
from playground.widgets.legend_entry import LegendEntry
from playground.widgets.log_ticks import log_ticks
from playground.widgets.plot_canvas import PlotCanvas
from playground.widgets.plot_curve import NOTHING, PlotCurve
from playground.widgets.plot_marks import PlotMarks

SPACE = 4
LEAST_SPAN = 1.0
"""Least width of the horizontal axis while it follows the data: it counts whole things."""


@dataclass(frozen=True)
class PlotReading:
    """The curves under the mouse: where, and the value of each visible curve by its id."""

    x: float
    values: Mapping[str, float]


class LossPlot(QWidget):
    """Curves that grow while a network trains.

    Data are only taken over when set; they are drawn once for all curves, and not at all while
    the plot is hidden.

    Signals
    -------
    curve_toggled : str, bool
        The user has shown or hidden a curve.
    hovered : PlotReading or None
    view_changed
        The plot has begun or ceased to follow the data.
    """

    curve_toggled = Signal(str, bool)
    hovered = Signal(object)
    view_changed = Signal()

    def __init__(
        self, colours: ViewColours, y_label: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._colours = colours
        self._y_label = y_label
        self._x_label = ""
        self._log = False
        self._following = True
        self._y = GentleRange()
        self._x_shown: tuple[float, float] | None = None
        self._curves: dict[str, PlotCurve] = {}
        self._entries: dict[str, LegendEntry] = {}
        self._ids: list[str] = []
        self.canvas = PlotCanvas(self, zoom=True)
        self._marks = PlotMarks(self.canvas, colours, 4)
        self._build_rows()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_due)
        self._outdated = False
        self.canvas.pointed.connect(self._on_pointed)
        self.canvas.double_clicked.connect(self.reset_view)
        self.canvas.range_changed.connect(self._on_range)
        self.canvas.box.sigRangeChangedManually.connect(self._on_zoomed)
        self.setAccessibleName(y_label or self.tr("Plot"))
        self.setAccessibleDescription(
            self.tr("Curves over the run; the buttons above it show and hide them.")
        )
        self.canvas.set_axis_labels("", y_label)
        self.set_colours(colours)

    def _build_rows(self) -> None:
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.idToggled.connect(self._on_entry)
        self.log_button = FlagField(self.tr("log"), parent=self)
        self.log_button.setObjectName("log_button")
        self.log_button.setAccessibleName(self.tr("Logarithmic scale"))
        self.log_button.setToolTip(self.tr("Equal distances stand for equal factors."))
        self.log_button.toggled.connect(self.set_log_y)
        self.fit_button = QToolButton(self)
        self.fit_button.setText(self.tr("fit"))
        self.fit_button.setAutoRaise(True)
        self.fit_button.setObjectName("fit_button")
        self.fit_button.setAccessibleName(self.tr("Follow the data"))
        self.fit_button.setToolTip(self.tr("Show everything again, and follow the data."))
        self.fit_button.clicked.connect(self.reset_view)
        self.fit_button.hide()
        self.readout = QLabel(self.canvas)
        self.readout.setObjectName("plot_readout")
        self.readout.setTextFormat(Qt.TextFormat.RichText)
        self.readout.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.readout.setAutoFillBackground(True)
        self.readout.setMargin(SPACE)
        self.readout.setFont(tabular(self.font()))
        self.readout.hide()
        self._legend_row = QHBoxLayout()
        self._legend_row.setSpacing(SPACE)
        self._legend_row.addStretch(1)
        self._legend_row.addWidget(self.fit_button)
        self._legend_row.addWidget(self.log_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._legend_row)
        layout.addWidget(self.canvas, 1)

    # Curves ------------------------------------------------------------------------------------

    def add_curve(
        self, curve_id: str, label: str, colour: int = 0, dashed: bool = False, width: float = 2.0
    ) -> None:
        """Add a curve and its entry in the legend; `colour` is an index into the theme's curves."""
        curve = PlotCurve(self.canvas, colour, dashed, width)
        curve.set_colours(self._colours)
        entry = LegendEntry(label, self._colours, colour, dashed, self)
        entry.setObjectName(f"legend_{curve_id}")
        self._group.addButton(entry, len(self._ids))
        self._legend_row.insertWidget(len(self._ids), entry)
        self._ids.append(curve_id)
        self._curves[curve_id] = curve
        self._entries[curve_id] = entry

    def set_curve(
        self, curve_id: str, x: object, mean: object, low: object = None, high: object = None
    ) -> None:
        """Set a curve's data, arrays (M,) with `x` rising; what is not finite is left out."""
        self._curves[curve_id].data = make_band(x, mean, low, high)
        self._ask()

    def clear(self) -> None:
        """Drop all data and marks, and follow the data again."""
        for curve in self._curves.values():
            curve.data = NOTHING
        self._marks.set_marks(())
        self._hide_reading()
        self.reset_view()

    # Axes, marks, colours ------------------------------------------------------------------------

    def set_marks(self, marks: Sequence[tuple[float, str]]) -> None:
        """Mark changes made in mid-run by a dashed line and a text."""
        self._marks.set_marks(marks)

    def set_level(self, y: float | None, text: str = "") -> None:
        """Draw a horizontal line such as the loss of a guess by chance; None removes it."""
        self._marks.set_level(y, text)

    def set_x_label(self, text: str) -> None:
        """Name what x counts, and follow the data of the new scale."""
        if text != self._x_label:
            self._x_label = text
            self.canvas.set_axis_labels(text, self._y_label)
            self.reset_view()

    @Slot(bool)
    def set_log_y(self, log: bool) -> None:
        """Switch between logarithmic and linear scale."""
        if log == self._log:
            return
        self._log = log
        self.log_button.setChecked(log)
        self._marks.set_log(log)
        self._set_ticks()
        self.reset_view()

    @property
    def following(self) -> bool:
        """Whether the view follows the data; not so after zooming."""
        return self._following

    @Slot()
    def reset_view(self) -> None:
        """Show everything, and follow the data."""
        self._y.forget()
        self._x_shown = None
        self._following = True
        self.fit_button.hide()
        self.view_changed.emit()
        self._ask()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw everything in other colours."""
        self._colours = colours
        self._y.gentle = colours.gentle
        self.canvas.set_colours(colours)
        self._marks.set_colours(colours)
        palette = self.readout.palette()
        palette.setColor(self.readout.backgroundRole(), colours.background)
        palette.setColor(self.readout.foregroundRole(), colours.text)
        self.readout.setPalette(palette)
        for curve in self._curves.values():
            curve.set_colours(colours)
        for entry in self._entries.values():
            entry.set_colours(colours)

    # Drawing -----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came in while the plot was hidden."""
        super().showEvent(event)
        if self._outdated:
            self._ask()

    def _ask(self) -> None:
        self._outdated = True
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _on_due(self) -> None:
        if not self.isVisible():
            return
        self._outdated = False
        x_range = None if self._following else self.canvas.shown()[0]
        for curve in self._curves.values():
            curve.draw(x_range, self._log)
        if self._following:
            self._follow()

    def _follow(self) -> None:
        shown = [curve for curve in self._curves.values() if curve.visible and len(curve.drawn)]
        if not shown:
            self.canvas.set_range((0.0, 1.0), (-1.0, 0.0) if self._log else (0.0, 1.0))
            return
        first = min(float(curve.drawn.x[0]) for curve in shown)
        last = max(float(curve.drawn.x[-1]) for curve in shown)
        wide = max(last - first, LEAST_SPAN)
        if self._x_shown is None or max(
            abs(first - self._x_shown[0]), abs(last - self._x_shown[1])
        ) > (0.005 * wide):
            self._x_shown = (first, first + wide)
            self.canvas.set_range(x=self._x_shown)
        extremes = [pair for curve in shown if (pair := curve.extremes()) is not None]
        low, high = min(pair[0] for pair in extremes), max(pair[1] for pair in extremes)
        if last == first:  # nothing but a start: show how high it is
            low = min(low, 0.0)
        target = self._y.follow(low, high)
        if target is not None:
            self.canvas.set_range(y=target)

    @Slot()
    def _on_range(self) -> None:
        if self._log:
            self._set_ticks()

    def _set_ticks(self) -> None:
        low, high = self.canvas.shown()[1]
        self.canvas.set_y_ticks(log_ticks(low, high) if self._log else None)

    # The user ----------------------------------------------------------------------------------

    @Slot(int, bool)
    def _on_entry(self, number: int, checked: bool) -> None:
        curve_id = self._ids[number]
        self._curves[curve_id].set_visible(checked)
        self.curve_toggled.emit(curve_id, checked)
        self._y.forget()
        self._ask()

    @Slot()
    def _on_zoomed(self) -> None:
        if self._following:
            self._following = False
            self.fit_button.show()
            self.view_changed.emit()
        self._ask()

    @Slot(object)
    def _on_pointed(self, point: QPointF | None) -> None:
        shown = {
            curve_id: curve
            for curve_id, curve in self._curves.items()
            if curve.visible and len(curve.data)
        }
        if point is None or not shown:
            self._hide_reading()
            return
        values = {curve_id: curve.data.at(point.x()) for curve_id, curve in shown.items()}
        self._marks.set_cursor(point.x())
        self.readout.setText(self._sentence(point.x(), values))
        self.readout.adjustSize()
        place = self.canvas.place_of(point.x(), point.y())
        left = round(place.x()) + 3 * SPACE
        if left + self.readout.width() > self.canvas.width():
            left = round(place.x()) - 3 * SPACE - self.readout.width()
        self.readout.move(max(left, 0), 2 * SPACE)
        self.readout.show()
        self.hovered.emit(PlotReading(point.x(), values))

    def leaveEvent(self, event: QEvent) -> None:
        """Take the reading away."""
        self._hide_reading()
        super().leaveEvent(event)

    def _hide_reading(self) -> None:
        if not self.readout.isHidden():
            self._marks.set_cursor(None)
            self.readout.hide()
            self.hovered.emit(None)

    def _sentence(self, x: float, values: Mapping[str, float]) -> str:
        number = f"{x:,.0f}" if abs(x) >= 100 else f"{x:.1f}"
        lines = [f"{self._x_label} {number}"]
        for curve_id, value in values.items():
            entry = self._entries[curve_id]
            colour = self._colours.curve_colour(entry.colour).name()
            text = f"{value:.4g}".replace("-", "−")
            lines.append(f'<span style="color:{colour}">━</span> {entry.text()} <b>{text}</b>')
        mark = html.escape(self._marks.near(x))
        if mark:
            lines.append(f"<i>{mark}</i>")
        return "<br>".join(lines)
