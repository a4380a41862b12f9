"""A live plot of curves over the run: loss, accuracy, learning rate and the like."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from playground.widgets.colours import ViewColours
from playground.widgets.curve_thinning import make_band
from playground.widgets.flag_field import FlagField
from playground.widgets.gentle_range import GentleRange
from playground.widgets.log_ticks import log_ticks
from playground.widgets.numbers import format_number
from playground.widgets.plot_canvas import PlotCanvas
from playground.widgets.plot_curve import NOTHING, CurveStyle, PlotCurve
from playground.widgets.plot_gap import PlotGap
from playground.widgets.plot_labels import EndLabel, PlotLabels
from playground.widgets.plot_legend import PlotLegend
from playground.widgets.plot_marks import PlotMarks
from playground.widgets.plot_readout import PlotReading, PlotReadout, ReadoutLine
from playground.widgets.plot_zoom import within, zoom_asked, zoomed

SPACE = 4
ROOM = 0.15
"""Share by which the horizontal axis grows at once while the data grow by little and little."""
LEAST_SPAN = 1.0
"""Least width of the horizontal axis while it follows the data: it counts whole things."""
CURSOR_STEPS = 50
"""Strokes of an arrow key in which the cursor crosses the plot; five times as far with Shift."""
GAP = "gap"
"""The legend's entry for the area between two curves."""


