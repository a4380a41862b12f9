"""Data of one coordinate: the points, and the curve the network draws through them."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QWidget

from playground.widgets.colours import FloatArray, ViewColours
from playground.widgets.plot_canvas import pen_of
from playground.widgets.plot_items import PathItem
from playground.widgets.point_layers import Answers, NearPoint, Part, PointLayers
from playground.widgets.point_words import Naming, about, answer_text, place_text
from playground.widgets.pointed_view import PointedView

MARGIN = 0.08  # share of the height left free above and below the data


@dataclass(frozen=True)
class CurveReading:
    """What lies at a place: the values of all outputs, and a data point near it."""

    x: float
    values: tuple[float, ...]
    near: NearPoint | None = None


class CurveView(PointedView):
    """Points and the fitted curve over one coordinate.

    Signals
    -------
    hovered : CurveReading or None
    """

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(colours, parent)
        self._extent = (-6.0, 6.0)
        self._axes = ("x", "y")
        self._curve: FloatArray | None = None
        self._neuron: tuple[FloatArray, str] | None = None
        self._heights: dict[str, tuple[float, float]] = {}
        self._lines: list[PathItem] = []
        self.points = PointLayers(self.canvas)
        self.setAccessibleName(self.tr("Output"))
        self.setAccessibleDescription(
            self.tr("The network's answer as a curve over one coordinate, with the data points.")
        )
        self.set_extent(self._extent)
        self.set_colours(colours)
        self.show_note("")

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
        self.points.set_opacity(0.25 if self._neuron else 1.0)
        if self._neuron is not None:
            self._draw(self._neuron[0])
        elif self._curve is not None:
            self._draw(self._curve)
        else:
            self._fit_height()

    def set_points(self, part: Part, x: FloatArray, y: FloatArray) -> None:
        """Show points; the height of the plot follows them."""
        points = np.column_stack([x, y]).astype(float)
        self.points.set_points(part, points, points[:, 1], np.zeros(len(points), dtype=np.intp))
        finite = points[np.isfinite(points).all(axis=1), 1]
        if len(finite):
            self._heights[part] = (float(finite.min()), float(finite.max()))
        self._fit_height()
        self.show_note(self.note)

    def set_answers(self, part: Part, answers: Answers | None) -> None:
        """Take what the network says of the points of a part, for read-out and halos."""
        self.points.set_answers(part, answers)

    def set_points_visible(self, part: Part, visible: bool) -> None:
        """Show or hide the points of one part."""
        self.points.set_part_visible(part, visible)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw everything in other colours."""
        super().set_colours(colours)
        self.points.set_styles([colours.positive], ("o",), colours.background, colours)
        self._colour_lines()

    def drawn_points(self, part: Part) -> tuple[int, int]:
        """Return how many points of a part are drawn, and how many there are."""
        return self.points.sets[part].drawn, self.points.sets[part].total

    @property
    def note(self) -> str:
        """What the picture leaves out; empty if nothing."""
        return self.points.note

    # Drawing -----------------------------------------------------------------------------------

    def _draw(self, curves: FloatArray) -> None:
        self._fit_height()
        while len(self._lines) < len(curves):
            self._lines.append(PathItem(self.canvas, 6))
            self._colour_lines()
        low, high = self.canvas.shown()[1]
        beyond = 5.0 * (high - low)  # the painter cannot draw to the end of the world
        places = np.linspace(*self._extent, curves.shape[1])
        for number, line in enumerate(self._lines):
            values = curves[number] if number < len(curves) else curves[0, :0]
            sound = np.isfinite(values)
            heights = np.clip(values[sound], low - beyond, high + beyond).astype(float)
            line.set_corners(places[: len(values)][sound], heights)
        if self.looked_at is not None:
            self.refresh_reading()

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

    # Reading -----------------------------------------------------------------------------------

    def reading_at(self, point: QPointF) -> CurveReading | None:
        """Return the curve at a point or, near a data point, the answer for that."""
        shown = self._curve if self._neuron is None else self._neuron[0]
        if shown is None:
            return None
        near = self.points.nearest(point) if self._neuron is None else None
        x = point.x() if near is None else near.place[0]
        places = np.linspace(*self._extent, shown.shape[1])
        values = tuple(float(np.interp(x, places, each)) for each in shown)
        if near is not None and near.prediction is not None:
            values = near.prediction
        return CurveReading(x, values, near)

    def sentence(self, reading: object) -> str:
        """Return place, answer and what is known of the data point."""
        assert isinstance(reading, CurveReading)
        naming = Naming(self._axes[:1], (), self._neuron[1] if self._neuron else self._axes[1])
        lines = [place_text(naming, (reading.x,)), answer_text(naming, reading.values)]
        if reading.near is not None:
            lines += about(naming, reading.near)
        return "\n".join(lines)
