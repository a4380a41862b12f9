"""Data of one coordinate: the points, and the curve the network draws through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from playground.widgets.colours import FloatArray, ViewColours
from playground.widgets.labels import tabular
from playground.widgets.map_legend import scale_text
from playground.widgets.plot_canvas import PlotCanvas, pen_of
from playground.widgets.plot_items import PathItem, PointSet

Part = Literal["train", "test"]
MARGIN = 0.08  # share of the height left free above and below the data


@dataclass(frozen=True)
class CurveReading:
    """The curve under the mouse: where, and the values of all outputs there."""

    x: float
    values: tuple[float, ...]


class CurveView(QWidget):
    """Points and the fitted curve over one coordinate.

    Signals
    -------
    hovered : CurveReading or None
    clicked : float, float
        Coordinates of a left click.
    """

    hovered = Signal(object)
    clicked = Signal(float, float)

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._extent = (-6.0, 6.0)
        self._axes = ("x", "y")
        self._curve: FloatArray | None = None
        self._neuron: tuple[FloatArray, str] | None = None
        self._heights: dict[str, tuple[float, float]] = {}
        self.canvas = PlotCanvas(self)
        self._lines: list[PathItem] = []
        self._sets = {
            "train": PointSet(self.canvas, hollow=False, order=1),
            "test": PointSet(self.canvas, hollow=True, order=0),
        }
        self.readout = QLabel(self)
        self.readout.setObjectName("curve_readout")
        self.readout.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.readout.setFont(tabular(self.font()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.readout)
        self.canvas.pointed.connect(self._on_pointed)
        self.canvas.pressed.connect(self._on_pressed)
        self.setAccessibleName(self.tr("Output"))
        self.setAccessibleDescription(
            self.tr("The network's answer as a curve over one coordinate, with the data points.")
        )
        self.set_extent(self._extent)
        self.set_colours(colours)

    def set_extent(self, extent: tuple[float, float], labels: tuple[str, str] = ("x", "y")) -> None:
        """Show the coordinate between two ends and name both axes; drops what was shown."""
        self._extent, self._axes = extent, labels
        self._curve, self._neuron, self._heights = None, None, {}
        for line in self._lines:
            line.set_corners(np.zeros(0), np.zeros(0))
        self.canvas.set_axis_labels(*labels)
        self.canvas.set_range(extent, (-1.0, 1.0))

    def set_curve(self, values: FloatArray) -> None:
        """Show outputs (n,) or (K, n) at n places spread evenly over the extent."""
        self._curve = np.atleast_2d(values)
        if self._neuron is None:
            self._draw(self._curve)

    def set_neuron_curve(self, values: FloatArray | None, label: str = "") -> None:
        """Show one neuron's answer (n,) instead of the output's; None goes back."""
        self._neuron = None if values is None else (np.atleast_2d(values), label)
        self.canvas.set_axis_labels(self._axes[0], label if self._neuron else self._axes[1])
        for points in self._sets.values():
            points.setOpacity(0.25 if self._neuron else 1.0)
        if self._neuron is not None:
            self._draw(self._neuron[0])
        elif self._curve is not None:
            self._draw(self._curve)
        else:
            self._fit_height()

    def set_points(self, part: Part, x: FloatArray, y: FloatArray) -> None:
        """Show points; the height of the plot follows them."""
        points = np.column_stack([x, y]).astype(float)
        self._sets[part].set_points(points, np.zeros(len(points), dtype=np.intp))
        finite = points[np.isfinite(points).all(axis=1), 1]
        if len(finite):
            self._heights[part] = (float(finite.min()), float(finite.max()))
        self._fit_height()
        self.readout.setText(self.note)

    def set_points_visible(self, part: Part, visible: bool) -> None:
        """Show or hide the points of one part."""
        self._sets[part].setVisible(visible)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw everything in other colours."""
        self._colours = colours
        self.canvas.set_colours(colours)
        for points in self._sets.values():
            points.set_styles([colours.positive], ("o",), colours.background)
        self._colour_lines()

    def drawn_points(self, part: Part) -> tuple[int, int]:
        """Return how many points of a part are drawn, and how many there are."""
        return self._sets[part].drawn, self._sets[part].total

    @property
    def note(self) -> str:
        """What the picture leaves out; empty if nothing."""
        drawn = sum(points.drawn for points in self._sets.values())
        total = sum(points.total for points in self._sets.values())
        if drawn == total:
            return ""
        return self.tr("{drawn} of {total} points drawn").format(
            drawn=f"{drawn:,}", total=f"{total:,}"
        )

    # Drawing -----------------------------------------------------------------------------------

    def _draw(self, curves: FloatArray) -> None:
        self._fit_height()
        while len(self._lines) < len(curves):
            self._lines.append(PathItem(self.canvas, 3))
            self._colour_lines()
        low, high = self.canvas.shown()[1]
        beyond = 5.0 * (high - low)  # the painter cannot draw to the end of the world
        places = np.linspace(*self._extent, curves.shape[1])
        for number, line in enumerate(self._lines):
            values = curves[number] if number < len(curves) else curves[0, :0]
            sound = np.isfinite(values)
            heights = np.clip(values[sound], low - beyond, high + beyond).astype(float)
            line.set_corners(places[: len(values)][sound], heights)

    def _colour_lines(self) -> None:
        for number, line in enumerate(self._lines):
            colour = self._colours.negative if number == 0 else self._colours.curve_colour(number)
            line.set_style(pen_of(colour, 2.5), QBrush())

    def _fit_height(self) -> None:
        """Follow the points; a curve that leaves them is cut off, so that nothing jumps."""
        if self._neuron is not None or not self._heights:
            shown = self._neuron[0] if self._neuron is not None else self._curve
            if shown is None:
                return
            low, high = float(np.nanmin(shown)), float(np.nanmax(shown))
        else:
            low = min(pair[0] for pair in self._heights.values())
            high = max(pair[1] for pair in self._heights.values())
        free = MARGIN * (high - low) or 0.5
        target = (low - free, high + free)
        if not np.allclose(target, self.canvas.shown()[1], rtol=0, atol=0.02 * (high - low)):
            self.canvas.set_range(y=target)

    # The mouse ---------------------------------------------------------------------------------

    @Slot(object)
    def _on_pointed(self, point: QPointF | None) -> None:
        reading = None if point is None else self._reading_at(point.x())
        if reading is None:
            self.readout.setText(self.note)
        else:
            self.readout.setText(self._sentence(reading.x, reading.values))
        self.hovered.emit(reading)

    @Slot(QPointF)
    def _on_pressed(self, point: QPointF) -> None:
        self.clicked.emit(point.x(), point.y())

    def _reading_at(self, x: float) -> CurveReading | None:
        shown = self._curve if self._neuron is None else self._neuron[0]
        if shown is None:
            return None
        low, high = self._extent
        last = shown.shape[1] - 1
        place = min(max(round((x - low) / (high - low) * last), 0), last)
        return CurveReading(x, tuple(float(value) for value in shown[:, place]))

    def _sentence(self, x: float, values: Sequence[float]) -> str:
        answers = "   ".join(scale_text(value) for value in values)
        name = self._neuron[1] if self._neuron else self._axes[1]
        return f"{self._axes[0]} {x:.2f}   →   {name} {answers}".replace("-", "−")