class LossPlot(QWidget):
    """Curves that grow while a network trains.

    Data are only taken over when set; they are drawn once for all curves, and not at all while
    the plot is hidden. The arrow keys move the cursor, + and - zoom around it, 0 shows everything.

    Signals
    -------
    curve_toggled : str, bool
        The user has shown or hidden a curve.
    hovered : PlotReading or None
        What is under the cursor that the user moves.
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
        self._x_label = ""
        self._log = False
        self._following = True
        self._fits_height = False
        self._horizon = 0.0
        self._axis_of: LossPlot | None = None
        self._smoothing = 0.0
        self._y = GentleRange()
        self._x_shown: tuple[float, float] | None = None
        self._curves: dict[str, PlotCurve] = {}
        self._names: dict[str, str] = {}
        self._ended: dict[str, str] = {}
        self._lasting: set[str] = set()
        self._gap: PlotGap | None = None
        self.canvas = PlotCanvas(self, zoom=True)
        self._marks = PlotMarks(self.canvas, colours, 4)
        self._labels = PlotLabels(self.canvas, colours, 5)
        self._build_rows()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.draw_now)
        self._outdated = False
        self.canvas.pointed.connect(self._on_pointed)
        self.canvas.double_clicked.connect(self.reset_view)
        self.canvas.range_changed.connect(self._on_range)
        self.canvas.resized.connect(self._ask)
        self.canvas.box.sigRangeChangedManually.connect(self._on_zoomed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("arrows", True)
        self.setAccessibleName(y_label or self.tr("Plot"))
        self.setAccessibleDescription(
            self.tr("Curves over the run; the buttons above it show and hide them.")
        )
        self.canvas.set_axis_labels("", y_label)
        self.set_colours(colours)

    def _build_rows(self) -> None:
        self.legend = PlotLegend(self._colours, self)
        self.legend.toggled.connect(self._on_entry)
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
        self.readout = PlotReadout(self.canvas)
        self.corner = QHBoxLayout()
        """Room at the right of the legend."""
        self.corner.setSpacing(SPACE)
        self.corner.addWidget(self.fit_button)
        self.corner.addWidget(self.log_button)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.legend, 1)
        top.addLayout(self.corner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.canvas, 1)

    # Curves ------------------------------------------------------------------------------------

    def add_curve(
        self,
        curve_id: str,
        label: str,
        style: CurveStyle | None = None,
        *,
        entry: bool = True,
        told: bool = True,
        end_label: str = "",
        lasting: bool = False,
    ) -> None:
        """Add a curve.

        Parameters
        ----------
        curve_id, label
            What it is called by the program, and on screen.
        style
            How it looks.
        entry, told
            Whether it is in the legend, and in the read-out.
        end_label
            A name at its end; empty for none.
        lasting
            Whether `clear` leaves its data there.
        """
        style = style or CurveStyle()
        curve = PlotCurve(self.canvas, style)
        curve.set_colours(self._colours)
        curve.set_smoothing(self._smoothing)
        self._curves[curve_id] = curve
        if told:
            self._names[curve_id] = label
        if entry:
            self.legend.add(curve_id, label, style)
        if end_label:
            self._ended[curve_id] = end_label
        if lasting:
            self._lasting.add(curve_id)

    def remove_curve(self, curve_id: str) -> None:
        """Take a curve away; not one of the two beside the gap."""
        self._curves.pop(curve_id).remove()
        self._ended.pop(curve_id, None)
        self._lasting.discard(curve_id)
        self._names.pop(curve_id, None)
        if curve_id in self.legend:
            self.legend.remove(curve_id)
        self._ask()

    def shade_gap(self, first: str, second: str, label: str) -> None:
        """Shade what lies between two curves, with an entry in the legend."""
        self._gap = PlotGap(self.canvas, self._curves[first], self._curves[second])
        self._gap.set_colours(self._colours)
        self.legend.add(GAP, label, self._curves[second].style, area=True)

    def set_curve(
        self, curve_id: str, x: object, mean: object, low: object = None, high: object = None
    ) -> None:
        """Set a curve's data, arrays (M,) with `x` rising; what is not finite is left out."""
        self._curves[curve_id].data = make_band(x, mean, low, high)
        self._ask()

    def set_smoothing(self, weight: float) -> None:
        """Draw noisy curves as exponential means, with the curve itself faint behind."""
        self._smoothing = weight
        for curve in self._curves.values():
            curve.set_smoothing(weight)
        self._ask()

    def clear(self) -> None:
        """Drop the marks and all data but those that last, and follow the data again."""
        for curve_id, curve in self._curves.items():
            if curve_id not in self._lasting:
                curve.data = NOTHING
        self._marks.set_marks(())
        self._labels.set_flag(None)
        self.show_cursor(None)
        self.reset_view()

    # Axes, marks, colours ------------------------------------------------------------------------

    def set_marks(self, marks: Sequence[tuple[float, str]]) -> None:
        """Mark changes made in mid-run by a dashed line and a text."""
        self._marks.set_marks(marks)

    def set_level(self, y: float | None, text: str = "") -> None:
        """Draw a horizontal line such as the loss of a guess by chance; None removes it."""
        self._marks.set_level(y, text)

    def set_flag(self, flag: tuple[float, float, str] | None) -> None:
        """Set a flag at a point (x, y), with a text that the read-out tells near it."""
        self._labels.set_flag(flag)

    def set_x_label(self, text: str) -> None:
        """Name in the read-out what x counts, and follow the data of the new scale."""
        if text != self._x_label:
            self._x_label = text
            self.reset_view()

    @property
    def x_label(self) -> str:
        """What x counts."""
        return self._x_label

    def set_horizon(self, x: float) -> None:
        """Show at least as much of the horizontal axis while the plot follows the data."""
        if x != self._horizon:
            self._horizon = x
            self._ask()

    def follow_axis_of(self, other: "LossPlot") -> None:
        """Show the same part of the horizontal axis as another plot, right below it."""
        self._axis_of = other
        self.canvas.align_with(other.canvas)
        self.canvas.plot.setMouseEnabled(False, True)
        other.canvas.range_changed.connect(self._on_other_range)
        self._on_other_range()

    @Slot()
    def _on_other_range(self) -> None:
        if self._axis_of is not None:
            self.canvas.set_range(x=self._axis_of.canvas.shown()[0])

    @Slot(bool)
    def set_log_y(self, log: bool) -> None:
        """Switch between logarithmic and linear scale."""
        if log == self._log:
            return
        self._log = log
        self.log_button.setChecked(log)
        self._marks.set_log(log)
        self._labels.set_log(log)
        self._set_ticks()
        self.reset_view()

    @property
    def log_y(self) -> bool:
        """Whether the vertical scale is logarithmic; the canvas then holds powers of ten."""
        return self._log

    @property
    def following(self) -> bool:
        """Whether the view follows the data; not so after zooming."""
        return self._following

    def zoom(self, factor: float) -> None:
        """Show `factor` times as much of the horizontal axis, around the cursor or else the end.

        The height follows what is shown.
        """
        if self._axis_of is not None:
            self._axis_of.zoom(factor)
            return
        whole, shown = self._whole(), self.canvas.shown()[0]
        if whole is None or (factor > 1.0 and self._following):
            return
        cursor = self._marks.cursor_place
        part = zoomed(shown, whole, factor, shown[1] if cursor is None else cursor)
        if part is None:
            self.reset_view()
        else:
            self._show_part(part)

    def _whole(self) -> tuple[float, float] | None:
        """Return where the curves begin and end."""
        ends = [(c.data.x[0], c.data.x[-1]) for c in self._curves.values() if len(c.data)]
        if not ends:
            return None
        return float(min(first for first, _ in ends)), float(max(last for _, last in ends))

    def _show_part(self, part: tuple[float, float]) -> None:
        """Show a part of the horizontal axis, and its curves at full height."""
        self.canvas.set_range(x=part)
        self._on_zoomed()
        self._fits_height = True
        self._y.forget()

    @Slot()
    def reset_view(self) -> None:
        """Show everything, and follow the data."""
        self._y.forget()
        self._x_shown = None
        self._following, self._fits_height = True, False
        self.fit_button.hide()
        self.view_changed.emit()
        self._ask()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw everything in other colours."""
        self._colours = colours
        self._y.gentle = colours.gentle
        self.canvas.set_colours(colours)
        self.legend.set_colours(colours)
        self._marks.set_colours(colours)
        self._labels.set_colours(colours)
        for curve in self._curves.values():
            curve.set_colours(colours)
        if self._gap is not None:
            self._gap.set_colours(colours)
        self._ask()

    # Drawing -----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came in while the plot was hidden."""
        super().showEvent(event)
        if self._outdated:
            self._ask()

    @Slot()
    def _ask(self) -> None:
        self._outdated = True
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def draw_now(self) -> None:
        """Draw what was set; with it in one go, marks and flag cost no paint of their own."""
        self._timer.stop()
        if not self.isVisible():
            return
        self._outdated = False
        x_range = None if self._following else self.canvas.shown()[0]
        for curve in self._curves.values():
            curve.draw(x_range, self._log)
        if self._gap is not None:
            self._gap.draw()
        if self._following:
            self._follow()
        elif self._fits_height:
            self._follow_height([curve for curve in self._curves.values() if curve.visible])
        if self._ended:
            self._labels.set_labels(self._end_labels())
        self.canvas.redraw_items()

    def _follow(self) -> None:
        shown = [curve for curve in self._curves.values() if curve.visible and len(curve.drawn)]
        if not shown:
            x = (0.0, max(LEAST_SPAN, self._horizon)) if self._axis_of is None else None
            self.canvas.set_range(x, (-1.0, 0.0) if self._log else (0.0, 1.0))
            return
        first = min(float(curve.drawn.x[0]) for curve in shown)
        last = max(float(curve.drawn.x[-1]) for curve in shown)
        wide = max(max(last, self._horizon) - first, LEAST_SPAN)
        if self._axis_of is not None:
            self._on_other_range()
        else:
            self._follow_x(first, wide)
        self._follow_height(shown, from_zero=last == first)  # of a start, show how high it is

    def _follow_height(self, curves: list[PlotCurve], from_zero: bool = False) -> None:
        extremes = [pair for curve in curves if (pair := curve.extremes()) is not None]
        if not extremes:
            return
        low, high = min(pair[0] for pair in extremes), max(pair[1] for pair in extremes)
        target = self._y.follow(min(low, 0.0) if from_zero else low, high)
        if target is not None:
            self.canvas.set_range(y=target)

    def _follow_x(self, first: float, wide: float) -> None:
        """Show all from `first` on; a new axis is dear, so it grows in steps."""
        if self._x_shown is not None and self._x_shown[0] == first:
            growth = wide / (self._x_shown[1] - first) - 1.0
            if -ROOM <= growth <= 0.0:
                return
            if 0.0 < growth <= ROOM:
                wide *= 1.0 + ROOM
        self._x_shown = (first, first + wide)
        self.canvas.set_range(x=self._x_shown)

    def _end_labels(self) -> list[EndLabel]:
        curves = [(self._curves[curve_id], text) for curve_id, text in self._ended.items()]
        return [
            EndLabel(curve.drawn.x[-1], curve.drawn.mean[-1], text, curve.style.of(self._colours))
            for curve, text in curves
            if curve.visible and len(curve.drawn)
        ]

    @Slot()
    def _on_range(self) -> None:
        if self._log:
            self._set_ticks()

    def _set_ticks(self) -> None:
        low, high = self.canvas.shown()[1]
        self.canvas.set_y_ticks(log_ticks(low, high) if self._log else None)

    # The user ----------------------------------------------------------------------------------

    @Slot(str, bool)
    def _on_entry(self, curve_id: str, checked: bool) -> None:
        if curve_id == GAP and self._gap is not None:
            self._gap.visible = checked
        else:
            self._curves[curve_id].set_visible(checked)
        self.curve_toggled.emit(curve_id, checked)
        self._y.forget()
        self._ask()

    @Slot()
    def _on_zoomed(self) -> None:
        self._fits_height = False
        if self._following:
            self._following = False
            self.fit_button.show()
            self.view_changed.emit()
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor by the arrow keys, zoom by + and -; Escape takes the cursor away."""
        direction = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Escape and self._marks.cursor_place is not None:
            self.move_cursor(None)
        elif direction:
            big = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step_cursor(direction * (5 if big else 1) / CURSOR_STEPS)
            self._say(self.readout.spoken)
        elif (factor := zoom_asked(event)) is not None:
            self.zoom(factor)
            (x0, x1), _ = self.canvas.shown()
            text = self.tr("everything") if self._following else self.tr("from {low} to {high}")
            low, high = format_number(x0, 3), format_number(x1, 3)
            self._say(f"{self._x_label} {text.format(low=low, high=high)}")
        else:
            super().keyPressEvent(event)

    def _step_cursor(self, share: float) -> None:
        """Move the cursor by a share of the axis; at its end, what is shown moves with it."""
        (x0, x1), _ = self.canvas.shown()
        before, step = self._marks.cursor_place, share * (x1 - x0)
        wanted = (x1 if before is None else before) + step
        whole = self._whole()
        if not x0 <= wanted <= x1 and not self._following and whole is not None:
            if self._axis_of is None:
                self._show_part(within((x0 + step, x1 + step), whole))
            (x0, x1), _ = self.canvas.shown()
        self.move_cursor(min(max(wanted, x0), x1))

    def _say(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def event(self, event: QEvent) -> bool:
        """Claim the keys that zoom; over the curves the read-out tells more than a tooltip."""
        if event.type() == QEvent.Type.ShortcutOverride and zoom_asked(event) is not None:
            event.accept()
            return True
        return event.type() == QEvent.Type.ToolTip or super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the reading away."""
        self.move_cursor(None)
        super().focusOutEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the reading away."""
        self.move_cursor(None)
        super().leaveEvent(event)

    @Slot(object)
    def _on_pointed(self, point: QPointF | None) -> None:
        self.move_cursor(None if point is None else point.x())

    def move_cursor(self, x: float | None) -> None:
        """Read the curves at a place, as the user does, and tell of it; None stops reading."""
        before = self._marks.cursor_place
        reading = self.show_cursor(x)
        if reading is not None or before is not None:
            self.hovered.emit(reading)

    def show_cursor(self, x: float | None) -> PlotReading | None:
        """Show cursor and read-out at a place, or take them away; return what is read there."""
        shown = {
            curve_id: curve
            for curve_id, curve in self._curves.items()
            if curve_id in self._names and curve.visible and len(curve.data)
        }
        if x is None or not shown:
            self._marks.set_cursor(None)
            self.readout.hide()
            return None
        reading = PlotReading(
            x,
            {curve_id: curve.data.at(x) for curve_id, curve in shown.items()},
            {name: curve.smooth.at(x) for name, curve in shown.items() if curve.is_smoothed},
        )
        lines = [
            ReadoutLine(
                self._names[curve_id], shown[curve_id].style.of(self._colours), value,
                reading.smoothed.get(curve_id),
            )
            for curve_id, value in reading.values.items()
        ]  # fmt: skip
        self._marks.set_cursor(x)
        flag = self._labels.flag
        best = flag[2] if flag is not None and self._marks.reaches(flag[0], x) else ""
        self.readout.tell(self._x_label, x, lines, self._marks.near(x), best)
        self.readout.show_at(self.canvas.place_of(x, 0.0), self.canvas.width())
        return reading
